"""Pages for people: every page there is, escaped, without scripts, in three languages."""

import html
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from kg.questions import questions

from .conftest import BASE

EMPTY = {"input", "link", "meta", "br"}
PAGES = ["/", "/sparql", "/search?q=REFUGEE", "/category/refugee.html", "/ontology.html", "/graph/vocabulary.html"]


class Page(HTMLParser):
    """A page that is well formed: every element is closed in turn, no script, no handler, no style of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.fields: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag != "script"
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        self.links += [value for name, value in attrs if name == "href"]
        self.fields += [value for name, value in attrs if name == "name"]
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(server, target: str, **headers: str) -> str:
    answer = server.ask("GET", target, accept="text/html", **headers)
    assert (answer.status, answer.type) == (200, "text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    text = answer.body.decode()
    Page(text)
    return text


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("target", PAGES)
def test_page(server, target, language):
    text = page(server, target, accept_language=language)
    assert f'<html lang="{language}">' in text
    assert "<script>" not in text


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_every_question_is_a_form_with_its_answer(server, name):
    text = page(server, f"/ask/{name}?lang=ru")
    assert "<table>" in text
    assert "<textarea" in text


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_no_link_of_the_start_page_is_broken(server, language):
    links = Page(page(server, f"/?lang={language}")).links
    assert f"/sparql?lang={language}" in links
    for link in dict.fromkeys(links):
        target = f"/{link}" if link.startswith("?") else link
        assert server.ask("GET", target, accept="text/html, */*;q=0.1").status in (200, 303), link


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/search?q=a%26b+refugee&lang=en", "?q=a%26b+refugee&lang=kk"),
        ("/ask/tasks-by-category?category=refugee&lang=en", "?category=refugee&lang=kk"),
        ("/sparql?query=ASK%7B%7D&lang=en", "?query=ASK%7B%7D&as=html&lang=kk"),
        ("/category/refugee.html?lang=en", "?lang=kk"),
    ],
)
def test_the_same_page_in_another_language(server, target, kept):
    assert html.escape(f'href="{kept}"', quote=False) in page(server, target)
    assert '<html lang="kk">' in page(server, target.partition("?")[0] + kept)


def test_who_names_no_language_reads_english(server):
    assert '<html lang="en">' in page(server, "/")
    assert '<html lang="kk">' in page(server, "/?lang=kk", accept_language="ru")


@pytest.mark.parametrize("status", [400, 404, 405, 406])
def test_problems_are_told_in_the_language_of_the_reader(server, status):
    method, target = {
        400: ("GET", "/sparql?query=x"),
        404: ("GET", "/nothing"),
        405: ("DELETE", "/"),
        406: ("GET", "/graphs?default"),
    }[status]
    heads = set()
    for language in ("en", "ru", "kk"):
        answer = server.ask(method, target, accept="text/html", accept_language=language)
        assert answer.status == status
        heads.update(re.findall("<h1>(.+?)</h1>", answer.body.decode()))
    assert len(heads) == 3


def test_every_form_keeps_the_language(server):
    for target in ("/", "/sparql?lang=kk", "/ask/tasks-by-category?lang=kk", "/sparql?query=ASK%7B%7D&lang=kk"):
        text = page(server, target, accept_language="kk")
        assert text.count("<form") == text.count('<input type="hidden" name="lang" value="kk">')


def test_names_are_escaped(server):
    text = page(server, "/category/refugee.html")
    assert "refugee &lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in text


@pytest.mark.parametrize("words", ['"><script>x</script>', "</textarea><b>", "<b onclick='x'>"])
def test_what_was_given_is_escaped(server, words):
    assert words not in page(server, f"/search?q={quote(words)}")
    query = f"SELECT (<x:y> AS ?x) {{}} # {words}"
    assert words not in page(server, f"/sparql?query={quote(query)}")


def test_search_leads_to_the_thing_and_the_thing_to_its_neighbours(server):
    assert "/category/refugee" in Page(page(server, "/search?q=refugee%20more")).links
    links = Page(page(server, "/category/refugee.html")).links
    assert "/about?iri=" + "https%3A//w3id.org/migration-policy/ontology%23MigrantCategory" in links
    assert "/category/refugee.ttl" in links


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("SELECT ?s { ?s a ?o } ORDER BY ?s LIMIT 1", "category/refugee"),
        ("ASK { ?s ?p ?o }", "<p>Yes</p>"),
        ("CONSTRUCT WHERE { ?s a ?o }", "<pre>"),
    ],
)
def test_answers_are_pages_too(server, query, shown):
    text = page(server, f"/sparql?query={quote(query)}&lang=en")
    assert shown in text
    assert query in re.sub(r"&[a-z]+;", "", text)


@pytest.mark.parametrize(
    ("target", "status"),
    [("/nothing", 404), ("/sparql?query=x", 400), ("/ask/nothing", 404), ("/search?q=", 400), ("/about?iri=x", 400)],
)
def test_problems_are_pages_for_people(server, target, status):
    answer = server.ask("GET", target, accept="text/html")
    assert (answer.status, answer.type) == (status, "text/html")
    Page(answer.body.decode())


def test_a_form_asks_again_with_what_was_chosen(server):
    text = page(server, "/ask/tasks-by-category?category=refugee&lang=en")
    assert re.search(r'<option value="category/refugee" selected>', text)
    assert server.ask("GET", "/ask/tasks-by-category?category=nobody").status == 404


def test_style_is_ours(server):
    assert server.ask("GET", "/style.css").type == "text/css"
    assert server.ask("GET", "/robots.txt").status == 200


def test_an_iri_of_another_place_has_a_page(server):
    text = page(server, "/about?iri=http://www.w3.org/2002/07/owl%23Ontology")
    assert "owl:Ontology" in text
    assert f"{BASE}" in text or "</table>" in text

"""What stands behind an IRI: a description for programs, a page for people, and the way from one to the other.

An IRI without an ending names a thing, so its address answers 303 with the address of a document about it. The
ontology and the named graphs are documents themselves: their addresses answer with what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from kg import iris
from kg.cite import section
from kg.explain import Explanation, Thing, explain
from kg.naming import short
from kg.records import Language
from kg.serve.engine import Engine, written
from kg.serve.exchange import Refused, Reply
from kg.serve.layout import page
from kg.serve.markup import Content, Html, href, join, link, table, tag
from kg.serve.negotiate import GRAPHS, content_type
from kg.serve.wire import Head
from kg.serve.words import word
from kg.store import BlankNode, Literal, NamedNode, Triple
from kg.witness import Citation, Proof

_NAMES = {iris.name(name) for name in ("rdfs:label", "skos:prefLabel", "dct:title")}
_ONTOLOGY = iris.PREFIXES["mp"].removesuffix("#")


def thing(engine: Engine, job: Head, most: int) -> Reply:
    """Answer for a path below the base, with or without an ending; `format` is the one that the client likes best."""
    path, form = job["path"], job["format"]
    iri = _named(path)
    if iri.value == _ONTOLOGY or iri.value in engine.graphs:
        return _document(engine, iri, form, job, most)
    if _known(engine, iri):
        where = {"location": f"{href(iri.value)}.{form}", "link": _alternates(iri)}
        return Reply(303, {"content-type": "text/plain; charset=utf-8", **where}, f"See {where['location']}\n".encode())
    stem, dot, ending = path.rpartition(".")
    about_ = _named(stem)
    if not dot or ending not in GRAPHS:
        raise _unknown(path)
    if about_.value == _ONTOLOGY or about_.value in engine.graphs:
        return _document(engine, about_, ending, job, most)
    if not _known(engine, about_):
        raise _unknown(stem)
    return _described(engine, about_, ending, job, most)


def about(engine: Engine, job: Head, _: int) -> Reply:
    """The page of any IRI of the graph."""
    try:
        iri = NamedNode(job["iri"])
    except ValueError:
        raise Refused(400, "iri", "Give an IRI: ?iri=\N{HORIZONTAL ELLIPSIS}.") from None
    if not _known(engine, iri):
        raise _unknown(job["iri"])
    return _page(engine, iri, cast("Language", job["lang"]))


def description(engine: Engine, things: Iterable[NamedNode]) -> list[Triple]:
    """What the graph says of things, blank nodes with what is said of them, and the names of everything linked to."""
    found: dict[Triple, None] = {}
    linked: dict[NamedNode, None] = {}
    waiting: list[NamedNode | BlankNode] = [*things]
    seen = set(waiting)
    while waiting:
        for triple in engine.about(waiting.pop(0)):
            found[triple] = None
            if isinstance(triple.object, NamedNode):
                linked[triple.object] = None
            elif isinstance(triple.object, BlankNode) and triple.object not in seen:
                seen.add(triple.object)
                waiting.append(triple.object)
    for neighbour in linked:
        found.update((one, None) for one in engine.about(neighbour) if one.predicate.value in _NAMES)
    return list(found)


def _described(engine: Engine, iri: NamedNode, form: str, job: Head, most: int) -> Reply:
    if form == "html":
        return _page(engine, iri, cast("Language", job["lang"]))
    kind = {"content-type": content_type(GRAPHS, form), "link": f'<{iri.value}>; rel="describes"'}
    return Reply(200, kind, written(description(engine, [iri]), form, most))


def _document(engine: Engine, iri: NamedNode, form: str, job: Head, most: int) -> Reply:
    """A graph, or the ontology: all of it."""
    place = {"content-location": f"{href(iri.value)}.{form}", "link": _alternates(iri)}
    language = cast("Language", job["lang"])
    if iri.value == _ONTOLOGY:
        terms = engine.subjects(_ONTOLOGY)
        if form == "html":
            reply = page(
                short(iri.value), language, tag("ul", *(tag("li", link(short(t.value), t.value)) for t in terms))
            )
            return Reply(200, {**reply.headers, **place}, reply.body)
        body = written(description(engine, terms), form, most)
    elif form == "html":
        reply = page(short(iri.value), language, tag("p", *_endings(iri)))
        return Reply(200, {**reply.headers, **place}, reply.body)
    else:
        body = written(engine.triples(iri.value), form, most)
    return Reply(200, {"content-type": content_type(GRAPHS, form), **place}, body)


def _page(engine: Engine, iri: NamedNode, language: Language) -> Reply:
    known = bool(engine.about(iri))
    try:
        found = explain(engine, iri.value, language) if known else None
    except ValueError:  # a thing that is described by blank nodes
        found = None
    if found is None:
        said = [[link(short(t.predicate.value), t.predicate.value), _object(t)] for t in engine.about(iri)]
        return page(short(iri.value), language, table([word("property", language), word("value", language)], said))
    return page(found.thing.text, language, *_explained(found, iri, language))


def _explained(found: Explanation, iri: NamedNode, language: Language) -> Iterable[Content]:
    yield tag("p", tag("code", iri.value))
    yield tag("p", *_listed(found.classes))
    names = [tag("li", one.text, lang=one.language or False) for one in found.names]
    yield tag("ul", *names) if names else None
    if found.citation.document:
        place = section(found.citation.section, language)
        yield tag("p", link(found.citation.title, found.citation.document), f", {place}" if place else None)
    if found.evidence:
        yield tag("h2", word("evidence", language))
        yield from (_quoted(language, proof) for proof in found.evidence)
    yield tag("h2", word("edges", language))
    head = [word(key, language) for key in ("property", "value", "evidence")]
    rows: list[list[Content]] = [
        [_thing(fact.property), _thing(fact.value), join(*(_quoted(language, *one) for one in fact.proofs))]
        for fact in found.facts
    ]
    yield table(head, rows)
    if found.links:
        yield tag("h2", word("links", language))
        head = [word(key, language) for key in ("property", "count", "examples")]
        yield table(head, [[_thing(x.property), str(x.count), join(*_listed(x.examples))] for x in found.links])
    yield tag("p", *_endings(iri), class_="note")


def _thing(one: Thing) -> Content:
    return link(one.text, one.iri) if one.iri else tag("span", one.text, lang=one.language or False)


def _listed(things: Iterable[Thing]) -> list[Content]:
    """Things with commas between them."""
    return [part for one in things for part in (", ", _thing(one))][1:]


def _quoted(language: Language, proof: Proof, citation: Citation | None = None) -> Html:
    words = tag("blockquote", proof.quote, lang=proof.language or False)
    place = ", ".join(filter(None, (citation.title, section(citation.section, language)))) if citation else ""
    return join(words, tag("cite", link(place or proof.file, proof.annotation)))


def _object(triple: Triple) -> Content:
    if isinstance(triple.object, NamedNode):
        return link(short(triple.object.value), triple.object.value)
    return triple.object.value if isinstance(triple.object, Literal) else str(triple.object)


def _endings(iri: NamedNode) -> list[Content]:
    if not iri.value.startswith(iris.BASE):
        return []
    forms = [form for form in GRAPHS if form != "html"]
    return [part for form in forms for part in (" ", tag("a", form, href=f"{href(iri.value)}.{form}"))]


def _alternates(iri: NamedNode) -> str:
    where = href(iri.value)
    return ", ".join(f'<{where}.{form}>; rel="alternate"; type="{types[0]}"' for form, types in GRAPHS.items())


def _named(path: str) -> NamedNode:
    try:
        return NamedNode(iris.BASE + path)
    except ValueError:
        raise _unknown(path) from None


def _known(engine: Engine, iri: NamedNode) -> bool:
    return bool(engine.about(iri)) or engine.mentioned(iri)


def _unknown(path: str) -> Refused:
    return Refused(404, "unknown", f"There is nothing here that is called {path[:200]!r}.")

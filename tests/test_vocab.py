"""The vocabularies as data: what every entry must have, and that the matcher finds each of its names."""

import re
import unicodedata
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, SKOS

from kg import lexicon, turtle
from kg.records import LANGUAGES

ONTOLOGY = Path(__file__).parent.parent / "ontology"
FILES = sorted((ONTOLOGY / "vocab").glob("*.ttl"))
MP = Namespace("https://w3id.org/migration-policy/ontology#")
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
READING_AIDS = {MP.Abbreviation, MP.Blocked, MP.NumberWord, MP.Suffix, MP.TimeWord, MP.WordSet}
"""Entries that help to read and name nothing: a form may serve several of them, in one language only."""
DEFINED = {MP.Agency, MP.FundingSource, MP.MigrantCategory, MP.Quantity, MP.Unit}
LONGEST = 6
CYRILLIC, LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z]")

every_file = pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)


@cache
def graph(path: Path) -> Graph:
    return turtle.read(path)


@cache
def words() -> lexicon.Lexicon:
    return lexicon.load(ONTOLOGY)


def entries(path: Path) -> list[URIRef]:
    named = {s for s in graph(path).subjects() if isinstance(s, URIRef)}
    return sorted(s for s in named if (s, RDF.type, SKOS.ConceptScheme) not in graph(path))


def aids_reading(path: Path, entry: URIRef) -> bool:
    return bool(READING_AIDS & set(graph(path).objects(entry, RDF.type)))


def labels(path: Path, entry: URIRef) -> list[Literal]:
    return [label for name in LABELS for label in graph(path).objects(entry, name)]


def spoken(label: Literal) -> str:
    """The words of a label without its signs, each between spaces."""
    return " ".join(["", *re.findall(r"\w+", label.casefold()), ""])


def same(label: Literal) -> tuple[str, ...]:
    """What the matcher keeps a label under: labels with one key cannot be told apart. Signs stand for themselves."""
    return (label.language, *(lexicon.keys(str(label), label.language) or [str(label)]))


def test_the_vocabularies_are_there():
    assert len(FILES) >= 17


@every_file
def test_entries_stand_in_one_folder_and_one_scheme(path):
    assert len({str(e).removeprefix(turtle.BASE).partition("/")[0] for e in entries(path)}) == 1
    schemes = {graph(path).value(e, SKOS.inScheme) for e in entries(path)}
    assert len(schemes) == 1
    for scheme in schemes - {None}:
        assert {x.language for x in graph(path).objects(scheme, SKOS.prefLabel)} == set(LANGUAGES)


@every_file
def test_types_and_properties_are_declared(path):
    known = set()
    for file in (ONTOLOGY / "policy.ttl", *FILES):
        known |= set(graph(file).subjects())
    ours = {
        term for triple in graph(path) for term in triple if isinstance(term, URIRef) and term.startswith(turtle.BASE)
    }
    assert sorted(ours - known) == []


@every_file
def test_one_preferred_label_a_language(path):
    for entry in entries(path):
        found = sorted(x.language for x in graph(path).objects(entry, SKOS.prefLabel))
        assert len(found) == len(set(found)), entry
        assert found == sorted(LANGUAGES) or (aids_reading(path, entry) and set(found) <= set(LANGUAGES)), entry


@every_file
def test_what_users_browse_is_defined(path):
    for entry in entries(path):
        if DEFINED & set(graph(path).objects(entry, RDF.type)):
            texts = list(graph(path).objects(entry, SKOS.definition))
            assert sorted(t.language for t in texts) == sorted(LANGUAGES), entry
            assert all(t.endswith(".") for t in texts), entry


@every_file
def test_labels_are_clean(path):
    """NFC, single spaces, one script a word, no Cyrillic in English, short unless it is an official name."""
    wrong = []
    for entry in entries(path):
        official = [spoken(name) for name in graph(path).objects(entry, MP.officialName)]
        for label in labels(path, entry):
            found = re.findall(r"\w+", label)
            mixed = any(CYRILLIC.search(w) and LATIN.search(w) for w in found)
            foreign = label.language == "en" and CYRILLIC.search(label)
            untidy = str(label) != unicodedata.normalize("NFC", " ".join(label.split()))
            if (
                mixed
                or foreign
                or untidy
                or (len(found) > LONGEST and not any(spoken(label) in name for name in official))
            ):
                wrong.append((str(entry), str(label)))
    assert wrong == []


@every_file
def test_no_label_is_printed_twice_in_an_entry(path):
    for entry in entries(path):
        found = [(x.language, x if x.isupper() else x.casefold()) for x in labels(path, entry)]
        assert sorted(f for f in set(found) if found.count(f) > 1) == [], entry


@every_file
def test_a_form_names_two_things_only_where_both_are_meant(path):
    """`mp:alsoMeans` says that both are; two bodies of different jurisdiction are told apart by the place."""
    holders: dict[tuple[str, ...], set[URIRef]] = {}
    for entry in entries(path):
        for label in [] if aids_reading(path, entry) else labels(path, entry):
            holders.setdefault(same(label), set()).add(entry)
    wrong = []
    for form, sharing in holders.items():
        for one, other in combinations(sorted(sharing), 2):
            meant = {(one, MP.alsoMeans, other), (other, MP.alsoMeans, one)} & set(graph(path))
            apart = graph(path).value(one, MP.jurisdiction) != graph(path).value(other, MP.jurisdiction)
            if not (meant or apart):
                wrong.append((form, str(one), str(other)))
    assert wrong == []


@every_file
def test_what_is_also_meant_shares_a_form(path):
    for one, other in graph(path).subject_objects(MP.alsoMeans):
        assert set(map(same, labels(path, one))) & set(map(same, labels(path, other))), (one, other)


@every_file
def test_the_matcher_finds_every_entry_by_each_label(path):
    """Written as it stands, without gaps and full stops; a label of signs only has no words to match."""
    lost = []
    for entry in entries(path):
        named = words().by_path[str(entry).removeprefix(turtle.BASE)]
        if named.kind in lexicon.UNNAMED:
            continue
        for language, label in ((tag, form) for tag in LANGUAGES for form in named.forms(tag)):
            tokens = words().tokens(re.sub(r"\s*[\u2026.]\s*", " ", label), language)
            matched = {e.path for m in words().matches(tokens, language, [named.kind]) for e in m.entries}
            blocked = named.kind == "blocked" and not matched
            if tokens and not blocked and named.path not in matched:
                lost.append((named.path, label))
    assert lost == []


def test_each_word_set_stands_in_a_label():
    named = {
        name
        for path in FILES
        for entry in entries(path)
        for x in labels(path, entry)
        for name in lexicon.SET.findall(x)
    }
    assert named == {e.path.partition("/")[2] for e in words().of_kind("word-set")}


def test_each_blocked_form_wins_over_a_mention():
    """A blocked form that no shorter mention lies in is of no use."""
    idle = []
    for entry in words().of_kind("blocked"):
        for language in LANGUAGES:
            for form in entry.forms(language):
                tokens = words().tokens(form, language)
                root = words().matches(tokens, language, ["category"])
                found = any(
                    words().matches(tokens[i:j], language, ["category"])
                    for i, j in combinations(range(len(tokens) + 1), 2)
                    if j - i < len(tokens)
                )
                if root or not found:
                    idle.append((entry.path, form))
    assert idle == []


def test_numbers_of_scales_and_months():
    scales = graph(ONTOLOGY / "vocab" / "scales.ttl")
    assert {float(v) for v in scales.objects(None, MP.factor)} == {1e2, 1e3, 1e6, 1e9, 1e12}
    months = graph(ONTOLOGY / "vocab" / "months.ttl")
    assert sorted(int(v) for v in months.objects(None, MP.month)) == list(range(1, 13))


def test_every_scored_class_of_act_is_a_class():
    kinds = graph(ONTOLOGY / "vocab" / "kinds.ttl")
    policy = graph(ONTOLOGY / "policy.ttl")
    assert all((cls, RDF.type, OWL.Class) in policy for cls in kinds.objects(None, MP["class"]))


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("мектептеріміздегілердің", "мектеп"),
        ("жұмыскерлеріне", "жұмыскер"),
        ("қоныстанушылардың", "қоныс"),
        ("ауылдағы", "ауыл"),
        ("жоспарлауды", "жоспар"),
        ("оралғандардың", "орал"),
        ("көшіретін", "көшір"),
        ("халыққа", "халық"),
        ("халығының", "халық"),
        ("білімсіздік", "білім"),
        ("құрылсын", "құр"),
    ],
)
def test_kazakh_words_come_down_to_their_stem(word, stem):
    assert stem in words().morphology.lemmas(word, "kk")

"""The five original documents: collected where MP_CORPUS says where they are.

How many statements of each class are found is kept in `counts.json`. Where a change of the rules changes it, look at
what is new and what is missing, then approve it: `MP_CORPUS=... python -m pytest tests/originals --approve`.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from scoring import Graph

from kg import pipeline
from kg.clean import clean
from kg.read import read

HERE = Path(__file__).parent
ORIGINALS = Path(os.environ["MP_CORPUS"])
NUMBERS = ("000", "001", "002", "003", "004")


def original(number):
    return next(ORIGINALS.glob(f"{number}_*"))


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    return pipeline.build([ORIGINALS], tmp_path_factory.mktemp("originals") / "dist", jobs=2)


def digest(findings):
    return "digest_of" in findings.text.source.meta


def test_the_originals_and_their_digests_are_built(built):
    assert built.published
    assert built.faults == ()
    assert [v for v in built.violations if v.severity == "Violation"] == []
    assert Counter(map(digest, built.findings)) == {False: 5, True: 4}


@pytest.mark.parametrize(
    ("cls", "least"),
    [("Concept", 2), ("Principle", 2), ("Task", 2), ("Agency", 2), ("MigrantCategory", 2), ("Indicator", 1)],
)
def test_every_main_class_has_instances(built, cls, least):
    """In at least so many documents, digests not counted; of agencies and categories, those that statements name."""
    graph = Graph(built.quads)
    documents = set()
    for document in built.documents:
        if digest(document.versions[0]):
            continue
        named = {
            e.object for s in document.statements for _, v in s.versions for e in v.edges if e.property == "mentions"
        }
        things = {
            *graph.types(f"https://w3id.org/migration-policy/doc/{document.key}"),
            *(v.cls for s in document.statements for _, v in s.versions),
            *({"Indicator"} if document.indicators else ()),
            *(name for path in named for name in graph.types(f"https://w3id.org/migration-policy/{path}")),
        }
        documents |= {document.key.partition("/")[0]} if cls in things else set()
    assert len(documents) >= least


def test_every_item_of_a_digest_is_one_with_its_original(built):
    apart = {
        (document.key, s.place.section, s.place.key)
        for document in built.documents
        for s in document.statements
        if all(digest(f) for f, _ in s.versions)
    }
    assert apart == set()
    alone = {d.versions[0].text.source.name for d in built.documents if digest(d.versions[0])}
    assert alone == set()


@pytest.mark.parametrize("number", ["001", "003"])
def test_cleaning_changes_no_word_of_a_clean_document(number):
    source = read(original(number))
    assert re.findall(r"\w+", clean(source).span.text) == re.findall(r"\w+", source.text)


def test_only_what_is_said_in_restored_words_is_unsure(built):
    unsure = {
        version.text.source.name
        for document in built.documents
        for statement in document.statements
        for version, stated in statement.versions
        if version.text.confidence(stated.evidence.span) < 1
    }
    assert unsure == {original("002").name}


RESTORED = (
    "import sys; from pathlib import Path; from kg.pipeline import findings_of; print(findings_of(Path(sys.argv[1])))"
)


def test_what_is_restored_does_not_depend_on_the_hash_seed():
    found = [
        subprocess.Popen(
            [sys.executable, "-c", RESTORED, original("002")],
            cwd=HERE.parent.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
        )
        for seed in ("1", "2")
    ]
    one, other = (process.communicate()[0] for process in found)
    assert len(one) > 10_000
    assert one == other


def test_as_many_statements_are_found_as_were_approved(built, golden):
    counts = {
        document.key: {
            **dict(sorted(Counter(s.versions[0][1].cls for s in document.statements).items())),
            "figures": len(document.figures),
            "indicators": len(document.indicators),
            "versions": len(document.versions),
            "in all versions": sum(len(s.versions) == len(document.versions) for s in document.statements),
        }
        for document in built.documents
    }
    golden(HERE / "counts.json", json.dumps(counts, indent=1) + "\n")


@pytest.mark.parametrize("number", NUMBERS)
def test_every_original_has_a_document_of_its_own(built, number):
    keys = {d.key for d in built.documents for v in d.versions if v.text.source.name == original(number).name}
    assert keys

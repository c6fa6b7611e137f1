import re
import string
from pathlib import Path

import pytest

from kg import messages, turtle
from kg.messages import CATALOGUES, catalogue, say
from kg.records import LANGUAGES

PACKAGE = Path(messages.__file__).parent
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
FIXED = {key for call in re.findall(r"\bsay\(([^)]*)\)", SOURCES) for key in re.findall(r"(?<!f)\"([a-z-]+)\"", call)}
MADE = {prefix for prefix in re.findall(r"f\"([a-z]+-)\{", SOURCES)}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_message_is_said_in_three_languages_with_the_same_places(key: str):
    said = catalogue()[key]
    assert set(said) == set(LANGUAGES)
    assert len({places(sentence) for sentence in said.values() if "{ ?s" not in sentence}) <= 1


def places(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def test_what_the_program_says_is_in_the_catalogue():
    assert FIXED
    assert set(catalogue()) >= FIXED


def test_the_catalogue_has_nothing_that_the_program_never_says():
    named = set(re.findall(r"\"([a-z-]+)\"", SOURCES))
    idle = {key for key in catalogue() if key not in named and not any(key.startswith(prefix) for prefix in MADE | {"term-"})}
    assert not idle


def test_places_are_filled():
    assert say("rows", "ru", count=3).endswith("3")
    assert "{" in say("examples-sparql", "en")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_in_canonical_form(path: Path):
    assert turtle.canonical(turtle.read(path)) == path.read_text(encoding="utf-8")

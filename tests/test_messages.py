import re
import string
from pathlib import Path

import pytest

from kg import messages, turtle
from kg.messages import CATALOGUES, catalogue, say
from kg.records import LANGUAGES

PACKAGE = Path(messages.__file__).parent
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
CALLS = re.findall(r"""\bsay\(\s*["']([a-z-]+)["'](?: if .+? else ["']([a-z-]+)["'])?""", SOURCES)
SAID = {key for call in CALLS for key in call if key}
MADE = tuple(re.findall(r"""\bf["']([a-z]+-)\{""", SOURCES))
"""How keys begin that are put together when they are said."""


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_message_is_said_in_three_languages_with_the_same_places(key: str):
    said = catalogue()[key]
    assert set(said) == set(LANGUAGES)
    assert len({places(sentence) for sentence in said.values() if "{ ?s" not in sentence}) <= 1


def places(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def test_what_the_program_says_is_in_the_catalogue():
    assert len(SAID) > 30
    assert set(catalogue()) >= SAID


def test_the_catalogue_has_nothing_that_the_program_never_says():
    named = set(re.findall(r"""["']([a-z-]+)["']""", SOURCES))
    assert not {key for key in catalogue() if key not in named and not key.startswith(MADE)}


def test_places_are_filled():
    assert say("rows", "ru", count=3).endswith("3")
    assert "{" in say("examples-sparql", "en")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_in_canonical_form(path: Path):
    assert turtle.canonical(turtle.read(path)) == path.read_text(encoding="utf-8")

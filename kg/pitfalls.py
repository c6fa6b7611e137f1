"""What is wrong with the ontology as a text: the rules of ROBOT's report and of the OOPS! scanner that need no network.

Each rule is a query of `queries/pitfalls` that finds a term and what is wrong with it; its `#+` header says which rule
of others it is. No row is a good row. `queries/clashes` holds the rules of OWL 2 RL by which data can contradict an
ontology of ours, for all the data; HermiT sees more, but only in so many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import BadInput
from kg.read import meta
from kg.records import LANGUAGES, Language
from kg.store import Quad, Store
from kg.witness import value

FOLDER = Path(__file__).parent.parent / "queries" / "pitfalls"
CLASHES = FOLDER.parent / "clashes"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its query."""

    name: str
    path: Path
    title: Mapping[Language, str]
    """In each language."""
    rules: tuple[str, ...]
    """The rules of others that it stands for: `ROBOT missing_label`, `OOPS P08`."""
    query: str


@dataclass(frozen=True, slots=True, order=True)
class Pitfall:
    """A term that breaks a rule."""

    rule: str
    term: str
    """IRI."""
    value: str
    """What is wrong: an IRI, a text or a language; may be empty."""


def pitfalls(quads: Iterable[Quad], folder: Path = FOLDER) -> list[Pitfall]:
    """All that the rules find in an ontology with its vocabularies (or, for `CLASHES`, data), sorted and each once."""
    store = Store(quads)
    found = set()
    for rule in rules(folder):
        table = store.select(rule.query, path=rule.path)
        for row in table.rows:
            term, *rest = map(value, row)
            found.add(Pitfall(rule.name, term, *rest or [""]))
    return sorted(found)


@cache
def rules(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """All rules by name. BadInput where a header is incomplete."""
    return tuple(map(_read, sorted(folder.glob("*.rq"))))


def _read(path: Path) -> Rule:
    text = path.read_text("utf-8")
    about: Any = meta.parse("\n".join(line[3:] for line in text.splitlines() if line.startswith("#+")), path)
    try:
        title = {language: str(about["title"][language]) for language in LANGUAGES}
        return Rule(path.stem, path, title, tuple(map(str, about["rules"])), text)
    except (KeyError, TypeError) as error:
        raise BadInput(
            f"its header lacks {error}; give the rule a title and say which rule it is", path=path
        ) from error

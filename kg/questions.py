"""The questions that can be asked of a graph by name: the files of `queries/questions`, each described by its header.

A header is YAML in comment lines that begin with `#+` (see `queries/README.md`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import BadInput
from kg.messages import say
from kg.naming import nearest
from kg.read import meta
from kg.records import LANGUAGES, Language

FOLDER = Path(__file__).parent.parent / "queries" / "questions"
VIEWS = ("table", "matrix", "bar", "line", "timeline", "network")
"""How the answer to a question is best shown."""
PLAIN = ("year", "date", "number", "choice")
"""Kinds of parameters that are no things of the graph."""

Wording = Mapping[str, str]
"""A text in each language."""
_HEADER = re.compile(r"(?:#\+.*\n)+")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked about. Without a value and a default it is asked about all."""

    name: str
    type: str
    """A class of the graph (`mp:MigrantCategory`), or `year`, `date`, `number`, `choice`."""
    label: Wording
    default: str | None = None
    values: tuple[str, ...] = ()
    """What a choice allows."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its query. `columns` are those of the answer that are shown, in order."""

    name: str
    path: Path
    query: str
    title: Wording
    question: Wording
    columns: Mapping[str, Wording]
    parameters: Mapping[str, Parameter]
    view: str
    proof: tuple[tuple[str, ...], ...]
    """What proves a row: a column, or the columns of the two ends of an edge with its property between them."""
    symmetric: tuple[tuple[str, ...], ...] = ()
    """Pairs of columns whose exchange changes nothing: of such rows the answer keeps the first."""


@cache
def questions(folder: Path = FOLDER) -> tuple[Question, ...]:
    """All questions by name. BadInput where a header is incomplete."""
    return tuple(read(path) for path in sorted(folder.glob("*.rq")))


def question(name: str, language: Language) -> Question:
    """The question of a name. BadInput names the nearest, or all."""
    known = {one.name: one for one in questions()}
    if name not in known:
        like = nearest(name, known) or sorted(known)
        raise BadInput(say("unknown-question", language, name=name, known=", ".join(like)), wrong_call=True)
    return known[name]


def read(path: Path) -> Question:
    """A question from its file. BadInput where the header is missing or incomplete."""
    text = path.read_text(encoding="utf-8")
    found = _HEADER.match(text)
    if found is None:
        raise BadInput("has no header of #+ lines; describe the question there", path=path)
    about: Any = meta.parse(re.sub(r"^#\+ ?", "", found[0], flags=re.MULTILINE), path)
    try:
        columns = {name: _wording(words) for name, words in about["columns"].items()}
        return Question(
            name=path.stem,
            path=path,
            query=text,
            title=_wording(about["title"]),
            question=_wording(about["question"]),
            columns=columns,
            parameters={
                name: Parameter(
                    name,
                    _one_of(described["type"], PLAIN),
                    _wording(described["label"]) if "label" in described else columns[name],
                    None if described.get("default") is None else str(described["default"]),
                    tuple(map(str, described.get("values", ()))),
                )
                for name, described in (about.get("parameters") or {}).items()
            },
            view=_one_of(about["view"], VIEWS),
            proof=tuple(tuple(str(one).split()) for one in about["proof"]),
            symmetric=tuple(tuple(str(pair).split()) for pair in about.get("symmetric", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"its header lacks {error} or has it in a wrong form; complete it", path=path) from error


def _wording(words: Mapping[str, object]) -> Wording:
    return {language: str(words[language]) for language in LANGUAGES}


def _one_of(word: str, allowed: tuple[str, ...]) -> str:
    """One of a few words, or (of a parameter) a class."""
    if word not in allowed and not word.startswith("mp:"):
        raise KeyError(word)
    return word

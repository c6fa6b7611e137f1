"""Cases that a lawyer can read and edit: texts with `[[marks|around words]]`, several to a file.

A mark says what the words are: `приём [[category:refugee|беженцев]]`. Marks may stand inside one another. A file of
cases has a line `=== title` above each case; a case ends at the next such line or at the end of the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

MARK = re.compile(r"\[\[(?P<label>[^|\[\]]+)\||(?P<end>\]\])")
TITLE = re.compile(r"^=== (.+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A text with marks. The language is the stem of its file's name (ru, kk, en)."""

    title: str
    language: str
    text: str


def cases(folder: Path) -> list[object]:
    """All cases of the files `ru.txt`, `kk.txt`, `en.txt` in a folder, as parameters of a test."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        head, *rest = TITLE.split(path.read_text(encoding="utf-8"))
        assert not head.strip(), f"{path}: words above the first title"
        for title, text in zip(rest[::2], rest[1::2], strict=True):
            found.append(pytest.param(Case(title, path.stem, text.strip("\n") + "\n"), id=f"{path.stem}: {title}"))
    assert found, f"{folder}: no cases"
    return found


def plain(text: str) -> str:
    """A text without its marks."""
    return MARK.sub("", text)


def marked(text: str, marks: Iterable[tuple[int, int, str]]) -> str:
    """A text with marks put in: start, stop (code points of the text) and label of each; equal places share a mark."""
    labels: dict[tuple[int, int], set[str]] = {}
    for start, stop, label in marks:
        labels.setdefault((start, stop), set()).add(label)
    opening = sorted(((start, -stop), f"[[{' '.join(sorted(names))}|") for (start, stop), names in labels.items())
    out, at = [], 0
    closing: list[int] = []
    for (start, end), words in opening:
        while closing and closing[-1] <= start:
            out += [text[at : closing[-1]], "]]"]
            at = closing.pop()
        out += [text[at:start], words]
        at = start
        closing.append(-end)
    for stop in reversed(closing):
        out += [text[at:stop], "]]"]
        at = max(at, stop)
    return "".join(out) + text[at:]

"""The numbers that Word prints before list paragraphs: they are not in the text but follow from numbering.xml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUSSIAN = "".join(chr(c) for c in range(0x430, 0x450) if c not in (0x439, 0x44A, 0x44B, 0x44C))
"""The letters that number Russian lists."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
ROMAN = {
    "m": 1000,
    "cm": 900,
    "d": 500,
    "cd": 400,
    "c": 100,
    "xc": 90,
    "l": 50,
    "xl": 40,
    "x": 10,
    "ix": 9,
    "v": 5,
    "iv": 4,
    "i": 1,
}
Xml: TypeAlias = Any
"""An lxml element; lxml has no types."""


class Numbering:
    """Counts the list paragraphs of one document in reading order. `part` is the root of numbering.xml or None."""

    def __init__(self, part: Xml) -> None:
        self.levels: dict[str, dict[int, Xml]] = {}
        self.lists: dict[str, str] = {}
        self.restarts: dict[str, dict[int, int]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        if part is None:
            return
        for scheme in part.iterchildren(W + "abstractNum"):
            levels = {int(level.get(W + "ilvl", 0)): level for level in scheme.iterchildren(W + "lvl")}
            self.levels[scheme.get(W + "abstractNumId")] = levels
        for num in part.iterchildren(W + "num"):
            key = num.get(W + "numId")
            self.lists[key] = _value(num, "abstractNumId", "")
            starts = {
                int(o.get(W + "ilvl", 0)): _value(o, "startOverride", "") for o in num.iterchildren(W + "lvlOverride")
            }
            self.restarts[key] = {level: int(start) for level, start in starts.items() if start}

    def mark(self, holders: Sequence[Xml]) -> tuple[str, int]:
        """The number or bullet with a space behind it, and the level from 0, of a paragraph; ("", 0) if it has none.

        `holders` are the paragraph and its styles, nearest first: the first that names a list wins.
        """
        key, level = "", 0
        for holder in holders:
            properties = holder.find(f"{W}pPr/{W}numPr")
            if properties is not None and _value(properties, "numId", ""):
                key, level = _value(properties, "numId", ""), int(_value(properties, "ilvl", "0"))
                break
        scheme = self.lists.get(key, "")
        levels = self.levels.get(scheme, {})
        if level not in levels:
            return "", 0
        counts = self.counts.setdefault(scheme, {})
        for restarted, start in self.restarts.pop(key, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, _start(levels, level) - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        if _value(levels[level], "numFmt", "decimal") == "bullet":
            return "- ", level
        printed = re.sub(
            r"%([1-9])", lambda m: _number(levels, int(m[1]) - 1, counts), _value(levels[level], "lvlText", "")
        )
        return (f"{printed.strip()} ", level) if printed.strip() else ("", level)


def _value(element: Xml, name: str, default: str) -> str:
    child = element.find(W + name)
    return default if child is None else child.get(W + "val", default)


def _start(levels: Mapping[int, Xml], level: int) -> int:
    return int(_value(levels[level], "start", "1")) if level in levels else 1


def _number(levels: Mapping[int, Xml], level: int, counts: Mapping[int, int]) -> str:
    number = counts.get(level, _start(levels, level))
    style = _value(levels[level], "numFmt", "decimal") if level in levels else "decimal"
    if style.endswith("Roman"):
        return _case(_roman(number), style)
    if style.endswith("Letter"):
        return _case(_letter(number, LATIN), style)
    if style.startswith("russian"):
        return _case(_letter(number, RUSSIAN), style.removeprefix("russian").lower())
    return "" if style == "none" else str(number)


def _case(text: str, style: str) -> str:
    return text.upper() if style.startswith("upper") else text


def _letter(number: int, letters: str) -> str:
    return letters[(number - 1) % len(letters)] * min(1 + (number - 1) // len(letters), 9)


def _roman(number: int) -> str:
    found = ""
    for letters, value in ROMAN.items():
        found += letters * (min(number, 3999) // value)
        number %= value
    return found

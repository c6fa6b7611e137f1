"""Bytes into text: the encoding is told by byte order mark, by strict UTF-8, or by the letters that come out."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path

from kg.errors import BadInput

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SINGLE_BYTE = ("cp1251", "koi8-r", "kz1048")
COMMON = frozenset(map(chr, (0x43E, 0x435, 0x430, 0x438, 0x43D, 0x442, 0x441, 0x440, 0x432, 0x43B)))
"""The ten most frequent letters of Russian, two thirds of any text; frequent in Kazakh too."""
ALPHABET = frozenset(
    map(chr, (*range(0x430, 0x450), 0x451, 0x4D9, 0x493, 0x49B, 0x4A3, 0x4E9, 0x4B1, 0x4AF, 0x4BB, 0x456))
)
PUNCTUATION = frozenset(
    map(chr, (0xA0, 0xA7, 0xA9, 0xAB, 0xAD, 0xB0, 0xB1, 0xB7, 0xBB, *range(0x2010, 0x2040), 0x2116))
)
PLAUSIBLE = 0.4
BESIDE_ASCII = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
WESTERN = 0.1
"""Share of characters beyond ASCII up to which a text may be in a Western encoding."""
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))


def decode(data: bytes, path: Path) -> tuple[str, str]:
    """The text without byte order mark, newlines as they are, and the name of its encoding. Raises BadInput."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, path), encoding
    if b"\0" in data:
        encoding = _without_mark(data)
        if not encoding:
            raise BadInput("this is a binary file, not text; save the document as text", path=path)
        return _strictly(data, encoding, path), encoding
    if len(data) - len(data.translate(None, CONTROLS)) > len(data) / 100:
        raise BadInput("this is a binary file, not text; save the document as text", path=path)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        lenient = data.decode("utf-8", "replace")
        broken = lenient.count("\ufffd")
        if sum(not c.isascii() for c in lenient) > 10 * broken:
            line = data.count(b"\n", 0, error.start) + 1
            raise BadInput(
                f"damaged UTF-8 in line {line}; open it in an editor and save it as UTF-8", path=path
            ) from None
    return _single_byte(data, path)


def _single_byte(data: bytes, path: Path) -> tuple[str, str]:
    counts = Counter(data)
    high = sum(count for byte, count in counts.items() if byte > 127)
    encoding = max(SINGLE_BYTE, key=lambda name: _plausibility(counts, name))
    if _plausibility(counts, encoding) < PLAUSIBLE or 4 * len(BESIDE_ASCII.findall(data)) > high:
        encoding = "cp1252" if high < WESTERN * len(data) else ""
    try:
        return data.decode(encoding), encoding
    except (LookupError, UnicodeDecodeError):
        raise BadInput("its encoding cannot be told; save it as UTF-8", path=path) from None


def _strictly(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(f"it is not {encoding} at byte {error.start}; save it as UTF-8", path=path) from None


def _without_mark(data: bytes) -> str:
    """UTF-16 without a byte order mark: zero bytes stand at every second place only."""
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if min(even, odd) > 0 or len(data) % 2:
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def _plausibility(counts: Counter[int], encoding: str) -> float:
    """How much the bytes above 127 look like Russian or Kazakh letters in an encoding: about 0.7 if they are."""
    score = total = 0
    for byte, count in counts.items():
        if byte < 128:
            continue
        total += count
        letter = bytes((byte,)).decode(encoding, "replace").lower()
        if letter in COMMON:
            score += count
        elif letter not in ALPHABET and letter not in PUNCTUATION:
            score -= 2 * count
    return score / total if total else 0.0

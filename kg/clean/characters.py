"""Characters that look like others: white space, hyphens, ligatures, and letters of another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kg.clean.edit import Edit, edit
from kg.spans import Span

SPACES = (
    0x0B,
    0x1C,
    0x1D,
    0x1E,
    0x1F,
    0x85,
    0xA0,
    0x1680,
    *range(0x2000, 0x200B),
    0x2028,
    0x2029,
    0x202F,
    0x205F,
    0x3000,
)
HYPHENS = (0x2010, 0x2011)
SOFT_HYPHEN_AT_LINE_END = re.compile(r"\u00ad(?=[ \t]*\n)")
INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
CARRIAGE_RETURN = re.compile(r"\r(?=\n)")
COMPOSABLE = re.compile(r"[^\W\d_][\u0300-\u036f]+|[\ufb00-\ufb06]")
LINK_CODE = re.compile(r"(?<![A-Za-z0-9_])[A-Z]\d{6,9}_(?!\w)")

LATIN = r"A-Za-z\u00cb\u00eb\u018f\u0259\u019f\u0275"
CYRILLIC = r"\u0400-\u052f"
MIXED_WORD = re.compile(rf"(?<![^\W\d_])(?:[{LATIN}]++[{CYRILLIC}]|[{CYRILLIC}]++[{LATIN}])[^\W\d_]*")
LONE_LATIN = re.compile(rf"(?<=[{CYRILLIC}] )[acoy](?= [{CYRILLIC}])")
ORDINAL = re.compile(rf"[IVXLCDM]{{2,}}[{CYRILLIC}]{{1,3}}")
LOOK_ALIKES = dict(
    zip(
        "ABCEHKMOPTXYaceopxyIih\u00cb\u00eb\u018f\u0259\u019f\u0275",
        "\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425\u0423\u0430\u0441\u0435\u043e\u0440\u0445\u0443"
        "\u0406\u0456\u04bb\u0401\u0451\u04d8\u04d9\u04e8\u04e9",
        strict=True,
    )
)
"""Cyrillic letters by the Latin ones that look the same."""
LATIN_BY_CYRILLIC = {cyrillic: latin for latin, cyrillic in LOOK_ALIKES.items() if latin.isascii()}


def line_ends(span: Span) -> Span:
    """A line ends in a line feed, whatever it ended in before."""
    span = span.sub(CARRIAGE_RETURN, "")
    return Span(span.text.replace("\r", "\n"), span.starts, span.stops, span.seams)


def plain_characters(span: Span) -> Span:
    """Any white space within a line is a space, any hyphen a hyphen-minus."""
    text = span.text
    for codes, plain in ((SPACES, " "), (HYPHENS, "-")):
        for code in codes:
            text = text.replace(chr(code), plain)
    return Span(text, span.starts, span.stops, span.seams)


def invisible(span: Span) -> Span:
    """Characters without a shape are cut out; a soft hyphen at the end of a line shows."""
    return span.sub(SOFT_HYPHEN_AT_LINE_END, "-").sub(INVISIBLE, "")


def composed(span: Span) -> Span:
    """A letter and its combining accent become one character, a ligature its letters."""
    return edit(span, ((m.start(), m.end(), _compose(m.group())) for m in COMPOSABLE.finditer(span.text)))


def link_codes(span: Span) -> Span:
    """Codes that the legal database prints inside its text (P000327_) are cut out."""
    return span.sub(LINK_CODE, "")


def look_alikes(span: Span) -> Span:
    """Letters of the other script inside a word are put right where all of them have a look-alike; IX and II stay."""

    def edits() -> Iterator[Edit]:
        for match in MIXED_WORD.finditer(span.text):
            word = match.group()
            if not (ORDINAL.fullmatch(word) and word[-1].islower()):
                pairs = enumerate(zip(word, _one_script(word), strict=True), match.start())
                yield from ((at, at + 1, new) for at, (old, new) in pairs if old != new)
        for match in LONE_LATIN.finditer(span.text):
            yield match.start(), match.end(), LOOK_ALIKES[match.group()]

    return edit(span, sorted(edits()))


def _one_script(word: str) -> str:
    """A word of mixed script in the script it is meant in; unchanged where that cannot be told."""
    cyrillic = [c for c in word if "\u0400" <= c <= "\u052f"]
    latin = [c for c in word if not "\u0400" <= c <= "\u052f"]
    surely_cyrillic = any(c not in LATIN_BY_CYRILLIC for c in cyrillic)
    surely_latin = any(c not in LOOK_ALIKES for c in latin)
    if surely_cyrillic and surely_latin:
        return word
    if surely_latin or (not surely_cyrillic and len(latin) > len(cyrillic)):
        return "".join(LATIN_BY_CYRILLIC.get(c, c) for c in word)
    return "".join(LOOK_ALIKES.get(c, c) for c in word)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFKC" if text >= "\ufb00" else "NFC", text)

"""Markup inside lines: what Markdown and HTML leave in a text. Marks that make structure stay.

Headings, list marks, quotation marks of block quotes and table pipes at line starts, anchors such as `{#2/3}`, and the
tags of HTML tables are for the outline and table readers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from kg.clean.edit import Edit, edit
from kg.spans import Span

INLINE = "a|abbr|b|big|cite|code|del|em|font|i|img|ins|kbd|mark|o:p|q|s|small|span|strike|strong|sub|sup|tt|u|var|wbr"
BLOCK = "article|blockquote|body|br|center|dd|div|dl|dt|footer|h[1-6]|header|hr|html|main|nav|ol|p|pre|section|ul"
BREAK_TAG = re.compile(rf"</?(?:{BLOCK})(?:\s[^<>]*)?/?>|</li\s*>", re.IGNORECASE)
ITEM_TAG = re.compile(r"<li(?:\s[^<>]*)?>(?:[ \t]*[-\u2013\u2014][ \t]+)?", re.IGNORECASE)
# An opening may not stand inside what it opened, so that a text full of openings that never close is read once only.
INLINE_TAG = re.compile(
    rf"</?(?:{INLINE})(?:\s[^<>]*)?/?>|<!--(?:(?!-->|<!--).)*+-->"
    r"|<script\b[^<>]*>(?:(?!</?script\b).)*+</script\s*>|<style\b[^<>]*>(?:(?!</?style\b).)*+</style\s*>",
    re.IGNORECASE | re.DOTALL,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
LINK = re.compile(r"(!?\[)(?:\\.|[^\[\]\\])*+(\]\([^()\s]*(?:\s\"[^\"\n]*\")?\))|(<)(?:https?|mailto):[^<>\s]*+(>)")
RUN = re.compile(r"\\.|\n[ \t\r]*(?=\n)|(?P<run>(?P<mark>[*_`])(?P=mark)*)", re.DOTALL)
SECTION = re.compile(r"^#{2,6} \S", re.MULTILINE)
STRONG_LINE = re.compile(r"^(\*\*)[^\W\d_][^*\n]*[^\s*.:;,](\*\*)[ \t]*$", re.MULTILINE)
LONGEST_RUN = 3
"""Longer runs of marks are rules and blanks to fill in."""
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def html_tags(span: Span) -> Span:
    """`<li>` becomes a bullet, `<br>` and other breaks a space, further tags and comments nothing; tables stay."""
    for pattern, new in ((BREAK_TAG, " "), (ITEM_TAG, "\u2022 "), (INLINE_TAG, "")):
        span = edit(span, _line_by_line(pattern.finditer(span.text), new))
    return span


def entities(span: Span) -> Span:
    """`&quot;` and its kin become the character that they stand for."""

    def edits() -> Iterator[Edit]:
        for match in ENTITY.finditer(span.text):
            character = html.unescape(match.group())
            yield match.start(), match.end(), " " if character.isspace() else character

    return edit(span, edits())


def links(span: Span) -> Span:
    """Links and images keep their text only."""
    found = (match.span(group) for match in LINK.finditer(span.text) for group in (1, 2, 3, 4))
    return edit(span, ((start, stop, "") for start, stop in found if start >= 0))


def strong_lines(span: Span) -> Span:
    """A line in bold below a heading `## …` becomes a heading of the lowest level."""
    first = SECTION.search(span.text)
    found = STRONG_LINE.finditer(span.text, first.end()) if first else ()
    return edit(span, ((*match.span(n), new) for match in found for n, new in ((1, "###### "), (2, ""))))


def emphasis(span: Span) -> Span:
    """`*`, `_` and backquotes that come in pairs around words of a paragraph are cut out."""
    return edit(span, sorted(_pairs(span.text)))


def escapes(span: Span) -> Span:
    """The backslash before a punctuation mark is cut out."""
    return span.sub(ESCAPE, "")


def _line_by_line(matches: Iterator[re.Match[str]], new: str) -> Iterator[Edit]:
    """Put `new` in the place of each match, but keep the line ends within it."""
    for match in matches:
        at = match.start()
        for n, piece in enumerate(match.group().split("\n")):
            yield at, at + len(piece), "" if n else new
            at += len(piece) + 1


def _pairs(text: str) -> Iterator[Edit]:
    """The marks that open and close emphasis, much as CommonMark pairs them; not in order."""
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "`": []}
    for match in RUN.finditer(text):
        start, stop = match.span()
        if match["run"] is None:
            if match.group()[0] == "\n":
                opened = {mark: [] for mark in opened}
            continue
        mark, before, after = match["mark"], text[start - 1 : start] or "\n", text[stop : stop + 1] or "\n"
        if stop - start > LONGEST_RUN:
            continue
        inside_word = mark != "*" and before.isalnum() and after.isalnum()
        closes = not before.isspace() and not inside_word
        opens = (after.isalnum() or after in "*_`[" or (mark == "*" and not after.isspace())) and not inside_word
        while closes and start < stop and opened[mark]:
            left, right = opened[mark].pop()
            width = min(right - left, stop - start)
            yield right - width, right, ""
            yield start, start + width, ""
            start += width
            if left < right - width:
                opened[mark].append((left, right - width))
        if opens and start < stop:
            opened[mark].append((start, stop))

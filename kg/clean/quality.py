"""Text that OCR of the wrong language has made: shapes of Cyrillic letters read as Latin letters and digits."""

from __future__ import annotations

import re

PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]*)*")
IRREGULAR = re.compile(r"[a-z\u00df-\u00ff][A-Z]|[A-Za-z]\d[A-Za-z]|(?<!\d)\d[A-Za-z]{3}")
"""A capital or a digit inside a word: one word in a thousand has it in English, one in three in such text."""
SUSPICIOUS = 0.08


def garbled(text: str) -> int:
    """How many letters stand in paragraphs that were read in the wrong language."""
    return sum(sum(map(str.isalpha, p)) for p in map(re.Match.group, PARAGRAPH.finditer(text)) if _suspicious(p))


def _suspicious(paragraph: str) -> bool:
    irregular = len(IRREGULAR.findall(paragraph))
    return irregular > 1 and irregular > SUSPICIOUS * len(paragraph.split())

"""speed.py [FILE]...: how fast clean text passes and how fast damaged text is restored, on one core.

Measures the pages of `tests/restore`, or the files given; the words and dictionaries of the languages are read before the clock starts.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kg.clean import CHUNK
from kg.morphology import readings
from kg.restore import restore
from kg.restore.detect import suspicious
from kg.restore.lines import repairs
from kg.restore.slips import slips
from kg.restore.words import letters, lexis
from kg.spans import Span

ROOT = Path(__file__).parents[2]
LEAST_CLEAN, LEAST_DAMAGED = 20.0, 200.0
"""What is to be reached: megabytes of clean text a second, kilobytes of damaged text a minute."""
SIZE = 20_000_000


def clean_speed() -> float:
    """Megabytes a second of clean Russian, Kazakh and English text through detection."""
    text = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests" / "corpus" / "documents").iterdir()))
    text *= SIZE // len(text.encode())
    readings("")
    start = time.process_time()
    if any(suspicious(part) or slips(part) for part in (text[at : at + CHUNK] for at in range(0, len(text), CHUNK))):
        raise ValueError("clean text was not let through")
    return len(text.encode()) / 1e6 / (time.process_time() - start)


def damaged_speed(texts: list[str]) -> float:
    """Kilobytes a minute of damaged text restored."""
    for language in ("ru", "kk"):
        lexis(language)
        letters(language)
    readings("")
    repairs.cache_clear()
    start = time.process_time()
    for text in texts:
        restore(Span.of(text))
    return sum(len(text.encode()) for text in texts) / 1000 / (time.process_time() - start) * 60


if __name__ == "__main__":
    paths = [Path(argument) for argument in sys.argv[1:]] or sorted((ROOT / "tests" / "restore").glob("*.raw.txt"))
    clean, damaged = clean_speed(), damaged_speed([path.read_text("utf-8") for path in paths])
    sys.stdout.write(f"clean text: {clean:.0f} MB/s (at least {LEAST_CLEAN:.0f})\n")
    sys.stdout.write(f"damaged text: {damaged:.0f} kB/min (at least {LEAST_DAMAGED:.0f})\n")
    sys.exit(clean < LEAST_CLEAN or damaged < LEAST_DAMAGED)

"""pairs.py OUT [--jobs N]: render our own Russian and Kazakh text and read it with an English OCR engine.

Writes OUT, a table of lines: style (`upright` or `italic`), language, the true line, the line as read. Needs `pango-view`
(Debian `pango1.0-tools`), `tesseract` with `eng` only (Debian `tesseract-ocr` 5.3), and the fonts named below (Debian
`fonts-liberation`, `fonts-freefont-ttf`, `fonts-paratype`, `fonts-noto-core`, `fonts-urw-base35`, `fonts-oldstandard`,
`fonts-sil-charis`, `fonts-dejavu`).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent.parent / "tests" / "corpus" / "documents"
SERIFS = ("Liberation Serif", "PT Serif", "FreeSerif", "Noto Serif", "DejaVu Serif", "Charis SIL", "Liberation Sans")
RUSSIAN_SERIFS = ("Nimbus Roman", "Old Standard TT")
"""Fonts without the Kazakh letters."""
SIZES = ((100, 10), (130, 10), (150, 11), (200, 10), (300, 10))
"""Resolution in dots per inch, and size in points."""
STYLES = ("upright", "italic")
WIDTH, LINES, EVERY_UPPER = 90, 36, 8
"""Characters a line, lines a page, and which line of a page is set in capitals."""
PROSE = re.compile(r"[^\W\d_]{3}")


def pages(language: str) -> list[list[str]]:
    """Our texts in one language, as pages of lines."""
    sources = [HERE / f"prose.{language}.txt", *sorted(DOCUMENTS.glob(f"{language}-*"))]
    paragraphs = (line for source in sources for line in source.read_text(encoding="utf-8").splitlines())
    clean = (" ".join(p.split()) for p in paragraphs if PROSE.search(p) and not re.search(r"[<>|{}\t]", p))
    lines = [line for p in clean for line in textwrap.wrap(p, WIDTH)]
    lines = [line.upper() if n % EVERY_UPPER == 0 else line for n, line in enumerate(lines)]
    return [lines[at : at + LINES] for at in range(0, len(lines), LINES)]


def read(lines: list[str], font: str, dpi: int, folder: Path) -> list[str]:
    """What the engine reads on a page of `lines` set in `font` (a Pango description)."""
    text, image = folder / "page.txt", folder / "page.png"
    text.write_text("\n".join(lines), encoding="utf-8")
    subprocess.run(["pango-view", "-q", f"--dpi={dpi}", f"--font={font}", f"--output={image}", text], check=True)
    command = ["tesseract", image, "stdout", "-l", "eng", "--psm", "6"]
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    return [line.strip() for line in done.stdout.decode().splitlines() if line.strip()]


def jobs() -> Iterator[tuple[str, str, str, int, int, list[str]]]:
    """Every page in every style; fonts and sizes take turns, so that each page is seen in a seventh of them."""
    for language in ("ru", "kk"):
        fonts = SERIFS + (RUSSIAN_SERIFS if language == "ru" else ())
        for number, page in enumerate(pages(language)):
            for turn, (font, (dpi, size), style) in enumerate(product(fonts, SIZES, STYLES)):
                if (turn + number) % 7 == 0:
                    yield style, language, font, dpi, size, page


def rows(job: tuple[str, str, str, int, int, list[str]]) -> list[str]:
    """The lines of one page, none where the engine did not find as many as there are."""
    style, language, font, dpi, size, page = job
    with tempfile.TemporaryDirectory() as folder:
        slant = " Italic" if style == "italic" else ""
        found = read(page, f"{font}{slant} {size}", dpi, Path(folder))
    if len(found) != len(page):
        return []
    return [f"{style}\t{language}\t{true}\t{raw}\n" for true, raw in zip(page, found, strict=True)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    todo = list(jobs())
    with ThreadPoolExecutor(args.jobs) as pool, args.out.open("w", encoding="utf-8") as out:
        for done, lines in enumerate(pool.map(rows, todo), 1):
            out.writelines(lines)
            sys.stderr.write(f"\r{done} of {len(todo)} pages")

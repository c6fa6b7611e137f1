"""ablation.py [TEXT TRUE FIRST LAST]...: what each part of the restoration is worth, as a table of error rates.

Measures on the pages of `tests/restore` and on any further text whose lines FIRST to LAST have a true version. Words and
characters are compared line by line; case and punctuation are ignored.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import get_args
from unittest.mock import patch

from kg.clean.characters import LOOK_ALIKES
from kg.restore import lines, restore
from kg.restore.adapt import learned_channel, learned_words
from kg.restore.agree import agree
from kg.restore.channel import Channel, Option, Style, channel
from kg.restore.detect import kinds
from kg.restore.lexis import Letters
from kg.restore.search import QUICK, Fan, unknown_words
from kg.restore.tokens import cores
from kg.spans import Span

PAGES = Path(__file__).parents[2] / "tests" / "restore"
Restorer = Callable[[str], str]


def folded(text: str) -> str:
    """Each Latin letter that looks like a Cyrillic one becomes that."""
    return text.translate(str.maketrans(LOOK_ALIKES))


def dictionary_only(text: str) -> str:
    """Words of the lexis, where a letter is read as the one it looks like, or is lost, or strange."""
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    for latin, cyrillic in LOOK_ALIKES.items():
        table[latin] = ((cyrillic.lower(), 0.1),)
    plain = Channel(table, table, {})
    with (
        patch.object(lines, "channel", lambda _: plain),
        patch.object(lines, "learned_words", lambda *_: {}),
        patch.object(lines, "learned_channel", lambda _, base: base),
        patch.object(lines, "agree", lambda columns, *_, **__: [column[0] for column in columns]),
    ):
        return fresh(text)


def options(table: Channel, run: str) -> Sequence[Option]:
    """What a raw run may stand for."""
    return table.small.get(run, ())


def channel_only(text: str) -> str:
    """The likeliest letters, whatever word they make."""
    flat, out = Letters(()), []
    fans = {style: Fan(partial(options, channel(style)), QUICK) for style in get_args(Style)}
    for line, kind in zip(text.split("\n"), kinds(text.split("\n")), strict=True):
        at = 0
        for core in cores(line, opens=False) if kind else ():
            fan = fans[kind.style] if kind else None
            found = unknown_words(core.text, fan, fan, flat) if fan else []
            out += [line[at : core.start], found[0].text if found else core.text]
            at = core.stop
        out += [line[at:], "\n"]
    return "".join(out)[:-1]


def restored(*, words: bool, engine: bool, grammar: bool) -> Restorer:
    """With or without what the document teaches about its words and about the engine, and with or without grammar."""

    def way(text: str) -> str:
        with (
            patch.object(
                lines, "learned_words", learned_words if words else lambda _, language: learned_words((), language)
            ),
            patch.object(lines, "learned_channel", learned_channel if engine else lambda _, base: base),
            patch.object(
                lines, "agree", agree if grammar else lambda columns, *_, **__: [column[0] for column in columns]
            ),
        ):
            return fresh(text)

    return way


def fresh(text: str) -> str:
    """Restore without remembering anything."""
    lines.repairs.cache_clear()
    return restore(Span.of(text)).text


WAYS: dict[str, Restorer] = {
    "as read": str,
    "look-alike folding only": folded,
    "dictionary only": dictionary_only,
    "channel only": channel_only,
    "channel and words": restored(words=False, engine=False, grammar=False),
    "… and the document's words": restored(words=True, engine=False, grammar=False),
    "… and the document's engine": restored(words=True, engine=True, grammar=False),
    "… and grammar (all)": restored(words=True, engine=True, grammar=True),
}


def distance(a: list[str] | str, b: list[str] | str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def rates(text: str, true: str, first: int, last: int) -> tuple[float, float]:
    """Word and character error rate of lines `first` to `last`."""
    wrong, words, bad, characters = 0, 0, 0, 0
    for a, b in list(zip(text.split("\n"), true.split("\n"), strict=False))[first - 1 : last]:
        left, right = (re.findall(r"\w+", s.casefold().replace("\u0451", "\u0435")) for s in (a, b))
        wrong, words = wrong + distance(left, right), words + len(right)
        bad, characters = bad + distance(" ".join(left), " ".join(right)), characters + len(" ".join(right))
    return wrong / words, bad / characters


def texts(arguments: list[str]) -> Iterator[tuple[str, str, str, int, int]]:
    """Name, raw and true text, first and last line."""
    for path in sorted(PAGES.glob("*.raw.txt")):
        true = path.with_name(path.name.replace(".raw.", ".true."))
        yield path.name.removesuffix(".raw.txt"), path.read_text("utf-8"), true.read_text("utf-8"), 1, 10**6
    for at in range(0, len(arguments), 4):
        raw, true, first, last = arguments[at : at + 4]
        yield (
            f"lines {first} to {last}",
            Path(raw).read_text("utf-8"),
            Path(true).read_text("utf-8"),
            int(first),
            int(last),
        )


if __name__ == "__main__":
    measured = list(texts(sys.argv[1:]))
    sys.stdout.write("| | " + " | ".join(name for name, *_ in measured) + " |\n|---|" + "---|" * len(measured) + "\n")
    for way, restorer in WAYS.items():
        cells = [rates(restorer(raw), true, first, last) for _, raw, true, first, last in measured]
        sys.stdout.write(f"| {way} | " + " | ".join(f"{w:.3f} / {c:.3f}" for w, c in cells) + " |\n")

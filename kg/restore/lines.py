"""Lines that a wrong-language OCR has made, restored: every character of the result knows the raw run it came from.

Everything is read twice: first with the words of the language, then with those of the document besides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kg.records import Language
from kg.restore.adapt import learned
from kg.restore.decode import Reader, good, likelier_in_capitals
from kg.restore.detect import Kind, kinds
from kg.restore.grammar import gain, marks
from kg.restore.lexis import Lexis
from kg.restore.search import Guess
from kg.restore.tokens import Core, cores
from kg.spans import Span

CAPITALS, SAMPLE, MARGIN = 0.15, 6, 3.0
"""Share of small letters below which a line may be set in capitals, the number of words, the longest, that decide, and how
much likelier each must be in capitals."""
FELL_APART = 8.0
"""Cost of a word that fell into two at a space."""
GRAMMAR = 0.8
"""Weight of what stands before a word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A raw word of the text, or two pieces of one at the end of a line and the beginning of the next."""

    line: int
    cores: tuple[Core, ...]
    guesses: tuple[Guess, ...]
    """What it may stand for, likeliest first."""
    fell_apart: bool = False
    """Whether the two pieces stand in one line."""

    @property
    def last_line(self) -> int:
        """The line that it ends in."""
        return self.line if self.fell_apart else self.line + len(self.cores) - 1


def restore_lines(lines: Sequence[Span]) -> list[Span]:
    """The lines, those restored that need it; as many as went in."""
    found = kinds([line.text for line in lines])
    raw = _cores(lines, found)
    special = {language: learned((), language) for language in sorted({kind.language for kind in found if kind})}
    first = list(_words(lines, found, raw, special, hurried=True))
    for language in special:
        special[language] = learned((w.guesses for w in first if found[w.line].language == language), language)  # type: ignore[union-attr]
    words = list(_words(lines, found, raw, special))
    chosen = _agree(words, lines, found)
    return _put(lines, words, chosen)


def _cores(lines: Sequence[Span], found: Sequence[Kind | None]) -> list[list[Core]]:
    raw, opens = [], True
    for line, kind in zip(lines, found, strict=True):
        raw.append(list(cores(line.text, opens=opens)) if kind else [])
        opens = not line.text.strip() or line.text.rstrip().endswith((".", "?", "!"))
    return raw


def _words(
    lines: Sequence[Span],
    found: Sequence[Kind | None],
    raw: Sequence[Sequence[Core]],
    special: Mapping[Language, Lexis],
    *,
    hurried: bool = False,
) -> Iterable[Word]:
    joined = False
    for n, kind in enumerate(found):
        if kind is None:
            joined = False
            continue
        reader = Reader(kind, _capitals(lines[n].text, kind, raw[n]), special[kind.language], hurried)
        here, joined = raw[n][joined:], False
        skip = False
        for core, following in zip_longest(here, here[1:]):
            if skip:
                skip = False
                continue
            guesses = reader.guesses(core.text, opens=core.opens)
            if following and lines[n].text[core.stop : following.start] == " ":
                second = reader.guesses(following.text, opens=False)
                if not hurried and not (good(guesses, core.text) and good(second, following.text)):
                    whole = reader.quick(core.text + following.text, opens=core.opens, barrier=len(core.text))
                    if whole and guesses and second and whole[0].cost + FELL_APART < guesses[0].cost + second[0].cost:
                        yield Word(n, (core, following), tuple(whole), fell_apart=True)
                        skip = True
                        continue
            after = raw[n + 1][0] if core.broken and n + 1 < len(raw) and raw[n + 1] and found[n + 1] == kind else None
            if after and after.start <= 1:
                whole = reader.guesses(core.text + after.text, opens=core.opens, barrier=len(core.text))
                second = reader.guesses(after.text, opens=False)
                if whole and (not guesses or not second or whole[0].cost < guesses[0].cost + second[0].cost):
                    yield Word(n, (core, after), tuple(whole))
                    joined = True
                    continue
            yield Word(n, (core,), tuple(guesses))


def _agree(words: Sequence[Word], lines: Sequence[Span], found: Sequence[Kind | None]) -> list[Guess | None]:
    """The guesses that go together best: the cheapest way through guesses and their grammatical marks."""
    chosen: list[Guess | None] = [None] * len(words)
    start = 0
    for stop in range(1, len(words) + 1):
        if stop == len(words) or not _continues(words[stop - 1], words[stop], lines) or not words[stop].guesses:
            kind = found[words[start].line]
            stretch = [n for n in range(start, stop) if words[n].guesses]
            if kind and kind.language == "ru":
                path = _path([words[n].guesses for n in stretch])
            else:
                path = [words[n].guesses[0] for n in stretch]
            for n, guess in zip(stretch, path, strict=True):
                chosen[n] = guess
            start = stop
    return chosen


def _continues(left: Word, right: Word, lines: Sequence[Span]) -> bool:
    """Whether nothing but white space stands between two words."""
    a, b = left.cores[-1], right.cores[0]
    at = left.last_line
    if at == right.line:
        return not lines[at].text[a.stop : b.start].strip()
    return right.line == at + 1 and not (lines[at].text[a.stop :] + lines[right.line].text[: b.start]).strip()


def _path(columns: Sequence[Sequence[Guess]]) -> list[Guess]:
    states: list[tuple[float, str, Guess, int]] = [(0.0, "", Guess("", 0.0, 0.0, ()), 0)]
    table = []
    for guesses in columns:
        after = []
        for guess in guesses:
            for mark in marks(guess.text.lower()):
                cost, came = min((state[0] - GRAMMAR * gain(state[1], mark), n) for n, state in enumerate(states))
                after.append((cost + guess.cost, mark, guess, came))
        table.append(after)
        states = after
    at = min(range(len(states)), key=lambda n: states[n][0])
    path = []
    for column in reversed(table):
        path.append(column[at][2])
        at = column[at][3]
    return path[::-1]


def _put(lines: Sequence[Span], words: Sequence[Word], chosen: Sequence[Guess | None]) -> list[Span]:
    edits: dict[int, list[tuple[int, int, str]]] = {}
    for word, guess in zip(words, chosen, strict=True):
        if guess:
            place = 0
            for n, core in enumerate(word.cores):
                line = word.line if word.fell_apart else word.line + n
                changes = edits.setdefault(line, [])
                if n and word.fell_apart:
                    changes.append((word.cores[0].stop, core.start, ""))
                for text, start, stop in guess.runs:
                    if place <= start < place + len(core.text):
                        at = core.start - place
                        changes.append((start + at, stop + at, text))
                place += len(core.text)
    restored = list(lines)
    for n, changes in edits.items():
        parts, at = [], 0
        for start, stop, text in changes:
            parts.append(lines[n][at:start])
            if text:
                parts.append(lines[n][start:stop].replaced(text))
            at = stop
        restored[n] = Span.concat([*parts, lines[n][at:]])
    return restored


def _capitals(text: str, kind: Kind, raw: Sequence[Core]) -> bool:
    """Whether a line is set in capitals: whether its longest words are likelier so."""
    small, capital = sum(map(str.islower, text)), sum(map(str.isupper, text))
    if small > CAPITALS * (small + capital):
        return False
    longest = sorted((core.text for core in raw), key=len)[-SAMPLE:]
    return sum(likelier_in_capitals(kind, word) for word in longest) > MARGIN * len(longest)

"""python -m bench.links DIST LINKS.json: how many of the links between statements that careful readers see, are found.

LINKS.json holds pairs of texts (`from_text`, `to_text`; the names `from` and `to` begin as the file names do) with a
strength: 3 the same commitment or its clear continuation, 2 the same object and action in another scope, 1 the same
topic only. A text is the statement of its file with most words in common, 0.6 at least; several texts may lie in one
statement. Recall: pairs of strength 3 that are linked. Precision: links between such statements of strength 2 or 3.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from kg.store import Store

HERE = Path(__file__).parent
LEAST = 0.6
"""Share of words in common (Dice) from which on a statement is the one that a text means."""


def words(text: str) -> Counter[str]:
    """The words of a text, without difference of case and of e and yo."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold().replace("\u0451", "\u0435")))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Words in common, as a share of the words of both."""
    return 2 * (one & other).total() / max((one + other).total(), 1)


def within(one: Counter[str], other: Counter[str]) -> float:
    """Share of the words of the first that the second has too: a sentence inside an item."""
    return (one & other).total() / max(one.total(), 1)


def rows(store: Store, name: str) -> set[tuple[str, ...]]:
    """The rows of a query beside this file, as plain strings."""
    return {tuple(term.value for term in row if term) for row in store.select((HERE / name).read_text("utf-8")).rows}


def main(dist: str, gold: str) -> int:
    """Print recall and precision."""
    store = Store.load(Path(dist) / "kg.nq")
    statements = sorted(rows(store, "texts.rq"))
    known = [(file, statement, words(text)) for statement, text, file in statements]
    listed = json.loads(Path(gold).read_text("utf-8"))
    pairs = [*listed["links"], *listed["within"]]
    texts = {pair[end]: pair[f"{end}_text"] for pair in pairs for end in ("from", "to")}
    meant: dict[str, str] = {}
    for name, text in texts.items():
        own = words(text)
        near = [(max(likeness(own, w), within(own, w) - 0.2), s) for f, s, w in known if f[:3] == name[:3]]
        best = max(near, default=(0.0, ""))
        if best[0] >= LEAST:
            meant[name] = best[1]
    strength: dict[frozenset[str], int] = {}
    for pair in pairs:
        ends = frozenset((meant.get(pair["from"], pair["from"]), meant.get(pair["to"], pair["to"])))
        if len(ends) == 2:
            strength[ends] = max(strength.get(ends, 0), pair["strength"])
    read = set(meant.values())
    files = {statement: file for statement, _, file in statements}
    compared = {frozenset(files.get(s, s)[:3] for s in ends) for ends in strength}
    found = {
        ends
        for pair in rows(store, "linked.rq")
        if len(ends := frozenset(pair)) == 2 and ends <= read and frozenset(files[s][:3] for s in ends) in compared
    }
    strong = {ends for ends, n in strength.items() if n == 3}
    right = {ends for ends in found if strength.get(ends, 0) >= 2}
    print(f"texts {len(texts)}, of which known as statements {len(meant)}")
    print(f"strength 3: {len(strong & found)} of {len(strong)} linked, recall {len(strong & found) / len(strong):.3f}")
    print(f"links: {len(right)} of {len(found)} of strength 2 or 3, precision {len(right) / len(found):.3f}")
    for ends in sorted(map(sorted, strong - found)):
        print("  missing", *ends)
    for ends in sorted(map(sorted, found - right)):
        print("  doubtful", strength.get(frozenset(ends), 0), *ends)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""python -m bench.cues [DIR]…: the table of `docs/cues.md`: which rule or cue took how many statements of the documents in DIR."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kg.pipeline import SHIPPED, each
from kg.read import find
from kg.records import Findings


def main(folders: list[str]) -> int:
    """Print the table as Markdown, most frequent first."""
    taken: Counter[tuple[str, str]] = Counter()
    for found in each(find([SHIPPED, *map(Path, folders)]), jobs=1):
        if isinstance(found, Findings):
            taken.update((s.evidence.rule, s.cls) for s in found.statements)
    print("# Which rule took how many statements\n")
    print("Made by `python -m bench.cues DIR…` from the shipped digests and the documents in DIR.\n")
    print("| rule (cue) | class | statements |\n| --- | --- | ---: |")
    for (rule, cls), count in sorted(taken.items(), key=lambda item: (-item[1], item[0])):
        print(f"| {rule.replace('|', ' ')} | {cls} | {count} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How much of a gold annotation a built graph has: what is right, in gold and found, for each kind of thing.

- statements: of the same class, with at least 0.8 of the words in common;
- categories, agencies, targets: on the matched statements;
- figures: value in base units and year; figures in full: unit and category too;
- acts: number and date; indicators: at least 0.7 of the words of the name in common; plan rows: all fields.

Items that the gold calls optional count neither as missed nor as invented.
"""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg import iris
from kg.store import Literal, Quad, Term

CLASSES = {
    "goal": "Goal",
    "principle": "Principle",
    "priority": "Priority",
    "direction": "Direction",
    "task": "Task",
    "measure": "Measure",
    "expected_result": "ExpectedResult",
    "challenge": "Challenge",
    "recommendation": "Recommendation",
    "definition": "Definition",
}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
UNITS = {"persons": "person", "families": "family", "per 1000": "per-mille", "tenge": "kzt", "times": "ratio"}


@dataclass(frozen=True)
class Score:
    """How many things are right, in gold, and found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


class Graph:
    """The facts of a graph by subject and property, under their prefixed names."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        prefixed = {str(iris.name(p)): p for p in PROPERTIES}
        for q in quads:
            if q.predicate.value in prefixed:
                self.facts[q.subject.value][prefixed[q.predicate.value]].append(q.object)

    def all(self, subject: str, property_: str, language: str = "") -> list[str]:
        """The values of a property; of texts in several languages those of one."""
        return [
            o.value
            for o in self.facts.get(subject, {}).get(property_, ())
            if not (language and isinstance(o, Literal) and o.language and o.language != language)
        ]

    def one(self, subject: str, property_: str, language: str = "") -> str:
        return next(iter(self.all(subject, property_, language)), "")

    def types(self, subject: str) -> set[str]:
        return {local(t) for t in self.all(subject, "rdf:type")}


PROPERTIES = (
    *("rdf:type", "rdfs:label", "skos:prefLabel", "eli:number", "eli:date_document"),
    *("oa:hasBody", "oa:hasTarget", "oa:hasSource", "oa:hasSelector", "oa:start", "oa:end", "oa:exact"),
    *("mp:text", "mp:quote", "mp:inStatement", "mp:supports", "mp:targets", "mp:statedIn", "mp:sourceFile"),
    *(
        "mp:responsible",
        "mp:deadlineText",
        "mp:completionForm",
        "mp:fundedBy",
        "mp:value",
        "mp:unit",
        "mp:period",
        "mp:provisional",
    ),
)


@dataclass(frozen=True)
class Stated:
    """A statement, of the graph or of the gold."""

    cls: str
    words: Counter[str]
    categories: set[str]
    agencies: set[str]
    targets: set[str]
    optional: bool = False


@dataclass(frozen=True)
class Scored:
    """A graph beside the gold annotation of one of its sources. `keys`: the agencies that vocabulary and gold know."""

    graph: Graph
    gold: dict
    keys: set[str]

    @cached_property
    def source(self) -> str:
        return next(s for s in self.graph.facts if self.graph.one(s, "mp:sourceFile") == self.gold["file"])

    @cached_property
    def annotations(self) -> list[str]:
        """The annotations that show words of this source."""
        return [
            a
            for a in self.graph.facts
            if self.source in (self.graph.one(t, "oa:hasSource") for t in self.graph.all(a, "oa:hasTarget"))
        ]

    def bodies(self, cls: str | None = None) -> list[str]:
        """The things that this source shows, without the ends of edges: of one class, or statements of any."""
        wanted = {cls} if cls else set(CLASSES.values())
        shown = (self.graph.one(a, "oa:hasBody") for a in self.annotations if not self.graph.all(a, "mp:inStatement"))
        return [b for b in dict.fromkeys(shown) if self.graph.types(b) & wanted]

    def scores(self) -> Iterator[tuple[str, Score]]:
        """Each kind of thing with its score."""
        yield from self.statements()
        yield from self.figures()
        yield "acts", self.acts()
        names = [words(i["name"]) for i in self.gold["indicators"] if not i.get("optional")]
        found = [words(self.graph.one(i, "rdfs:label", self.gold["language"])) for i in self.bodies("Indicator")]
        yield "indicators", Score(len(pairs(names, found, alike, 0.7)), len(names), len(found))
        if self.gold.get("plan"):
            yield "plan rows", self.plan()

    # ── statements ────────────────────────────────────────────────────────────

    def found(self) -> list[Stated]:
        language = self.gold["language"]
        named: dict[str, set[str]] = defaultdict(set)
        for a in self.annotations:
            if local(self.graph.one(a, "mp:supports")) in ("mentions", "responsible"):
                named[self.graph.one(a, "mp:inStatement")].add(self.graph.one(a, "oa:hasBody"))
        return [
            Stated(
                next(iter(self.graph.types(s) & set(CLASSES.values()))),
                words(self.graph.one(s, "mp:text", language)),
                {local(n) for n in named[s] if "MigrantCategory" in self.graph.types(n)},
                {local(n) for n in named[s] if "Agency" in self.graph.types(n)} & self.keys,
                {local(t) for t in self.graph.all(s, "mp:targets")},
            )
            for s in self.bodies()
        ]

    def wanted(self) -> list[Stated]:
        return [
            Stated(
                CLASSES[s["type"]],
                words(s["text"]),
                set(s.get("categories") or ()),
                set(s.get("agencies") or ()) & self.keys,
                {*(s.get("categories") or ()), *(s.get("context") or {}).get("categories", ())},
                bool(s.get("optional")),
            )
            for s in self.gold["statements"]
        ]

    def statements(self) -> Iterator[tuple[str, Score]]:
        wanted, found = self.wanted(), self.found()

        def same(a: Stated, b: Stated) -> float:
            """Of several with the same words the one of the same class, then with the same actors."""
            likeness = alike(a.words, b.words)
            closer = (a.cls == b.cls) + 0.001 * (len(a.agencies & b.agencies) - len(a.agencies ^ b.agencies))
            return likeness if likeness < 0.6 else likeness + closer

        right = [
            (a, b)
            for a, b in pairs(wanted, found, same, 0.72)
            if wanted[a].cls == found[b].cls and alike(wanted[a].words, found[b].words) >= 0.8
        ]
        spare = [words(t) for t in self.gold.get("optional_statements", []) if t]
        spare += [w.words for w in wanted if w.optional]
        wrong = set(range(len(found))) - {b for _, b in right}
        excused = {b for b in wrong if any(alike(s, found[b].words) >= 0.6 for s in spare)}
        excused |= {b for a, b in right if wanted[a].optional}
        counted = [(wanted[a], found[b]) for a, b in right if not wanted[a].optional]
        yield "statements", Score(len(counted), sum(not w.optional for w in wanted), len(found) - len(excused))
        for field in ("categories", "agencies", "targets"):
            both = [(getattr(a, field), getattr(b, field)) for a, b in counted]
            yield (
                field,
                Score(sum(len(a & b) for a, b in both), sum(len(a) for a, _ in both), sum(len(b) for _, b in both)),
            )

    # ── figures, acts, plans ──────────────────────────────────────────────────

    def figures(self) -> Iterator[tuple[str, Score]]:
        wanted = [
            (*base_units(o["value"], o.get("unit")), str(o.get("period") or ""), o.get("category"))
            for o in self.gold["observations"]
            if isinstance(o.get("value"), int | float) and not o.get("optional") and not o.get("borderline")
        ]
        graph = self.graph
        found = [
            (
                float(graph.one(o, "mp:value")),
                local(graph.one(o, "mp:unit")),
                graph.one(o, "mp:period"),
                {local(t) for t in graph.all(o, "mp:targets")},
            )
            for o in self.bodies("Observation")
        ]

        def close(a: tuple, b: tuple) -> bool:
            return abs(a[0] - b[0]) < 1e-6 * max(1, abs(a[0])) and a[2][:4] == b[2][:4]

        def full(a: tuple, b: tuple) -> bool:
            return close(a, b) and a[1] == b[1] and (a[3] in (None, "", "migrant") or a[3] in b[3])

        hits = pairs(wanted, found, lambda a, b: close(a, b) + 0.5 * full(a, b), 0.9)
        yield "figures", Score(len(hits), len(wanted), len(found))
        yield "figures in full", Score(sum(full(wanted[a], found[b]) for a, b in hits), len(wanted), len(found))

    def acts(self) -> Score:
        key = {True: set(), False: set()}
        for act in self.gold["acts"]:
            if act.get("number"):
                key[bool(act.get("optional"))].add((str(act["number"]), str(act.get("date") or "")[:10]))
        shown = {self.graph.one(a, "oa:hasBody") for a in self.annotations}
        found = {
            (n, self.graph.one(a, "eli:date_document")[:10]) for a in shown for n in self.graph.all(a, "eli:number")
        }
        found -= key[True]
        return Score(len(key[False] & found), len(key[False]), len(found))

    def plan(self) -> Score:
        language, graph = self.gold["language"], self.graph
        rows = [
            s
            for s in self.bodies("Measure")
            if any("ActionPlan" in graph.types(d) for d in graph.all(s, "mp:statedIn"))
        ]
        wanted = [
            (
                words(r["text"]),
                set(r["agencies"]) & self.keys,
                set(r.get("funding") or ()),
                words(r.get("deadline_raw")),
                words(r.get("form")),
            )
            for r in self.gold["plan"]
        ]
        found = [
            (
                words(graph.one(s, "mp:text", language)),
                {local(w) for w in graph.all(s, "mp:responsible")} & self.keys,
                {local(f) for f in graph.all(s, "mp:fundedBy")},
                words(graph.one(s, "mp:deadlineText", language)),
                words(graph.one(s, "mp:completionForm", language)),
            )
            for s in rows
        ]
        whole = [wanted[a][1:] == found[b][1:] for a, b in pairs(wanted, found, lambda a, b: alike(a[0], b[0]), 0.8)]
        return Score(sum(whole), len(wanted), len(found))


def scores(quads: Iterable[Quad], gold: Path) -> dict[str, dict[str, Score]]:
    """The scores of each source that has a gold file in a folder, by the file name of the source."""
    graph = Graph(quads)
    annotated = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    keys = {
        key for one in annotated for s in (*one["statements"], *one.get("plan", ())) for key in s.get("agencies") or ()
    }
    keys &= {local(s) for s in graph.facts if "Agency" in graph.types(s) and not graph.all(s, "mp:provisional")}
    return {one["file"]: dict(Scored(graph, one, keys).scores()) for one in annotated}


def pairs(left: list, right: list, like: Callable[..., float], least: float) -> list[tuple[int, int]]:
    """One-to-one pairs of indices, the most alike first."""
    ranked = sorted(((like(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True)
    used: tuple[set[int], set[int]] = (set(), set())
    found = []
    for likeness, i, j in ranked:
        if likeness >= least and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            found.append((i, j))
    return found


def words(text: str | None) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text or "").casefold().replace("ё", "е")))


def alike(a: Counter[str], b: Counter[str]) -> float:
    """Share of the words that two texts have in common."""
    return 2 * (a & b).total() / (a.total() + b.total()) if a and b else 0.0


def local(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2].rpartition("#")[2]


def base_units(value: float, unit: str | None) -> tuple[float, str]:
    unit = (unit or "").lower()
    scale, _, rest = unit.partition(" ")
    if scale in SCALES:
        value, unit = value * SCALES[scale], rest
    return value, UNITS.get(unit, unit.replace(" ", "-"))

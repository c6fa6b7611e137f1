"""Parts of a report that no single question answers: the summary, the passport of a document, the comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from kg import views
from kg.ask import Cell
from kg.briefing.answers import capital, several
from kg.briefing.facts import Facts, brief, number
from kg.briefing.model import Block, Bullets, Jump, Line, Said, Span, Table
from kg.briefing.plan import Planned
from kg.compare import FATES, Comparison, Fate, Side, compare
from kg.iris import name
from kg.messages import say
from kg.witness import value

_LISTED = ("Principle", "Task")
"""Classes whose statements are listed where two documents are compared."""
_TOP = 3
_COMPARED = 4
"""Pairs of documents that are told in full."""


def summary(facts: Facts, untaken: int | None) -> Iterable[Block]:
    """The main numbers in whole sentences, each with a way to its part; `untaken` is what no rule understood."""
    language = facts.language
    years = sorted(row.cells["date"].text[:4] for row in facts.documents if row.cells["date"].text)
    files = len(views.rows(facts.store, "sources"))
    classes = Counter(one.cls for one in facts.statements.values())
    named = ", ".join(
        f"{several(cls.rpartition('#')[2], language)} \N{EN DASH} {count}" for cls, count in classes.most_common()
    )
    edges, annotations = (number(value(term), language) for term in views.rows(facts.store, "totals")[0])
    figures = sum(int(row.cells["figures"].text or 0) for row in facts.documents)
    indicators = sum(int(row.cells["indicators"].text or 0) for row in facts.documents)

    def sentence(key: str, part: str, *refs: Span, **values: object) -> Line:
        text = say(f"report-says-{key}", language, **values)
        return (text, *refs, " ", Jump("\N{RIGHTWARDS ARROW}", f"part-{part}"))

    span = {"first": years[0], "last": years[-1]} if years else {"first": "?", "last": "?"}
    lines = [
        sentence("documents", "documents", documents=len(facts.documents), files=files, **span),
        sentence("statements", "contents", statements=len(facts.statements), classes=named),
        sentence("evidence", "method", edges=edges, annotations=annotations),
        sentence("figures", "figures", figures=figures, indicators=indicators),
    ]
    lines += [sentence("compared", "comparison", **_fates(one)) for one in comparisons(facts)[-_TOP:]]
    for row in facts.answer("net-migration-turns").rows[:_TOP]:
        texts = {key: number(cell.text, language) for key, cell in row.cells.items()}
        lines.append(sentence("turn", "figures", *facts.refs(row.proofs), **texts))
    for key, part, question, thing, count in _MOST_OF:
        if top := _most(facts, question, thing, count):
            lines.append(sentence(key, part, top=top))
    gaps = {key: len(facts.answer(question).rows) for key, question in _GAPS.items()}
    tasks = classes[name("Task")]
    lines.append(sentence("gaps", "gaps", tasks=tasks, **gaps))
    found = [row.cells["severity"].iri for row in facts.answer("findings").rows]
    lines.append(sentence("findings", "findings", found=len(found), serious=found.count(name("serious"))))
    if untaken is not None:
        lines.append(sentence("untaken", "coverage", untaken=untaken))
    yield Bullets("", lines)


_GAPS = {"without": "tasks-without-measures", "priorities": "priorities-without-measures"}
_MOST_OF = (
    ("categories", "comparison", "statements-by-category", "category", "concerned"),
    ("executors", "cooperation", "measures-by-executor", "agency", "measure"),
)
"""Message, part, question, the column of the thing, and the column of its count, or of what is counted."""


def _most(facts: Facts, question: str, thing: str, count: str) -> str:
    """The things that most is said of, with the numbers."""
    found: Counter[Cell] = Counter()
    met: set[tuple[Cell, Cell]] = set()
    for row in facts.answer(question).rows:
        one, what = row.cells[thing], row.cells[count]
        found[one] += int(what.text or 0) if not what.iri else (one, what) not in met
        met.add((one, what))
    best = sorted(found, key=lambda cell: (-found[cell], cell.text))[:_TOP]
    return ", ".join(f"{cell.text} \N{EN DASH} {found[cell]}" for cell in best)


def identity(facts: Facts, document: str) -> Iterable[Block]:
    """What a document is, and how much it says, as a table of two columns."""
    row = next(row for row in facts.documents if row.cells["document"].iri == document)
    columns = facts.answer("documents").question.columns
    rows: list[list[Line]] = [
        [(columns[key][facts.language],), (row.cells[key].text,)]
        for key in ("kind", "issuer", "date")
        if row.cells[key].text
    ]
    if rows and (ref := facts.ref(document)):
        rows[0][1] = (*rows[0][1], ref)
    number_ = facts.witness.citation(document).number
    if number_:
        rows.append([(say("number", facts.language),), (number_,)])
    for one in facts.answer("validity").rows:
        if one.cells["document"].iri == document:
            words = facts.answer("validity").question.columns
            rows += [
                [(words[key][facts.language],), (one.cells[key].text, *facts.refs(one.proofs))]
                for key in ("from", "until")
                if one.cells[key].text
            ]
    rows += [[(columns[key][facts.language],), (row.cells[key].text,)] for key in _COUNTS if row.cells[key].text != "0"]
    yield Table(say("report-passport", facts.language), (), rows)


_COUNTS = ("statements", "figures", "indicators")


def comparisons(facts: Facts) -> list[Comparison]:
    """Each document with the one of its kind before it, where both state something."""
    stating = {one.document for one in facts.statements.values()}
    by_kind: dict[str, list[str]] = {}
    for row in facts.documents:
        if row.cells["document"].iri in stating and row.cells["date"].text:
            by_kind.setdefault(row.cells["kind"].text, []).append(row.cells["document"].iri)
    pairs = [pair for documents in by_kind.values() for pair in pairwise(documents)]
    found = [compare(facts.store, a, b, facts.language) for a, b in pairs]
    return [one for one in found if any(pair.first and pair.second for pair in one.pairs)]


def _fates(found: Comparison) -> Mapping[str, object]:
    count = Counter(pair.fate for pair in found.pairs)
    lives = sum(count[fate] for fate in FATES if fate not in ("dropped", "new"))
    return {"first": found.first[1], "second": found.second[1], "lives": lives, "dropped": count["dropped"], "new": count["new"]}  # fmt: skip


def comparison(planned: Planned, facts: Facts) -> Iterable[Block]:
    """Counts by class, then the principles and tasks that were taken over, dropped, and added; the latest documents."""
    language = facts.language
    for found in comparisons(facts)[-_COMPARED:]:
        title = say("compare-title", language, first=found.first[1], second=found.second[1])
        head = [say("compare-by-class", language), *(say(f"compare-{fate}", language) for fate in FATES)]
        rows = [
            [(key,), *((str(count[fate]) if count[fate] else "",) for fate in FATES)]
            for key, count in found.counts().items()
        ]
        yield Table(title, head, rows, numbers=frozenset(range(1, len(head))))
        for cls in _LISTED:
            for caption, fates in _GROUPS.items():
                yield from _pairs(planned, facts, found, cls, caption, fates)


_GROUPS: Mapping[str, tuple[Fate, ...]] = {
    "taken": ("kept", "reworded", "narrowed", "widened"),
    "dropped": ("dropped",),
    "new": ("new",),
}


def _pairs(
    planned: Planned, facts: Facts, found: Comparison, cls: str, caption: str, fates: tuple[Fate, ...]
) -> Iterable[Block]:
    """The pairs of a class with some fates: a table where there are two sides, else a list."""
    label = facts.names.label(name(cls))
    pairs = [pair for pair in found.pairs if pair.fate in fates and pair.side.cls == label]
    if not pairs:
        return
    language = facts.language
    named = {"first": found.first[1], "second": found.second[1]}
    title = say(f"report-{caption}", language, cls=capital(several(cls, language)), count=len(pairs), **named)
    shown = pairs[: planned.limit]
    more = len(pairs) - len(shown)
    if caption == "taken":
        head = [say("compare-fate", language), found.first[1], found.second[1]]
        rows = [
            [(say(f"compare-{pair.fate}", language),), _side(facts, pair.first), _side(facts, pair.second)]
            for pair in shown
        ]
        yield Table(title, head, rows, more)
    else:
        yield Bullets(title, [_side(facts, pair.side) for pair in shown], more)


def _side(facts: Facts, side: Side | None) -> Line:
    if side is None:
        return ()
    ref = facts.ref(side.iri)
    return (brief(Said(side.text, side.language)), *((ref,) if ref else ()))

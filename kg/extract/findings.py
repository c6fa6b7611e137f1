"""One source's outline into its findings: documents, statements with their edges, indicators, figures, acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain, islice

from kg.cues import Cues
from kg.extract.abbreviations import abbreviations
from kg.extract.acts import Citation, Citations, relation
from kg.extract.classes import Judge, headings
from kg.extract.deadlines import recurrences
from kg.extract.figures import figures, term
from kg.extract.header import header
from kg.extract.home import home_of
from kg.extract.identity import Identity, identity
from kg.extract.indicators import Indicators
from kg.extract.mentions import edges, first, named
from kg.extract.planned import statistics
from kg.extract.references import references
from kg.extract.resolve import resolve, resolved
from kg.extract.rows import Tables
from kg.extract.stages import stages
from kg.extract.statements import Draft, Reader
from kg.lexicon import Lexicon
from kg.records import (
    Act,
    Block,
    Body,
    Evidence,
    Figure,
    Findings,
    Indicator,
    Outline,
    Part,
    Place,
    Relation,
    SectionFound,
    Stage,
    Statement,
    Untaken,
)
from kg.spans import Span

HEAD, LONGEST_TITLE = 6, 20
"""Blocks at the beginning in which a document that is not named by its acts says its title, and words of a title."""
UNREADABLE = 0.1
"""Share of damaged characters from which on a reference that leads nowhere says nothing about the document."""
Cited = Mapping[int, Sequence[Citation]]
"""The citations of each block, by `id(block)`."""


def extract(outline: Outline, lexicon: Lexicon, cues: Cues) -> Findings:
    """All that the rules find in a source."""
    citations = Citations(lexicon, cues)
    who = identity(outline, citations)
    cited: Cited = {
        id(b): citations.find(b.span, b.language) for p in outline.parts for b in p.walk() if b.table is None
    }
    home = home_of(who, header(outline, citations), lexicon)
    known = abbreviations(outline, lexicon, home)
    statements: list[Statement] = []
    indicators: list[Indicator] = []
    numbers: list[Figure] = []
    bodies: list[Body] = []
    untaken: list[Untaken] = []
    later: list[Stage] = []
    for part, key in zip(outline.parts, who.keys, strict=True):
        act = next(a for a in who.acts if a.key == key)
        tables = Tables(lexicon, cues, key, home, known)
        drafts = in_order(part, Reader(part, key, Judge(document_class(act, lexicon), lexicon, cues)).drafts(), tables)
        for draft in drafts:
            statements.append(statement(draft, key, len(statements) + 1, lexicon, home, cited.get(id(draft.block), ())))
        plain = [
            b
            for b in part.walk()
            if b.kind in ("item", "lead", "paragraph")
            or (b.table is not None and tables.kinds(b) & {"figures", "passport", "plan"})
        ]
        masks = {i: [(c.start, c.stop) for c in found] for i, found in cited.items()}
        read = [(b, tables.columns(b), tables.kinds(b)) for b in plain if b.table]
        plans = {id(b): columns.column("role/column-measure") or 0 for b, columns, kinds in read if "plan" in kinds}
        listing = {id(b): c for b, columns, _ in read if (c := columns.column("role/column-indicator"))}
        same = [p for p, k in zip(outline.parts, who.keys, strict=True) if k == key and p is not part]
        above = outline.parts[:1] if act.approved_by and act.title is None else ()
        years = next(
            (t for e in names(act, who, [part, *same, *above]) if (t := term(e.span, e.language, lexicon))), None
        )
        due = list(stages(part, key, lexicon, act.date))
        ends = {stage.ordinal: stage.period for stage in reversed(due)}
        found, missed = figures(plain, key, lexicon, home, masks, plans, listing, years, ends)
        numbers += statistics(found, statements)
        stated = {s.place for s in statements}
        date = act.date or who.acts[0].date or ""
        listed = [apart(i, stated) for i in Indicators(lexicon, cues, key, statements, date).find(part, tables)]
        indicators += listed
        bodies += tables.bodies
        later += due
        taken = {id(d.block) for d in drafts}
        named_here = {(i.place.section, i.place.key) for i in listed}
        untaken += missed
        untaken += [Untaken("row", span, "plan") for span in tables.untaken]
        told = {(f.place.section, f.place.key.partition("/")[0]) for f in found}
        untaken += [
            Untaken("table", Span.join([c.span for row in b.table.rows for c in row], seam=True), b.section)
            for b in part.walk()
            if b.table is not None and tables.kinds(b) == {"figures"} and (b.section, b.key) not in told
        ]
        untaken += [
            Untaken("item", b.span, b.section)
            for b in part.walk()
            if b.kind == "item" and id(b) not in taken and (b.section, b.key) not in named_here and not b.children
        ]
    named_acts, relations = relate(outline, who, cited, citations, lexicon)
    sections = [s for part, key in zip(outline.parts, who.keys, strict=True) for s in sections_of(part, key)]
    return Findings(
        outline.text,
        who.acts,
        tuple(named_acts),
        tuple(relations),
        tuple(sections),
        tuple(unique(statements)),
        tuple(indicators),
        tuple(numbers),
        tuple({b.key: b for b in bodies}.values()),
        tuple(untaken),
        coverage(outline, statements),
        tuple(references(outline, who.keys, cited, lexicon)) if outline.text.damaged < UNREADABLE else (),
        tuple(later),
    )


def in_order(part: Part, prose: Iterator[Draft], tables: Tables) -> list[Draft]:
    """The statements of prose and tables in reading order."""
    place = {id(block): n for n, block in enumerate(part.walk())}
    rows = chain.from_iterable(tables.drafts(b) for b in part.walk() if b.table is not None)
    return sorted([*prose, *rows], key=lambda d: place[id(d.block)])


def statement(
    draft: Draft, document: str, ordinal: int, lexicon: Lexicon, home: str | None, cited: Sequence[Citation]
) -> Statement:
    """A draft with its mentions, its group and phase."""
    language = draft.block.language
    offset = draft.block.span.starts.index(draft.span.start) if draft.block.table is None else 0
    masked = [(c.start - offset, c.stop - offset) for c in cited]
    around = (*draft.context, draft.span) if draft.cls == "Direction" else draft.context
    often = recurrences(draft.span, language, lexicon) if draft.cls == "Measure" and draft.deadline is None else []
    return Statement(
        place=Place(document, draft.block.section, draft.key),
        cls=draft.cls,
        evidence=Evidence(draft.span, language, draft.rule),
        ordinal=ordinal,
        under=draft.under,
        group=first(reversed(around) if draft.cls == "Direction" else around, language, lexicon, "group"),
        phase=first(around, language, lexicon, "phase"),
        term=Evidence(draft.term, language, draft.rule) if draft.term else None,
        edges=tuple(dict.fromkeys([*edges(draft, lexicon, home, masked), *draft.edges, *often])),
        deadline=draft.deadline,
        deadline_text=Evidence(draft.deadline_text, language, draft.rule) if draft.deadline_text else None,
        form=Evidence(draft.form, language, draft.rule) if draft.form else None,
    )


def unique(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Statements whose place is taken already get a suffix in reading order, so that no two share an IRI."""
    seen: Counter[Place] = Counter()
    for s in statements:
        seen[s.place] += 1
        n = seen[s.place]
        yield s if n == 1 else replace(s, place=replace(s.place, key=f"{s.place.key}-{n}"))


def document_class(act: Act, lexicon: Lexicon) -> str:
    """Local name of a document's class, from the vocabulary of kinds."""
    entry = lexicon.by_path.get(f"kind/{act.kind}")
    return (entry.value("class") or "").rpartition("#")[2] if entry else "PolicyDocument"


def apart(indicator: Indicator, stated: Set[Place]) -> Indicator:
    """The indicator; where a statement has its place, at a place below that one."""
    place = indicator.place
    return replace(indicator, place=replace(place, key=f"{place.key}/indicator")) if place in stated else indicator


def names(act: Act, who: Identity, parts: Sequence[Part]) -> Iterator[Evidence]:
    """The titles of a document and of what stands with it in the source, its first lines, the head of its passport.

    The first of the parts is the document's; where it has no title, those of the act that approves it stand for it.
    """
    for one in (act, *who.acts):
        yield from (one.title, *one.evidence) if one.title else one.evidence
    first = chain.from_iterable(islice(part.walk(), HEAD) for part in parts)
    head = [b for b in first if b.table is None and len(b.span.text.split()) <= LONGEST_TITLE]
    yield from (Evidence(b.span, b.language, "rule_heading") for b in head)
    passports = (b for part in parts[:1] for b in part.walk() if b.table is not None and b.section == "passport")
    for block in passports:
        for cell in (c for row in block.table.rows[:2] for c in row) if block.table else ():
            yield Evidence(cell.span, block.language, "rule_passport")


def relate(
    outline: Outline, who: Identity, cited: Cited, citations: Citations, lexicon: Lexicon
) -> tuple[list[Act], list[Relation]]:
    """The acts that the source names, and how its documents stand to them."""
    acts = {a.key: a for a in who.acts}
    relations: list[Relation] = []
    own = set(acts)
    for act in who.acts:
        if act.approved_by and act.evidence:
            relations.append(Relation(act.approved_by, "mp:approves", act.key, act.evidence[0]))
    found = [
        (key, block, cited.get(id(block)) or citations.find(block.span, block.language))
        for part, key in zip(outline.parts, who.keys, strict=True)
        for block in chain.from_iterable(passages(b) for b in part.walk())
    ]
    full = resolve(who.acts, (c.act for _, _, here in found for c in here))
    for key, block, here in found:
        for citation in (resolved(c, full) for c in here):
            act = citation.act
            known = acts.get(act.key)
            acts[act.key] = replace(known, evidence=(*known.evidence, *act.evidence)) if known else act
            if act.key not in own:
                if act.approved_by:
                    relations.append(Relation(act.approved_by, "mp:approves", act.key, act.evidence[0]))
                relations.append(relation(block, key, citation, citations))
        if block.table is None and block.kind != "furniture":
            for n in named(block.span, block.language, lexicon, ["doc"]):
                evidence = Evidence(n.span, block.language, "rule_known_act")
                path = n.entry.path.removeprefix("doc/")
                known = acts.get(path)
                kind = (n.entry.value("type_document") or "").rpartition("/")[2] or "treaty"
                acts[path] = (
                    replace(known, evidence=(*known.evidence, evidence))
                    if known
                    else Act(path, kind, evidence=(evidence,))
                )
                relations.append(Relation(key, "eli:cites", path, evidence))
    return list(acts.values()), list(dict.fromkeys(relations))


def passages(block: Block) -> Iterator[Block]:
    """A block of text; of a table its cells, as if they were blocks."""
    if block.table is None:
        yield block
    else:
        for row in block.table.rows:
            yield from (replace(block, span=cell.span, table=None, kind="paragraph", children=[]) for cell in row)


def sections_of(part: Part, document: str) -> Iterator[SectionFound]:
    """The sections of a part: each heading that opens one, and those that have no heading."""
    seen: set[str] = set()
    for block in part.walk():
        if not block.section or block.section in seen or block.kind == "title":
            continue
        seen.add(block.section)
        title = (
            Evidence(block.span, block.language, "rule_heading")
            if block.kind == "heading" and block.key == "heading"
            else None
        )
        above = next((h for h in headings(block) if h.section != block.section), None)
        yield SectionFound(Place(document, block.section), title, above.section if above else None)


def coverage(outline: Outline, statements: Sequence[Statement]) -> dict[str, int]:
    """Characters of clean text by what they are: statement, heading, table, furniture, other."""
    counts: Counter[str] = Counter(statement=sum(len(s.evidence.span) for s in statements))
    for part in outline.parts:
        for block in part.walk():
            size = sum(len(c.span) for row in block.table.rows for c in row) if block.table else len(block.span)
            counts[
                {"heading": "heading", "title": "heading", "table": "table", "furniture": "furniture"}.get(
                    block.kind, "text"
                )
            ] += size
    return dict(sorted(counts.items()))

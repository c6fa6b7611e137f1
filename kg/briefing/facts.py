"""What a report is made from: the graph, its answers, and the notes that prove what is taken from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg import views
from kg.ask import Answer, Cell, Proved, Row, ask
from kg.briefing.model import Line, Note, Ref, Said, Span
from kg.cite import cited
from kg.messages import say
from kg.naming import Names, preferred, short
from kg.records import Language
from kg.store import Literal, NamedNode, Store, Term
from kg.witness import Proof, Witness, value

LONGEST = 320
"""Code points of a statement in a list or table; the note has all of it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement: its class (IRI), its text in the reader's language or the next best, the name of its group."""

    iri: str
    cls: str
    text: Said
    group: str
    document: str


class Facts:
    """A graph as one reader sees it. Every `ref` counts up the notes, so the order of calls is the order of notes."""

    def __init__(self, store: Store, language: Language) -> None:
        self.store = store
        self.language: Language = language
        self.names = Names(store, language)
        self.witness = Witness(store, self.names)
        self.notes: list[Note] = []
        self._numbers: dict[tuple[str, tuple[str, str] | None], int] = {}
        self._answers: dict[str, Answer] = {}

    def answer(self, question: str) -> Answer:
        """The answer to a question, asked once."""
        if question not in self._answers:
            self._answers[question] = ask(self.store, question, {}, self.language)
        return self._answers[question]

    @cached_property
    def documents(self) -> Sequence[Row]:
        """The documents that were read, those without a date last."""
        rows = self.answer("documents").rows
        return sorted(rows, key=lambda row: (row.cells["date"].text or "9999", row.cells["document"].iri))

    @cached_property
    def anchors(self) -> Mapping[str, str]:
        """The keys of the parts about the documents, by the IRIs of the documents."""
        return {row.cells["document"].iri: f"document-{at}" for at, row in enumerate(self.documents, start=1)}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles of documents for the heads of columns: kind and year, and a number where these are not enough."""
        found: dict[str, str] = {}
        met: Counter[str] = Counter()
        for row in self.documents:
            title = f"{row.cells['kind'].text} {row.cells['date'].text[:4]}".strip()
            met[title] += 1
            found[row.cells["document"].iri] = title if met[title] == 1 else f"{title} ({met[title]})"
        return found

    @cached_property
    def statements(self) -> Mapping[str, Stated]:
        """All statements by IRI, in the order of the documents and of the text."""
        order: tuple[str, ...] = preferred(self.language)
        found: dict[str, tuple[int, Stated]] = {}
        for row in self.documents:
            document = row.cells["document"].iri
            for _, iri, cls, ordinal, _, text, group, _ in self._stated(document):
                if not isinstance(text, Literal):
                    continue
                said = Said(text.value, text.language or "")
                known = found.get(value(iri))
                if known and order.index(known[1].text.language) <= order.index(said.language):
                    continue
                name = self.names.label(value(group)) if group is not None else ""
                found[value(iri)] = int(value(ordinal)), Stated(value(iri), value(cls), said, name, document)
        places = {row.cells["document"].iri: at for at, row in enumerate(self.documents)}
        ordered = sorted(found.items(), key=lambda item: (places[item[1][1].document], item[1][0], item[0]))
        return {iri: stated for iri, (_, stated) in ordered}

    def _stated(self, document: str) -> Iterable[tuple[Term | None, ...]]:
        """The statements of a document itself, not of what it approves."""
        rows = views.rows(self.store, "compared-statements", document=NamedNode(document))
        others = {row.cells["document"].iri for row in self.documents} - {document}
        return (row for row in rows if not any(value(row[1]).startswith(f"{one}/s/") for one in others))

    def span(self, cell: Cell) -> Span:
        """A cell of an answer: a statement in its words, everything else by its name."""
        stated = self.statements.get(cell.iri)
        return brief(stated.text) if stated else number(cell.text, self.language)

    def refs(self, proved: Iterable[Proved]) -> Line:
        """References to what proves a row, each once."""
        found = [self.ref(one.iri, one.edge, one) for one in proved]
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def ref(self, iri: str, edge: tuple[str, str] | None = None, proved: Proved | None = None) -> Ref | None:
        """A reference to the words that show a thing, or an edge of it; None where nothing shows it."""
        key = iri, edge
        if key not in self._numbers:
            proofs = self._proofs(iri, edge) or ([proved.proof] if proved and proved.proof else [])
            if not proofs:
                return None
            citation = proved.citation if proved else self.witness.citation(iri, proofs[0])
            self._numbers[key] = self._note(iri, proofs, cited(citation, self.language))
        return Ref(self._numbers[key])

    def _proofs(self, iri: str, edge: tuple[str, str] | None) -> list[Proof]:
        if edge is None:
            return self.witness.proofs(iri)
        return [one.proof for one in self.witness.edges(iri, *edge)]

    def _note(self, iri: str, proofs: Sequence[Proof], citation: str) -> int:
        """A note with the best words for the reader and, where these are of a digest, those of the original."""
        best = proofs[0]
        original = next((one for one in proofs if one.official), best)
        shown = dict.fromkeys((best, original))
        places = [
            f"{one.file} [{', '.join(f'{start}-{end}' for start, end in one.ranges)}]"
            + ("" if one.official else f" ({say('digest', self.language)})")
            for one in shown
        ]
        quotes = tuple(dict.fromkeys(Said(one.quote, one.language) for one in shown))
        self.notes.append(Note(quotes, citation, "; ".join(places), short(iri)))
        return len(self.notes)


def brief(said: Said) -> Said:
    """Words on one line, cut between words where they are long."""
    text = " ".join(said.text.split())
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0] + " \N{HORIZONTAL ELLIPSIS}"
    return Said(text, said.language)


def number(text: str, language: Language) -> str:
    """A number as it is written in a language: 12100000000 → 12 100 000 000, with a minus sign; other text as it is."""
    bare = text.removeprefix("-")
    whole, point, rest = bare.partition(".")
    if not (whole.isdecimal() and whole.isascii() and (not point or rest.isdecimal())):
        return text
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}")
    rest = rest.rstrip("0")
    mark = "." if language == "en" else ","
    return ("\N{MINUS SIGN}" if text.startswith("-") else "") + whole + (mark + rest if rest else "")

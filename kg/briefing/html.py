"""A report as one page of HTML that needs no other file, no script and no network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.briefing.model import Block, Bullets, Jump, Line, Note, Paragraph, Part, Picture, Ref, Report, Said, Table
from kg.messages import say
from kg.records import Language
from kg.serve.markup import Content, Html, join, tag

_STYLE = Path(__file__).with_name("style.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: nothing."""
_CONTROLS = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n"} | {127: "\ufffd"}
"""Characters that no page of HTML may have."""
_SHORT = 12
"""Code points of a date or a word that is not broken into lines."""
_ASIDE = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_ID = re.compile(r"(?<=\bid=\")|(?<=url\(#)|(?<=href=\"#)")


def html(report: Report) -> str:
    """The report as a page; the same report gives the same text."""
    language = report.language
    page = _Page(language)
    body = tag(
        "body",
        tag("header", tag("h1", report.title), tag("p", report.subtitle, class_="subtitle")),
        _contents(report),
        tag("main", *(page.part(part, 2) for part in report.parts), page.notes(report.notes)),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("title", report.title),
        Html(f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>"),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang=language)}\n".translate(_CONTROLS)


def _contents(report: Report) -> Html:
    entries = []
    for part in report.parts:
        below = [tag("li", tag("a", one.title, href=f"#{one.key}")) for one in part.parts]
        entries.append(tag("li", tag("a", part.title, href=f"#{part.key}"), tag("ol", *below) if below else None))
    entries.append(tag("li", tag("a", say("report-notes", report.language), href="#notes")))
    return tag("nav", tag("h2", say("report-outline", report.language)), tag("ol", *entries), aria_label=say("report-outline", report.language))  # fmt: skip


class _Page:
    """Knows which references were written, so that each note leads back to the first, and which pictures."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._met: set[int] = set()
        self._pictures = 0

    def part(self, part: Part, level: int) -> Html:
        """A part with its heading and the parts below it."""
        about = say(f"{part.key.replace('part-', 'report-')}-about", self.language) if level == 2 else None
        return tag(
            "section",
            tag(f"h{level}", part.title),
            tag("p", about, class_="about") if about else None,
            *(join(self._block(block, level + 1), "\n") for block in part.blocks),
            *(self.part(one, level + 1) for one in part.parts),
            id=part.key,
        )

    def notes(self, notes: Sequence[Note]) -> Html:
        """The notes, numbered from 1."""
        entries = [join(self._note(number, note), "\n") for number, note in enumerate(notes, start=1)]
        title = say("report-notes", self.language)
        return tag(
            "section",
            tag("h2", title),
            tag("p", say("report-notes-about", self.language), class_="about"),
            tag("ol", "\n", *entries),
            id="notes",
        )

    def _note(self, number: int, note: Note) -> Html:
        back = tag("a", "\N{LEFTWARDS ARROW WITH HOOK}", href=f"#ref-{number}", aria_label=say("report-back", self.language)) if number in self._met else None  # fmt: skip
        return tag(
            "li",
            *(tag("blockquote", one.text, lang=one.language or False) for one in note.quotes),
            tag("cite", note.citation),
            " ",
            tag("span", note.place, class_="place"),
            " ",
            tag("code", note.iri),
            " ",
            back,
            id=f"note-{number}",
        )

    def _block(self, block: Block, level: int) -> Html:
        match block:
            case Paragraph(line):
                return tag("p", self._line(line))
            case Bullets(heading, lines, more):
                return join(
                    tag(f"h{level}", heading, class_="list") if heading else None,
                    tag("ul", *(tag("li", self._line(line)) for line in lines)),
                    self._more(more),
                )
            case Table():
                return self._table(block)
            case Picture():
                self._pictures += 1
                return _figure(block, f"picture-{self._pictures}")

    def _table(self, table: Table) -> Html:
        head = [tag("th", one, scope="col", class_=_kind(table, at)) for at, one in enumerate(table.head)]
        body = (tag("tr", *(self._cell(table, at, cell) for at, cell in enumerate(row))) for row in table.rows)
        shown = tag(
            "table",
            tag("caption", table.caption),
            tag("thead", tag("tr", *head)) if head else None,
            tag("tbody", *(join(one, "\n") for one in body)),
            class_=table.matrix and "matrix",
        )
        return join(tag("div", shown, class_="wide"), self._more(table.more))

    def _cell(self, table: Table, at: int, cell: Line) -> Html:
        """A cell; the first of a row is its heading where the table has no other."""
        if not (at or table.head):
            return tag("th", self._line(cell), scope="row")
        short = len(cell) == 1 and isinstance(cell[0], str) and len(cell[0]) <= _SHORT
        return tag("td", self._line(cell), class_=_kind(table, at) or (short and "short"))

    def _more(self, more: int) -> Html | None:
        return tag("p", say("more", self.language, count=more), class_="more") if more else None

    def _line(self, line: Line) -> Html:
        return join(*self._spans(line))

    def _spans(self, line: Line) -> Iterable[Content]:
        for span in line:
            match span:
                case Said(text, language):
                    yield tag("span", text, lang=language or False) if language != self.language else text
                case Jump(text, target):
                    yield tag("a", text, href=f"#{target}")
                case Ref(number):
                    first = number not in self._met
                    self._met.add(number)
                    yield tag(
                        "sup", tag("a", str(number), href=f"#note-{number}", id=f"ref-{number}" if first else False)
                    )
                case _:
                    yield span


def _kind(table: Table, at: int) -> str | bool:
    return "number" if at in table.numbers else False


def _figure(picture: Picture, key: str) -> Html:
    """A picture as a part of the page: its names are its own, and a reader who does not see it is told what it shows."""
    drawn = _ASIDE.sub("", picture.svg.decode("utf-8"))
    drawn = _ID.sub(f"{key}-", drawn[drawn.index("<svg") :])
    inner = join(tag("title", picture.title, id=f"{key}-title"), tag("desc", picture.about, id=f"{key}-about"))
    opening, _, rest = drawn.partition(">")
    opening += f' role="img" aria-labelledby="{key}-title" aria-describedby="{key}-about"'
    return tag("figure", Html(f"{opening}>{inner}{rest.strip()}"), tag("figcaption", picture.caption))

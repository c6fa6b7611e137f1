"""The text of a DOCX file: headings, items with their numbers, tables, footnotes. The one module that imports docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from kg.errors import BadInput
from kg.read.numbering import Numbering

OLE = b"\xd0\xcf\x11\xe0"
LARGEST = 500_000_000
"""Bytes when unpacked; more is a trap, not a document."""
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
SKIPPED = frozenset(("moveFrom", "Fallback", "txbxContent", "pPr"))
BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
HEADING = re.compile(r"heading ([1-6])$")
SPACE = re.compile(r"[^\S\n]+")
Xml: TypeAlias = Any
"""An lxml element or an object of python-docx; neither library has types."""


def text(data: bytes, path: Path) -> str:
    """The text in the form of `kg.read`. Raises BadInput for protected and broken files."""
    if data.startswith(OLE):
        raise BadInput("it is protected by a password or in the old .doc format; save it as an open .docx", path=path)
    try:
        if sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()) > LARGEST:
            raise BadInput(f"it unpacks to more than {LARGEST} bytes; save it anew without media", path=path)
        blocks = list(_Reader(docx.Document(io.BytesIO(data))).blocks())
    except BadInput:
        raise
    except Exception as error:  # a broken package fails in many libraries
        raise BadInput(f"it is not a DOCX file that can be read ({error}); save it anew", path=path) from error
    return "\n\n".join(blocks) + "\n"


class _Reader:
    """Walks the body of a document; elements are named by their WordprocessingML tags."""

    def __init__(self, document: Xml) -> None:
        self.document = document
        self.styles = {style.style_id: style for style in document.styles}
        self.numbering = Numbering(_part(document, "numbering"))

    def blocks(self) -> Iterator[str]:
        yield from self._below(self.document.element.body)
        for note in _footnotes(self.document):
            line = " ".join(" ".join(self._words(p) for p in note.iter(qn("w:p"))).split())
            if line:
                yield "> " + line

    def _below(self, parent: Xml) -> Iterator[str]:
        stack = [iter(parent)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
            elif element.tag == qn("w:p"):
                yield from self._paragraph(element)
                stack.extend(iter(box) for box in reversed(_boxes(element)))
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                stack.append(iter(element))

    def _paragraph(self, p: Xml) -> Iterator[str]:
        style = self.styles.get(getattr(p, "style", None)) or self.document.styles.default(1)
        chain = list(_ancestry(style))
        names = [s.name.lower() for s in chain]
        mark, level = self.numbering.mark([p, *(s.element for s in chain)])
        lines = [line for line in (SPACE.sub(" ", line).strip() for line in self._words(p).split("\n")) if line]
        if not lines or (names and names[0].startswith("toc")):
            return
        heading = next((match for name in names if (match := HEADING.match(name))), None)
        if heading or "title" in names[:1]:
            yield f"{'#' * int(heading[1] if heading else 1)} {mark}{' '.join(lines)}"
        elif mark:
            yield "  " * level + mark + " ".join(lines)
        else:
            yield "\n".join(lines)

    def _table(self, table: Xml) -> Iterator[str]:
        lines = []
        for row in table.iter(qn("w:tr")):
            cells: list[str] = []
            for cell in row.iterchildren(qn("w:tc")):
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                covered = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                words = "" if covered else " ".join(self._words(p) for p in cell.iter(qn("w:p")))
                width = 1 if span is None else min(int(span.get(qn("w:val"))), 100)
                cells += [" ".join(words.split())] + [""] * (width - 1)
            if any(cells):
                lines.append("\t".join(cells))
        if lines:
            yield "\n".join(lines)

    def _words(self, p: Xml) -> str:
        found, stack = [], [iter(p)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            name = str(element.tag).rpartition("}")[2]
            if name == "t":
                found.append(element.text or "")
            elif name in BREAKS:
                found.append(BREAKS[name])
            elif name not in SKIPPED:
                stack.append(iter(element))
        return "".join(found)


def _boxes(p: Xml) -> list[Xml]:
    """The contents of the text boxes that are anchored in a paragraph, without the copies for old readers."""
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    return [box for box in p.iter(qn("w:txbxContent")) if not any(a.tag == fallback for a in box.iterancestors())]


def _ancestry(style: Xml) -> Iterator[Xml]:
    """A style and those that it is based on."""
    seen = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _part(document: Xml, name: str) -> Xml:
    """The XML of a related part, None where the document has none."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/" + name):
            return parse_xml(relation.target_part.blob)
    return None


def _footnotes(document: Xml) -> Iterator[Xml]:
    part = _part(document, "footnotes")
    for note in () if part is None else part.iterchildren(qn("w:footnote")):
        if note.get(qn("w:type")) is None:
            yield note

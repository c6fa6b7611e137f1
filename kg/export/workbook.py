"""The border to openpyxl: the tables as sheets of one Excel file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kg.export.columns import EXACT
from kg.export.tables import sheets
from kg.export.view import Graph

_BORN = datetime(2000, 1, 1)
_LONGEST = 32_767
"""So many characters fit into a cell."""
_NOT_EXCEL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xlsx(graph: Graph) -> dict[str, bytes]:
    """One sheet for each table, headings frozen. Whole numbers beyond 2^53 are text, and a longer text is cut."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in sheets(graph, EXACT):
        sheet = book.create_sheet(table.name[:31])
        sheet.append(list(table.columns))
        for line, row in enumerate(table.cells(), 2):
            for column, (cell, kind) in enumerate(zip(row, table.columns.values(), strict=True), 1):
                if cell is not None:
                    there = sheet.cell(line, column)
                    if isinstance(cell, str) and kind == "date":
                        there.value = date.fromisoformat(cell)
                    elif isinstance(cell, str):
                        there.value = _NOT_EXCEL.sub("\ufffd", cell)[:_LONGEST]
                        there.data_type = "s"  # a text that begins with = is no formula
                    else:
                        there.value = cell
        for column, name in enumerate(table.columns, 1):
            sheet.cell(1, column).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = 40 if "text" in name or "label" in name else 18
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = sheet.dimensions
    book.properties.creator = "kg export xlsx"
    written = io.BytesIO()
    book.save(written)
    return {"policy-kg.xlsx": _without_clock(written.getvalue())}


def _without_clock(data: bytes) -> bytes:
    """The same file with one date for all that openpyxl dates by the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{_BORN.isoformat()}Z".encode(), content)
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

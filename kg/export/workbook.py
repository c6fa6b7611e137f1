"""The border to openpyxl: the tables as sheets of one Excel file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kg.export.columns import EXACT
from kg.export.tables import sheets
from kg.export.view import Graph
from kg.records import LANGUAGES

ABOUT = "Columns"
"""The name of the sheet that describes the others."""
_BORN = datetime(2000, 1, 1)
_LONGEST = 32_767
"""So many characters fit into a cell."""
_NOT_EXCEL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xlsx(graph: Graph) -> dict[str, bytes]:
    """One sheet for each table, and `Columns`, which says what each column of each is; headings frozen.

    Whole numbers beyond 2^53 are text, and a text is cut that is longer than a cell.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    tables = sheets(graph, EXACT)
    for table in tables:
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
        _head(sheet, [40 if "text" in name or "label" in name else 18 for name in table.columns])
    about = book.create_sheet(ABOUT)
    about.append(["table", "column", "type", *LANGUAGES])
    for table in tables:
        for name, kind in table.columns.items():
            about.append([table.name, name, kind, *(table.titles[name].get(language) for language in LANGUAGES)])
    _head(about, [18, 18, 10, *(40 for _ in LANGUAGES)])
    book.properties.creator = "kg export xlsx"
    written = io.BytesIO()
    book.save(written)
    return {"policy-kg.xlsx": _without_clock(written.getvalue())}


def _head(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Sets off the headings of a sheet and gives its columns their widths."""
    for column, width in enumerate(widths, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


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

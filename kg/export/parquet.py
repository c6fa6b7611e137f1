"""The border to pyarrow: the tables as Parquet files."""

from __future__ import annotations

import io
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from kg.export.columns import Type
from kg.export.tables import sheets
from kg.export.view import Graph

_TYPES: dict[Type, pa.DataType] = {
    "boolean": pa.bool_(),
    "long": pa.int64(),
    "double": pa.float64(),
    "date": pa.date32(),
    "string": pa.string(),
}


def parquet(graph: Graph) -> dict[str, bytes]:
    """One file for each table; each column says in its metadata what it is."""
    files: dict[str, bytes] = {}
    for sheet in sheets(graph):
        fields = [
            pa.field(name, _TYPES[kind], metadata={f"title:{tag}": word for tag, word in sheet.titles[name].items()})
            for name, kind in sheet.columns.items()
        ]
        columns = list(zip(*sheet.cells(), strict=True))
        cells = [
            [date.fromisoformat(str(cell)) if cell is not None else None for cell in column]
            if kind == "date"
            else column
            for column, kind in zip(columns, sheet.columns.values(), strict=True)
        ]
        arrays = [pa.array(column, field.type) for column, field in zip(cells, fields, strict=True)]
        out = io.BytesIO()
        pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), out, compression="zstd")
        files[f"{sheet.name}.parquet"] = out.getvalue()
    return files

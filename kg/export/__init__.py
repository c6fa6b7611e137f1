"""A built graph → the files that other programs read.

What becomes a node, an edge and an attribute is said once, in `queries/graph`, and is the same in every format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from kg.errors import BadInput
from kg.export import rdf
from kg.export.select import Wish, selected
from kg.export.view import graph
from kg.messages import say
from kg.records import Language
from kg.store import Store

WRITERS: Mapping[str, tuple[str, str]] = {
    "gexf": ("markup", "gexf"),
    "graphml": ("markup", "graphml"),
    "cytoscape": ("json_forms", "cytoscape"),
    "cx2": ("json_forms", "cx2"),
    "dot": ("scripts", "dot"),
    "neo4j": ("scripts", "neo4j"),
    "csv": ("tables", "csv_tables"),
    "sqlite": ("tables", "sqlite"),
    "xlsx": ("workbook", "xlsx"),
    "parquet": ("parquet", "parquet"),
    "analysis": ("analysis", "csv_measures"),
}
"""Formats of nodes and edges, and the function of this package that writes each."""
FORMS = (*WRITERS, *rdf.WRITERS, "jsonld", "reference")
"""All formats, by the names that the command line takes."""
_EXTRAS = {"xlsx": "export", "parquet": "export"}


def export(
    dist: Path,
    form: str,
    *,
    select: Sequence[Wish] = (),
    language: Language = "en",
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the graph of `dist`, or the part of it that `select` asks for, and return the files written.

    `out` is the file, or the folder where a format has several; without it they are named after the graph, in the
    working directory. BadInput for an unknown format or wish, a missing graph, a package that is not installed, or a
    place that cannot be written.
    """
    if form not in FORMS:
        message = say("unknown-value", language, value=form, name="FORMAT", known=", ".join(FORMS))
        raise BadInput(message, wrong_call=True)
    files = written(dist, form, select=select, language=language)
    if len(files) == 1:
        place = out or Path(next(iter(files)))
        targets = {place: next(iter(files.values()))}
    else:
        folder = out or Path(f"policy-kg-{form}")
        targets = {folder / name: content for name, content in files.items()}
    try:
        for path, content in targets.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        place = out or Path.cwd()
        raise BadInput(say("no-place", language, path=place, reason=error.strerror), wrong_call=True) from error
    return tuple(targets)


def written(dist: Path, form: str, *, select: Sequence[Wish] = (), language: Language = "en") -> dict[str, bytes]:
    """The files of a format of `FORMS`, by name. BadInput as for `export`."""
    if form in rdf.WRITERS and not select:
        return rdf.rdf(dist, form, None)
    if form == "reference":
        return _reference(dist, language, whole=not select)
    store = Store.load(dist / "kg.nq")
    part = selected(store, graph(store, language), select)
    if form in rdf.WRITERS:
        return rdf.rdf(dist, form, part)
    if form == "jsonld":
        return rdf.json_ld(dist, part)
    module, name = WRITERS[form]
    try:
        writer = getattr(import_module(f"kg.export.{module}"), name)
    except ImportError as error:
        extra = _EXTRAS.get(form, "export")
        raise BadInput(say("no-extra", language, name=error.name, extra=extra)) from error
    files: dict[str, bytes] = writer(part)
    return files


def _reference(dist: Path, language: Language, *, whole: bool) -> dict[str, bytes]:
    """The pages that describe the ontology, of which there are no parts."""
    from kg.reference import reference  # noqa: PLC0415 - needs the extra `draw`

    if not whole:
        raise BadInput(say("no-part", language, form="reference"), wrong_call=True)
    return reference(dist)

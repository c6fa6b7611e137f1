"""A built graph → pictures of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.draw import data
from kg.errors import BadInput
from kg.export.queries import title
from kg.export.select import selected
from kg.export.view import graph
from kg.messages import say
from kg.naming import Names
from kg.records import Language
from kg.store import Store

if TYPE_CHECKING:
    from kg.draw.canvas import Canvas

FORMS = ("svg", "png", "pdf")
_Painter = Callable[[Store, Language], "Canvas"]


def draw(dist: Path, view: str, *, language: Language = "en", out: Path | None = None) -> Path:
    """Draw a view of the graph in `dist`, and return the file written.

    `out` ends in .svg, .png or .pdf; without it the file is the view's name with .svg, in the working directory.
    BadInput for an unknown view or ending, a missing graph, a missing matplotlib, or a place that cannot be written.
    """
    place = out or Path(f"{view}.svg")
    form = place.suffix.removeprefix(".").lower()
    if form not in FORMS:
        message = say("unknown-value", language, value=place.name, name="--out", known=f"*.{', *.'.join(FORMS)}")
        raise BadInput(message, wrong_call=True)
    content = drawn(Store.load(dist / "kg.nq"), view, language, form)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    except OSError as error:
        raise BadInput(say("no-place", language, path=place, reason=error.strerror), wrong_call=True) from error
    return place


def drawn(store: Store, view: str, language: Language, form: str) -> bytes:
    """A picture as the bytes of a file of a form of `FORMS`. BadInput as for `draw`."""
    return picture(store, view, language).written(form)


def picture(store: Store, view: str, language: Language = "en") -> Canvas:
    """A picture as a notebook shows it. BadInput for an unknown view or a missing matplotlib."""
    if view not in VIEWS:
        message = say("unknown-value", language, value=view, name="VIEW", known=", ".join(VIEWS))
        raise BadInput(message, wrong_call=True)
    try:
        return VIEWS[view](store, language)
    except ModuleNotFoundError as error:
        raise BadInput(say("no-extra", language, name=error.name, extra="draw")) from error


def _documents(store: Store, language: Language) -> Canvas:
    from kg.draw import arcs  # noqa: PLC0415

    names, words = Names(store, language), data.title("documents", language)
    return arcs.documents(data.read(store, "documents"), names, words, data.legend("pictures/documents", language))


def _evolution(store: Store, language: Language) -> Canvas:
    from kg.draw import flow  # noqa: PLC0415

    names, words = Names(store, language), data.title("evolution", language)
    return flow.evolution(data.read(store, "evolution"), names, words, data.legend("pictures/evolution", language))


def _categories(store: Store, language: Language) -> Canvas:
    from kg.draw import matrix  # noqa: PLC0415

    names, words = Names(store, language), data.title("categories", language)
    return matrix.categories(data.read(store, "categories"), names, words, data.legend("pictures/categories", language))


def _agencies(store: Store, language: Language) -> Canvas:
    from kg.draw import circle  # noqa: PLC0415

    projection = "agencies-sharing-measures"
    part = selected(store, graph(store, language), [("projection", projection)])
    query = f"graph/projections/{projection}"
    return circle.circle(part, title(query, language), data.legend(query, language))


def _timeline(store: Store, language: Language) -> Canvas:
    from kg.draw import timeline  # noqa: PLC0415

    names, words = Names(store, language), data.title("timeline", language)
    return timeline.timeline(data.read(store, "timeline"), names, words, data.legend("pictures/timeline", language))


def _ontology(store: Store, language: Language) -> Canvas:
    from kg.draw import classes  # noqa: PLC0415

    names, words = Names(store, language), data.title("ontology", language)
    return classes.ontology(data.read(store, "ontology"), data.read(store, "classes"), names, words)


VIEWS: Mapping[str, _Painter] = {
    "documents": _documents,
    "evolution": _evolution,
    "categories": _categories,
    "agencies": _agencies,
    "timeline": _timeline,
    "ontology": _ontology,
}
"""The pictures, by the names that the command line takes."""

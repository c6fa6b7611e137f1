"""The pictures: legible in three languages, on the sheet, the same every time."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from kg import draw
from kg.draw import arcs, canvas, matrix
from kg.errors import BadInput
from kg.naming import Names
from kg.store import Literal, NamedNode, Store

LANGUAGES = ("en", "ru", "kk")
SVG = "{http://www.w3.org/2000/svg}"
SEEN = {
    "documents": ["doc/old", "doc/new", "http://data.europa.eu/eli/ontology#cites"],
    "evolution": ["doc/old", "doc/new"],
    "categories": ["doc/old", "doc/new", "category/refugee", "category/student"],
    "agencies": ["agency/city"],
    "timeline": ["doc/old", "doc/new"],
    "ontology": ["ontology#Document"],
}
"""What each picture has to name."""
_FINE = 10
"""Pixels to a point: so many that the rounding of letters to pixels does not matter."""


def words(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text") if element.text]


def test_every_view_is_tested():
    assert SEEN.keys() == draw.VIEWS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", draw.VIEWS)
def test_a_picture_names_what_it_shows(store, view, language):
    said = re.sub(r"\s+", " ", " ".join(words(draw.drawn(store, view, language, "svg"))))
    names = Names(store, language)
    for thing in SEEN[view]:
        iri = thing if thing.startswith("http") else f"https://w3id.org/migration-policy/{thing}"
        assert names.label(iri) in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", draw.VIEWS)
def test_all_words_stand_on_the_sheet_and_in_letters_that_the_font_has(store, view, language):
    sheet = draw.VIEWS[view](store, language)
    known = FT2Font(font_manager.findfont("DejaVu Sans")).get_charmap()
    figure = sheet._figure
    figure.set_dpi(_FINE * 72)
    for text in sheet._axes.texts:
        assert all(ord(letter) in known for letter in text.get_text() if letter != "\n")
        box = text.get_window_extent()
        assert min(box.x0, box.y0) >= 0, text
        assert box.x1 <= sheet.width * _FINE, text
        assert box.y1 <= sheet.height * _FINE, text


@pytest.mark.parametrize("form", draw.FORMS)
@pytest.mark.parametrize("view", draw.VIEWS)
def test_the_same_graph_gives_the_same_bytes(store, view, form):
    first = draw.drawn(store, view, "kk", form)
    assert first == draw.drawn(store, view, "kk", form)
    assert first.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[form])


@pytest.mark.parametrize("view", draw.VIEWS)
def test_an_empty_graph_has_empty_pictures(view):
    assert words(draw.drawn(Store(), view, "en", "svg"))


def test_numbers_are_legible_on_every_shade():
    """Black and white on the shades of the matrix: never below the contrast that WCAG 2 asks for (4.5)."""
    for step in range(101):
        ground, ink = (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(_linear, matrix.shade(step / 100)))
        assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5


def test_arcs_between_the_same_documents_lie_apart(store):
    date = Literal("2000-01-01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    no = Literal("false", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
    rows = [
        (NamedNode("urn:a"), NamedNode(f"urn:{one}"), NamedNode("urn:b"), date, date, no, no)
        for one in ("cites", "renews")
    ]
    signs = {"read": "read", "named": "named"}
    svg = arcs.documents(rows, Names(store, "en"), "Title", signs).written("svg").decode()
    curves = re.findall(r'd="([^"]*C[^"]*)"[^>]*fill: none', svg)
    assert len(set(curves)) == len(rows)


def test_colours_differ_in_lightness_or_are_told_apart_by_shape():
    """Colours that a colour-blind reader could confuse differ in lightness (CIE L*, as a copier sees them)."""
    lights = [_lightness(color) for color in canvas.COLORS]
    near = [(a, b) for a, b in combinations(range(len(lights)), 2) if abs(lights[a] - lights[b]) < 1]
    assert all(a % 4 != b % 4 for a, b in near)


def _lightness(color):
    red, green, blue = _linear(color)
    share = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * share ** (1 / 3) - 16


def _linear(color):
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def test_a_picture_is_written_where_it_is_wanted(dist, tmp_path):
    assert draw.draw(dist, "timeline", language="ru", out=tmp_path / "a" / "b.PNG") == tmp_path / "a" / "b.PNG"
    assert (tmp_path / "a" / "b.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("view", "name", "told"), [("friends", "a.svg", "timeline"), ("timeline", "a.jpg", r"\*\.svg, \*\.png, \*\.pdf")]
)
def test_wrong_calls_name_what_is_right(dist, tmp_path, view, name, told):
    with pytest.raises(BadInput, match=told) as caught:
        draw.draw(dist, view, out=tmp_path / name)
    assert caught.value.wrong_call

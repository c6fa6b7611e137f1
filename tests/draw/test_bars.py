"""Bars: all words on the sheet, in the order given, on the right side of zero."""

import re
from xml.etree import ElementTree as ET

import pytest

from kg.draw import bars

SVG = "{http://www.w3.org/2000/svg}"
MIXED = [("Алматы", 120.0, "120"), ("Astana & <co>", -40.0, "\u221240"), ("Ақтау", 0.0, "0")]
CASES = {
    "mixed": MIXED,
    "gains": [("a", 1.0, "1"), ("b", 2.0, "2")],
    "losses": [("a", -1.0, "\u22121"), ("b", -9.0, "\u22129")],
    "none": [("a", 0.0, "0")],
    "long": [("a very long label that goes on and on", 12_100_000_000.0, "12 100 000 000")],
    "empty": [],
}


@pytest.mark.parametrize("draw", [bars.lying, bars.standing])
@pytest.mark.parametrize("case", CASES)
def test_labels_and_numbers_stand_on_the_sheet(draw, case):
    sheet = draw(CASES[case], "Title")
    svg = sheet.written("svg")
    words = [one.text for one in ET.fromstring(svg).iter(f"{SVG}text")]
    for label, _, text in CASES[case]:
        assert {label, text} <= set(words)
    figure = sheet._figure
    figure.canvas.draw()
    for one in sheet._axes.texts:
        box, paper = one.get_window_extent(), figure.bbox
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= paper.x1 and box.y1 <= paper.y1, one
    assert svg == draw(CASES[case], "Title").written("svg")


@pytest.mark.parametrize("draw", [bars.lying, bars.standing])
def test_gains_and_losses_differ_in_colour_and_side(draw):
    svg = draw(MIXED, "Title").written("svg").decode()
    assert len(re.findall(r"fill: #0072b2", svg)) == 2
    assert len(re.findall(r"fill: #e69f00", svg)) == 1

import pytest

from kg.outline.enumerations import inline_items
from kg.outline.paragraphs import Paragraph, marker_of
from kg.spans import Span

CASES = """
The school teaches: - reading; - writing.
[] The school teaches: / [-] reading; / [-] writing.

The school teaches: - reading; - writing. Pupils go home: – on foot; – by bus.
[] The school teaches: / [-] reading; / [-] writing. / [] Pupils go home: / [-] on foot; / [-] by bus.

Школа учит: – читать; – писать. Она открыта всем.
[] Школа учит: / [-] читать; / [-] писать. / [] Она открыта всем.

Принципы школы: равенство; открытость; учёт мнений.
[] Принципы школы: / [] равенство; / [] открытость; / [] учёт мнений.

Школы учат по-разному. Все они ведут: кружки; секции.
[] Школы учат по-разному. Все они ведут: / [] кружки; / [] секции.

Мектеп міндеттері: 1) оқыту; 2) тәрбиелеу.
[] Мектеп міндеттері: / [1)] оқыту; / [2)] тәрбиелеу.

The school: (a) teaches; (b) feeds; (iv) heals.
[] The school: / [(a)] teaches; / [(b)] feeds; / [(iv)] heals.

(a) teaches; (b) feeds.
[(a)] teaches; / [(b)] feeds.

3) ведёт реестр, в том числе: а) пишет; б) проверяет;
[3)] ведёт реестр, в том числе: / [а)] пишет; / [б)] проверяет;

Реализуются программы: «Школа» на 2021 год, «Сад» на 2022 год; «Вуз».
[] Реализуются программы: / [] «Школа» на 2021 год, «Сад» на 2022 год; / [] «Вуз».

Work follows these lines: subprogramme "School", subprogramme "Garden"; others.
[] Work follows these lines: / [] subprogramme "School", / [] subprogramme "Garden"; / [] others.

The school teaches: reading, writing.
[] The school teaches: reading, writing.

Opening at 9:30; closing at 18:00; break at 12:00.
[] Opening at 9:30; closing at 18:00; break at 12:00.

Школа учит: читать; писать. Потом все идут домой.
[] Школа учит: читать; писать. Потом все идут домой.

Школа учит: читать; писать;
[] Школа учит: читать; писать;

Школа - сад - вуз.
[] Школа - сад - вуз.
"""


def paragraph(text):
    marker = marker_of(text)
    return Paragraph(Span.of(text[len(marker) :], len(marker)), 0, 0, marker.strip(), anchor="1/p1")


@pytest.mark.parametrize(("text", "pieces"), [case.split("\n") for case in CASES.strip().split("\n\n")])
def test_an_enumeration_in_a_line_is_taken_apart(text, pieces):
    found = list(inline_items(paragraph(text)))
    assert " / ".join(f"[{p.marker}] {p.text}" for p in found) == pieces
    assert all(text[p.span.start : p.span.stop] == p.text for p in found)
    assert [p.anchor for p in found][1:] == [""] * (len(found) - 1)

from datetime import date
from decimal import Decimal

import pytest

from kg.export.columns import EXACT, LONG, columns, native, text


@pytest.mark.parametrize(
    ("values", "largest", "kind"),
    [
        ([True, False], LONG, "boolean"),
        ([1, 2], LONG, "long"),
        ([LONG - 1, -LONG], LONG, "long"),
        ([LONG], LONG, "string"),
        ([2**70], LONG, "string"),
        ([EXACT + 1], EXACT, "string"),
        ([EXACT - 1], EXACT, "long"),
        ([1, Decimal("0.1")], LONG, "double"),
        ([Decimal(9007199254740993)], LONG, "string"),
        ([Decimal("0.1234567890123456789")], LONG, "string"),
        ([date(2000, 2, 29)], LONG, "date"),
        ([date(2000, 2, 29), "2000"], LONG, "string"),
        ([True, 1], LONG, "string"),
        (["1"], LONG, "string"),
    ],
)
def test_the_type_is_the_narrowest_that_keeps_all_values(values, largest, kind):
    found = columns([{"a": value} for value in values], largest)
    assert found == {"a": kind}
    assert [text(value) for value in values] == [_again(value, kind) for value in values]


def _again(value, kind):
    kept = native(value, kind)
    if kind == "double":
        return text(Decimal(repr(kept)) if not isinstance(value, int) else int(kept))
    return text(kept)

"""Acts named in short against the acts named in full in the same text."""

import pytest

from kg.extract.acts import Citation
from kg.extract.resolve import resolve, resolved
from kg.records import Act

FULL = Act("government-resolution-5-2001-03-02", "resolution", "agency/government", "5", "2001-03-02")
OTHER = Act("president-decree-5-2001-03-02", "decree", "agency/president", "5", "2001-03-02")
PLAN = Act("resolution-5/plan", "plan", approved_by="resolution-5")


def short(**known):
    return Act("resolution-5", "resolution", number="5", **known)


@pytest.mark.parametrize(
    ("act", "others", "key"),
    [
        pytest.param(short(), [FULL, OTHER], FULL.key, id="a number alone"),
        pytest.param(short(date="2001"), [FULL], FULL.key, id="with the year"),
        pytest.param(short(date="2001-03-02"), [FULL], FULL.key, id="without issuer"),
        pytest.param(short(date="2002"), [FULL], None, id="of another year"),
        pytest.param(short(), [OTHER], None, id="of another kind"),
        pytest.param(short(issuer="agency/parliament"), [FULL], None, id="of another issuer"),
        pytest.param(
            short(),
            [FULL, Act("resolution-5-2009-01-02", "resolution", number="5", date="2009-01-02")],
            None,
            id="two that it can be",
        ),
    ],
)
def test_an_act_named_in_short(act, others, key):
    full = resolve([], [act, *others])
    assert (full[act.key].key if act.key in full else None) == key


def test_what_a_file_is_keeps_its_key():
    own = short()
    full = resolve([own], [FULL])
    assert resolved(Citation(FULL, 0, 1), full).act.key == own.key


def test_what_an_act_in_short_approves_stands_below_the_act_in_full():
    full = resolve([], [short(), FULL])
    act = resolved(Citation(PLAN, 0, 1), full).act
    assert (act.key, act.approved_by, act.date) == (f"{FULL.key}/plan", FULL.key, FULL.date)

"""The best monotone path, and that it costs no more than a band."""

import pytest

from kg import align
from kg.align import best_path


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "ac", [(0, 0), (2, 1)]),
        ("b", "abc", [(0, 1)]),
        ("aab", "ab", [(1, 0), (2, 1)]),
        ("", "a", []),
    ],
)
def test_the_best_path_is_monotone(left, right, pairs):
    found = sorted(best_path(left, right, lambda a, b: 2.0 if a == b else 0.0, 1.0))
    assert found == pairs


def test_pairs_that_cross_do_not_both_stand():
    assert len(best_path("ab", "ba", lambda a, b: 2.0 if a == b else 0.0, 1.0)) == 1


def test_long_sections_cost_no_more_than_a_band(monkeypatch):
    monkeypatch.setattr(align, "BAND", 10)
    asked = []
    letters = [str(n) for n in range(500)]
    found = best_path(letters, letters[3:], lambda a, b: asked.append(a) or (2.0 if a == b else 0.0), 1.0)
    assert len(found) == 497
    assert len(asked) < 500 * 25

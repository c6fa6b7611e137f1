import pytest
from marked import marked, plain


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("no mark", []),
        ("[[a|one]] and [[b|two]]", [(8, 11, "b"), (0, 3, "a")]),
        ("[[a b|one]]", [(0, 3, "b"), (0, 3, "a"), (0, 3, "b")]),
        ("[[a|one [[b|two]] [[c|three]]]] four", [(4, 7, "b"), (8, 13, "c"), (0, 13, "a")]),
        ("[[a|[[b|one]] two]][[c|three]]", [(0, 7, "a"), (0, 3, "b"), (7, 12, "c")]),
    ],
)
def test_marks_can_be_taken_out_and_put_in(text, marks):
    assert marked(plain(text), marks) == text

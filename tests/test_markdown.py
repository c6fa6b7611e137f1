import pytest

from kg.markdown import escaped, table


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a | b", r"a \| b"),
        ("[x](y) *z* _w_ `c` # h", r"\[x\](y) \*z\* \_w\_ \`c\` \# h"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("two\nlines  here", "two lines here"),
        ("\\", "\\\\"),
    ],
)
def test_text_stays_text(text: str, shown: str):
    assert escaped(text) == shown


def test_white_space_can_be_kept():
    assert escaped(" a ", keep=True) == " a "


def test_a_table_has_a_line_below_its_head():
    assert table(["a", "b"], [["1", "2"]]) == ["| a | b |", "| --- | --- |", "| 1 | 2 |"]

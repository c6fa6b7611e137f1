import pytest

from kg.cite import cited, section
from kg.witness import Citation


@pytest.mark.parametrize(
    ("citation", "language", "line"),
    [
        (Citation("urn:x", "Rules", "7", "2020-01-02", "4.1"), "en", "Rules, No 7, 2020-01-02, section 4.1"),
        (Citation("urn:x", "Rules of 2020-01-02", "", "2020-01-02", "act"), "ru", "Rules of 2020-01-02, утверждающий акт"),
        (Citation("urn:x", "Rules 7", "7", "", "art-9"), "kk", "Rules 7, 9-бап"),
        (Citation(), "en", ""),
    ],
)  # fmt: skip
def test_a_citation_says_nothing_twice(citation: Citation, language: str, line: str):
    assert cited(citation, language) == line


def test_no_section_is_no_words():
    assert section("", "en") == ""

import pytest
from handmade import read

from kg.extract.findings import extract
from kg.outline import outline


def found(text, language, words, signs):
    return extract(outline(read("doc.txt", text, language), words, signs), words, signs)


TABLE = "\n\nTable 2\n\nYear\tSchools\n2009\t5\n2010\t7\n"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "# 1. Schools\n\nThere are few schools (table 2)." + TABLE, [("table", "table 2", True)]),
        ("en", "# 1. Schools\n\nThere are few schools, as table 4 shows." + TABLE, [("table", "table 4", False)]),
        ("en", "# 1. Schools\n\nThe rules are given below (annex).\n", [("annex", "annex", False)]),
        ("en", "# 1. Schools\n\nAn annex to the school was built.\n", []),
        (
            "ru",
            "# 1. Школы\n\nШкол мало (табл. 3), схема дана на рисунке 1.\n",
            [("table", "табл. 3", False), ("picture", "рисунке 1", False)],
        ),
        ("ru", "# 1. Школы\n\nСписок утвердить, приложения № 1, 2.\n", [("annex", "приложения № 1, 2", False)] * 2),
        ("kk", "# 1. Мектептер\n\nМектептер аз (3-кесте).\n", [("table", "3-кесте", False)]),
        ("en", "# 1. Schools\n\nSee annex 3 to the Law of 5 May 2001 No 7 on roads.\n", []),
    ],
)
def test_a_reference_is_resolved_where_something_bears_its_number(language, text, expected, words, signs):
    references = found(text, language, words, signs).references
    assert [(r.kind.partition("/")[2], r.label.span.text, r.resolved) for r in references] == expected
    for r in references:
        assert r.label.span.text in r.evidence.span.text


def test_a_reference_to_a_table_leads_to_it_and_says_what_its_sentence_is_about(words, signs):
    (reference,) = found("# 1. People\n\nMore arrivals were counted (table 2)." + TABLE, "en", words, signs).references
    assert (reference.table.section, reference.table.key) == ("1", "table-1")
    assert reference.quantities == ("quantity/arrivals",)

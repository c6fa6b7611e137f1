from pathlib import Path

import pytest

from kg.errors import BadInput
from kg.questions import question, questions, read

GOOD = """#+ title: {en: A, ru: A, kk: A}
#+ question: {en: "A?", ru: "A?", kk: "A?"}
#+ columns:
#+   thing: {en: Thing, ru: A, kk: A}
#+ parameters:
#+   thing: {type: "mp:Measure"}
#+   day: {type: date, default: 2008-01-01, label: {en: Day, ru: A, kk: A}}
#+ view: table
#+ proof: [thing, "thing mp:targets other"]
#+ symmetric: [thing other]
SELECT ?thing ?day ?other { ?thing ?day ?other }
"""


def test_header_is_read(tmp_path: Path):
    path = tmp_path / "things-by-day.rq"
    path.write_text(GOOD, encoding="utf-8")
    found = read(path)
    assert found.name == "things-by-day"
    assert found.columns["thing"]["en"] == found.parameters["thing"].label["en"] == "Thing"
    assert found.parameters["day"].default == "2008-01-01"
    assert found.proof == (("thing",), ("thing", "mp:targets", "other"))
    assert found.symmetric == (("thing", "other"),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("#+ view: table\n", ""),
        ("view: table", "view: pie"),
        ("en: A, ru: A, kk: A}\n#+ question", "en: A, ru: A}\n#+ question"),
        ("type: date", "type: day"),
        (", label: {en: Day, ru: A, kk: A}", ""),
        ("#+ columns:\n#+   thing: {en: Thing, ru: A, kk: A}\n", "#+ columns: []\n"),
        ("#+", "#"),
        ("#+ view: table", "#+ view: ["),
    ],
)
def test_a_header_that_lacks_something_is_refused_by_name(tmp_path: Path, before: str, after: str):
    path = tmp_path / "broken.rq"
    path.write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(BadInput, match=r"broken\.rq"):
        read(path)


def test_all_questions_have_names_of_their_own():
    assert len(questions()) >= 30
    assert len({one.title["en"] for one in questions()}) == len(questions())


def test_an_unknown_question_names_the_nearest():
    with pytest.raises(BadInput, match="measures-by-category") as bad:
        question("measure-by-category", "en")
    assert bad.value.wrong_call

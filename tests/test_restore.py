"""Restoring what OCR of the wrong language has destroyed: print of our own, read by an English engine."""

import math
import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kg.clean import clean
from kg.records import Source
from kg.restore import DOUBTFUL, compare, repaired, restore
from kg.restore.adapt import learned_pairs, learned_words
from kg.restore.agree import agree
from kg.restore.channel import channel
from kg.restore.decode import Reader, words_here
from kg.restore.detect import Kind, kinds, suspicious
from kg.restore.digits import digits
from kg.restore.lexis import Letters, Lexis
from kg.restore.lines import repairs
from kg.restore.pairs import Following
from kg.restore.search import QUICK, STRANGE, THOROUGH, Fan, Guess, known_words, unknown_words
from kg.restore.slips import SHARE, mend, mended, slips
from kg.restore.tokens import cores
from kg.restore.words import lexis
from kg.spans import Span

HERE = Path(__file__).parent
PAGES = {"upright.ru": 0.1, "italic.ru": 0.08, "upright.kk": 0.28}
"""Pages that nothing was learned from, with the word error rate that they must stay below."""
CLEAN = sorted((HERE / "corpus" / "documents").iterdir())
CLEAN += [
    path for path in sorted(Path(os.environ.get("MP_CORPUS", HERE / "none")).glob("*.txt")) if path.name[:3] != "002"
]


def page(name, kind):
    return (HERE / "restore" / f"{name}.{kind}.txt").read_text(encoding="utf-8")


def source(text):
    return Source(Path("a.txt"), "a.txt", "0" * 64, text, "utf-8", "text/plain")


def russian_reader(*, hurried):
    words = words_here(learned_words((), "ru"), "ru")
    return Reader(Kind("upright", "ru"), channel("upright"), words, hurried=hurried)


def words(text):
    return re.findall(r"\w+", text.casefold().replace("ё", "е"))


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def error_rate(text, true):
    lines = list(zip(text.split("\n"), true.split("\n"), strict=True))
    return sum(distance(words(a), words(b)) for a, b in lines) / sum(len(words(b)) for _, b in lines)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_again(name):
    assert error_rate(page(name, "raw"), page(name, "true")) > 0.9
    assert error_rate(restore(Span.of(page(name, "raw"))).text, page(name, "true")) < PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_every_character_knows_its_raw_run(name):
    raw = page(name, "raw")
    restored = restore(Span.of(raw))
    for line, span in zip(Span.of(raw).lines(), restored.lines(), strict=True):
        if span:
            assert line.start <= span.start <= span.stop <= line.stop
        assert list(span.starts) == sorted(span.starts)
        assert list(span.stops) == sorted(span.stops)
    kept = [(c, s) for c, s in zip(restored.text, restored.starts, strict=True) if c in " \n,;:"]
    assert all(raw[start] == character for character, start in kept)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_clean_text_is_not_touched(path):
    span = Span.of(path.read_text(encoding="utf-8"))
    assert restore(span) is span


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_word_goes_on_in_its_own_column(gap):
    """Pairs of lines of a page as rows of a table whose cells break words; an empty line may stand between the rows."""
    rows = [
        ("OCHOBHBIMH HallpaBsI-", "He cTO/IbKo OT YCTOMUM-"),
        ("eHHAMH paOoTbI AOJDK-", "BOCTH"),
        ("HbI CTaTb", "TIpaBui"),
    ]
    raw = page("upright.ru", "raw") + "\n" + "".join(f"{a} | {b}\n{gap}" for a, b in rows)
    table = restore(Span.of(raw)).text.strip("\n").split("\n")[-len(rows) * (1 + len(gap)) :]
    expected = ["основными направл- | не столько от устойчи-", "ениями работы долж- | вости", "ны стать | правил"]
    assert [line.lower() for line in table if line] == expected


@pytest.mark.parametrize(
    ("raw", "capitals", "found", "missed"),
    [("OCOBEHHOCTHU", True, "ОСОБЕННОСТИ", "ОСОБЕННОСТЯМ"), ("BoJOCHaOxKeHHe", False, "водоснабжением", "")],
)
def test_other_endings_of_a_word_that_was_surely_read_are_found(raw, capitals, found, missed):
    guesses = {
        hurried: [guess.text for guess in russian_reader(hurried=hurried).guesses(raw, opens=False, capitals=capitals)]
        for hurried in (True, False)
    }
    assert found not in guesses[True]
    assert found in guesses[False]
    assert not missed or guesses[False].index(found) < guesses[False].index(missed)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", "ВОДОСНАБЖЕНИЕ СЕЛЬСКИХ РАЙОНОВ"),
        ("", "OCHOBHBIMH HallpaBsIeHHAMH paOoTbI cTaHyT", "ВОДОСНАБЖЕНИЕ СЕЛЬСКИХ РАЙОНОВ"),
        ("HbI CTaTb TIpaBui OCHOBHBIMH paOoTbI", "", "водоснабжение сельских районов"),
    ],
    ids=["alone", "a title above text", "a sentence goes on"],
)
def test_a_line_in_capitals_stands_apart(before, after, expected):
    raw = page("upright.ru", "raw").strip() + f"\n\n{before}\nBOJOCHABXKEHHE CEJIBCKHX PAHOHOB\n{after}\n"
    raw = raw.replace("\n\n\n", "\n\n")
    assert expected in restore(Span.of(raw)).text


@pytest.mark.parametrize(
    ("raw", "opens", "expected"),
    [
        ("KazaxcraHe", False, "Казахстане"),
        ("KHHTa", False, "книга"),
        ("KHHTa", True, "Книга"),
        ("UBaHOB", False, "Иванов"),
    ],
)
def test_names_and_sentences_begin_with_a_capital(raw, opens, expected):
    assert expected in [guess.text for guess in russian_reader(hurried=False).guesses(raw, opens=opens)]


@pytest.mark.parametrize(
    ("following", "mark"), [("\n1) cTaTb;\n2) paOoTbI.", ":"), ("- cTaTb;", ":"), ("paOoTbI cTaTb", "!")]
)
def test_a_list_follows_a_colon(following, mark):
    raw = page("upright.ru", "raw").strip() + f"\n\nOCHOBHBIMH HallpaBsIeHHAMH paOoTbI!\n{following}\n"
    restored = restore(Span.of(raw))
    assert f"работы{mark}\n" in restored.text
    assert raw[restored.starts[restored.text.rindex(f"работы{mark}") + 6]] == "!"


def test_clean_says_what_the_text_was():
    text = clean(source(page("upright.ru", "raw")))
    assert (text.quality, text.language) == ("wrong-language-ocr", "ru")
    assert text.damaged > 0.5
    assert len(text.span.lines()) == len(page("upright.ru", "raw").split("\n"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("upright.ru", Kind("upright", "ru")),
        ("italic.ru", Kind("italic", "ru")),
        ("upright.kk", Kind("upright", "kk")),
    ],
)
def test_lines_of_several_kinds_are_told_apart(name, kind):
    damaged = page(name, "raw").strip().split("\n")
    english = [
        "Keywords: water supply, tariffs, quality control, regional development.",
        "The authors describe the results.",
    ]
    found = kinds([*english, "", *damaged, "", *english])
    assert found[:3] == found[-3:] == [None, None, None] or found[:2] == found[-2:] == [None, None]
    assert found[3:-3].count(kind) > 0.9 * len(damaged)


@pytest.mark.parametrize(
    ("line", "damaged"),
    [
        ("Canbgo | -805 | -579 | -309", True),
        ("Total, net | 2010 | 1 956 | 1 811", False),
        ("TIO ZEPKKA ITPHHMMAIOIUINX OBLIMH", True),
        ("WATER SUPPLY IN RURAL AREAS", False),
        ("Y13B03e.", True),
        ("Canbgo", False),
    ],
)
def test_titles_and_rows_are_what_the_text_beside_them_is(line, damaged):
    above, below = page("upright.ru", "raw").strip(), "Keywords: water supply, tariffs, regional development."
    found = kinds([*above.split("\n"), "", line, "", *[below] * 3])
    assert found[-5] == (Kind("upright", "ru") if damaged else None)
    assert found[-3:] == [None] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Тарифы на воду пересмотрены в 2019 году (приказ N 15).",
        "The iPhone and the eGov portal; a 3D model, 2nd edition, McKinsey, HbA1c.",
        "Kazaqstan Respublikasynyń halqy",
    ],
)
def test_text_that_only_looks_odd_is_left_alone(text):
    assert kinds([text] * 9) == [None] * 9
    assert restore(Span.of(text)).text == text


def test_doubtful_words_are_worse_than_others():
    wrong = {True: [], False: []}
    for name in PAGES:
        true = page(name, "true").split("\n")
        for line in compare(clean(source(page(name, "raw")))):
            known = set(words(true[line.number - 1]))
            doubtful = {w for a, b in line.doubtful for w in words(line.restored[a:b])}
            for word in words(line.restored):
                wrong[word in doubtful].append(word not in known)
    assert sum(wrong[True]) / len(wrong[True]) > 4 * sum(wrong[False]) / len(wrong[False])


def test_confidence_of_a_span():
    text = clean(source("\n\n" + page("upright.ru", "raw")))
    lines = [text.confidence(line) for line in text.span.lines() if line]
    assert all(0 < sure <= 1 for sure in lines)
    assert min(lines) < text.confidence(text.span) < max(lines)
    assert text.confidence(text.span[:0]) == 1.0
    clear = clean(source("Тарифы на воду пересмотрены."))
    assert clear.readings == ()
    assert clear.confidence(clear.span) == 1.0


@pytest.mark.parametrize("name", PAGES)
def test_readings_lie_one_behind_the_other_and_each_on_a_word(name):
    text = clean(source(page(name, "raw")))
    assert all(a.stop <= b.start for a, b in pairwise(text.readings))
    assert all(not page(name, "raw")[r.start].isspace() for r in text.readings)
    assert sum(len(line.readings) for line in compare(text)) == len(text.readings)


def test_a_compared_line_marks_the_doubtful_words_and_no_others():
    raw = "\n\n" + page("italic.ru", "raw")
    text = clean(source(raw))
    found = list(compare(text))
    assert [line.number for line in found] == [n for n, line in enumerate(raw.split("\n"), 1) if line.strip()]
    for line in found:
        assert line.raw in raw.split("\n")[line.number - 1]
        assert line.restored == text.span.lines()[line.number - 1].text
        marked = [line.restored[a:b] for a, b in line.doubtful]
        assert len(marked) == sum(reading.confidence < DOUBTFUL for reading in line.readings)
        assert all(re.fullmatch(r"\w[\w-]*", word) for word in marked)
    assert any(line.doubtful for line in found)


def test_repairs_are_the_same_every_time():
    lines = tuple(page("italic.ru", "raw").split("\n"))
    first = repairs(lines)
    repairs.cache_clear()
    assert repairs(lines) == first
    assert any(repair.confidence < DOUBTFUL for line in first for repair in line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0бразование и 3акон", "Образование и Закон"),
        ("п0становление, зак0н0дательство", "постановление, законодательство"),
        ("ПР0ГРАММА", "ПРОГРАММА"),
        ("все 30 0бластей", "все 30 областей"),
        ("в 2О19 году и 2о2o", "в 2019 году и 2о2o"),
        ("l2 мая l994 года, стр. l2.", "12 мая 1994 года, стр. l2."),
        ("H2O3, 2О19-й, 7.2О1, формула 2О", "H2O3, 2О19-й, 7.2О1, формула 2О"),
        ("в 3-й раз, 30млн, 0т, кв.3а, ст3, 0,3тыс", "в 3-й раз, 30млн, 0т, кв.3а, ст3, 0,3тыс"),
    ],
)
def test_digits_that_were_letters(text, expected):
    assert digits(Span.of(text)).text == expected
    assert list(digits(Span.of(text)).starts) == list(range(len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("за Ш квартал и Ш этап", "за III квартал и III этап"),
        (
            "Ш. Исаев, буква Ш звучит, Ш класс-комплект, 3Ш этап",
            "Ш. Исаев, буква Ш звучит, III класс-комплект, 3Ш этап",
        ),
    ],
)
def test_a_letter_that_was_a_roman_numeral(text, expected):
    found = digits(Span.of(text))
    assert found.text == expected
    assert {text[a:b] for c, a, b in zip(found.text, found.starts, found.stops, strict=True) if c == "I"} == {"Ш"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Учнтели ждут нову щколу", "Учители ждут нову щколу"),
        ("Школьннки едут", "Школьники едут"),
        ("Учнтели и правнтепьство: мнграцнонный вопрос", "Учители и правительство: миграционный вопрос"),
        ("Старый правнтепьственный дом стоит", "Старый правнтепьственный дом стоит"),
        ("Щколы ждут рещенне", "Щколы ждут рещенне"),
        ("Респубпика и ПРОГРАММЬ", "Республика и ПРОГРАММЬ"),
        ("школы по стро ены, это по вы шение их ка чества", "школы по стро ены, это повышение их качества"),
        ("рабо та идет,\nрабо\nта идет, рабо, та", "работа идет,\nрабо\nта идет, рабо, та"),
        ("Алматинка Гаухар Тленова из Бурабай", "Алматинка Гаухар Тленова из Бурабай"),
        ("на селе ние", "на селе ние"),
        ("Мектеп туралы бойынша школыш", "Мектеп туралы бойынша школыш"),
        ("МВФ и ОБСЕ", "МВФ и ОБСЕ"),
    ],
)
def test_slips_are_mended_where_one_word_only_may_stand(text, expected):
    found = mend(Span.of(text))
    assert found.text == expected
    assert all(b - a == 1 for a, b in zip(found.starts, found.stops, strict=True))
    assert all(text[a] == c or c not in " \n" for c, a in zip(found.text, found.starts, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Казакстан халкы", "Қазақстан халқы"),
        ("ЕҢБЕК жок; Казакстан халкы", "ЕҢБЕК жок; Казакстан халкы"),
        ("Халыктын кеші-кон туралы", "Халықтың көші-қон туралы"),
        ("Казакстан\nНовые школы Казакстан построил", "Қазақстан\nНовые школы Казакстан построил"),
        ("Қала тұрғыны\nКазакстан", "Қала тұрғыны\nКазакстан"),
        ("Республика школы", "Республика школы"),
        ("Шубарколь туралы және", "Шубарколь туралы және"),
    ],
)
def test_lost_kazakh_letters_are_found_among_kazakh_words(text, expected):
    found = mend(Span.of(text))
    assert found.text == expected
    assert list(found.starts) == list(range(len(text)))


def test_a_kazakh_page_gets_its_letters_back():
    true = (Path(__file__).parent / "corpus/documents/kk-housing-concept.txt").read_text("utf-8")
    lost = true.translate(str.maketrans("әғқңөұүһӘҒҚҢӨҰҮ", "агкноуухАГКНОУУ"))
    assert mend(Span.of(true)).text == true
    pairs = list(zip(true.split(), lost.split(), mend(Span.of(lost)).text.split(), strict=True))
    right = sum(a != b and a == c for a, b, c in pairs)
    wrong = sum(b != c and a != c for a, b, c in pairs)
    assert right > 0.8 * sum(a != b for a, b, _ in pairs)
    assert wrong <= 0.01 * right


def test_too_few_slips_are_not_believed():
    others = int(1 / SHARE)
    assert mend(Span.of("щкольник " + "дом " * (others - 1))).text.startswith("школьник")
    assert mend(Span.of("щкольник " + "дом " * others)).text.startswith("щкольник")
    assert slips("дом " * others) == ()


def test_mended_words_are_readings_of_the_source():
    text = "Тарнфами за воду\nпо вы шение платы"
    assert [text[r.start : r.stop] for r in mended(Span.of(text))] == ["Тарнфами", "по вы шение"]
    result = clean(source(text))
    assert result.confidence(result.span) < 1
    assert (result.quality, result.damaged > 0) == ("mixed-script", True)


def test_clean_text_passes_the_first_check():
    assert not suspicious("Тарифы на воду пересмотрены. The tariffs of 2019 are lower, says UNICEF. " * 500 + "\n")
    assert suspicious(page("italic.ru", "raw"))


def test_how_much_was_repaired():
    assert repaired(Span.of("ab\ncd"), Span.of("ab\nxyz")) == 3


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("B 2007 rony", ["B", "rony"]),
        ("10 BompocaM, 12,4 npouenTa", ["10", "BompocaM", "npouenTa"]),
        ("(6 o6nacTeii) 30.11.2022 r.", ["o6nacTeii)", "r"]),
        ("cM. https://example.org/a_B1 u a@b.kz", ["cM", "u"]),
        ("counanbHo-5KoHoMuueckuii — 50% [3]", ["counanbHo", "5KoHoMuueckuii"]),
        ("mMuzpa-", ["mMuzpa"]),
        ("noka3ana 4 312 3a 35 Aer", ["noka3ana", "3a", "35", "Aer"]),
        ("Canbgo | -805 | 12 | 6 mec. | 7", ["Canbgo", "6", "mec"]),
        ("1. Ipuoputetuple 3ayauu", ["Ipuoputetuple", "3ayauu"]),
    ],
)
def test_what_is_a_raw_word(line, expected):
    assert [core.text for core in cores(line, opens=True)] == expected


def test_a_sentence_may_begin_behind_a_decimal_number():
    found = list(cores("B 2031 rony 46,2. Kpome Toro", opens=False))
    assert [core.text for core in found if core.opens] == ["Kpome"]


@pytest.mark.parametrize("raw", ["1. Kpome Toro", "B 2031. Kpome Toro"])
def test_a_sentence_may_begin_behind_a_number_but_not_behind_an_initial(raw):
    assert [core.text for core in cores(raw, opens=False) if core.opens] == ["Kpome"]
    assert not [core for core in cores("A. Kpome", opens=False) if core.opens]


def test_where_sentences_begin_and_lines_break():
    found = list(cores("Ta6nuna noka3ana. Tem He menee, noka-", opens=False))
    assert [core.text for core in found if core.opens] == ["Tem"]
    assert [core.text for core in found if core.broken] == ["noka"]


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("мектебі", True),
        ("мектепі", False),
        ("көлдерде", True),
        ("көлдарда", False),
        ("бұлақтарға", True),
        ("бұлақларға", False),
        ("егіншілерден", True),
        ("егіншідерден", False),
    ],
)
def test_kazakh_stems_take_the_endings_that_sound_with_them(word, known):
    assert (lexis("kk").cost(word) < math.inf) is known


LEXIS = Lexis({"вода": 4.0, "водный": 2.0, "год": 2.0})
TABLE = {
    "B": (("в", 0.1),),
    "o": (("о", 0.1),),
    "a": (("а", 0.1),),
    "d": (("д", 0.2), ("а", 3.0)),
    "r": (("г", 0.1),),
    "bI": (("ы", 0.1),),
    "H": (("н", 0.1),),
    "ii": (("й", 0.3),),
}


def fan(effort):
    return Fan(lambda run: TABLE.get(run, ()), effort)


def test_a_fan_opens_as_far_as_an_effort_goes():
    assert fan(QUICK).choice("d").prices == {"д": 0.2, "а": 3.0}
    assert fan(QUICK).choice("*") is None
    assert fan(THOROUGH).choice("*").others == [("", STRANGE)]
    near = fan(replace(QUICK, dearest=1.0)).choice("d")
    assert (near.cheapest, near.options, near.letters) == (0.2, [("д", 0.2)], [("д", 0.2)])


def test_a_lexis_looks_ahead():
    water = LEXIS.root.kids()["в"]
    assert water.ahead == pytest.approx(LEXIS.cost("вода") - 0.405465, abs=1e-5)
    assert water.kids()["о"].kids()["д"].ahead == pytest.approx(water.ahead)
    assert set(water.kids()["о"].kids()["д"].kids()) == {"а", "н"}
    assert LEXIS.cost("вод") == water.cost() == float("inf")
    assert LEXIS.cost("год") == LEXIS.root.kids()["г"].kids()["о"].kids()["д"].cost()


def test_a_node_tells_which_letters_are_likely():
    assert [node.text for node in LEXIS.root.likely()] == ["в", "г"]
    both = Lexis({"гора": 1.0}, LEXIS, 0.9).root
    assert [node.text for node in both.likely()] == ["г", "в"]
    assert both.likely()[1] is LEXIS.root.likely()[0]


def test_words_stand_beside_those_of_a_base():
    both = Lexis({"вода": 1.0, "водка": 1.0}, LEXIS, 0.5)
    assert both.cost("год") == LEXIS.cost("год")
    assert both.cost("вода") == pytest.approx(-math.log(0.5 + 0.25))
    assert both.cost("водка") == pytest.approx(-math.log(0.25))
    water = both.root.kids()["в"]
    assert water.ahead == pytest.approx(-math.log(0.75 + 0.5))
    assert [kid.text for kid in water.kids()["о"].kids()["д"].kids().values()] == ["вода", "водн", "водк"]
    assert both.root.kids()["г"] is LEXIS.root.kids()["г"]


def guess(text, cost=1.0):
    return Guess(text, cost, 1.0, ((text, 0, len(text)),))


def test_words_that_follow_each_other_elsewhere_are_likelier():
    following = Following({("год", "вода"): 3.0}, LEXIS)
    assert following.gain("год", "вода") > 0 > following.gain("год", "водный")
    assert following.gain("вода", "год") == 0
    columns = [[guess("год")], [guess("водный", 0.9), guess("вода")]]
    assert [chosen.text for chosen in agree(columns, following, russian=False)] == ["год", "вода"]
    assert [chosen.text for chosen in agree(columns, Following({}, LEXIS), russian=False)] == ["год", "водный"]


@pytest.mark.parametrize(("times", "expected"), [(1, False), (3, True)])
def test_what_stands_once_in_a_document_teaches_nothing(times, expected):
    stretch = [[guess("водный", 0.0)], [guess("запас", 0.0)]]
    assert (("водный", "запас") in learned_pairs([stretch] * times, "ru")) is expected
    words = learned_words([("BodHbIii", stretch[0])] * times, "ru")
    assert (words.get("водный", 0) > learned_words((), "ru").get("водный", 0)) is expected


@pytest.mark.parametrize(
    ("raw", "effort", "expected"),
    [
        ("Boda", QUICK, "вода"),
        ("BodHbIii", QUICK, "водный"),
        ("Bdd", QUICK, None),
        ("Boda*", THOROUGH, "вода"),
        ("BodHIii", QUICK, None),
        ("Bodbii", QUICK, None),
        ("od", THOROUGH, "год"),
        ("B*dHbIii", THOROUGH, "водный"),
    ],
)
def test_words_are_searched_for(raw, effort, expected):
    found = known_words(raw, fan(effort), fan(effort), LEXIS)
    assert (found[0].text if found else None) == expected
    for guess in found:
        assert "".join(run for run, _, _ in guess.runs) == guess.text
        assert [start for _, start, _ in guess.runs] == [0, *(stop for _, _, stop in guess.runs[:-1])]
        assert guess.runs[-1][2] == len(raw)


def test_no_run_lies_on_both_sides_of_a_barrier():
    assert known_words("BodHbIii", fan(QUICK), fan(QUICK), LEXIS, barrier=5) == []
    assert known_words("BodHbIii", fan(QUICK), fan(QUICK), LEXIS, barrier=4)[0].text == "водный"


def test_unknown_words_look_like_known_ones():
    letters = Letters(["вода", "воды", "год", "года"])
    assert unknown_words("roda", fan(QUICK), fan(QUICK), letters)[0].text == "года"

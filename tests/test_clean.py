"""Cleaning: what printing, scanning and converting left in a text goes, everything else stays where it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import STEPS, clean
from kg.clean.characters import LOOK_ALIKES, invisible, link_codes, look_alikes
from kg.clean.marks import emphasis, escapes, links
from kg.clean.punctuation import hyphens, spaces
from kg.clean.spacing import Lexis, letter_spacing, words
from kg.records import Source, Text
from kg.spans import Span


def source(text: str, media_type: str = "text/plain", *, extracted: bool = False, body: int = 0) -> Source:
    return Source(Path("a.txt"), "a.txt", "0" * 64, text, "utf-8", media_type, extracted, {}, body)


def cleaned(text: str, media_type: str = "text/plain") -> str:
    return clean(source(text, media_type)).span.text


def same(*texts: str) -> list[tuple[str, str]]:
    return [(text, text) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the gaps between words are printed
        ("С е л о .", "Село."),
        ("      П р о г р а м м а  р а з в и т и я  с е л .  ", "      Программа развития сел."),
        ("О  м е р а х  п о  п о д д е р ж к е ;", "О мерах по поддержке;"),
        ("о т  5  м а р т а  2 0 1 2  г о д а  N  7 4", "от 5 марта 2012 года N 74"),
        ("1 .  Ц е л и  и  з а д а ч и", "1. Цели и задачи"),
        ("с о ц и а л ь н о - б ы т о в ы е", "социально-бытовые"),
        ("Н а у р ы з  м е й р а м ы", "Наурыз мейрамы"),
        ("Қ о с т а н а й  қ а л а с ы", "Қостанай қаласы"),
        ("R u r a l  s c h o o l s  p l a n", "Rural schools plan"),
        ("П Р И К А З Ы В А Ю :", "ПРИКАЗЫВАЮ:"),
        ("Н . А . Иванов", "Н. А. Иванов"),
        # the gaps are lost
        ("меры, п р и н я т ы е в р а й о н е .", "меры, принятые в районе."),
        ("П р и л о ж е н и е № 2", "Приложение № 2"),
        ("к р е ш е н и ю X I V - й с е с с и и", "к решению XIV-й сессии"),
        ("III - г о с о з ы в а", "III-го созыва"),
        ("( с н и ж е н и е на 3,5% ).", "(снижение на 3,5%)."),
        ("ш к о л ы , к о т о р ы е п о с т р о е н ы в 2 0 1 5", "школы, которые построены в 2015"),
        ("в 2 0 1 5 - 2 0 1 7 г о д а х", "в 2015-2017 годах"),
        ('о п р о г р а м м е " Ж и л ь е " в г о р о д е', 'о программе "Жилье" в городе'),
        ("- с о з д а н и е центров", "- создание центров"),
        ("в г . К о с т а н а й", "в г. Костанай"),
        # other words of the text help
        ("Шубаркөл кенті. Ш у б а р к ө л к е н т і", "Шубаркөл кенті. Шубаркөл кенті"),
        ("оралманы, п о м о щ ь о р а л м а н а м", "оралманы, помощь оралманам"),
        *same(
            "а б в",
            "а б в г д е ж з и",
            "Н. А. Иванов",
            "1 2 3 4 5 6 7",
            "y = k x + b",
            "X X X X X X",
            "A B C D E F G",
            "и с 1960 по 1967",
            "в 2 раза и в 3",
            "\tа\tб\tв\tг\tд\tе",
            "I V X L C D",
        ),
        ("Сельский совет Р Е Ш И Л:", "Сельский совет РЕШИЛ:"),
        ("а б в г; школы", "а б в г; школы"),
    ],
)
def test_letter_spacing(text, expected):
    assert cleaned(text) == expected


def test_the_dictionary_finds_the_words_of_letters_without_gaps():
    cost = Lexis.of("Маслихат и маслихата").cost
    assert words("решениясессиимаслихатавгороде", cost) == ["решения", "сессии", "маслихата", "в", "городе"]
    assert words("йсессии", cost, ordinal=True) == ["й", "сессии"]
    assert words("", cost) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("план K951000_", "план"),
        ("селоP000327_ и", "село и"),
        ("план Z1500000434 и K12_", "план Z1500000434 и K12_"),
        ("два  слова   и\u00a0\u00a0три", "два слова и три"),
        ("    отступ  и \t  графа \t x", "    отступ и\tграфа\tx"),
        ("конец  \nстроки \n", "конец\nстроки\n"),
        ("труда , жилья ; и ( быта ) .", "труда, жилья; и (быта)."),
        ("г.г. ; этап : один", "г.г.; этап: один"),
        ("счет 2 : 3, доля .5 и ...", "счет 2 : 3, доля .5 и ..."),
        ("что ? да !", "что? да!"),
        ("« село » и “ plan ”", "«село» и “plan”"),
        ("мигра\u00adция и\u200b сё\ufeffла", "миграция и сёла"),
        ("мигра\u00ad \nция", "мигра-\nция"),
        ("и\u0306 Е\u0308 ﬁnal oﬀer", "й Ё final offer"),
        ("северо\u2011запад", "северо-запад"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\x0bb\u2028c\x85d\x07", "a b c d"),
        ("a\fb", "a\fb"),
    ],
)
def test_characters_and_spaces(text, expected):
    assert cleaned(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("общественно- полезный труд", "общественно-полезный труд"),
        ("средне- и долгосрочный", "средне- и долгосрочный"),
        ("теле- или радиопередача", "теле- или радиопередача"),
        ("село- это дом", "село- это дом"),
        ("Аль- Фараби и Аль-Фараби", "Аль-Фараби и Аль-Фараби"),
        ("жи- тели посел- ков на- селения", "жители поселков на-селения"),
        ("мемле- кет ісі және тілі", "мемле- кет ісі және тілі"),
        ("оқу- тәрбие ісі", "оқу- тәрбие ісі"),
        ("оқу- тәрбие ісі және оқу-тәрбие", "оқу-тәрбие ісі және оқу-тәрбие"),
        ("short- and long-term", "short- and long-term"),
        ("long- term and long-term", "long-term and long-term"),
        ("Социально экономический, юго западный", "Социально-экономический, юго-западный"),
        ("социально опасный, общественно полезный", "социально опасный, общественно полезный"),
        ("научно обоснованный, то есть", "научно обоснованный, то есть"),
        ("не-социально экономический", "не-социально экономический"),
    ],
)
def test_hyphens(text, expected):
    assert cleaned(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c\u043e\u0446\u0438\u0430\u043b\u044c\u043d\u044b\u0439", "социальный"),
        ("мемлекеттiк iс-шара МIНДЕТТЕР", "мемлекеттік іс-шара МІНДЕТТЕР"),
        ("əлеумет жɵндеу", "әлеумет жөндеу"),
        ("\u0421ommission \u043ef", "Commission of"),
        ("ССCР", "СССР"),
        ("с 1 мая c нами", "с 1 мая с нами"),
        *same(
            "XXII-й", "XXIIй", "II-го созыва", "IV", "пункт a) и c)", "PRкомпания", "план B", "ОЭСР и OECD", "витамин C"
        ),
    ],
)
def test_look_alikes(text, expected):
    assert cleaned(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**One** and *two*, _three_ and ***four** five*", "One and two, three and four five"),
        ("*over\ntwo lines* and `code`", "over\ntwo lines and code"),
        ("**[a](b)** and [see \\[1\\]](http://x/y_z_) ![i](j)", "a and see [1] i"),
        ("<https://a.b/c>", "https://a.b/c"),
        ("1\\. a \\* b \\_ c \\\\", "1. a * b _ c \\"),
        ("## *Aims* {#2/3}", "## Aims {#2/3}"),
        ("**Fordham**\n\n## Aims\n\n**To the ferrymen**\n\nx", "Fordham\n\n## Aims\n\n###### To the ferrymen\n\nx"),
        ("## Aims\n\n**To row.**\n\n**To the ferrymen** and\n", "## Aims\n\nTo row.\n\nTo the ferrymen and\n"),
        ("> *Note.* x", "> Note. x"),
        ("* item\n- item\n+ item\n1. item", "* item\n- item\n+ item\n1. item"),
        ("| **a** | b |\n|---|:-:|", "| a | b |\n|---|:-:|"),
        ("<a id=\"st1\"></a>Text <b class='x'>bold</b><!-- no\nno -->!", "Text bold\n!"),
        *same(
            "snake_case_name", "2 * 3 * 4", "a *b", "footnote*", "«__» ______ 20__ г.", "* * *", "___", "x < 5 и y > 3"
        ),
        *same('"__" _____ 20__ года', "*a\n\nb*", "[a] (b)", "<p1>", "a & b &x &nosuch;"),
    ],
)
def test_markdown(text, expected):
    assert cleaned(text, "text/markdown") == expected


@pytest.mark.parametrize("text", ["*a* _b_ `c`", "[a](b)", "1\\. x"])
def test_marks_are_marks_in_markdown_only(text):
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<i>a</i><br/>b<BR>c", "a b c"),
        ("<ul><li>- a ;</li><li>b</li></ul>", " • a; • b"),
        ("<td colspan='2'>a<sup>1</sup></td>", "<td colspan='2'>a1</td>"),
        ("<p>a</p><p>b</p>", " a b"),
        ("a<span\nid=x>b</span>", "a\nb"),
        ("x<script>if (a) {}\n</script>y", "x\ny"),
        ("&laquo;a&raquo;&nbsp;&quot;b&quot; &#8470;&#x31;&shy; &amp;lt;", '«a» "b" №1 &lt;'),
        ("a&#10;b&#13;c", "a b c"),
    ],
)
def test_html_remains(text, expected):
    assert cleaned(text) == expected


def test_what_was_extracted_has_no_marks_left():
    text = "the tag <b> and the sign &amp; *"
    assert clean(source(text, "text/html", extracted=True)).span.text == text


@pytest.mark.parametrize(
    ("newline", "media_type"), [("\n", "text/markdown"), ("\r\n", "text/plain"), ("\r", "text/plain")]
)
def test_the_lines_of_the_front_matter_are_empty(newline, media_type):
    text = newline.join(["---", "a: *b*", "---", "Title", ""])
    result = clean(source(text, media_type, body=text.index("Title")))
    assert result.span.text == "\n\n\nTitle\n"


GARBLED = "HOBbIX IIKOJI B paiioHe cTPOUTCS mHOrO, u B cEJIaX 6bIJIO M0CTpoeHO neTckux caJ0B\n"


@pytest.mark.parametrize(
    ("text", "expected", "lang"),
    [
        ("Новые школы строятся.\n" * 9, "clean", "ru"),
        ("Новые школы строятся.\nН о в ы е  ш к о л ы .\n", "letter-spaced", "ru"),
        ("Новые школы строятся за Ш квартал.", "mixed-script", "ru"),
        ("Мектеп мемлекеттiк болып, бiлiм берiледi.\n", "mixed-script", "kk"),
        (GARBLED * 3, "wrong-language-ocr", "ru"),
        (
            "The programme of the district of McKinley was asked for by all its rural schools.\n" * 9,
            "clean",
            "en",
        ),
    ],
)
def test_quality(text, expected, lang):
    result = clean(source(text))
    assert (result.quality, result.language) == (expected, lang)
    assert (result.damaged > 0) is (expected != "clean")
    assert result.damaged <= 1


def test_a_long_text_is_cleaned_in_pieces_all_alike():
    line = "      С е л о  -  э т о  , *дом* ( 5 % ) .\r\n"
    result = clean(source(line * 25_000))
    assert set(result.span.text.split("\n")) == {"      Село - это, *дом* (5 %).", ""}
    assert result.span.starts[-1] == 25_000 * len(line) - 1


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = st.sampled_from(
    [
        *'абвгиІқһ aiIVXc*_`\\[](){}<>|#-.,;:!"«»&%№0123\n\n\n\r\t\f\u00a0\u00ad\u200b\u0301ﬁ',
        "С е л о ",
        "в г о р о д е",
        "  ",
        "\r\n",
        "P000327_",
        "<li>",
        "<br>",
        "<!--",
        "-->",
        "<td>",
        "</b>",
        "<b\n>",
        "<script>",
        "</script>",
        "&quot;",
        "&#13;",
        "](x)",
        "{#2/3}",
        "и- и",
        "IVй",
        "мeн",
    ]
)
SOURCES = st.builds(
    lambda pieces, media_type, at: source((text := "".join(pieces)), media_type, body=min(at, len(text))),
    st.one_of(st.lists(PIECES, max_size=40), st.lists(st.characters(exclude_categories=["Cs"]), max_size=40)),
    st.sampled_from(["text/plain", "text/markdown"]),
    st.integers(0, 5),
)
LINES = str.maketrans({"\r": "\n"})


def lines_of(text: str) -> int:
    return text.replace("\r\n", "\n").translate(LINES).count("\n")


def check(span: Span, text: str) -> None:
    assert list(span.starts) == sorted(span.starts)
    assert list(span.stops) == sorted(span.stops)
    assert all(0 <= a < b <= len(text) for a, b in zip(span.starts, span.stops, strict=True))


@given(SOURCES)
def test_every_character_knows_its_place(given_source):
    result: Text = clean(given_source)
    check(result.span, given_source.text)
    assert all(a < b for a, b in result.span.ranges())


@pytest.mark.parametrize("step", [links, emphasis, escapes, link_codes, letter_spacing, spaces, hyphens, invisible])
@given(SOURCES)
def test_steps_that_cut_leave_all_else_as_it_is(step, given_source):
    text = given_source.text.replace("\u00ad", "")
    span = step(Span.of(text))
    assert [text[a:b] for a, b in zip(span.starts, span.stops, strict=True)] == list(span.text)


@given(SOURCES)
def test_a_letter_is_replaced_only_by_its_look_alike(given_source):
    text = given_source.text
    span = look_alikes(Span.of(text))
    assert len(span) == len(text)
    assert all(
        a == b or LOOK_ALIKES.get(a) == b or LOOK_ALIKES.get(b) == a for a, b in zip(text, span.text, strict=True)
    )


@given(SOURCES)
def test_lines_are_kept(given_source):
    body = given_source.body
    text = given_source.text
    if text[body - 1 : body + 1] == "\r\n":
        body += 1
    assert clean(source(text, given_source.media_type, body=body)).span.text.count("\n") == lines_of(text)


@given(SOURCES)
def test_every_step_stays_within_its_span(given_source):
    span = Span.of(given_source.text)
    for step in STEPS:
        span = step(span)
        check(span, given_source.text)


@given(st.text(st.characters(categories=["L", "N"], exclude_characters="\ufb00\ufb01"), min_size=1, max_size=30))
def test_a_word_of_one_script_is_left_alone(word):
    if word.isascii() or all("а" <= c <= "я" for c in word):
        assert cleaned(word) == word


COLUMNS = """\
Name      A programme
          for bridges

Aim       Safe roads
Who runs  The office
it        of roads"""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (COLUMNS, True),
        (COLUMNS.replace("          for bridges\n", ""), False),
        (COLUMNS.replace("Aim       ", "Aim  ").replace("Who runs", "Who"), False),
        (COLUMNS.replace("Name", "1.  ").replace("Aim", "2. "), False),
    ],
)
def test_columns_of_spaces_are_kept_where_a_cell_goes_on_below(text, kept):
    assert ("  " in spaces(Span.of(text)).text.split("\n")[0]) is kept

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.morphology import base, fold, grammemes, known, nominative, singular


@pytest.mark.parametrize(
    ("language", "word", "lemmas"),
    [
        ("ru", "мигрантами", "мигрант"),
        ("ru", "Соотечественников", "соотечественник"),
        ("ru", "переселённые", "переселить"),
        ("ru", "учётом", "учет"),
        ("ru", "стекла", "стечь стекло"),  # one form, two words
        ("ru", "кандасов", "кандас"),
        ("ru", "2029", "2029"),
        ("en", "Policies", "policy"),
        ("en", "boxes", "box"),
        ("en", "refugees", "refugee"),
        ("en", "status", "status"),
        ("en", "crisis", "crisis"),
        ("en", "process", "process"),
        ("en", "migration", "migration"),
        # plural, possession, case
        ("kk", "босқындарға", "босқын"),
        ("kk", "оқушыларымыздың", "оқушы"),
        ("kk", "қағидаттарынан", "қағидат"),
        ("kk", "ауылдағылардың", "ауыл"),
        ("kk", "министрліктерінде", "министрлік"),
        # a final consonant that is voiced before the suffix
        ("kk", "мектебіне", "мектеп"),
        ("kk", "бөлігінен", "бөлік"),
        ("kk", "тұрғындығының", "тұрғындық"),
        ("kk", "халқының", "халқы"),
        ("kk", "қалпақ", "қалпақ"),
    ],
)
def test_lemmas(words, language, word, lemmas):
    assert set(lemmas.split()) <= words.morphology.lemmas(word, language)


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [
        ("ru", "мигранту", "миграция"),
        ("en", "status", "statu"),
        ("en", "migrants", "migration"),
        ("kk", "балансты", "бал"),  # what is left is no chain of suffixes
        ("kk", "адамзаттың", "адам"),
        ("kk", "білімпаздың", "білім"),
        ("kk", "біз", "б"),  # a stem has two letters at least
    ],
)
def test_other_words_are_no_lemmas(words, language, word, other):
    assert other not in words.morphology.lemmas(word, language)


@pytest.mark.parametrize(
    ("language", "label", "lemma"),
    [("ru", "Беженцы", "беженец"), ("en", "Agencies", "agency"), ("kk", "Босқындар", "босқындар")],
)
def test_a_label_has_one_lemma(language, label, lemma):
    assert base(label, language) == lemma


@pytest.mark.parametrize(("word", "is_known"), [("переселение", True), ("пересеение", False)])
def test_the_dictionary_knows_russian_words(word, is_known):
    assert known(word, "ru") is is_known
    assert not known(word, "kk")


@pytest.mark.parametrize(
    ("word", "marks"), [("построят", "VERB futr plur"), ("беженцам", "NOUN datv plur"), ("краткого", "ADJF gent sing")]
)
def test_grammatical_marks(word, marks):
    assert set(marks.split()) <= grammemes(word)


@pytest.mark.parametrize(
    ("language", "text", "tokens"),
    [
        ("ru", "трудящийся-мигрант", "трудящийся =мигрант"),
        ("ru", "приём, учёт и 3,5 тыс. человек", "приём учёт| =и =3,5 =тыс =человек"),
        ("ru", "Указ: «О миграции»; план", "Указ О|| =миграции план||"),
        ("kk", "көші-қон, т.б.", "көші =қон т| =б"),
        ("en", 'the "Silk Road" (trade)', "the =Silk =Road trade|"),
    ],
)
def test_tokens(words, language, text, tokens):
    """`=`: nothing but spaces, hyphens and quotation marks before it; `|`: a comma or bracket; `||`: a clause ends."""
    found = words.morphology.tokens(text, language)
    assert all(text[t.start : t.stop] == t.text for t in found)
    shown = [
        ("=" if t.glued and n else "") + t.text + ("" if t.glued or not n else "|" if t.clause else "||")
        for n, t in enumerate(found)
    ]
    assert " ".join(shown) == tokens


@pytest.mark.parametrize(
    "text",
    [
        "Школы полны. | Садов мало.",
        "В 2023 г. открыто 12 школ, в т. ч. две в г. Тараз. | Это мало.",
        "Построено 3,5 тыс. квартир. | Очередь сократилась.",
        "Приём ведёт А. С. Ержанов по ул. Мира, д. 5. | Запись не нужна.",
        "Доля выросла на 2 п.п. и составила 40 %. | Рост продолжится!",
        "Зачем? | Чтобы знать. | Так решили.",
        "2023 ж. екі мектеп ашылды. | Орын жетіспейді.",
        "Оқушы саны 1,2 млн. адамға жетті, т.б. деректер бар. | Бұл көп.",
        "The Ministry met Dr. Lee on 5 Jan. 2024 in Astana. | It agreed.",
        "See Art. 5 of Law No. 12. | Nothing else applies.",
    ],
)
def test_sentences(words, text):
    whole = text.replace("| ", "")
    assert " | ".join(whole[a:b] for a, b in words.morphology.sentences(whole)) == text


LETTERS = st.text(st.characters(categories=("L", "N")) | st.sampled_from(" .;,-"), max_size=80)


@given(LETTERS)
def test_no_word_is_lost(words, text):
    tokens = words.morphology.tokens(text, "kk")
    assert all(fold(t.text) in t.lemmas for t in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    between = words.morphology.sentences(text)
    assert "".join(text[a:b] for a, b in between).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("plural", "one"), [("cities", "city"), ("churches", "church"), ("taxes", "tax"), ("ties", "tie"), ("gas", "gas")]
)
def test_english_plurals(plural, one):
    assert singular(plural) == one


def test_the_number_of_a_footnote_parts_sentences(words):
    text = "Schools are full.[3] Gardens are few. [12] Water rose [4] again.[5]"
    assert [text[slice(*s)] for s in words.morphology.sentences(text)] == [
        "Schools are full.",
        "Gardens are few.",
        "Water rose [4] again.",
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Новой общей программой развития", "Новая общая программа развития"),
        ("общего соглашения", "общее соглашение"),
        ("общего плана", "общий план"),
        ("общий план", "общий план"),
        ("планы", "планы"),
        ("общих планов", "общих планов"),
        ("новыми программой", "новыми программой"),  # they do not agree
        ("и так", "и так"),
    ],
)
def test_the_nominative_of_a_noun_and_its_adjectives(words, wanted):
    assert nominative(words.split()) == wanted.split()

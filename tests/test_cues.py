import pytest
from marked import marked, plain

from kg import cues
from kg.errors import BadInput

HEAD = """@prefix mp: <https://w3id.org/migration-policy/ontology#> .
@prefix role: <https://w3id.org/migration-policy/role/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def rules(tmp_path):
    """The rules of Turtle statements."""

    def load(*statements):
        (tmp_path / "cues.ttl").write_text(HEAD + "\n".join(statements), encoding="utf-8")
        return cues.load(tmp_path)

    return load


@pytest.mark.parametrize(
    ("pattern", "language", "text"),
    [
        # literal words: this form and no other
        ("sentence: следует", "ru", "Школам [[+|следует]] расти."),
        ("sentence: следует", "ru", "Школы следуют правилам."),
        ("sentence: is to be", "en", "A register [[+|is to be]] kept."),
        # {lemma}: any form
        ("sentence: {задача}", "ru", "Перед школой стоит много [[+|задач]]."),
        ("sentence: {goal}", "en", "[[+|Goals]] are many."),
        ("sentence: {міндет}", "kk", "Екі [[+|міндеттерді]] шешу."),
        ("sentence: {основной} {цель}", "ru", "Вот [[+|основные цели]] плана."),
        ("sentence: {основной} {цель}", "ru", "Основные для нас цели."),
        ("sentence: {трудящийся-мигрант}", "ru", "Каждый [[+|трудящийся-мигрант]] учтён."),
        # ~ending: a word that ends so
        ("end: ~леді", "kk", "Мектеп [[+|кеңейтіледі]]."),
        ("end: ~леді", "kk", "Кеңейтіледі деген сөз бар."),
        # [grammeme]: a grammatical form
        ("sentence: [futr]", "ru", "Город [[+|построит]] дом."),
        ("sentence: [futr]", "ru", "Город построил дом."),
        ("sentence: [NOUN] [futr]", "ru", "Новый [[+|город построит]] дом."),
        # …: any words
        ("sentence: {цель} … {являться}", "ru", "[[+|Целью нашего плана является]] рост."),
        ("sentence: {цель} … {являться}", "ru", "[[+|Целью является]] рост."),
        ("sentence: {цель} … {являться}", "ru", "Рост является целью."),
        ("sentence: one … two … three", "en", "[[+|One and two make three]]."),
        # where in the words
        ("start: целью", "ru", "[[+|Целью]] служит рост."),
        ("start: целью", "ru", "Его целью служит рост."),
        ("end: тиіс", "kk", "Қала мектеп салуға [[+|тиіс]]."),
        ("end: тиіс", "kk", "Тиіс болса да салмайды."),
        # the last of several
        ("lead: {task}", "en", "The tasks of this task force and further [[+|tasks]]:"),
    ],
)
def test_a_pattern_finds(words, rules, pattern, language, text):
    clean = plain(text)
    tokens = words.morphology.tokens(clean, language)
    hits = rules(f'mp:Task mp:pattern "{pattern}"@{language} .').hits(tokens, language, [pattern.partition(":")[0]])
    assert marked(clean, ((tokens[h.start].start, tokens[h.stop - 1].stop, "+") for h in hits)) == text


@pytest.mark.parametrize(
    ("positions", "language", "marks"),
    [
        (["cue"], "en", ["Task"]),
        (["lead"], "en", ["Goal", "Measure"]),
        (["cue", "lead", "sentence"], "en", ["Goal", "Task", "Measure", "role/history"]),
        (["sentence", "lead", "cue"], "en", ["Goal", "Task", "Measure", "role/history"]),
        (["start"], "en", []),
        (["cue", "lead", "sentence"], "kk", []),
    ],
)
def test_the_most_specific_rule_is_first(words, rules, positions, language, marks):
    """Words count one, endings and grammatical marks half, gaps nothing; then the rule that ends last is first."""
    found = rules(
        'mp:Measure mp:pattern "lead: {planned} … "@en .',
        'mp:Goal mp:pattern "lead: the {aim} is"@en .',
        'mp:Task mp:cue "planned step"@en .',
        'role:history mp:pattern "sentence: ~ned"@en .',
    )
    tokens = words.morphology.tokens("The aim is the planned steps", "en")
    assert [h.rule.marks for h in found.hits(tokens, language, positions)] == marks


@pytest.mark.parametrize(
    ("pattern", "weight"),
    [("sentence: {a} b", 2), ("sentence: a … b", 2), ("sentence: a ~b [futr]", 2), ("end: ~b", 0.5)],
)
def test_the_weight_of_a_pattern(rules, pattern, weight):
    (rule,) = rules(f'mp:Task mp:pattern "{pattern}"@en .').rules
    assert rule.weight == weight


def test_a_rule_has_a_name_and_a_section_key(rules):
    found = rules(
        'role:introduction skos:notation "intro" ; mp:cue "preamble"@en .', 'mp:Task mp:hint "end: done"@en .'
    )
    assert [(r.name, r.hint) for r in found.rules] == [
        ("Task: end: done (en)", True),
        ("role/introduction: preamble (en)", False),
    ]
    assert found.notations == {"role/introduction": "intro"}


@pytest.mark.parametrize("words", ["должны", "middle: words", "lead:", "lead: ", ": words", "lead words"])
def test_a_pattern_without_position_or_words_is_refused(rules, words):
    with pytest.raises(BadInput, match=rf'cues\.ttl: the pattern "{words}" of Task does not read "position: words"'):
        rules(f'mp:Task mp:pattern "{words}"@ru .')


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('mp:cue "goal"', "the cue .goal. of Task needs a language: ru, kk, en"),
        ('mp:cue "Ziel"@de', "the cue .Ziel. of Task needs a language"),
        ('mp:hint "end: {goal"@en', "the hint .end: {goal. of Task has a bracket without its fellow"),
        ('mp:pattern "end: [futr"@ru', "has a bracket without its fellow"),
    ],
)
def test_what_could_never_match_is_refused(rules, written, says):
    with pytest.raises(BadInput, match=rf"cues\.ttl: .*{says}"):
        rules(f"mp:Task {written} .")


def test_no_rule_of_the_ontology_is_there_twice(signs):
    names = [r.name for r in signs.rules]
    assert len(names) > 100
    assert len(set(names)) == len(names)

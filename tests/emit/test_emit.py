"""One act in three files (ru, kk, an English digest) that approves a plan and names a treaty."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from handmade import document, findings, read, said, united, words

from kg import emit, iris, store
from kg.errors import BadInput
from kg.records import (
    Act,
    Body,
    Deadline,
    Edge,
    Figure,
    Indicator,
    Monitored,
    Place,
    Reading,
    Relation,
    SectionFound,
    Statement,
)

KEY = "president-decree-5-2001-03-02"
RU = read(
    "ru.txt",
    """Указ о приёме семей
2. Задачи
1) приём семей переселенцев вместе с городом
2) учёт семей ведёт Комитет приёма
В 1999 году прибыло 1,5 тысячи семей.
Доля принятых семей: сколько семей принято; для отчёта.
Конвенция о приёме 1951 года. План приёма. Снова Конвенция о приёме.
Открыть школу | до конца 2001 года | отчёт | Комитет приёма
""",
    "ru",
)
AT = RU.span.text.index("учёт")
RU = replace(RU, readings=(Reading(AT, AT + 4, 0.5), Reading(AT + 5, AT + 10, 1.0)))
KK = read("kk.txt", "Отбасыларды қабылдау туралы\nМіндеттер\n1) отбасыларды қабылдау\n", "kk")
EN = read("en.md", "Decree on families\nreceive families\n", "en", {"status": "unofficial digest"})
TASK, MEASURE = Place(KEY, "2", "item-1"), Place(f"{KEY}/plan", "plan", "row-1")
DECREE = Act(
    KEY, "decree", "president", "5", "2001-03-02", words(RU, "Указ о приёме семей"), evidence=(words(RU, "Указ"),)
)
PLAN = Act(f"{KEY}/plan", "plan", title=words(RU, "План приёма"), approved_by=KEY, evidence=(words(RU, "План приёма"),))
CONVENTION = Act(
    "un-treaty-1951", "treaty", "un", None, "1951", words(RU, "Конвенция о приёме"), period="1951/1953",
    evidence=(words(RU, "Конвенция о приёме"), words(RU, "Конвенция о приёме", after="Снова")),
)  # fmt: skip


def task(text, quote, place=TASK, *edges, **more):
    return Statement(place, "Task", words(text, quote), 1, edges=edges, **more)


def russian():
    first = task(
        RU, "приём семей переселенцев вместе с городом", TASK,
        Edge("targets", "category/repatriate", words(RU, "переселенцев")),
        Edge("mentions", "place/almaty", words(RU, "городом")),
        group="group/foreign-policy",
    )  # fmt: skip
    second = task(
        RU, "учёт семей ведёт Комитет приёма", Place(KEY, "2", "item-2"),
        Edge("mp:responsible", "agency/komitet-priema", words(RU, "Комитет приёма")),
        Edge("responsible", "agency/komitet-priema", words(RU, "ведёт")),
        under=TASK, phase="phase/transition",
    )  # fmt: skip
    figure = Figure(
        Place(KEY, "2", "figure-1"), words(RU, "В 1999 году прибыло 1,5 тысячи семей"), words(RU, "1,5 тысячи семей"),
        Decimal("1.5E+3"), "quantity/arrivals", "unit/family", "1999", "place/almaty", ("category/repatriate",),
        "семьи",
    )  # fmt: skip
    indicator = Indicator(
        Place(KEY, "3", "row-1"), words(RU, "Доля принятых семей"), words(RU, "сколько семей принято"),
        words(RU, "для отчёта"), (Edge("targets", "category/repatriate", words(RU, "семей", after="Доля")),),
        (Monitored(TASK, words(RU, "для отчёта")),),
    )  # fmt: skip
    return first, second, figure, indicator


def build():
    first, second, figure, indicator = russian()
    other, third = task(KK, "отбасыларды қабылдау", Place(KEY, "1", "item-1")), task(EN, "receive families")
    row = Statement(
        MEASURE, "Measure", words(RU, "Открыть школу"), 1,
        deadline=Deadline("year", "2001", "2001-01-01", "2001-12-31"),
        deadline_text=words(RU, "до конца 2001 года"), form=words(RU, "отчёт", after="|"),
        under=Place(f"{KEY}/plan", "plan", "heading"),
    )  # fmt: skip
    ru, kk, en = findings(RU), findings(KK), findings(EN)
    title = words(KK, "Отбасыларды қабылдау туралы")
    whole = document(
        DECREE, ru, kk, en,
        sections=(united((ru, SectionFound(Place(KEY, "2"), words(RU, "Задачи"), None))),),
        statements=(united((ru, first), (kk, other), (en, third)), united((ru, second))),
        figures=(united((ru, figure)),),
        indicators=(united((ru, indicator)),),
        relations=((ru, Relation(KEY, "eli:cites", "un-treaty-1951", words(RU, "Конвенция о приёме"))),),
        mentioned=((ru, CONVENTION), (ru, PLAN), (kk, Act(KEY, "decree", title=title))),
        bodies=(Body("agency/komitet-priema", words(RU, "Комитет приёма")),),
    )  # fmt: skip
    below = document(PLAN, ru, statements=(united((ru, row)),))
    return whole, below


VOCABULARY = """@prefix mp: <https://w3id.org/migration-policy/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://w3id.org/migration-policy/> .
<kind/decree> mp:class mp:LegalAct ; skos:prefLabel "указ"@ru, "decree"@en .
<kind/plan> mp:class mp:ActionPlan ; skos:prefLabel "plan"@en .
<kind/treaty> mp:class mp:Treaty ; skos:prefLabel "treaty"@en .
<agency/president> skos:prefLabel "President"@en .
<agency/komitet-priema> a mp:Agency .
<quantity/arrivals> skos:prefLabel "прибытие"@ru, "arrivals"@en .
<place/almaty> skos:prefLabel "Алматы"@ru, "Almaty"@en .
<unit/family> skos:prefLabel "семья"@ru, "family"@en .
"""


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "vocab").mkdir()
    (folder / "vocab" / "all.ttl").write_text(VOCABULARY, "utf-8")
    return emit.vocabulary(folder)


@pytest.fixture(scope="module")
def quads(vocabulary, words):
    return emit.emit(build(), vocabulary, words)


def source(text):
    return f"source/{text.source.sha256[:16]}"


THINGS = {
    f"doc/{KEY}": {
        "rdf:type mp:LegalAct",
        f'dct:identifier "{KEY}"',
        "eli:type_document <kind/decree>",
        "eli:passed_by <agency/president>",
        'eli:number "5"',
        'eli:date_document "2001-03-02"^^xsd:date',
        'dct:title "Указ о приёме семей"@ru',
        'rdfs:label "Указ о приёме семей"@ru',
        'dct:title "Отбасыларды қабылдау туралы"@kk',
        'rdfs:label "Отбасыларды қабылдау туралы"@kk',
        f"eli:is_realized_by <doc/{KEY}/lang/ru>",
        f"eli:is_realized_by <doc/{KEY}/lang/kk>",
        f"eli:is_realized_by <doc/{KEY}/lang/en>",
        "eli:cites <doc/un-treaty-1951>",
        f"mp:approves <doc/{KEY}/plan>",
        f"mp:hasTask <doc/{KEY}/s/2/item-1>",
        f"mp:hasTask <doc/{KEY}/s/2/item-2>",
        f"mp:hasObservation <doc/{KEY}/s/2/figure-1>",
        f"mp:hasIndicator <doc/{KEY}/s/3/row-1>",
    },
    "doc/un-treaty-1951": {
        "rdf:type mp:Treaty",
        'dct:identifier "un-treaty-1951"',
        "eli:type_document <kind/treaty>",
        "eli:passed_by <agency/un>",
        'eli:date_document "1951"^^xsd:gYear',
        'mp:period "1951/1953"',
        'dct:title "Конвенция о приёме"@ru',
        'rdfs:label "Конвенция о приёме"@ru',
    },
    f"doc/{KEY}/lang/kk": {
        "rdf:type mp:Expression",
        f"eli:realizes <doc/{KEY}>",
        "dct:language <http://publications.europa.eu/resource/authority/language/KAZ>",
    },
    source(EN): {
        "rdf:type mp:SourceFile",
        f"eli:embodies <doc/{KEY}/lang/en>",
        'rdfs:label "en.md"',
        'mp:sourceFile "en.md"',
        f'mp:sha256 "{EN.source.sha256}"',
        'mp:encoding "utf-8"',
        'mp:textQuality "clean"',
        'mp:damaged "0"^^xsd:decimal',
        "eli:legal_value eli:LegalValue-unofficial",
    },
    f"doc/{KEY}/s/2": {
        "rdf:type mp:Section",
        'dct:identifier "2"',
        f"dct:isPartOf <doc/{KEY}>",
        'dct:title "Задачи"@ru',
        'rdfs:label "Задачи"@ru',
    },
    f"doc/{KEY}/s/3": {"rdf:type mp:Section", 'dct:identifier "3"', f"dct:isPartOf <doc/{KEY}>"},
    f"doc/{KEY}/s/2/item-1": {
        "rdf:type mp:Task",
        f"mp:inSection <doc/{KEY}/s/2>",
        'mp:text "приём семей переселенцев вместе с городом"@ru',
        'mp:text "отбасыларды қабылдау"@kk',
        'mp:text "receive families"@en',
        'rdfs:label "приём семей переселенцев вместе с городом"@ru',
        'rdfs:label "отбасыларды қабылдау"@kk',
        'rdfs:label "receive families"@en',
        'mp:ordinal "1"^^xsd:integer',
        "mp:targets <category/repatriate>",
        "mp:mentions <place/almaty>",
        "mp:group <group/foreign-policy>",
    },
    f"doc/{KEY}/s/2/item-2": {
        "rdf:type mp:Task",
        f"mp:inSection <doc/{KEY}/s/2>",
        'mp:text "учёт семей ведёт Комитет приёма"@ru',
        'rdfs:label "учёт семей ведёт Комитет приёма"@ru',
        'mp:ordinal "1"^^xsd:integer',
        'mp:confidence "0.75"^^xsd:decimal',
        f"mp:under <doc/{KEY}/s/2/item-1>",
        "mp:phase <phase/transition>",
        "mp:responsible <agency/komitet-priema>",
    },
    f"doc/{KEY}/plan/s/plan/row-1": {
        "rdf:type mp:Measure",
        f"mp:inSection <doc/{KEY}/plan/s/plan>",
        f"mp:under <doc/{KEY}/plan/s/plan>",
        'mp:text "Открыть школу"@ru',
        'rdfs:label "Открыть школу"@ru',
        'mp:ordinal "1"^^xsd:integer',
        "mp:deadline <time/2001>",
        'mp:deadlineText "до конца 2001 года"@ru',
        'mp:completionForm "отчёт"@ru',
    },
    "time/2001": {
        "rdf:type time:ProperInterval",
        'rdfs:label "2001"',
        "time:hasBeginning <time/2001-01-01>",
        "time:hasEnd <time/2001-12-31>",
    },
    f"doc/{KEY}/s/2/figure-1": {
        "rdf:type mp:Observation",
        f"mp:inSection <doc/{KEY}/s/2>",
        'mp:value "1500"^^xsd:decimal',
        'mp:precision "100"^^xsd:decimal',
        'mp:period "1999"',
        "mp:quantity <quantity/arrivals>",
        "mp:unit <unit/family>",
        "mp:place <place/almaty>",
        "mp:targets <category/repatriate>",
        'mp:breakdown "семьи"@ru',
        'rdfs:label "прибытие, Алматы, 1999: 1500 семья"@ru',
        'rdfs:label "arrivals, Almaty, 1999: 1500 family"@kk',
        'rdfs:label "arrivals, Almaty, 1999: 1500 family"@en',
    },
    f"doc/{KEY}/s/3/row-1": {
        "rdf:type mp:Indicator",
        f"mp:inSection <doc/{KEY}/s/3>",
        'rdfs:label "Доля принятых семей"@ru',
        'mp:definition "сколько семей принято"@ru',
        'mp:use "для отчёта"@ru',
        f"mp:indicates <doc/{KEY}/s/{TASK.section}/{TASK.key}>",
        "mp:targets <category/repatriate>",
    },
    "agency/komitet-priema": {
        'mp:provisional "true"^^xsd:boolean',
        'skos:prefLabel "Комитет приёма"@ru',
        'rdfs:label "Комитет приёма"@ru',
    },
}


@pytest.mark.parametrize("subject", THINGS)
def test_what_the_graph_says_of(subject, quads):
    assert said(quads, subject) == THINGS[subject]


def notes(quads, body=None):
    """The annotations as (path without the source, quote, body), those of one body where it is given."""
    lines = {}
    for quad in quads:
        if quad.predicate.value in (iris.name("oa:hasBody"), iris.name("quote")):
            lines.setdefault(quad.subject.value.removeprefix(iris.BASE), {})[quad.predicate.value] = quad.object.value
    found = {
        (path, *(said[iris.name(p)].removeprefix(iris.BASE) for p in ("quote", "oa:hasBody")))
        for path, said in lines.items()
    }
    return {(path, quote) for path, quote, of in found if body in (None, of)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"doc/{KEY}/s/2/item-1",
            {
                (f"doc/{KEY}/s/3/row-1/indicates/doc-{KEY}-s-2-item-1/{{ru}}-1", "для отчёта"),
                (f"doc/{KEY}/s/2/item-1/evidence/{{ru}}", "приём семей переселенцев вместе с городом"),
                (f"doc/{KEY}/s/2/item-1/evidence/{{kk}}", "отбасыларды қабылдау"),
                (f"doc/{KEY}/s/2/item-1/evidence/{{en}}", "receive families"),
            },
        ),
        (
            "agency/komitet-priema",
            {
                (f"doc/{KEY}/s/2/item-2/responsible/agency-komitet-priema/{{ru}}-1", "ведёт"),
                (f"doc/{KEY}/s/2/item-2/responsible/agency-komitet-priema/{{ru}}-2", "Комитет приёма"),
            },
        ),
        (
            "doc/un-treaty-1951",
            {
                ("doc/un-treaty-1951/evidence/{ru}/{first}", "Конвенция о приёме"),
                ("doc/un-treaty-1951/evidence/{ru}/{second}", "Конвенция о приёме"),
                (f"doc/{KEY}/cites/doc-un-treaty-1951/{{ru}}-1", "Конвенция о приёме"),
            },
        ),
        (
            f"doc/{KEY}/plan",
            {
                (f"doc/{KEY}/plan/evidence/{{ru}}/{{plan}}", "План приёма"),
                (f"doc/{KEY}/approves/doc-{KEY}-plan/{{ru}}-1", "План приёма"),
            },
        ),
        (
            f"doc/{KEY}/plan/s/plan/row-1",
            {
                (f"doc/{KEY}/plan/s/plan/row-1/evidence/{{ru}}", "Открыть школу"),
                (f"doc/{KEY}/plan/s/plan/row-1/completionForm/{{ru}}-1", "отчёт"),
                (f"doc/{KEY}/plan/s/plan/row-1/deadlineText/{{ru}}-1", "до конца 2001 года"),
            },
        ),
        ("time/2001", {(f"doc/{KEY}/plan/s/plan/row-1/deadline/time-2001/{{ru}}-1", "до конца 2001 года")}),
        (f"doc/{KEY}/s/2", {(f"doc/{KEY}/s/2/evidence/{{ru}}", "Задачи")}),
        (
            f"doc/{KEY}/s/2/figure-1",
            {(f"doc/{KEY}/s/2/figure-1/evidence/{{ru}}", "В 1999 году прибыло 1,5 тысячи семей")},
        ),
        (
            f"doc/{KEY}/s/3/row-1",
            {
                (f"doc/{KEY}/s/3/row-1/evidence/{{ru}}", "Доля принятых семей"),
                (f"doc/{KEY}/s/3/row-1/definition/{{ru}}-1", "сколько семей принято"),
                (f"doc/{KEY}/s/3/row-1/use/{{ru}}-1", "для отчёта"),
            },
        ),
    ],
)
def test_the_words_that_show(body, expected, quads):
    keys = {text.language: text.source.sha256[:16] for text in (RU, KK, EN)}
    first, second = CONVENTION.evidence
    places = {"first": first, "second": second, "plan": PLAN.title}
    keys |= {name: f"{e.span.start}-{e.span.stop}" for name, e in places.items()}
    assert notes(quads, body) == {(path.format(**keys), quote) for path, quote in expected}


def test_a_figure_shows_its_number_as_printed(quads):
    assert 'mp:raw "1,5 тысячи семей"' in said(quads, f"doc/{KEY}/s/2/figure-1/evidence/{RU.source.sha256[:16]}")


def test_each_document_has_a_graph_of_its_own(quads):
    assert {q.graph_name.value for q in quads} == {iris.graph(f"doc/{KEY}"), iris.graph(f"doc/{KEY}/plan")}


def test_no_triple_stands_in_two_graphs(quads, vocabulary):
    both = [*quads, *vocabulary]
    assert len({q.triple for q in both}) == len(both)


def test_an_act_that_was_read_speaks_for_itself(quads):
    plan = [q for q in quads if q.subject.value == iris.document(f"{KEY}/plan")]
    assert {q.graph_name.value for q in plan} == {iris.graph(f"doc/{KEY}/plan")}


def test_every_quotation_is_the_slice_of_its_source(quads):
    """The way of any reader: from a target to the source and the two selectors."""
    texts = {iris.source(text.source.sha256): text.source.text for text in (RU, KK, EN)}
    found = {(q.subject.value, q.predicate.value): q.object.value for q in quads}
    targets = {s: o for (s, p), o in found.items() if p == iris.name("oa:hasSource")}
    assert len(targets) > 20
    for target, of in targets.items():
        start, end = (int(found[f"{target}/position", iris.name(p)]) for p in ("oa:start", "oa:end"))
        assert texts[of][start:end] == found[f"{target}/quote", iris.name("oa:exact")]


def test_there_are_no_blank_nodes(quads):
    assert not [q for q in quads if isinstance(q.subject, store.BlankNode) or isinstance(q.object, store.BlankNode)]


def test_the_order_of_the_documents_makes_no_difference(vocabulary, words):
    written = {store.n_quads(store.canonical(emit.emit(order, vocabulary, words))) for order in permutations(build())}
    assert len(written) == 1


@pytest.mark.parametrize(("loader", "path"), [(emit.ontology, "policy.ttl"), (emit.vocabulary, "vocab/kinds.ttl")])
def test_a_broken_file_of_the_ontology_is_named(loader, path, tmp_path: Path):
    file = tmp_path / path
    file.parent.mkdir(exist_ok=True)
    file.write_text("@prefix a: <http://a/> .\na:b a:c .\n", "utf-8")
    with pytest.raises(BadInput, match=rf"{path}: line 2, column \d+ is not valid Turtle"):
        loader(tmp_path)

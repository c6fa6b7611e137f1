"""Which documents a file is: a small file, and the keys of its parts in order."""

import pytest

from kg.extract.acts import Citations
from kg.extract.identity import identity

DIGEST = """---
digest_of:
  issuer: almaty-maslikhat
  kind: decision
  date: 2010-02-01
  approves: programme
  title: On libraries
language: en
---

"""


@pytest.mark.parametrize(
    ("name", "text", "keys"),
    [
        pytest.param(
            "act.ru.txt",
            "О мостах\n\nУказ Президента Республики Казахстан от 3 мая 2010 года № 7\n\n"
            "В соответствии с Законом от 2 марта 2001 года № 5 ПОСТАНОВЛЯЮ:\n\n1. Строить мосты.\n",
            ["president-decree-7-2010-05-03"],
            id="an act by the line that names it",
        ),
        pytest.param(
            "act.kk.txt",
            "Көпірлер туралы\n\nҚазақстан Республикасы Президентінің 2010 жылғы 3 мамырдағы № 7 Жарлығы\n\n"
            "ҚАУЛЫ ЕТЕМІН:\n\n1. Көпір салынсын.\n",
            ["president-decree-7-2010-05-03"],
            id="the same act in Kazakh",
        ),
        pytest.param(
            "act.en.txt",
            "ON BRIDGES\n\nDecree of the President of 3 May 2010 No. 7\n\nI hereby DECREE:\n\n1. Build bridges.\n",
            ["president-decree-7-2010-05-03"],
            id="the same act in English",
        ),
        pytest.param(
            "approved.ru.txt",
            "Постановление Правительства от 3 мая 2010 года № 8\n\nПравительство ПОСТАНОВЛЯЕТ:\n\n"
            "1. Утвердить Концепцию.\n\nУтверждена\nпостановлением Правительства\nот 3 мая 2010 года № 8\n\n"
            "КОНЦЕПЦИЯ\nМОСТОВ\n\n1. Введение\n\nМосты нужны.\n",
            [
                "government-resolution-8-2010-05-03",
                "government-resolution-8-2010-05-03",
                "government-resolution-8-2010-05-03/concept",
            ],
            id="an act and what it approves",
        ),
        pytest.param(
            "only.en.txt",
            "Approved by Decree of the President of 3 May 2010 No. 7\n\nSTRATEGY FOR BRIDGES\n\n1. Why\n\nRivers are wide.\n",
            ["president-decree-7-2010-05-03", "president-decree-7-2010-05-03/strategy"],
            id="what was approved, by its note of approval",
        ),
        pytest.param(
            "repealed.ru.txt",
            "О мостах\n\nСноска. Утратил силу Законом от 5 мая 2021 года № 33.\n\n"
            "Закон Республики Казахстан от 3 мая 2010 года № 9\n\nСтатья 1. Мосты\n\nМосты строят.\n",
            ["law-9-2010-05-03"],
            id="an act that names the one that repealed it",
        ),
        pytest.param(
            "joined.ru.txt",
            "О строительстве мостов Указ Президента от 3 мая 2010 года № 7\n\n1. Строить мосты.\n",
            ["president-decree-7-2010-05-03"],
            id="an act whose title runs into its name",
        ),
        pytest.param(
            "cites.ru.txt",
            "О мостах\n\nВ мостах нуждаются все. Закон от 2 марта 2001 года № 5 забыт.\n\n"
            "Действует Указ Президента от 3 мая 2010 года № 7.\n",
            ["policy-o-mostakh"],
            id="a text that only cites",
        ),
        pytest.param(
            "cites.en.txt",
            "On bridges\n\nLaw No. 5 of 2 March 2001 speaks of bridges.\n",
            ["policy-on-bridges"],
            id="a sentence that begins with a citation",
        ),
        pytest.param(
            "lines.en.txt",
            "LAW OF THE REPUBLIC\n\nON BRIDGES AND FORDS\n\nNo. AB-12 of 3 May 2010\n\nArticle 1. Bridges\n\n"
            "This Law repeals Resolution No. 4 of 2 March 2001.\n",
            ["law-ab-12-2010-05-03"],
            id="a header of several lines",
        ),
        pytest.param(
            "before.ru.txt",
            "г. Бишкек, от 3 мая 2010 года № 8\n\nПОСТАНОВЛЕНИЕ ПРАВИТЕЛЬСТВА\n\nО мостах\n\n"
            "Правительство ПОСТАНОВЛЯЕТ:\n\n1. Строить мосты.\n",
            ["government-resolution-8-2010-05-03"],
            id="number and date before the kind",
        ),
        pytest.param(
            "issuer.ru.txt",
            "ПРАВИТЕЛЬСТВО РЕСПУБЛИКИ КАЗАХСТАН\n\nПОСТАНОВЛЕНИЕ\n\nот 3 мая 2010 года № 8\n\n"
            "О мостах\n\n1. Строить мосты.\n",
            ["government-resolution-8-2010-05-03"],
            id="the issuer in a line of its own",
        ),
        pytest.param(
            "lines.kk.txt",
            "Қазақстан Республикасы Үкіметінің\n\n2010 жылғы 3 мамырдағы\n\n№ 8 қаулысымен\n\nбекітілген\n\n"
            "КӨПІРЛЕР БАҒДАРЛАМАСЫ\n\n1. Кіріспе\n\nКөпір керек.\n",
            ["government-resolution-8-2010-05-03", "government-resolution-8-2010-05-03/programme"],
            id="a note of approval in several lines in Kazakh",
        ),
        pytest.param(
            "lines.ru.txt",
            "Сноска. Утратило силу решением маслихата города Алматы от 5 мая 2021 года № 33.\n\n"
            "Маслихат города Алматы РЕШИЛ:\n\n1. Утвердить Программу.\n\n"
            "Утверждена\n\nрешением маслихата\n\nгорода Алматы\n\nот 3 мая 2010 года № 8\n\n"
            "ПРОГРАММА\n\n1. Введение\n\nМосты нужны.\n",
            [
                "almaty-maslikhat-decision-8-2010-05-03",
                "almaty-maslikhat-decision-8-2010-05-03",
                "almaty-maslikhat-decision-8-2010-05-03/programme",
            ],
            id="a note of approval in several lines in Russian",
        ),
        pytest.param(
            "state.en.md",
            "# National Plan of Bridges\n\nThe Republic. Approved by Order No. 8 of 3 May 2010\n\n## 1. Why\n\nRivers.\n",
            ["order-8-2010-05-03/plan"],
            id="a note of approval behind the name of the state",
        ),
        pytest.param(
            "long.kk.txt",
            "Үкіметтің 2010 жылғы 3 мамырдағы № 8 қаулысы\n\nҮкімет ҚАУЛЫ ЕТЕДІ:\n\n1. Тұжырымдама бекітілсін.\n\n"
            "Үкіметтің 2010 жылғы 3 мамырдағы № 8 қаулысымен бекітілген\n\nӨзендер мен көлдердің үстіне салынатын "
            "көпірлерді күтіп ұстаудың және олардың жолдарын жақсартудың 2010-2015 жылдарға арналған тұжырымдамасы\n\n"
            "1-тарау. Жалпы ережелер\n\nКөпір керек.\n",
            [
                "government-resolution-8-2010-05-03",
                "government-resolution-8-2010-05-03",
                "government-resolution-8-2010-05-03/concept",
            ],
            id="a long title below a note of approval",
        ),
        pytest.param(
            "passport.ru.txt",
            "Постановление Правительства от 3 мая 2010 года № 8\n\nПравительство ПОСТАНОВЛЯЕТ:\n\n"
            "1. Утвердить прилагаемую Программу мостов.\n\nПриложение к постановлению Правительства от 3 мая 2010 года "
            "№ 8\n\nПаспорт Программы\n\nМосты строят.\n",
            [
                "government-resolution-8-2010-05-03",
                "government-resolution-8-2010-05-03",
                "government-resolution-8-2010-05-03/programme",
            ],
            id="an annex that begins with the passport of a programme",
        ),
        pytest.param(
            "sections.en.md",
            "# Decree No. 7 of 3 May 2010\n\nThe President DECREES:\n\nThe President hereby decides\n\n"
            "1. To approve the Concept of bridges.\n\n## 1. Why\n\nRivers are wide.\n\n## 2. How\n\nWith stones.\n",
            ["decree-7-2010-05-03", "decree-7-2010-05-03/concept"],
            id="a concept that begins with its first section",
        ),
        pytest.param(
            "portal.en.txt",
            "On Bridges\n\nUnofficial translation\n\nThe Law of the Republic of Kazakhstan dated 3 May 2010 No. 8-IV LRK.\n\n"
            "This Law regulates the crossing of rivers.\n\nArticle 1. Bridges\n\nA bridge is a way over a river.\n",
            ["law-8-iv-2010-05-03"],
            id="a translated law, as the portal heads it",
        ),
        pytest.param(
            "ministry.en.md",
            "# Strategy of Bridges 2030\n\n**Ministry of Roads**\n\n*Approved by Order No. 8 of 3 May 2010*\n\n"
            "## Foreword\n\nRivers are wide.\n",
            ["order-8-2010-05-03/strategy"],
            id="a note of approval below the title is no annex",
        ),
        pytest.param(
            "article.ru.txt",
            "УДК 624\n\nА. Б. Мостов, инженер и историк дорог\n\nМОСТЫ ГОРОДА СЕГОДНЯ И ЗАВТРА\n\n"
            "Аннотация. Рассказано о мостах.\n\n1. Введение\n\nМосты строят.\n\nЛитература\n\n"
            "1. Закон Республики от 3 мая 2010 года № 8 «О мостах»\n",
            ["article-mosty-goroda-segodnya-i-zavtra"],
            id="an article is not the act of its bibliography",
        ),
        pytest.param(
            "article.kk.txt",
            "Басты бет > Көпірлер > Бүгін\n\nКөпірлер кімге және не үшін керек?\n\n"
            "Аңдатпа. Көпірлер туралы.\n\nӨзендер кең.\n\n"
            "Қазақстан Республикасы Үкіметінің 2010 жылғы 3 мамырдағы № 8 қаулысы\n",
            ["article-kopirler-kimge-zhane-ne-ushin-kerek"],
            id="an article in Kazakh, by its title",
        ),
        pytest.param(
            "articles.en.txt",
            "REPUBLIC OF FORDS\n\nNATIONAL POLICY ON BRIDGES\n\n1. Why\n\nIn this paper Article 5 is the article meant.\n",
            ["policy-national-policy-on-bridges"],
            id="a policy that speaks of an article",
        ),
        pytest.param(
            "digest.en.md",
            DIGEST + "# Libraries\n\n## Decision {#act}\n\n1. Open them. {#act/1}\n\n## Why {#1}\n\nBooks. {#1/p1}\n",
            [
                "almaty-maslikhat-decision-2010-02-01",
                "almaty-maslikhat-decision-2010-02-01",
                "almaty-maslikhat-decision-2010-02-01/programme",
            ],
            id="a digest, by its front matter",
        ),
        pytest.param(
            "plan.en.md",
            DIGEST + "# Action plan {#plan}\n\nWho does what. {#plan/p1}\n",
            ["almaty-maslikhat-decision-2010-02-01/plan"],
            id="a digest of a plan only",
        ),
    ],
)
def test_the_documents_of_a_file(tmp_path, outlined, words, signs, name, text, keys):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    outline = outlined(path)
    found = identity(outline, Citations(words, signs))
    assert list(found.keys) == keys
    assert {a.key for a in found.acts} >= set(keys)
    assert all(a.evidence for a in found.acts)


def test_the_title_of_an_article_stands_in_the_front_matter_of_its_digest(tmp_path, outlined, words, signs):
    path = tmp_path / "digest.md"
    path.write_text(
        "---\ndigest_of:\n  kind: article\n  title: Сельские школы и их учителя\nlanguage: en\n---\n\n# Village schools\n",
        encoding="utf-8",
    )
    (act,) = identity(outlined(path), Citations(words, signs)).acts
    assert (act.title.span.text, act.title.language) == ("Сельские школы и их учителя", "ru")
    assert path.read_text("utf-8")[act.title.span.start : act.title.span.stop] == act.title.span.text

"""`kg search`."""

from __future__ import annotations

from argparse import Namespace

from kg.cite import cited
from kg.cli import graph, screen, sheets
from kg.errors import BadInput
from kg.markdown import escaped
from kg.messages import say
from kg.naming import short
from kg.records import Language
from kg.search.found import Found, Result, excerpt, found


def search(given: Namespace) -> int:
    """Print what has the words, best first; status 1 where there is nothing."""
    language: Language = given.lang
    words = " ".join(given.words)
    store = graph.load(given)
    result = found(store, words, language, document=given.document, cls=getattr(given, "class"), limit=given.limit)
    match given.format:
        case "json":
            screen.write(sheets.as_json(_plain(result, words)))
        case "csv":
            screen.write(sheets.as_csv([say(key, language) for key in _HEAD], map(_flat, result.best)))
        case _ if not result.count:
            raise BadInput(_nothing(result, words, language))
        case "md":
            screen.write(_markdown(result, words, language))
        case _:
            title = say("search-title", language, words=words)
            screen.table(title, [say(key, language) for key in _COLUMNS], [_row(one, language) for one in result.best])
            screen.line(_count(result, language), style="dim")
    return 0


_COLUMNS = ("search-found", "search-class", "source")
_HEAD = ("iri", "search-class", "search-text", "search-language", "search-marks", "title", "number", "date", "section")


def _row(one: Found, language: Language) -> list[screen.Lines]:
    text, marks = excerpt(one.hit)
    about = [say("search-about", language, things=", ".join(one.about))] if one.about else []
    source = filter(None, (cited(one.citation, language), short(one.hit.iri)))
    return [[screen.Marked(text, marks), *about], [one.cls], list(source)]


def _flat(one: Found) -> list[str]:
    hit, place = one.hit, one.citation
    marks = " ".join(f"{start}-{stop}" for start, stop in hit.marks)
    return [hit.iri, one.cls, hit.text, hit.language, marks, place.title, place.number, place.date, place.section]


def _plain(result: Result, words: str) -> dict[str, object]:
    keys = ("document", "title", "number", "date", "section")
    hits = [
        {
            "iri": one.hit.iri,
            "class": one.cls,
            "text": one.hit.text,
            "language": one.hit.language,
            "marks": one.hit.marks,
            "score": one.hit.score,
            "concepts": one.hit.concepts,
            "citation": {key: getattr(one.citation, key) for key in keys},
        }
        for one in result.best
    ]
    return {"words": words, "count": result.count, "hits": hits, "alike": result.alike}


def _markdown(result: Result, words: str, language: Language) -> str:
    lines = [f"# {escaped(say('search-title', language, words=words))}", ""]
    for number, one in enumerate(result.best, start=1):
        text, marks = excerpt(one.hit)
        shown, last = "", 0
        for start, stop in marks:
            shown += f"{escaped(text[last:start], keep=True)}**{escaped(text[start:stop])}**"
            last = stop
        shown += escaped(text[last:], keep=True)
        source = filter(None, (one.cls, cited(one.citation, language), ", ".join(one.about)))
        lines += [f"{number}. {shown}  ", f"   {escaped(' · '.join(source))} · `{short(one.hit.iri)}`"]
    return "\n".join([*lines, "", _count(result, language)]) + "\n"


def _count(result: Result, language: Language) -> str:
    return say("search-count", language, count=result.count, shown=len(result.best))


def _nothing(result: Result, words: str, language: Language) -> str:
    if result.alike:
        known = ", ".join(result.alike)
        return say("search-alike", language, words=words, known=known)
    return say("search-nothing", language, words=words)

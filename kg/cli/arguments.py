"""The words of a call: which verbs there are, what each takes, and how the help says so in three languages."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import kg
from kg.errors import BadInput
from kg.messages import say
from kg.records import DEFAULT_LANGUAGE, LANGUAGES, Language

VERBS = {
    "build": "building",
    "test": "building",
    "query": "asking",
    "search": "searching",
    "sparql": "asking",
    "explain": "explaining",
    "compare": "comparing",
    "report": "briefing",
    "check": "checking",
    "export": "giving",
    "draw": "giving",
    "serve": "giving",
    "load": "giving",
    "text": "reading",
    "debug": "reading",
}
"""Each verb and the module of this package that has the function of its name."""
FORMATS = ("table", "csv", "json", "md")
PAGES = ("table", "md", "html", "json")
REPORTS = ("html", "md")
ANSWERS = (*FORMATS, "html")
ORDERS = ("class", "category", "group")
ENGINES = ("pyrudof", "pyshacl")
ASKING = ("query", "search", "sparql", "explain", "compare")
"""The verbs whose graph may be on a server."""
_BUILT = Path("dist")


def parse(words: Sequence[str]) -> argparse.Namespace | int:
    """The call as a namespace with `verb`, `lang` and the options of the verb; an exit status where only help was asked.

    Without a verb the call is for `build`. BadInput (a wrong call) for what is not understood.
    """
    language, words = _language(words)
    verb = next((word for word in words if word in VERBS), None)
    if not words or (verb is None and words[0].startswith("-") and not {"-h", "--help", "--version"} & set(words)):
        words.insert(0, "build")
    elif verb is None and not words[0].startswith("-"):
        raise BadInput(say("unknown-verb", language, verb=words[0], known=", ".join(VERBS)), wrong_call=True)
    try:
        given, unknown = _parser(language).parse_known_args(words)
    except SystemExit as end:
        return int(end.code or 0)
    if unknown and given.verb != "test":
        raise BadInput(say("unknown-option", language, option=unknown[0], verb=given.verb), wrong_call=True)
    given.pytest = unknown
    return given


def _language(words: Sequence[str]) -> tuple[Language, list[str]]:
    """The language that the call asks for, wherever it does so, and the other words. BadInput for an unknown one."""
    language, rest = str(DEFAULT_LANGUAGE), list[str]()
    left = iter(words)
    for word in left:
        if word == "--lang" or word.startswith("--lang="):
            language = word.partition("=")[2] or next(left, "")
        else:
            rest.append(word)
    if language not in LANGUAGES:
        raise BadInput(say("bad-choice", DEFAULT_LANGUAGE, text=language, known=", ".join(LANGUAGES)), wrong_call=True)
    return language, rest


def _parser(language: Language) -> argparse.ArgumentParser:
    """The parser of the whole command line, which speaks `language`."""
    parser = _Parser(language, prog="kg", description=say("about", language), epilog=say("examples-kg", language))
    parser.options.add_argument(
        "--version", action="version", version=kg.__version__, help=say("help-version", language)
    )
    verbs = parser.add_subparsers(title=say("verbs", language), dest="verb", metavar="VERB", required=True)
    made = {
        verb: verbs.add_parser(
            verb,
            language=language,
            help=say(f"verb-{verb}", language),
            description=say(f"verb-{verb}", language),
            epilog=say(f"examples-{verb}", language),
        )
        for verb in VERBS
    }
    for verb, sub in made.items():
        sub.option("--lang", metavar="LANGUAGE", default=language)
        if VERBS[verb] not in ("building", "reading"):
            sub.option("--dist", metavar="DIR", type=Path, default=_BUILT)
        if verb in ASKING:
            sub.option("--endpoint", metavar="URL", default="", text="help-endpoint-asked")
            sub.option("--user", metavar="NAME", default="")
        if verb in ("search", "sparql"):
            sub.option("--format", metavar="FORMAT", type=sub.one_of(FORMATS), default="table")
    build = made["build"]
    build.option("--corpus", metavar="DIR", type=Path, action="append", default=[])
    build.option("--only", metavar="KEY=VALUE", type=build.pair, action="append", default=[])
    build.option("--out", metavar="DIR", type=Path, default=_BUILT)
    build.option("--jobs", metavar="N", type=build.count, default=os.cpu_count() or 1)
    build.option("--keep-going", action="store_true")
    _asking(made)
    made["check"].option("--engine", metavar="ENGINE", type=made["check"].one_of(ENGINES), default=ENGINES[0])
    made["check"].option("--owl", action="store_true")
    made["export"].takes("form", metavar="FORMAT", text="help-export-form")
    made["export"].option("--select", metavar="KIND=VALUE", type=made["export"].pair, action="append", default=[])
    made["draw"].takes("view", metavar="VIEW", text="help-draw-view")
    made["report"].option(
        "--format", text="help-format-report", metavar="FORMAT", type=made["report"].one_of(REPORTS), default="html"
    )
    for verb, text in (("query", "file"), ("report", "file"), ("export", "export"), ("draw", "draw")):
        made[verb].option("--out", text=f"help-out-{text}", metavar="FILE", type=Path)
    made["serve"].option("--host", metavar="ADDRESS", default="127.0.0.1")
    made["serve"].option("--port", metavar="PORT", type=made["serve"].count, default=8000)
    made["serve"].option("--timeout", metavar="SECONDS", type=made["serve"].count, default=10)
    made["serve"].option("--limit", metavar="NAME=VALUE", type=made["serve"].pair, action="append", default=[])
    made["serve"].option("--public", metavar="URL", default="")
    made["serve"].option("--proxies", metavar="ADDRESSES", default="127.0.0.1")
    made["load"].option("--endpoint", metavar="URL", required=True)
    for flag in ("--update", "--store", "--user"):
        made["load"].option(flag, metavar="URL" if flag != "--user" else "NAME", default="")
    for verb in ("text", "debug"):
        made[verb].takes("file", metavar="FILE", type=Path)
    made["debug"].option("--repair", action="store_true")
    return parser


def _asking(made: Mapping[str, _Parser]) -> None:
    """What the verbs take that ask the graph."""
    made["query"].takes("name", metavar="NAME", nargs="?")
    made["query"].option("--all", action="store_true", text="help-all-questions")
    made["query"].option("--format", text="help-format-answers", metavar="FORMAT", type=made["query"].one_of(ANSWERS))
    made["query"].option("--set", metavar="P=V", type=made["query"].pair, action="append", default=[])
    made["search"].takes("words", metavar="WORDS", nargs="+")
    made["search"].option("--document", metavar="DOCUMENT")
    made["search"].option("--class", metavar="CLASS")
    made["search"].option("--limit", metavar="N", type=made["search"].count, default=20)
    made["sparql"].takes("file", metavar="FILE", text="help-file-sparql")
    made["explain"].takes("iri", metavar="IRI")
    compare = made["compare"]
    compare.takes("a", metavar="A", text="help-compare-a")
    compare.takes("b", metavar="B", text="help-compare-b")
    compare.option("--by", metavar="KIND", type=compare.one_of(ORDERS), default=ORDERS[0])
    compare.option("--format", text="help-format-page", metavar="FORMAT", type=compare.one_of(PAGES), default=PAGES[0])


class _Parser(argparse.ArgumentParser):
    """A parser whose headings are in one language and whose errors are BadInput."""

    def __init__(self, language: Language, **settings: object) -> None:
        settings = {**settings, "formatter_class": _formatter(language), "allow_abbrev": False, "add_help": False}
        super().__init__(**settings)  # type: ignore[arg-type]
        self.language: Language = language
        self.options = self.add_argument_group(say("options", language))
        self.options.add_argument("-h", "--help", action="help", help=say("help-help", language))

    def option(self, flag: str, *, text: str = "", **settings: object) -> None:
        """Add an option, described by the message `text`, or else `help-…`."""
        self.options.add_argument(flag, help=say(text or f"help-{flag.strip('-')}", self.language), **settings)  # type: ignore[arg-type]

    def takes(self, name: str, *, text: str = "", **settings: object) -> None:
        """Add what has to be given, described by the message `text`."""
        group = self.add_argument_group(say("arguments", self.language))
        group.add_argument(name, help=say(text or f"help-{name}", self.language), **settings)  # type: ignore[arg-type]

    def pair(self, text: str) -> tuple[str, str]:
        """`name=value` as a pair."""
        name, equals, value = text.partition("=")
        if not (name.strip() and equals):
            self._refuse("bad-pair", text=text)
        return name.strip(), value.strip()

    def count(self, text: str) -> int:
        """A whole number from 1."""
        if not text.isdecimal() or int(text) < 1:
            self._refuse("bad-count", text=text)
        return int(text)

    def one_of(self, known: Iterable[str]) -> Callable[[str], str]:
        """One of a few words."""

        def chosen(text: str) -> str:
            if text not in known:
                self._refuse("bad-choice", text=text, known=", ".join(known))
            return text

        return chosen

    def error(self, message: str) -> NoReturn:
        """What argparse does not understand."""
        self._refuse("bad-call", message=message, verb=self.prog.rpartition(" ")[2] if " " in self.prog else "")

    def _refuse(self, key: str, **values: object) -> NoReturn:
        raise BadInput(say(key, self.language, **values), wrong_call=True)


def _formatter(language: Language) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.RawDescriptionHelpFormatter):
        def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            super().add_usage(usage, actions, groups, say("usage", language) if prefix is None else prefix)

    return Formatter

"""What the ontology is for: the questions that the graph answers, with the terms that each query needs."""

from __future__ import annotations

import re

from kg import iris
from kg.messages import say
from kg.questions import Question, questions
from kg.records import Language

_SILENT = re.compile(r'#.*|"[^"\n]*"|<[^>\s]*>')
"""Comments, strings and IRIs: what looks like a name in them is none."""
_NAME = re.compile(rf"(?<![\w?:])(?:{'|'.join(iris.PREFIXES)}):[A-Za-z]\w*")
_PLAIN = ("xsd:", "rdf:", "rdfs:", "owl:")
"""Words of the languages themselves."""


def terms(question: Question) -> tuple[str, ...]:
    """The terms that the query of a question names, as `mp:Measure`: ours first, then those of other ontologies."""
    found = {name for name in _NAME.findall(_SILENT.sub(" ", question.query)) if not name.startswith(_PLAIN)}
    return tuple(sorted(found, key=lambda name: (not name.startswith("mp:"), name)))


def markdown(language: Language = "en") -> str:
    """A table of all questions for `docs/`: question, terms, query."""
    head = [say(key, language) for key in ("reference-question", "reference-terms", "reference-query")]
    lines = [f"# {say('reference-questions', language)}", "", say("reference-questions-about", language), ""]
    lines += [_row(head), _row(["---"] * len(head))]
    for one in questions():
        used = ", ".join(f"`{term}`" for term in terms(one))
        lines.append(_row([one.question[language], used, f"[{one.name}](../queries/questions/{one.path.name})"]))
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"

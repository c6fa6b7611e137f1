"""A citation as one line: title, number, date, section."""

from __future__ import annotations

from kg.messages import catalogue, say
from kg.records import Language
from kg.witness import Citation


def cited(citation: Citation, language: Language) -> str:
    """The citation without what the title says already; "" for an empty one."""
    number = say("cite-number", language, number=citation.number) if citation.number else ""
    parts = [citation.title]
    parts += [
        one for one, bare in ((number, citation.number), (citation.date, citation.date)) if bare not in citation.title
    ]
    parts.append(section(citation.section, language))
    return ", ".join(filter(None, parts))


def section(number: str, language: Language) -> str:
    """A section by its name (`act`), its name and number (`art-9`), or its number."""
    name, _, rest = number.partition("-")
    key = f"section-{name}"
    if key in catalogue():
        return say(key, language, number=rest)
    return say("cite-section", language, section=number) if number else ""

"""The types that flow through the pipeline, in the order in which they appear.

    Source → Text → Outline → Findings → Document

All are frozen. Vocabulary things are named by their IRI path below the base (`category/refugee`, `agency/unhcr`,
`unit/person`); documents by theirs below `doc/` (`president-decree-399-2007-08-28/concept`). Languages are the
BCP 47 tags `ru`, `kk`, `en`. Dates and periods are ISO 8601 strings (`2007-08-28`, `2006`, `1950/1959`).
"""

from kg.records.documents import Document, United
from kg.records.findings import (
    Act,
    Body,
    Deadline,
    Edge,
    Evidence,
    Figure,
    Findings,
    Indicator,
    Monitored,
    Place,
    Reference,
    Relation,
    SectionFound,
    Stage,
    Statement,
    Untaken,
)
from kg.records.outline import Block, BlockKind, Cell, Outline, Part, Table
from kg.records.text import DEFAULT_LANGUAGE, DITTO, LANGUAGES, Language, Reading, Source, Text

__all__ = [
    "DEFAULT_LANGUAGE",
    "DITTO",
    "LANGUAGES",
    "Act",
    "Block",
    "BlockKind",
    "Body",
    "Cell",
    "Deadline",
    "Document",
    "Edge",
    "Evidence",
    "Figure",
    "Findings",
    "Indicator",
    "Language",
    "Monitored",
    "Outline",
    "Part",
    "Place",
    "Reading",
    "Reference",
    "Relation",
    "SectionFound",
    "Source",
    "Stage",
    "Statement",
    "Table",
    "Text",
    "United",
    "Untaken",
]

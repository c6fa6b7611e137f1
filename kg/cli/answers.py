"""An answer in the forms that a person or a program wants."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.ask import Answer, Proved, Row
from kg.cite import cited
from kg.messages import say
from kg.naming import short
from kg.records import Language

Grid = list[list[list[str]]]
"""Rows of cells of lines."""
_PROOF = ("iri", "quote", "title", "number", "date", "section", "file", "offsets")


def readable(answer: Answer) -> tuple[list[str], Grid]:
    """An answer for people: what is proved shows its quote, and the last column says where it stands.

    Columns that would say the same in each row, as asked for, or only repeat the citation, are left out.
    """
    columns = shown_columns(answer)
    return [*columns.values(), say("source", answer.language)], [
        _readable_row(row, columns, answer) for row in answer.rows
    ]


def shown_columns(answer: Answer) -> dict[str, str]:
    """The columns that people need, with their headings."""
    return {key: words[answer.language] for key, words in answer.question.columns.items() if not _idle(key, answer)}


def shown(row: Row, column: str) -> tuple[str, str]:
    """What a cell shows: of a thing that proves the row its quote, with the language of the quote."""
    cell = row.cells[column]
    for one in row.proofs:
        if one.iri == cell.iri and one.proof and not one.edge and one.iri.startswith(f"{one.citation.document}/s/"):
            return one.proof.quote, one.proof.language
    return cell.text, ""


def _idle(column: str, answer: Answer) -> bool:
    if column in answer.given:
        return True
    documents = ((row.cells[column].iri, [one.citation.document for one in row.proofs]) for row in answer.rows)
    return bool(answer.rows) and all(iri in cited for iri, cited in documents)


def _readable_row(row: Row, columns: Iterable[str], answer: Answer) -> list[list[str]]:
    told = {row.cells[key].iri for key in columns if shown(row, key)[1]}
    sources = dict.fromkeys(line for one in row.proofs for line in _source(one, told, answer.language))
    return [*([shown(row, key)[0]] for key in columns), list(sources)]


def _source(one: Proved, told: Collection[str], language: Language) -> list[str]:
    """Where something stands, its IRI, and the words that show it where no cell does."""
    digest = f" ({say('digest', language)})" if one.proof and not one.proof.official else ""
    words = (
        f"\N{LEFT DOUBLE QUOTATION MARK}{one.proof.quote}\N{RIGHT DOUBLE QUOTATION MARK}"
        if one.proof and (one.edge or one.iri not in told)
        else ""
    )
    return list(filter(None, (cited(one.citation, language) + digest, short(one.iri), words)))


def flat(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """An answer as rows of text: the columns, the IRI of each that has one, then each proof."""
    language, asked = answer.language, answer.question
    named = [key for key in asked.columns if any(row.cells[key].iri for row in answer.rows)]
    head = [words[language] for words in asked.columns.values()]
    head += [f"{say('iri', language)}: {asked.columns[key][language]}" for key in named]
    for n, _ in enumerate(asked.proof, start=1):
        head += [say(part, language) + (f" {n}" if n > 1 else "") for part in _PROOF]
    rows = []
    for row in answer.rows:
        cells = [cell.text for cell in row.cells.values()] + [row.cells[key].iri for key in named]
        rows.append(cells + [text for one in row.proofs for text in _flat_proof(one)])
    return head, rows


def _flat_proof(one: Proved) -> list[str]:
    proof, citation = one.proof, one.citation
    place = [citation.title, citation.number, citation.date, citation.section]
    if proof is None:
        return [one.iri, "", *place, "", ""]
    return [one.iri, proof.quote, *place, proof.file, " ".join(f"{a}-{b}" for a, b in proof.ranges)]


def plain(answer: Answer) -> dict[str, object]:
    """An answer as plain data, with everything that is known of each proof."""
    asked, language = answer.question, answer.language
    return {
        "question": asked.name,
        "title": asked.title[language],
        "text": asked.question[language],
        "language": language,
        "view": asked.view,
        "given": {name: _cell(cell.text, cell.iri) for name, cell in answer.given.items()},
        "columns": {name: words[language] for name, words in asked.columns.items()},
        "rows": [
            {
                "cells": {name: _cell(cell.text, cell.iri) for name, cell in row.cells.items()},
                "proofs": [_plain_proof(one) for one in row.proofs],
            }
            for row in answer.rows
        ],
    }


def _cell(text: str, iri: str) -> dict[str, str]:
    return {"text": text, "iri": iri} if iri else {"text": text}


def _plain_proof(one: Proved) -> dict[str, object]:
    proof, citation = one.proof, one.citation
    where = {key: getattr(citation, key) for key in ("document", "title", "number", "date", "section")}
    found: dict[str, object] = {"iri": one.iri, "citation": where}
    if one.edge:
        found |= {"property": one.edge[0], "object": one.edge[1]}
    if proof:
        keys = ("quote", "language", "raw", "official", "file", "ranges", "rule", "annotation")
        found |= {key: getattr(proof, key) for key in keys}
    return found

"""Where every IRI of the graph is made.

IRIs are readable and say where a thing stands, never when or by whom it was built: the same content gives the same
IRI on any machine, with any number of workers and any order of files. Everything below the base is plain ASCII;
a name in another script is transliterated.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from anyascii import anyascii

from kg.records import Language, Place

BASE = "https://w3id.org/migration-policy/"
PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "mp": BASE + "ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of everything that the project writes."""

_EU_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
_EU_CODES: dict[Language, str] = {"ru": "RUS", "kk": "KAZ", "en": "ENG"}

_SAFE = r"[A-Za-z0-9_][A-Za-z0-9._~-]*"
_SEGMENT = re.compile(_SAFE)
_PATH = re.compile(f"{_SAFE}(?:/{_SAFE})*")
_IRI = re.compile(r"https?://[A-Za-z0-9._~/#-]+")
_LONGEST = 60


class Iri(str):
    """An absolute IRI made of characters that every syntax takes as they are. ValueError for anything else."""

    __slots__ = ()

    def __new__(cls, value: str) -> Iri:
        """Check `value` and take it."""
        if not _IRI.fullmatch(value):
            raise ValueError(f"{value!r} is no IRI of safe characters")
        return super().__new__(cls, value)


def name(prefixed: str) -> Iri:
    """The IRI of a prefixed name such as `oa:hasBody`; a name without a prefix is one of ours.

    >>> name("mentions")
    'https://w3id.org/migration-policy/ontology#mentions'
    """
    prefix, _, local = prefixed.rpartition(":")
    if (prefix or "mp") not in PREFIXES or not _SEGMENT.fullmatch(local):
        raise ValueError(f"{prefixed!r} is no name with a known prefix")
    return Iri(PREFIXES[prefix or "mp"] + local)


def term(path: str) -> Iri:
    """The IRI of a path below the base, such as `category/refugee`."""
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path of safe characters")
    return Iri(BASE + path)


def slug(text: str) -> str:
    """Words as a lower-case ASCII key of at most 60 characters, cut between words; empty where nothing is left.

    >>> slug("State Programme, 2004–2006")
    'state-programme-2004-2006'
    """
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=\w)['\"]", "", anyascii(text)).lower())
    key = "-".join(words)
    if len(key) <= _LONGEST:
        return key
    return key[: _LONGEST + 1].rpartition("-")[0] or key[:_LONGEST]


def document_key(
    issuer: str | None = None,
    kind: str | None = None,
    number: str | None = None,
    title: str | None = None,
    date: str | None = None,
) -> str:
    """The key of an act, below `doc/`, from what is known of it; what is not known is left out.

    The title stands in for a missing number only where issuer, kind and date do not name the act by themselves, for
    a title differs from language to language and the key must not.

    >>> document_key("president", "decree", "399", None, "2007-08-28")
    'president-decree-399-2007-08-28'
    """
    named = number or (None if issuer and kind and date else title)
    return "-".join(filter(None, (slug(part) for part in (issuer, kind, named, date) if part))) or "unnamed"


def agency(key: str) -> Iri:
    """An agency, by its key or its path: `unhcr` or `agency/unhcr`."""
    return term(f"agency/{key.removeprefix('agency/')}")


def kind(key: str) -> Iri:
    """A kind of act, by its key in any spelling: `state_programme` or `state-programme`."""
    return term(f"kind/{slug(key)}")


def document(key: str) -> Iri:
    """A document or act, by its key below `doc/`."""
    return term(f"doc/{key}")


def expression(key: str, language: Language) -> Iri:
    """A language version of a document."""
    return Iri(f"{document(key)}/lang/{language}")


def section(document_key: str, number: str) -> Iri:
    """A section of a document, by its number as printed."""
    return Iri(f"{document(document_key)}/s/{_segment(number)}")


def place(where: Place) -> Iri:
    """The statement, indicator or observation at a place; the section itself where the place has no key."""
    above = section(where.document, where.section)
    return Iri("/".join([above, *map(_segment, where.key.split("/"))])) if where.key else above


def source(sha256: str) -> Iri:
    """A source file, by the SHA-256 of its bytes (64 hex digits)."""
    return term(f"source/{source_key(sha256)}")


def source_key(sha256: str) -> str:
    """The first 16 digits of a SHA-256: enough to name a file. ValueError if it is no SHA-256."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError(f"{sha256!r} is no SHA-256 in hex digits")
    return sha256[:16]


def language(tag: Language) -> Iri:
    """The language in the authority list of the European Union."""
    return Iri(_EU_LANGUAGE + _EU_CODES[tag])


def graph(path: str) -> Iri:
    """A named graph: `vocabulary`, `ontology`, `links`, `inferred`, or `doc/…` for the graph of a document."""
    return term(f"graph/{path}")


def evidence(thing: Iri, sha256: str, part: str = "") -> Iri:
    """The annotation that shows a thing in a source; `part` tells several of them apart (`120-154`: by offsets)."""
    return Iri(f"{thing}/evidence/{source_key(sha256)}" + (f"/{_segment(part)}" if part else ""))


def mention(subject: Iri, property_: str, value: Iri | None, sha256: str, ordinal: int) -> Iri:
    """The annotation of an edge: the `ordinal`-th mention of `value` for this edge in this source, from 1.

    `value` is None where the object of the edge is text.
    """
    local = _segment(property_.rpartition(":")[2])
    edge = f"{subject}/{local}" if value is None else f"{subject}/{local}/{_dashed(value)}"
    return Iri(f"{edge}/{source_key(sha256)}-{ordinal}")


def target(annotation: Iri, ordinal: int) -> Iri:
    """The `ordinal`-th target of an annotation, from 1."""
    return Iri(f"{annotation}/t{ordinal}")


def position(target_: Iri) -> Iri:
    """The selector of a target by position."""
    return Iri(f"{target_}/position")


def quote(target_: Iri) -> Iri:
    """The selector of a target by quotation."""
    return Iri(f"{target_}/quote")


def activity(rule: str, sha256: str) -> Iri:
    """The application of a rule to a source."""
    return term(f"activity/{_segment(rule)}/{source_key(sha256)}")


def association(activity_: Iri) -> Iri:
    """The tie between an activity and the rule that it followed."""
    return Iri(f"{activity_}/association")


def rule(key: str) -> Iri:
    """A rule of the extraction."""
    return term(f"rule/{_segment(key)}")


def moment(parts: Iterable[str]) -> Iri:
    """A day or a stretch of time, by its ISO 8601 parts: `2001-Q4`, or `from` and `2002`."""
    return term("time/" + "--".join(_segment(part) for part in parts))


def _dashed(iri: Iri) -> str:
    return re.sub(r"[^A-Za-z0-9._~-]+", "-", iri.removeprefix(BASE))


def _segment(text: str) -> str:
    """`text` where it is safe as it is, else its slug; a digest of it where the slug is empty."""
    if _SEGMENT.fullmatch(text):
        return text
    return slug(text) or hashlib.sha256(text.encode()).hexdigest()[:8]

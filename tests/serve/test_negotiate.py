"""Formats, encodings and languages by quality."""

import pytest

from kg.serve import negotiate

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        (None, "json", "ttl"),
        ("", "json", "ttl"),
        ("*/*", "json", "ttl"),
        ("application/sparql-results+xml", "xml", None),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.9", "tsv", None),
        ("text/csv; q=0.5 , application/sparql-results+json; q=0.4", "csv", None),
        ("text/*", "csv", "ttl"),
        ("application/*;q=0.2, text/csv;q=0.1", "json", "nt"),
        ("application/json", "json", "jsonld"),
        ("application/n-quads, */*;q=0.1", "json", "nq"),
        ("application/rdf+xml, application/ld+json;q=0.9", None, "rdf"),
        ("image/png", None, None),
        ("text/csv;q=0", None, None),
        ("*/*, application/sparql-results+json;q=0", "xml", "ttl"),
        ("TEXT/CSV", "csv", None),
        ("nonsense,,;q=2, text/csv", "csv", None),
        (BROWSER, "html", "html"),
        ("text/csv;q=.2, application/sparql-results+xml;q=.3", "xml", None),
        ("image/png, *; q=.2", "json", "ttl"),
        (";;,,", "json", "ttl"),
    ],
)
def test_media(accept, rows, triples):
    assert negotiate.media(accept, negotiate.TABLES) == rows
    assert negotiate.media(accept, negotiate.GRAPHS) == triples


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, ""),
        ("gzip", "gzip"),
        ("br;q=0.4, gzip;q=0.5", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0, br;q=0.1", "br"),
        ("x-gzip", "gzip"),
        ("gzip;q=0", ""),
        ("*", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("deflate", ""),
    ],
)
def test_encoding(accept, expected):
    assert negotiate.encoding(accept) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "en"),
        ("kk-KZ, ru;q=0.8", "kk"),
        ("de, ru;q=0.3", "ru"),
        ("fr", "en"),
        ("*", "en"),
        ("en;q=0, *;q=0.1", "ru"),
        ("kk;q=0.2, *;q=0.5", "en"),
    ],
)
def test_language(accept, expected):
    assert negotiate.language(accept, ("ru", "kk", "en"), "en") == expected

"""Spans: whatever is cut, joined or replaced, every character knows its place in the source."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.spans import Span

TEXT = st.text(max_size=60)


def places(span: Span) -> list[tuple[str, int, int]]:
    return list(zip(span.text, span.starts, span.stops, strict=True))


def test_a_span_of_the_source_is_the_source():
    assert places(Span.of("abc", 7)) == [("a", 7, 8), ("b", 8, 9), ("c", 9, 10)]


def test_a_replacement_stands_for_all_that_it_replaces():
    assert places(Span.of("a &amp; b").sub(re.compile("&amp;"), "&")) == [
        ("a", 0, 1),
        (" ", 1, 2),
        ("&", 2, 7),
        (" ", 7, 8),
        ("b", 8, 9),
    ]


def test_what_is_cut_out_leaves_no_seam():
    source = "per  cent"
    span = Span.of(source).sub(re.compile(" +"), "")
    assert (span.text, span.ranges()) == ("percent", [(0, 9)])


def test_a_seam_makes_two_ranges():
    source = "a cell\n--page--\nthat goes on"
    span = Span.join([Span.of(source)[:6], Span.of(source)[16:]], seam=True)
    assert span.text == "a cell that goes on"
    assert [source[a:b] for a, b in span.ranges()] == ["a cell", "that goes on"]
    assert [source[a:b] for a, b in span[2:11].ranges()] == ["cell", "that"]
    assert [source[a:b] for a, b in span[7:].ranges()] == ["that goes on"]


def test_joining_backwards_makes_a_seam_of_itself():
    source = "second first"
    span = Span.join([Span.of(source)[7:], Span.of(source)[:6]])
    assert (span.text, span.ranges()) == ("first second", [(7, 12), (0, 6)])


@pytest.mark.parametrize("parts", [[], ["", ""], ["", "a", ""]])
def test_joining_takes_no_notice_of_empty_spans(parts):
    assert Span.join([Span.of(p) for p in parts]).text == "".join(parts)


@pytest.mark.parametrize("text", ["", "a", "a\nb", "\n", "a\n\nb\n", "a\r\nb"])
def test_lines_are_those_of_split(text):
    assert [line.text for line in Span.of(text).lines()] == text.split("\n")


@given(TEXT, st.integers(-70, 70), st.integers(-70, 70))
def test_slices_are_those_of_the_string(text, start, stop):
    span = Span.of(text)[start:stop]
    assert span.text == text[start:stop]
    assert all(text[a:b] == c for c, a, b in places(span))


@given(st.lists(TEXT, max_size=6), st.text(max_size=2))
def test_joined_pieces_are_found_in_the_source(pieces, glue):
    source = "|".join(pieces)
    spans, at = [], 0
    for piece in pieces:
        spans.append(Span.of(source)[at : at + len(piece)])
        at += len(piece) + 1
    joined = Span.join(spans, glue, seam=True)
    assert joined.text == glue.join(filter(None, pieces))
    assert [source[a:b] for a, b in joined.ranges()] == list(filter(None, pieces))
    assert Span.concat(spans).text == "".join(pieces)


@given(TEXT, st.sampled_from([r"\s+", "[a-f]", "..", "(?<=a)b"]), st.sampled_from(["", " ", "--"]))
def test_substitution_is_that_of_re(text, pattern, replacement):
    span = Span.of(text).sub(re.compile(pattern), replacement)
    assert span.text == re.sub(pattern, replacement, text)
    assert all(a <= b for _, a, b in places(span))
    assert list(span.starts) == sorted(span.starts)
    assert all(b <= len(text) for b in span.stops)


@given(TEXT)
def test_stripping_is_that_of_the_string(text):
    assert Span.of(text).strip().text == text.strip()
    assert not Span.of("") and len(Span.of(text)) == len(text)

"""HTML that nothing breaks, and messages that arrive in pieces."""

import doctest
import re

import pytest

from kg.records import LANGUAGES
from kg.serve import markup, wire, words
from kg.serve.markup import Html, join, tag


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (tag("p", "<b> & \"x\" 'y'"), "<p>&lt;b&gt; &amp; &quot;x&quot; &#x27;y&#x27;</p>"),
        (tag("p", tag("b", "x"), None, " ", Html("<br>")), "<p><b>x</b> <br></p>"),
        (tag("input", name='a"b', required=True, value=False), '<input name="a&quot;b" required>'),
        (tag("label", class_="x", aria_label="y"), '<label class="x" aria-label="y"></label>'),
        (join("<", Html("<")), "&lt;<"),
    ],
)
def test_tag(made, expected):
    assert made == expected


def test_examples_of_the_docstrings():
    assert doctest.testmod(markup).failed == 0


def test_every_sentence_is_in_every_language_with_the_same_places():
    for key, sentences in words.catalogue().items():
        assert set(sentences) == set(LANGUAGES), key
        assert len({tuple(sorted(re.findall(r"{\w+}", text))) for text in sentences.values()}) == 1, key


@pytest.mark.parametrize("size", [1, 3, 7, 10_000])
def test_messages_in_pieces(size):
    reader, found = wire.Reader(), []
    data = b"".join(wire.packed({"n": n}, bytes(n)) for n in range(1))
    for start in range(0, len(data), size):
        if message := reader.feed(data[start : start + size]):
            found.append(message)
    assert found == [({"n": 0}, b"")]


def test_a_message_with_a_body():
    reader = wire.Reader()
    data = wire.packed({"status": 200}, b"body")
    assert reader.feed(data[:-1]) is None
    assert reader.feed(data[-1:]) == ({"status": 200}, b"body")

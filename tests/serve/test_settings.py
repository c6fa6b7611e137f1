"""Limits as they are told on the command line."""

import math

import pytest

from kg.cli import main
from kg.serve.limits import Limits


@pytest.mark.parametrize(
    ("name", "text", "value"), [("memory", "2000000000", 2_000_000_000), ("grace", "0.5", 0.5), ("workers", "8", 8)]
)
def test_a_limit_is_set(name, text, value):
    assert getattr(Limits().changed(name, text), name) == value


@pytest.mark.parametrize(
    ("name", "text"), [("memory", "2 GB"), ("workers", "1.5"), ("workers", "0"), ("grace", "nan"), ("none", "1")]
)
def test_what_is_no_limit_is_refused(name, text):
    with pytest.raises(ValueError, match=r".*"):
        Limits().changed(name, text)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_command_line_says_which_limits_there_are(capsys, language):
    assert main(["serve", "--limit", "memory=much", "--lang", language]) == 2
    said = capsys.readouterr().err
    assert "memory=much" in said
    assert f"patience={Limits().patience}" in said


@pytest.mark.parametrize(
    "words", [["--limit", "workers=3"], ["--timeout", "7", "--public", "https://x.org/", "--proxies", "10.0.0.1"]]
)
def test_the_command_line_passes_them_on(monkeypatch, words):
    seen = {}
    monkeypatch.setattr("kg.serve.serve", lambda *given, **settings: seen.update(settings, limits=given[3]) or 0)
    assert main(["serve", *words]) == 0
    if "--limit" in words:
        assert (seen["limits"].workers, seen["public"], seen["proxies"]) == (3, "", "127.0.0.1")
    else:
        assert math.isclose(seen["limits"].timeout, 7)
        assert (seen["public"], seen["proxies"]) == ("https://x.org/", "10.0.0.1")

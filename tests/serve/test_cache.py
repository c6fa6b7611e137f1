"""Answers are kept while there is room."""

from kg.serve.cache import Cache
from kg.serve.exchange import Reply


def reply(size: int) -> Reply:
    return Reply(200, {}, b"x" * size)


def test_the_least_recently_used_goes_first():
    cache = Cache(10 * 1600)
    for key in b"abcdefghij":
        cache.put(bytes([key]), reply(1000))
    assert cache.get(b"a") is not None
    cache.put(b"k", reply(1000))
    cache.put(b"l", reply(1000))
    assert cache.get(b"a") is not None
    assert cache.get(b"b") is None
    assert cache.size <= 16000


def test_what_is_too_large_is_not_kept():
    cache = Cache(8000)
    cache.put(b"a", reply(2000))
    assert cache.get(b"a") is None
    assert cache.size == 0


def test_a_key_is_counted_once():
    cache = Cache(8000)
    cache.put(b"a", reply(100))
    size = cache.size
    cache.put(b"a", reply(100))
    assert cache.size == size

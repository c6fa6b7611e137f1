"""Answers that are kept: the least recently used go first when the room is used up."""

from __future__ import annotations

from collections import OrderedDict

from kg.serve.exchange import Reply

_OVERHEAD = 512
"""Bytes that an entry takes beside its texts, roughly."""


class Cache:
    """Replies by key, of at most `room` bytes together; none may take more than an eighth of it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[bytes, Reply] = OrderedDict()
        self.size = 0

    def get(self, key: bytes) -> Reply | None:
        """What is kept under a key."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: bytes, reply: Reply) -> None:
        """Keep a reply, if it is small enough."""
        size = _size(key, reply)
        if size > self._room // 8 or key in self._kept:
            return
        self._kept[key] = reply
        self.size += size
        while self.size > self._room:
            self.size -= _size(*self._kept.popitem(last=False))


def _size(key: bytes, reply: Reply) -> int:
    return len(key) + len(reply.body) + _OVERHEAD

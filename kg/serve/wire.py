"""Messages between the server and its workers: a head in JSON and a body of bytes, each with its length before it.

And what the server orders the template of the workers to do.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

SPAWN, KILL = b"s", b"k"
INDEXED = b"i"
"""What the template says when the workers that it makes from now on have the index."""
ORDER = 9
"""Length of an order to the template: the verb, and the process that it is about in decimal digits."""
_LENGTHS = struct.Struct("!II")
_ENCODER = json.JSONEncoder(separators=(",", ":"))

Head = dict[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """A message as bytes."""
    text = _ENCODER.encode(head).encode()
    return b"".join((_LENGTHS.pack(len(text), len(body)), text, body))


class Reader:
    """Puts the pieces of a stream together to messages."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._size = 0
        self._needed = _LENGTHS.size

    def feed(self, data: bytes) -> tuple[Head, bytes] | None:
        """Take more of the stream; the message that it completes, if any (the other side waits for each answer)."""
        self._held.append(data)
        self._size += len(data)
        if self._size < self._needed:
            return None
        whole = b"".join(self._held)
        head, body = _LENGTHS.unpack_from(whole)
        start, end = _LENGTHS.size + head, _LENGTHS.size + head + body
        if self._size < end:
            self._held, self._needed = [whole], end
            return None
        self._held, self._size, self._needed = [], 0, _LENGTHS.size
        return json.loads(whole[_LENGTHS.size : start]), whole[start:end]


def receive(channel: socket.socket) -> tuple[Head, bytes] | None:
    """Wait for the next message; None at the end of the stream."""
    reader = Reader()
    while data := channel.recv(1 << 16):
        if message := reader.feed(data):
            return message
    return None

"""Messages between the server and its workers: a head in JSON and a body of bytes, each with its length before it.

And what the server orders the template of the workers to do.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

SPAWN, KILL = b"s", b"k"
ORDER = 9
"""Length of an order to the template: the verb, and the process that it is about in decimal digits."""
_LENGTHS = struct.Struct("!II")

Head = dict[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """A message as bytes."""
    text = json.dumps(head, separators=(",", ":")).encode()
    return b"".join((_LENGTHS.pack(len(text), len(body)), text, body))


class Reader:
    """Puts the pieces of a stream together to messages."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, data: bytes) -> tuple[Head, bytes] | None:
        """Take more of the stream; the message that it completes, if any (the other side waits for each answer)."""
        self._data += data
        if len(self._data) < _LENGTHS.size:
            return None
        head, body = _LENGTHS.unpack_from(self._data)
        start, end = _LENGTHS.size + head, _LENGTHS.size + head + body
        if len(self._data) < end:
            return None
        with memoryview(self._data) as whole:
            found = json.loads(bytes(whole[_LENGTHS.size : start])), bytes(whole[start:end])
        del self._data[:end]
        return found


def receive(channel: socket.socket) -> tuple[Head, bytes] | None:
    """Wait for the next message; None at the end of the stream."""
    reader = Reader()
    while data := channel.recv(1 << 16):
        if message := reader.feed(data):
            return message
    return None

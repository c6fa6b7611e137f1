"""One connection of a client: what it may do besides asking, and how long it may take.

Reading and writing are uvicorn's; here are the limits that it does not have.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Callable, Container
from functools import partial
from http import HTTPStatus
from typing import Any, cast

from httptools import HttpParserInvalidMethodError, HttpParserInvalidURLError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.exchange import Refused
from kg.serve.limits import Limits

_HEAD_BYTES = 64 << 10
_METHOD = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+ ")
_TOO_LONG = Refused(431, "head-size", f"The head of the request is larger than {_HEAD_BYTES} bytes.")
_NO_METHOD = Refused(501, "method", "The method is not known here.")
_NO_ADDRESS = Refused(400, "address", "Characters of an address beyond ASCII must be percent-encoded.")
_NO_REQUEST = Refused(400, "request", "This is not a request of HTTP/1.1. (A space in an address is written %20.)")
_LINGER = 1.0
"""Seconds for which a client that was refused may go on sending: else it would not come to read why."""
_PACE_BYTES = 128 << 10
"""What a client must take of an answer within its patience, once more than the system's buffers wait for it."""


class Door:
    """Lets connections in: each client has a number of them. `known` clients, such as proxies, have no such limit."""

    def __init__(self, limits: Limits, known: Container[str]) -> None:
        self._limits = limits
        self._known = known
        self._open: Counter[str] = Counter()
        self.protocol = partial(Connection, door=self, patience=limits.patience)
        """What makes the protocol of a connection."""

    def enter(self, client: str) -> bool:
        """Count a connection; whether it may stay."""
        self._open[client] += 1
        return client in self._known or self._open[client] <= self._limits.client_connections

    def leave(self, client: str) -> None:
        """A connection has ended."""
        self._open[client] -= 1
        if not self._open[client]:
            del self._open[client]


class Together:
    """A transport that hands on with one call to the system what is written in one step of the loop: head and body."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Send bytes soon."""
        if not self._parts:
            asyncio.get_running_loop().call_soon(self._flush)
        self._parts.append(data)

    def close(self) -> None:
        """Send what was written, and end."""
        self._flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (all else is the transport's)
        return getattr(self._transport, name)

    def _flush(self) -> None:
        parts, self._parts = self._parts, []
        if parts:
            self._transport.writelines(parts)


class Connection(HttpToolsProtocol):
    """A connection that is closed where its first head is too long or too slow, or an answer is not taken."""

    def __init__(self, *words: Any, door: Door, patience: float, **settings: Any) -> None:  # noqa: ANN401 (uvicorn's)
        super().__init__(*words, **settings)
        self._door = door
        self._patience = patience
        self._peer = ""
        self._head = 0
        self._data = b""
        self._deaf = False
        self._unsent = 0
        self._for_head: asyncio.TimerHandle | None = None
        self._for_taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(cast("asyncio.Transport", Together(transport)))
        self._peer = self.client[0] if self.client else ""
        if self._door.enter(self._peer):
            self._for_head = self._later(transport.close)
        else:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless the head has become too long."""
        if self._deaf:
            return
        self._head += len(data)
        before = self._head
        self._data = data
        super().data_received(data)
        if before > _HEAD_BYTES and self._head == before:
            self._deaf = True
            self._refuse(_TOO_LONG)
            asyncio.get_running_loop().call_later(_LINGER, self.transport.close)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Say what the parser, whose error is being handled, did not take; and end."""
        fault = sys.exc_info()[1]
        if isinstance(fault, HttpParserInvalidMethodError) and _METHOD.match(self._data):
            self._refuse(_NO_METHOD)
        else:
            self._refuse(_NO_ADDRESS if isinstance(fault, HttpParserInvalidURLError) else _NO_REQUEST)
        self.transport.close()

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._head = 0
        _cancel(self._for_head)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Bytes of the body do not count as head."""
        self._head = 0
        super().on_body(body)

    def pause_writing(self) -> None:
        """More of an answer waits than the system takes: it is up to the client now."""
        super().pause_writing()
        self._unsent = self.transport.get_write_buffer_size()
        self._for_taking = self._later(self._hurry)

    def resume_writing(self) -> None:
        """The client has taken almost all."""
        super().resume_writing()
        _cancel(self._for_taking)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        _cancel(self._for_head)
        _cancel(self._for_taking)
        self._door.leave(self._peer)
        super().connection_lost(exc)

    def _refuse(self, why: Refused) -> None:
        """Write a problem document, unless an answer is being written."""
        if self.cycle is None or self.cycle.response_complete:
            reply = why.reply()
            headers = {**reply.headers, "content-length": len(reply.body), "connection": "close"}
            head = [
                f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}",
                *(f"{k}: {v}" for k, v in headers.items()),
            ]
            self.transport.write("\r\n".join([*head, "", ""]).encode("ascii") + reply.body)

    def _hurry(self) -> None:
        left = self.transport.get_write_buffer_size()
        if self._unsent - left < _PACE_BYTES:
            self.transport.abort()
        else:
            self._unsent = left
            self._for_taking = self._later(self._hurry)

    def _later(self, then: Callable[[], None]) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(self._patience, then)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()

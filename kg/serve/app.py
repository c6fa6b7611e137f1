"""The ASGI application: reads a request, has it answered, and sends the answer whole."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

import kg
from kg.errors import BadInput
from kg.serve import conditions, negotiate, wire
from kg.serve.cache import Cache
from kg.serve.exchange import PROBLEM, Refused, Reply, Request
from kg.serve.generation import Generations
from kg.serve.layout import problem
from kg.serve.limits import Limits
from kg.serve.operation import Metrics, log, log_request
from kg.serve.pool import busy
from kg.serve.routes import Work, options, reader, route, wants_page

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9a-fA-F:.]+\])(?::\d{0,5})?")
_BOUND = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "accept, accept-language, cache-control, content-type, if-match, if-none-match, "
    "x-requested-with",
    "access-control-expose-headers": "etag, link, location, retry-after, x-limit-seconds, x-limit-memory-bytes, "
    "x-limit-result-bytes, x-limit-request-bytes",
}


class App:
    """Answers requests over the builds of one folder."""

    def __init__(self, generations: Generations, limits: Limits, *, public: str = "", quiet: bool = False) -> None:
        self._generations = generations
        self._limits = limits
        self._public = public.rstrip("/")
        self._quiet = quiet
        self._cache = Cache(limits.cache)
        self._metrics = Metrics()
        self._own: dict[str, Callable[[], Reply]] = {"/healthz": self._health, "/metrics": self._measured}
        every = {**_BOUND, **_OPEN, **limits.headers()}
        self._every = [(name.encode(), value.encode()) for name, value in every.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self._generations.begin()
        except BadInput as bad:
            await send({"type": "lifespan.startup.failed", "message": str(bad)})
            return
        watching = asyncio.ensure_future(self._generations.watch())
        dataset = self._generations.now.dataset
        log("started", dataset=dataset.digest, quads=dataset.quads, workers_without_network=dataset.apart)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        watching.cancel()
        self._generations.close()
        log("stopped")
        await send({"type": "lifespan.shutdown.complete"})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        request, cached = None, False
        try:
            request = await self._request(scope, receive)
            reply, cached = await self._answer(request, receive)
        except Refused as refused:
            request = request or Request(scope["method"], scope["path"])
            reply = refused.reply()
        except asyncio.CancelledError:
            return
        if reply.headers.get("content-type") == PROBLEM and wants_page(request):
            reply = problem(reply, reader(request))
        sent = 0 if request.method == "HEAD" or reply.status in (204, 304) else len(reply.body)
        headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in reply.headers.items()]
        if reply.status not in (204, 304):
            headers.append((b"content-length", b"%d" % len(reply.body)))
        await send({"type": "http.response.start", "status": reply.status, "headers": headers + self._every})
        await send({"type": "http.response.body", "body": reply.body if sent else b""})
        seconds = time.perf_counter() - began
        head = request.path.split("/", 2)[1]
        place = head if head in _COUNTED else "things"
        self._metrics.count(place, reply.status, seconds, cached=cached)
        if not self._quiet:
            log_request(request, reply, seconds, cached=cached, sent=sent)

    async def _request(self, scope: Scope, receive: Receive) -> Request:
        headers: dict[str, str] = {}
        for name, value in scope["headers"]:
            key, text = name.decode("latin-1"), value.decode("latin-1")
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
        if not _HOST.fullmatch(headers.get("host", "" if scope["http_version"] == "1.1" else "none")):
            raise Refused(400, "host", "A request names one host, and names it in letters, digits, dots and hyphens.")
        body = b""
        if "content-length" in headers or "transfer-encoding" in headers:
            self._foresee(headers)
            try:
                async with asyncio.timeout(self._limits.patience):
                    body = await self._body(receive)
            except TimeoutError:
                raise Refused(408, "slow", "The body did not arrive in time.", {"connection": "close"}) from None
        client = (scope.get("client") or ("", 0))[0]
        return Request(
            scope["method"],
            scope["path"],
            scope["query_string"].decode("latin-1"),
            headers,
            body,
            client,
            self._public or self._origin(scope, headers),
        )

    def _foresee(self, headers: dict[str, str]) -> None:
        """Refuse a body of which the head says that it will not be taken."""
        if headers.get("transfer-encoding", "chunked").lower() != "chunked":
            raise Refused(501, "transfer-encoding", "A body is sent as it is, or in chunks.", {"connection": "close"})
        if int(headers.get("content-length", "0")) > self._limits.request:
            raise self._too_large()

    def _too_large(self) -> Refused:
        most = self._limits.request
        return Refused(413, "request-size", f"The body is larger than {most} bytes.", {"connection": "close"})

    async def _body(self, receive: Receive) -> bytes:
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise asyncio.CancelledError
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self._limits.request:
                raise self._too_large()
            if not message.get("more_body"):
                return b"".join(parts)

    async def _answer(self, request: Request, receive: Receive) -> tuple[Reply, bool]:
        """The reply to a request, and whether it was kept from an earlier one."""
        own = self._own.get(request.path)
        work = route(request) if own is None else options(request) or own()
        return (work, False) if isinstance(work, Reply) else await self._worked(request, work, receive)

    async def _worked(self, request: Request, work: Work, receive: Receive) -> tuple[Reply, bool]:
        encoding = negotiate.encoding(request.headers.get("accept-encoding"))
        message = wire.packed({**work.job, "encoding": encoding})
        generation = self._generations.now
        key = hashlib.sha256(b"\0".join((generation.dataset.digest.encode(), _VERSION, message))).digest()
        etag = f'"{key.hex()[:32]}"'
        marks = {"vary": ", ".join(work.vary), "cache-control": "no-cache" if work.keep else "no-store"}
        if work.keep and conditions.known(request, etag):
            return Reply(304, {"etag": etag, **marks}), True
        reply = self._cache.get(key) if work.keep else None
        if reply is not None:
            return conditions.heeded(request, reply), True
        generation.users += 1
        try:
            reply = await self._watched(generation.pool.run, message, request.client, receive)
        finally:
            generation.users -= 1
        if reply.status < 400:
            tag = {"etag": etag} if work.keep and reply.status == HTTPStatus.OK else {}
            reply = Reply(reply.status, {**reply.headers, **tag, **marks}, reply.body)
            if work.keep:
                self._cache.put(key, reply)
        return conditions.heeded(request, reply), False

    async def _watched(
        self, run: Callable[..., Awaitable[Reply]], message: bytes, client: str, receive: Receive
    ) -> Reply:
        """Run a job; end it when it is slow and its client goes away."""
        task = asyncio.current_task()
        watching: list[asyncio.Task[None]] = []

        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            if task is not None:
                task.cancel()

        try:
            return await run(message, client, lambda: watching.append(asyncio.ensure_future(watch())))
        finally:
            for one in watching:
                one.cancel()

    def _health(self) -> Reply:
        if not self._generations.now.alive:
            return busy("The graph is being loaded.").reply()
        return Reply(200, {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}, b"ok\n")

    def _measured(self) -> Reply:
        now = self._generations.now
        body = self._metrics.shown(
            now.pool.killed,
            waiting=now.pool.waiting,
            busy_workers=now.pool.busy,
            cache_bytes=self._cache.size,
            quads=now.dataset.quads,
        )
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Reply(200, {"content-type": kind, "cache-control": "no-store"}, body)

    @staticmethod
    def _origin(scope: Scope, headers: dict[str, str]) -> str:
        return f"{scope['scheme']}://{headers['host']}" if "host" in headers else ""


_VERSION = kg.__version__.encode()
_COUNTED = {"", "sparql", "graphs", "ask", "search", "about", "healthz", "metrics", ".well-known"}

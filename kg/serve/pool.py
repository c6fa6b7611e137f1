"""Who evaluates what, and for how long: workers, the queue before them, and the limits of time.

A query is quick until its `grace` is over. Then its worker gets the lowest priority and moves out of the way: a fresh
worker takes its place for the quick ones, and at most `slow_workers` may go on like that. Where they are all taken,
the client with most of them loses the one that has run longest. So slow queries never stand in the way of quick ones, whoever sends them.
Whatever is still running at the time limit, counted from its arrival, is killed with its worker.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from kg.serve import wire
from kg.serve.exchange import Refused, Reply
from kg.serve.limits import Limits


class Job:
    """A message to a worker, and the reply that is waited for."""

    __slots__ = ("client", "future", "message", "on_slow", "timers", "worker")

    def __init__(self, message: bytes, client: str, on_slow: Callable[[], None] | None) -> None:
        self.message = message
        self.client = client
        self.on_slow = on_slow
        self.future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.timers: list[asyncio.TimerHandle] = []
        self.worker: Worker | None = None

    def finish(self, outcome: Reply | Refused) -> None:
        """Say how it ended, unless that was said before."""
        for timer in self.timers:
            timer.cancel()
        if not self.future.done():
            if isinstance(outcome, Reply):
                self.future.set_result(outcome)
            else:
                self.future.set_exception(outcome)


class Worker(asyncio.Protocol):
    """The server's end of one worker process."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._reader = wire.Reader()
        self.transport: asyncio.WriteTransport | None = None
        self.pid = 0
        self.job: Job | None = None
        self.slow = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Take a reply, or the greeting with the number of the process."""
        message = self._reader.feed(data)
        if message is None:
            return
        head, body = message
        if "pid" in head:
            self.pid = head["pid"]
            self._pool.ready(self)
        elif (job := self.job) is not None:
            self.job = None
            self._pool.done(self)
            job.finish(Reply(head["status"], head["headers"], body))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        """The process has ended."""
        self._pool.lost(self)

    def begin(self, job: Job) -> None:
        """Send it a job."""
        assert self.transport is not None
        self.job, job.worker = job, self
        self.transport.write(job.message)


class Pool:
    """Workers over one graph. `spawn` has another one made, `kill` ends one by the number of its process."""

    def __init__(self, limits: Limits, spawn: Callable[[Worker], None], kill: Callable[[int], None]) -> None:
        self._limits = limits
        self._spawn = spawn
        self._kill = kill
        self._idle: list[Worker] = []
        self._quick: set[Worker] = set()
        self._slow: OrderedDict[Worker, None] = OrderedDict()
        self._waiting: OrderedDict[str, deque[Job]] = OrderedDict()
        self._closing = False
        self.waiting = 0
        self.killed: Counter[str] = Counter()

    @property
    def busy(self) -> int:
        """Workers that have a job."""
        return sum(worker.job is not None for worker in (*self._quick, *self._slow))

    def fill(self) -> None:
        """Have as many quick workers as there should be."""
        while not self._closing and len(self._quick) < self._limits.workers:
            worker = Worker(self)
            self._quick.add(worker)
            self._spawn(worker)

    def renew(self) -> None:
        """Put new workers in the places of those that there are, at once or when they have done their job."""
        for worker in tuple(self._quick):
            if worker in self._idle:
                self._idle.remove(worker)
                self._discard(worker)
            else:
                worker.slow = True

    async def run(self, message: bytes, client: str, on_slow: Callable[[], None] | None = None) -> Reply:
        """The reply of a worker. Refused where there is no room to wait, or a limit is reached.

        `on_slow` is called when the job has turned out to be a slow one. Cancelling ends the job.
        """
        mine = self._waiting.get(client)
        if self.waiting >= self._limits.queue or (mine is not None and len(mine) >= self._limits.client_queue):
            raise busy("Too many requests are waiting.")
        job = Job(message, client, on_slow)
        if self._idle and not self.waiting:
            self._begin(self._idle.pop(), job)
        else:
            self._waiting.setdefault(client, deque()).append(job)
            self.waiting += 1
        loop = asyncio.get_running_loop()
        job.timers.append(loop.call_later(self._limits.timeout, self._out_of_time, job))
        try:
            return await job.future
        finally:
            if not job.future.done() or job.future.cancelled():
                self._stop(job, busy("The client went away."), "gone")

    def ready(self, worker: Worker) -> None:
        """A new worker has said its number."""
        self._idle.append(worker)
        self._next()

    def done(self, worker: Worker) -> None:
        """A worker has finished its job. One that was slow has done its duty."""
        if worker.slow:
            self._discard(worker)
        else:
            self._idle.append(worker)
            self._next()

    def lost(self, worker: Worker) -> None:
        """A worker has ended, of its own or because it was killed: its job, if any, failed, and another is made."""
        known = worker in self._quick or worker in self._slow
        self._quick.discard(worker)
        self._slow.pop(worker, None)
        if worker in self._idle:
            self._idle.remove(worker)
        if (job := worker.job) is not None:
            worker.job = None
            self.killed["memory"] += 1
            job.finish(Refused(503, "memory", "The query needs more memory than a query gets here, or is too deep."))
        if known:
            self.fill()

    def close(self) -> None:
        """End all workers; jobs that are left are refused."""
        self._closing = True
        for queue in self._waiting.values():
            for job in queue:
                job.finish(busy("The server is stopping."))
        for worker in (*self._quick, *self._slow):
            if worker.job is not None:
                worker.job.finish(busy("The server is stopping."))
                worker.job = None
            if worker.transport is not None:
                worker.transport.close()

    def _next(self) -> None:
        """Give idle workers what waits, to each client in turn."""
        while self._idle and self._waiting:
            client, queue = self._waiting.popitem(last=False)
            job = queue.popleft()
            self.waiting -= 1
            if queue:
                self._waiting[client] = queue
            self._begin(self._idle.pop(), job)

    def _begin(self, worker: Worker, job: Job) -> None:
        worker.begin(job)
        job.timers.append(asyncio.get_running_loop().call_later(self._limits.grace, self._turned_slow, job))

    def _turned_slow(self, job: Job) -> None:
        """The grace of a job is over."""
        worker = job.worker
        if worker is None or worker.job is not job:
            return
        if len(self._slow) >= self._limits.slow_workers:
            held = Counter(other.job.client for other in self._slow if other.job is not None)
            held[job.client] += 1
            most = max(held.values())
            oldest = next(w.job for w in self._slow if w.job is not None and held[w.job.client] == most)
            self._stop(oldest, busy("Too many slow queries are running."), "crowded")
        self._quick.discard(worker)
        self._slow[worker] = None
        worker.slow = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, 19)
        if job.on_slow is not None:
            job.on_slow()
        self.fill()

    def _out_of_time(self, job: Job) -> None:
        limit = f"{self._limits.timeout:g}"
        self._stop(job, Refused(503, "time", f"The query was not answered within {limit} seconds."), "time")

    def _stop(self, job: Job, reason: Refused, why: str) -> None:
        """End a job, waiting or running."""
        job.finish(reason)
        worker = job.worker
        if worker is None:
            queue = self._waiting.get(job.client)
            if queue is not None and job in queue:
                queue.remove(job)
                self.waiting -= 1
                if not queue:
                    del self._waiting[job.client]
        elif worker.job is job:
            worker.job = None
            self.killed[why] += 1
            self._discard(worker)

    def _discard(self, worker: Worker) -> None:
        self._quick.discard(worker)
        self._slow.pop(worker, None)
        self._kill(worker.pid)
        self.fill()


def busy(why: str) -> Refused:
    """There is no room now; there may be later."""
    return Refused(503, "busy", f"{why} Try again in a moment.", {"retry-after": "1"})

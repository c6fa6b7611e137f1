"""One build of the graph with its workers, from loading to its last request; and the change to the next."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import kg
from kg.errors import BadInput
from kg.serve import wire
from kg.serve.limits import Limits
from kg.serve.pool import Pool, Worker

_GRAPH = "kg.nq"
_LOOK = 1.0
"""Seconds between two looks whether there is a new build."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is known of a graph without asking it."""

    digest: str
    """SHA-256 of its file."""
    graphs: frozenset[str]
    quads: int
    apart: bool
    """Whether its workers are cut off from the network."""


class Generation:
    """A loaded graph and the pool over it."""

    def __init__(self, limits: Limits) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._control, self._theirs = socket.socketpair()
        self.pool = Pool(limits, self._spawn, self._kill)
        self._limits = limits
        self._starting: set[asyncio.Task[object]] = set()
        self.dataset = Dataset("", frozenset(), 0, apart=False)
        self.users = 0

    @classmethod
    async def start(cls, path: Path, limits: Limits) -> Generation:
        """Load a graph and make its workers. BadInput where it cannot be loaded."""
        new = cls(limits)
        with new._theirs as theirs:
            new._process = subprocess.Popen(  # noqa: S603
                [
                    *(sys.executable, "-m", "kg.serve.template", str(theirs.fileno()), str(path)),
                    *map(str, (limits.on_disk_above, limits.memory, limits.result)),
                ],
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": _search_path()},
                stdin=subprocess.DEVNULL,
            )
        said = await asyncio.to_thread(wire.receive, new._control)
        if said is None or "fault" in said[0]:
            new.close()
            raise BadInput(said[0]["fault"] if said else "The graph could not be loaded.")
        head = said[0]
        new.dataset = Dataset(head["digest"], frozenset(head["graphs"]), head["quads"], head["apart"])
        new.pool.fill()
        asyncio.get_running_loop().add_reader(new._control, new._told)
        return new

    @property
    def alive(self) -> bool:
        """Whether workers can still be made."""
        return self._process is not None and self._process.poll() is None

    def close(self) -> None:
        """End the workers and the template."""
        self.pool.close()
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
                return
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def _told(self) -> None:
        """The template has said that new workers have more than the first, or has ended."""
        asyncio.get_running_loop().remove_reader(self._control)
        with suppress(OSError):
            if self._control.recv(1):
                self.pool.renew()

    def _spawn(self, worker: Worker) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [wire.SPAWN.ljust(wire.ORDER)], [theirs.fileno()])
            except OSError:
                ours.close()
                return
        ours.setblocking(False)
        task = asyncio.ensure_future(asyncio.get_running_loop().create_connection(lambda: worker, sock=ours))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    def _kill(self, process: int) -> None:
        with suppress(OSError):
            self._control.sendall(wire.KILL + str(process).encode().rjust(wire.ORDER - 1))


class Generations:
    """The build that is served now; a new one takes its place when it is loaded, and the old one ends its work."""

    def __init__(self, dist: Path, limits: Limits, tell: Callable[..., None]) -> None:
        self._path = dist / _GRAPH
        self._limits = limits
        self._tell = tell
        self._seen: tuple[int, ...] = ()
        self._ending: set[Generation] = set()
        self.now = Generation(limits)

    async def begin(self) -> None:
        """Load the first build. BadInput where there is none."""
        self._seen = self._state()
        self.now = await Generation.start(self._path, self._limits)

    async def watch(self) -> None:
        """Look for new builds until cancelled. A build that cannot be loaded is told of, and the last one stays."""
        while True:
            await asyncio.sleep(_LOOK)
            for old in [old for old in self._ending if not old.users]:
                self._ending.discard(old)
                old.close()
            state = self._state()
            if (state and state != self._seen) or not self.now.alive:
                await self._change(state)

    async def _change(self, state: tuple[int, ...]) -> None:
        try:
            new = await Generation.start(self._path, self._limits)
        except BadInput as bad:
            self._tell("build refused", reason=str(bad))
        else:
            self._ending.add(self.now)
            self.now = new
            self._tell("build served", dataset=new.dataset.digest, quads=new.dataset.quads)
        self._seen = state

    def close(self) -> None:
        """End all."""
        for one in (*self._ending, self.now):
            one.close()

    def _state(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except OSError:
            return ()
        return (found.st_ino, found.st_mtime_ns, found.st_size)


def _search_path() -> str:
    """Where the template finds this package, whatever directory it is started in."""
    own = str(Path(kg.__file__).parent.parent)
    return os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH", ""))))

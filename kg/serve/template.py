"""The process that holds the graph and that workers are forked from: `python -m kg.serve.template`.

It has one thread. Over a socket (inherited, its number is the first argument) it is told to fork a worker around a
socket that comes with the message, or to kill one; it speaks only twice: when the graph is loaded, and when it has made
the index of the search, which it does after the first workers and for those after them. It ends, and all workers with it,
when the server's side of the socket is closed.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import BadInput
from kg.serve import confine, wire, worker
from kg.serve.engine import Engine

_PAUSE = 0.05
"""Seconds without an order, after which the first workers are taken to be made."""


def main(control: socket.socket, path: Path, on_disk_above: int, limits: worker.Allowance) -> int:
    """Load the graph, say so, and follow orders until the socket is closed. Returns the exit status."""
    apart = confine.without_network()
    with ExitStack() as ending:
        try:
            large = path.stat().st_size > on_disk_above
            scratch = Path(ending.enter_context(TemporaryDirectory(prefix="kg-serve-"))) if large else None
            engine = _loaded(path, scratch)
        except (BadInput, OSError) as error:
            control.sendall(wire.packed({"fault": str(error)}))
            return 1
        worker.prepare()
        _settle()
        said = {"digest": engine.digest, "graphs": sorted(engine.graphs), "quads": len(engine), "apart": apart}
        control.sendall(wire.packed(said))
        children: set[int] = set()
        try:
            _follow(control, engine, limits, children)
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
    return 0


def _loaded(path: Path, scratch: Path | None) -> Engine:
    """The graph, loaded in a thread that ends, because glibc has an arena of memory for each thread.

    What workers allocate then does not fill the gaps between what they share: it lies close together, and fewer pages
    are copied. BadInput as `Engine.open`.
    """
    with ThreadPoolExecutor(1) as loading:
        return loading.submit(Engine.open, path, scratch).result()


def _settle() -> None:
    """Have the collector leave alone what is there by now: what it touches is no longer shared."""
    gc.collect()
    gc.freeze()


def _follow(control: socket.socket, engine: Engine, limits: worker.Allowance, children: set[int]) -> None:
    """Fork and kill. A child that is not waited for keeps its number, so no other process can be killed by mistake."""
    indexed = False
    while True:
        if children and not indexed and not select.select([control], [], [], _PAUSE)[0]:
            worker.index(engine)
            _settle()
            control.sendall(wire.INDEXED)
            indexed = True
        order, sockets, _, _ = socket.recv_fds(control, wire.ORDER, 1, socket.MSG_WAITALL)
        if len(order) < wire.ORDER:
            return
        if order[:1] == wire.SPAWN:
            with socket.socket(fileno=sockets[0]) as channel:
                child = os.fork()
                if child == 0:
                    control.close()
                    worker.run(channel, engine, limits)
                children.add(child)
        elif (child := int(order[1:])) in children:
            os.kill(child, signal.SIGKILL)
        children -= {child for child in children if os.waitpid(child, os.WNOHANG)[0]}


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _control, _path, _on_disk_above, _memory, _result = sys.argv[1:]
    sys.exit(
        main(
            socket.socket(fileno=int(_control)),
            Path(_path),
            int(_on_disk_above),
            worker.Allowance(int(_memory), int(_result)),
        )
    )

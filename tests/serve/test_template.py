"""The process that workers are forked from, without forking."""

import socket
import threading

import pytest

from kg.errors import BadInput
from kg.serve import template, wire


def test_the_graph_is_loaded_in_a_thread_that_has_ended(monkeypatch, tmp_path):
    threads = []
    monkeypatch.setattr(template.Engine, "open", lambda path, _: threads.append(threading.current_thread()) or path)
    assert template._loaded(tmp_path, None) == tmp_path
    assert threads[0] is not threading.current_thread()
    assert not threads[0].is_alive()


def test_a_graph_that_cannot_be_loaded_is_told_of(tmp_path):
    with pytest.raises(BadInput, match="build the graph first"):
        template._loaded(tmp_path / "none.nq", None)


def test_the_index_is_made_once_when_the_first_workers_are(monkeypatch):
    done: list[str] = []
    indexed = threading.Event()

    def index(engine: object) -> None:
        done.append(f"index of {engine}")
        indexed.set()

    monkeypatch.setattr(template.worker, "index", index)
    monkeypatch.setattr(template.os, "fork", lambda: done.append("worker") or 1 << 30)
    monkeypatch.setattr(template.os, "waitpid", lambda *_: (0, 0))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        following = threading.Thread(target=template._follow, args=(theirs, "the graph", None, set()))
        following.start()

        def spawn() -> None:
            socket.send_fds(ours, [wire.SPAWN.ljust(wire.ORDER)], [ours.fileno()])

        assert not indexed.wait(4 * template._PAUSE)
        spawn()
        assert indexed.wait(10)
        assert ours.recv(1) == wire.INDEXED
        spawn()
        ours.shutdown(socket.SHUT_WR)
        following.join(10)
    assert done == ["worker", "index of the graph", "worker"]

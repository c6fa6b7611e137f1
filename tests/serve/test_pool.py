"""Who waits and who goes: the pool with workers that only pretend."""

import asyncio

import pytest

from kg.serve import wire
from kg.serve.exchange import Refused
from kg.serve.limits import Limits
from kg.serve.pool import Pool

LIMITS = Limits(timeout=5, grace=5, workers=1, slow_workers=1, queue=4, client_queue=2)


class Transport(asyncio.WriteTransport):
    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        pass


class Stage:
    """A pool, the workers it had made, and the processes it had killed."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.workers, self.killed = [], []
        self.pool = Pool(limits, self.spawn, self.killed.append)
        self.pool.fill()

    def spawn(self, worker) -> None:
        self.workers.append(worker)
        worker.connection_made(Transport())
        number = len(self.workers)
        asyncio.get_running_loop().call_soon(worker.data_received, wire.packed({"pid": 10**7 + number}))

    def ask(self, text: str, client: str = "a") -> asyncio.Task:
        return asyncio.ensure_future(self.pool.run(text.encode(), client))

    def answer(self, worker: int = 0) -> None:
        self.workers[worker].data_received(wire.packed({"status": 200, "headers": {}}, b"x"))

    @property
    def order(self) -> list[bytes]:
        return [text for worker in self.workers for text in worker.transport.sent]


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def run(scene):
    return asyncio.run(scene())


def test_clients_take_turns():
    async def scene():
        stage = Stage()
        await settled()
        jobs = [stage.ask(text, text[0]) for text in ("a1", "a2", "a3", "b1", "c1")]
        await settled()
        for _ in jobs:
            stage.answer()
            await settled()
        assert [job.result().status for job in jobs] == [200] * 5
        return stage.order

    assert run(scene) == [b"a1", b"a2", b"b1", b"c1", b"a3"]


@pytest.mark.parametrize("clients", ["aaaa", "abcdef"], ids=["one client", "all"])
def test_the_queue_is_bounded(clients):
    async def scene():
        stage = Stage()
        await settled()
        jobs = [stage.ask("x", client) for client in clients]
        await settled()
        for job in jobs[:-1]:
            assert not job.done()
        with pytest.raises(Refused) as refused:
            await jobs[-1]
        for job in jobs:
            job.cancel()
        assert refused.value.headers["retry-after"]
        return refused.value.status

    assert run(scene) == 503


def test_a_job_at_its_limit_takes_its_worker_with_it():
    async def scene():
        stage = Stage(Limits(timeout=0.05, grace=5, workers=1))
        await settled()
        running, waiting = stage.ask("1"), stage.ask("2")
        await asyncio.sleep(0.1)
        for job in (running, waiting):
            with pytest.raises(Refused):
                await job
        return stage.killed, stage.order, len(stage.workers)

    assert run(scene) == ([10**7 + 1], [b"1"], 2)


def test_a_slow_job_makes_room_and_its_worker_is_not_used_again():
    async def scene():
        stage = Stage(Limits(timeout=5, grace=0.2, workers=1, slow_workers=1))
        await settled()
        slow, quick = stage.ask("slow"), stage.ask("quick", "b")
        await asyncio.sleep(0.3)
        stage.answer(1)
        await settled()
        assert (await quick).status == 200
        assert not slow.done()
        stage.answer(0)
        assert (await slow).status == 200
        return stage.killed, stage.order

    assert run(scene) == ([10**7 + 1], [b"slow", b"quick"])


@pytest.mark.parametrize(
    ("clients", "refused"),
    [("aa", [0]), ("aab", [0]), ("abb", [1]), ("ab", [0])],
)
def test_slow_jobs_beyond_the_room_for_them_are_ended(clients, refused):
    async def scene():
        stage = Stage(Limits(timeout=5, grace=0.02, workers=1, slow_workers=max(1, len(clients) - 1)))
        await settled()
        jobs = []
        for client in clients:
            jobs.append(stage.ask("slow", client))
            await asyncio.sleep(0.05)
        found = [number for number, job in enumerate(jobs) if job.done() and job.exception()]
        for job in jobs:
            job.cancel()
        return found

    assert run(scene) == refused


def test_a_worker_that_dies_is_replaced():
    async def scene():
        stage = Stage()
        await settled()
        job = stage.ask("x")
        await settled()
        stage.workers[0].connection_lost(None)
        with pytest.raises(Refused) as refused:
            await job
        return refused.value.kind, len(stage.workers)

    assert run(scene) == ("memory", 2)


def test_a_cancelled_job_ends_its_worker():
    async def scene():
        stage = Stage()
        await settled()
        job = stage.ask("x")
        await settled()
        job.cancel()
        await settled()
        return stage.killed

    assert run(scene) == [10**7 + 1]


def test_workers_are_renewed_at_once_or_after_their_job():
    async def scene():
        stage = Stage(Limits(timeout=5, grace=5, workers=2, slow_workers=1))
        await settled()
        job = stage.ask("begun")
        await settled()
        busy = next(number for number, worker in enumerate(stage.workers) if worker.job)
        stage.pool.renew()
        await settled()
        killed_first = list(stage.killed)
        stage.answer(busy)
        await settled()
        assert job.result().status == 200
        after = [stage.ask(text, text) for text in ("1", "2")]
        await settled()
        stage.answer(2)
        stage.answer(3)
        await asyncio.gather(*after)
        return busy, killed_first, stage.killed, len(stage.workers)

    busy, first, killed, made = run(scene)
    assert first == [10**7 + 2 - busy]
    assert sorted(killed) == [10**7 + 1, 10**7 + 2]
    assert made == 4

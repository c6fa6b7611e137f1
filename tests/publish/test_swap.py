import errno
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.publish import swap

WRITE_AND_DIE = """
import os, sys
from pathlib import Path
from kg.publish import swap
with swap.replacing(Path(sys.argv[1])) as fresh:
    (fresh / "half").write_text("half")
    os._exit(9)
"""


@pytest.fixture(params=["exchange", "two renames"])
def system(request, monkeypatch):
    """With and without a system that exchanges directories in one step."""
    if request.param == "two renames":
        monkeypatch.setattr(swap.sys, "platform", "other")


def content(directory: Path) -> dict[str, str]:
    return {p.relative_to(directory).as_posix(): p.read_text() for p in directory.rglob("*") if p.is_file()}


def replace(directory: Path, **files: str) -> None:
    with swap.replacing(directory) as fresh:
        for name, text in files.items():
            (fresh / name).write_text(text)


@pytest.mark.usefixtures("system")
def test_a_directory_is_replaced_whole(tmp_path):
    out = tmp_path / "deep" / "dist"
    replace(out, one="1", two="2")
    assert content(out) == {"one": "1", "two": "2"}
    replace(out, three="3")
    assert content(out) == {"three": "3"}
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.usefixtures("system")
def test_a_failure_leaves_the_last_good_one(tmp_path):
    out = tmp_path / "dist"
    replace(out, good="good")
    with pytest.raises(RuntimeError, match="midway"), swap.replacing(out) as fresh:
        (fresh / "half").write_text("half")
        raise RuntimeError("midway")
    assert content(out) == {"good": "good"}
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.usefixtures("system")
def test_nothing_takes_the_place_before_it_is_on_the_disk(tmp_path, monkeypatch):
    out = tmp_path / "dist"
    replace(out, good="good")

    def failing(_handle):
        raise OSError(errno.EIO, "the disk fails")

    monkeypatch.setattr(swap.os, "fsync", failing)
    with pytest.raises(OSError, match="the disk fails"):
        replace(out, new="new")
    assert content(tmp_path) == {"dist/good": "good"}


def test_a_second_rename_that_fails_is_undone(tmp_path, monkeypatch):
    out = tmp_path / "dist"
    replace(out, good="good")
    monkeypatch.setattr(swap.sys, "platform", "other")
    honest = Path.rename

    def failing(path, to):
        if ".new-" in path.name:
            raise OSError(errno.EIO, "the disk fails")
        return honest(path, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="the disk fails"):
        replace(out, new="new")
    assert content(tmp_path) == {"dist/good": "good"}


def test_a_killed_process_leaves_the_last_good_one_and_the_next_clears_up(tmp_path):
    out = tmp_path / "dist"
    replace(out, good="good")
    killed = subprocess.run([sys.executable, "-c", WRITE_AND_DIE, str(out)], check=False)
    assert killed.returncode == 9
    assert content(out) == {"good": "good"}
    assert len(list(tmp_path.iterdir())) == 2
    replace(out, better="better")
    assert content(tmp_path) == {"dist/better": "better"}


def test_what_a_process_killed_between_two_renames_left_aside_is_put_back(tmp_path):
    out = tmp_path / "dist"
    replace(out, good="good")
    out.rename(tmp_path / ".dist.old")
    with pytest.raises(RuntimeError), swap.replacing(out):
        raise RuntimeError
    assert content(tmp_path) == {"dist/good": "good"}


def test_the_unfinished_work_of_a_living_process_is_left_alone(tmp_path):
    other = tmp_path / f".dist.new-{os.getppid()}"
    other.mkdir()
    replace(tmp_path / "dist", good="good")
    assert other.is_dir()


@pytest.mark.parametrize(
    ("code", "files"),
    [(errno.ENOSYS, {"dist/new": "new"}), (errno.EINVAL, {"dist/new": "new"}), (errno.EACCES, {"dist/good": "good"})],
)
def test_a_system_that_cannot_exchange_renames_twice_but_one_that_refuses_is_heard(code, files, tmp_path, monkeypatch):
    out = tmp_path / "dist"
    replace(out, good="good")
    monkeypatch.setattr(swap.ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renameat2=lambda *_: -1))
    monkeypatch.setattr(swap.ctypes, "get_errno", lambda: code)
    with nullcontext() if "dist/new" in files else pytest.raises(PermissionError):
        replace(out, new="new")
    assert content(tmp_path) == files

"""Replace a directory whole: readers see the old one or the new one, never half of each, whatever fails."""

from __future__ import annotations

import ctypes
import errno
import glob
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """An empty sibling directory to write to, which takes the place of `directory` when the block ends well.

    What was written is on the disk before it takes the place; the old directory is removed afterwards. When the block
    raises, or the process is killed, `directory` is left as it was. OSError where the file system refuses.
    """
    directory = directory.resolve()
    directory.parent.mkdir(parents=True, exist_ok=True)
    _recover(directory)
    fresh = directory.with_name(f".{directory.name}.new-{os.getpid()}")
    fresh.mkdir()
    try:
        yield fresh
        _sync(fresh)
        _exchange(fresh, directory)
        _sync_one(directory.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _exchange(fresh: Path, directory: Path) -> None:
    """Put `fresh` in the place of `directory`; the old one, if any, then stands at `fresh`."""
    if not directory.exists():
        fresh.rename(directory)
    elif not _exchanged(fresh, directory):
        aside = _aside(directory)
        directory.rename(aside)
        try:
            fresh.rename(directory)
        except OSError:
            aside.rename(directory)
            raise
        aside.rename(fresh)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two directories in one step, where the system can (renameat2 of Linux); whether it could."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    call = getattr(library, "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    if (code := ctypes.get_errno()) in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _aside(directory: Path) -> Path:
    return directory.with_name(f".{directory.name}.old")


def _recover(directory: Path) -> None:
    """Clear up after processes that were killed: put back what stands aside, remove what was never finished."""
    aside = _aside(directory)
    if aside.exists() and not directory.exists():
        aside.rename(directory)
    shutil.rmtree(aside, ignore_errors=True)
    for left in directory.parent.glob(f".{glob.escape(directory.name)}.new-*"):
        if not _alive(int(left.name.rpartition("-")[2])):
            shutil.rmtree(left)


def _alive(process: int) -> bool:
    """Whether another process of this number runs (where that can be asked without harm)."""
    if process == os.getpid():
        return False
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _sync(directory: Path) -> None:
    for path in sorted(directory.rglob("*")):
        _sync_one(path)
    _sync_one(directory)


def _sync_one(path: Path) -> None:
    """Have the system write a file or the entries of a directory to the disk."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

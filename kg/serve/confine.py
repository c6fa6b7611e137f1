"""What a worker may not do: grow, open anything, reach a network. Each lock holds without the others."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def without_network() -> bool:
    """Leave the network for good, where the system permits it; whether it did. For a process with one thread."""
    if not sys.platform.startswith("linux"):
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return bool(unshare(_NEW_NET) == 0 or unshare(_NEW_USER | _NEW_NET) == 0)


def limit_memory(more: int) -> None:
    """Let this process take `more` bytes of address space on top of what it has, and leave no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # no /proc, or a system that does not limit address space
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + more
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def open_nothing() -> None:
    """No new file and no new connection: the number of open files may not grow beyond what is open now."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))

"""What is exported: a small graph that is hard to write."""

import debian
from awkward import dist, small, store

__all__ = ["dist", "small", "store"]

collect_ignore = [] if debian.FOUND else ["test_schemas.py"]

"""What is exported: a small graph that is hard to write."""

from awkward import dist, small, store

__all__ = ["dist", "small", "store"]

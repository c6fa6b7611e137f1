"""What is drawn: a small graph that is hard to write."""

from awkward import dist, store

__all__ = ["dist", "store"]

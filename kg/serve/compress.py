"""The border to the compressors: an answer in a Content-Encoding. Settings are for answers that are made once and soon."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

import brotli
import zstandard

ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdCompressor(level=3).compress(body),
    "br": lambda body: bytes(brotli.compress(body, quality=4)),
    "gzip": lambda body: gzip.compress(body, compresslevel=5, mtime=0),
}
"""Compressors by name of the encoding, the quickest first."""

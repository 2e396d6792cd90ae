"""Unpacking gzip as a stream, with an eye on bombs."""

from __future__ import annotations

import io
import zlib
from typing import IO

from demarche.reading.pages.limits import LimitError, Limits

_BLOCK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
_GZIP_BITS = 31  # zlib's way of saying: a gzip header, and the largest window


class PackingError(ValueError):
    """A gzip stream that is damaged. Never leaves this room: the opener turns it into a refusal."""


class Unpacked(io.RawIOBase):
    """
    The unpacked bytes of a gzip stream of any number of members.

    All that a damaged or cut stream still holds is given before `PackingError` is raised. `LimitError` is raised once
    more has come out than `Limits.unpacked_ratio` allows; no more than one block beyond that is ever made.
    """

    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self._stream, self._limits = stream, limits
        self._decoder = zlib.decompressobj(_GZIP_BITS)
        self._pending, self._packed, self._out, self._inside = b"", 0, 0, False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # io's buffer is wider
        """Fill the buffer with unpacked bytes; 0 at the end."""
        block = b""
        while not block and self._fill():
            block = self._unpack(min(len(buffer), _BLOCK))
        self._out += len(block)
        if self._out > self._limits.unpacked_free_bytes + self._limits.unpacked_ratio * self._packed:
            found = f"{self._packed:,} packed bytes had grown to {self._out:,}"
            raise LimitError("gzip bomb", "unpacked_ratio", self._limits.unpacked_ratio, found)
        buffer[: len(block)] = block
        return len(block)

    def _fill(self) -> bool:
        """Have packed bytes at hand; False at the end of the stream, or where only padding follows a member."""
        if not self._pending:
            self._pending = self._stream.read(_BLOCK)
            self._packed += len(self._pending)
        if not self._inside:
            self._pending = self._pending.lstrip(b"\x00")
            if not self._pending.startswith(GZIP_MAGIC[:1]):
                return False
        if not self._pending:
            raise PackingError(f"it ends inside a member, after {self._packed:,} bytes")
        return True

    def _unpack(self, most: int) -> bytes:
        self._inside = True
        try:
            block = self._decoder.decompress(self._pending, most)
        except zlib.error as exc:
            raise PackingError(f"{exc}, within {self._packed:,} bytes") from exc
        self._pending = self._decoder.unconsumed_tail
        if self._decoder.eof:
            self._pending, self._inside = self._decoder.unused_data, False
            self._decoder = zlib.decompressobj(_GZIP_BITS)
        return block


def read_whole(stream: IO[bytes], limits: Limits) -> bytes:
    """
    Read a stream to its end.

    Raises
    ------
    LimitError
        If it is longer than `Limits.file_bytes`; no more than that is ever held.
    """
    blocks, size = [], 0
    while block := stream.read(_BLOCK * 16):
        size += len(block)
        if size > limits.file_bytes:
            raise LimitError("file too large", "file_bytes", limits.file_bytes, "more bytes than are held at once")
        blocks.append(block)
    return b"".join(blocks)

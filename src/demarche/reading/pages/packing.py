"""Unpacking gzip as a stream, with an eye on bombs."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO, Protocol

from demarche.reading.pages.limits import LimitError, Limits

_BLOCK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class PackingError(ValueError):
    """A gzip stream that is damaged. Never leaves this room: the opener turns it into a refusal."""


class _Counter(io.RawIOBase):
    """Counts the packed bytes that go by."""

    def __init__(self, stream: _Readable) -> None:
        self.stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        block = self.stream.read(size)
        self.count += len(block)
        return block


class Unpacked(io.RawIOBase):
    """
    The unpacked bytes of a gzip stream of any number of members.

    Raises `LimitError` on read once more has come out than `Limits.unpacked_ratio` allows, and `PackingError` where
    the stream is damaged.
    """

    def __init__(self, stream: _Readable, limits: Limits) -> None:
        self._packed, self._limits, self._out = _Counter(stream), limits, 0
        self._gzip = gzip.GzipFile(fileobj=self._packed, mode="rb")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # io's buffer is wider
        try:
            block = self._gzip.read(min(len(buffer), _BLOCK))
        except (OSError, EOFError, zlib.error) as exc:
            raise PackingError(str(exc)) from exc
        self._out += len(block)
        allowed = self._limits.unpacked_free_bytes + self._limits.unpacked_ratio * self._packed.count
        if self._out > allowed:
            found = f"{self._packed.count:,} packed bytes had grown to {self._out:,}"
            raise LimitError("gzip bomb", "unpacked_ratio", self._limits.unpacked_ratio, found)
        buffer[: len(block)] = block
        return len(block)


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

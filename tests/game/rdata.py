"""A small reader of R's saved data frames (XDR, gzip): numbers, words and factors, enough for the data of the tests."""

from __future__ import annotations

import gzip
import struct
from pathlib import Path
from typing import Any

import numpy as np

NIL, ALIST, REFERENCE, NAMESPACE = 254, 2, 255, 249


class Reader:
    def __init__(self, raw: bytes) -> None:
        assert raw[:7] == b"RDX2\nX\n", "not a saved workspace of format 2"
        self.raw, self.at, self.seen = raw, 7 + 12, []  # type: ignore[var-annotated]

    def integer(self) -> int:
        self.at += 4
        return int(struct.unpack(">i", self.raw[self.at - 4 : self.at])[0])

    def array(self, kind: str, size: int) -> np.ndarray[Any, Any]:
        count = self.integer()
        found = np.frombuffer(self.raw, dtype=f">{kind}{size}", count=count, offset=self.at)
        self.at += count * size
        return found

    def item(self) -> Any:
        flags = self.integer()
        kind, has_attributes, has_tag = flags & 0xFF, bool(flags & 0x200), bool(flags & 0x400)
        if kind == NIL:
            return None
        if kind == REFERENCE:
            return self.seen[(flags >> 8) - 1]
        if kind == 1:  # a symbol
            self.seen.append(self.item())
            return self.seen[-1]
        if kind in (ALIST, 6):
            return self.pairs(has_attributes, has_tag)
        if kind == 9:  # one word
            length = self.integer()
            self.at += max(length, 0)
            return None if length < 0 else self.raw[self.at - length : self.at].decode("utf-8", "replace")
        value = self.vector(kind)
        return Value(value, self.item()) if has_attributes else Value(value, {})

    def vector(self, kind: int) -> Any:
        if kind in (10, 13):  # logical, integer
            numbers = self.array("i", 4).astype(np.float64)
            numbers[numbers == -(2**31)] = np.nan
            return numbers
        if kind == 14:
            return self.array("f", 8).astype(np.float64)
        if kind in (16, 19, 20):
            return [self.item() for _ in range(self.integer())]
        raise ValueError(f"type {kind} of R is not read here")

    def pairs(self, has_attributes: bool, has_tag: bool) -> dict[str, Any]:
        if has_attributes:
            self.item()
        tag = self.item() if has_tag else ""
        found = {tag: self.item()}
        rest = self.item()
        return found | (rest or {})


class Value:
    def __init__(self, value: Any, attributes: dict[str, Any]) -> None:
        self.value, self.attributes = value, attributes or {}


def read_frame(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Return the columns of the one data frame in a file; factors as words."""
    saved = Reader(gzip.decompress(path.read_bytes())).item()
    (frame,) = saved.values()
    names = frame.attributes["names"].value
    return {name: column(one) for name, one in zip(names, frame.value, strict=True)}


def column(one: Value) -> np.ndarray[Any, Any]:
    if "levels" in one.attributes:
        levels = one.attributes["levels"].value
        return np.array(["" if np.isnan(code) else levels[int(code) - 1] for code in one.value])
    return np.array(one.value)

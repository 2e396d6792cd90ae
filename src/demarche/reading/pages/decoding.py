"""Bytes to text: which encoding, or why none."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
# Every C0 control but tab and line feed, DEL, and lone surrogates: one for one, so that offsets do not move.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class DecodingError(ValueError):
    """Bytes that are no text. Never leaves this room: the opener turns it into a refusal."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Decoded:
    """Text, and the encoding that it was read in."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """
    Decode a file's bytes: UTF-8, UTF-16 or UTF-32 by their marks, UTF-16 without one, else an 8-bit encoding.

    Raises
    ------
    DecodingError
        If the bytes are binary, or UTF that is broken (the detail names the offset of the first bad byte).

    Notes
    -----
    Bytes that are no UTF-8 are taken for Windows-1252 only where no UTF-8 sequence stands among them, since otherwise
    the file is broken UTF-8 and reading it as Windows-1252 would put wrong letters into quotations.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return Decoded(_strict(raw[len(mark) :], encoding, len(mark)), encoding)
    wide = _wide_encoding(raw)
    if wide:
        return Decoded(_strict(raw, wide, 0), wide)
    if is_binary(raw[:65536]):
        raise DecodingError("binary file", "the bytes are no text in any encoding that is read here")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as exc:
        return _decode_narrow(raw, exc)


def is_binary(head: bytes) -> bool:
    """Tell whether the head of a file is no text: NUL bytes, or more than 1 in 100 bytes are control characters."""
    if not head:
        return False
    return b"\x00" in head or len(head) - len(head.translate(None, _CONTROLS)) > max(2, len(head) // 100)


def _strict(raw: bytes, encoding: str, skipped: int) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as exc:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise DecodingError(f"broken {name}", f"byte {exc.start + skipped}: {exc.reason}") from exc


def _wide_encoding(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: Latin text has a zero in almost every second byte, on one side only."""
    head = raw[:4096]
    if len(head) < 8:
        return None
    even, odd, half = head[0::2].count(0), head[1::2].count(0), len(head) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_narrow(raw: bytes, broken: UnicodeDecodeError) -> Decoded:
    if len(_MULTIBYTE.findall(raw[:1_000_000])) > _bad_bytes(raw[:1_000_000]):
        raise DecodingError("broken UTF-8", f"byte {broken.start}: {broken.reason}") from broken
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", raw[:65536]))
    if high <= 0.2 * min(len(raw), 65536):
        try:
            return Decoded(raw.decode("cp1252"), "windows-1252")
        except UnicodeDecodeError as exc:
            detail = f"byte {broken.start}: {broken.reason}; nor Windows-1252: byte {exc.start}"
            raise DecodingError("unknown encoding", detail) from broken
    return _decode_guessed(raw, broken)


def _bad_bytes(raw: bytes) -> int:
    """Count the bytes that no UTF-8 sequence explains."""
    return raw.decode("utf-8", errors="replace").count("\ufffd")


def _decode_guessed(raw: bytes, broken: UnicodeDecodeError) -> Decoded:
    """Guess the encoding of a text that is mostly beyond ASCII, so that its language can be named in the refusal."""
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(raw[:65536]).best()
    if best is not None:
        try:
            return Decoded(raw.decode(best.encoding), best.encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    raise DecodingError("unknown encoding", f"byte {broken.start}: {broken.reason}") from broken


def normalise(text: str) -> str:
    r"""
    Return the text with `\n` line ends and without characters that are no text; all else stays as it is.

    Control characters and lone surrogates become spaces and replacement characters one for one.

    Examples
    --------
    >>> normalise("a\r\nb\rc\x00d")
    'a\nb\nc d'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TEXT.sub(lambda found: "\ufffd" if found[0] >= "\ud800" else " ", text.removeprefix("\ufeff"))


_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


def decode_markup(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """
    Decode HTML or XML as its mark or its declaration says, else as any text; with the notes on it.

    Bad bytes are replaced, as browsers do, and a note says so: markup is not refused for one of them.
    """
    if raw.startswith(tuple(mark for mark, _ in _BOMS)) or _wide_encoding(raw):
        decoded = decode(raw)
        return decoded.text, ()
    declared = _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii").casefold() if declared else "utf-8"
    encoding = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252"}.get(name, name)
    try:
        return raw.decode(encoding), ()
    except (UnicodeError, LookupError):  # a codec may refuse with either: `undefined`, `idna`, none of that name
        pass
    try:
        return decode(raw).text, ()
    except DecodingError as exc:
        if exc.reason == "binary file" and b"<" not in raw[:4096]:
            raise
        return raw.decode("utf-8", errors="replace"), (f"bad bytes were replaced ({exc.detail})",)

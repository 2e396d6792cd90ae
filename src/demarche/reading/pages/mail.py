"""E-mail: the plain part before the HTML part; attachments of kinds that are read become pages of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from demarche.reading.pages.decoding import decode, normalise
from demarche.reading.pages.limits import LimitError, Limits
from demarche.reading.pages.page import FOREIGN_FAULTS, AdapterError, Colophon, Draft
from demarche.reading.pages.webpage import read_html


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a message."""

    name: str
    raw: bytes


@dataclass(frozen=True)
class Mail:
    """A message taken apart."""

    draft: Draft | None
    colophon: Colophon
    attachments: tuple[Attachment, ...]


def read_mail(raw: bytes, limits: Limits) -> Mail:
    """
    Return the text, the headers' metadata and the attachments of a message.

    Raises
    ------
    LimitError
        If it has more parts than `Limits.mail_parts`.
    AdapterError
        If it is no message.
    """
    try:
        message = message_from_bytes(raw, policy=policy.default)
        parts = list(_parts(message, limits))
        colophon = _colophon(message)
        attachments = tuple(_attachments(parts))
        draft = _body(parts, limits)
    except (LimitError, AdapterError):
        raise
    except (MessageError, *FOREIGN_FAULTS) as exc:
        raise AdapterError("damaged e-mail", f"{type(exc).__name__}: {str(exc)[:200]}") from exc
    if not message.keys():
        raise AdapterError("damaged e-mail", "it has no headers")
    return Mail(draft, colophon, attachments)


def _parts(message: EmailMessage, limits: Limits) -> Iterator[EmailMessage]:
    for count, part in enumerate(message.walk(), 1):
        if count > limits.mail_parts:
            raise LimitError("too many parts", "mail_parts", limits.mail_parts)
        if not part.is_multipart():
            yield part


def _body(parts: list[EmailMessage], limits: Limits) -> Draft | None:
    shown = [part for part in parts if part.get_content_disposition() != "attachment" and not part.get_filename()]
    plain = [_text(part) for part in shown if part.get_content_type() == "text/plain"]
    if any(one.strip() for one in plain):
        return Draft("\n\n".join(one.strip("\n") for one in plain if one.strip()))
    for part in shown:
        if part.get_content_type() == "text/html":
            return read_html(_text(part), limits)[0]
    return None


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return normalise(raw.decode(charset, errors="replace") if charset else decode(raw).text)
    except (UnicodeError, LookupError):
        return normalise(decode(raw).text)


def _attachments(parts: list[EmailMessage]) -> Iterator[Attachment]:
    for number, part in enumerate(parts, 1):
        if part.get_content_disposition() == "attachment" or part.get_filename():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                yield Attachment(normalise(part.get_filename() or f"part-{number}"), payload)


def _colophon(message: EmailMessage) -> Colophon:
    name, address = parseaddr(str(message.get("From", "")))
    sender = name or address
    return Colophon(
        title=" ".join(str(message.get("Subject", "")).split()) or None,
        source_name=sender or None,
        authors=(name,) if name else (),
        published=_date(str(message.get("Date", ""))),
        language=str(message.get("Content-Language", "")) or None,
    )


def _date(header: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(header).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

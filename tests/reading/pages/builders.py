# ruff: noqa: E501 - a case of a table stands on one line
"""Files for the tests of this room: reports in every format, made here and not copied from anywhere."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter

LEAD = (
    "French President Emmanuel Macron met Vladimir Putin in Moscow on Monday for more than five hours, and said that he "
    "felt confident. The Kremlin called some of his ideas feasible."
)
SECOND = (
    "The United States said that the demands were non-starters, and that more troops would go to Poland and Romania."
)
THIRD = "The ministers will meet again in Berlin next week, and the Olympics end on February 20th."
REPORT = f"{LEAD}\n\n{SECOND}\n\n{THIRD}\n"


def make_pdf(pages: Sequence[Sequence[str]], info: dict[str, str] | None = None) -> bytes:
    """Return a small PDF with the given lines on each page, in Helvetica, from the top down."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 11 Tf 50 780 Td {shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _with_info(_file(objects), info)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[str]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n"
    )
    return out + tail.encode() + b"%%EOF\n"


def _with_info(raw: bytes, info: dict[str, str] | None) -> bytes:
    if not info:
        return raw
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.add_metadata({f"/{key}": value for key, value in info.items()})
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def make_blank_pdf(count: int = 1) -> bytes:
    """Return a PDF of pages without text, as a scanner makes them."""
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    return _written(writer)


def make_locked_pdf(raw: bytes, user_password: str, owner_password: str = "owner") -> bytes:
    """Return a PDF encrypted with the old cipher that needs no further package."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.encrypt(user_password, owner_password, algorithm="RC4-128")
    return _written(writer)


def make_web_page(title: str = "Talks in Moscow end", extra: str = "", head: str = "") -> str:
    """Return a web page as news sites make them: navigation, article, comments, footer."""
    paragraphs = "".join(f"<p>{words}</p>" for words in (LEAD, SECOND, THIRD, LEAD.replace("Monday", "Tuesday")))
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>{title}</h1>{paragraphs}{extra}</article>"
        "<div class='comments'><h3>2 comments</h3><p>Nobody believes them.</p></div>"
        "<footer>© 2022 The Harbour Gazette</footer></body></html>"
    )


def make_warc(records: Sequence[tuple[str, str, bytes]], *, packed: bool = False) -> bytes:
    """Return a WARC file of responses: (address, content type, content) each."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, kind, content in records:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(content), http_headers=headers)
        )
    return out.getvalue()


def make_feed(entries: Sequence[tuple[str, str]], head: str = "") -> str:
    """Return an RSS feed of (title, description) entries; the descriptions are escaped HTML."""
    items = "".join(
        f"<item><title>{title}</title><link>https://example.org/{n}</link><description><![CDATA[{words}]]></description>"
        "<pubDate>Tue, 08 Feb 2022 10:00:00 GMT</pubDate><author>Jane Roe</author></item>"
        for n, (title, words) in enumerate(entries)
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?>{head}<rss version='2.0'><channel><title>The Harbour Gazette</title>"
        f"<language>en</language>{items}</channel></rss>"
    )


def make_mail(body: str, *, html: str = "", attachment: tuple[str, bytes] | None = None) -> bytes:
    """Return an e-mail message."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "Jane Roe <jane@example.org>"
    message["To"] = "desk@example.org"
    message["Subject"] = "Talks in Moscow"
    message["Date"] = "Tue, 08 Feb 2022 10:00:00 +0100"
    message["Message-ID"] = "<1@example.org>"
    if body:
        message.set_content(body)
    if html:
        (message.add_alternative if body else message.set_content)(html, subtype="html")
    if attachment:
        name, raw = attachment
        message.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()

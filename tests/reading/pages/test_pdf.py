# ruff: noqa: E501 - a case of a table stands on one line
"""PDF: paragraphs again, without the lines that run along its pages."""

from __future__ import annotations

from pathlib import Path

from demarche.reading.pages import Page, open_pages

from .builders import make_locked_pdf, make_pdf

LINES = [
    "French President Emmanuel Macron met Vladimir Putin in Moscow on Monday for more than",
    "five hours, and the two men agreed that the talks on the security of the conti-",
    "nent should go on. The Kremlin called some of the ideas feasible, but the well-",
    "known demands stand.",
    "The United States said that the demands were non-starters, and that more troops would",
    "go to Poland and Romania.",
]


def read(folder: Path, raw: bytes) -> Page:
    (folder / "a.pdf").write_bytes(raw)
    (page,) = open_pages([folder / "a.pdf"])
    assert isinstance(page, Page), page
    return page


def test_lines_are_joined_into_paragraphs(tmp_path: Path) -> None:
    """Wrapped lines are one paragraph, printer's hyphens are undone, and a short last line ends a paragraph."""
    page = read(tmp_path, make_pdf([LINES]))
    first, second = page.text.split("\n\n")
    assert "for more than five hours" in first
    assert "security of the continent should" in first
    assert first.endswith("demands stand.")
    assert second.startswith("The United States")


def test_running_lines_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    """What stands at the head or foot of every page, and page numbers, are no part of the text; sentences go on across."""
    pages = [["HARBOUR GAZETTE  8 FEBRUARY", *LINES[i : i + 2], f"Page {i + 1} of 3"] for i in range(0, 6, 2)]
    page = read(tmp_path, make_pdf(pages))
    assert "HARBOUR GAZETTE" not in page.text
    assert "Page" not in page.text
    assert "security of the continent should" in page.text
    assert page.notes == ("6 running headers, footers and page numbers were dropped",)


def test_document_information_is_used_where_it_says_something(tmp_path: Path) -> None:
    """Title and author of the document are the page's; the name of a word processor's file is no title."""
    page = read(tmp_path, make_pdf([LINES], {"Title": "Talks in Moscow", "Author": "Jane Roe"}))
    assert (page.title, page.authors) == ("Talks in Moscow", ("Jane Roe",))
    page = read(tmp_path, make_pdf([LINES], {"Title": "Microsoft Word - talks.docx", "Author": "owner"}))
    assert (page.title, page.authors) == (None, ())


def test_lock_for_the_owner_alone_does_not_hinder_reading(tmp_path: Path) -> None:
    """A PDF that opens without a password is read, whatever its owner may do with it."""
    page = read(tmp_path, make_locked_pdf(make_pdf([LINES]), ""))
    assert "Emmanuel Macron" in page.text

"""Bytes to pages: every kind of input, its limits, its refusals, and what of it is no prose."""

from demarche.reading.pages.limits import Limits
from demarche.reading.pages.opener import open_pages, page_from_text
from demarche.reading.pages.page import Page

__all__ = ["Limits", "Page", "open_pages", "page_from_text"]

"""What is cited and counted in a brief: citations with W3C selectors, numbers with ids, sentences with citations."""

from __future__ import annotations

import msgspec


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class TextQuoteSelector(Part, frozen=True, tag_field="type", tag="TextQuoteSelector"):
    """The exact words cited, with up to 32 code points on either side (W3C Web Annotation)."""

    exact: str
    prefix: str
    suffix: str


class TextPositionSelector(Part, frozen=True, tag_field="type", tag="TextPositionSelector"):
    """Where the words stand: a half-open range of the report's text, in code points."""

    start: int
    end: int


class Citation(Part, frozen=True):
    """A cited span. `number` is `report.place`, as printed; `items` are the ids of what cites it."""

    number: str
    report: str
    selector: tuple[TextQuoteSelector, TextPositionSelector]
    items: tuple[str, ...]

    @property
    def exact(self) -> str:
        """The cited words."""
        return self.selector[0].exact

    @property
    def anchor(self) -> str:
        """The fragment under which the quotation stands on the page."""
        return "q-" + self.number.replace(".", "-")


class Count(Part, frozen=True):
    """A printed number, and the ids of the items or reports that it counts."""

    name: str
    value: int
    items: tuple[str, ...]


class Sentence(Part, frozen=True):
    """A sentence of the brief, the citations behind it, and the ids of the items that it rests on."""

    text: str
    citations: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

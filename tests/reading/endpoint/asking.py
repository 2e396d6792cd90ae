"""A model reader that asks a server on loopback, with the waiting written down instead of done."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.reading.endpoint.server import Act, Desk, environment, serving

from demarche.reading import Page, page_from_text
from demarche.reading.endpoint import Spending, read_settings
from demarche.reading.model_reader import ModelReader
from demarche.record import Reading, Refused, check_reading

LEAD = "Greek Prime Minister Costas Simitis met Turkish President Suleyman Demirel in Helsinki on 10 December 1999."
THREAT = "Turkey threatened on Friday to close its airspace if Greece sends 3,000 troops to Cyprus."
TEXT = f"{LEAD}\n\n{THREAT}"
WHEN = "1999-12-11"


@dataclass
class Asked:
    """What came of it."""

    results: list[Reading | Refused]
    desk: Desk
    slept: list[float] = field(default_factory=list)
    spent: list[Spending] = field(default_factory=list)

    @property
    def reading(self) -> Reading:
        (one,) = self.results
        assert isinstance(one, Reading), one
        return check_reading(one)

    @property
    def refused(self) -> Refused:
        (one,) = self.results
        assert isinstance(one, Refused), one
        return one

    @property
    def reasons(self) -> list[str]:
        return [one.reason for one in self.reading.dropped]


def page(text: str = TEXT, **meta: object) -> Page:
    found = page_from_text(text, path="a report", **{"published": WHEN, **meta})  # type: ignore[arg-type]
    assert isinstance(found, Page), found
    return found


def ask(*script: Act, text: Page | str | list[str] = TEXT, meta: dict[str, object] | None = None, **more: str) -> Asked:
    """Read texts by the model that a script plays."""
    texts = text if isinstance(text, list) else [text]
    pages = [one if isinstance(one, Page) else page(one, **(meta or {})) for one in texts]
    with serving(*script) as desk:
        asked = Asked([], desk)
        settings = read_settings(environment(desk, **{"TIMEOUT": "20", **more}))
        # The stopwatch moves by what is slept, so that waiting times add up and take none.
        reader = ModelReader(settings, asked.spent.append, clock=lambda: sum(asked.slept), sleep=asked.slept.append)
        asked.results.extend(reader.read(pages))
    return asked

"""Only English is read; what is in another language is refused by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.reading.pages import Page, page_from_text
from demarche.reading.pages.language import language_name
from demarche.record import Refused

from .builders import LEAD, REPORT, SECOND

FOREIGN = dict(
    line.split("\t")
    for line in (Path(__file__).parent / "foreign.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
ENGLISH = [
    "Zelenskyy, Macron, Scholz, Draghi and Iohannis met in Kyiv on Thursday.",
    "Wagner chief Yevgeny Prigozhin accuses Shoigu, Gerasimov of treason",
    "Mahmoud Ahmadinejad, Ali Larijani, Mohammad Khatami, Hassan Rouhani attend Tehran ceremony",
    "THE PRESIDENT OF THE REPUBLIC SAID ON MONDAY THAT THE TROOPS WOULD STAY WHERE THEY WERE.",
    "Troops mass. Tanks roll. Talks stall. Sanctions loom. Markets slump. Allies dither.",
    "Der Spiegel and Le Monde reported that the Bundeskanzler had called the Élysée about Nord Stream.",
    "Xi Jinping told Nguyen Phu Trong that Beijing and Hanoi should manage the Biển Đông dispute.",
]


@pytest.mark.parametrize("code", FOREIGN)
def test_other_language_is_refused_by_name(code: str) -> None:
    """A report in another language is refused with the language's name and code."""
    refused = page_from_text(FOREIGN[code], language="en")
    assert isinstance(refused, Refused)
    assert refused.reason == f"not English: {language_name(code)} ({code})"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_is_read(text: str) -> None:
    """English is English, however many foreign names it holds, and whatever the metadata say."""
    assert isinstance(page_from_text(text, language="fr"), Page)


def test_short_text_is_trusted() -> None:
    """Fewer than forty characters tell too little, and are read."""
    assert isinstance(page_from_text("Nein."), Page)


def test_most_of_the_prose_decides() -> None:
    """A foreign paragraph in an English report is left out; a report that is mostly foreign is refused."""
    page = page_from_text(f"{REPORT}\n{FOREIGN['fr']}\n")
    assert isinstance(page, Page)
    assert [(page.text[s.start : s.end], s.why) for s in page.left_out] == [(FOREIGN["fr"], "language")]
    refused = page_from_text(f"{SECOND}\n\n{FOREIGN['ru']}\n\n{FOREIGN['ru']}\n")
    assert isinstance(refused, Refused)


def test_furniture_does_not_decide() -> None:
    """Foreign prose under English furniture is refused."""
    text = f"Skip to content\n\n{FOREIGN['de']}\n\nShare this:\n\nLeave a Reply\n\n{LEAD[:60]}"
    assert isinstance(page_from_text(text), Refused)


def test_unknown_code_is_shown_as_it_is() -> None:
    """A code that the table lacks stands for itself."""
    assert (language_name("fr"), language_name("xx")) == ("French", "xx")

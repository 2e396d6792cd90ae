"""Windows and deadlines: which dates become parameters, whose elections count, what is left alone."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from demarche.forecasting.windows import find_windows, sentences
from demarche.record import LeftOut, Record, Report, Source, text_digest

DAY = dt.date(2031, 1, 10)
ROLES = {"challenger": "RUS", "target": "EST", "patron": "USA", "mediator": "FIN"}


def report(text: str, published: dt.date = DAY, name: str = "Baltic Post") -> Report:
    return Report(
        f"r-{text_digest(name + text)[:16]}", None, Source(name), published, False, None, "en", text_digest(text), text
    )


def windows(*texts: str, as_of: dt.date = DAY) -> dict[str, str]:
    record = Record(tuple(report(text, name=f"Post {n}") for n, text in enumerate(texts)))
    return {one.parameter: str(one.date) for one in find_windows(record, as_of, ROLES).windows}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The summit in Oslo will end on February 3.", {"games_end": "2031-02-03"}),
        (
            "Both want the World Cup to pass before anything happens; it runs until March 2.",
            {"games_end": "2031-03-02"},
        ),
        ("The ground will stay frozen until mid-March.", {"season_closes": "2031-03-15"}),
        ("The rasputitsa begins in April.", {"season_closes": "2031-04-01"}),
        ("The typhoon season begins in June.", {"season_closes": "2031-06-01"}),
        ("The passes reopen in May.", {"season_opens": "2031-05-01"}),
        ("Estonia will hold elections on March 2.", {"target_election": "2031-03-02"}),
        ("Russians will vote in a presidential election on March 16.", {"challenger_election": "2031-03-16"}),
        ("Finland goes to the polls on April 20.", {"mediator_election": "2031-04-20"}),
        ("Few would fight at Easter.", {}),  # it has not begun
        ("Few would fight during Ramadan.", {"games_end": "2031-01-23"}),
        ("Latvia will hold elections on March 2.", {}),
        ("Elections were held in Estonia on November 3.", {}),
        ("A thaw in relations came in March.", {}),
        ("Talks will be held on February 3.", {}),
    ],
)
def test_cues_make_dates_parameters(text: str, wanted: dict[str, str]) -> None:
    """A cue makes the date of its sentence a parameter; a vote counts for the role whose country votes."""
    assert windows(text) == wanted


def test_the_date_most_told_is_taken_and_the_other_said() -> None:
    """Of two dates the one that more reports give is taken, and a note names the other."""
    texts = (
        "The summit ends on February 3.",
        "The summit will end on February 5.",
        "The Oslo summit closes on February 5.",
    )
    record = Record(tuple(report(text, name=f"Post {n}") for n, text in enumerate(texts)))
    found = find_windows(record, DAY, ROLES)
    assert [str(one.date) for one in found.windows] == ["2031-02-05"]
    assert "2031-02-03" in found.notes[0]


def test_later_reports_and_what_is_no_prose_are_not_read() -> None:
    """A report published after the as-of date, or a range that was left out of the prose, gives no window."""
    text = "The summit ends on February 3."
    late = Record((report(text, published=DAY + dt.timedelta(days=1)),))
    assert find_windows(late, DAY, ROLES).windows == ()
    caption = msgspec.structs.replace(report(text), left_out=(LeftOut(0, len(text), "caption"),))
    assert find_windows(Record((caption,)), DAY, ROLES).windows == ()


def test_a_quotation_is_the_text_of_its_range() -> None:
    """A window's words are exactly the text of its report from start to end, whatever characters come before."""
    text = "“Così fan tutte” 🎭 — Dr. Ilves said. The summit in Oslo ends on February 3. Then what?"
    record = Record((report(text),))
    (found,) = find_windows(record, DAY, ROLES).windows
    assert found.words == text[found.start : found.end]
    assert "February 3" in found.words


def test_sentences_keep_abbreviations_whole() -> None:
    """A title's full stop ends no sentence."""
    text = "Mr. Ilves came. He spoke on Feb. 3 at noon."
    assert [text[a:b] for a, b in sentences(report(text))] == ["Mr. Ilves came.", "He spoke on Feb. 3 at noon."]

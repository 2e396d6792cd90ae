"""
What a model is told: instructions of our own, and a piece of a report, fenced off as material.

The instructions are the same for every report (`data/instructions.md`, filled from the ontology's tables): nothing of a
report is in them. The material stands between two lines with a code that is made from the material itself, so that the
same report is always asked about in the same words, and no writer can put the closing line into his text: he would have
to know the digest of a text that contains that digest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from demarche.ontology import modes_of, plover_contexts, plover_types, sectors
from demarche.reading.endpoint.pieces import Piece, Sentence

_INSTRUCTIONS = Path(__file__).parent / "data" / "instructions.md"
_CODE_DIGITS = 32
_DAYS_SHOWN = 8  # the days before publication by name: models count weekdays badly
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")  # in no one's locale


@cache
def instructions() -> str:
    """Return the system message."""
    text = _INSTRUCTIONS.read_text(encoding="utf-8")
    types = "\n".join(f"  - {name}: {one.description}" for name, one in plover_types().items())
    modes = "\n".join(f"  - {name}: {', '.join(modes_of(name))}" for name in plover_types() if modes_of(name))
    filled = {"types": types, "modes": modes, "contexts": ", ".join(plover_contexts()), "sectors": ", ".join(sectors())}
    for name, words in filled.items():
        text = text.replace("{" + name + "}", words)
    return text


def messages_for(text: str, piece: Piece, published: dt.date | None) -> list[dict[str, str]]:
    """
    Return the messages that ask about one piece of a report.

    Parameters
    ----------
    text : str
        The report's text. Nothing else that a report says of itself is shown to a model.
    piece : Piece
        Which sentences.
    published : date or None
        The day of publication.
    """
    shown, asked = _lines(text, piece.before), _lines(text, piece.sentences)
    code = fence_code(shown + asked)
    parts = [_dating(published)]
    if shown:
        parts += ["Shown before (material, not to be coded):", _fenced(shown, code)]
    parts += ["To be coded (material):", _fenced(asked, code), "Answer with the JSON object alone."]
    user = "\n\n".join(parts)
    return [{"role": "system", "content": instructions()}, {"role": "user", "content": user}]


def fence_code(lines: Sequence[str]) -> str:
    """
    Return the code of the marker lines about some lines.

    Examples
    --------
    >>> fence_code(["1| We will not invade."]) == fence_code(["1| We will not invade!"])
    False
    """
    body = "\n".join(lines)
    code = hashlib.sha256(f"demarche fence\n{body}".encode()).hexdigest()[:_CODE_DIGITS]
    assert code not in body, "a text that holds its own digest"
    return code


def _fenced(lines: Sequence[str], code: str) -> str:
    return "\n".join((f"<<<material {code}", *lines, f"material {code}>>>"))


def _lines(text: str, sentences: Sequence[Sentence]) -> list[str]:
    """Return a line a sentence: no sentence holds a line's end, so none can pose as another."""
    return [f"{one.number}| {_sayable(one.words(text))}" for one in sentences]


def _sayable(words: str) -> str:
    """Return words without what JSON in UTF-8 cannot carry, and without control characters."""
    return "".join(
        "\ufffd" if "\ud800" <= letter <= "\udfff" else " " if ord(letter) < 32 or ord(letter) == 127 else letter
        for letter in words
    )


def _dating(published: dt.date | None) -> str:
    if published is None:
        return "The report's day of publication is not known: give no day that counts from it."
    before = (published - dt.timedelta(days=back) for back in range(1, _DAYS_SHOWN) if published.toordinal() > back)
    named = ", ".join(map(_named, before))
    return f"The report was published on {_named(published)}. The days before: {named}."


def _named(day: dt.date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"

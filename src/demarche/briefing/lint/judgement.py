"""Rules on key judgements: nothing is missing in one, and its parts agree."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from demarche.briefing.lint.model import Breach, Draft, Passage
from demarche.briefing.lint.wording import (
    find_days,
    find_numbers,
    find_words,
    says_confidence,
    says_criterion,
    says_date,
    split_sentences,
)
from demarche.ontology import icd203_word

_HEADING = re.compile(r"\b(?:by|before|until|as of|on)\b", re.IGNORECASE)


def check_complete(draft: Draft) -> Iterator[Breach]:
    """Each key judgement has a word of likelihood, a number, a date, a criterion and a level of confidence."""
    for passages in draft.judgements:
        text, place = " ".join(one.text for one in passages), passages[0].place
        wanted = {
            "a word of ICD 203": bool(find_words(text)),
            "a number in percent": bool(find_numbers(text)),
            "a date": says_date(text),
            "a criterion (what would count)": says_criterion(text),
            "a level of confidence (low, moderate, high)": bool(says_confidence(text)),
        }
        for what, there in wanted.items():
            if not there:
                yield Breach("complete", place, f"{what} in each key judgement", f"none in “{_cut(passages[0].text)}”")


def check_agreement(draft: Draft) -> Iterator[Breach]:
    """Word, number and date are the same wherever a key judgement says them once: in its head and in its sentence."""
    for passages in draft.judgements:
        likely = [one for one in passages if not says_confidence(one.text) and not says_criterion(one.text)]
        yield from _same_words(likely)
        yield from _same_numbers(likely)
        yield from _same_days(likely)
    yield from _recorded(draft.data)


def _same_words(passages: Sequence[Passage]) -> Iterator[Breach]:
    said = [(one, words[0]) for one in passages if len(words := find_words(one.text)) == 1]
    for passage, word in said[1:]:
        if word.band.word != said[0][1].band.word:
            yield Breach("agreement", passage.place, f"“{said[0][1].text}” as above", f"“{word.text}”")


def _same_numbers(passages: Sequence[Passage]) -> Iterator[Breach]:
    said = [(one, numbers[0]) for one in passages if (numbers := [n for n in find_numbers(one.text) if not n.is_range])]
    for passage, number in said[1:]:
        if number.low != said[0][1].low:
            yield Breach("agreement", passage.place, f"{said[0][1].text} as above", number.text)


def _same_days(passages: Sequence[Passage]) -> Iterator[Breach]:
    said = [(one, days[0]) for one in passages if len(days := find_days(one.text)) == 1 and _HEADING.search(one.text)]
    for passage, day in said[1:]:
        if day.differs(said[0][1]):
            yield Breach("agreement", passage.place, f"{said[0][1].text} as above", day.text)


def _recorded(data: dict[str, Any]) -> Iterator[Breach]:
    """Hold the fields of a judgement in JSON against its sentences."""
    outlook = data.get("outlook") or {}
    for place, one in enumerate(outlook.get("judgements") or ()):
        where = f"outlook.judgements[{place}]"
        sentence, chance = one["sentence"]["text"], one["chance"]
        right = icd203_word(min(max(round(chance["probability"] * 100), 1), 99) / 100)
        if one["word"] != right:
            yield Breach("agreement", where, f"“{right}” for {chance['probability']:.2f}", f"“{one['word']}”")
        for what, words in (("word", one["word"]), ("number", chance["percent"])):
            if words not in sentence:
                yield Breach("agreement", where, f"the {what} “{words}” in the sentence", f"“{_cut(sentence)}”")
        date = dt.date.fromisoformat(one["date"])
        if not any((day.month, day.day, day.year) == (date.month, date.day, date.year) for day in find_days(sentence)):
            yield Breach("agreement", where, f"the date {date} in the sentence", f"“{_cut(sentence)}”")
        if f"is {one['confidence']}" not in split_sentences(one["confidence_sentence"]["text"])[0]:
            yield Breach("agreement", where, f"confidence {one['confidence']}", one["confidence_sentence"]["text"])


def _cut(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"

"""
Where accounts and speakers may conflict, by rules that claim little: cross-report weighing is not done here.

1. One type, pair and day: told in one account, denied in another.
2. The same row: another place, or numbers of the same kind whose ranges do not meet.
3. Statements on one matter (the same main words) with opposite stances.
4. Predictions of one type between the same parties whose ranges do not meet.
5. What one denies in words and another, in another report, says: half of the denial's main words, and three at least.
6. An act of one type between the same parties that one predicts and another denies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import Difference, Sentence, Side
from demarche.briefing.parallels import Parallel
from demarche.briefing.predictions import forecaster_words, likelihood_words, percent_words, source_label
from demarche.briefing.sentences import event_noun, event_sentence
from demarche.briefing.voices import statement_sentence
from demarche.briefing.wording import load_wording
from demarche.record import Actor, Event, Magnitude, ProjectedEvent, Projection, Statement

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+")
_NEGATIONS = frozenset({"not", "no", "never", "nor", "neither", "without", "cannot", "n't"})
# Two matters are one where they share at least this many main words, and at least this part of the longer.
_FEWEST_SHARED, _LEAST_PART = 2, 0.75
_FEWEST_DENIED = 3
_STANCES = {"positive": 1, "negative": -1, "neutral": 0}


def find_differences(evidence: Evidence, rows: Sequence[Parallel], most: int) -> tuple[Difference, ...]:
    """Return the possible conflicts, in the order of the rules above; at most `most`."""
    found = [*_denials(evidence, rows), *_places(evidence, rows), *_sizes(evidence, rows)]
    found += [*_denied_claims(evidence), *_predicted_and_denied(evidence), *_stances(evidence), *_ranges(evidence)]
    return tuple(found[:most])


def main_words(matter: str) -> tuple[frozenset[str], bool]:
    """
    Return a matter's main words, cut to their stems, and whether an odd number of negations stands among them.

    Examples
    --------
    >>> main_words("Russia will not invade Ukraine") == (frozenset({"russia", "invad", "ukrain"}), True)
    True
    """
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(matter)]
    negations = sum(word in _NEGATIONS or word.endswith("n't") for word in words)
    stop = load_wording().stop
    kept = (word for word in words if word not in stop and word not in _NEGATIONS and not word.endswith("n't"))
    return frozenset(map(_stem, kept)), negations % 2 == 1


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ed", "es", "s", "e"):
        if len(word) - len(ending) >= 4 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def _side(evidence: Evidence, entry: Entry[Event], position: str) -> Side:
    text = f"{source_label(evidence, entry.report)}: {event_sentence(entry.value)}."
    return Side(position, Sentence(text, entry.citations, (entry.id,)))


def _denials(evidence: Evidence, rows: Sequence[Parallel]) -> Iterator[Difference]:
    for row in rows:
        told = [one for one in row.entries if one.value.modality in ("asserted", "reported", "historical")]
        if row.denied and told:
            sides = [_side(evidence, one, "told") for one in told] + [
                _side(evidence, one, "denied") for one in row.denied
            ]
            yield Difference("whether it happened", event_sentence(told[0].value), tuple(sides))


def _places(evidence: Evidence, rows: Sequence[Parallel]) -> Iterator[Difference]:
    for row in rows:
        places: dict[str, Entry[Event]] = {}
        for entry in row.entries:
            if entry.value.where and entry.value.modality != "denied":
                places.setdefault(entry.value.where.name, entry)
        countries = {entry.value.where.country for entry in places.values() if entry.value.where}
        if len(countries - {None}) > 1:
            sides = tuple(_side(evidence, entry, name) for name, entry in places.items())
            yield Difference("place", event_sentence(row.lead.value), sides)


def _sizes(evidence: Evidence, rows: Sequence[Parallel]) -> Iterator[Difference]:
    for row in rows:
        sized = [one for one in row.entries if one.value.magnitude]
        for place, one in enumerate(sized):
            other = next((two for two in sized[place + 1 :] if _apart(one.value.magnitude, two.value.magnitude)), None)
            if other and one.value.magnitude and other.value.magnitude:
                sides = (
                    _side(evidence, one, one.value.magnitude.words),
                    _side(evidence, other, other.value.magnitude.words),
                )
                yield Difference("number", event_sentence(row.lead.value), sides)
                break


def _apart(one: Magnitude | None, other: Magnitude | None) -> bool:
    if one is None or other is None or (one.kind, one.unit) != (other.kind, other.unit):
        return False
    return _low(one) > _high(other) or _low(other) > _high(one)


def _low(size: Magnitude) -> float:
    return size.low if size.low is not None else float("-inf")


def _high(size: Magnitude) -> float:
    return size.high if size.high is not None else float("inf")


def _stances(evidence: Evidence) -> Iterator[Difference]:
    for matter, entries in _by_matter(evidence.statements):
        signs = {_sign(entry.value) for entry in entries}
        if {1, -1} <= signs:
            sides = [
                Side(
                    "for" if _sign(entry.value) > 0 else "against",
                    Sentence(statement_sentence(entry.value) + ".", entry.citations, (entry.id,)),
                )
                for entry in sorted(entries, key=lambda one: -_sign(one.value))
                if _sign(entry.value)
            ]
            yield Difference("stance on one matter", matter, tuple(sides))


def _sign(statement: Statement) -> int:
    return _STANCES[statement.stance] * (-1 if main_words(statement.about)[1] else 1)


def _by_matter(entries: Sequence[Entry[Statement]]) -> Iterator[tuple[str, list[Entry[Statement]]]]:
    """Group statements with the first one whose main words they share; each is compared with firsts alone."""
    by_word: dict[str, list[int]] = {}
    groups: list[tuple[frozenset[str], str, list[Entry[Statement]]]] = []
    for entry in entries:
        words = main_words(entry.value.about)[0]
        near = dict.fromkeys(group for word in sorted(words) for group in by_word.get(word, ()))
        fits = next((group for group in sorted(near) if _is_same(words, groups[group][0])), None)
        if fits is not None:
            groups[fits][2].append(entry)
            continue
        for word in words:
            by_word.setdefault(word, []).append(len(groups))
        groups.append((words, entry.value.about, [entry]))
    return ((matter, members) for _, matter, members in groups if len(members) > 1)


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _FEWEST_SHARED and shared >= _LEAST_PART * max(len(one), len(other))


def _denied_claims(evidence: Evidence) -> Iterator[Difference]:
    claims = [one for one in evidence.statements if one.value.kind != "denial" and one.value.stance != "negative"]
    by_word: dict[str, set[int]] = {}
    for place, one in enumerate(claims):
        for word in main_words(one.value.about)[0]:
            by_word.setdefault(word, set()).add(place)
    for denial in evidence.statements:
        if denial.value.kind == "denial":
            places = _claims_denied(denial, claims, by_word)
            sides = [_statement_side(claims[place], "said") for place in places]
            if sides:
                yield Difference("said and denied", denial.value.about, (*sides, _statement_side(denial, "denied")))


def _claims_denied(
    denial: Entry[Statement], claims: Sequence[Entry[Statement]], by_word: dict[str, set[int]]
) -> list[int]:
    """Return the places of the statements of others, in other reports, that share enough of a denial's words."""
    words = main_words(denial.value.about)[0]
    shared = Counter(place for word in words for place in by_word.get(word, ()))
    least = max(_FEWEST_DENIED, len(words) / 2)
    near = [place for place, number in shared.items() if number >= least and claims[place].report != denial.report]
    return sorted(place for place in near if claims[place].value.speaker != denial.value.speaker)


def _statement_side(entry: Entry[Statement], position: str) -> Side:
    return Side(position, Sentence(statement_sentence(entry.value) + ".", entry.citations, (entry.id,)))


def _ranges(evidence: Evidence) -> Iterator[Difference]:
    groups: dict[object, list[Entry[Projection]]] = {}
    for entry in evidence.projections:
        event = entry.value.event
        key = _parties(event)
        if entry.value.probability and (event.sources or event.targets):
            groups.setdefault(key, []).append(entry)
    for entries in groups.values():
        lows = [one.value.probability.low for one in entries if one.value.probability]
        highs = [one.value.probability.high for one in entries if one.value.probability]
        if max(lows) > min(highs):
            sides = tuple(_prediction_side(evidence, one) for one in entries)
            yield Difference("likelihood in print", event_noun(entries[0].value.event), sides)


def _predicted_and_denied(evidence: Evidence) -> Iterator[Difference]:
    denials: dict[object, list[Entry[Event]]] = {}
    for denied in evidence.events:
        if denied.value.modality == "denied":
            denials.setdefault(_parties(denied.value), []).append(denied)
    predicted: dict[object, list[Entry[Projection]]] = {}
    for one in evidence.projections:
        if _parties(one.value.event) in denials and _says_a_degree(one.value):
            predicted.setdefault(_parties(one.value.event), []).append(one)
    for key, entries in predicted.items():
        sides = [_prediction_side(evidence, one) for one in entries]
        sides += [_side(evidence, one, "denied") for one in denials[key]]
        yield Difference("predicted and denied", event_noun(entries[0].value.event), tuple(sides))


def _says_a_degree(projection: Projection) -> bool:
    """A prediction with a likelihood, named parties, and not itself that it will hardly happen."""
    event, stated = projection.event, projection.probability
    return stated is not None and stated.high > 0.5 and bool(event.sources or event.targets)


def _parties(event: Event | ProjectedEvent) -> object:
    return event.type, _codes(event.sources), _codes(event.targets)


def _codes(actors: Sequence[Actor]) -> frozenset[str | None]:
    return frozenset(actor.country or actor.name for actor in actors)


def _prediction_side(evidence: Evidence, entry: Entry[Projection]) -> Side:
    probability = entry.value.probability
    who = forecaster_words(entry.value.forecaster, source_label(evidence, entry.report))
    said = f"{who}: {event_noun(entry.value.event)} is {likelihood_words(probability)} ({percent_words(probability)})."
    return Side(likelihood_words(probability), Sentence(said[:1].upper() + said[1:], entry.citations, (entry.id,)))

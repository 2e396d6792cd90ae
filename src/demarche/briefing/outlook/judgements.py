"""
The key judgements, the title and the bottom line of a brief with a forecast.

The judgements are: the attack by the nearest deadline and by the horizon, a negotiated end and the standoff by the
horizon, and the hypothesis about the challenger that leads. A game of a user's own, with other ends, is judged by its
groups, else by the ends that are likeliest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from demarche.briefing.cited import Sentence
from demarche.briefing.datewords import day_words
from demarche.briefing.outlook.citing import Cited
from demarche.briefing.outlook.confidence import confidence_sentence, judge_confidence
from demarche.briefing.outlook.model import Chance, Judgement
from demarche.briefing.outlook.percentages import chance, percent, word_of
from demarche.briefing.outlook.wording import Speech, actor_words

if TYPE_CHECKING:
    from demarche.forecasting import DatedEstimate, EvidenceWeight, Forecast, Hypothesis, Outcome

_ATTACK = "attack"
_NEGOTIATED = ("negotiated end", "negotiated", "settlement")
_STANDOFF = "standoff"
_WITHOUT_DEADLINE = dt.timedelta(weeks=4)
# Below this the crisis is over but for a rest that rounds away; a judgement, November 2026.
_OVER = 0.05
_MOST_LIKELIEST = 3
_MOST_CHARACTERS = 60
_MOST_CITED = 2
# From this probability on that the crisis has ended, the brief says so first; judgements, November 2026, as the others.
_TOLD = 0.20
_TELLING_RATIO = 0.05  # about a point on even odds
_TELLING_BITS = 0.005


def is_over(forecast: Forecast) -> bool:
    """Return whether the crisis had ended by the as-of date, as far as the game can tell."""
    return not forecast.unsaid and forecast.live < _OVER


def leading(forecast: Forecast) -> Outcome | None:
    """Return the outcome that watch list and what-if are about: the attack, else a group, else the likeliest."""
    groups = [one for one in forecast.outcomes if one.members]
    likeliest = sorted(forecast.outcomes, key=lambda one: -one.by[-1].probability if one.by else 0)
    return forecast.outcome(_ATTACK) or next(iter((*groups, *likeliest)), None)


def negotiated(forecast: Forecast) -> Outcome | None:
    """Return the outcome by terms, if the game has one."""
    return next((found for name in _NEGOTIATED if (found := forecast.outcome(name))), None)


def judge(forecast: Forecast, cited: Cited, speech: Speech) -> tuple[Judgement, ...]:
    """Return the key judgements in the order in which they are printed."""
    wanted = {(one.name, at.date): (one, at) for one, at in _wanted(forecast)}
    # Of two days that would be printed alike, the later says it all.
    alike = {(one.name, chance(at).percent, chance(at).band): key for key, (one, at) in wanted.items()}
    wanted = {key: pair for key, pair in wanted.items() if key in alike.values()}
    made = [_of_outcome(forecast, cited, speech, outcome, at) for outcome, at in wanted.values()]
    first = _first_role(forecast)
    theirs = [one for one in forecast.hypotheses if one.role == first]
    if theirs:
        top = max(theirs, key=lambda one: one.probability)
        made.append(_of_hypothesis(forecast, cited, speech, top))
    return tuple(made)


def title_of(forecast: Forecast, speech: Speech) -> str:
    """Return a title that is the judgement: the leading outcome with word and number by its dates."""
    outcome = leading(forecast)
    if outcome is None or not outcome.by:
        return ""
    if is_over(forecast):
        end = _ended(forecast)
        return f"The crisis is over as far as the reports tell: {end.name}, {_said(end.by[0])}"
    said = ", ".join(f"{_said(at)} by {day_words(at.date)}" for at in _dates(forecast, outcome))
    other = _likelier_end(forecast, outcome)
    tail = f"; {_lowered(speech.noun(other))} {_said(other.by[-1])}" if other else ""
    return f"{speech.noun(outcome)}: {said}{tail}"


def bottom_line_of(forecast: Forecast, cited: Cited, speech: Speech) -> Sentence:
    """
    Return the bottom line: the leading outcome by its dates, what is likelier, which item tells most, what to watch.

    Where the crisis may be over already, that goes first.
    """
    if is_over(forecast):
        return _over_line(forecast, cited)
    outcome = leading(forecast)
    assert outcome is not None
    said = " and ".join(f"{_standing(at)} by {day_words(at.date)}" for at in _dates(forecast, outcome))
    text = f"{speech.noun(outcome)} {said}" if speech.has_noun(outcome) else f"That {outcome.phrase} {said}"
    other = _likelier_end(forecast, outcome)
    if other:
        text += f", while {_lowered(speech.noun(other))} {_standing(other.by[-1])}"
    if _may_be_over(forecast):
        text = f"{_ended_words(forecast)}. {text[:1].upper()}{text[1:]}"
    items = _telling(forecast)[:1]
    words = next((one.sighting.words for one in forecast.evidence if one.sighting.item in items), "")
    # One who does nothing that is told of has no evidence of its own; then another's tells most.
    whom = actor_words(forecast.scenario.roles.get(_first_role(forecast), "")) if forecast.scenario else ""
    about = f" about {whom}" if whom and _is_of_first(forecast, items) else ""
    moved = f"; of what is in the record, “{cut_words(words)}” tells most{about}" if words else ""
    return Sentence(f"{text}{moved}.{_watch_words(forecast, outcome, speech)}", cited.citations(items), items)


def _may_be_over(forecast: Forecast) -> bool:
    return not is_over(forecast) and 1 - forecast.live >= _TOLD


def _ended_words(forecast: Forecast) -> str:
    end, ended = _ended(forecast), 1 - forecast.live
    when = f"by {day_words(forecast.as_of)}, most likely by “{end.name}”"
    return f"{_start(ended)} ({percent(ended)}) that the crisis had ended {when}"


def _watch_words(forecast: Forecast, outcome: Outcome, speech: Speech) -> str:
    """Return what to watch for first, in a sentence with its two numbers; "" where nothing tells, or may be late."""
    first = max(forecast.watch, key=lambda one: one.information_bits, default=None)
    if _may_be_over(forecast) or first is None or first.information_bits < _TELLING_BITS:
        return ""
    seen, unseen = (percent(of.get(outcome.name, 0.0)) for of in (first.if_seen, first.if_not))
    if seen == unseen:
        return ""
    actor = actor_words(first.actor)
    told = first.move if actor.casefold() in first.move.casefold() else f"“{actor}: {first.move}” is seen"
    noun = _lowered(speech.noun(outcome)) if speech.has_noun(outcome) else f"“{outcome.name}”"
    last = day_words(outcome.by[-1].date)
    numbers = f"{noun} by {last} is at {seen} if so, at {unseen} if not"
    return f" Watch first whether {told} by {day_words(first.by)}: {numbers}."


def cut_words(words: str) -> str:
    """Return an item's words, cut where they are too long for a sentence."""
    return words if len(words) <= _MOST_CHARACTERS else words[: _MOST_CHARACTERS - 1].rstrip(" ,.;…") + "…"


def _dates(forecast: Forecast, outcome: Outcome) -> list[DatedEstimate]:
    """Return an outcome's estimates that are judged; one alone where both would be printed alike."""
    wanted = {at.date: at for one, at in _wanted(forecast) if one.name == outcome.name}
    near, *later = wanted.values()
    return [near, *later] if not later or percent(near.probability) != percent(later[-1].probability) else later


def _likelier_end(forecast: Forecast, outcome: Outcome) -> Outcome | None:
    """Return the end by terms where it is more likely than not, and no part of what is judged first."""
    other = negotiated(forecast)
    apart = other is not None and other.name != outcome.name and other.name not in outcome.members
    return other if other and apart and other.by and other.by[-1].probability > 1 / 2 else None


def _standing(at: DatedEstimate) -> str:
    """Return a predicate: 'is unlikely (31 %)', 'has almost no chance (3 %)', 'has a roughly even chance (50 %)'."""
    return f"{'has' if word_of(at.probability).endswith('chance') else 'is'} {_said(at, 'a ')}"


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _over_line(forecast: Forecast, cited: Cited) -> Sentence:
    end, items = _ended(forecast), _telling(forecast)
    ended = word_of(1 - forecast.live)
    text = (
        f"It is {ended} ({percent(1 - forecast.live)}) that the crisis had ended by {day_words(forecast.as_of)}, "
        f"{_said(end.by[0], 'with a ')} by “{end.name}”."
    )
    return Sentence(text, cited.citations(items[:1]), items[:1])


def _ended(forecast: Forecast) -> Outcome:
    """Return the end that most draws hold for the one that came."""
    ends = [one for one in forecast.outcomes if not one.members and one.by] or list(forecast.outcomes)
    return max(ends, key=lambda one: one.by[0].probability)


def _said(at: DatedEstimate, article: str = "") -> str:
    """Return word and number: 'unlikely (31 %)'; 'a roughly even chance (50 %)'."""
    word = word_of(at.probability)
    article = article if word == "roughly even chance" else ""
    return f"{article}{word} ({percent(at.probability)})"


def _wanted(forecast: Forecast) -> Iterator[tuple[Outcome, DatedEstimate]]:
    outcome = leading(forecast)
    if outcome is None or not outcome.by:
        return
    if not is_over(forecast):
        # What may have come already is judged for the first day computed, not for weeks ahead.
        yield outcome, outcome.by[0] if _may_be_over(forecast) else _nearest(forecast, outcome)
    yield outcome, outcome.by[-1]
    rest = [one for one in (negotiated(forecast), forecast.outcome(_STANDOFF)) if one is not None]
    if forecast.outcome(_ATTACK) is None:
        ends = sorted((one for one in forecast.outcomes if one.by), key=lambda one: -one.by[-1].probability)
        rest += [one for one in ends if one.name != outcome.name][: _MOST_LIKELIEST - len(rest)]
    yield from ((one, one.by[-1]) for one in rest if one.by)


def _nearest(forecast: Forecast, outcome: Outcome) -> DatedEstimate:
    """Return the estimate for the last day up to the nearest deadline, or four weeks on where there is none."""
    windows = forecast.scenario.windows if forecast.scenario else ()
    last = outcome.by[-1].date
    ahead = [one.date for one in windows if outcome.by[0].date <= one.date < last and one.date > forecast.as_of]
    deadline = min(ahead, default=forecast.as_of + _WITHOUT_DEADLINE)
    until = [one for one in outcome.by if one.date <= deadline]
    return until[-1] if until else outcome.by[0]


def _of_outcome(forecast: Forecast, cited: Cited, speech: Speech, outcome: Outcome, at: DatedEstimate) -> Judgement:
    items = _telling(forecast)[:_MOST_CITED]
    standing = outcome.name == _STANDOFF
    text = _that(chance(at), f"{outcome.phrase} {'at the end of' if standing else 'by'} {day_words(at.date)}")
    sentence = Sentence(text, cited.citations(items), items)
    return _judgement(forecast, cited, outcome.name, sentence, at, at.date, speech.criterion(outcome))


def _of_hypothesis(forecast: Forecast, cited: Cited, speech: Speech, top: Hypothesis) -> Judgement:
    telling = sorted(forecast.evidence, key=lambda one: -abs(one.log_ratios.get(f"{top.role}: {top.type}", 0)))
    items = tuple(dict.fromkeys(one.sighting.item for one in telling))[:_MOST_CITED]
    text = _that(chance(top), f"{speech.type_words(top.actor, top.type)}, as of {day_words(forecast.as_of)}")
    sentence = Sentence(text, cited.citations(items), items)
    name = f"{top.role}: {top.type}"
    return _judgement(forecast, cited, name, sentence, top, forecast.as_of, speech.type_criterion(top.type))


def _judgement(  # noqa: PLR0917 - the parts of one row
    forecast: Forecast,
    cited: Cited,
    name: str,
    sentence: Sentence,
    at: DatedEstimate | Hypothesis,
    date: dt.date,
    criterion: str,
) -> Judgement:
    stated = chance(at)
    level, reasons = judge_confidence(forecast, cited, stated)
    return Judgement(
        outcome=name,
        sentence=sentence,
        word=word_of(at.probability),
        chance=stated,
        date=date,
        criterion=criterion,
        confidence=level,
        confidence_sentence=confidence_sentence(level, reasons),
        reasons=reasons,
    )


def _that(stated: Chance, clause: str) -> str:
    """Return a judgement: 'It is unlikely (31 %, 17–47 %) that …'; 'There is almost no chance (3 %, 1–6 %) that …'."""
    alone = stated.band == stated.percent or not stated.percent[0].isdigit()
    numbers = stated.percent if alone and "–" not in stated.band else f"{stated.percent}, {stated.band}"
    return f"{_start(stated.probability)} ({numbers}) that {clause}."


def _start(probability: float) -> str:
    """Return 'It is unlikely', 'There is almost no chance', 'There is a roughly even chance'."""
    word = word_of(probability)
    start = "It is" if not word.endswith("chance") else "There is" if word.startswith("almost") else "There is a"
    return f"{start} {word}"


def _telling(forecast: Forecast) -> tuple[str, ...]:
    """Return the items of evidence by how much they tell of the first role, then of anybody."""
    first = _first_role(forecast)
    by_weight = sorted(forecast.evidence, key=lambda one: (-_telling_of(one, first), -one.diagnosticity))
    return tuple(dict.fromkeys(one.sighting.item for one in by_weight))


def _telling_of(one: EvidenceWeight, role: str) -> float:
    """Return how far an item tells the types of a role apart, 0 where by less than a point or so."""
    ratios = [ratio for name, ratio in one.log_ratios.items() if name.partition(": ")[0] == role]
    apart = max(ratios, default=0.0) - min(ratios, default=0.0)
    return apart if apart >= _TELLING_RATIO else 0.0


def _is_of_first(forecast: Forecast, items: tuple[str, ...]) -> bool:
    first = _first_role(forecast)
    return any(one.sighting.item in items and _telling_of(one, first) > 0 for one in forecast.evidence)


def _first_role(forecast: Forecast) -> str:
    roles = [one.role for one in forecast.hypotheses]
    return "challenger" if "challenger" in roles else next(iter(roles), "")

"""
Credibility: how far a finding is to be believed, 1 to 6 of the Admiralty code, and why, in a sentence.

The rules, in this order (an origin is a word at the root; it can be judged if its source's grade is A to E):

1. Only plans: 2 where a party to it announces its own act, else 3. Only what may be: 6, since nothing is claimed.
2. Only denied: 5 where an origin that can be judged denies it, else 6.
3. Told and denied by as many independent origins or more: 5 where more deny it, else 4.
4. By independent origins that can be judged and are not E: three, or two of which one is direct: 1; two: 2.
5. By one such: 2 where it is direct and specific; 3 where it is either, or stands in a report graded A or B; else 4.
6. By E alone: 5 (by D alone: one worse than rule 5 says). By none that can be judged: 3 where two agree, else 6.
7. A denial by fewer than tell it costs one step, unless it comes from a party that is accused by it. Hearsay alone: 4
   at best.

Direct is what a witness, an instrument or an official on his own side's acts tells; specific is what has a day, and a
place, a number or a person. F and 6 say that nothing can be judged, and never enter a mean.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from demarche.record import Event, FindingStatus, Reliability
from demarche.weighing.account import UNREAL, Account
from demarche.weighing.grades import Grades
from demarche.weighing.tables import rows

Directness = Literal["witness", "official on own acts", "report's own word", "second hand", "hearsay"]
_DIRECT = frozenset({"witness", "official on own acts"})
_WORST_CLAIM, _CANNOT_BE_JUDGED = 5, 6
_NEAR_CHARACTERS = 160


def status_of(accounts: Sequence[Account]) -> FindingStatus:
    """Return how the event stands by all its accounts together."""
    modalities = {one.told.modality for one in accounts}
    if modalities <= UNREAL:
        return "planned" if "planned" in modalities else "possible"
    if "denied" in modalities:
        return "denied" if modalities <= UNREAL | {"denied"} else "disputed"
    return "happened"


def told_origins(accounts: Sequence[Account], origins: Mapping[str, str]) -> int:
    """Return how many independent origins say that it happened; or all, where none does."""
    told = {origins[one.event.id] for one in accounts if _tells(one)}
    return len(told) or len({origins[one.event.id] for one in accounts})


def credibility(accounts: Sequence[Account], origins: Mapping[str, str], grades: Grades) -> tuple[int, str]:
    """Return the grade of a finding and its reason."""
    status = status_of(accounts)
    if status in ("planned", "possible"):
        return _unreal(accounts, status)
    told = _judged([one for one in accounts if _tells(one)], origins, grades)
    denied = _judged([one for one in accounts if one.told.modality == "denied"], origins, grades)
    if status == "denied":
        return _only_denied(denied)
    grade, why = _told(accounts, told)
    against = len(set(denied) - set(told))
    if not against or grade == _CANNOT_BE_JUDGED:
        return grade, why
    return _disputed(grade, why, accounts, len(told), against)


def directness(account: Account) -> Directness:
    """Return how near to the event the telling is."""
    event, text = account.told, account.report.text
    start, end = event_window(account)
    near = text[start:end].casefold()
    # Looking for the bare words first is ten times as quick as the patterns, which seldom match.
    kinds = {kind for words, sign, kind in _signs() if words in near and sign.search(near)}
    if "hearsay" in kinds:
        return "hearsay"
    if "witness" in kinds:
        return "witness"
    if event.attributed_to is not None and event.modality == "reported":
        own = {actor.country for actor in event.sources if actor.country}
        return "official on own acts" if event.attributed_to.country in own else "second hand"
    return "report's own word"


def event_window(account: Account) -> tuple[int, int]:
    """Return the range of text around the first span in which signs of directness count: its sentence, about."""
    text, span = account.report.text, account.event.spans[0]
    start = max(text.rfind(". ", 0, span.start) + 1, span.start - _NEAR_CHARACTERS, 0)
    stop = text.find(". ", span.end)
    return start, min(stop if stop >= 0 else len(text), span.end + _NEAR_CHARACTERS)


def is_specific(event: Event) -> bool:
    """Whether a telling has a day (within a week), and a place, a number or a person."""
    dated = event.when is not None and (event.when.end - event.when.start).days < 7
    named = any(actor.name for actor in (*event.sources, *event.targets))
    return dated and (event.where is not None or event.magnitude is not None or named)


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    table = rows("witness.tsv", ("words", "directness"))
    return tuple((row["words"], re.compile(rf"\b{re.escape(row['words'])}\b"), row["directness"]) for row in table)


def _tells(account: Account) -> bool:
    return account.told.modality not in UNREAL and account.told.modality != "denied"


def _judged(
    accounts: Sequence[Account], origins: Mapping[str, str], grades: Grades
) -> dict[str, tuple[Reliability, list[Account]]]:
    """Return by origin its best grade (F: cannot be judged) and its accounts."""
    found: dict[str, tuple[Reliability, list[Account]]] = {}
    for one in accounts:
        origin = origins[one.event.id]
        grade = grades.origin(origin, one.report.id)
        known = found.get(origin)
        found[origin] = (min(grade, known[0]), [*known[1], one]) if known else (grade, [one])
    return found


def _unreal(accounts: Sequence[Account], status: FindingStatus) -> tuple[int, str]:
    if status == "possible":
        return _CANNOT_BE_JUDGED, "It is told as what may be, not as what was, so there is no claim to judge."
    own = any(
        one.told.modality == "planned" and (one.told.attributed_to is None or directness(one) == "official on own acts")
        for one in accounts
    )
    if own:
        return 2, "It is announced as a plan of those who would do it."
    return 3, "It is told as a plan, on the word of others than those who would do it."


def _only_denied(denied: Mapping[str, tuple[Reliability, list[Account]]]) -> tuple[int, str]:
    if any(grade not in "EF" for grade, _ in denied.values()):
        return _WORST_CLAIM, f"It is denied by {_origins(len(denied))}, and no report here says that it happened."
    return _CANNOT_BE_JUDGED, "It is only denied, by a source that cannot be judged."


def _told(accounts: Sequence[Account], told: Mapping[str, tuple[Reliability, list[Account]]]) -> tuple[int, str]:
    good = {origin: held for origin, held in told.items() if held[0] in "ABCD"}
    all_hearsay = all(directness(one) == "hearsay" for _, members in told.values() for one in members)
    if len(good) >= 2:
        direct = any(directness(one) in _DIRECT for _, members in good.values() for one in members)
        grade = 1 if len(good) > 2 or direct else 2
        why = f"{_origins(len(good)).capitalize()} tell of it" + (", one at first hand" if direct else "")
    elif good:
        grade, why = _told_once(*next(iter(good.values())))
    elif any(grade == "E" for grade, _ in told.values()):
        grade, why = _WORST_CLAIM, "Only an unreliable source tells of it"
    elif len(told) >= 2:
        grade, why = 3, f"{_origins(len(told)).capitalize()} agree, but none of their sources can be judged"
    else:
        return _CANNOT_BE_JUDGED, "One origin tells of it, and its source cannot be judged."
    if all_hearsay and grade < 4:
        return 4, f"{why}, but all of it is hearsay."
    return grade, f"{why}."


def _told_once(grade: Reliability, members: Sequence[Account]) -> tuple[int, str]:
    direct = next((found for one in members if (found := directness(one)) in _DIRECT), None)
    specific = any(is_specific(one.told) for one in members)
    points = 2 if direct and specific else 3 if direct or specific or grade in "AB" else 4
    if grade == "D":
        points += 1
    how = f"at first hand ({direct})" if direct else directness(members[0])
    detail = "with day and place, number or name" if specific else "without the detail that could be checked"
    return min(points, _WORST_CLAIM), f"One independent origin, of grade {grade}, tells of it ({how}), {detail}"


def _disputed(grade: int, why: str, accounts: Sequence[Account], told: int, against: int) -> tuple[int, str]:
    if against > told:
        return _WORST_CLAIM, f"{_origins(against).capitalize()} deny it, and {_number(told)} tells of it."
    deniers = [one.told for one in accounts if one.told.modality == "denied"]
    accused = all(event.attributed_to is not None and _is_party(event) for event in deniers)
    if accused and told > against:
        return grade, f"{why[:-1]}; it is denied only by a party that it accuses."
    if against == told:
        return max(grade, 4), f"{why[:-1]}; as many deny it."
    return min(grade + 1, _WORST_CLAIM), f"{why[:-1]}; {_origins(against)} denies it."


def _is_party(event: Event) -> bool:
    speaker = event.attributed_to.country if event.attributed_to else None
    return speaker is not None and speaker in {actor.country for actor in event.sources}


def _origins(count: int) -> str:
    return "one origin" if count == 1 else f"{_number(count)} independent origins"


def _number(count: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if count < len(words) else str(count)

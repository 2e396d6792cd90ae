"""One finding from the mentions of one event: its best values, its fields, its grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from demarche.ontology import cameo_code, plover_modes, plover_types
from demarche.record import Actor, Agreement, Event, Finding, Mention, finding_id
from demarche.weighing.account import STANDING, Account, order
from demarche.weighing.credibility import credibility, status_of, told_origins
from demarche.weighing.fields import compare
from demarche.weighing.grades import Grades

_STANDING = {modality: place for place, modality in enumerate(STANDING)}


def finding_of(members: Sequence[Account], origins: Mapping[str, str], grades: Grades) -> Finding:
    """
    Return the finding of the mentions of one event.

    Its id is that of the mention that was published first, so that later reports seldom change it.
    """
    ordered = sorted(members, key=order)
    lead = min(ordered, key=lambda one: (_STANDING[one.told.modality], -_detail(one.told), order(one)))
    accounts = [lead, *(one for one in ordered if one is not lead)]
    agreement, conflicts = compare(accounts, origins)
    grade, why = credibility(accounts, origins, grades)
    return Finding(
        id=finding_id(ordered[0].event.id),
        event=_best(lead, accounts, agreement),
        mentions=tuple(mention_of(one, origins) for one in accounts),
        origins=told_origins(accounts, origins),
        agreement=agreement,
        conflicts=conflicts,
        credibility=grade,
        why=why,
        status=status_of(accounts),
    )


def mention_of(account: Account, origins: Mapping[str, str]) -> Mention:
    """Return the mention that an account stands for."""
    corrected = account.told if account.told != account.event else None
    return Mention(account.report.id, account.event.id, origins[account.event.id], account.event, corrected)


def _detail(event: Event) -> int:
    """Return how much an event tells: named parties on both sides, then day, place and number."""
    named = sum(actor.name is not None for actor in (*event.sources, *event.targets))
    both = bool(event.sources) + bool(event.targets)
    fields = (event.when, event.where, event.magnitude, event.mode)
    return 4 * both + named + sum(one is not None for one in fields)


def _best(lead: Account, accounts: Sequence[Account], agreement: Sequence[Agreement]) -> Event:
    """Return the lead's event, each of its gaps filled, and each value replaced by the one most told."""
    if len(accounts) == 1:
        return lead.told
    by_id = {one.event.id: one.told for one in accounts}
    first = {one.field: by_id[one.agree[0]] for one in agreement}
    told = lead.told
    mode = told.mode or next((one.told.mode for one in accounts if one.told.mode and one.told.type == told.type), None)
    return msgspec.structs.replace(
        told,
        mode=mode,
        cameo=told.cameo if mode == told.mode else _code(told, mode),
        sources=_named(told.sources, [one.told.sources for one in accounts]),
        targets=_named(told.targets, [one.told.targets for one in accounts]),
        when=first["date"].when if "date" in first else None,
        where=first["place"].where if "place" in first else None,
        magnitude=first["number"].magnitude if "number" in first else None,
    )


def _code(told: Event, mode: str | None) -> str:
    """Return the CAMEO code of an event in another account's mode; a researcher's own type keeps what it has."""
    known = told.type in plover_types() and (mode is None or (told.type, mode) in plover_modes())
    return cameo_code(told.type, mode, told.context) if known else told.cameo


def _named(lead: Sequence[Actor], others: Sequence[Sequence[Actor]]) -> tuple[Actor, ...]:
    """Return the lead's actors, each without a name given that of its like; of all accounts, if the lead has none."""
    if not lead:
        return next((tuple(side) for side in others if side), ())
    found = []
    for actor in lead:
        names = [
            one.name
            for side in others
            for one in side
            if one.name and (one.country, one.sector) == (actor.country, actor.sector) and one.country
        ]
        found.append(msgspec.structs.replace(actor, name=names[0]) if actor.name is None and names else actor)
    return tuple(dict.fromkeys(found))

"""Actors in words: 'Emmanuel Macron (France)', 'the Russian armed forces', 'NATO', and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from demarche.briefing.wording import load_wording
from demarche.ontology import countries, spoken_name
from demarche.record import Actor

_MOST_NAMED = 4


class Phrase(NamedTuple):
    """Words for one or more actors, and whether a verb after them is plural."""

    text: str
    plural: bool


def country_words(code: str) -> str:
    """
    Return a country or body as it stands inside a sentence.

    Examples
    --------
    >>> country_words("USA"), country_words("RUS"), country_words("IGO:NATO"), country_words("IGO:UN")
    ('the United States', 'Russia', 'NATO', 'the UN')
    """
    own = load_wording().bodies.get(code)
    if own is None:
        return spoken_name(code)
    return f"the {own}" if " " in own else own


@cache
def _adjectives() -> dict[str, str]:
    return {country.alpha3: country.adjectives[0] for country in countries() if country.adjectives}


def country_adjective(code: str) -> str | None:
    """Return a country's first adjective ('Russian'), None where there is none."""
    return _adjectives().get(code)


def name_actor(actor: Actor, *, full: bool = True) -> Phrase:
    """
    Return the words for an actor.

    Parameters
    ----------
    actor : Actor
        A person, body, country or sector as the record has it.
    full : bool
        Whether a named person's or body's country follows in brackets.
    """
    country = country_words(actor.country) if actor.country else ""
    if actor.name:
        same = not country or bare(country).casefold() == bare(actor.name).casefold()
        full = full and not says_country(actor.name, actor.country or "")
        if same:
            return Phrase(country or actor.name, False)
        return Phrase(f"{actor.name} ({bare(country)})" if full else actor.name, False)
    sector = load_wording().sectors.get(actor.sector or "")
    if sector is None:
        return Phrase(country or "an unnamed actor", False)
    if not country:
        return Phrase(sector[2], sector[1] == "are")
    adjective = _adjectives().get(actor.country or "")
    whose = f"the {adjective}" if adjective else possessive(country)
    return Phrase(f"{whose} {sector[0]}", sector[1] == "are")


def says_country(name: str, code: str) -> bool:
    """Return whether a name says the country itself: 'American officials'."""
    words = set(name.casefold().split())
    return bool(words & {one.casefold() for one in (_adjectives().get(code, ""), bare(country_words(code)))})


def name_actors(actors: Sequence[Actor], *, full: bool = True) -> Phrase:
    """Return a list of actors in words, the first few by name: 'Joe Biden (United States) and Germany'."""
    whole = {actor.country for actor in actors if actor.country and not actor.name and actor.sector in (None, "GOV")}
    kept = [actor for actor in actors if actor.name or actor.sector in (None, "GOV") or actor.country not in whole]
    phrases = list(dict.fromkeys(name_actor(actor, full=full) for actor in kept))
    if len(phrases) == 1:
        return phrases[0]
    return Phrase(list_words([phrase.text for phrase in phrases]), True)


def list_words(words: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Return 'A', 'A and B', 'A, B and C', or 'A, B, C, D and 3 others'."""
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{count_words(len(words) - most, 'other')}")
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " and " + shown[-1]


def count_words(number: int, singular: str, plural: str | None = None) -> str:
    """Return '1 report', '2 reports', '1,204 reports'."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def possessive(name: str) -> str:
    """Return a name with its apostrophe: NATO’s, the United States’."""
    return name + ("’" if name.endswith("s") else "’s")


def bare(name: str) -> str:
    """Return a country's name without its article."""
    return name.removeprefix("the ")

"""Events and predictions in words: sentences by template over the record, never by invention."""

from __future__ import annotations

import msgspec

from demarche.briefing.datewords import when_phrase
from demarche.briefing.naming import Phrase, name_actor, name_actors
from demarche.briefing.wording import Verb, load_wording, type_words
from demarche.ontology import cameo_codes
from demarche.record import Actor, Event, ProjectedEvent


def capitalise(text: str) -> str:
    """Return the text with its first letter upper-case and nothing else changed."""
    return text[:1].upper() + text[1:]


_ARMIES_MOVE = frozenset({"MOBILIZE", "RETREAT"})


def event_sentence(event: Event, *, dated: bool = True) -> str:
    """
    Return a sentence for an event: who did what to whom, where and when, with the modality that the record gives.

    Without its full stop, and without the date where a table has it beside (`dated` false).

    Examples
    --------
    >>> from demarche.record import Span
    >>> met = Event("", "CONSULT", None, "040", (Actor("FRA", "GOV", "Emmanuel Macron"),), (), None, None,
    ...             "asserted", None, (Span(0, 1),), "talk")
    >>> event_sentence(met)
    'Emmanuel Macron (France) held talks'
    """
    if not dated:
        event = msgspec.structs.replace(event, when=None)
    sources, targets, together = _sides(event)
    if not sources:
        return capitalise(_without_doer(event, targets))
    if event.modality == "denied":
        return capitalise(_denied(event, sources, targets))
    verb = type_words(event.type).verb if together and event.mode not in type_words(event.type).mutual else _verb(event)
    rest = _rest(event, verb, targets, together)
    return capitalise(_with_doer(event, name_actors(sources), verb, rest))


def event_noun(event: ProjectedEvent) -> str:
    """Return a predicted event as a noun phrase: 'an attack by Russia on Ukraine'."""
    words = type_words(event.type)
    noun, by, towards, _ = words.noun
    if words.together is not None and event.sources and set(event.sources) == set(event.targets):
        return f"{noun} between {name_actors(event.sources, full=False).text}"
    parts = [noun]
    if event.sources:
        parts.append(f"{by} {name_actors(event.sources, full=False).text}")
    if event.targets:
        parts.append(f"{towards} {name_actors(event.targets, full=False).text}")
    return " ".join(parts)


def _sides(event: Event) -> tuple[tuple[Actor, ...], tuple[Actor, ...], bool]:
    """Return sources, targets, and whether both did it together (the record then names each on both sides)."""
    together = type_words(event.type).together is not None and bool(set(event.sources) & set(event.targets))
    if together:
        both = tuple(dict.fromkeys((*event.sources, *event.targets)))
        return both, (), len(both) > 1
    sources = tuple(_without_army(event.type, actor) for actor in event.sources)
    return sources, tuple(actor for actor in event.targets if not _is_said(event, actor)), False


def _is_said(event: Event, target: Actor) -> bool:
    """Whether naming a target adds nothing: a country that is the doer's own, or the place where forces move."""
    if target.name or not target.country:
        return False
    own = any(target.country == source.country for source in event.sources)
    here = event.type in _ARMIES_MOVE and event.where is not None and event.where.country == target.country
    return (own and target.sector in (None, "GOV")) or (
        here and event.where is not None and _is_place(event.where.name, target)
    )


def _is_place(name: str, target: Actor) -> bool:
    return name.casefold() == name_actor(target).text.removeprefix("the ").casefold()


def _without_army(type_: str, actor: Actor) -> Actor:
    """A country's armed forces that deploy forces are put as the country that does."""
    if type_ in _ARMIES_MOVE and actor.sector == "MIL" and actor.country and not actor.name:
        return Actor(actor.country)
    return actor


def _verb(event: Event) -> Verb:
    """Return the verb of the event's code where it has one of its own, else of its mode, else of its type."""
    table = load_wording()
    for length in (4, 3):
        by_code = table.cameo.get(event.cameo[:length]) if len(event.cameo) >= length else None
        if by_code:
            return by_code
    return table.modes.get(event.type, {}).get(event.mode or "") or type_words(event.type).verb


def _rest(event: Event, verb: Verb, targets: tuple[Actor, ...], together: bool) -> str:
    """Return what follows the verb: target, place, date and size."""
    words = type_words(event.type)
    if together:
        after = (words.together or "") if verb == words.verb else verb[4]
    else:
        after = verb[3].replace("{t}", name_actors(targets).text) if targets else verb[4]
    adjective = load_wording().contexts.get(_context(event))
    after = after.replace("{c}", f"{adjective} " if adjective else "")
    where = _where(event) if event.where and not _is_actor(event, event.where.name) else ""
    if "{p}" in after:
        after, where = after.replace("{p}", f" {where}" if where else ""), ""
    return _join(after, where, _tail(event))


def _context(event: Event) -> str:
    """Return the context that the event's own code names (072: military), before the one read around it."""
    code = cameo_codes().get(event.cameo)
    return (code.context if code else None) or event.context or ""


def _where(event: Event) -> str:
    """Return the place with its preposition: 'in Moscow', 'at the border'."""
    if event.where is None:
        return ""
    at = load_wording().at & set(event.where.name.casefold().split())
    return f"{'at' if at else 'in'} {event.where.name}"


def _tail(event: Event) -> str:
    size = f"({lower_measure(event.magnitude.words)})" if event.magnitude else ""
    return _join(when_phrase(event.when), size)


def lower_measure(words: str) -> str:
    """Lower the first letter of words that began a sentence, where it is a word of measure and no name."""
    first = words.split(maxsplit=1)[:1]
    return words[:1].lower() + words[1:] if first and first[0].casefold() in load_wording().measures else words


def _is_actor(event: Event, place: str) -> bool:
    return any(place == actor.name for actor in (*event.sources, *event.targets))


def _with_doer(event: Event, doer: Phrase, verb: Verb, rest: str) -> str:
    base, past, participle = verb[:3]
    to_be, s = ("are", "") if doer.plural else ("is", "s")
    spoken = event.modality == "conditional" and type_words(event.type).speech
    match event.modality:
        case "reported" if event.attributed_to:
            own = event.sources == (event.attributed_to,)
            word = "by its own account" if own else f"according to {name_actor(event.attributed_to).text}"
            return _join(f"{doer.text}, {word},", past, rest)
        case "reported":
            return _join(doer.text, to_be, "said to have", participle, rest)
        case "planned":
            return _join(doer.text, f"plan{s} to", base, rest)
        case "possible":
            return _join(doer.text, "may", base, rest)
        case "conditional" if not spoken:
            return _join(doer.text, "would", base, rest) + _condition(event)
        case _:
            return _join(doer.text, past, rest) + (_condition(event) if spoken else "")


def _denied(event: Event, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> str:
    """Return a denial by its noun: whether the act denied is past or to come, the record does not say."""
    noun, by, towards, to_be = type_words(event.type).noun
    tail = _join(when_phrase(event.when))
    at = f"{towards} {name_actors(targets).text}" if targets else ""
    if event.attributed_to in event.sources:
        doer = name_actors(sources)
        return _join(doer.text, "deny" if doer.plural else "denies", noun, at, tail)
    what = _join(f"{by} {name_actors(sources).text}", at, tail)
    if event.attributed_to:
        return _join(name_actor(event.attributed_to).text, "denies", noun, what)
    return _join("by this account there", to_be, "no", noun.removeprefix("an ").removeprefix("a "), what)


def _without_doer(event: Event, targets: tuple[Actor, ...]) -> str:
    noun, _, towards, to_be = type_words(event.type).noun
    where = _where(event)
    what = _join(noun, f"{towards} {name_actors(targets).text}" if targets else "", where, _tail(event))
    match event.modality:
        case "denied":
            said = f"{to_be} denied"
        case "planned":
            said = f"{to_be} planned"
        case "possible":
            said = f"{to_be} held possible"
        case "conditional":
            said = "would follow"
        case _:
            said = f"{to_be} told of"
    return _join(what, said) + (_condition(event) if event.modality == "conditional" else "") + ", with no doer named"


def _condition(event: Event) -> str:
    words = (event.condition or "").strip().rstrip(".,;")
    return f", {words[:1].lower()}{words[1:]}" if words else ", on a condition"


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)

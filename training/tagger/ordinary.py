"""
Ordinary sentences with countries in them: of what they tell nothing is an event ("Chad painted the bridge").

They are sentences of the treebanks in which no pattern codes anything, with a country or its people put where the
subject stands, at times the object. Without them the tagger would take any verb that a country governs for an act.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from demarche.ontology import countries
from training.examples import Teller
from training.treebanks import Sentence

SENTENCES = 2000
_SHORTEST, _LONGEST, _WIDEST = 5, 30, 4
_OBJECT_RATE = 0.3
_PHRASES = ("{name}", "{name}", "{name}", "the government of {name}", "{name}'s minister", "troops from {name}")


def ordinary_texts(
    sentences: Sequence[Sentence], teller: Teller, dice: random.Random, wanted: int = SENTENCES
) -> Iterator[str]:
    """
    Yield sentences of the treebanks with countries put into them, in which no pattern codes anything.

    Parameters
    ----------
    sentences : sequence of Sentence
        With gold trees.
    teller : Teller
        Parses, and matches the patterns.
    dice : random.Random
    wanted : int
        How many to yield at most.
    """
    names = sorted(one.name for one in countries())
    made = [text for one in dice.sample(sentences, len(sentences)) if (text := _peopled(one, names, dice))]
    found = 0
    for text, frames in zip(made, teller.frames(made), strict=True):
        if found < wanted and not any(
            frame.coded for bounds in frames.tree.sentences for frame in frames.by_patterns(bounds).values()
        ):
            found += 1
            yield text
        if found >= wanted:
            return


def _peopled(sentence: Sentence, names: Sequence[str], dice: random.Random) -> str | None:
    """Return the sentence with countries for its subject and at times its object; None where it has no plain one."""
    if not _SHORTEST <= len(sentence.words) <= _LONGEST:
        return None
    words, put = list(sentence.words), False
    for i, (dep, head) in enumerate(zip(sentence.deps, sentence.heads, strict=True)):
        if (
            dep not in ("nsubj", "obj")
            or sentence.upos[head - 1] != "VERB"
            or (dep == "obj" and dice.random() > _OBJECT_RATE)
        ):
            continue
        inside = _subtree(sentence, i)
        if len(inside) > _WIDEST or inside != list(range(inside[0], inside[-1] + 1)):
            continue
        phrase = dice.choice(_PHRASES).format(name=dice.choice(names))
        words[inside[0]] = phrase[:1].upper() + phrase[1:] if inside[0] == 0 else phrase
        words[inside[0] + 1 : inside[-1] + 1] = [""] * (len(inside) - 1)
        put = put or dep == "nsubj"
    return " ".join(word for word in words if word) if put else None


def _subtree(sentence: Sentence, i: int) -> list[int]:
    found, grown = {i}, True
    while grown:
        more = {k for k, head in enumerate(sentence.heads) if head - 1 in found} - found
        grown = bool(more)
        found |= more
    return sorted(found)

"""
What speaks for one type or another in what a source does to a target: named traits of the pair, each with a weight.

Traits are lexical (the words on the path between the two, their dependents, the words between them), general (senses
of those words, `senses`; mood, negation and tense of what governs them), and what the patterns make of it (the types
of the frames on the path, and whether source and target fill their roles). The weights beside each were set by hand on
our own pairs, 2026-11; what a trait says of a type is learned (`training/heads.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from demarche.reading.secondopinion.pair import Pair, TreeLike, ancestors
from demarche.reading.secondopinion.senses import YIELDING, Senses

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "NUM"})
_FUNCTION = frozenset({"AUX", "PART", "ADP"})
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ"})
_CLAUSAL = frozenset({"obj", "obl", "xcomp", "ccomp", "advcl", "nmod", "acl"})
_SILENT = frozenset({"punct", "det", "cc"})
_NEGATIONS = frozenset({"not", "never", "no", "n't", "without", "neither", "nor"})
_FUTURE = frozenset({"will", "shall"})
_MODALS = ("can", "could", "may", "might", "must", "should", "would")
_FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})
_PREDICATES_ASKED = 5
_HIGHEST = 4


class FrameLike(Protocol):
    """What is asked of a frame that the patterns found: `demarche.reading.events.EventFrame`."""

    @property
    def at(self) -> int:
        """The token that names it."""
        ...

    @property
    def type(self) -> str:
        """Its type."""
        ...

    @property
    def mode(self) -> str | None:
        """Its mode."""
        ...

    @property
    def sources(self) -> list[int]:
        """Who acts."""
        ...

    @property
    def targets(self) -> list[int]:
        """Who is acted on."""
        ...

    @property
    def coded(self) -> bool:
        """Whether it is an event of its own."""
        ...


class Evidence:
    """
    The traits of one pair, in `traits`: name → weight, the heaviest where one is met twice.

    Parameters
    ----------
    tree : TreeLike
        The parse of the report.
    senses : Senses
        What the lexicon knows of its words.
    pair : Pair
        The source and the target.
    frames : iterable of FrameLike
        What the patterns found in the sentence.
    """

    def __init__(self, tree: TreeLike, senses: Senses, pair: Pair, frames: Iterable[FrameLike]) -> None:
        self.tree, self.senses, self.pair = tree, senses, pair
        self.traits: dict[str, float] = {}
        self._predicates = [i for i in pair.path if tree.pos[i] in _PREDICATES][:_PREDICATES_ASKED]
        self._tell_path()
        self._tell_side("s", pair.source_head, pair.climb)
        self._tell_side("t", pair.target_head, pair.descent)
        for i in self._predicates:
            self._tell_dependents(i)
        self._tell_senses_together()
        self._tell_between()
        self._tell_moods()
        for frame in frames:
            self._tell_frame(frame)

    def words(self) -> dict[str, list[str]]:
        """Return the lemmas whose meaning as vectors is asked, by where they stand."""
        pair, lemmas = self.pair, self.tree.lemmas
        kids = [k for i in self._predicates for k in self.tree.kids[i]]
        places = {
            "top": [pair.top],
            "path": [i for i in pair.path if i != pair.top],
            "kids": kids,
            "between": self._span(),
        }
        return {
            name: [lemmas[i] for i in found if self.tree.pos[i] in _PREDICATES and not pair.is_marked(i)]
            for name, found in places.items()
        }  # fmt: skip

    # -- telling

    def _add(self, name: str, weight: float = 1.0) -> None:
        if self.traits.get(name, 0.0) < weight:
            self.traits[name] = weight

    def _word(self, slot: str, i: int, weight: float = 1.0) -> None:
        """Tell a word in its place, and its senses unless it is the source's or target's own."""
        lemma = self.tree.lemmas[i]
        self._add(f"{slot}={lemma}", weight)
        if not self.pair.is_marked(i):
            for name, share in self.senses.described(lemma, self.tree.pos[i]):
                self._add(slot + name, weight * share)

    def _tell_path(self) -> None:
        pair, tree = self.pair, self.tree
        if pair.is_marked(pair.top):
            self._add("top_in=" + ("s" if pair.top in pair.source else "t"))
        else:
            self._word("top", pair.top, 2)
            self._add("toppos=" + tree.pos[pair.top])
        climb, descent = ("/".join(tree.deps[i] for i in side[:_HIGHEST]) for side in (pair.climb, pair.descent))
        self._add(f"relations={climb}|{descent}")
        for i in pair.path:
            self._word("path", i, 1.5)
        for one, other in zip(pair.path, pair.path[1:], strict=False):
            self._add(f"step={tree.lemmas[one]}_{tree.lemmas[other]}")
        for i in ancestors(tree, pair.top)[1:3]:
            self._word("above", i)
        first = pair.source and pair.target and min(pair.source) < min(pair.target)
        self._add("order=" + ("st" if first else "ts"))

    def _tell_side(self, side: str, head: int, line: Sequence[int]) -> None:
        """Tell the words above the source or the target, and the prepositions before it."""
        tree = self.tree
        if head < 0:
            self._add("no_" + side)
            return
        self._add(f"{side}rel={tree.deps[head]}")
        self._add(f"{side}head={tree.lemmas[head]}", 0.7)
        for name, share in self.senses.described(tree.lemmas[head], tree.pos[head]):
            self._add(f"{side}head{name}", 0.7 * share)
        above = [i for i in line[1:] if not self.pair.is_marked(i)]
        for depth, i in enumerate(above[:_HIGHEST]):
            if depth < 2:
                self._word(f"{side}up{depth}", i)
            else:
                self._add(f"{side}up{depth}={tree.lemmas[i]}")
        if above:
            self._add(f"{side}up0={tree.lemmas[above[0]]}|{tree.deps[head]}", 1.5)
        for k in tree.kids[head]:
            if tree.deps[k] == "case":
                self._add(f"{side}case={tree.lemmas[k]}")
                if above:
                    self._add(f"{side}case={tree.lemmas[k]}|{tree.lemmas[above[0]]}")

    def _tell_dependents(self, i: int) -> None:
        tree, lemmas = self.tree, self.tree.lemmas
        for k in tree.kids[i]:
            relation = "prt" if tree.deps[k] == "compound:prt" else tree.deps[k].split(":")[0]
            if self.pair.is_marked(k) or relation in _SILENT:
                continue
            self._word(f"kid={relation}|", k)
            self._add(f"has={lemmas[i]}|{relation}|{lemmas[k]}", 1.5)
            if relation == "prt":
                self._add(f"particle={lemmas[i]}_{lemmas[k]}", 2)
            if relation in ("case", "aux", "mark", "advmod"):
                self._add(f"function={lemmas[k]}", 0.7)
            if tree.pos[i] == "VERB":
                for effect in self.senses.effects(lemmas[i]):
                    for one in self.senses.types(lemmas[k], tree.pos[k]):
                        self._add(f"governs:{effect}|{one}", 1.2)
            if relation in _CLAUSAL:
                for q in tree.kids[k]:
                    if tree.deps[q] not in ("punct", "det"):
                        self._add(f"grandkid={relation}|{lemmas[k]}|{lemmas[q]}")
                        self._word("grandkid", q, 0.7)

    def _tell_senses_together(self) -> None:
        """Tell what a verb on the path does to the types of the other words on it: "refused … to withdraw"."""
        tree, senses = self.tree, self.senses
        for i in self.pair.path:
            effects = senses.effects(tree.lemmas[i]) if tree.pos[i] in ("VERB", "ADJ") else []
            for k in self.pair.path if effects else ():
                if k != i:
                    for one in senses.types(tree.lemmas[k], "VERB" if tree.pos[k] == "VERB" else "NOUN"):
                        for effect in effects:
                            self._add(f"along:{effect}|{one}")

    def _span(self) -> range:
        pair = self.pair
        if not (pair.source and pair.target):
            return range(pair.start, pair.end)
        return range(min(*pair.source, *pair.target), max(*pair.source, *pair.target) + 1)

    def _tell_between(self) -> None:
        before = None
        for i in self._span():
            pos, lemma = self.tree.pos[i], self.tree.lemmas[i]
            if self.pair.is_marked(i):
                before = "<S>" if i in self.pair.source else "<T>"
                continue
            if pos in _CONTENT or pos in _FUNCTION:
                self._word("between", i, 0.8)
            if before is not None:
                self._add(f"two={before}_{lemma}", 0.7)
            before = lemma

    # -- mood

    def _mood(self, i: int) -> list[str]:
        """Return how a predicate and the two above it are told: negated, future, passive, under which verb."""
        tree, found = self.tree, {"tag:" + self.tree.tags[i]}
        for k in ancestors(tree, i)[:3]:
            if tree.pos[k] not in _PREDICATES and tree.pos[k] != "AUX":
                continue
            found |= self._told(k)
            if k != i:
                found.add("under:" + tree.lemmas[k])
                found |= {"undero:" + effect for effect in self.senses.effects(tree.lemmas[k])}
        if any(tree.deps[k] == "nsubj:pass" for k in tree.kids[i]):
            found.add("passive")
        if any(tree.lemmas[k] == "to" and tree.deps[k] == "mark" for k in tree.kids[i]):
            found.add("infinitive")
        return sorted(found)

    def _told(self, i: int) -> set[str]:
        tree, found = self.tree, set()
        if any(tree.lemmas[k] in _NEGATIONS for k in tree.kids[i]):
            found.add("negated")
        auxiliaries = {tree.lemmas[k] for k in tree.kids[i] if tree.deps[k].startswith("aux")}
        if auxiliaries & _FUTURE:
            found.add("will")
        found |= {"modal:" + modal for modal in [one for one in _MODALS if one in auxiliaries][:1]}
        return found

    def _tell_moods(self) -> None:
        top = self.pair.top
        for mood in self._mood(top):
            self._add("mood=" + mood)
            self._add(f"mood={mood}|{self.tree.lemmas[top]}")
        for i in self.pair.path:
            if i != top and self.tree.pos[i] == "VERB":
                for mood in self._mood(i):
                    self._add("pathmood=" + mood, 0.7)

    # -- what the patterns make of it

    def _tell_frame(self, frame: FrameLike) -> None:
        pair, one = self.pair, YIELDING.get(frame.type, frame.type)
        acts = any(k in pair.source for k in frame.sources)
        suffers = any(k in pair.target for k in frame.targets)
        turned = any(k in pair.source for k in frame.targets) or any(k in pair.target for k in frame.sources)
        on_path = frame.at in pair.path
        told = {
            f"frame={one}": 0.7, f"frameon={one}": 1.2 * on_path, f"framecoded={one}": 1.0 * frame.coded,
            f"frameoncoded={one}": 1.5 * (on_path and frame.coded), f"framesource={one}": 1.2 * acts,
            f"frametarget={one}": 1.2 * suffers, f"framepair={one}": 2.0 * (acts and suffers),
            f"framepaircoded={one}": 2.0 * (acts and suffers and frame.coded), f"frameturned={one}": 1.0 * turned,
            f"framemode={one}.{frame.mode}": 1.0 * (frame.mode is not None and (on_path or acts)),
            f"frametop={one}": 1.5 * (frame.at == pair.top),
        }  # fmt: skip
        for name, weight in told.items():
            if weight:
                self._add(name, weight)
        if on_path or frame.coded:
            for mood in self._mood(frame.at) or {"plain"}:
                self._add(f"framemood:{mood}|{one}", 1.2)
                self._add(f"framemood:{mood}|{'friendly' if one in _FRIENDLY else 'hostile'}", 1.2)

"""
Which warnings are threats: those of the speaker's own acts, or of harm that comes to whoever is warned.

"Warned that Russia could attack Ukraine" tells what a third party may do, and is no threat by whoever says it; "warned
that it would close the strait" and "warned that Seoul will pay dearly" are.
"""

from __future__ import annotations

from demarche.reading.events.arguments import Grammar
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import NOMINAL, Tree

_UNSURE = frozenset({"could", "may", "might", "can"})
_IF = frozenset({"if", "unless", "should", "until"})
_OWN_WORDS = frozenset({"we", "i", "us", "our"})
_DOERS = ("from", "by")


class Threats:
    """Tells warnings that threaten from warnings about others."""

    def __init__(self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles) -> None:
        self.lexicon, self.tree, self.grammar, self.roles = lexicon, tree, grammar, roles

    def is_threat(self, frame: EventFrame) -> bool:
        """Tell whether the warning at a frame threatens somebody; any other frame of the type does."""
        if not self.lexicon.is_in(self.tree.lemmas[frame.at], "warning"):
            return True
        found = self.grammar.of(frame.at)
        own = self._countries(frame.sources)
        if found.ccomp:
            return any(self._is_harm(k, own) for k in self.tree.with_conjuncts(found.ccomp))
        harms = self.tree.with_conjuncts(found.preps.get("of", []))
        if harms and not found.obj and not found.preps.get("against"):
            return any(self._is_ours(k, own) for k in harms)
        return True

    def aim(self, frame: EventFrame | None) -> None:
        """Let a threat that names nobody be aimed at who is to heed it: "warned the ships not to return"."""
        if frame is not None and not any(self.roles.of(k) for k in frame.targets):
            below = self.grammar.of(frame.at).xcomp
            frame.targets = [k for j in below for k in self.grammar.of(j).subj if k not in frame.sources]

    def _is_harm(self, i: int, own: set[str]) -> bool:
        """Tell whether a warning's clause says what the speaker's side will do, or what will befall its subject."""
        found = self.grammar.of(i)
        unsure = any(self.tree.words[k] in _UNSURE for k in self.tree.by(i, "aux"))
        suffers = found.passive or self.lexicon.is_in(self.tree.lemmas[i], "undergone")
        if suffers:
            return not (unsure and not self._is_conditional(i)) and not self._others(self._doers(i), own)
        return not self._others([k for k in found.subj if self._acts(k)], own)

    def _is_ours(self, i: int, own: set[str]) -> bool:
        """Tell whether harm that is named by a noun is anybody else's: "warned of a Russian attack"."""
        return not self._others([i], own) and not self.lexicon.is_in(self.tree.lemmas[i], "misfortune")

    def _doers(self, i: int) -> list[int]:
        """Return who does what a clause's subject suffers: "face an attack by Russia"."""
        found = self.grammar.of(i)
        below = [k for k in found.obj if self.tree.pos[k] == "NOUN"] if not found.passive else found.subj
        named = [k for name in _DOERS for k in (*found.preps.get(name, ()), *found.around.get(name, ()))]
        return [*below, *named]

    def _acts(self, i: int) -> bool:
        """Tell somebody from something: an event of theirs ("expansion", "any attack") is no party that acts."""
        tree = self.tree
        return tree.pos[i] != "NOUN" or self.lexicon.is_in(tree.lemmas[i], "agentive")

    def _others(self, heads: list[int], own: set[str]) -> bool:
        """Tell whether phrases denote a country or body that is not the speaker's."""
        heads = [k for k in heads if self.tree.pos[k] in (*NOMINAL, "ADJ") and self.tree.words[k] not in _OWN_WORDS]
        named = self._countries(heads)
        return bool(named) and not named & own

    def _is_conditional(self, i: int) -> bool:
        tree = self.tree
        return any(tree.words[j] in _IF for k in tree.by(i, "advcl") for j in tree.by(k, "mark"))

    def _countries(self, heads: list[int]) -> set[str]:
        return {actor.country for k in heads for actor in self.roles.of(k) if actor.country}

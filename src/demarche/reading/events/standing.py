"""Which event nouns are events of their own: by their actors, or because a clause tells of force or protest."""

from __future__ import annotations

from demarche.reading.events.arguments import TIMES
from demarche.reading.events.lexicon import Lexicon
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import Roles
from demarche.reading.events.tree import Tree

FORCE = frozenset({"ASSAULT", "PROTEST"})
"""Types that are told without a party: "shots were fired", "the shelling went on"."""
_POINTING = frozenset({"the", "this", "these", "those"})
_NONE = frozenset({"no", "not", "any"})
_POINTED = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION"})
# Deeds of which courts and the police tell as often as armies.
_CRIMES = frozenset({"murder", "rape", "torture", "kidnapping", "abduction", "harassment", "beating", "lynching",
                     "stabbing", "poisoning", "violence", "cleansing", "atrocity", "slaying", "hijacking"})  # fmt: skip
_PRESSURE = frozenset({"MOBILIZE", "COERCE", "SANCTION"})


class Standing:
    """
    Judges the event nouns of one report.

    Parameters
    ----------
    lexicon : Lexicon
    tree, roles
        The parse, and who the phrases are.
    """

    def __init__(self, lexicon: Lexicon, tree: Tree, roles: Roles) -> None:
        self.lexicon, self.tree, self.roles = lexicon, tree, roles

    def holds(self, frame: EventFrame) -> bool:
        """Tell whether an event noun has actors enough to be an event of its own, or force a clause to itself."""
        heads = [k for k in (*frame.sources, *frame.targets) if self.roles.of(k)]
        known = {actor.country or actor.name for k in heads for actor in self.roles.of(k)}
        count = max(len(known), len(set(heads)))
        told = frame.type in FORCE and frame.needs < 2 and self._is_told(frame.at)
        needs = min(frame.needs, 1) if frame.anchor >= 0 else frame.needs
        return told or self.is_pointed_at(frame) or self.takes_place(frame) or count >= needs

    def is_pointed_at(self, frame: EventFrame) -> bool:
        """
        Tell a hostile act that the reader is taken to know of, or that its clause is about.

        "Concern over the build-up", "said of the attack"; "sanctions are on the table"; of force also what is told more
        nearly, "a possible attack", or counted in days, "a month of combat".
        """
        tree, i = self.tree, frame.at
        if frame.type not in _POINTED or frame.mode == "exercise" or tree.lemmas[i] in _CRIMES:
            return False
        words = {tree.words[k] for k in tree.kids[i]}
        if words & _POINTING:
            return True
        if frame.needs > 1 or words & _NONE:
            return False
        if frame.type in _PRESSURE:
            return tree.is_subject(i)
        return frame.type == "ASSAULT" and (
            tree.lemmas[tree.heads[i]] in TIMES or tree.has(i, "amod", "compound", "nummod", "acl:relcl")
        )

    def takes_place(self, frame: EventFrame) -> bool:
        """Tell talks that are the subject of their clause, whoever holds them: "talks will resume in the spring"."""
        return frame.type == "CONSULT" and frame.anchor >= 0 and self.tree.is_subject(frame.at)

    def _is_told(self, i: int) -> bool:
        """Tell whether a clause is about an event noun: its subject, what is blamed or foreseen, or what has a day."""
        tree, dep, head = self.tree, self.tree.deps[i], self.tree.heads[i]
        if dep in ("nsubj", "nsubj:pass", "root"):
            return True
        if any(tree.lemmas[k] in TIMES for k in tree.kids[i] if tree.deps[k].startswith(("nmod", "compound"))):
            return True
        return dep == "obj" and (self._blames(head) or self.lexicon.is_in(tree.lemmas[head], "foreseeing"))

    def _blames(self, head: int) -> bool:
        """Tell a verb that blames whatever its object is: "deplored the invasion"."""
        patterns = self.lexicon.verbs.get(self.tree.lemmas[head], ())
        return any(one.type == "ACCUSE" and [each.slot for each in one.constraints] == ["obj"] for one in patterns)

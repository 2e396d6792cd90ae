"""Whose forecast it is: the author's, a party's to the crisis, or a third party's."""

from __future__ import annotations

from spacy.tokens import Token

from demarche.reading.clauses import Attribution, Tree
from demarche.reading.projections.cues import voices
from demarche.record import Actor, Forecaster, ForecasterKind, Report


class Forecasters:
    """Tells the forecasters of one report."""

    def __init__(self, tree: Tree, report: Report) -> None:
        self.tree, self._voices = tree, voices()
        self._author = Forecaster("author", report.authors[0] if report.authors else None, None)

    def of(self, attribution: Attribution | None) -> Forecaster:
        """Return the forecaster of what stands on someone's word; the author where nobody else is named."""
        if attribution is None or (attribution.speaker is None and not attribution.actors):
            return self._author
        return self.by(attribution.speaker, attribution.actors)

    def by(self, speaker: Token | None, actors: tuple[Actor, ...]) -> Forecaster:
        """Return the forecaster whom a phrase names."""
        actor = actors[0] if actors else None
        name = (actor.name if actor else None) or self._phrase(speaker)
        return Forecaster(self._kind(speaker, actor), name, actor.country if actor else None)

    def _kind(self, speaker: Token | None, actor: Actor | None) -> ForecasterKind:
        words = self._described(speaker) if speaker is not None else frozenset()
        if words & self._voices["third"] or words & self._voices["former"]:
            return "third-party"
        if actor is None or actor.country is None:
            return "third-party"
        if words & self._voices["official"]:
            return "speaker"
        if actor.sector in self._voices["sector"]:
            return "third-party"
        return "speaker"

    def _described(self, speaker: Token) -> frozenset[str]:
        """Return the lemmas of the speaker's phrase: its head, what stands before it, and its apposition."""
        tree, i = self.tree, speaker.i
        near = [i, *tree.by(i, "amod", "compound", "appos", "nmod:desc")]
        near += [j for k in tree.by(i, "appos") for j in tree.by(k, "amod", "compound")]
        return frozenset(tree.lemmas[k].removesuffix("-") for k in near)

    def _phrase(self, speaker: Token | None) -> str | None:
        if speaker is None or speaker.pos_ == "PRON":
            return None
        start, end = self.tree.range(speaker.i)
        stop = next((k for k in range(speaker.i + 1, end) if self.tree.words[k] in (",", "who", "--", "(")), end)
        return self.tree.text(start, min(stop, speaker.i + 6)) or None

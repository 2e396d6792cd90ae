"""Scores of acts for roles, and the reasons in words, by `data/roles.toml`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from demarche.forecasting.moves_acts import Act
from demarche.forecasting.moves_tables import load_moves, load_roles
from demarche.forecasting.scenario import Reason
from demarche.ontology import spoken_name

_MOST_REASONS = 5
_ASKING = frozenset({"REQUEST", "demand"})
_WORD = re.compile(r"[a-z]+")


class Bid(NamedTuple):
    """A pair (or an actor alone), its score, and the acts that speak for it with their parts of the score."""

    pair: tuple[str, ...]
    score: float
    acts: tuple[tuple[float, Act], ...]

    def reasons(self) -> tuple[Reason, ...]:
        """Return what speaks for the bid, the most first."""
        # What happened or was said goes before what may be.
        real = {"happened", "disputed", "said"}
        told = sorted(
            (one for one in self.acts if one[0] > 0), key=lambda one: (one[1].status not in real, -one[0], one[1].id)
        )
        return tuple(_reason(act) for _, act in told[:_MOST_REASONS])


class Scores:
    """The acts of a record, and what they say for each role."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self.acts, self.table = acts, load_roles()

    def pairs(self) -> list[Bid]:
        """Return pairs of states (challenger, target), the likeliest first; those that act for a third are left out."""
        found: defaultdict[tuple[str, str], list[tuple[float, Act]]] = defaultdict(list)
        for act in self.acts:
            score = self.weight(act, self._against(act))
            for pair in _pairs(act) if score > 0 else ():
                found[pair].append((score, act))
        bids = [self._pair_bid(pair, acts) for pair, acts in found.items() if any(self._is_hard(a) for _, a in acts)]
        by_doer: defaultdict[str, list[Bid]] = defaultdict(list)
        for bid in bids:
            by_doer[bid.pair[0]].append(bid)
        free = [bid for bid in bids if not any(self._acts_for(bid.pair, other) for other in by_doer[bid.pair[1]])]
        dyads = self.dyads(free)
        # Of allies with the same acts, the one of whom more is told leads.
        told = Counter(two for act in self.acts for two in product(act.sources, act.targets))
        return sorted(free, key=lambda bid: (-dyads[bid.pair], -bid.score, -told[bid.pair[0], bid.pair[1]], bid.pair))

    def dyads(self, bids: Iterable[Bid]) -> dict[tuple[str, ...], float]:
        """Return what two states weigh as the crisis that is meant: the more of either way, and part of the less."""
        scores = {bid.pair: bid.score for bid in bids}
        both = {pair: (score, scores.get(pair[::-1], 0.0)) for pair, score in scores.items()}
        return {pair: max(two) + self.table.back * min(two) for pair, two in both.items()}

    def _pair_bid(self, pair: tuple[str, str], acts: list[tuple[float, Act]]) -> Bid:
        """
        Return a pair's bid; force that is only moved into a country may have come to help it.

        Still more so force that is moved, as far as the reports tell, toward a state that stands by the mover.
        """
        lone = all(act.type == "MOBILIZE" or not self._is_hard(act) for _, act in acts)
        helped = lone and any(act.type != "MOBILIZE" for _, act in self._toward(pair[1], pair[0], self.table.helps))
        factor = 0.0 if helped else self.table.lone if lone else 1.0
        return _bid(pair, [(score * factor, act) for score, act in acts])

    def _acts_for(self, pair: tuple[str, ...], other: Bid) -> bool:
        """Whether the first of a pair moves against the second on behalf of another that the second coerces."""
        helper, coerced = pair
        if other.pair[0] != coerced or other.pair[1] == helper:
            return False
        mine = sum(score for score, _ in self._toward(helper, other.pair[1], self.table.helps))
        theirs = sum(self.weight(act, self._against(act)) for act in self.acts if (helper, coerced) in _pairs(act))
        return mine > 0 and other.score >= 0.5 * theirs

    def _against(self, act: Act) -> float:
        table = self.table
        by_kind: Mapping[str, Mapping[str, float]] = {
            "finding": table.against,
            "statement": table.said_against,
            "projection": table.foretold,
        }
        return by_kind[act.kind].get(act.type, 0.0)

    def _is_hard(self, act: Act) -> bool:
        return act.type in self.table.hard and self.weight(act, 1.0) > 0

    def weight(self, act: Act, worth: float) -> float:
        """Return what an act counts: its worth by mode, status, credibility and independent origins."""
        table = self.table
        if act.echoes:  # the finding of the same words counts
            return 0.0
        mode = table.modes.get(f"{act.type} {act.mode}".strip(), 1.0) if act.kind == "finding" else 1.0
        if act.type in _ASKING and self._is_polite(act):
            mode = 0.0
        believed = act.believed if act.status in {"happened", "disputed", "said"} else 1.0
        origins = 1.0 + table.origin * (min(act.origins, 4) - 1)
        rival = table.rival if act.rivals and not act.rivals & {*act.sources} and act.rivals <= {*act.targets} else 1.0
        return worth * mode * table.status.get(act.status, 0.0) * believed * origins * act.probability * rival

    def _is_polite(self, act: Act) -> bool:
        words = _WORD.findall(act.words.casefold())
        return any(word in self.table.polite for word in words) and not any(word.startswith("demand") for word in words)

    def patrons(self, challenger: str, target: str) -> list[Bid]:
        """Return who stands behind the target, the likeliest first."""
        found = [self._patron(code, challenger, target) for code in self._outsiders(challenger, target)]
        return sorted((bid for bid in found if bid.score > 0), key=lambda bid: (-bid.score, bid.pair))

    def _patron(self, code: str, challenger: str, target: str) -> Bid:
        acts = [*self._toward(code, target, self.table.helps), *self._toward(code, challenger, self.table.opposes)]
        # What is done to both sides alike, or together with the challenger, helps neither against the other.
        acts = [
            one for one in acts if challenger not in one[1].sources and not {challenger, target} <= {*one[1].targets}
        ]
        if any(self._is_patronage(act) for _, act in acts):
            acts += [(score / 2, act) for score, act in self._elsewhere(code, challenger, target)]
        else:
            acts = []
        helped = self._toward(code, challenger, self.table.helps)
        against = sum(score for score, act in helped if act.kind == "finding" and act.type != "MOBILIZE")
        against += sum(self.weight(act, self._against(act)) for act in self.acts if (code, target) in _pairs(act))
        against += sum(1.0 for act in self.acts if self._alongside(act, code, challenger))
        kind = self.table.body if code.startswith("IGO:") else 1.0
        bid = _bid((code,), acts)
        return bid._replace(score=bid.score * kind - against)

    def _elsewhere(self, code: str, challenger: str, target: str) -> list[tuple[float, Act]]:
        """Return an outsider's forces moved to a third country."""
        moved = [act for act in self.acts if act.type == "MOBILIZE" and code in act.sources]
        aside = [act for act in moved if not {challenger, target} & {*act.sources, *act.targets, act.place}]
        return [(self.weight(act, self.table.opposes["MOBILIZE"]), act) for act in aside]

    def _is_patronage(self, act: Act) -> bool:
        return act.type not in {"ACCUSE", "REJECT", "accusation", "REQUEST", "demand"}

    def _toward(self, code: str, other: str, worths: Mapping[str, float]) -> list[tuple[float, Act]]:
        found = []
        for act in self.acts:
            aimed = other in act.targets or (act.type == "MOBILIZE" and act.place == other)
            if code in act.sources and aimed and other not in act.sources and act.kind != "projection":
                score = self.weight(act, worths.get(act.type, 0.0))
                if score > 0:
                    found.append((score, act))
        return found

    def _alongside(self, act: Act, code: str, challenger: str) -> bool:
        together = code in act.sources and challenger in act.sources
        return together and self._against(act) > 0 and self.weight(act, 1.0) > 0 and act.kind == "finding"

    def helpers(self, challenger: str, target: str) -> tuple[str, ...]:
        """Return who acts with the challenger: a party to its mobilising, threats or attacks."""
        codes = self._outsiders(challenger, target)
        return tuple(code for code in codes if any(self._alongside(act, code, challenger) for act in self.acts))

    def mediators(self, challenger: str, target: str) -> list[Bid]:
        """Return who talks with both sides, the likeliest first: the weaker of the two tells."""
        helpers = set(self.helpers(challenger, target))
        bids = []
        for code in self._outsiders(challenger, target):
            one, other = self._talks(code, challenger), self._talks(code, target)
            weaker, stronger = sorted((sum(s for s, _ in one), sum(s for s, _ in other)))
            if weaker > 0 and code not in helpers:
                acts = {act.id: (score, act) for score, act in (*one, *other)}
                bids.append(Bid((code,), weaker + stronger / 4, tuple(acts.values())))
        return sorted(bids, key=lambda bid: (-bid.score, bid.pair))

    def _talks(self, code: str, side: str) -> list[tuple[float, Act]]:
        worths = self.table.mediates
        parties = [(act, {*act.sources, *act.targets}) for act in self.acts if act.type in worths]
        found = [(self.weight(act, worths[act.type]), act) for act, them in parties if {code, side} <= them]
        return [one for one in found if one[0] > 0]

    def _outsiders(self, challenger: str, target: str) -> list[str]:
        codes = {code for act in self.acts for code in (*act.sources, *act.targets)}
        return sorted(codes - {challenger, target})

    def inner(self) -> Bid | None:
        """Return the country with most violence inside it: between its parts, or with those who are no state."""
        found: defaultdict[str, list[tuple[float, Act]]] = defaultdict(list)
        for act in self.acts:
            if (
                act.type not in {"ASSAULT", "MOBILIZE", "COERCE"}
                or act.kind != "finding"
                or act.type not in self.table.against
            ):
                continue
            for code in _inside(act):
                found[code].append((self.weight(act, self.table.against[act.type]), act))
        bids = [_bid((code,), acts) for code, acts in found.items()]
        best = max(bids, key=lambda bid: (bid.score, bid.pair), default=None)
        return best if best is not None and best.score > 0 else None


def _inside(act: Act) -> Iterator[str]:
    outside = {*act.sources, *act.targets} - act.inner
    for code in sorted(act.inner):
        if act.type != "MOBILIZE" and not outside:
            yield code
    if act.type == "ASSAULT" and len(act.sources) == 1 and act.sources == act.targets:
        yield act.sources[0]


def _pairs(act: Act) -> list[tuple[str, str]]:
    """Return (doer, done to) for states; an act that both do to each other says nothing of who coerces whom."""
    doers = [code for code in act.sources if not code.startswith("IGO:")]
    others = [code for code in act.targets if not code.startswith("IGO:") and code not in act.sources]
    if not others and act.type in {"MOBILIZE", "ASSAULT", "COERCE"} and act.place and act.place not in act.sources:
        others = [act.place]
    return [(one, other) for one in doers for other in others]


def _bid(pair: tuple[str, ...], acts: Iterable[tuple[float, Act]]) -> Bid:
    kept = tuple(acts)
    return Bid(pair, sum(score for score, _ in kept), kept)


def _reason(act: Act) -> Reason:
    who = " and ".join(spoken_name(code) for code in act.sources[:3]) or "someone"
    whom = ", ".join(spoken_name(code) for code in act.targets if code not in act.sources)
    verb = load_moves().verbs.get(act.type, act.type.lower())
    note = "" if act.status in {"happened", "said"} else f", {act.status}"
    words = f"{who}: {verb}{f' ({whom})' if whom else ''}{note}"
    words = f"{words[0].upper()}{words[1:]}."
    if act.kind == "finding":
        return Reason(words, findings=(act.id,))
    return Reason(words, statements=(act.id,) if act.kind == "statement" else ())

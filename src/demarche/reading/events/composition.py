"""
How the frames of a sentence combine: light verbs, aspect, refusals, promises, threats, requests, accusations.

"Launched an attack" is one event and not two; "called off the talks" is no meeting; "refused to withdraw" no
withdrawal. Which verb does what is data (`operators.tsv`), and what a type turns into too (`types.toml`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from demarche.reading.events.arguments import Arguments, Grammar
from demarche.reading.events.lexicon import Lexicon, Operator
from demarche.reading.events.pattern import EventFrame
from demarche.reading.events.roles import Roles
from demarche.reading.events.standing import Standing
from demarche.reading.events.threats import Threats
from demarche.reading.events.together import Together
from demarche.reading.events.tree import Tree
from demarche.reading.trace import Trace

Frames = dict[int, EventFrame]
# Types whose verb uses up the event noun or clause below it: what is refused, asked for or threatened has not happened.
ABSORBING = frozenset({"REJECT", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "RETREAT", "SANCTION", "CONSULT",
                       "COOPERATE"})  # fmt: skip
_HOSTILE = (_ONGOING := frozenset({"ASSAULT", "SANCTION", "COERCE", "MOBILIZE"})) | {"PROTEST"}
_UNDERGONE = frozenset({"ASSAULT", "ACCUSE", "SANCTION", "COERCE", "THREATEN", "PROTEST", "REQUEST", "SUPPORT",
                        "REJECT", "AID"})  # fmt: skip
_ACTS = frozenset({"MOBILIZE", "SANCTION", "COERCE", "PROTEST"})
_INTENT, _APPEAL = "03", "02"  # CAMEO roots: appeals are 02, demands 10, with the same codes below
_CONDITIONS = frozenset({"unless", "if", "until", "till", "before"})


class Composition:
    """
    Combines the frames of one report's sentences, in place.

    Parameters
    ----------
    lexicon : Lexicon
    tree, grammar, roles
        The parse, its arguments, and who they are.
    trace : Trace, optional
        Where to write what each word did to the frames.
    """

    def __init__(
        self, lexicon: Lexicon, tree: Tree, grammar: Grammar, roles: Roles, trace: Trace | None = None
    ) -> None:
        self.lexicon, self.tree, self.grammar, self.roles, self.trace = lexicon, tree, grammar, roles, trace
        self._threats = Threats(lexicon, tree, grammar, roles)
        self._together = Together(lexicon, tree, grammar, roles)
        self._standing = Standing(lexicon, tree, roles)
        self._effects: dict[str, Callable[[int, Arguments, Frames], object]] = {
            "do": self._do, "begin": self._begin, "plan": self._plan, "undergo": self._undergo, "halt": self._halt,
            "fail": self._fail, "occur": self._occur, "refuse": self._refuse, "agree": self._agree,
            "promise": self._promise, "threaten": self._threaten, "request": self._request, "prevent": self._prevent,
            "allege": self._allege, "condemn": self._blamed,
        }  # fmt: skip

    def compose(self, frames: Frames, start: int, end: int) -> None:
        """Combine a sentence's frames: operators from the innermost outwards, then what verbs and nouns absorb."""
        found = [(self._depth(i), i) for i in range(start, end) if self.tree.lemmas[i] in self.lexicon.operators]
        for _, i in sorted(found, reverse=True):
            self._operate(i, frames)
        for frame in list(frames.values()):
            self._watched(frames, frame.at, "takes in", partial(self._absorb, frame, frames))
            above = self._together.above(frame, frames)
            if above is not None:
                self._watched(frames, frame.at, "beside", partial(self._merge, above, frame))
        for frame in frames.values():
            self._watched(frames, frame.at, "joint", partial(self._together.bind, frame, frames))
            if not frame.noun or not frame.coded or self._standing.holds(frame):
                continue
            frame.coded = False
            if self.trace is not None:
                self.trace.dropped("event", frame.at, f"a noun without a verb to tell it needs {frame.needs} actors")

    def _watched(self, frames: Frames, i: int, effect: str, step: Callable[[], object]) -> None:
        """Take a step; with a trace, note what it changed."""
        if self.trace is None:
            step()
        else:
            self.trace.watch(step, frames.values(), self.tree.doc, f"'{self.tree.doc[i].text}' ({effect})")

    def _depth(self, i: int) -> int:
        depth = 0
        while self.tree.heads[i] != i and depth < 200:
            i, depth = self.tree.heads[i], depth + 1
        return depth

    def _operate(self, i: int, frames: Frames) -> None:
        if self.tree.pos[i] not in ("VERB", "AUX", "ADJ"):
            return
        found = self.grammar.of(i)
        done: set[str] = set()
        for operator in self.lexicon.operators[self.tree.lemmas[i]]:
            if operator.effect not in done and self._holds(operator, i, found):
                done.add(operator.effect)
                self._watched(frames, i, operator.effect, partial(self._effects[operator.effect], i, found, frames))

    def _holds(self, operator: Operator, i: int, found: Arguments) -> bool:
        if operator.infinitive and not any(self.grammar.is_infinitive(k) for k in (*found.xcomp, *found.purpose)):
            return False
        return operator.words <= found.words or (
            bool(operator.words) and operator.words <= {self.tree.lemmas[k] for k in self.tree.kids[i]}
        )

    # -- complements

    def _seen_through(self, heads: list[int], frames: Frames) -> list[EventFrame]:
        """Return the frames at these heads, their coordination, or what they count: "a series of strikes"."""
        found: list[EventFrame] = []
        for k in self.tree.with_conjuncts(heads):
            if k in frames:
                found.append(frames[k])
            else:
                found.extend(frames[j] for j in self.grammar.counted(k) if j in frames)
        return found

    def _nouns(self, found: Arguments, frames: Frames, *, prepositions: tuple[str, ...] = ()) -> list[EventFrame]:
        heads = list(found.obj)
        for preposition in prepositions:
            heads.extend(k for k in found.preps.get(preposition, ()))
        return [frame for frame in self._seen_through(heads, frames) if frame.noun and frame.coded]

    def _clauses(self, found: Arguments, frames: Frames, *, that: bool = True) -> list[EventFrame]:
        heads = [*found.xcomp, *(found.ccomp if that else ()), *(found.purpose if not found.xcomp else ())]
        heads += [k for head in heads for k in self.tree.kids[head] if self.tree.deps[k] == "conj"]
        told = {frame.anchor: frame for frame in frames.values() if frame.coded and frame.anchor >= 0}
        inner = [frames[k] if k in frames and frames[k].coded else told.get(k) for k in heads]
        return [frame for frame in inner if frame is not None]

    def _known(self, heads: list[int]) -> list[int]:
        return [k for k in heads if self.roles.of(k)]

    # -- effects

    def _do(self, i: int, found: Arguments, frames: Frames) -> None:
        """Let a light verb lend its noun the subject as source, and its prepositions as targets."""
        verb = frames.get(i)
        after = ("in",) if self.tree.lemmas[i] in ("engage", "participate", "take", "partake") else ()
        for noun in self._nouns(found, frames, prepositions=after):
            if noun.at == i:
                continue
            if verb is not None and verb.coded:
                if verb.type == noun.type:
                    self._merge(verb, noun)
                continue
            self._lend(i, found, noun)

    def _lend(self, i: int, found: Arguments, noun: EventFrame) -> None:
        noun.anchor = i
        subject = self._known(found.subj)
        if subject and not (noun.sources and noun.mutual):
            lost, noun.sources = [k for k in noun.sources if k not in subject], subject
            if not noun.targets and lost and noun.type in ("CONSULT", "COOPERATE", "AGREE"):
                noun.targets = lost
        self._aim(i, found, noun)

    def _aim(self, i: int, found: Arguments, noun: EventFrame) -> None:
        """Look for a target among the verb's own prepositions where the noun has none."""
        noun.targets = [k for k in noun.targets if k not in noun.sources]
        if not noun.targets:
            taken = tuple(actor for k in noun.sources for actor in self.roles.of(k))
            slots = [found.preps.get(name, []) for name in self.lexicon.types[noun.type].targets]
            noun.targets = [k for k in self.roles.filled([*slots, found.iobj], taken) if k not in noun.sources]

    def _begin(self, i: int, found: Arguments, frames: Frames) -> None:
        """Let a verb of beginning or going on tell the event of its object; without one, that of its subject."""
        after = ("with",) if self.tree.lemmas[i] in ("proceed", "press") else ()
        nouns = self._nouns(found, frames, prepositions=after)
        for noun in nouns:
            if i in frames and frames[i].coded and frames[i].type == noun.type:
                self._merge(frames[i], noun)
            elif i not in frames or not frames[i].coded:
                self._lend(i, found, noun)
        for frame in self._clauses(found, frames, that=False):
            frame.anchor = frame.anchor if frame.anchor >= 0 else i
        if not nouns:
            self._occur(i, found, frames)

    def _occur(self, i: int, found: Arguments, frames: Frames) -> None:
        for noun in self._seen_through([*found.subj, *found.obj], frames):
            if noun.noun and noun.anchor < 0:
                noun.anchor = i
                self._aim(i, found, noun)

    def _plan(self, i: int, found: Arguments, frames: Frames) -> None:
        for noun in self._nouns(found, frames):
            if i in frames and frames[i].coded:
                continue
            self._lend(i, found, noun)
            noun.forced = "planned"
        for frame in self._clauses(found, frames, that=False):
            frame.forced = frame.forced or "planned"

    def _undergo(self, i: int, found: Arguments, frames: Frames) -> None:
        """Make the subject the target: "came under fire from", "faces sanctions"."""
        if (i in frames and frames[i].coded) or found.passive:
            return
        for noun in self._nouns(found, frames, prepositions=("under", "in")):
            subject = self._known(found.subj)
            if noun.type not in _UNDERGONE or noun.at == i or not subject:
                continue
            noun.anchor, noun.targets = i, subject
            taken = tuple(actor for k in subject for actor in self.roles.of(k))
            noun.sources = self.roles.filled(
                [[k for k in noun.sources if k not in subject], found.preps.get("from", []), found.preps.get("by", [])],
                taken,
            )

    def _halt(self, i: int, found: Arguments, frames: Frames) -> None:
        """Turn what is stopped into what stopping it means; in a condition or a demand it goes on, so it stays."""
        conditional = any(self.tree.words[k] in _CONDITIONS for k in self.tree.by(i, "mark"))
        verb = frames.get(i)
        for frame in [
            *self._nouns(found, frames, prepositions=("from", "to", "with")),
            *self._clauses(found, frames, that=False),
        ]:
            if frame.at == i or (verb is not None and verb.coded and frame.noun):
                continue
            if conditional:
                frame.forced = "asserted"
                continue
            self._turn(frame, i, "halted")
            frame.anchor = i
            self._halters(frame, found)

    def _halters(self, frame: EventFrame, found: Arguments) -> None:
        subject = self._known(found.subj)
        if not subject:
            return
        others = [k for k in (*frame.sources, *frame.targets) if k not in subject]
        mine = {actor for k in subject for actor in self.roles.of(k)}
        frame.sources = subject
        frame.targets = [k for k in others if not set(self.roles.of(k)) <= mine] or [
            k for k in frame.targets if k not in subject
        ]

    def _fail(self, i: int, found: Arguments, frames: Frames) -> None:
        """Talks that collapse are a rejection by both sides."""
        if found.xcomp or (found.obj and not found.passive):
            return
        for noun in self._seen_through(found.subj, frames):
            if noun.noun and noun.coded and noun.type in ("CONSULT", "AGREE", "COOPERATE"):
                everyone = [*noun.sources, *noun.targets]
                self._turn(noun, i, "refused")
                noun.anchor, noun.sources, noun.targets = i, everyone, everyone
                noun.mutual = True

    def _govern(self, i: int, found: Arguments, frames: Frames, kind: str) -> None:
        """Let a verb that has a frame of its own take over what its complement would code."""
        verb = frames.get(i)
        inner = [frame for frame in self._clauses(found, frames) if frame.at != i]
        if verb is None or not verb.coded:
            return
        for number, frame in enumerate(inner):
            if not number:
                appeals = verb.cameo.startswith(_APPEAL)
                self._become(verb, frame, kind)
                if appeals and verb.type == "REQUEST":
                    verb.cameo = _APPEAL + verb.cameo[len(_APPEAL) :]
                verb.turned = True
            frame.coded = False
            verb.names.append(frame.at)
            if kind == "requested":
                self._presupposed(frame, frames)
            own = {actor for k in verb.sources for actor in self.roles.of(k)}
            inside = [k for k in frame.targets if not own or not set(self.roles.of(k)) <= own]
            if inside and (kind != "requested" or not self._known(verb.targets)):
                verb.targets = [k for k in inside if k not in verb.sources]

    def _become(self, verb: EventFrame, frame: EventFrame, kind: str) -> None:
        """Turn a governing verb into what its complement's type becomes; an act that is only promised is planned."""
        kept = frame.type == self.lexicon.types[frame.type].outcomes[kind].type
        verb.turn(self.lexicon.types[frame.type].outcomes[kind], verb.rule)
        if kind == "promised" and kept and frame.type in _ACTS:
            verb.forced = "planned"

    def _presupposed(self, frame: EventFrame, frames: Frames) -> None:
        """What somebody is asked to end is going on: "urged Moscow to lift sanctions"."""
        found = self.grammar.of(frame.at)
        for noun in self._nouns(found, frames):
            if noun.type in _ONGOING and not self._known(noun.sources):
                noun.sources, noun.anchor, noun.forced = list(found.subj), frame.at, "asserted"

    def _refuse(self, i: int, found: Arguments, frames: Frames) -> None:
        self._govern(i, found, frames, "refused")

    def _threaten(self, i: int, found: Arguments, frames: Frames) -> None:
        verb = frames.get(i)
        if verb is not None and verb.type == "THREATEN" and not self._threats.is_threat(verb):
            verb.coded = False
            return
        self._threats.aim(verb)
        self._govern(i, found, frames, "threatened")

    def _promise(self, i: int, found: Arguments, frames: Frames) -> None:
        self._govern(i, found, frames, "promised")

    def _agree(self, i: int, found: Arguments, frames: Frames) -> None:
        verb = frames.get(i)
        if verb is None:
            return
        code = verb.cameo
        self._govern(i, found, frames, "promised")
        verb.type, verb.mode, verb.cameo = "AGREE", None, verb.cameo if verb.cameo.startswith(_INTENT) else code

    def _request(self, i: int, found: Arguments, frames: Frames) -> None:
        verb = frames.get(i)
        if verb is None or not verb.coded or verb.type != "REQUEST":
            return
        subjects = [
            k for head in (*found.ccomp, *found.xcomp) for k in self.grammar.of(head).subj if k not in verb.sources
        ]
        if not self._known(verb.targets):
            verb.targets = self._known(subjects) or verb.targets
        self._govern(i, found, frames, "requested")

    def _prevent(self, i: int, found: Arguments, frames: Frames) -> None:
        """What is prevented has not happened: acts are imagined, the other frames below not coded on their own."""
        for frame in self._nouns(found, frames):
            frame.coded = frame.coded and (frame.type != "ASSAULT" or i in frames)
        for frame in self._clauses(found, frames):
            if frame.at != i:
                frame.imagine(_HOSTILE)

    def _allege(self, i: int, found: Arguments, frames: Frames) -> None:
        for frame in self._blamed(i, found, frames):
            frame.forced = "reported"

    def _blamed(self, i: int, found: Arguments, frames: Frames) -> list[EventFrame]:
        """Make whoever is accused the source of the act: "accused Seoul of staging", "blamed them for shelling"."""
        below = [k for name in ("of", "for", "over") for k in found.preps.get(name, ())]
        below += [k for head in below for k in self.tree.kids[head] if self.tree.deps[k] == "conj"]
        inner = [frames[k] for k in below if k in frames and frames[k].coded]
        accused = found.obj or found.preps.get("on", [])
        nouns = [(k, one) for k in below for one in self._nouns(self.grammar.of(k), frames)]
        inner += [one for k, one in nouns if one.anchor == k and one not in inner]
        for frame in inner:
            if not frame.noun or frame.anchor >= 0 or not frame.sources:
                frame.sources = [*accused, *(k for k in frame.sources if self.tree.preposition(k) == "with")]
            frame.targets = [k for k in frame.targets if k not in frame.sources]
        return inner

    def _turn(self, frame: EventFrame, i: int, kind: str) -> None:
        outcome = self.lexicon.types[frame.type].outcomes[kind]
        frame.turn(outcome, f"{self.tree.lemmas[i]}.{frame.rule.split('.')[0]}")
        frame.context = frame.context or self.lexicon.types[outcome.type].context
        frame.names.append(i)

    # -- absorption

    def _absorb(self, frame: EventFrame, frames: Frames) -> None:
        """Drop the event nouns that are the object of an event verb, or the complement of an event noun."""
        if not frame.coded:
            return
        if frame.noun:
            heads = [k for k in self.tree.kids[frame.at] if self.tree.deps[k] in ("nmod", "acl")]
        else:
            found = self.grammar.of(frame.at)
            heads = [*found.obj, *found.xcomp, *found.iobj]
            wide = frame.type in ("REQUEST", "AGREE", "REJECT", "THREATEN")
            for name in ("for", "to", "on", "in", "of") if wide else ("for",):
                heads.extend(found.preps.get(name, ()))
            if frame.type == "THREATEN":
                heads.extend(found.preps.get("with", ()))
        for inner in self._seen_through(heads, frames):
            if inner is frame or not inner.coded or inner.forced == "asserted":
                continue
            if inner.type == frame.type:
                self._merge(frame, inner)
            elif frame.type == "REJECT" and inner.type == "ASSAULT" and inner.noun:
                inner.forced, inner.needs = "possible", 0  # "opposed air strikes", "ruled out the use of force"
                self._fill(frame, inner)
            elif frame.type in ABSORBING and inner.noun:
                inner.coded = False
                self._fill(frame, inner)

    def _merge(self, frame: EventFrame, inner: EventFrame) -> None:
        """Make two words one event."""
        inner.coded = False
        frame.names.append(inner.at)
        if not self._known(frame.sources):
            frame.sources = inner.sources or frame.sources
        self._fill(frame, inner)

    def _fill(self, frame: EventFrame, inner: EventFrame) -> None:
        """Take a missing target from the event noun below: its own target, or else its source."""
        if self._known(frame.targets):
            return
        own = {actor for k in frame.sources for actor in self.roles.of(k)}
        answers = frame.type in ("REJECT", "CONCEDE", "ACCUSE", "SUPPORT")
        for heads in (inner.sources, inner.targets) if answers else (inner.targets, inner.sources):
            others = [k for k in self._known(heads) if not set(self.roles.of(k)) <= own and k not in frame.sources]
            if others:
                frame.targets = others
                return

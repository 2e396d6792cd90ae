"""What holds of a report's predicates: `read_clauses`, and the `Clauses` that it gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from demarche.reading.clauses.asides import breaks_off, teller_of
from demarche.reading.clauses.attribution import ActorFinder, Attribution, Finding, attribution, find_spoken
from demarche.reading.clauses.background import Background
from demarche.reading.clauses.frames import clause_link
from demarche.reading.clauses.quotations import find_quotations
from demarche.reading.clauses.quoted import Quoted
from demarche.reading.clauses.speakers import speaker_of
from demarche.reading.clauses.standing import ACTUAL, CONDITIONAL, POSSIBLE, Standing, Standings
from demarche.reading.clauses.tables import Tables, load_tables
from demarche.reading.clauses.tree import Tree
from demarche.record import Actor, Modality

_FIRST_PERSON: Final = frozenset({"i", "we", "us", "me", "our", "my", "ours", "mine", "ourselves", "myself"})
_THIRD_PERSON: Final = frozenset({"it", "he", "she", "they", "its", "his", "her", "their"})
_HABIT: Final = frozenset({"often", "always", "usually", "regularly", "routinely", "frequently", "typically"})


@dataclass(frozen=True)
class ClauseFacts:
    """
    What the text says of one predicate.

    Attributes
    ----------
    predicate : Token
        The verb, nominal predicate or event noun.
    negated, denied : bool
        False by the clause's own or its governors' words; said by someone to be false.
    tense : str
        `past`, `present`, `future` or `none`.
    modal : str or None
        The modal auxiliary ("may").
    condition : str or None
        The text of the if- or unless-clause that it hangs on.
    modality : Modality
        What may be recorded of it (contract.md).
    attribution : Attribution or None
        On whose word it stands: the innermost.
    own : bool
        Whether whoever speaks speaks of an act of their own side.
    habitual, question, perfect, progressive : bool
        A habit ("often shells"); in a question; the aspects.
    """

    predicate: Token
    negated: bool
    denied: bool
    tense: str
    modal: str | None
    condition: str | None
    modality: Modality
    attribution: Attribution | None
    own: bool = False
    habitual: bool = False
    perfect: bool = False
    progressive: bool = False


class Clauses:
    """
    The clauses of one report: the facts of any predicate, and who says what.

    Attributes
    ----------
    attributions : tuple of Attribution
        Everything that is said or thought by someone, in the order of the text.
    tree : Tree
        The parse as plain lists, for other rules that read it.
    """

    def __init__(self, doc: Doc, cast: ActorFinder, published: dt.date | None, tables: Tables) -> None:
        self.doc, self.cast, self.tables = doc, cast, tables
        self.tree = Tree(doc, tables.verb_forms, tables.noun_forms)
        self._standings = Standings(self.tree, tables)
        self._background = Background(self.tree, published)
        spoken = list(find_spoken(self.tree, tables))
        self.quoted = Quoted(self.tree, tables, find_quotations(self.tree), spoken)
        findings = sorted((*spoken, *self.quoted.find()), key=lambda f: (f.content[0], -f.content[1], f.verb))
        self._made = [(f, attribution(self.tree, cast, f, direct=self.quoted.is_direct(f.content))) for f in findings]
        self.attributions: tuple[Attribution, ...] = tuple(made for _, made in self._made)
        self._innermost = self._spread()
        self._facts: dict[int, ClauseFacts] = {}

    def _spread(self) -> dict[int, tuple[Finding, Attribution]]:
        """Give each token the innermost attribution that it stands in, its frame ("he said") left out."""
        found: dict[int, tuple[Finding, Attribution]] = {}
        for finding, made in sorted(self._made, key=lambda pair: pair[0].content[0] - pair[0].content[1]):
            frame = self._frame(finding) | self._left(finding)
            for i in range(*finding.content):
                if i not in frame:
                    found[i] = (finding, made)
        return found

    def _left(self, finding: Finding) -> set[int]:
        """Return the tokens of what is said that the author says himself, or that whoever speaks does."""
        if finding.verb < 0 or finding.head < 0:
            return set()
        tree, left = self.tree, set[int]()
        for i in range(*finding.content):
            if i <= finding.head or i in left:
                continue
            first = tree.heads[i]
            out = tree.deps[i] == "conj" and first == finding.head and self._standings.breaks_out(i, first)
            if breaks_off(tree, i, self.tables) or out or teller_of(tree, i, self.tables) == finding.verb:
                left |= tree.subtree(i)
        return left

    def _frame(self, finding: Finding) -> set[int]:
        """Return the tokens of "he said" where they stand amid what he said."""
        start, end = finding.content
        if finding.verb < 0 or not start <= finding.verb < end:
            return set()
        if finding.head >= 0 and self.tree.heads[finding.verb] == finding.head:
            return self.tree.subtree(finding.verb)
        frame = {finding.verb}
        if start <= finding.speaker < end:
            frame |= self.tree.subtree(finding.speaker)
        return frame

    def of(self, token: Token) -> ClauseFacts:
        """Return the facts of the predicate that `token` heads: a verb, a nominal predicate or an event noun."""
        found = self._facts.get(token.i)
        if found is None:
            found = self._facts[token.i] = self._work_out(token)
        return found

    def attribution_of(self, token: Token) -> Attribution | None:
        """Return the innermost attribution in whose content a token stands."""
        found = self._innermost.get(token.i)
        return found[1] if found else None

    def first_person(self, token: Token) -> tuple[Actor, ...]:
        """Return whom "we" or "I" means at a token: the side of whoever speaks there; () in the author's voice."""
        found = self.attribution_of(token)
        return found.actors if found else ()

    def embedder_of(self, token: Token) -> Token | None:
        """Return the word that embeds a predicate ("refused" in "refused to meet"), or None."""
        i = self._standings.of(token.i).embedder
        return self.doc[i] if i >= 0 else None

    def _work_out(self, token: Token) -> ClauseFacts:
        i, standing = token.i, self._standings.of(token.i)
        said = self._innermost.get(i)
        own = said is not None and self._is_own(i, said[1], standing)
        reported = standing.reported or (said is not None and self._binds(said[0]))
        past = standing.historical or self._background.is_past(i, standing.operators, spoken=said is not None)
        condition = self.tree.text(*standing.condition) if standing.condition else None
        return ClauseFacts(
            predicate=token,
            negated=standing.negated,
            denied=standing.denied,
            tense=standing.operators.tense,
            modal=standing.operators.modal,
            condition=condition,
            modality=_modality(standing, said[1] if said else None, reported=reported, own=own, past=past),
            attribution=said[1] if said else None,
            own=own,
            habitual=any(self.tree.words[k] in _HABIT for k in self.tree.kids[i]),
            perfect=standing.operators.perfect,
            progressive=standing.operators.progressive,
        )

    def _binds(self, finding: Finding) -> bool:
        """Say whether what is said stands on the speaker's word alone: not after "know that", "praise for"."""
        head = finding.head
        if head < 0 or self.tree.heads[head] != finding.verb:
            return True
        link = clause_link(self.tree, head, self.tables)
        if link is None or link.frame == "noun":
            return True
        negated = self._standings.of(finding.verb).negated
        return (link.effect.negated if negated else link.effect.plain) != "known"

    def _is_own(self, i: int, said: Attribution, standing: Standing) -> bool:
        """Say whether the speaker is, or belongs to the side of, the subject of the predicate."""
        subject = speaker_of(self.tree, i)
        if subject < 0 and standing.embedder >= 0:
            subject = speaker_of(self.tree, standing.embedder)
        if subject < 0:
            return False
        if said.speaker is not None and subject == said.speaker.i:
            return True
        word = self.tree.words[subject]
        if word in _FIRST_PERSON:
            return True
        actors = self.cast.of(self.doc[subject])
        if not actors:
            return word in _THIRD_PERSON and not said.direct
        sides = {actor.country for actor in said.actors if actor.country}
        return bool(sides & {actor.country for actor in actors}) or any(actor in said.actors for actor in actors)


def _modality(standing: Standing, said: Attribution | None, *, reported: bool, own: bool, past: bool) -> Modality:
    """Settle what may be recorded: denied over all, then what is only imagined, then whose word it is."""
    if standing.negated or standing.denied:
        return _negative(standing)
    if standing.force != ACTUAL:
        return _imagined(standing, said, reported=reported, own=own)
    if reported and not (own and said is not None and _is_own_act(said, standing)):
        return "reported"
    return "historical" if past and not reported else "asserted"


def _imagined(standing: Standing, said: Attribution | None, *, reported: bool, own: bool) -> Modality:
    """Tell what is planned from what is possible: one's own future is a plan, another's a forecast."""
    modal = standing.operators.modal
    if standing.force == CONDITIONAL:
        would_be = standing.condition is None and modal == "would" and said is not None
        return ("planned" if own else "possible") if would_be else "conditional"
    foretold = reported and standing.foreseen and not own and modal is not None
    return "possible" if standing.force == POSSIBLE or foretold else "planned"


def _negative(standing: Standing) -> Modality:
    if standing.force == CONDITIONAL and (standing.condition or standing.operators.perfect):
        return "conditional"
    if standing.denied:
        return "denied"
    if standing.supposed:
        return "conditional"  # "if Pakistan does not withdraw": neither done nor denied
    unable = standing.operators.negated and standing.operators.modal in ("can", "ca", "could")
    return "possible" if standing.force == POSSIBLE and not unable else "denied"


def _is_own_act(said: Attribution, standing: Standing) -> bool:
    """Say whether a speaker makes an act public by saying it: "we are suspending", "announced that it had"."""
    operators = standing.operators
    present = operators.tense == "present" and not operators.perfect
    return said.voice == "announces" or (present and standing.force == ACTUAL)


def read_clauses(doc: Doc, cast: ActorFinder, published: dt.date | None) -> Clauses:
    """
    Read the clauses of a report.

    Parameters
    ----------
    doc : Doc
        The whole prose of a report, parsed with UD labels.
    cast : ActorFinder
        Who the phrases of the report denote (`demarche.reading.actors.Cast`).
    published : date or None
        The day of publication: what is dated well before it is background.
    """
    return Clauses(doc, cast, published, load_tables())

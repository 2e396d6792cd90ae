"""
Where a report predicts: candidates, each a predicted predicate with the words that predict it.

Two passes over a sentence: words of the table (likely, expect, risk …), each with the event in one of its frames;
then modals (will, could …), which join a candidate where they stand on it or its word, and else make one of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from demarche.reading.clauses import Tree
from demarche.reading.projections.cues import Cue, cues

MODALS = frozenset({"will", "would", "shall", "could", "may", "might", "should", "'ll", "wo", "'d"})
_NEGATORS = frozenset({"not", "n't", "never", "nt", "hardly", "scarcely", "no", "neither", "nor"})
_DEGREES = frozenset(
    {
        "very",
        "highly",
        "most",
        "almost",
        "nearly",
        "increasingly",
        "more",
        "less",
        "quite",
        "extremely",
        "virtually",
        "practically",
        "all",
        "still",
        "far",
        "so",
        "fully",
    }
)
_CLAUSES = ("xcomp", "ccomp", "csubj", "csubj:pass", "advcl", "acl")
_LINKS = frozenset(
    {"be", "become", "seem", "appear", "look", "remain", "grow", "prove", "stay", "get", "feel", "sound"}
)
# How likely "days away from war" and "years away from a bomb" put the event.
_AWAY = {
    "hour": "imminent", "day": "imminent", "week": "imminent", "month": "likely", "year": "very unlikely",
    "decade": "very unlikely",
}  # fmt: skip
_FEW_NOUNS = frozenset({"matter", "question"})


@dataclass(slots=True)
class Candidate:
    """
    A predicted predicate.

    `event` is its token; `words` the tokens of the words that predict; `cue` the table's row that decides the range
    (None for a bare modal); `head` the token that governs the whole, from which the forecast's clause is read; `modals`
    the auxiliaries beside it, and `modal_words` those with their negation and grading; `frame` where the event stood.
    """

    event: int
    words: set[int]
    cue: Cue | None
    head: int
    modals: set[int] = field(default_factory=set)
    modal_words: set[int] = field(default_factory=set)
    frame: str = ""


class Triggers:
    """Finds the candidates of one report's sentences."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._cues = cues()

    def find(self, start: int, end: int) -> list[Candidate]:
        """Return the candidates of a sentence (a half-open range of tokens), in the order of their events."""
        found: dict[int, Candidate] = {}
        for i in range(start, end):
            for candidate in self._lexical(i):
                found.setdefault(candidate.event, candidate)
        for i in range(start, end):
            if self.tree.words[i] in MODALS and self.tree.deps[i] == "aux":
                self._join_modal(i, found)
            elif self.tree.words[i] == "going" and self.tree.tags[i] == "VBG":
                self._join_going(i, found)
        self._fold(found)
        return [candidate for _, candidate in sorted(found.items()) if self._stands(candidate)]

    def _fold(self, found: dict[int, Candidate]) -> None:
        """Leave out a candidate whose event is itself a word that predicts ("fear that war is imminent")."""
        for nominal in [each for each in found.values() if each.cue and each.cue.word_class == "noun"]:
            graded = found.get(nominal.head)
            if graded is not None and graded is not nominal:  # "the risk of war is high": the grade, of the war
                del found[nominal.head]
                graded.event, found[nominal.event] = nominal.event, graded
                graded.words |= nominal.words if nominal.cue and nominal.cue.literal else set()
        heads = {each.head for each in found.values() if each.cue is not None and not each.cue.silent}
        heads |= {self.tree.heads[i] for i in heads if self._links(self.tree.heads[i], i)}
        for event in [event for event, each in found.items() if event in heads and each.head != event]:
            del found[event]
        for candidate in found.values():
            if candidate.cue is not None and candidate.cue.flag == "plain" and candidate.modals:
                candidate.words, candidate.head = set(candidate.modal_words), candidate.event

    # --- words of the table

    def _lexical(self, i: int) -> Iterator[Candidate]:
        tree = self.tree
        lemma = tree.lemmas[i]
        if tree.pos[i] == "VERB":
            particle = tree.kid(i, "compound:prt")
            word = f"{lemma}_{tree.words[particle]}" if particle >= 0 else lemma
            yield from self._framed(i, self._cues.get((word, "verb"), ()))
            if tree.tags[i] in ("VBN", "JJ"):
                yield from self._framed(i, self._cues.get((tree.words[i], "adj"), ()))
        elif tree.pos[i] == "ADJ":
            yield from self._framed(i, self._cues.get((tree.words[i], "adj"), ()))
        elif tree.pos[i] == "NOUN":
            yield from self._framed(i, self._cues.get((lemma, "noun"), ()))
            if lemma in _FEW_NOUNS:
                yield from self._matter_of_time(i)
            if tree.lemmas[i] in _AWAY and tree.words[min(i + 1, len(tree) - 1)] == "away":
                yield from self._away(i)

    def _framed(self, i: int, rows: tuple[Cue, ...]) -> Iterator[Candidate]:
        for cue in rows:
            for frame in cue.frames:
                events = [event for event in self._in_frame(i, frame) if event >= 0]
                if events:
                    words = self._words_of(i)
                    if cue.flag != "of" or (self.tree.lemmas[events[0]], "noun") in self._cues:
                        yield Candidate(events[0], words, cue, i, frame=frame)
                    return

    def _in_frame(self, i: int, frame: str) -> Iterable[int]:
        match frame:
            case "to":
                return [k for k in (*self._clauses(i), *self._raised(i)) if self._has_to(k)]
            case "that":
                return [k for k in (*self._clauses(i), *self._raised(i)) if self._is_finite(k)]
            case "ing":
                return [k for k in self._clauses(i) if self.tree.tags[k] == "VBG"]
            case "obj":
                return self.tree.by(i, "obj") or (self.tree.by(i, "nsubj:pass") if not self._complements(i) else [])
            case "subj":
                return [self.subject_of(i)]
            case _:
                return self._after(i, frame.removesuffix("_n"))

    def _clauses(self, i: int) -> list[int]:
        return [k for k in self.tree.kids[i] if (self.tree.deps[k] in _CLAUSES and k > i) or self._is_extraposed(i, k)]

    def _complements(self, i: int) -> list[int]:
        """Return the clauses that complete a word, those of time and condition left out."""
        return [k for k in self._clauses(i) if self.tree.deps[k] != "advcl" or self._has_to(k)]

    def _raised(self, i: int) -> list[int]:
        """Return the clauses hung on the verb that a predicate completes: "made it impossible for X to start"."""
        tree, head = self.tree, self.tree.heads[i]
        if tree.deps[i] != "xcomp" or tree.lemmas[head] not in (*_LINKS, "make", "find", "think", "consider"):
            return []
        return [k for k in tree.kids[head] if k > i and tree.deps[k] in _CLAUSES]

    def _is_finite(self, k: int) -> bool:
        tree = self.tree
        if self._has_to(k) or tree.tags[k] == "VBG":
            return False
        marked = any(tree.words[m] == "that" for m in tree.by(k, "mark"))
        return tree.deps[k] in ("ccomp", "csubj", "csubj:pass") or marked

    def _is_extraposed(self, i: int, k: int) -> bool:
        return self.tree.deps[k] in ("csubj", "csubj:pass")

    def _has_to(self, k: int) -> bool:
        return any(self.tree.tags[j] == "TO" for j in self.tree.kids[k])

    def _after(self, i: int, preposition: str) -> list[int]:
        tree = self.tree
        wanted = (preposition, f"{preposition}s")
        found = [k for k in tree.kids[i] if k > i and tree.case(k) in wanted and tree.deps[k] not in ("nsubj", "obj")]
        found += [
            k for k in tree.by(i, "acl", "advcl") if any(tree.words[m] in wanted for m in tree.by(k, "mark", "case"))
        ]
        return found

    def subject_of(self, i: int) -> int:
        """Return the subject of a predicate or of the link verb that it completes, -1 if there is none."""
        tree = self.tree
        for _ in range(3):
            subject = tree.subject(i)
            if subject < 0 and (clause := tree.kid(i, "csubj")) >= 0 and tree.tags[clause] == "VBG":
                subject = clause  # "further shelling is likely", where the parser sees a verb
            if subject >= 0:
                return subject
            if tree.deps[i] in ("amod", "compound"):
                return tree.heads[i] if tree.lemmas[i] in ("imminent", "inevitable", "unavoidable") else -1
            if tree.deps[i] not in ("xcomp", "ccomp") or tree.heads[i] == i:
                return -1
            i, complement = tree.heads[i], i
            between = [k for k in tree.by(i, "obj") if k < complement]
            if between:  # "fear a conflict is imminent", where the parser made the subject an object
                return between[-1]
            if tree.deps[complement] == "ccomp":
                return -1
        return -1

    def _matter_of_time(self, i: int) -> Iterator[Candidate]:
        """Yield "(only) a matter of time before/until X", and "X is a matter of time"."""
        tree = self.tree
        time = next((k for k in tree.by(i, "nmod", "obl") if tree.words[k] in ("time", "when")), -1)
        if time < 0:
            return
        below = [k for n in (i, time) for k in tree.by(n, "advcl", "acl", "ccomp", "acl:relcl") if k > i]
        event = below[0] if below else self.subject_of(i)
        if event >= 0 and tree.pos[event] != "PRON":
            yield Candidate(event, {i, i + 1, time}, Cue("matter", "noun", (), "a matter of time", "-"), i)

    def _away(self, i: int) -> Iterator[Candidate]:
        """Yield "weeks away from war", "days away from attacking"."""
        tree = self.tree
        events = self._after(i + 1, "from") or self._after(i, "from")
        if events:
            words = {i, i + 1} | {k for k in tree.by(i, "advmod") if k == i - 1}
            yield Candidate(events[0], words, Cue("away", "noun", (), _AWAY[tree.lemmas[i]], "-"), i)

    def _words_of(self, i: int) -> set[int]:
        """Return a word with what grades and negates it: "not very likely", "little chance", "a 60 percent chance"."""
        tree = self.tree
        found = {i}
        for k in tree.kids[i]:
            small = tree.words[k] in _NEGATORS or tree.words[k] in _DEGREES
            grades = tree.pos[i] == "NOUN" and tree.deps[k] in ("amod", "nummod", "compound", "advmod", "det")
            if small or (grades and k < i and tree.words[k] not in ("the", "this", "that")):
                found |= set(range(*tree.range(k))) if grades else {k}
        head = tree.heads[i]
        if tree.deps[i] in ("xcomp", "obj") and tree.lemmas[head] in (*_LINKS, "have", "see"):
            found |= {k for k in tree.kids[head] if tree.words[k] in _NEGATORS}
        return found

    # --- modals

    def _join_modal(self, i: int, found: dict[int, Candidate]) -> None:
        tree = self.tree
        verb = tree.heads[i]
        if tree.words[i] == "should" and i < tree.subject(verb):
            return  # "should the talks fail": a condition
        words = {i} | self._around_verb(verb)
        joined = [each for each in found.values() if verb in (each.event, each.head) or self._links(verb, each.head)]
        for candidate in joined:
            candidate.modals.add(i)
            candidate.modal_words |= words
            if verb == candidate.head or self._links(verb, candidate.head):
                candidate.words |= words
        if not joined:
            found[verb] = Candidate(verb, words, self._adverb_cue(verb), verb, {i}, set(words))

    def _join_going(self, i: int, found: dict[int, Candidate]) -> None:
        for k in self.tree.by(i, "xcomp"):
            if self._has_to(k) and k not in found:
                to = next(j for j in self.tree.kids[k] if self.tree.tags[j] == "TO")
                words = {i, to} | {j for j in self.tree.kids[i] if self.tree.words[j] in _NEGATORS}
                found[k] = Candidate(k, words, self._adverb_cue(i), i, {i}, set(words))

    def _around_verb(self, verb: int) -> set[int]:
        tree, found = self.tree, set()
        for k in tree.kids[verb]:
            negates = tree.words[k] in _NEGATORS and tree.deps[k] != "det"
            grades = (tree.lemmas[k], "adverb") in self._cues and tree.deps[k] in ("advmod", "mark")
            if k < verb and (negates or grades):
                found |= {k} | {j for j in tree.kids[k] if tree.words[j] in _DEGREES}
        return found

    def _adverb_cue(self, verb: int) -> Cue | None:
        for k in self.tree.kids[verb]:
            rows = self._cues.get((self.tree.lemmas[k], "adverb"))
            if rows and k < verb:
                return rows[0]
        return None

    def _links(self, verb: int, head: int) -> bool:
        return self.tree.heads[head] == verb and self.tree.deps[head] == "xcomp" and self.tree.lemmas[verb] in _LINKS

    def _stands(self, candidate: Candidate) -> bool:
        flag = candidate.cue.flag if candidate.cue else "-"
        if flag == "future":
            return bool(candidate.modals) or self.tree.pos[candidate.event] == "NOUN"
        if flag == "plain":
            return bool(candidate.modals) or self.tree.pos[candidate.event] == "NOUN"
        return True

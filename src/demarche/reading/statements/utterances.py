"""
Where a report gives someone's words or thoughts: the places that make statements.

Every attribution of the clauses room, and every word of speech that says enough without a clause ("condemned the
raid", "a warning from Moscow"). What is wrapped in another utterance of the same speaker is part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from demarche.reading.clauses import MARKS, Attribution, Clauses, Tree, addressee_of, made_known, speaker_of
from demarche.reading.statements.tables import Speech, SpeechTables
from demarche.reading.trace import Trace

_FIRST: Final = frozenset({"i", "we", "us", "me"})
_UNREAL: Final = frozenset({"possible", "conditional", "planned", "denied"})
_OBJECTS: Final = ("obj", "iobj", "nsubj:pass", "ccomp", "xcomp", "obl", "nmod", "advcl", "acl")
_CLASS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
_MAKING: Final = frozenset({"make", "issue", "express", "voice", "give", "send", "deliver", "reiterate", "repeat",
                            "show", "convey", "renew", "offer", "lodge", "raise"})  # fmt: skip
_CALLING: Final = frozenset({"call", "appeal", "plead", "push", "lobby"})  # "called on X to withdraw"
# What is denied to somebody: to deny it is to refuse it, no denial of a charge.
_WITHHELD: Final = frozenset({"right", "access", "permission", "entry", "visa", "request", "passage", "asylum", "bail"})
_LONGEST_GAP: Final = 3  # tokens between two sentences of one quotation
_NAMING: Final = frozenset({"name", "identify", "quote"})
# Words that say something only with a clause of their own: "agreed that", not "agreed to meet".
_FINITE: Final = frozenset({"agree", "rule"})
_DEPENDENT: Final = ("advcl", "xcomp", "acl", "conj", "ccomp")


@dataclass(frozen=True)
class Utterance:
    """
    One saying, as token indices (-1 for none): its word, speaker, addressee, content, and the range it is cited by.

    `head` heads the content; `content` is None for a word that needs none. `parts` are told with it: participles that
    hang on it ("rejected the appeal, saying that"), and the further sentences of one quotation.
    """

    verb: int
    speaker: int
    addressee: int
    content: tuple[int, int] | None
    head: int
    span: tuple[int, int]
    speech: Speech | None
    direct: bool
    lemma: str
    parts: tuple[Utterance, ...] = ()

    @property
    def at(self) -> int:
        """The token to which it is put down: its word, or the first of what is cited."""
        return self.verb if self.verb >= 0 else self.span[0]


class Utterances:
    """Finds the utterances of one report."""

    def __init__(self, clauses: Clauses, tables: SpeechTables, trace: Trace | None = None) -> None:
        self.clauses, self.tree, self.tables, self.trace = clauses, clauses.tree, tables, trace

    def find(self) -> list[Utterance]:
        """Return the utterances in the order of the text, each once."""
        found = [one for made in self.clauses.attributions if (one := self._attributed(made)) is not None]
        taken = {one.verb for one in found if one.verb >= 0}
        for start, end in self.tree.sentences:
            for i in range(start, end):
                if i not in taken and self.tree.pos[i] in _CLASS:
                    one = self._alone(i)
                    if one is not None:
                        found.append(one)
        return self._quoted_whole(self._merged(sorted(found, key=lambda u: (u.span[0], u.verb))))

    def _quoted_whole(self, found: list[Utterance]) -> list[Utterance]:
        """Join the sentences of one quotation: nothing but quoted words lies between them."""
        kept: list[Utterance] = []
        for one in found:
            if kept and self._continues(kept[-1], one):
                self._drop(one.at, "it goes on with the same quotation")
                span = (kept[-1].span[0], max(kept[-1].span[1], one.span[1]))
                kept[-1] = replace(kept[-1], span=span, parts=(*kept[-1].parts, one))
            else:
                kept.append(one)
        return kept

    def _continues(self, host: Utterance, one: Utterance) -> bool:
        if not (host.direct and one.direct) or host.content is None or one.content is None:
            return False
        if host.verb >= 0 and one.verb >= 0 and host.verb != one.verb:
            return False
        last = host.parts[-1] if host.parts else host
        start = last.content[1] if last.content is not None else host.content[1]
        between = range(start, one.content[0])
        if len(between) > _LONGEST_GAP or host.speaker != one.speaker:
            return False
        return all(self.tree.pos[k] in ("PUNCT", "SPACE") and self.tree.words[k] not in MARKS for k in between)

    def speech_of(self, i: int) -> Speech | None:  # noqa: PLR0911 - one return a way to be listed
        """Return the table's entry for a word, its particle or preposition joined to it where so listed."""
        words = self.tables.words.get(_CLASS.get(self.tree.pos[i], ""), {})
        lemma = self.tree.lemmas[i]
        let_known = self.tables.words["verb"].get(made_known(self.tree, i))
        if let_known is not None:
            return let_known
        if self.tree.pos[i] == "VERB":
            lemma = self.tables.forms.get(self.tree.words[i], lemma)
            if lemma == "deny" and any(self.tree.lemmas[k] in _WITHHELD for k in self.tree.by(i, "obj")):
                return None
            if lemma == "ask" and self._asks_no_name(i):
                return None
        if self._is_state(i):
            return self.tables.words["adj"][self.tree.words[i]]
        if lemma not in self.tables.first_words and self.tree.words[i] not in self.tables.words["adj"]:
            return None
        for k in self.tree.kids[i]:
            dep = self.tree.deps[k]
            if dep == "xcomp" and lemma in ("feel", "remain", "sound", "seem") and self.tree.pos[k] == "ADJ":
                return self.tables.words["adj"].get(self.tree.words[k])
            joined = self._joined_word(k, dep)
            if joined and f"{lemma}_{joined}" in words:
                return words[f"{lemma}_{joined}"]
        participle = self.tree.kid(i, "obj") < 0  # "was alarmed", not "alarmed the markets"
        return words.get(lemma) or (self.tables.words["adj"].get(self.tree.words[i]) if participle else None)

    def _joined_word(self, k: int, dep: str) -> str:
        """Return the particle, preposition or object by which an entry may know a verb: call_for, put_blame."""
        if dep == "compound:prt":
            return self.tree.words[k]
        return self.tree.case(k) if dep == "obl" else self.tree.lemmas[k] if dep == "obj" else ""

    def _asks_no_name(self, i: int) -> bool:
        """Tell "asked not to be named", which asks nothing of anybody."""
        return any(self.tree.lemmas[k] in _NAMING and self.tree.kid(k, "aux:pass") >= 0
                   for k in self.tree.by(i, "xcomp", "ccomp", "advcl"))  # fmt: skip

    def _is_state(self, i: int) -> bool:
        """Say whether a participle that the table has as an adjective tells a state: "is committed to the treaty"."""
        tree = self.tree
        return (
            tree.tags[i] == "VBN"
            and tree.words[i] in self.tables.words["adj"]
            and tree.kid(i, "aux:pass", "cop") >= 0
            and tree.kid(i, "obl:agent") < 0
        )

    # what the clauses room attributes

    def _attributed(self, made: Attribution) -> Utterance | None:
        verb = made.verb.i if made.verb is not None else -1
        speech = self.speech_of(verb) if verb >= 0 else None
        lacking = self._lacking(made, verb, speech)
        if made.speaker is None or lacking:
            return self._drop(verb if verb >= 0 else made.content[0], lacking)
        span = self._span(verb, made.content, made.speaker.i)
        addressee = made.addressee.i if made.addressee is not None else -1
        head = made.head.i if made.head is not None else -1
        content = self._with_object(verb, head, made.content)
        return Utterance(verb, made.speaker.i, addressee, content, head, span, speech, made.direct, made.lemma)

    def _lacking(self, made: Attribution, verb: int, speech: Speech | None) -> str:
        """Return what an attribution lacks to be a statement; "" where it is one."""
        head = made.head.i if made.head is not None else -1
        if made.speaker is None:
            return "no speaker is found"
        if self._is_nobody(made.speaker.i):
            return f"its speaker, '{made.speaker.text}', is nobody in particular, or the author"
        if verb >= 0 and not self._is_said(verb, made):
            return f"the saying itself is {self.clauses.of(self.tree.doc[verb]).modality}"
        if speech is not None and speech.word in _FINITE and (head < 0 or self.tree.deps[head] != "ccomp"):
            return f"'{made.lemma}' says something only with a clause of its own"
        if speech is None and made.lemma != "according to" and not made.direct:
            return f"'{made.lemma}' is no word of speech (speech.tsv), and nothing is quoted"
        return ""

    def _drop(self, i: int, why: str) -> Utterance | None:
        """Return no utterance, and note why not."""
        if self.trace is not None:
            self.trace.dropped("statement", i, why)
        return None

    def _with_object(self, verb: int, head: int, content: tuple[int, int]) -> tuple[int, int]:
        """Let "the crisis" be part of what is said in "expects the crisis to worsen"."""
        if head < 0 or self.tree.deps[head] != "xcomp":
            return content
        raised = self.tree.kid(verb, "obj")
        return (self.tree.range(raised)[0], content[1]) if verb < raised < content[0] else content

    def _is_said(self, verb: int, made: Attribution) -> bool:
        """Say whether the saying itself took place: not "did not say", "is to announce", "might accuse"."""
        if made.lemma == "according to":
            return True
        if made_known(self.tree, verb) in self.tables.words["verb"]:
            verb = self.tree.heads[verb]
        facts = self.clauses.of(self.tree.doc[verb])
        if facts.modality in _UNREAL:
            return bool(made.direct and facts.modality != "denied") and facts.modal in ("would", None)
        background = facts.modality == "historical" and self._is_subordinate(verb)
        return not background and not (facts.habitual and facts.modal)

    def _is_subordinate(self, verb: int) -> bool:
        """Say whether a clause is a relative or adverbial one, or joined to such a one."""
        while self.tree.deps[verb] == "conj" and self.tree.heads[verb] < verb:
            verb = self.tree.heads[verb]
        return self.tree.deps[verb] in ("acl:relcl", "advcl")

    def _is_nobody(self, i: int) -> bool:
        """Say whether a speaker is no one in particular, or the author."""
        tree = self.tree
        if tree.words[i] in _FIRST:
            said = self.clauses.attribution_of(tree.doc[i])
            return said is None or said.speaker is None
        if tree.words[i] in self.tables.signs["loose"]:
            return not self.clauses.cast.of(tree.doc[i]) and not tree.by(i, "nmod", "amod")
        return tree.pos[i] not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")

    def _span(self, verb: int, content: tuple[int, int], speaker: int) -> tuple[int, int]:
        """Return what to cite: the content, with "he said" where it stands in the same sentence beside it."""
        start, end = content
        if verb < 0 or self.tree.sentence[verb] != self.tree.sentence[start]:
            return content
        for i in (verb, speaker):
            if self.tree.sentence[i] == self.tree.sentence[start]:
                start, end = min(start, i), max(end, i + 1)
        if self.tree.sentence[speaker] == self.tree.sentence[start] and verb - speaker < 30:
            low, high = self._name_range(speaker)
            if high <= verb or low > verb:
                start, end = min(start, low), max(end, high)
        return start, end

    def _name_range(self, speaker: int) -> tuple[int, int]:
        """Return the speaker's phrase without relative clauses and appositions after it."""
        low = high = speaker
        for k in self.tree.kids[speaker]:
            if self.tree.deps[k] in ("compound", "amod", "det", "nmod:poss", "flat", "nmod", "nummod") and (
                k < speaker or self.tree.deps[k] == "flat"
            ):
                low, high = min(low, self.tree.range(k)[0]), max(high, self.tree.range(k)[1] - 1)
        return low, high + 1

    # words that say enough alone

    def _alone(self, i: int) -> Utterance | None:
        speech = self.speech_of(i)
        if speech is None:
            return None
        if not self._says_enough(i, speech):
            return self._drop(i, f"'{speech.word}' says too little here: no clause or quotation hangs on it")
        speaker = speaker_of(self.tree, i)
        if speaker < 0 or self._is_nobody(speaker) or speaker == i:
            return self._drop(i, "no speaker is found, or nobody in particular")
        modality = self.clauses.of(self.tree.doc[i]).modality
        if self._is_made(i) and self.clauses.of(self.tree.doc[self.tree.heads[i]]).modality in _UNREAL:
            return self._drop(i, "the saying itself is not made")
        if modality in _UNREAL or (modality == "historical" and self._is_subordinate(i)):
            return self._drop(i, f"the saying itself is {modality}")
        return self._of_object(i, speaker, speech) or self._drop(i, "it does not say what is said, or of whom")

    def _says_enough(self, i: int, speech: Speech) -> bool:
        """Say whether a word may stand for a saying here: as a predicate, or as a noun that someone makes."""
        if self.tree.pos[i] in ("NOUN", "PROPN"):
            return (speech.alone == "yes" or self._is_made(i)) and self._is_given(i)
        if speech.word == "put_at":
            return any(self.tree.case(k) == "at" and self._is_number(k) for k in self.tree.by(i, "obl"))
        predicate = self.tree.is_clause(i) or self.tree.deps[i] in ("conj", "xcomp", "acl")
        return predicate and (speech.alone == "yes" or (speech.alone == "rated" and self._rates(i)))

    def _is_number(self, k: int) -> bool:
        return self.tree.pos[k] == "NUM" or self.tree.kid(k, "nummod") >= 0

    def _rates(self, i: int) -> bool:
        """Say whether a verb rates its object: "called the plan feasible", "described the flights as unhelpful"."""
        tree = self.tree
        if tree.kid(i, "obj") < 0:
            return False
        if any(tree.case(k) == "as" for k in tree.by(i, "obl", "xcomp", "advcl")):
            return True
        low, high = self.tree.kid(i, "obj"), self.tree.range(i)[1]
        signs = self.tables.signs
        return any(w in signs[sign] for w in self.tree.words[low:high] for sign in ("good", "bad", "wrong", "judge"))

    def _is_made(self, i: int) -> bool:
        """Say whether a noun of speech is the object of a verb of making: "made the announcement"."""
        return self.tree.deps[i] == "obj" and self.tree.lemmas[self.tree.heads[i]] in _MAKING

    def _is_given(self, i: int) -> bool:
        """Say whether a noun of speech stands for a saying: made by a verb, or with its source and its content."""
        if self._is_made(i):
            return True
        tree = self.tree
        sourced = any(tree.case(k) == "from" for k in tree.by(i, "nmod"))
        return sourced and bool(tree.by(i, "acl", "ccomp", "acl:relcl") or len(tree.by(i, "nmod")) > 1)

    def _of_object(self, i: int, speaker: int, speech: Speech) -> Utterance | None:
        tree = self.tree
        things = [
            k
            for k in tree.kids[i]
            if (tree.deps[k] in _OBJECTS or tree.deps[k].startswith("obl")) and k != speaker and self._is_content(i, k)
        ]
        if not things and (speech.kind == "content" or not self._is_made(i)):
            return None
        verb = tree.heads[i] if self._is_made(i) else i
        head = next((k for k in things if tree.deps[k] != "obl"), things[0] if things else i)
        low, high = tree.range(head)
        if tree.lemmas[i] in _CALLING:
            low = min(tree.range(k)[0] for k in (head, *things))
        content = (low, max(high, max((tree.range(k)[1] for k in things), default=high)))
        span = self._span(verb, content, speaker)
        return Utterance(i, speaker, addressee_of(tree, i), content, head, span, speech, False, speech.word)

    def _is_content(self, i: int, k: int) -> bool:
        """Say whether a dependent tells what is said, and not when or where."""
        if self.tree.deps[k] in ("obl", "nmod"):
            return self.tree.case(k) in ("of", "for", "on", "against", "about", "over", "with", "to", "at", "in")
        asked = self.tree.tags[k] == "VB" and self.tree.lemmas[i] in _CALLING
        return self.tree.deps[k] != "advcl" or self.tree.tags[k] == "VBG" or asked

    # one utterance in another

    def _merged(self, found: list[Utterance]) -> list[Utterance]:
        kept: list[Utterance] = []
        for one in found:
            host = next((k for k, other in enumerate(kept) if self._is_part(one, other)), None)
            if host is None:
                inner = [k for k, other in enumerate(kept) if self._is_part(other, one)]
                for k in inner:
                    self._drop(kept[k].at, self._part(kept[k], one))
                parts = tuple(kept[k] for k in inner if self._same_side(kept[k], one))
                kept = [other for k, other in enumerate(kept) if k not in inner]
                kept.append(replace(one, parts=parts))
            else:
                self._drop(one.at, self._part(one, kept[host]))
                kept[host] = _joined(kept[host], one, same=self._same_side(one, kept[host]))
        return kept

    def _part(self, one: Utterance, other: Utterance) -> str:
        same = one.at == other.at
        return "found twice; told once" if same else f"part of what '{self.tree.doc[other.at].text}' says"

    def _is_part(self, one: Utterance, other: Utterance) -> bool:
        """Say whether an utterance is wrapped in another of the same speaker, or hangs on it as a participle."""
        tree = self.tree
        if one.verb >= 0 and one.verb == other.verb and tree.sentence[one.span[0]] == tree.sentence[other.span[0]]:
            return one.span != other.span or one is not other
        if other.content is None or one.verb < 0:
            return False
        inside = other.content[0] <= one.verb < other.content[1] and one.verb != other.verb
        if inside and (self._same_side(one, other) or self._is_thought(one)):
            return True
        hangs = tree.heads[one.verb] == other.verb and tree.deps[one.verb] in ("advcl", "xcomp")
        hangs = hangs and tree.kid(one.verb, "nsubj") < 0  # "although he accused NATO" says something of its own
        return hangs and self._same_side(one, other)

    def _is_thought(self, one: Utterance) -> bool:
        tables, lemma = self.clauses.tables, self.tree.lemmas[one.verb]
        made = tables.nouns.get(lemma) if self.tree.pos[one.verb] == "NOUN" else tables.verbs.get(lemma)
        return made is None or made.voice == "thinks"

    def _same_side(self, one: Utterance, other: Utterance) -> bool:
        if one.speaker == other.speaker or self.tree.words[one.speaker] in _FIRST:
            return True
        cast, doc = self.clauses.cast, self.tree.doc
        mine, theirs = cast.of(doc[one.speaker]), cast.of(doc[other.speaker])
        if not mine:
            return self.tree.words[one.speaker] in ("he", "she", "it", "they")
        return bool({a.country for a in mine} & {a.country for a in theirs})


def _joined(host: Utterance, part: Utterance, *, same: bool) -> Utterance:
    """Return an utterance with what hangs on it: cited together, of the weightier kind where one side says both."""
    span = (min(host.span[0], part.span[0]), max(host.span[1], part.span[1]))
    if part.verb < 0 or not same or part.verb == host.verb:
        return replace(host, span=span)
    return replace(host, span=span, parts=(*host.parts, part))


def tree_text(tree: Tree, span: tuple[int, int]) -> str:
    """Return the text of a token range, white space folded."""
    return tree.text(*span)

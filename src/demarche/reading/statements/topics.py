"""
What a statement is about, in words that read well after "about:": a whole proposition, or a noun phrase.

The words are the text's own, in its order; what is left out is the connecting word at the edge ("that", "of"), and
what is put in is the actor whom a bare pronoun stands for, and an infinitive's doer ("Saddam Hussein to withdraw").
"""

from __future__ import annotations

from typing import Final

from demarche.ontology import bodies, country_name
from demarche.reading.clauses import Clauses
from demarche.reading.statements.utterances import Utterance
from demarche.record import Actor

_LONGEST: Final = 160  # characters: about two lines of a brief
_SHORTEST_CUT: Final = 80  # where a long one may end at a comma
_MARKS: Final = "\"'“”‘’`«» ,;:.—–-"
_QUOTES: Final = ('"', "“", "”", "``", "''", "«", "»")
_EDGE: Final = frozenset({"that", "however", "and", "but", "today", "yesterday", "also", "then"})
_PREPOSITIONS: Final = frozenset({"of", "for", "against", "about", "over", "at", "in", "on", "with", "to", "from"})
_ASKING: Final = frozenset({"what", "how", "why", "whether", "who", "where", "when", "which", "whose"})
_POINTERS: Final = frozenset({"this", "that", "so", "these", "those", "it"})
_RELATIVE: Final = frozenset({"which", "that", "who", "whom"})
_GAP: Final = 14  # words between a verb of speech and its clause that may be that clause's subject
_DATED: Final = 7
_SAYING: Final = 14  # words that "…, said the minister, …" may take inside a quotation


class Topics:
    """Words the topics of one report's statements."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses, self.tree = clauses, clauses.tree
        known = getattr(clauses.cast, "ontology", None)
        self._bodies = {body.id: body.name for body in known.own.bodies} if known is not None else {}

    def _shown(self, actor: Actor) -> str:
        own = self._bodies.get(actor.country or "") if not actor.name else None
        return own or shown(actor)

    def of(self, one: Utterance, speaker: Actor) -> str:
        """Return what an utterance is about; at least one word."""
        low, high = self._unsourced(one, *(one.content or one.span))
        low = self._open(one, low, high)
        low, high = self._trim(one, low, high)
        if low >= high:
            return self._fallback(one)
        pointed = self._pointed(one, low, high)
        if pointed:
            return _tidy(pointed) or self._fallback(one)
        if not self._is_whole(one, low, high):
            return self._fallback(one)
        return _tidy(self._doer(one, low, speaker) + self._words(one, low, high)) or self._fallback(one)

    # the edges

    def _unsourced(self, one: Utterance, low: int, high: int) -> tuple[int, int]:
        """Leave out 'according to the minister' at either end of the content."""
        if one.lemma != "according to" or not low <= one.speaker < high:
            return low, high
        start, end = self.tree.range(one.speaker)
        return (min(end, high), high) if start <= low else (low, start) if end >= high - 1 else (low, high)

    def _open(self, one: Utterance, low: int, high: int) -> int:
        """Return where the content begins, with a subject or question word that the parser left before it."""
        tree, verb = self.tree, one.verb
        if one.direct or not 0 <= verb < low or tree.sentence[verb] != tree.sentence[low]:
            return low
        that = next((i for i in tree.by(one.head, "mark") if tree.words[i] == "that"), -1) if one.head >= 0 else -1
        if low < that < min(high, low + _DATED) and tree.pos[low] in ("ADP", "PROPN", "NOUN", "ADV"):
            return that  # "said on Tuesday that …"
        if low > verb + 1 and tree.words[low - 1] in _ASKING:
            return low - 1
        return self._before(one, verb, low, high)

    def _before(self, one: Utterance, verb: int, low: int, high: int) -> int:
        """Return where the subject stands that the parser hung on the verb of speech."""
        tree = self.tree
        asked = next((k for k in tree.by(verb, "obl") if verb < k < low and tree.case(k) in ("on", "upon")), -1)
        if asked >= 0 and tree.words[low] == "to":
            return tree.range(asked)[0]  # "called on Russia to open"
        gap = range(verb + 1, low)
        finite = tree.tags[low] in ("VBZ", "VBP", "VBD", "MD") and not tree.by(one.head, "nsubj", "nsubj:pass", "csubj")
        if finite and 0 < len(gap) <= _GAP and not any(tree.pos[i] in ("PUNCT", "CCONJ") for i in gap):
            return verb + 1
        accused = tree.kid(verb, "obj")
        gerund = any(tree.tags[i] == "VBG" for i in range(low, min(low + 3, high)))
        if verb < accused < low and gerund and tree.words[low] in _PREPOSITIONS:
            return tree.range(accused)[0]
        return low

    def _trim(self, one: Utterance, low: int, high: int) -> tuple[int, int]:
        tree = self.tree
        framed = one.head >= 0 and tree.is_finite(one.head) and one.head != low
        start, end = self._saying(one, low, high)
        if not one.direct and start == end and low < one.verb < high - 1 and low < one.speaker < one.verb:
            low, framed = one.verb + 1, False
        while low < high and (tree.words[low] in _EDGE or tree.pos[low] in ("PUNCT", "SPACE")):
            if tree.words[low] == "that" and tree.pos[low] in ("DET", "PRON"):
                break
            low += 1
        linking = tree.words[low : low + 1] and tree.words[low] in _PREPOSITIONS and tree.deps[low] in ("case", "mark")
        if low + 1 < high and linking and tree.pos[low] != "PART" and not framed:
            low += 1
        while high > low and (tree.pos[high - 1] in ("PUNCT", "CCONJ", "SPACE") or tree.deps[high - 1] == "case"):
            high -= 1
        return low, high

    # what is there

    def _is_whole(self, one: Utterance, low: int, high: int) -> bool:
        """Tell whether the words are a proposition or topic, and not only an addressee or a day."""
        tree = self.tree
        if one.addressee >= 0 and low <= one.addressee < high and one.head == one.addressee:
            return False
        begun = one.content or one.span
        bare = all(tree.pos[i] in ("PROPN", "DET", "PUNCT") for i in range(low, high))
        to_whom = tree.words[begun[0]] in ("to", "on", "upon") and tree.pos[begun[0]] == "ADP"
        return not (to_whom and (bare or not any(tree.is_clause(i) for i in range(low, high))))

    def _pointed(self, one: Utterance, low: int, high: int) -> str:
        """Return what a content of one pronoun points at: an actor, the noun of a relative, the sentence before."""
        tree = self.tree
        if high - low != 1 or tree.pos[low] not in ("PRON", "DET", "ADV", "SCONJ"):
            return ""
        actors = self.clauses.cast.of(tree.doc[low])
        if actors and tree.words[low] not in ("this", "that", "so"):
            return " and ".join(self._shown(actor) for actor in actors)
        if tree.words[low] in _RELATIVE and (noun := self._antecedent(low)) >= 0:
            start = tree.range(noun)[0]
            return tree.text(start, noun + 1)
        if tree.words[low] in _POINTERS:
            sentence = tree.sentence[low]
            if sentence > 0:
                return tree.text(*tree.sentences[sentence - 1])
        return ""

    def _antecedent(self, i: int) -> int:
        """Return the noun that a relative pronoun takes up, -1 if none."""
        for _ in range(5):
            if self.tree.deps[i].startswith("acl"):
                return self.tree.heads[i]
            i = self.tree.heads[i]
        return -1

    def _doer(self, one: Utterance, low: int, speaker: Actor) -> str:
        """Return the speaker before an infinitive that is the speaker's own: 'vowed to hold on'."""
        tree = self.tree
        own = one.head >= 0 and tree.deps[one.head] in ("xcomp", "acl") and tree.kid(one.verb, "obj", "iobj") < 0
        infinitive = tree.words[low] == "to" and tree.pos[low] == "PART"
        return self._shown(speaker) + " " if own and infinitive and (speaker.name or speaker.country) else ""

    def _words(self, one: Utterance, low: int, high: int) -> str:
        """Return the words, without 'he said' inside, and with 'as' in 'called the visit (as) a rehearsal'."""
        tree = self.tree
        start, end = self._saying(one, low, high)
        rated = self._rated(one, low, high)
        if rated:
            subject = self._subject(low, rated)
            return f"{subject} as {tree.text(rated, high)}"
        if start < end:
            return f"{tree.text(low, start)} {tree.text(end, high)}".strip()
        return tree.text(low, high)

    def _subject(self, low: int, high: int) -> str:
        if high - low == 1 and self.tree.pos[low] == "PRON":
            actors = self.clauses.cast.of(self.tree.doc[low])
            return " and ".join(self._shown(actor) for actor in actors) or self.tree.text(low, high)
        return self.tree.text(low, high)

    def _rated(self, one: Utterance, low: int, high: int) -> int:
        """Return where the judgement begins in a content that rates its object; 0 where it rates none."""
        tree = self.tree
        if one.speech is None or one.speech.alone != "rated" or one.verb < 0:
            return 0
        thing = tree.kid(one.verb, "obj")
        end = tree.range(thing)[1] if low <= thing < high else 0
        said = [k for k in tree.kids[one.verb] if tree.deps[k] in ("xcomp", "obj", "obl") and k > thing]
        judged = end and any(end <= k < high for k in said) and tree.pos[end] in ("DET", "ADJ", "NOUN", "ADV")
        return end if judged else 0

    def _saying(self, one: Utterance, low: int, high: int) -> tuple[int, int]:
        """Return the range of 'the minister said' that stands inside the content; an empty one where none does."""
        if not low < one.verb < high or not low < one.speaker < high or abs(one.verb - one.speaker) > _SAYING:
            return low, low
        first, last = sorted((one.verb, one.speaker))
        start = min(first, self.tree.range(one.speaker)[0])
        end = max(last + 1, min(self.tree.range(one.speaker)[1], last + _SAYING))
        inside = one.head if one.head >= 0 else -1
        if end - start > _SAYING or start <= inside < end:
            return low, low
        marks = self.tree.pos
        if marks[start - 1] != "PUNCT" or (end < high and marks[end] != "PUNCT"):
            return low, low
        while start > low and marks[start - 1] == "PUNCT":
            start -= 1
        while end < high and self.tree.pos[end] == "PUNCT" and self.tree.words[end] not in _QUOTES:
            end += 1
        return start, end

    def _fallback(self, one: Utterance) -> str:
        """Return the clause of the saying from its verb on: 'protested to Beijing'."""
        start = one.verb if one.span[0] <= one.verb < one.span[1] else one.span[0]
        return _tidy(self.tree.text(start, one.span[1])) or self.tree.text(one.speaker, one.speaker + 1)


def shown(actor: Actor) -> str:
    """Return an actor's name, else its country's or body's."""
    if actor.name:
        return actor.name
    body = next((body.name for body in bodies() if body.id == actor.country), None)
    return body or (country_name(actor.country) if actor.country else "")


def _tidy(text: str) -> str:
    """Return words without loose quotation marks, cut to about two lines at a comma or between words."""
    text = " ".join(text.split()).strip(_MARKS)
    if any(text.count(one) != text.count(other) for one, other in (("“", "”"), ("``", "''"))) or text.count('"') % 2:
        for mark in _QUOTES:
            text = text.replace(mark, "")
        text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    cut = text[:_LONGEST].rsplit(" ", 1)[0]
    comma = max(cut.rfind(", "), cut.rfind("; "))
    return (cut[:comma] if comma >= _SHORTEST_CUT else cut).rstrip(_MARKS) + " …"

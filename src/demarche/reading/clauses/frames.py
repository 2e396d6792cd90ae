"""Which word governs a clause or an event noun, by which frame, and with what effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from demarche.reading.clauses.tables import Effect, Embedder, Tables, effect
from demarche.reading.clauses.tree import Tree

_INDEFINITE: Final = frozenset({"a", "an", "any", "another", "some", "more", "further", "new"})
_VERBAL: Final = ("VERB", "AUX")
_THAT: Final = effect("reported")
_POSSIBLE: Final = effect("possible")
_KNOWN: Final = effect("known")
_FACT: Final = effect("fact")
_TO_DEPS: Final = frozenset({"aux", "case"})
_TO: Final = frozenset({"to"})


@dataclass(frozen=True)
class Link:
    """The tie of a clause or noun to what governs it: the governor's token and its effect."""

    host: int
    effect: Effect
    entry: Embedder | None = None
    frame: str = ""


def entry_of(tree: Tree, i: int, tables: Tables) -> Embedder | None:
    """Return the table's entry for a governing word: a verb (with its particle), noun or adjective."""
    lemma = tree.lemmas[i]
    if tree.pos[i] in _VERBAL:
        found = _phrasal(tree, i, lemma, tables) or tables.verbs.get(lemma)
        if found is None or (tree.tags[i] in ("VBN", "VBG", "JJ") and _is_adjectival(tree, i, lemma)):
            return tables.adjectives.get(tree.words[i]) or found
        return found
    if tree.pos[i] in ("ADJ", "ADV", "ADP"):
        return tables.adjectives.get(lemma) or tables.verbs.get(lemma)
    return tables.adjectives.get(_phrase_of(tree, i)) or tables.nouns.get(lemma)


def _phrase_of(tree: Tree, i: int) -> str:
    """Return a predicate of several words as the table has it: `out_of_the_question`; "" for a bare noun."""
    cases = [k for k in tree.kids[i] if tree.deps[k] == "case" and k < i]
    return "_".join(tree.words[min(cases) : i + 1]) if cases and tree.kid(i, "cop") >= 0 else ""


def _phrasal(tree: Tree, i: int, lemma: str, tables: Tables) -> Embedder | None:
    """Return the entry of a verb with its particle ("rule out"), adverb ("stop short") or noun ("take place")."""
    for k in tree.kids[i]:
        if tree.deps[k] in ("compound:prt", "advmod", "obj", "advcl", "obl") and k > i:
            found = tables.verbs.get(f"{lemma}_{tree.words[k]}")
            if found is not None:
                return found
    return None


def _is_adjectival(tree: Tree, i: int, lemma: str) -> bool:
    """Say whether a participle stands as an adjective: "is committed to", "are concerned that"."""
    return tree.kid(i, "cop") >= 0 or (tree.kid(i, "obj") < 0 and tree.kid(i, "obl:agent") < 0 and lemma != "believe")


def clause_link(tree: Tree, i: int, tables: Tables) -> Link | None:
    """Return what embeds the clause of `i`, or None for a main clause."""
    dep, host = tree.deps[i], tree.heads[i]
    ways = {"ccomp": _complement, "xcomp": _complement, "obj": _complement, "advcl": _adverbial, "acl": _adnominal,
            "csubj": _clausal_subject}  # fmt: skip
    way = ways.get(dep.partition(":")[0])
    if way is None and dep in ("obl", "nmod") and tree.pos[i] in _VERBAL:
        way = _adverbial
    return way(tree, i, host, tables) if way is not None and host != i else None


def _frame_of(tree: Tree, i: int) -> str:
    """Return the frame that a complement clause fills."""
    marks = {tree.words[k] for k in tree.by(i, "mark")}
    case = tree.case(i)
    if marks & {"whether", "if"}:
        return "wh"
    if tree.is_finite(i):
        return "that"
    if "to" in marks or tree.tags[i] in ("VB", "VBN") or tree.has_word(i, _TO_DEPS, _TO):
        return "to"
    if case == "as" or "as" in marks:
        return "as"
    return (case or "ing") if tree.tags[i] == "VBG" else "noun"


def _complement(tree: Tree, i: int, host: int, tables: Tables) -> Link:
    entry, frame = entry_of(tree, host, tables), _frame_of(tree, i)
    marks = tree.by(i, "mark")
    if tree.tags[i] == "VBG" and marks and tree.words[marks[0]] not in ("that", "to", "as", "whether", "if"):
        frame = tree.words[marks[0]]
    return Link(host, _effect_of(entry, frame), entry, frame)


def _effect_of(entry: Embedder | None, frame: str) -> Effect:
    if entry is not None and frame in entry.frames:
        return entry.frames[frame]
    if entry is not None and frame not in ("that", "to", "ing", "noun", "wh", "as", "subj"):
        for other in ("of", "ing"):
            if other in entry.frames:
                return entry.frames[other]
    speaks = entry is not None and entry.speaks
    return {
        "that": _THAT if speaks else _KNOWN,
        "to": _POSSIBLE,
        "wh": _POSSIBLE,
        "as": _THAT if speaks else _FACT,
    }.get(frame, _KNOWN)


def mark_of(tree: Tree, i: int, tables: Tables) -> tuple[str, str | None]:
    """Return the subordinator of a clause and its effect: ("unless", "conditional")."""
    for k in tree.kids[i]:
        if tree.deps[k] in ("mark", "case", "advmod", "cc") and k < i:
            phrase = tree.fixed(k)
            before = tree.words[k - 1] if k else ""
            for word in (phrase, f"{before} {phrase}", f"{phrase} {tree.words[k + 1]}", tree.words[k]):
                found = tables.word("mark", word)
                if found is not None and not (tree.deps[k] == "advmod" and found not in ("temporal", "conditional")):
                    return word, found
    return "", None


def is_inverted_condition(tree: Tree, i: int) -> bool:
    """Say whether a clause opens with its auxiliary: "should talks fail", "were it to attack"."""
    subject = tree.subject(i)
    if subject < 0:
        return False
    first = next((k for k in tree.kids[i] if tree.deps[k] in ("aux", "cop", "aux:pass")), -1)
    if first < 0:
        first = tree.range(i)[0]
    inverted = tree.words[first] in ("should", "were", "had") and tree.pos[first] == "AUX"
    return inverted and first <= tree.range(subject)[0]


def _adverbial(tree: Tree, i: int, host: int, tables: Tables) -> Link:
    word, standing = mark_of(tree, i, tables)
    phrasal = tables.verbs.get(f"{tree.lemmas[tree.heads[host]]}_{tree.words[host]}")
    if phrasal is not None and tree.deps[host] == "advmod":
        host = tree.heads[host]
    entry = phrasal or entry_of(tree, host, tables)
    if is_inverted_condition(tree, i):
        return Link(host, effect("conditional"))
    if entry is not None and word in entry.frames and not tree.is_finite(i):
        return Link(host, entry.frames[word], entry, word)
    bare = not word and tree.tags[i] == "VBG" and tree.kid(host, "obj", "ccomp", "xcomp") < 0 and host < i
    if entry is not None and bare and "ing" in entry.frames and "," not in tree.words[host:i]:
        return Link(host, entry.frames["ing"], entry, "ing")
    if standing is not None:
        return Link(host, effect(standing) if standing == "temporal" else Effect(standing, standing))
    return _unmarked(tree, i, host, entry)


def _unmarked(tree: Tree, i: int, host: int, entry: Embedder | None) -> Link:
    """Return the tie of an adverbial clause without subordinator: a purpose, a participle, a finite aside."""
    if tree.tags[i] == "VB" or any(tree.words[k] == "to" for k in tree.by(i, "mark", "aux")):
        frames = entry.frames if entry is not None else {}
        return Link(host, frames.get("to", _POSSIBLE), entry, "to")
    return Link(host, _KNOWN if tree.is_finite(i) else _FACT)


def _adnominal(tree: Tree, i: int, host: int, tables: Tables) -> Link:  # noqa: PLR0911 - one return a tie
    entry = entry_of(tree, host, tables)
    before = tree.range(i)[0] - 1
    if tree.deps[i] == "acl" and entry is not None and "that" in entry.frames and tree.words[before] == "that":
        return Link(host, entry.frames["that"], entry, "that")  # the parser hung "that" on another clause
    if tree.deps[i] == "acl:relcl" or (tree.is_finite(i) and not tree.has_word(i, _MARKS, _THATS)):
        return Link(host, _KNOWN)
    frame = _frame_of(tree, i)
    marks = tree.by(i, "mark")
    if tree.tags[i] == "VBG" and marks:
        frame = tree.words[marks[0]]
    outer = entry_of(tree, tree.heads[host], tables)
    if entry is None and outer is not None and tree.tags[i] == "VBG" and marks and frame in outer.frames:
        return Link(tree.heads[host], outer.frames[frame], outer, frame)  # "accused by the UN of massacring"
    if tree.words[host] == "order" and tree.case(host) == "in":
        return Link(host, _POSSIBLE)
    if tree.tags[i] in ("VBN", "VBG") and frame in ("ing", "to", "noun") and not marks:
        return Link(host, _KNOWN)
    if entry is None or (frame not in entry.frames and "of" not in entry.frames):
        return Link(host, _THAT if frame == "that" else _POSSIBLE if frame in ("to", "for", "wh") else _KNOWN)
    return Link(host, entry.frames.get(frame) or entry.frames["of"], entry, frame)


_MARKS: Final = frozenset({"mark"})
_THATS: Final = frozenset({"that", "whether"})


def _clausal_subject(tree: Tree, i: int, host: int, tables: Tables) -> Link:
    _, standing = mark_of(tree, i, tables)
    if standing == "conditional":
        return Link(host, effect("conditional"))
    entry, frame = entry_of(tree, host, tables), _frame_of(tree, i)
    if entry is not None and frame in entry.frames:
        return Link(host, entry.frames[frame], entry, frame)
    return Link(host, _POSSIBLE if frame in ("to", "wh") else _KNOWN, entry, frame)


def noun_link(tree: Tree, i: int, tables: Tables) -> Link | None:
    """Return what governs an event noun: the verb it is subject or object of, the noun that it belongs to."""
    dep, host = tree.deps[i], tree.heads[i]
    if host == i or dep in ("root", ""):
        return None
    judged = _judged_as(tree, i, tables)
    if judged is not None:
        return judged
    entry = entry_of(tree, host, tables)
    case = tree.case(i)
    frame = _nominal_frame(tree, i, case)
    if entry is not None:
        for name in (f"{frame}_n", frame, _first_word(frame)):
            if name in entry.frames:
                return Link(host, entry.frames[name], entry, frame)
        belongs = dep.startswith(("nmod", "compound")) and dep != "nmod:poss"
        if belongs and tree.pos[host] in ("NOUN", "PROPN") and "of" in entry.frames:
            return Link(host, entry.frames["of"], entry, frame)
    standing = tables.word("prep", case)
    effects = Effect(standing, standing) if standing is not None else _KNOWN
    return Link(host, effects, None, frame)


def _judged_as(tree: Tree, i: int, tables: Tables) -> Link | None:
    """Return the adjective that an object is put under: "rates an attack as improbable", "thinks war unlikely"."""
    if tree.deps[i] != "obj":
        return None
    for k in tree.by(tree.heads[i], "xcomp"):
        entry = entry_of(tree, k, tables) if tree.pos[k] == "ADJ" else None
        if entry is not None and "subj" in entry.frames:
            return Link(k, entry.frames["subj"], entry, "subj")
    return None


def _nominal_frame(tree: Tree, i: int, case: str) -> str:
    """Return the frame that a noun phrase fills."""
    dep, host = tree.deps[i], tree.heads[i]
    if dep in ("nsubj:pass", "obj", "ccomp", "xcomp") or (dep == "nsubj" and _is_passive(tree, host)):
        return "as" if dep == "xcomp" and case == "as" else "noun"
    if dep in ("nsubj", "nsubj:outer"):
        return "subj"
    before_noun = dep in ("compound", "amod", "nmod", "nmod:desc") and tree.pos[host] in ("NOUN", "PROPN")
    return "of" if before_noun and not case else case


def _is_passive(tree: Tree, host: int) -> bool:
    return tree.pos[host] == "VERB" and tree.kid(host, "aux:pass") >= 0


def _first_word(phrase: str) -> str:
    return phrase.split(" ", 1)[0]


def is_indefinite(tree: Tree, i: int) -> bool:
    """Say whether a noun phrase names no given thing: bare, or with "a", "any", "more"."""
    if tree.pos[i] == "PROPN":
        return False
    determiners = [k for k in tree.kids[i] if tree.deps[k] in ("det", "nmod:poss", "det:poss") and k < i]
    return not determiners or all(tree.words[k] in _INDEFINITE for k in determiners)

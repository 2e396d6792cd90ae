"""Which word governs a clause or an event noun, by which frame, and with what effect."""

from __future__ import annotations

from typing import Final

from demarche.reading.clauses.entries import Link, entry_of, is_passive
from demarche.reading.clauses.falsehoods import falsely, told
from demarche.reading.clauses.judgements import judged_as, verdict
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
_MARKS: Final = frozenset({"mark"})
_THATS: Final = frozenset({"that", "whether"})
_SETTING: Final = frozenset({"where", "whereby", "wherein"})
_COMING: Final = frozenset({"come", "arrive", "emerge", "arise", "go", "spread", "circulate", "grow", "fade", "exist"})
_TELLING: Final = frozenset({"show", "depict", "portray", "imagine", "tell", "describe", "feature", "have", "see"})
_SOONER: Final = 15  # words between "no sooner" and what came


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


def _extraposed_from(tree: Tree, host: int, entry: Embedder | None, frame: str, tables: Tables) -> Link | None:
    """Return the tie to the subject whose complement follows the verb: "the time has come to", "orders came to"."""
    noun = tree.subject(host)
    if noun < 0 or frame not in ("to", "that", "ing") or tree.kid(host, "obj") >= 0:
        return None
    if tables.word("setting", f"in {tree.lemmas[noun]}") and tree.lemmas[host] in _TELLING:
        return Link(host, _POSSIBLE)  # "the cartoon shows Russia bombing"
    if frame == "ing" or entry is None or tree.lemmas[host] not in _COMING:
        return None
    owner = tables.nouns.get(tree.lemmas[noun])
    return Link(noun, owner.frames[frame], owner, frame) if owner is not None and frame in owner.frames else None


def _complement(tree: Tree, i: int, host: int, tables: Tables) -> Link:
    entry, frame = entry_of(tree, host, tables), _frame_of(tree, i)
    found = verdict(tree, i, host, tables) if frame in ("that", "to", "wh") else None
    if found is not None and frame in found[1].frames:
        return Link(found[0], found[1].frames[frame], found[1], frame)
    marks = tree.by(i, "mark")
    if tree.tags[i] == "VBG" and marks and tree.words[marks[0]] not in ("that", "to", "as", "whether", "if"):
        frame = tree.words[marks[0]]
    owner = _extraposed_from(tree, host, entry, frame, tables)
    if owner is not None:
        return owner
    return falsely(tree, host, Link(host, _effect_of(entry, frame), entry, frame), tables)


def _effect_of(entry: Embedder | None, frame: str) -> Effect:
    if entry is not None and frame in entry.frames:
        return entry.frames[frame]
    if frame == "by":
        return _FACT  # "responded by expelling"
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
            for word in (f"{phrase} {tree.words[k + 1]}", f"{before} {phrase}", phrase, tree.words[k]):
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
    auxiliary = tree.pos[first] == "AUX" or tree.deps[first] in ("aux", "aux:pass", "cop")
    inverted = tree.words[first] in ("should", "were", "had") and auxiliary
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
        return falsely(tree, host, Link(host, entry.frames[word], entry, word), tables)
    bare = not word and tree.tags[i] == "VBG" and tree.kid(host, "obj", "ccomp", "xcomp") < 0 and host < i
    if entry is not None and bare and "ing" in entry.frames and "," not in tree.words[host:i]:
        return Link(host, entry.frames["ing"], entry, "ing")
    if standing is None:
        return _unmarked(tree, i, host, entry)
    return Link(host, _subordinated(tree, i, word, standing))


def _subordinated(tree: Tree, i: int, word: str, standing: str) -> Effect:
    """Return what a subordinator does, where more than its word decides."""
    if word == "than" and "sooner" in tree.words[max(0, i - _SOONER) : i]:
        return _KNOWN  # "no sooner had talks ended than Israel bombed"
    if word in ("until", "till") and tree.tags[i] == "VBD":
        return effect("temporal")  # "fought until Egypt withdrew"
    return effect(standing) if standing == "temporal" else Effect(standing, standing)


def _unmarked(tree: Tree, i: int, host: int, entry: Embedder | None) -> Link:
    """Return the tie of an adverbial clause without subordinator: a purpose, a participle, a finite aside."""
    if tree.tags[i] == "VB" or any(tree.words[k] == "to" for k in tree.by(i, "mark", "aux")):
        frames = entry.frames if entry is not None else {}
        return Link(host, frames.get("to", _POSSIBLE), entry, "to")
    return Link(host, _KNOWN if tree.is_finite(i) else _FACT)


def _adnominal(tree: Tree, i: int, host: int, tables: Tables) -> Link:  # noqa: PLR0911 - one return a tie
    entry = entry_of(tree, host, tables)
    first = tree.range(i)[0]
    content = tree.words[first - 1] == "that" if tree.deps[i] == "acl" else _has_all_its_own(tree, i)
    if content and entry is not None and "that" in entry.frames:  # the parser took "that" for a pronoun
        return told(tree, host, Link(host, entry.frames["that"], entry, "that"), tables)
    if entry is not None and "which" in entry.frames and _is_set_in(tree, i):
        return Link(host, entry.frames["which"], entry, "which")
    if tree.deps[i] == "acl:relcl" or (tree.is_finite(i) and not tree.has_word(i, _MARKS, _THATS)):
        return Link(host, _KNOWN)
    frame = _frame_of(tree, i)
    marks = tree.by(i, "mark")
    if tree.tags[i] == "VBG" and marks:
        frame = tree.words[marks[0]]
    phrase = _phrasal_preposition(tree, i, host, tables)
    if phrase is not None:
        return Link(host, phrase)
    outer = entry_of(tree, tree.heads[host], tables)
    if entry is None and outer is not None and tree.tags[i] == "VBG" and marks and frame in outer.frames:
        return Link(tree.heads[host], outer.frames[frame], outer, frame)  # "accused by the UN of massacring"
    if tree.words[host] == "order" and tree.case(host) == "in":
        return Link(host, _POSSIBLE)
    if tree.tags[i] in ("VBN", "VBG") and frame in ("ing", "to", "noun") and not marks:
        return Link(host, _KNOWN)
    if entry is None or (frame not in entry.frames and "of" not in entry.frames):
        return Link(host, _THAT if frame == "that" else _POSSIBLE if frame in ("to", "for", "wh") else _KNOWN)
    return told(tree, host, Link(host, entry.frames.get(frame) or entry.frames["of"], entry, frame), tables)


def _is_set_in(tree: Tree, i: int) -> bool:
    """Say whether a relative clause tells what happens in the noun: "a scenario in which", "where", "whereby"."""
    first = tree.range(i)[0]
    first += tree.words[first] == ","
    return tree.words[first] in _SETTING or (tree.words[first] in ("in", "under") and tree.words[first + 1] == "which")


def _has_all_its_own(tree: Tree, i: int) -> bool:
    """Say whether a relative clause with "that" lacks nothing, so that it is what is said: "the charge that it …"."""
    that = tree.range(i)[0]
    if tree.deps[i] != "acl:relcl" or tree.words[that] != "that" or tree.subject(i) <= that or tree.heads[that] != i:
        return False
    objects = len(tree.by(i, "obj"))
    return tree.deps[that] == "mark" or objects > (tree.deps[that] == "obj")


def _phrasal_preposition(tree: Tree, i: int, host: int, tables: Tables) -> Effect | None:
    """Return the effect of a preposition that has a noun in it: "in the event of", "on the verge of", "talk of"."""
    own = [k for k in tree.kids[i] if tree.deps[k] in ("case", "mark") and host < k < i]
    if not own or tree.pos[host] != "NOUN":
        return None
    words = [tree.words[k] for k in (*tree.kids[host], host) if (k < host and tree.deps[k] == "case") or k == host]
    standing = tables.word("prep", " ".join((*words, tree.fixed(own[0])))) or tables.word(
        "prep", f"{tree.words[host]} {tree.fixed(own[0])}"
    )
    return Effect(standing, standing) if standing is not None else None


def _clausal_subject(tree: Tree, i: int, host: int, tables: Tables) -> Link:
    _, standing = mark_of(tree, i, tables)
    if standing == "conditional":
        return Link(host, effect("conditional"))
    entry, frame = entry_of(tree, host, tables), _frame_of(tree, i)
    if entry is not None and frame in entry.frames:
        return Link(host, entry.frames[frame], entry, frame)
    return Link(host, _POSSIBLE if frame in ("to", "wh") else _KNOWN, entry, frame)


def equated(tree: Tree, i: int, tables: Tables) -> Effect | None:
    """Return what the subject noun of "the danger is that …", "one option was bombing …" does to its predicate."""
    noun = tree.kid(i, "nsubj:outer")
    if noun < 0:
        return None
    entry, frame = tables.nouns.get(tree.lemmas[noun]), _frame_of(tree, i)
    if frame == "wh":
        return _POSSIBLE
    return (entry.frames.get(frame) or entry.frames.get("of")) if entry is not None else None


def noun_link(tree: Tree, i: int, tables: Tables) -> Link | None:
    """Return what governs an event noun: the verb it is subject or object of, the noun that it belongs to."""
    dep, host = tree.deps[i], tree.heads[i]
    judged = judged_as(tree, i, tables)
    if judged is not None or host == i or dep in ("root", ""):
        return judged
    entry = entry_of(tree, host, tables)
    case = tree.case(i)
    frame = _nominal_frame(tree, i, case)
    if case == "for" and any(tree.words[k] == "too" for k in tree.by(host, "advmod")):
        return Link(host, _POSSIBLE, entry, frame)  # "too early for talks"
    phrase = _phrasal_preposition(tree, i, host, tables) if case else None
    if phrase is not None:
        return Link(host, phrase, None, frame)
    if entry is not None:
        for name in (f"{frame}_n", frame, _first_word(frame)):
            if name in entry.frames:
                return told(tree, host, Link(host, entry.frames[name], entry, frame), tables)
        belongs = dep.startswith(("nmod", "compound")) and dep != "nmod:poss"
        if belongs and tree.pos[host] in ("NOUN", "PROPN") and "of" in entry.frames and not tables.word("prep", case):
            return told(tree, host, Link(host, entry.frames["of"], entry, frame), tables)
    standing = tables.word("prep", case)
    effects = Effect(standing, standing) if standing is not None else _KNOWN
    return Link(host, effects, None, frame)


def _nominal_frame(tree: Tree, i: int, case: str) -> str:
    """Return the frame that a noun phrase fills."""
    dep, host = tree.deps[i], tree.heads[i]
    if dep in ("nsubj:pass", "obj", "ccomp", "xcomp") or (dep == "nsubj" and is_passive(tree, host)):
        return "as" if dep == "xcomp" and case == "as" else "noun"
    if dep in ("nsubj", "nsubj:outer"):
        return "subj"
    before_noun = dep in ("compound", "amod", "nmod", "nmod:desc") and tree.pos[host] in ("NOUN", "PROPN")
    return "of" if before_noun and not case else case


def _first_word(phrase: str) -> str:
    return phrase.split(" ", 1)[0]


def is_indefinite(tree: Tree, i: int) -> bool:
    """Say whether a noun phrase names no given thing: bare, or with "a", "any", "more"."""
    if tree.pos[i] == "PROPN":
        return False
    determiners = [k for k in tree.kids[i] if tree.deps[k] in ("det", "nmod:poss", "det:poss") and k < i]
    return not determiners or all(tree.words[k] in _INDEFINITE for k in determiners)

"""Which date belongs to which predicate, on parses written by hand."""

from __future__ import annotations

import datetime as dt

import pytest
import spacy
from spacy.tokens import Doc, Token

from demarche.reading.dates import Calendar

VOCAB = spacy.blank("en").vocab
FRIDAY = dt.date(2022, 2, 11)


def _doc(*sentences: str) -> Doc:
    """Build a Doc of rows 'form pos tag head relation [lemma]', parted by ';', heads counted from 1 in the sentence."""
    words, pos, tags, heads, deps, lemmas, starts = [], [], [], [], [], [], []
    for sentence in sentences:
        base = len(words)
        for number, row in enumerate(each.split() for each in sentence.split(";")):
            form, upos, tag, head, relation, *lemma = row
            words.append(form)
            pos.append(upos)
            tags.append(tag)
            heads.append(base + (int(head) - 1 if int(head) else number))
            deps.append(relation)
            lemmas.append(lemma[0] if lemma else form.lower())
            starts.append(number == 0)
    return Doc(VOCAB, words=words, pos=pos, tags=tags, heads=heads, deps=deps, lemmas=lemmas, sent_starts=starts)


def _token(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


def _days(doc: Doc, word: str, published: dt.date | None = FRIDAY) -> tuple[str, str] | None:
    found = Calendar(doc, published).of(_token(doc, word))
    return (found.when.start.isoformat(), found.when.end.isoformat()) if found else None


MET_AND_FLEW = (
    "Macron PROPN NNP 2 nsubj; met VERB VBD 0 root meet; Putin PROPN NNP 2 obj; on ADP IN 5 case;"
    "Monday PROPN NNP 2 obl; and CCONJ CC 7 cc; flew VERB VBD 2 conj fly; home ADV RB 7 advmod"
)
OPENING = (
    "On ADP IN 2 case; Monday PROPN NNP 5 obl; , PUNCT , 5 punct; Macron PROPN NNP 5 nsubj; met VERB VBD 0 root meet;"
    "Putin PROPN NNP 5 obj; and CCONJ CC 8 cc; flew VERB VBD 5 conj fly; home ADV RB 8 advmod"
)
SAID_WOULD = (
    "He PRON PRP 2 nsubj; said VERB VBD 0 root say; on ADP IN 4 case; Monday PROPN NNP 2 obl;"
    "talks NOUN NNS 7 nsubj talk; would AUX MD 7 aux; resume VERB VB 2 ccomp; on ADP IN 9 case;"
    "Thursday PROPN NNP 7 obl"
)
HELD_TALKS = "They PRON PRP 2 nsubj; held VERB VBD 0 root hold; talks NOUN NNS 2 obj talk; yesterday NOUN NN 2 obl:tmod"
PRAISED_RAID = (
    "He PRON PRP 2 nsubj; praised VERB VBD 0 root praise; the DET DT 4 det; raid NOUN NN 2 obj; on ADP IN 6 case;"
    "Monday PROPN NNP 2 obl"
)
SUNDAY_ATTACK = (
    "Sunday PROPN NNP 3 nmod:poss; 's PART POS 1 case; attack NOUN NN 4 nsubj; angered VERB VBD 0 root anger;"
    "Kyiv PROPN NNP 4 obj"
)
SCHEDULED = (
    "Talks NOUN NNS 5 nsubj:pass talk; scheduled VERB VBN 1 acl schedule; for ADP IN 4 case; Monday PROPN NNP 2 obl;"
    "collapsed VERB VBD 0 root collapse"
)
NEXT_DAY = (
    "The DET DT 3 det; next ADJ JJ 3 amod; day NOUN NN 5 obl:tmod; he PRON PRP 5 nsubj; left VERB VBD 0 root leave"
)


@pytest.mark.parametrize(
    ("sentence", "word", "day"),
    [
        (MET_AND_FLEW, "met", "2022-02-07"),
        (MET_AND_FLEW, "flew", "2022-02-07"),
        (OPENING, "met", "2022-02-07"),
        (OPENING, "flew", "2022-02-07"),
        (SAID_WOULD, "said", "2022-02-07"),
        (SAID_WOULD, "resume", "2022-02-10"),
        (SAID_WOULD, "talks", "2022-02-10"),
        (HELD_TALKS, "held", "2022-02-10"),
        (HELD_TALKS, "talks", "2022-02-10"),
        (PRAISED_RAID, "praised", "2022-02-07"),
        (PRAISED_RAID, "raid", None),
        (SUNDAY_ATTACK, "attack", "2022-02-06"),
        (SUNDAY_ATTACK, "angered", None),
        (SCHEDULED, "scheduled", "2022-02-14"),
    ],
)
def test_date_of_predicate(sentence: str, word: str, day: str | None) -> None:
    """A date belongs to the predicate that it modifies, in the tense of that predicate's own clause."""
    assert _days(_doc(sentence), word) == ((day, day) if day else None)


def test_date_before_carries_over() -> None:
    """The next day counts from the date of the sentence before, and is unknown without one."""
    assert _days(_doc(MET_AND_FLEW, NEXT_DAY), "left") == ("2022-02-08", "2022-02-08")
    assert _days(_doc(NEXT_DAY), "left") is None


def test_no_publication_date() -> None:
    """Without a day of publication a weekday has no date, and nothing is raised."""
    assert _days(_doc(MET_AND_FLEW), "met", None) is None


def test_mentions_stand_in_their_sentence() -> None:
    """The mentions of a sentence quote the text, in order."""
    doc = _doc(MET_AND_FLEW, SAID_WOULD)
    calendar = Calendar(doc, FRIDAY)
    found = [[each.words for each in calendar.mentions(sent)] for sent in doc.sents]
    assert found == [["Monday"], ["Monday", "Thursday"]]


def test_names_are_no_dates() -> None:
    """A date word that is a person's or a paper's name is none."""
    doc = _doc("They PRON PRP 2 nsubj; met VERB VBD 0 root meet; on ADP IN 4 case; Friday PROPN NNP 2 obl")
    doc.set_ents([doc.char_span(12, 18, label="PER")])
    assert Calendar(doc, FRIDAY).of(doc[1]) is None


def test_unparsed_text_is_read() -> None:
    """A Doc without a parse still has its dates, by the words alone."""
    words = ["They", "met", "on", "Monday", "."]
    doc = Doc(VOCAB, words=words, sent_starts=[True, False, False, False, False])
    assert [each.when.start for each in Calendar(doc, FRIDAY).mentions(next(doc.sents))] == [dt.date(2022, 2, 7)]

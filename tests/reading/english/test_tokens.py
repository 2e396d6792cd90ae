# ruff: noqa: E501 - a case a line reads better
from __future__ import annotations

import pytest
from spacy.tokenizer import Tokenizer

from demarche.reading.english.tokens import make_tokeniser, tokenise

CUTS = [
    ("de-escalate", "de-escalate"), ("re-entry", "re-entry"), ("anti-tank", "anti-tank"), ("pro-Beijing", "pro-Beijing"),
    ("non-aligned", "non-aligned"), ("co-founder", "co-founder"), ("ex-minister", "ex-minister"), ("De-escalation", "De-escalation"),
    ("counter-offensive", "counter-offensive"), ("cease-fire", "cease - fire"), ("state-run", "state - run"),
    ("British-American", "British - American"), ("self-defence", "self - defence"), ("vice-president", "vice - president"),
    ("U.S.-led", "U.S. - led"), ("NATO-backed", "NATO - backed"), ("10-week", "10 - week"), ("50,000-strong", "50,000 - strong"),
    ("2021-22", "2021 - 22"), ("1914–18", "1914 – 18"), ("and/or", "and / or"), ("£5bn", "£ 5 bn"), ("$3.5bn", "$ 3.5 bn"),
    ("20km", "20 km"), ("3%", "3 %"), ("F-16", "F-16"), ("Su-27", "Su-27"), ("don't", "do n't"), ("cannot", "can not"),
    ("Putin's", "Putin 's"), ("“No”, he said.", "“ No ” , he said ."), ("Gen. Milley", "Gen. Milley"),
    ("Sen. Graham", "Sen. Graham"), ("GEN. LEE", "GEN. LEE"), ("Feb. 24", "Feb. 24"), ("(Reuters)", "( Reuters )"),
    ("—he said—", "— he said —"), ("talks… failed", "talks … failed"), ("al-Assad", "al - Assad"), ("etc.", "etc."),
]  # fmt: skip


@pytest.fixture(scope="module")
def tokeniser() -> Tokenizer:
    return make_tokeniser()


@pytest.mark.parametrize(("text", "cut"), CUTS)
def test_words_are_cut_as_the_treebanks_cut_them(tokeniser: Tokenizer, text: str, cut: str) -> None:
    """Prefixes stay on, compounds and amounts come apart, titles keep their stop."""
    assert [token.text for token in tokeniser(text)] == cut.split(" ")


def test_an_endless_run_is_cut_and_kept(tokeniser: Tokenizer) -> None:
    """Letters without white space come back whole, in stretches, and what stands around them as ever."""
    text = "He said: " + "ab" * 1500 + "  and left."
    doc = tokenise(tokeniser, text)
    assert doc.text == text
    assert max(map(len, doc)) == 200
    assert [token.text for token in doc][-3:] == ["and", "left", "."]


def test_a_tokeniser_has_a_vocabulary_of_its_own() -> None:
    """What one tokeniser meets, another does not know."""
    one, other = make_tokeniser(), make_tokeniser()
    one("Zaporizhzhia")
    assert "Zaporizhzhia" in one.vocab.strings
    assert "Zaporizhzhia" not in other.vocab.strings

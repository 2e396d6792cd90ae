"""Attribution: who says or thinks what, in every order of speaker, verb and content."""

from __future__ import annotations

import pytest

from demarche.reading.actors import read_cast
from demarche.reading.clauses import Attribution, Clauses, read_clauses
from demarche.reading.english import ParseInput, load_pipeline

CASES = [
    # text, speaker's head word, words that the content must hold, words that it must not, direct
    ("Sadat said the army crossed the canal.", "Sadat", "army crossed the canal", "", False),
    ("The army crossed the canal, Sadat said.", "Sadat", "army crossed the canal", "", False),
    ("The army crossed the canal, said Sadat.", "Sadat", "army crossed the canal", "", False),
    ("The army, Sadat said, crossed the canal.", "Sadat", "crossed the canal", "", False),
    ("“The army crossed the canal,” said Sadat.", "Sadat", "army crossed the canal", "said", True),
    ('"The army crossed the canal," Sadat said.', "Sadat", "army crossed the canal", "said", True),
    ("``The army crossed the canal,'' Sadat said.", "Sadat", "army crossed the canal", "said", True),
    ("« The army crossed the canal », Sadat said.", "Sadat", "army crossed the canal", "said", True),
    ("‘The army crossed the canal,’ Sadat said.", "Sadat", "army crossed the canal", "said", True),
    ("Sadat said: “The army crossed the canal.”", "Sadat", "army crossed the canal", "said", True),
    ("According to Cairo, the army crossed the canal.", "Cairo", "army crossed the canal", "", False),
    ("The army crossed the canal, according to Cairo.", "Cairo", "army crossed the canal", "Cairo", False),
    ("Sadat told Carter that the army crossed the canal.", "Sadat", "army crossed the canal", "Carter", False),
    ("Sadat was quoted as saying the army crossed the canal.", "Sadat", "army crossed the canal", "", False),
    ("A statement by the ministry said the army crossed the canal.", "ministry", "army crossed the canal", "", False),
    ("Cairo's claim that the army crossed the canal was wrong.", "Cairo", "army crossed the canal", "wrong", False),
    ("Warnings from Cairo that the canal was mined spread.", "Cairo", "canal was mined", "spread", False),
    ("Sadat believes that the army crossed the canal.", "Sadat", "army crossed the canal", "", False),
    ("Sadat, who said the army crossed the canal, resigned.", "Sadat", "army crossed the canal", "resigned", False),
    ("Sadat issued a statement saying the army crossed the canal.", "Sadat", "army crossed the canal", "", False),
    ("Israel accused Egypt of crossing the canal.", "Israel", "crossing the canal", "", False),
]


def read(text: str) -> Clauses:
    """Return the clauses of a text."""
    doc = next(iter(load_pipeline().parse([ParseInput(text)])))
    return read_clauses(doc, read_cast(doc), None)


def content(clauses: Clauses, made: Attribution) -> str:
    """Return the words of the content."""
    return clauses.doc[slice(*made.content)].text


@pytest.mark.parametrize(("text", "speaker", "holds", "lacks", "direct"), CASES)
def test_speaker_and_content(text: str, speaker: str, holds: str, lacks: str, direct: bool) -> None:
    """Speaker and content are found wherever they stand, and quotation is told from report."""
    clauses = read(text)
    found = [a for a in clauses.attributions if a.speaker is not None and a.speaker.text == speaker]
    assert any(
        holds in content(clauses, a) and (not lacks or lacks not in content(clauses, a)) and a.direct == direct
        for a in found
    ), [(a.speaker, content(clauses, a), a.direct) for a in clauses.attributions]


def test_addressee() -> None:
    """Whom a verb of telling addresses is the addressee."""
    made = read("Sadat told Carter that the army crossed the canal.").attributions[0]
    assert made.addressee is not None
    assert made.addressee.text == "Carter"


def test_a_quotation_runs_over_sentences() -> None:
    """Each sentence of one quotation has the speaker that one of them names."""
    clauses = read("“The canal is open,” Sadat said. “The ships may pass. No one will stop them.”")
    for word in ("open", "pass", "stop"):
        token = next(t for t in clauses.doc if t.text == word)
        made = clauses.attribution_of(token)
        assert made is not None
        assert made.speaker is not None
        assert made.speaker.text == "Sadat"


def test_paragraphs_that_open_a_quotation_anew() -> None:
    """A quotation mark that opens each paragraph continues the quotation."""
    clauses = read(
        "“The canal is open to all,” Sadat said.\n\n“We will defend it with all our strength.\n\n“Nobody wants war.”"
    )
    token = next(t for t in clauses.doc if t.text == "wants")
    made = clauses.attribution_of(token)
    assert made is not None
    assert made.speaker is not None
    assert made.speaker.text == "Sadat"


def test_first_person() -> None:
    """'We' in a quotation means the speaker's side, and nobody in the author's voice."""
    clauses = read("“We will defend the canal,” the Egyptian president said. We saw the ships.")
    first, second = [t for t in clauses.doc if t.text == "We"]
    assert {actor.country for actor in clauses.first_person(first)} == {"EGY"}
    assert clauses.first_person(second) == ()


def test_scare_quotes_are_nobodys_words() -> None:
    """A quoted phrase without a verb is no quotation of its own."""
    assert read("The army called the raid a “special operation” on its maps.").attributions == () or all(
        "maps" not in content(c, a) for c in [read("The “special operation” failed.")] for a in c.attributions
    )


def test_the_innermost_speaker_counts() -> None:
    """What one says that another said stands on the other's word."""
    clauses = read("Meir said that Sadat had said that the army crossed the canal.")
    token = next(t for t in clauses.doc if t.text == "crossed")
    made = clauses.attribution_of(token)
    assert made is not None
    assert made.speaker is not None
    assert made.speaker.text == "Sadat"


def test_condition_text() -> None:
    """The condition is the text's own clause."""
    clauses = read("Egypt will attack if Israel crosses the canal.")
    token = next(t for t in clauses.doc if t.text == "attack")
    assert clauses.of(token).condition == "if Israel crosses the canal"

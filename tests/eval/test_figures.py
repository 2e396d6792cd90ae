from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from eval.figures import Figure, score
from eval.gold import GoldReport, Item, load
from eval.misses import faults_of, worst

TEXT = "Chile recalled its envoy. Peru denied that its ships had fired on a trawler."


def event(label: str, words: str, modality: str = "asserted", *, sides: str = "CHL>PER", when: str = "") -> Item:
    start = TEXT.index(words)
    source, target = (frozenset([code] if code else []) for code in sides.split(">"))
    days = (when, when) if when else None
    return Item("event", label, source, target, start, start + len(words), modality, days, None, words)


def report(*items: Item) -> GoldReport:
    return GoldReport("r", TEXT, "1990-01-02", items)


def figure(gold: list[Item], read: list[Item], name: str) -> Figure:
    return next(one for one in score([report(*gold)], [read]).figures if one.name == name)


def test_a_perfect_reading_scores_one() -> None:
    """What is read as it is labelled has F1 1 in every figure, and nothing is misread."""
    items = [event("SANCTION", "recalled", when="1990-01-01"), event("ASSAULT", "fired", "denied")]
    scores = score([report(*items)], [items])
    assert [one.f1 for one in scores.figures] == [1.0] * len(scores.figures)
    assert scores.low == {"events read for each gold event": 1.0, "denied or imagined, coded as fact": 0.0}
    assert worst([report(*items)], [items]) == []


def test_nothing_read_scores_nothing() -> None:
    """An empty reading has recall 0 and no division by zero."""
    one = figure([event("SANCTION", "recalled")], [], "events: type")
    assert (one.precision, one.recall, one.f1) == (0.0, 0.0, 0.0)


def test_each_figure_asks_for_its_field() -> None:
    """Wrong sides, modality or date leave the figure of the type alone and fail their own."""
    gold = [event("SANCTION", "recalled", when="1990-01-01")]
    read = [event("SANCTION", "recalled", "planned", sides="PER>CHL", when="1990-01-02")]
    assert figure(gold, read, "events: type").f1 == 1.0
    for name in ("events: type, countries", "events: type, modality", "events: type, date"):
        assert figure(gold, read, name).hits == 0


def test_over_production_counts_all_that_was_read() -> None:
    """Three events read for one that is labelled are three for each."""
    gold, read = [event("SANCTION", "recalled")], [event("SANCTION", "recalled")] * 3
    assert score([report(*gold)], [read]).low["events read for each gold event"] == 3.0


@pytest.mark.parametrize(
    ("modality", "read_as", "count"),
    [
        ("denied", "asserted", 1),
        ("conditional", "historical", 1),
        ("denied", "possible", 0),
        ("planned", "asserted", 0),
    ],
)
def test_the_denied_coded_as_fact_is_counted(modality: str, read_as: str, count: int) -> None:
    """A denied or imagined event that is read as asserted or historical counts; a planned one does not."""
    gold, read = [event("ASSAULT", "fired", modality)], [event("ASSAULT", "fired", read_as)]
    assert score([report(*gold)], [read]).low["denied or imagined, coded as fact"] == count


def test_a_real_event_beside_a_denied_one_is_no_fault() -> None:
    """A fact that is labelled as such takes its own reading before it is held against a denied event."""
    gold = [event("ASSAULT", "had fired", "denied"), event("ASSAULT", "fired")]
    assert score([report(*gold)], [[event("ASSAULT", "fired")]]).low["denied or imagined, coded as fact"] == 0


def test_confusions_name_what_stands_in_the_place() -> None:
    """A wrong type in the right place is a confusion; a type with nothing in its place is with nothing."""
    gold = [event("SANCTION", "recalled"), event("ASSAULT", "fired")]
    confused = score([report(*gold)], [[event("RETREAT", "recalled")]]).confused
    assert confused == {("SANCTION", "RETREAT"): 1, ("ASSAULT", "-"): 1}


def test_misses_stand_with_their_sentence() -> None:
    """Each fault is told with the sentence that it is in, the costliest sentence first."""
    gold = [event("SANCTION", "recalled"), event("ASSAULT", "fired", "denied")]
    read = [event("SANCTION", "recalled", sides="PER>CHL"), event("ASSAULT", "fired")]
    (first, second) = worst([report(*gold)], [read])
    assert first[2] == "Peru denied that its ships had fired on a trawler."
    assert {fault.mark for fault in first[3]} == {"MODALITY", "UNREAL"}
    assert [fault.mark for fault in second[3]] == ["SIDES"]


def record(tmp_path: Path, *labels: str) -> list[GoldReport]:
    def party(name: str) -> list[dict[str, str]]:
        return [{"text": name}]

    lines = [
        {"id": str(n), "text": f"Chile {n} Peru", "marked": f"<s>Chile</s> {n} <t>Peru</t>",
         "events": [{"type": label, "source": party("Chile"), "target": party("Peru")}]}
        for n, label in enumerate(labels)
    ]  # fmt: skip
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return load(path)


def test_records_count_types_and_dyads(tmp_path: Path) -> None:
    """Of records the distinct types count, and where both phrases have a country the distinct dyads."""
    gold = record(tmp_path, "SANCTION", "MEET")
    read = [[event("SANCTION", "recalled"), event("SANCTION", "fired", sides="CHL>")], [event("SANCTION", "recalled")]]
    category, both, opinion = score(gold, read).figures
    assert (category.gold, category.read, category.hits) == (2, 2, 1)
    assert (both.gold, both.read, both.hits) == (2, 2, 1)
    assert (opinion.gold, opinion.read) == (2, 0)


def test_records_of_the_older_edition_yield(tmp_path: Path) -> None:
    """Where a set has YIELD, conceding and retreating are both yielding."""
    gold = record(tmp_path, "YIELD", "YIELD")
    read = [[event("CONCEDE", "recalled")], [event("RETREAT", "recalled"), event("CONCEDE", "recalled")]]
    category = score(gold, read).figures[0]
    assert (category.read, category.hits) == (2, 2)
    assert [faults_of(one, items) for one, items in zip(gold, read, strict=True)] == [[], []]


def test_marked_pairs_count_the_type_of_the_second_opinion() -> None:
    """A marked pair is hit where the second opinion gives its type; the events of the sentence do not count."""
    pairs = [Item("pair", label, frozenset(), frozenset(), 0, 9, quote="") for label in ("AID", "YIELD")]
    gold = [GoldReport(str(n), TEXT, None, (one,), "pair") for n, one in enumerate(pairs)]
    scores = score(gold, [[pairs[0]], [pairs[0]]])
    (figure,) = scores.figures
    assert (figure.gold, figure.read, figure.hits) == (2, 2, 1)
    assert scores.confused == {("YIELD", "AID"): 1}
    assert [len(faults_of(one, [pairs[0]])) for one in gold] == [0, 1]


def coded(tmp_path: Path, *sides: tuple[str, list[str], list[str]]) -> list[GoldReport]:
    lines = [
        {"text": TEXT, "published": "1990-01-02", "cameo": code, "source": source, "target": target, "part": "tune"}
        for code, source, target in sides
    ]
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return load(path)


def read_as(code: str, sides: str, label: str = "SANCTION") -> Item:
    return replace(event(label, "recalled", sides=sides), cameo=code)


def test_coded_records_ask_for_root_and_dyad(tmp_path: Path) -> None:
    """A finer code of the same root is a hit; a wrong root or a wrong side is none; what was read twice counts once."""
    gold = coded(tmp_path, *[("161", ["CHL"], ["PER"])] * 3)
    first = [read_as("163", "CHL>PER"), read_as("160", "CHL>PER")]
    read = [first, [read_as("087", "CHL>PER")], [read_as("161", "PER>CHL")]]
    root, both = score(gold, read).figures
    assert (root.gold, root.read, root.hits) == (3, 3, 2)
    assert (both.gold, both.read, both.hits) == (3, 3, 1)
    told = [[fault.mark for fault in faults_of(one, items)] for one, items in zip(gold, read, strict=True)]
    assert told == [[], ["TYPE"], ["SIDES"]]


def test_a_coded_record_of_several_targets_is_one(tmp_path: Path) -> None:
    """Where several are labelled, one of them is enough, and all of them count once; others count beside them."""
    gold = coded(tmp_path, ("026", ["MEX"], ["CHL", "PER"]))
    read = [read_as("020", f"MEX>{target}", "REQUEST") for target in ("CHL", "PER", "BOL")]
    both = score(gold, [read]).figures[1]
    assert (both.gold, both.read, both.hits) == (1, 2, 1)


def test_consultation_has_no_direction(tmp_path: Path) -> None:
    """What types without direction tell is compared without order."""
    gold = coded(tmp_path, ("040", ["CHL"], ["PER"]))
    assert score(gold, [[read_as("042", "PER>CHL", "CONSULT")]]).figures[1].hits == 1


def test_a_code_that_is_no_event_is_refused(tmp_path: Path) -> None:
    """A public statement, or no code at all, cannot be a coded record."""
    for code in ("013", "9"):
        with pytest.raises(SystemExit, match=r"records\.jsonl:1"):
            coded(tmp_path, (code, ["CHL"], ["PER"]))

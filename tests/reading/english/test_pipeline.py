# ruff: noqa: E501 - a case a line reads better
from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from demarche.errors import InputError
from demarche.reading.english import ParseInput, Pipeline, prose_sents
from demarche.reading.english.network import WEIGHTS, Network
from demarche.reading.english.pipeline import DemarchePipeline

# Sentences of our own over real facts: text, (verb, subject), (verb, object) pairs, names. Heads of names are first words.
SAMPLE: list[tuple[str, set[tuple[str, str]], set[tuple[str, str]], set[tuple[str, str]]]] = [
    ("Emmanuel Macron met Vladimir Putin in Moscow on Monday.", {("met", "Emmanuel")}, {("met", "Vladimir")},
     {("Emmanuel Macron", "PER"), ("Vladimir Putin", "PER"), ("Moscow", "LOC")}),
    ("Russian troops crossed the border into Ukraine.", {("crossed", "troops")}, {("crossed", "border")}, {("Ukraine", "LOC")}),
    ("The Kremlin denied the report.", {("denied", "Kremlin")}, {("denied", "report")}, set()),
    ("Sanctions were imposed by the United States.", {("imposed", "Sanctions")}, set(), {("United States", "LOC")}),
    ("India and China withdrew their soldiers from Doklam in August 2017.", {("withdrew", "India")},
     {("withdrew", "soldiers")}, {("India", "LOC"), ("China", "LOC"), ("Doklam", "LOC")}),
    ("NATO will not accept the demand, Jens Stoltenberg said.", {("accept", "NATO"), ("said", "Jens")}, {("accept", "demand")},
     {("NATO", "ORG"), ("Jens Stoltenberg", "PER")}),
    ("Israel bombed a reactor near Baghdad in 1981.", {("bombed", "Israel")}, {("bombed", "reactor")},
     {("Israel", "LOC"), ("Baghdad", "LOC")}),
    ("Protesters threw stones at the police.", {("threw", "Protesters")}, {("threw", "stones")}, set()),
    ("Khrushchev agreed to remove the missiles from Cuba.", {("agreed", "Khrushchev")}, {("remove", "missiles")},
     {("Khrushchev", "PER"), ("Cuba", "LOC")}),
    ("Argentina seized the islands and Britain sent a fleet.", {("seized", "Argentina"), ("sent", "Britain")},
     {("seized", "islands"), ("sent", "fleet")}, {("Argentina", "LOC"), ("Britain", "LOC")}),
    ("Joe Biden called Olaf Scholz.", {("called", "Joe")}, {("called", "Olaf")}, {("Joe Biden", "PER"), ("Olaf Scholz", "PER")}),
    ("Rebels took the town after the army had left it.", {("took", "Rebels"), ("left", "army")}, {("took", "town"), ("left", "it")},
     set()),
    ("Kenya expelled two diplomats.", {("expelled", "Kenya")}, {("expelled", "diplomats")}, {("Kenya", "LOC")}),
    ("Egypt closed the Straits of Tiran to Israeli shipping.", {("closed", "Egypt")}, {("closed", "Straits")}, {("Egypt", "LOC")}),
    ("The Security Council adopted the resolution in New York.", {("adopted", "Council")}, {("adopted", "resolution")},
     {("New York", "LOC")}),
    ("Analysts expect that Beijing will send more ships.", {("expect", "Analysts"), ("send", "Beijing")}, {("send", "ships")},
     {("Beijing", "LOC")}),
    ("Tehran has not answered the offer.", {("answered", "Tehran")}, {("answered", "offer")}, {("Tehran", "LOC")}),
    ("Who fired the first shot?", {("fired", "Who")}, {("fired", "shot")}, set()),
    ("Japan attacked Pearl Harbor in December 1941.", {("attacked", "Japan")}, {("attacked", "Pearl")},
     {("Japan", "LOC"), ("Pearl Harbor", "LOC")}),
    ("The ministers signed an agreement, but Pakistan rejected it.", {("signed", "ministers"), ("rejected", "Pakistan")},
     {("signed", "agreement"), ("rejected", "it")}, {("Pakistan", "LOC")}),
    ("Paul Kagame accused Kinshasa of arming militias.", {("accused", "Paul")}, {("accused", "Kinshasa"), ("arming", "militias")},
     {("Paul Kagame", "PER"), ("Kinshasa", "LOC")}),
    ("Turkey deployed drones along the Syrian border.", {("deployed", "Turkey")}, {("deployed", "drones")}, {("Turkey", "LOC")}),
    ("Hungary will host the talks if both sides accept its terms.", {("host", "Hungary"), ("accept", "sides")},
     {("host", "talks"), ("accept", "terms")}, {("Hungary", "LOC")}),
    ("Nasser nationalised the canal.", {("nationalised", "Nasser")}, {("nationalised", "canal")}, {("Nasser", "PER")}),
    ("Officials warned that North Korea could test a missile.", {("warned", "Officials"), ("test", "Korea")}, {("test", "missile")},
     {("North Korea", "LOC")}),
]  # fmt: skip
FLOOR = 0.85  # share of the wanted pairs and names that must be found, and of the found that must be wanted


def parsed(pipeline: Pipeline, *texts: str | ParseInput) -> list[Doc]:
    return list(pipeline.parse(t if isinstance(t, ParseInput) else ParseInput(t) for t in texts))


def facts(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


def f1(wanted: set[tuple[object, ...]], found: set[tuple[object, ...]]) -> float:
    return 2 * len(wanted & found) / (len(wanted) + len(found))


def test_subjects_objects_and_names_are_found(pipeline: Pipeline) -> None:
    """On plain sentences of news, nearly every argument and name is read."""
    docs = parsed(pipeline, *(text for text, *_ in SAMPLE))
    roles: dict[str, set[tuple[object, ...]]] = {"subject": set(), "object": set(), "name": set()}
    wanted: dict[str, set[tuple[object, ...]]] = {"subject": set(), "object": set(), "name": set()}
    for number, (doc, (_, subjects, objects, names)) in enumerate(zip(docs, SAMPLE, strict=True)):
        verbs = [t for t in doc if t.head.pos_ == "VERB"]
        roles["subject"] |= {(number, t.head.text, t.text) for t in verbs if t.dep_ in {"nsubj", "nsubj:pass"}}
        roles["object"] |= {(number, t.head.text, t.text) for t in verbs if t.dep_ == "obj"}
        roles["name"] |= {(number, e.text, e.label_) for e in doc.ents}
        for kind, given in (("subject", subjects), ("object", objects), ("name", names)):
            wanted[kind] |= {(number, *pair) for pair in given}
    assert {kind: f1(wanted[kind], roles[kind]) >= FLOOR for kind in wanted} == dict.fromkeys(wanted, True)


def test_labels_are_those_that_the_rules_read(pipeline: Pipeline) -> None:
    """Universal Dependencies with subtypes, PTB tags, features and lemmas stand on the tokens."""
    (doc,) = parsed(pipeline, "The talks were held in Geneva by Swiss diplomats.")
    by_word = {t.text: t for t in doc}
    assert (by_word["held"].dep_, by_word["held"].tag_, by_word["held"].lemma_) == ("root", "VBN", "hold")
    assert by_word["talks"].dep_ == "nsubj:pass"
    assert by_word["were"].dep_ == "aux:pass"
    assert by_word["diplomats"].lemma_ == "diplomat"
    assert by_word["were"].morph.get("Tense") == ["Past"]
    assert by_word["Geneva"].ent_type_ == "LOC"
    assert doc.has_annotation("DEP")


def test_every_sentence_is_one_tree(pipeline: Pipeline) -> None:
    """Each sentence has one root, and every word of it hangs under that root."""
    (doc,) = parsed(pipeline, "\n ".join(text for text, *_ in SAMPLE))
    for sent in prose_sents(doc):
        (root,) = [t for t in sent if t.dep_ == "root"]
        assert root.head == root
        assert all(root in [t, *t.ancestors] for t in sent)


def test_left_out_ranges_are_in_the_doc_but_not_parsed(pipeline: Pipeline) -> None:
    """A left-out range keeps its words, without relations, in sentences that are no prose."""
    text = "Troops landed.\nPhoto: AP Advert here\nThe Kremlin said nothing."
    (doc,) = parsed(pipeline, ParseInput(text, ((15, 36),)))
    assert doc.text == text
    assert [s.text for s in prose_sents(doc)] == ["Troops landed.", "The Kremlin said nothing."]
    inside = [t for t in doc if 15 <= t.idx < 36]
    assert inside
    assert {(t.pos_, t.dep_, t.ent_type_) for t in inside if not t.is_space} == {("X", "", "")}
    assert [s.text.strip() for s in doc.sents] == [
        "Troops landed.",
        "Photo: AP Advert here",
        "The Kremlin said nothing.",
    ]


def test_all_left_out_is_a_doc_without_prose(pipeline: Pipeline) -> None:
    """Nothing is parsed where nothing is prose."""
    (doc,) = parsed(pipeline, ParseInput("Advert here", ((0, 11),)))
    assert (doc.text, prose_sents(doc)) == ("Advert here", [])


def test_an_empty_text_is_an_empty_doc(pipeline: Pipeline) -> None:
    """Empty and blank texts come through."""
    assert [(d.text, prose_sents(d)) for d in parsed(pipeline, "", " ", "\n\n")] == [("", []), (" ", []), ("\n\n", [])]


def test_a_report_is_read_alike_in_any_company(pipeline: Pipeline) -> None:
    """What is read in one report does not depend on the reports before and after it, to the last label."""
    texts = [" ".join(text for text, *_ in SAMPLE[start : start + 5]) for start in range(0, 25, 5)]
    together = [facts(doc) for doc in parsed(pipeline, *texts)]
    assert together == [facts(parsed(pipeline, text)[0]) for text in texts]
    assert together[::-1] == [facts(doc) for doc in parsed(pipeline, *texts[::-1])]


def test_scores_do_not_depend_on_the_batch() -> None:
    """Even the network's numbers are equal to the bit, alone and among others of the same length."""
    network = Network(WEIGHTS)
    sentences = [network.subwords.encode(text.replace(".", " .").split()) for text, *_ in SAMPLE]
    for parsed_alone, encoded in zip((network.parse([s])[0] for s in sentences), network.parse(sentences), strict=True):
        assert (parsed_alone.heads == encoded.heads).all()
        assert (parsed_alone.deps == encoded.deps).all()


def test_docs_come_in_the_order_of_the_texts(pipeline: Pipeline) -> None:
    """Batching across reports does not change their order, also over many buffers."""
    texts = [f"Report {number} is here." for number in range(150)]
    assert [doc.text for doc in parsed(pipeline, *texts)] == texts


def test_reports_are_taken_as_they_are_needed(pipeline: Pipeline) -> None:
    """The pipeline streams: it does not ask for all reports before it gives the first."""
    taken = []

    def source() -> object:
        for number in range(1000):
            taken.append(number)
            yield ParseInput("Troops landed.")

    next(pipeline.parse(source()))  # type: ignore[arg-type]
    assert len(taken) < 200


def test_vocabularies_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """After some thousand new words the next reports get a fresh vocabulary, and read as before."""
    made = DemarchePipeline()
    bound = len(made._tokeniser.vocab) + 100
    monkeypatch.setattr("demarche.reading.english.pipeline._FRESH_AFTER_WORDS", bound)
    texts = [
        ParseInput(" ".join(f"Qw{number}x{word}" for word in range(30)) + ".\n\nXi met Putin.") for number in range(40)
    ]
    docs = list(made.parse(texts))
    assert max(len(doc.vocab) for doc in docs) < bound + 100
    assert len({id(doc.vocab) for doc in docs}) > 5
    assert {prose_sents(doc)[-1][1].lemma_ for doc in docs} == {"meet"}


HOSTILE = {
    "a line of 50,000 letters without a stop": "troops moved on and " * 2500,
    "a token of 5,000 letters": "a" * 5000 + " said no.",
    "ten thousand emojis": "😀" * 10_000,
    "zero-width characters": "Pu\u200btin\u200d said\ufeff no\u2060. " * 20,
    "right to left": "قال الرئيس إن القوات انسحبت. הנשיא אמר לא. " * 10,
    "control characters": "Troops\x00 landed\x07 in\x1b[31m Poland.",
    "only punctuation": ".!?\"'()…" * 500,
    "combining marks": "e" + "\u0301" * 3000,
    "surrogates of a broken decoder": "Troops \ufffd\ufffd landed.",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_comes_through(pipeline: Pipeline, kind: str) -> None:
    """No text raises; each comes back whole."""
    (doc,) = parsed(pipeline, HOSTILE[kind])
    assert doc.text == HOSTILE[kind]
    assert all(sent.root.dep_ == "root" for sent in prose_sents(doc))


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    """An installation without its weights names the files and the cure."""
    (tmp_path / "classes.json").write_text("{}")
    with pytest.raises(InputError, match=r"weights are missing.*network\.onnx.*install the package again"):
        Network(tmp_path)


def test_the_weights_fit_their_place() -> None:
    """All files of the network together stay under 26 MB."""
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 26_000_000

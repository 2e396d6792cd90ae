"""Fit the network: AdamW, linear warm-up and decay, an average of the weights over the last steps."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from demarche.reading.english.lemmas import KEEP, edit_of
from demarche.reading.english.subwords import MAX_PIECES, Encoded, Subwords
from training.augmentation import NameStock, augmented, without_stop
from training.network import Encoder, Network, Scores, Sizes
from training.treebanks import KINDS, Sentence
from training.vocabulary import Pretrained

_NONE = -100  # PyTorch's mark for a word that nobody annotated


@dataclass(frozen=True)
class Settings:
    """How to fit; the defaults made the weights in the package."""

    epochs: int = 6
    pieces_a_batch: int = 1000
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.05
    averaging: float = 0.985  # per ten steps: the average looks back about 650 steps
    seed: int = 0
    half: bool = True  # bfloat16 in the encoder; three times as quick where the processor has AMX
    augment: bool = True
    threads: int = 1  # two gain nothing where others work on the machine, too


@dataclass(frozen=True)
class Classes:
    """The classes of each head, in the order of their numbers."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    edits: list[str]
    deps: list[str]
    tags: list[str]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Classes:
        """Collect the classes of the training sentences; edits and features seen less than 3 times are dropped."""
        edits = Counter(edit_of(w, m) for s in sentences if s.heads for w, m in zip(s.words, s.lemmas, strict=True))
        feats = Counter(f for s in sentences for f in s.feats)
        return cls(
            upos=sorted({x for s in sentences for x in s.upos}),
            xpos=sorted({x for s in sentences for x in s.xpos}),
            feats=sorted(x for x, count in feats.items() if count >= 3),
            edits=sorted({x for x, count in edits.items() if count >= 3} | {KEEP}),
            deps=sorted({x for s in sentences for x in s.deps}),
            tags=["O"] + [f"{mark}-{kind}" for kind in KINDS for mark in "BI"],
        )

    @property
    def sizes(self) -> Sizes:
        """The number of classes of each head."""
        return Sizes(**{name: len(values) for name, values in asdict(self).items()})


@dataclass
class Example:
    """A sentence as numbers: its pieces, and one row of targets a head."""

    encoded: Encoded
    targets: list[list[int]]
    corpus: int


class Encoding:
    """Sentences to numbers."""

    def __init__(self, subwords: Subwords, classes: Classes) -> None:
        self.subwords = subwords
        self.numbers = {name: {value: i for i, value in enumerate(values)} for name, values in asdict(classes).items()}

    def example(self, original: Sentence, shown: Sentence) -> Example:
        """Encode `shown`, with the lemma edits of the sentence that it was made of."""
        length, numbers = len(shown.words), self.numbers
        rows = [[_NONE] * length for _ in range(7)]
        if shown.heads:
            edits = [edit_of(w, m) for w, m in zip(original.words[:length], original.lemmas[:length], strict=True)]
            columns = (
                ("upos", shown.upos),
                ("xpos", shown.xpos),
                ("feats", shown.feats),
                ("edits", edits),
                ("deps", shown.deps),
            )
            rows[:5] = [[numbers[name].get(x, _NONE) for x in column] for name, column in columns]
            rows[5] = shown.heads
        if shown.names is not None:
            rows[6] = [0] * length
            for start, end, kind in shown.names:
                rows[6][start:end] = [numbers["tags"][f"I-{kind}"]] * (end - start)
                rows[6][start] = numbers["tags"][f"B-{kind}"]
        return Example(self.subwords.encode(shown.words), rows, shown.corpus)


@dataclass
class Batch:
    """Examples of about one length, padded."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    word_shapes: Tensor
    corpus: Tensor
    targets: Tensor
    lengths: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example], pieces: int) -> Batch:
        """Pad to a length in pieces, and stack."""
        encoded = [example.encoded for example in examples]
        lengths = torch.tensor([len(e.word_shapes) - 1 for e in encoded])
        words = int(lengths.max()) + 1
        targets = torch.full((7, len(examples), words - 1), _NONE)
        for row, example in enumerate(examples):
            targets[:, row, : lengths[row]] = torch.tensor(example.targets)
        piece_lengths = torch.tensor([len(e.pieces) for e in encoded])
        return cls(
            pieces=padded([e.pieces for e in encoded], pieces),
            shapes=padded([e.shapes for e in encoded], pieces),
            mask=(torch.arange(pieces)[None] < piece_lengths[:, None])[:, None, None, :],
            first=padded([e.first for e in encoded], words),
            word_shapes=padded([e.word_shapes for e in encoded], words),
            corpus=torch.tensor([e.corpus for e in examples]),
            targets=targets,
            lengths=lengths,
        )


def padded(rows: Sequence[list[int]], length: int, value: int = 0) -> Tensor:
    """Return rows of numbers as one tensor, filled up with a value."""
    return torch.tensor([row + [value] * (length - len(row)) for row in rows])


def batches(examples: Sequence[Example], settings: Settings, dice: random.Random) -> Iterator[Batch]:
    """
    Yield batches of sentences of about one length, in random order.

    Lengths are rounded up to fours and every batch of a length is as large as the next, so that there are few shapes:
    the half-precision products are compiled anew for each.
    """
    by_length: dict[int, list[Example]] = {}
    for example in dice.sample(examples, len(examples)):
        by_length.setdefault(-(-len(example.encoded.pieces) // 4) * 4, []).append(example)
    groups = []
    for length, members in by_length.items():
        size = max(1, settings.pieces_a_batch // length)
        groups += [(members[start : start + size], length) for start in range(0, len(members), size)]
    dice.shuffle(groups)
    return (Batch.of(members, length) for members, length in groups)


def run(network: Network, batch: Batch) -> Scores:
    """Score a batch."""
    return network(batch.pieces, batch.shapes, batch.mask, batch.first, batch.word_shapes, batch.corpus)


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Return each head's loss, weighted."""
    scores = run(network, batch)
    upos, xpos, feats, edits, deps, heads, tags = batch.targets
    beyond = torch.arange(scores.arcs.shape[-1])[None] > batch.lengths[:, None]
    found = {
        "upos": _cross_entropy(scores.upos, upos),
        "xpos": 0.5 * _cross_entropy(scores.xpos, xpos),
        "feats": 0.3 * _cross_entropy(scores.feats, feats),
        "edits": 0.5 * _cross_entropy(scores.edits, edits),
        "arcs": _cross_entropy(scores.arcs.masked_fill(beyond[:, None], -1e4), heads),
        "tags": 2 * _cross_entropy(scores.tags, tags),
    }
    rows, words = (heads >= 0).nonzero(as_tuple=True)
    if len(rows):
        labels = network.labels(scores.dependents[rows, words], scores.governors[rows, heads[rows, words]])
        found["deps"] = _cross_entropy(labels, deps[rows, words])
    return found


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    total = F.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), targets.reshape(-1), ignore_index=_NONE, reduction="sum"
    )
    return total / max(1, int((targets != _NONE).sum()))


class Fitting:
    """Weights in full precision, a half-precision encoder that follows them, and their running average."""

    def __init__(self, network: nn.Module, encoder: Encoder, settings: Settings, steps: int) -> None:
        self.network, self.settings, self.steps, self.step = network, settings, steps, 0
        encoder.word.weight.requires_grad_(False)
        if settings.half:
            encoder.to(torch.bfloat16)
        self.live = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
        self.masters = [p.detach().float().clone() for _, p in self.live]
        self.average = [m.clone() for m in self.masters]
        slow = [m for (n, _), m in zip(self.live, self.masters, strict=True) if _is_pretrained(n)]
        quick = [m for (n, _), m in zip(self.live, self.masters, strict=True) if not _is_pretrained(n)]
        rates = ((slow, settings.encoder_rate), (quick, settings.head_rate))
        groups = [{"params": p, "lr": rate, "weight_decay": 0.01} for p, rate in rates]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)

    def _rate(self, step: int) -> float:
        warm = max(1, int(self.settings.warm_up * self.steps))
        return min((step + 1) / warm, max(0.0, (self.steps - step) / max(1, self.steps - warm)))

    def take(self, found: dict[str, Tensor]) -> dict[str, float]:
        """Take one step down each head's loss; return them as numbers."""
        sum(found.values()).backward()  # type: ignore[union-attr]
        for master, (_, parameter) in zip(self.masters, self.live, strict=True):
            master.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(self.masters, 5.0)
        self.optimiser.step()
        self.schedule.step()
        with torch.no_grad():
            torch._foreach_copy_([p for _, p in self.live], self.masters)
            self.step += 1
            if self.step % 10 == 0:
                weight = 1 - min(self.settings.averaging, self.step / (self.step + 100))
                torch._foreach_lerp_(self.average, self.masters, weight)
        return {name: float(loss.detach()) for name, loss in found.items()}

    def averaged(self) -> dict[str, Tensor]:
        """Return the state of the network with the averaged weights, in full precision."""
        state = {name: value.detach().float().clone() for name, value in self.network.state_dict().items()}
        state.update({name: value.clone() for (name, _), value in zip(self.live, self.average, strict=True)})
        return state


def _is_pretrained(name: str) -> bool:
    return name.startswith("encoder.") and not name.startswith("encoder.shape")


def fit(
    pretrained: Pretrained, sentences: Sequence[Sentence], settings: Settings, folder: Path, start: Path | None = None
) -> None:
    """
    Fit on the sentences; after each epoch `folder/network.pt` has the averaged weights, `fit.jsonl` the log.

    Parameters
    ----------
    pretrained : Pretrained
        The encoder as published.
    sentences : sequence of Sentence
        What is learned from.
    settings : Settings
        How.
    folder : Path
        Where the fit is left.
    start : Path, optional
        A `network.pt` to go on from, with a new warm-up.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    dice = random.Random(settings.seed)
    classes = Classes.of(sentences)
    encoding = Encoding(Subwords(pretrained.pieces), classes)
    stock = NameStock.gather() if settings.augment else None
    network = Network(len(pretrained.pieces), classes.sizes)
    network.encoder.load(pretrained)
    if start is not None:
        network.load_state_dict(torch.load(start)["state"])
    network.train()

    def epoch() -> list[Example]:
        shown = [_shown(sentence, stock, dice) for sentence in sentences]
        made = [encoding.example(a, b) for a, b in zip(sentences, shown, strict=True)]
        return [example for example in made if len(example.encoded.pieces) <= MAX_PIECES]

    examples = epoch()
    fitting = Fitting(
        network, network.encoder, settings, sum(1 for _ in batches(examples, settings, dice)) * settings.epochs
    )
    log = (folder / "fit.jsonl").open("w", encoding="utf-8")
    began, smooth = time.monotonic(), {}
    for number in range(settings.epochs):
        for batch in batches(examples, settings, dice):
            for name, loss in fitting.take(losses(network, batch)).items():
                smooth[name] = 0.98 * smooth.get(name, loss) + 0.02 * loss
            if fitting.step % 100 == 0:
                row = {
                    "epoch": number + 1,
                    "step": fitting.step,
                    "steps": fitting.steps,
                    "seconds": round(time.monotonic() - began),
                }
                print(json.dumps(row | {k: round(v, 3) for k, v in smooth.items()}), file=log, flush=True)
        saved = {
            "state": fitting.averaged(),
            "classes": asdict(classes),
            "pieces": pretrained.pieces,
            "settings": asdict(settings),
        }
        torch.save(saved, folder / "network.pt.part")
        (folder / "network.pt.part").replace(folder / "network.pt")
        examples = epoch()
    log.close()


def _shown(sentence: Sentence, stock: NameStock | None, dice: random.Random) -> Sentence:
    return sentence if stock is None else augmented(without_stop(sentence, dice), stock, dice)

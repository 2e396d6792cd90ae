"""Fit the tagger: the same optimiser and average of weights as the pipeline's, on labelled sentences and pairs."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from demarche.reading.tagger import NO_EVENT, TYPES
from training.fit import Fitting, Settings, padded
from training.tagger.examples import UNKNOWN, Example
from training.tagger.model import PARTY, TAKEN, Tagger, Told
from training.vocabulary import Pretrained

SETTINGS = Settings(epochs=6, pieces_a_batch=900, encoder_rate=1.5e-4, threads=2)
_ROUND = 16
_MODALITY, _KIND, _FORETOLD, _PARTY, _CHOICE = 0.3, 0.5, 0.3, 0.3, 0.3
"""What each head's loss counts beside that of the types."""


@dataclass
class Batch:
    """Examples of about one length, padded."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    labels: Tensor
    examples: Sequence[Example]

    @classmethod
    def of(cls, examples: Sequence[Example], length: int) -> Batch:
        """Pad to a length in pieces, and stack."""
        words = -(-max(len(e.types) for e in examples) // _ROUND) * _ROUND
        lengths = torch.tensor([len(e.encoded.pieces) for e in examples])
        columns = [[getattr(e, name) for e in examples] for name in ("types", "modalities", "kinds", "foretold")]
        return cls(
            pieces=padded([e.encoded.pieces for e in examples], length),
            shapes=padded([e.encoded.shapes for e in examples], length),
            mask=(torch.arange(length)[None] < lengths[:, None])[:, None, None, :],
            first=padded([e.encoded.first for e in examples], words + 1),
            labels=torch.stack([padded(rows, words, UNKNOWN) for rows in columns]),
            examples=examples,
        )


def batches(examples: Sequence[Example], settings: Settings, dice: random.Random) -> Iterator[Batch]:
    """Yield batches in random order, labelled sentences and pairs apart, of lengths rounded to few shapes."""
    groups: dict[tuple[bool, int], list[Example]] = {}
    for one in dice.sample(examples, len(examples)):
        length = -(-len(one.encoded.pieces) // _ROUND) * _ROUND
        groups.setdefault((bool(one.choices), length), []).append(one)
    cut = []
    for (_, length), members in groups.items():
        size = max(1, settings.pieces_a_batch // length)
        cut += [(members[at : at + size], length) for at in range(0, len(members), size)]
    dice.shuffle(cut)
    return (Batch.of(members, length) for members, length in cut)


def losses(tagger: Tagger, batch: Batch) -> dict[str, Tensor]:
    """Return each head's loss, weighted; a sentence's words count together."""
    told, size = tagger(batch.pieces, batch.shapes, batch.mask, batch.first), len(batch.examples)
    choices = [(row, *choice) for row, one in enumerate(batch.examples) for choice in one.choices]
    if choices:
        return {"choices": _CHOICE * sum(_choice(told.types[row], *rest) for row, *rest in choices) / size}  # type: ignore[dict-item, arg-type]
    types, modalities, kinds, foretold = batch.labels
    known = foretold != UNKNOWN
    found = {
        "types": _sum(told.types, types) / size / 4,
        "modalities": _MODALITY * _sum(told.modalities, modalities) / size,
        "kinds": _KIND * _sum(told.kinds, kinds) / size / 4,
        "foretold": _FORETOLD * F.binary_cross_entropy_with_logits(
            told.foretold[known], foretold[known].float(), reduction="sum") / size,
    }  # fmt: skip
    return found | {"parties": _PARTY * _parties(told, batch) / size}


def _sum(scores: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), labels.reshape(-1), ignore_index=UNKNOWN,
                           reduction="sum")  # fmt: skip


def _choice(scores: Tensor, words: list[int], types: list[int]) -> Tensor:
    """Return minus the log of the chance that the likeliest of the words carries one of the types."""
    shares = torch.log_softmax(scores[words], -1)[:, types]
    return -shares.logsumexp(-1).max()


def _parties(told: Told, batch: Batch) -> Tensor:
    """Return the loss over all words of the sentence, for each labelled event and role."""
    total = told.party.sum() * 0
    for row, one in enumerate(batch.examples):
        triggers = [i for i, label in enumerate(one.types) if label not in (UNKNOWN, TYPES.index(NO_EVENT))]
        if not triggers:
            continue
        scores = party_scores(told.acts[row, triggers], told.party[row, : len(one.types)])
        wanted = torch.zeros_like(scores)
        for trigger, word, role in one.parties:
            if trigger in triggers:
                wanted[triggers.index(trigger), role, word] = 1
        total = total + F.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
    return total


def party_scores(acts: Tensor, party: Tensor) -> Tensor:
    """Return logits, shape (triggers, 2, words), of each word being the head of who acts and who is acted on."""
    turned = acts.view(len(acts), 2, PARTY + 1)
    return torch.einsum("trk,wk->trw", turned[..., :PARTY], party) * PARTY**-0.5 + turned[..., PARTY:]


def fit(pretrained: Pretrained, examples: Sequence[Example], settings: Settings, target: Path) -> Tagger:
    """
    Fit on the examples that are not kept for test, and leave the averaged weights at `target`.

    Parameters
    ----------
    pretrained : Pretrained
        The encoder as published.
    examples : sequence of Example
    settings : Settings
    target : Path
        A file for `load_tagger`; beside it a log, a line for each epoch.

    Returns
    -------
    Tagger
        With the averaged weights, ready to be used.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    dice = random.Random(settings.seed)
    tagger = Tagger(len(pretrained.pieces))
    tagger.encoder.load(pretrained, TAKEN)
    tagger.train()
    taught = [one for one in examples if not one.test]
    steps = sum(1 for _ in batches(taught, settings, dice)) * settings.epochs
    fitting, began = Fitting(tagger, tagger.encoder, settings, steps), time.monotonic()
    with target.with_suffix(".jsonl").open("w", encoding="utf-8") as log:
        for number in range(settings.epochs):
            smooth: dict[str, float] = {}
            for batch in batches(taught, settings, dice):
                for name, loss in fitting.take(losses(tagger, batch)).items():
                    smooth[name] = 0.98 * smooth.get(name, loss) + 0.02 * loss
            row = {"epoch": number + 1, "seconds": round(time.monotonic() - began)}
            print(json.dumps(row | {k: round(v, 3) for k, v in smooth.items()}), file=log, flush=True)
    state = fitting.averaged()
    torch.save({"state": state, "pieces": pretrained.pieces, "settings": asdict(settings)}, target)
    return load_tagger(target)


def load_tagger(path: Path) -> Tagger:
    """Return the tagger that `fit` left."""
    saved = torch.load(path)
    tagger = Tagger(len(saved["pieces"]))
    tagger.load_state_dict(saved["state"])
    return tagger.eval()

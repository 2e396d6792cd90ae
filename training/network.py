"""The network in PyTorch: the pretrained encoder and one head for each thing that is read off a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name by which PyTorch's users know it
from torch import Tensor, nn

from training.vocabulary import Pretrained

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
SHAPES, SHAPE_WIDTH = 8, 32
ARC, LABEL, NAME = 256, 128, 256
DROPOUT, WORD_DROPOUT, ARC_DROPOUT = 0.1, 0.2, 0.33


@dataclass(frozen=True)
class Sizes:
    """How many classes each head tells apart."""

    upos: int
    xpos: int
    feats: int
    edits: int
    deps: int
    tags: int


class Dropout:
    """Dropout by random bytes of NumPy's: PyTorch's own takes half of the time of a step on two cores."""

    def __init__(self, seed: int = 0) -> None:
        self._bytes = np.random.Generator(np.random.SFC64(seed))

    def __call__(self, x: Tensor, rate: float) -> Tensor:
        """Set a share of `rate` to zero, and scale up the rest; shares are in steps of 1/256."""
        dropped = round(rate * 256)
        drawn = torch.frombuffer(bytearray(self._bytes.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * (drawn >= dropped).to(x.dtype).mul_(256 / (256 - dropped))


_drop = Dropout()


def drop(x: Tensor, rate: float, training: bool) -> Tensor:
    """Drop while training."""
    return _drop(x, rate) if training else x


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT has it."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the layer's vectors; `mask` is True where there is a piece."""
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        seen = _attend(q, k, v, mask)
        seen = self.out(seen.transpose(1, 2).reshape(size, length, WIDTH))
        x = self.norm1(x + drop(seen, DROPOUT, self.training))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x))), DROPOUT, self.training))


def _attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    """Attend in the open: PyTorch's fused kernel is slower backwards on sentences."""
    scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
    return torch.softmax(scores if mask is None else scores.masked_fill(~mask, -1e4), -1) @ v


class Encoder(nn.Module):
    """all-MiniLM-L6-v2, or its lower layers, over the kept pieces; word shape is embedded beside the pieces."""

    def __init__(self, pieces: int, layers: int = LAYERS) -> None:
        super().__init__()
        self.word, self.place, self.shape = (
            nn.Embedding(pieces, WIDTH),
            nn.Embedding(512, WIDTH),
            nn.Embedding(SHAPES, WIDTH),
        )
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        nn.init.zeros_(self.shape.weight)

    def load(self, pretrained: Pretrained, taken: Sequence[int] = range(LAYERS)) -> None:
        """Take over the published weights of some layers; the one segment embedding that is used goes to the places."""
        w = pretrained.tensors
        self.word.weight.data = w["embeddings.word_embeddings.weight"][pretrained.rows].clone()
        self.place.weight.data = (
            w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
        )
        _copy(self.norm, w, "embeddings.LayerNorm")
        for number, layer in zip(taken, self.layers, strict=True):
            prefix = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [w[f"{prefix}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, kind).data = torch.cat(parts)
            _copy(layer.out, w, prefix + "attention.output.dense")
            _copy(layer.norm1, w, prefix + "attention.output.LayerNorm")
            _copy(layer.up, w, prefix + "intermediate.dense")
            _copy(layer.down, w, prefix + "output.dense")
            _copy(layer.norm2, w, prefix + "output.LayerNorm")

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None) -> list[Tensor]:
        """Return the vectors of every layer, the embedding's first."""
        x = self.word(pieces) + self.place.weight[: pieces.shape[1]] + self.shape(shapes)
        x = drop(self.norm(x), DROPOUT, self.training)
        out = [x]
        for layer in self.layers:
            x = layer(x, mask)
            out.append(x)
        return out


def _copy(module: nn.Module, tensors: dict[str, Tensor], name: str) -> None:
    module.weight.data = tensors[name + ".weight"].clone()
    module.bias.data = tensors[name + ".bias"].clone()


class Mix(nn.Module):
    """A learned average of the layers."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(LAYERS + 1))

    def forward(self, layers: list[Tensor]) -> Tensor:
        """Return the average."""
        weights = torch.softmax(self.weight, 0).to(layers[0].dtype)
        return sum(layer * weight for layer, weight in zip(layers, weights, strict=True))


@dataclass
class Scores:
    """What the heads say of each word: logits, and the vectors that `Network.labels` needs."""

    upos: Tensor
    xpos: Tensor
    feats: Tensor
    edits: Tensor
    arcs: Tensor
    dependents: Tensor
    governors: Tensor
    tags: Tensor


class Network(nn.Module):
    """Encoder and heads. Position 0 of a sentence's words is its root."""

    def __init__(self, pieces: int, sizes: Sizes) -> None:
        super().__init__()
        wide = WIDTH + SHAPE_WIDTH
        self.encoder = Encoder(pieces)
        self.mix, self.name_mix = Mix(), Mix()
        self.norm, self.name_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.shape = nn.Embedding(SHAPES, SHAPE_WIDTH)
        self.upos, self.xpos = nn.Linear(wide, sizes.upos), nn.Linear(wide, sizes.xpos)
        self.feats, self.edits = nn.Linear(wide, sizes.feats), nn.Linear(wide, sizes.edits)
        self.arc_dependent, self.arc_governor = nn.Linear(wide, ARC), nn.Linear(wide, ARC)
        self.label_dependent, self.label_governor = nn.Linear(wide, LABEL), nn.Linear(wide, LABEL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.label = nn.Parameter(torch.zeros(sizes.deps, LABEL + 1, LABEL + 1))
        self.name_inner, self.name_out = nn.Linear(wide, NAME), nn.Linear(NAME, sizes.tags)
        self.corpus = nn.Embedding(3, NAME)
        nn.init.zeros_(self.corpus.weight)
        nn.init.xavier_uniform_(self.label)
        nn.init.orthogonal_(self.arc.data[:ARC])
        self.arc.data[:ARC] *= 0.1

    def forward(  # noqa: PLR0917 - the columns of a batch
        self, pieces: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor, word_shapes: Tensor, corpus: Tensor
    ) -> Scores:
        """Score a batch; `first` holds the first piece of each word, the root's before them."""
        layers = self.encoder(pieces, shapes, mask)
        at = first[:, :, None].expand(-1, -1, WIDTH)
        shape = self.shape(word_shapes)
        both = [
            torch.cat([norm(mix(layers).gather(1, at).float()), shape], -1)
            for norm, mix in ((self.norm, self.mix), (self.name_norm, self.name_mix))
        ]
        nodes, named = (drop(x, WORD_DROPOUT, self.training) for x in both)
        words = nodes[:, 1:]
        arcs = (self._bent(self.arc_dependent(words)) @ self.arc[:-1] + self.arc[-1]) @ self._bent(
            self.arc_governor(nodes)
        ).transpose(1, 2)
        inner = F.gelu(self.name_inner(named[:, 1:]) + self.corpus(corpus)[:, None])
        return Scores(
            upos=self.upos(words),
            xpos=self.xpos(words),
            feats=self.feats(words),
            edits=self.edits(words),
            arcs=arcs,
            dependents=self._bent(self.label_dependent(words)),
            governors=self._bent(self.label_governor(nodes)),
            tags=self.name_out(drop(inner, WORD_DROPOUT, self.training)),
        )

    def _bent(self, x: Tensor) -> Tensor:
        return drop(F.leaky_relu(x, 0.1), ARC_DROPOUT, self.training)

    def labels(self, dependents: Tensor, governors: Tensor) -> Tensor:
        """Score the relations of pairs of words: (pairs, LABEL) twice, to (pairs, relations)."""
        pairs, (relations, wide, _) = len(dependents), self.label.shape
        kind = self.encoder.layers[0].up.weight.dtype
        # Rows are rounded up: half-precision products are compiled anew for each shape.
        beyond = (0, 1, 0, -pairs % 256)
        dependents, governors = (F.pad(x, beyond, value=1.0) for x in (dependents, governors))
        left = dependents.to(kind) @ self.label.to(kind).permute(1, 0, 2).reshape(wide, relations * wide)
        return (left.view(-1, relations, wide).float() @ governors[:, :, None]).squeeze(-1)[:pairs]

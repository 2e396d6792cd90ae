"""
The fitted network as an ONNX model with 8-bit weights.

Activations are quantised with fixed scales, found on training sentences, one for each channel (a channel's scale is
shared out between activation and weight as in SmoothQuant, Xiao et al. 2023). ONNX Runtime's usual dynamic scheme takes
one scale from the whole batch, so that a sentence's parse would hang on its neighbours; here it cannot, and a pass over
each activation is saved. Weights keep 7 bits, since processors without VNNI saturate 16-bit sums of two products.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import nn

from demarche.reading.english.subwords import MAX_PIECES
from training.graph import FLOAT, INT, Graph
from training.network import HEADS, WIDTH, Encoder

Array = NDArray[Any]
WEIGHT_MAX, LEVELS = 64, 255
# SmoothQuant's alpha, and the part of each channel that is not clipped; chosen on 370 sentences of EWT and GUM dev in
# November 2026: alpha .5 or .7, quantile .999 or 1.
BALANCE, QUANTILE = 0.5, 0.999
# After GELU a few channels are ten times as large as the rest; they alone cost more than all else that quantising costs
# (the error of that layer falls 4 to 40 times without them; 4 to 128 channels were tried).
OUTLIERS = 16


@dataclass(frozen=True)
class Quantised:
    """
    A linear layer in 8 bits: `x * inverse` is rounded to a level, `zero` added, and the product scaled back.

    The channels `apart` (none, or OUTLIERS of them) are multiplied in full precision by `exact` instead.
    """

    inverse: Array
    step: float
    zero: int
    weight: Array
    scale: Array
    bias: Array
    apart: Array
    exact: Array


def inputs_of(encoder: Encoder, runs: Iterable[tuple[torch.Tensor, Callable[[], object]]]) -> dict[str, Array]:
    """
    Return what each linear layer of an encoder is given over some batches: (pieces, channels).

    Parameters
    ----------
    encoder : Encoder
    runs : iterable of (mask, run)
        For each batch which pieces are real, and what runs it through the encoder.
    """
    found: dict[str, list[torch.Tensor]] = {}

    def watch(name: str) -> Any:
        def hook(_module: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            found.setdefault(name, []).append(inputs[0].detach().flatten(0, -2)[real])

        return hook

    linears = [(n, m) for n, m in encoder.named_modules() if isinstance(m, torch.nn.Linear)]
    handles = [module.register_forward_pre_hook(watch(name)) for name, module in linears]
    with torch.no_grad():
        for mask, run in runs:
            real = mask.flatten()
            run()
    for handle in handles:
        handle.remove()
    return {f"encoder.{name}": torch.cat(parts).numpy() for name, parts in found.items()}


def quantise(weight: Array, bias: Array, inputs: Array, *, one_sided: bool) -> Quantised:
    """
    Quantise a linear layer for inputs of its own.

    Parameters
    ----------
    weight : float array, shape (channels, outputs)
    bias : float array, shape (outputs,)
    inputs : float array, shape (pieces, channels)
        What it is given; a share of 1 - QUANTILE of each channel's extremes is clipped.
    one_sided : bool
        Whether the inputs are nearly all positive (as after GELU), so that zero need not be in the middle.

    Notes
    -----
    The mean of the error that is made on the inputs is taken off the bias. One-sided inputs have outliers, whose
    channels stay in full precision (LLM.int8, Dettmers et al. 2022).
    """
    apart = _outliers(weight, inputs) if one_sided else np.zeros(0, np.int64)
    low, high = (np.quantile(inputs, q, axis=0) for q in (1 - QUANTILE, QUANTILE))
    low[apart] = high[apart] = 0.0
    reach = np.maximum(np.maximum(high, -low), 1e-5)
    share = reach**BALANCE / np.maximum(np.abs(weight).max(1), 1e-5) ** (1 - BALANCE)
    if one_sided:
        top, bottom = float((high / share).max()), min(0.0, float((low / share).min()))
        step = (top - bottom) / LEVELS
        zero = round(-bottom / step)
    else:
        step, zero = float((reach / share).max()) / (LEVELS // 2), LEVELS // 2 + 1
    shared = weight * share[:, None]
    shared[apart] = 0.0
    scale = np.abs(shared).max(0) / WEIGHT_MAX
    rounded = np.round(shared / scale)
    inverse = (1 / share / step).astype(np.float32)
    inverse[apart] = 0.0
    level = np.clip(np.round(inputs * inverse) + zero, 0, LEVELS) - zero
    made = (level.astype(np.float32) @ rounded.astype(np.float32)).mean(0) * step * scale
    error = (inputs @ weight - inputs[:, apart] @ weight[apart]).mean(0) - made
    bias = (bias + error).astype(np.float32)
    return Quantised(inverse, step, zero, rounded.astype(np.int8), scale.astype(np.float32), bias, apart, weight[apart])


def _outliers(weight: Array, inputs: Array) -> Array:
    """Return the channels whose largest input makes most of a difference."""
    weighed = np.abs(inputs).max(0) * np.abs(weight).max(1)
    return np.sort(np.argsort(-weighed, kind="stable")[:OUTLIERS])


class EncoderExporter:
    """Writes a network's encoder as a graph; without what its layers are given (`inputs_of`), in full precision."""

    def __init__(self, network: nn.Module, inputs: dict[str, Array] | None) -> None:
        self.inputs, self.graph = inputs, Graph()
        self.weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
        self.layers = len({name.split(".")[2] for name in self.weights if name.startswith("encoder.layers.")})

    def _encoder(self) -> list[str]:
        g, w = self.graph, self.weights
        word = self._eight_bit_rows("encoder.word.weight", "pieces")
        shape = g.add("Gather", g.constant(w["encoder.shape.weight"]), "shapes")
        one, zero = g.constant(np.array([1]), "one"), g.constant(np.array([0]), "zero")
        length = g.add("Slice", g.add("Shape", "pieces"), one, g.constant(np.array([2])), zero)
        places = self._half(w["encoder.place.weight"][:MAX_PIECES])
        place = g.add("Slice", places, zero, length, zero)
        x = self._norm(g.add("Add", g.add("Add", word, place), shape), "encoder.norm", 1e-12)
        real = g.add("Cast", g.add("Cast", "pieces", to=9), to=FLOAT)  # 9 is BOOL; piece 0 is the padding
        mask = g.add("Mul", g.add("Sub", real, g.constant(np.float32(1))), g.constant(np.float32(1e4)))
        mask = g.add("Unsqueeze", mask, g.constant(np.array([1, 2])))
        out = [x]
        for number in range(self.layers):
            x = self._layer(x, f"encoder.layers.{number}", mask)
            out.append(x)
        return out

    def _eight_bit_rows(self, name: str, index: str) -> str:
        g, table = self.graph, self.weights[name]
        scale = np.abs(table).max(1, keepdims=True) / 127
        rounded = np.round(table / np.maximum(scale, 1e-9)).astype(np.int8)
        rows = g.add("Cast", g.add("Gather", g.constant(rounded), index), to=FLOAT)
        return g.add("Mul", rows, g.add("Gather", g.constant(scale.astype(np.float32)), index))

    def _layer(self, x: str, name: str, mask: str) -> str:
        g, size = self.graph, WIDTH // HEADS
        qkv = self._linear(x, f"{name}.qkv")
        split = g.constant(np.array([0, 0, 3, HEADS, size]))
        turned = g.add("Transpose", g.add("Reshape", qkv, split), perm=[2, 0, 3, 1, 4])
        q, k, v = (g.add("Gather", turned, g.constant(np.array(i)), axis=0) for i in range(3))
        q = g.add("Mul", q, g.constant(np.float32(size**-0.5)))
        scores = g.add("Add", g.add("MatMul", q, g.add("Transpose", k, perm=[0, 1, 3, 2])), mask)
        seen = g.add("MatMul", g.add("Softmax", scores, axis=-1), v)
        joined = g.constant(np.array([0, 0, WIDTH]))
        seen = g.add("Reshape", g.add("Transpose", seen, perm=[0, 2, 1, 3]), joined)
        x = self._norm(g.add("Add", x, self._linear(seen, f"{name}.out")), f"{name}.norm1", 1e-12)
        inner = g.add("Gelu", self._linear(x, f"{name}.up"), domain="com.microsoft")
        return self._norm(g.add("Add", x, self._linear(inner, f"{name}.down")), f"{name}.norm2", 1e-12)

    def _linear(self, x: str, name: str) -> str:
        """Multiply by the weights in 8 bits, or in full precision where no inputs were given."""
        g = self.graph
        weight, bias = self.weights[f"{name}.weight"].T, self.weights[f"{name}.bias"]
        if self.inputs is None:
            return g.add("Add", g.add("MatMul", x, g.constant(weight)), g.constant(bias))
        made = quantise(weight, bias, self.inputs[name], one_sided=name.endswith(".down"))
        unit, zero = g.constant(np.float32(1), "unit"), g.constant(np.uint8(made.zero))
        level = g.add("QuantizeLinear", g.add("Mul", x, g.constant(made.inverse)), unit, zero)
        out = g.add(
            "MatMulIntegerToFloat", level, g.constant(made.weight), g.constant(np.float32(made.step)),
            g.constant(made.scale), zero, g.constant(np.zeros(len(made.scale), np.int8)), g.constant(made.bias),
            domain="com.microsoft",
        )  # fmt: skip
        if not len(made.apart):
            return out
        exact = g.add("MatMul", g.add("Gather", x, g.constant(made.apart), axis=-1), g.constant(made.exact))
        return g.add("Add", out, exact)

    def _norm(self, x: str, name: str, epsilon: float) -> str:
        g, w = self.graph, self.weights
        scale, shift = g.constant(w[f"{name}.weight"]), g.constant(w[f"{name}.bias"])
        return g.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)

    def _plain(self, x: str, name: str, extra: Array | float = 0.0) -> str:
        g, w = self.graph, self.weights
        bias = (w[f"{name}.bias"] + extra).astype(np.float32)
        return g.add("Add", g.add("MatMul", x, self._half(w[f"{name}.weight"].T)), g.constant(bias))

    def _half(self, value: Array) -> str:
        """Store a constant in half precision; ONNX Runtime widens it once, when the model is loaded."""
        return self.graph.add("Cast", self.graph.constant(value.astype(np.float16)), to=FLOAT)


class Exporter(EncoderExporter):
    """Writes the network of the pipeline."""

    def model(self) -> onnx.ModelProto:
        """Return the main model: pieces and shapes in, classes, arcs and label vectors out."""
        g = self.graph
        layers = self._encoder()
        nodes, named = self._nodes(layers, "mix", "norm"), self._nodes(layers, "name_mix", "name_norm")
        words, named_words = self._after_root(nodes), self._after_root(named)
        for head in ("upos", "xpos", "feats", "edits"):
            best = g.add("ArgMax", self._plain(words, head), axis=-1, keepdims=0)
            g.add("Identity", best, outputs=[head])
        arc = self.weights["arc"]
        left = self._bent(words, "arc_dependent")
        left = g.add("Add", g.add("MatMul", left, self._half(arc[:-1])), g.constant(arc[-1]))
        right = g.add("Transpose", self._bent(nodes, "arc_governor"), perm=[0, 2, 1])
        g.add("MatMul", left, right, outputs=["arcs"])
        g.add("Identity", self._bent(words, "label_dependent"), outputs=["dependents"])
        g.add("Identity", self._bent(nodes, "label_governor"), outputs=["governors"])
        inner = self._plain(named_words, "name_inner", extra=self.weights["corpus.weight"][0])
        inner = g.add("Gelu", inner, domain="com.microsoft")
        g.add("LogSoftmax", self._plain(inner, "name_out"), axis=-1, outputs=["tags"])
        rows = {"pieces": ["b", "s"], "shapes": ["b", "s"], "first": ["b", "w"], "word_shapes": ["b", "w"]}
        return g.model(
            [(name, INT, shape) for name, shape in rows.items()],
            [(n, INT) for n in ("upos", "xpos", "feats", "edits")]
            + [(n, FLOAT) for n in ("arcs", "dependents", "governors", "tags")],
        )

    def _nodes(self, layers: Sequence[str], mix: str, norm: str) -> str:
        """Mix the layers, take the first piece of each word, and put the word's shape beside it."""
        g, w = self.graph, self.weights
        weights = np.exp(w[f"{mix}.weight"]) / np.exp(w[f"{mix}.weight"]).sum()
        mixed = ""
        for layer, weight in zip(layers, weights, strict=True):
            part = g.add("Mul", layer, g.constant(np.float32(weight)))
            mixed = g.add("Add", mixed, part) if mixed else part
        at = g.add("Unsqueeze", "first", g.constant(np.array([2])))
        picked = g.add("GatherND", mixed, at, batch_dims=1)
        shape = g.add("Gather", g.constant(w["shape.weight"]), "word_shapes")
        return g.add("Concat", self._norm(picked, norm, 1e-5), shape, axis=-1)

    def _after_root(self, nodes: str) -> str:
        g = self.graph
        end = g.constant(np.array([np.iinfo(np.int64).max]))
        return g.add("Slice", nodes, "one", end, "one")

    def _bent(self, x: str, name: str) -> str:
        return self.graph.add("LeakyRelu", self._plain(x, name), alpha=0.1)


def label_model(table: Array, root: int) -> onnx.ModelProto:
    """
    Return the label scorer as a model of its own: vectors of pairs of words in, the best relation of each out.

    Parameters
    ----------
    table : float array, shape (relations, LABEL + 1, LABEL + 1)
        The biaffine form of each relation; stored in 8 bits, a scale for each.
    root : int
        The relation that is never chosen: whose head is the root is known from the tree.
    """
    g = Graph()
    relations, wide, _ = table.shape
    scale = np.repeat(np.abs(table).max((1, 2)) / 127, wide)
    flat = table.transpose(1, 0, 2).reshape(wide, relations * wide)
    rounded = g.add("Cast", g.constant(np.round(flat / scale).astype(np.int8)), to=FLOAT)
    weight = g.add("Mul", rounded, g.constant(scale.astype(np.float32)))
    pads = g.constant(np.array([0, 0, 0, 1]))
    left, right = (g.add("Pad", x, pads, g.constant(np.float32(1))) for x in ("dependents", "governors"))
    left = g.add("Reshape", g.add("MatMul", left, weight), g.constant(np.array([-1, relations, wide])))
    scores = g.add("MatMul", left, g.add("Unsqueeze", right, g.constant(np.array([2]))))
    never = np.zeros(relations, np.float32)
    never[root] = -1e9
    scores = g.add("Add", g.add("Squeeze", scores, g.constant(np.array([2]))), g.constant(never))
    g.add("ArgMax", scores, axis=1, keepdims=0, outputs=["deps"])
    return g.model([("dependents", FLOAT, ["n", wide - 1]), ("governors", FLOAT, ["n", wide - 1])], [("deps", INT)])

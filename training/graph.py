"""A small hand for writing ONNX graphs: named values in, named values out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET, MICROSOFT_OPSET, IR_VERSION = 17, 1, 8


class Graph:
    """Nodes and constants under way to a model; every method returns the name of the value that it makes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, NDArray[Any]] = {}
        self._count = 0

    def constant(self, value: NDArray[Any], name: str = "") -> str:
        """Add a constant; equal ones are not merged, so name those that are used often."""
        name = name or self._next("const")
        self.constants[name] = np.array(value, order="C")
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", outputs: Sequence[str] = (), **attributes: Any) -> str:
        """Add a node; return its (first) output."""
        made = list(outputs) or [self._next(kind.lower())]
        self.nodes.append(helper.make_node(kind, list(inputs), made, domain=domain, **attributes))
        return made[0]

    def model(
        self, inputs: Sequence[tuple[str, int, Sequence[Any]]], outputs: Sequence[tuple[str, int]]
    ) -> onnx.ModelProto:
        """Close the graph: inputs with type and shape, outputs with type."""
        graph = helper.make_graph(
            self.nodes,
            "demarche",
            [helper.make_tensor_value_info(name, kind, shape) for name, kind, shape in inputs],
            [helper.make_tensor_value_info(name, kind, None) for name, kind in outputs],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", MICROSOFT_OPSET)]
        made = helper.make_model(graph, opset_imports=opsets, producer_name="demarche")
        made.ir_version = IR_VERSION
        return made

    def _next(self, stem: str) -> str:
        self._count += 1
        return f"{stem}_{self._count}"


FLOAT, INT = TensorProto.FLOAT, TensorProto.INT64

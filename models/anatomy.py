"""What an ONNX file is made of, read before anything runs it: operators, and data outside of it.

A stranger's file is not given to ONNX Runtime before this has looked: an operator of a library of
its own would run that library's code, and data outside of the file is not under its digest. The
file is a protocol buffer; only the few fields that matter are followed (onnx.proto3).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from models.errors import ModelRefused

STANDARD = frozenset({"", "ai.onnx", "ai.onnx.ml"})
"""Domains of the operators that the ONNX standard describes."""
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_DEEPEST = 40
"""Graphs inside graphs; a real network has two or three."""
# Numbers of the fields, by message.
_MODEL_GRAPH, _MODEL_FUNCTIONS, _MODEL_TRAINING = 7, 25, 20
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_SPARSE = 1, 5, 15
_NODE_TYPE, _NODE_ATTRIBUTE, _NODE_DOMAIN = 4, 5, 7
_ATTRIBUTE_TENSOR, _ATTRIBUTE_GRAPH = 5, 6
_ATTRIBUTE_TENSORS, _ATTRIBUTE_GRAPHS = 10, 11
_ATTRIBUTE_SPARSE, _ATTRIBUTE_SPARSES = 22, 23
_TENSOR_EXTERNAL, _TENSOR_LOCATION = 13, 14
_SPARSE_VALUES, _SPARSE_INDICES = 1, 2
_FUNCTION_NODE = 7


@dataclasses.dataclass(slots=True)
class Anatomy:
    """What was found.

    Attributes
    ----------
    foreign
        Operators that are not of the standard, as ``domain:name``.
    external
        Whether some of the weights lie in another file.
    """

    foreign: set[str] = dataclasses.field(default_factory=set)
    external: bool = False


def check_anatomy(content: bytes, name: str) -> None:
    """Refuse a file with operators of its own or with data outside of it.

    Raises
    ------
    ModelRefused
        With what is wrong; also when it is no ONNX file at all.
    """
    found = Anatomy()
    try:
        _model(memoryview(content), found)
    except (IndexError, ValueError, RecursionError) as error:
        raise ModelRefused(
            f"The weights {name} are no ONNX file: {error}.",
            remedy="Ask the model's maker for the file again.",
        ) from error
    if found.foreign:
        raise ModelRefused(
            f"The weights {name} have operators of their own: {', '.join(sorted(found.foreign))}.",
            remedy="Only operators of the ONNX standard are run; ask the model's maker for such "
            "a file.",
        )
    if found.external:
        raise ModelRefused(
            f"The weights {name} keep data in another file.",
            remedy="One digest must hold for all of it; ask the model's maker for a single file.",
        )


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield number and value of each field of a message."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, place = _varint(data, place)
            yield number, value
            continue
        if kind == _BYTES:
            length, place = _varint(data, place)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"a field of kind {kind}")
        if place + length > len(data):
            raise ValueError("it breaks off")
        yield number, data[place : place + length]
        place += length


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place += 1
        if byte < 0x80:
            return value, place
        shift += 7
        if shift > 63:
            raise ValueError("a number without end")


def _inside(data: memoryview, *numbers: int) -> Iterator[tuple[int, memoryview]]:
    for number, value in _fields(data):
        if number in numbers and isinstance(value, memoryview):
            yield number, value


def _model(data: memoryview, found: Anatomy) -> None:
    graphs = 0
    for number, value in _inside(data, _MODEL_GRAPH, _MODEL_FUNCTIONS, _MODEL_TRAINING):
        if number == _MODEL_GRAPH:
            graphs += 1
            _graph(value, found, 0)
        elif number == _MODEL_FUNCTIONS:
            for _, node in _inside(value, _FUNCTION_NODE):
                _node(node, found, 0)
        else:
            raise ValueError("it holds a training")
    if graphs != 1:
        raise ValueError("it holds no graph")


def _graph(data: memoryview, found: Anatomy, depth: int) -> None:
    if depth > _DEEPEST:
        raise ValueError("its graphs lie too deep in one another")
    for number, value in _inside(data, _GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_SPARSE):
        if number == _GRAPH_NODE:
            _node(value, found, depth)
        elif number == _GRAPH_INITIALIZER:
            _tensor(value, found)
        else:
            _sparse(value, found)


def _node(data: memoryview, found: Anatomy, depth: int) -> None:
    operator = domain = ""
    for number, value in _inside(data, _NODE_TYPE, _NODE_DOMAIN, _NODE_ATTRIBUTE):
        if number == _NODE_TYPE:
            operator = str(value, "utf-8")
        elif number == _NODE_DOMAIN:
            domain = str(value, "utf-8")
        else:
            _attribute(value, found, depth)
    if domain not in STANDARD:
        found.foreign.add(f"{domain}:{operator}")


def _attribute(data: memoryview, found: Anatomy, depth: int) -> None:
    tensors = (_ATTRIBUTE_TENSOR, _ATTRIBUTE_TENSORS)
    graphs = (_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS)
    sparses = (_ATTRIBUTE_SPARSE, _ATTRIBUTE_SPARSES)
    for number, value in _inside(data, *tensors, *graphs, *sparses):
        if number in graphs:
            _graph(value, found, depth + 1)
        elif number in tensors:
            _tensor(value, found)
        else:
            _sparse(value, found)


def _sparse(data: memoryview, found: Anatomy) -> None:
    for _, value in _inside(data, _SPARSE_VALUES, _SPARSE_INDICES):
        _tensor(value, found)


def _tensor(data: memoryview, found: Anatomy) -> None:
    for number, value in _fields(data):
        if number == _TENSOR_EXTERNAL or (number == _TENSOR_LOCATION and value == 1):
            found.external = True

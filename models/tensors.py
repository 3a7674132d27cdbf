"""What goes into a network and what comes out, as its card says it: by name, with a meaning.

A vendor's network may call its tensors what it likes; what they mean is chosen from a closed list,
because only what is on it can be fed or understood.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

CELL = 4
"""Working pixels along a side of one cell of the map that findings are made from."""
BATCH = "batch"
"""Name of a first dimension that takes several tiles at once."""
COUNTS, ATTENUATION, TRANSMISSION = "counts", "attenuation", "transmission"
AIR, BEAM = "air", "beam"
INPUT_MEANINGS = (COUNTS, ATTENUATION, TRANSMISSION, AIR, BEAM)
"""Planes (high and low energy) as stored counts, as natural logarithm, as share of the air; the
air of either plane; and the beam: 1 for a linac, 1 for two energies."""
PLANES = frozenset({COUNTS, ATTENUATION, TRANSMISSION})
PROBABILITY, LOGIT = "irregularity_probability", "irregularity_logit"
CELLS = (1, 2, 4, 8, 16)

Shape = tuple[int | str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Tensor:
    """One input or output.

    Attributes
    ----------
    meaning
        Of an input one of ``INPUT_MEANINGS``; of an output ``PROBABILITY``, ``LOGIT``, or any other
        word: such an output is read by its name and judges nothing by itself.
    shape
        Numbers, and names where the size is free; a first dimension called ``batch`` takes several
        tiles at once.
    cell
        Of an output: working pixels along a side of one of its cells, one of ``CELLS``.
    """

    meaning: str
    shape: Shape
    cell: int = CELL

    @property
    def batched(self) -> bool:
        """Whether it takes several tiles at once."""
        return bool(self.shape) and self.shape[0] == BATCH


@dataclasses.dataclass(frozen=True, slots=True)
class Ports:
    """All inputs and outputs of a network.

    Attributes
    ----------
    inputs, outputs
        By name in the ONNX file.

    Raises
    ------
    ValueError
        When no network of this kind could be run: no planes go in, a meaning is not on the list,
        or not exactly one output says where something is irregular.
    """

    inputs: Mapping[str, Tensor]
    outputs: Mapping[str, Tensor]

    def __post_init__(self) -> None:
        strange = [t.meaning for t in self.inputs.values() if t.meaning not in INPUT_MEANINGS]
        if strange:
            raise ValueError(
                f"an input means {strange[0]!r}; {', '.join(INPUT_MEANINGS)} are known"
            )
        planes = [t for t in self.inputs.values() if t.meaning in PLANES]
        if not planes or any(len(t.shape) != 4 or t.shape[1] not in (1, 2) for t in planes):
            raise ValueError("one input of four dimensions takes one or two planes of the scan")
        if any(len(t.shape) not in (1, 2) for t in self.inputs.values() if t not in planes):
            raise ValueError("air and beam have one dimension, or two with a batch")
        if sum(t.meaning in (PROBABILITY, LOGIT) for t in self.outputs.values()) != 1:
            raise ValueError(f"exactly one output means {PROBABILITY} or {LOGIT}")
        if any(
            len(t.shape) != 4 or t.cell not in CELLS or isinstance(t.shape[1], str)
            for t in self.outputs.values()
        ):
            raise ValueError(
                "every output is a map of four dimensions, with a number of channels, in cells of "
                f"{', '.join(map(str, CELLS))} pixels"
            )

    @property
    def judging(self) -> str:
        """Name of the output that says where something is irregular."""
        return next(n for n, t in self.outputs.items() if t.meaning in (PROBABILITY, LOGIT))

    @property
    def batched(self) -> bool:
        """Whether several tiles can go in at once."""
        return all(t.batched for t in (*self.inputs.values(), *self.outputs.values()))


OURS = Ports(
    inputs=MappingProxyType(
        {
            "counts": Tensor(COUNTS, (1, 2, "rows", "columns")),
            "air": Tensor(AIR, (2,)),
            "beam": Tensor(BEAM, (2,)),
        }
    ),
    outputs=MappingProxyType({"probability": Tensor(PROBABILITY, (1, 1, "rows", "columns"))}),
)
"""What a card stands for that says nothing of tensors."""

"""Which bytes of a streamed scan show what."""

from __future__ import annotations

import dataclasses
import struct
from collections.abc import Iterable

from imaging.canvas import Box
from imaging.guard import MAX_SIDE, Claims, check_claims
from imaging.stream import markers
from imaging.stream.markers import damaged

_MOST_HALVINGS = 32
_MOST_PARTS = 1 << 21


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """What one tile adds at one resolution.

    Attributes
    ----------
    tile
        Number of the tile, row by row.
    halvings
        With this part the tile can be shown at ``1 / 2**halvings``.
    start, length
        Its bytes in the stream.
    """

    tile: int
    halvings: int
    start: int
    length: int

    @property
    def end(self) -> int:
        """One past its last byte."""
        return self.start + self.length


@dataclasses.dataclass(frozen=True, slots=True)
class StreamIndex:
    """What the head of a stream says.

    Attributes
    ----------
    rows, columns, bits
        Of the picture.
    side
        (rows, columns) of a tile; those at the right and lower ends may be smaller.
    halvings
        How often the coarsest resolution is halved.
    head
        Bytes before the first part.
    parts
        In the order in which they stand.
    """

    rows: int
    columns: int
    bits: int
    side: tuple[int, int]
    halvings: int
    head: int
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes of the whole stream, its end marker included."""
        return self.parts[-1].end + 2

    @property
    def grid(self) -> tuple[int, int]:
        """(rows, columns) of tiles."""
        return -(-self.rows // self.side[0]), -(-self.columns // self.side[1])

    @property
    def coarse_first(self) -> bool:
        """Whether each resolution lies whole before the next, so that every cut is a picture."""
        steps = [part.halvings for part in self.parts]
        return steps == sorted(steps, reverse=True)

    def shape(self, halvings: int) -> tuple[int, int]:
        """(rows, columns) of the picture at ``1 / 2**halvings``."""
        return -(-self.rows >> halvings), -(-self.columns >> halvings)

    def reach(self, halvings: int) -> int:
        """Bytes from the beginning that hold the whole picture at ``1 / 2**halvings``."""
        return max(part.end for part in self.parts if part.halvings >= halvings)

    def shown_by(self, held: int) -> int | None:
        """How often the picture is halved that the first `held` bytes show whole; None for none."""
        return next((n for n in range(self.halvings + 1) if self.reach(n) <= held), None)

    def box(self, tile: int) -> Box:
        """(left, top, right, bottom) of a tile in pixels of the picture.

        Raises
        ------
        IndexError
            If there is no such tile.
        """
        down, across = self.grid
        if not 0 <= tile < down * across:
            raise IndexError(f"{tile} is none of {down * across} tiles")
        top, left = tile // across * self.side[0], tile % across * self.side[1]
        return (
            left,
            top,
            min(self.columns, left + self.side[1]),
            min(self.rows, top + self.side[0]),
        )

    def tiles_in(self, box: Box) -> tuple[int, ...]:
        """Numbers of the tiles that a box (left, top, right, bottom) of pixels touches."""
        left, top, right, bottom = box
        down, across = self.grid
        rows = range(max(0, top // self.side[0]), min(down, -(-bottom // self.side[0])))
        columns = range(max(0, left // self.side[1]), min(across, -(-right // self.side[1])))
        return tuple(row * across + column for row in rows for column in columns)

    def parts_of(self, tiles: Iterable[int], halvings: int = 0) -> tuple[Part, ...]:
        """Return the parts that show these tiles at ``1 / 2**halvings``, as they stand."""
        wanted = set(tiles)
        return tuple(
            part for part in self.parts if part.tile in wanted and part.halvings >= halvings
        )


def index_of(stream: bytes) -> StreamIndex | None:
    """Read the head of a stream, or a whole stream that has no table of lengths.

    Parameters
    ----------
    stream
        Its bytes from the first on, as many as are at hand.

    Returns
    -------
    None while there are too few, or when the picture is not unsigned grey in one part for each tile
    and resolution: then it is read like any other file.

    Raises
    ------
    UnreadableScan
        If it is no HTJ2K or JPEG 2000 codestream, or contradicts itself.
    HostileScan
        If it claims a picture that no honest scanner makes.
    """
    head = markers.head_end(stream)
    if head is None:
        return None
    found = list(markers.segments(stream))
    size = _size(markers.only(found, markers.SIZ))
    if size is None:
        return None
    rows, columns, bits, side = size
    progression, halvings = _style(markers.only(found, markers.COD))
    listed = markers.listed(found, head)
    if not listed and stream[-2:] == markers.EOC.to_bytes(2, "big"):
        listed = markers.walked(stream, head)
    grid = -(-rows // side[0]) * -(-columns // side[1])
    if progression != markers.RPCL or not listed or len(listed) != grid * (halvings + 1):
        return None
    if any(part.tile >= grid or part.number > halvings for part in listed):
        raise damaged()
    parts = tuple(
        Part(part.tile, halvings - part.number, part.start, part.length) for part in listed
    )
    return StreamIndex(rows, columns, bits, side, halvings, head, parts)


def _size(body: bytes) -> tuple[int, int, int, tuple[int, int]] | None:
    """Rows, columns, bits and side of the tiles from a SIZ segment; None of no plain grey one."""
    if len(body) < 39:
        raise damaged()
    right, bottom, left, top, wide, high, tile_x, tile_y, samples = struct.unpack_from(
        ">8IH", body, 2
    )
    at_origin = (left, top, tile_x, tile_y) == (0, 0, 0, 0)
    if not at_origin or samples != 1 or body[37:39] != b"\1\1" or body[36] & 0x80:
        return None
    bits = body[36] + 1
    check_claims(Claims(bottom, right, 8 if bits <= 8 else 16, bits, bits - 1))
    side = min(high, MAX_SIDE), min(wide, MAX_SIDE)
    if 0 in side or -(-bottom // side[0]) * -(-right // side[1]) * _MOST_HALVINGS > _MOST_PARTS:
        raise damaged()
    return bottom, right, bits, side


def _style(body: bytes) -> tuple[int, int]:
    """Progression, and how often the coarsest resolution is halved, from a COD segment."""
    if len(body) < 10 or body[5] > _MOST_HALVINGS:
        raise damaged()
    return body[1], body[5]

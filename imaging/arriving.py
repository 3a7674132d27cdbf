"""A compressed scan file while it arrives: what it is, what it shows already, what to ask for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from imaging import dicom
from imaging.codecs import Family
from imaging.dicom import Opened
from imaging.errors import UnreadableScan
from imaging.guard import SEND_AGAIN
from imaging.holding import Held, NotHere, Span
from imaging.radiograph import Pixels
from imaging.scanfile import ScanFile, ScanHeader
from imaging.signature import HEAD, kind_of_head
from imaging.stream import Part, StreamIndex, decode_prefix, decode_tile, index_of
from imaging.structure import first_fragment, read_layout

_FIRST = 16 << 10
"""Bytes to ask for first: header and head of a usual scan, and its coarsest pictures."""
_STEP = 16 << 10
"""Bytes to ask for at least when the coded picture's head turns out to be longer."""
_MOST_HEAD = 4 << 20


class Arriving:
    """A DICOM or DICOS file in the stream form, as far as it is here.

    Everything raises `NotHere`, which names the bytes to ask for, until it can be told; and the
    errors of `imaging.dicom` when the file is not what it should be. Once told, it stays.

    Parameters
    ----------
    held
        Its bytes.
    name
        What it is called in sentences.
    """

    def __init__(self, held: Held, name: str) -> None:
        self.held = held
        self._path = Path(name)
        self._image: Opened | None = None
        self._frame: Span | None = None
        self._index: StreamIndex | None = None
        self._asked = False

    @property
    def first(self) -> Span:
        """What to ask for before anything is known."""
        return 0, min(self.held.size, _FIRST)

    @property
    def header(self) -> ScanHeader:
        """What the file says of itself."""
        return self._opened().header

    @property
    def index(self) -> StreamIndex | None:
        """Which bytes of the coded picture show what; None for a file that does not stream.

        Such a file is read when it is here whole, like any other.
        """
        if not self._asked:
            self._index = self._read_index() if self._streams() else None
            self._asked = True
        return self._index

    def _opened(self) -> Opened:
        if self._image is None:
            kind = kind_of_head(self.held.part(0, HEAD))
            layout = read_layout(self.held, self.held.size)
            self._image = dicom.opened(layout, self._path, kind)
        return self._image

    def _streams(self) -> bool:
        image = self._opened()
        return image.syntax.family is Family.HTJ2K and dicom.is_plain(image)

    def _read_index(self) -> StreamIndex | None:
        start, end = self._place()
        here = min(end, self.held.reach)
        index = index_of(self.held.part(start, here)) if here > start else None
        if index is not None or here == end or here - start > _MOST_HEAD:
            return self._agreed(index)
        raise NotHere((here, min(end, here + max(_STEP, here - start))))

    def _agreed(self, index: StreamIndex | None) -> StreamIndex | None:
        """Refuse a coded picture that is not the one that the file's header describes."""
        if index is None:
            return None
        header, (start, end) = self.header, self._place()
        if (index.rows, index.columns) != (header.rows, header.columns):
            raise UnreadableScan(
                f"The header says {header.rows} x {header.columns} pixels, the compressed picture "
                f"{index.rows} x {index.columns}.",
                element="(0028,0010) Rows, (0028,0011) Columns",
                remedy=SEND_AGAIN,
            )
        # In several pieces, or cut: read like any other file when all of it is here.
        return index if index.size <= end - start <= index.size + 1 else None

    def _place(self) -> Span:
        """Where the coded picture lies in the file."""
        if self._frame is None:
            self._frame = first_fragment(self._opened().layout)
        return self._frame

    def spans(self, parts: Iterable[Part]) -> tuple[Span, ...]:
        """Bytes of the file that hold these parts, and are not here."""
        start = self._place()[0]
        return self.held.missing((start + part.start, start + part.end) for part in parts)

    def wanted(self, halvings: int) -> tuple[Span, ...]:
        """Bytes that are still to come for the whole picture at ``1 / 2**halvings``."""
        index = self._known()
        start = self._place()[0]
        return self.held.missing([(0, start + index.reach(halvings))])

    @property
    def shown(self) -> int | None:
        """How often the sharpest picture is halved that is here whole; None before the first."""
        index = self._known()
        return index.shown_by(self.held.reach - self._place()[0])

    def picture(self, halvings: int) -> ScanFile:
        """Return the whole picture at ``1 / 2**halvings``: exactly what the whole file holds.

        Raises
        ------
        UnreadableScan
            If the bytes are damaged.
        """
        index, start = self._known(), self._place()[0]
        prefix = self.held.part(start, start + index.reach(halvings))
        return dicom.scan_of(self._opened(), decode_prefix(prefix, index, halvings))

    def whole(self) -> ScanFile:
        """Return what the file holds, read as any file is read that is here whole.

        Raises
        ------
        ImagingError
            If it is not a scan that can be shown.
        """
        return dicom.whole_of(self._opened())

    def scan_of(self, pixels: Pixels) -> ScanFile:
        """Return a scan of pixels that were put together of pictures and tiles of this file."""
        return dicom.scan_of(self._opened(), pixels)

    def tile(self, number: int, halvings: int = 0) -> Pixels:
        """Return one tile at ``1 / 2**halvings``, whatever else is here.

        Raises
        ------
        UnreadableScan
            If the bytes are damaged.
        """
        index, start = self._known(), self._place()[0]
        head = self.held.part(start, start + index.head)
        pieces = {
            part: self.held.part(start + part.start, start + part.end)
            for part in index.parts_of([number], halvings)
        }
        return np.asarray(decode_tile(head, pieces, index, number, halvings), np.uint16)

    def _known(self) -> StreamIndex:
        index = self.index
        if index is None:
            raise NotHere((0, self.held.size))
        return index

"""Bringing a file over a line: as it comes, resumed where it was cut, exact at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager

import httpx

from app.scans.web import multipart
from app.scans.web.faults import ArchiveFault, Asked, Fault
from app.scans.web.line import Line, Turns
from app.scans.web.multipart import NoPart, first_part
from app.scans.web.parts import PART, boundary_of, parts_of
from imaging.holding import Held, Span

_WHOLE = 200
_MOST_PARTS = 32
"""Parts that are asked for at once: more make a head that archives refuse."""


class Incoming:
    """A file of an archive while it is brought here.

    One request brings it from its first byte on (`flow`); what is wanted sooner is asked for
    beside it (`bring`). No byte is asked for that is here, and after a cut only the rest.

    Parameters
    ----------
    line
        Over which it comes.
    path
        Where it is, below the archive's address.
    what
        What it is, for sentences.
    size
        How long it must be, in bytes; None where nobody knows before the archive says so.
    accept
        In which form it is asked for.

    Raises
    ------
    ImagingError
        When no scan is so large.
    """

    def __init__(
        self, line: Line, path: str, what: str, *, size: int | None = None, accept: str = "*/*"
    ) -> None:
        self._line, self.path, self._accept = line, path, accept
        self._asked = Asked(line.archive.name, what)
        self._held = None if size is None else Held(size)
        self._tag: str | None = None
        self._singly = False
        self.ranges = True
        """Whether the archive gives parts; without, what was cut begins at the first byte again."""

    @property
    def held(self) -> Held | None:
        """What is here of it; None while nobody knows how large it is."""
        return self._held

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self._held is not None and self._held.whole

    @property
    def data(self) -> bytes:
        """The file, once all of it is here.

        Raises
        ------
        NotHere
            Before that.
        """
        return self._known().part(0, self._known().size)

    def flow(self) -> Generator[int, None, None]:
        """Bring all that is not here, from the beginning on.

        Yields
        ------
        How many bytes came, as they come; stop asking, and no more are brought.

        Raises
        ------
        ArchiveFault
            When asking again cannot help, or nothing came for too long; what came stays here.
        ImagingError
            When the file is empty, or larger than a scan can be.
        """
        turns = Turns(self._line, self._count)
        while not self.whole:
            try:
                yield from self._ask(self._next())
            except ArchiveFault as fault:
                turns.wait(fault)

    def begin(self, count: int) -> Generator[int, None, None]:
        """Bring the first bytes, by which the file's size is known.

        An archive that gives no parts sends all of it.

        Yields
        ------
        How many bytes came, as they come.

        Raises
        ------
        ArchiveFault
            As `flow`.
        """
        turns = Turns(self._line, self._count)
        while self._held is None:
            try:
                yield from self._ask((0, count))
            except ArchiveFault as fault:
                turns.wait(fault)

    def bring(self, wanted: Iterable[Span]) -> Generator[int, None, None]:
        """Bring certain bytes before the rest, where the archive gives parts; else do nothing.

        All of them are asked for at once, so that they cost one round trip.

        Yields
        ------
        How many bytes came, as they come.

        Raises
        ------
        ArchiveFault
            As `flow`.
        """
        turns, spans = Turns(self._line, self._count), tuple(wanted)
        while self.ranges and self._held is not None and (gaps := self._held.missing(spans)):
            try:
                if self._singly or len(gaps) == 1:
                    yield from self._ask(gaps[0])
                else:
                    yield from self._ask_for(gaps[:_MOST_PARTS])
            except ArchiveFault as fault:
                turns.wait(fault)

    def check(self, sha256: str) -> None:
        """Hold the whole file against the digest that is on record of it.

        Raises
        ------
        ArchiveFault
            When it is another file, or was altered on the way.
        """
        found = hashlib.sha256(self.data).hexdigest()
        if found != sha256:
            raise self._asked.fault(Fault.ALTERED, f"SHA-256 {found[:16]}...")

    def _known(self) -> Held:
        if self._held is None:
            raise self._asked.fault(Fault.EMPTY)
        return self._held

    def _count(self) -> int:
        return sum(end - start for start, end in self._held.spans) if self._held else 0

    def _next(self) -> tuple[int, int | None]:
        """Which bytes to ask for next: the first that lack, up to where others are here."""
        if self._held is None:
            return 0, None
        start, end = self._held.missing([(0, self._held.size)])[0]
        return start, None if end == self._held.size else end

    def _ask(self, gap: tuple[int, int | None]) -> Iterator[int]:
        """Ask once, and keep what comes until it comes upon what is here already."""
        start, end = gap if self.ranges else (0, None)
        span = f"bytes={start}-{'' if end is None else end - 1}"
        with self._opened(span) as answer:
            yield from self._keep(answer, start, end)

    def _ask_for(self, gaps: Sequence[Span]) -> Iterator[int]:
        """Ask once for several parts, and keep them as they come."""
        with self._opened("bytes=" + ", ".join(f"{at}-{end - 1}" for at, end in gaps)) as answer:
            boundary = boundary_of(answer.headers.get("content-type", ""))
            if answer.status_code == _WHOLE:
                # All of it would come: this archive is asked for one part after the other.
                self._singly = True
            elif boundary:
                yield from self._keep_parts(answer, boundary)
            else:
                yield from self._keep(answer, *gaps[0])

    def _opened(self, span: str) -> AbstractContextManager[httpx.Response]:
        headers = {"accept": self._accept, "range": span}
        return self._line.opened(self.path, self._asked, headers, file=True)

    def _keep(self, answer: httpx.Response, start: int, end: int | None) -> Iterator[int]:
        """Keep an answer that is one part, or all."""
        held, at = self._begin(answer, start)
        before, end = at, held.size if end is None else min(end, held.size)
        for piece in self._pieces(answer, held):
            self._put(held, at, piece)
            at += len(piece)
            yield len(piece)
            # An answer that is left before its end costs the connection; at its end it is read out.
            if self.ranges and at < end and not held.missing([(at, at + 1)]):
                return
        if at == before:
            raise self._asked.fault(Fault.EMPTY)

    def _keep_parts(self, answer: httpx.Response, boundary: str) -> Iterator[int]:
        """Keep an answer that is several parts."""
        held, came = self._known(), 0
        pieces = self._line.pieces(answer, self._asked)
        for at, size, piece in parts_of(pieces, boundary, self._asked):
            self._require_same(size, answer)
            self._put(held, at, piece)
            came += len(piece)
            yield len(piece)
        if not came:
            raise self._asked.fault(Fault.EMPTY)

    def _put(self, held: Held, at: int, piece: bytes) -> None:
        if at + len(piece) > held.size:
            raise self._asked.fault(Fault.ALTERED, f"> {held.size} bytes")
        held.put(at, piece)

    def _begin(self, answer: httpx.Response, start: int) -> tuple[Held, int]:
        """Return what an answer fills, and from which byte on; refuse one of another file."""
        asked = self._asked
        self.ranges = answer.status_code != _WHOLE
        begin, size = _part(answer, asked) if self.ranges else (0, self._length(answer))
        if begin != (start if self.ranges else 0):
            raise asked.fault(Fault.ALTERED, answer.headers["content-range"])
        if size == 0:
            raise asked.fault(Fault.EMPTY)
        if self._held is None:
            self._held = Held(size)
        self._require_same(size, answer)
        return self._held, begin

    def _require_same(self, size: int, answer: httpx.Response) -> None:
        """Refuse an answer of another version: it does not belong to what is here, or on record."""
        held, tag = self._known(), answer.headers.get("etag", "")
        if self._tag is None:
            self._tag = tag
        if size != held.size or tag != self._tag:
            raise self._asked.fault(Fault.ALTERED, f"{held.size}, {size} bytes; {tag or '-'}")

    def _length(self, answer: httpx.Response) -> int:
        """How long the file is that an answer holds whole; in a part, it is known before."""
        if _parted(answer) and self._held is not None:
            return self._held.size
        told = answer.headers.get("content-length", "")
        if not told.isdecimal() or _parted(answer):
            raise self._asked.fault(Fault.REFUSED, "Content-Length")
        return int(told)

    def _pieces(self, answer: httpx.Response, held: Held) -> Iterator[bytes]:
        """Hand on the file in an answer as it comes."""
        pieces, boundary = self._line.pieces(answer, self._asked), _parted(answer)
        if not boundary:
            yield from pieces
            return
        try:
            yield from first_part(pieces, boundary, held.size)
        except NoPart as error:
            raise self._asked.fault(Fault.ALTERED, error) from error


def _parted(answer: httpx.Response) -> str:
    """Return what parts an answer; empty when it is the file and nothing else."""
    whole = answer.status_code == _WHOLE
    return multipart.boundary_of(answer.headers.get("content-type", "")) if whole else ""


def _part(answer: httpx.Response, asked: Asked) -> Span:
    """Return with which byte a part begins, and how large the whole is."""
    told = PART.fullmatch(answer.headers.get("content-range", ""))
    if told is None:
        raise asked.fault(Fault.REFUSED, "HTTP 206, Content-Range")
    return int(told[1]), int(told[3])

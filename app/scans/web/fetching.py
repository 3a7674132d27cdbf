"""Bringing a file over a line: as it comes, resumed where it was cut, exact at the end."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Iterable, Iterator

import httpx

from app.scans.web.faults import ArchiveFault, Asked, Fault
from app.scans.web.line import Line, Turns
from imaging.holding import Held, Span

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_WHOLE = 200


class Incoming:
    """A file of an archive while it is brought here.

    One request brings it from its first byte on (`flow`); what is wanted sooner is asked for
    beside it (`bring`). No byte is asked for that is here, and after a cut only the rest.

    Parameters
    ----------
    line
        Over which it comes.
    path
        Below the archive's address.
    what
        What it is, for sentences.
    """

    def __init__(self, line: Line, path: str, what: str) -> None:
        self._line, self._path = line, path
        self._asked = Asked(line.archive.name, what)
        self._held: Held | None = None
        self._tag = ""
        self.ranges = True
        """Whether the archive gives parts; without, what was cut begins at the first byte again."""

    @property
    def held(self) -> Held | None:
        """What is here of it; None before the archive has said how large it is."""
        return self._held

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return self._held is not None and self._held.whole

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

    def bring(self, wanted: Iterable[Span]) -> Generator[int, None, None]:
        """Bring certain bytes before the rest, where the archive gives parts; else do nothing.

        Yields
        ------
        How many bytes came, as they come.

        Raises
        ------
        ArchiveFault
            As `flow`.
        """
        turns = Turns(self._line, self._count)
        for span in wanted:
            while self.ranges and self._held is not None and (gaps := self._held.missing([span])):
                try:
                    yield from self._ask(gaps[0])
                except ArchiveFault as fault:
                    turns.wait(fault)

    def check(self, sha256: str) -> None:
        """Hold the whole file against the digest that is on record of it.

        Raises
        ------
        ArchiveFault
            When it is another file, or was altered on the way.
        """
        found = hashlib.sha256(self._known().part(0, self._known().size)).hexdigest()
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
        headers = {"accept": "*/*", "range": f"bytes={start}-{'' if end is None else end - 1}"}
        with self._line.opened(self._path, self._asked, headers) as answer:
            held, at = self._begin(answer, start)
            before = at
            for piece in self._line.pieces(answer, self._asked):
                if at + len(piece) > held.size:
                    raise self._asked.fault(Fault.ALTERED, f"> {held.size} bytes")
                held.put(at, piece)
                at += len(piece)
                yield len(piece)
                if self.ranges and at < held.size and not held.missing([(at, at + 1)]):
                    return
        if at == before:
            raise self._asked.fault(Fault.EMPTY)

    def _begin(self, answer: httpx.Response, start: int) -> tuple[Held, int]:
        """Return what an answer fills, and from which byte on; refuse one of another file."""
        asked, tag = self._asked, answer.headers.get("etag", "")
        self.ranges = answer.status_code != _WHOLE
        begin, size = _part(answer, asked) if self.ranges else (0, _length(answer, asked))
        if begin != (start if self.ranges else 0):
            raise asked.fault(Fault.ALTERED, answer.headers["content-range"])
        if self._held is None:
            if size == 0:
                raise asked.fault(Fault.EMPTY)
            self._held, self._tag = Held(size), tag
        elif size != self._held.size or tag != self._tag:
            # What is here is of another version: the two do not belong together.
            raise asked.fault(Fault.ALTERED, f"{self._held.size}, {size} bytes; {tag or '-'}")
        return self._held, begin


def _part(answer: httpx.Response, asked: Asked) -> Span:
    """Return with which byte a part begins, and how large the whole is."""
    told = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    if told is None:
        raise asked.fault(Fault.REFUSED, "HTTP 206, Content-Range")
    return int(told[1]), int(told[3])


def _length(answer: httpx.Response, asked: Asked) -> int:
    told = answer.headers.get("content-length", "")
    if not told.isdecimal():
        raise asked.fault(Fault.REFUSED, "Content-Length")
    return int(told)

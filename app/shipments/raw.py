"""A kept message read again, to show a value where it stands.

The record keeps what was read, and where: which bytes of which file. The places of the values are
found anew in those bytes, for the one message that somebody looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.filing import Filing, Origin, Spot
from app.domain.raw import RawMessage
from app.shipments.edi.syntax import segment_spans, syntax_from
from app.shipments.messages import message_text, read_message
from app.shipments.provenance import spot_in

LONGEST_LINE = 400
"""Signs; a longer line or segment, as of JSON without line ends, is cut so that it can be read."""
_CUT = re.compile(r"[,;>}\]]")
"""Signs after which a long line is cut, where it has one."""


def raw_message(data: bytes, filing: Filing, path: str = "") -> RawMessage:
    """Return one message as it was sent, with the place of a value.

    Parameters
    ----------
    data
        The bytes that the filing's origin names.
    filing
        As it is on record.
    path
        Of the value, such as ``goods[0].description``; empty for the message as a whole.
    """
    origin = filing.origin
    text = message_text(data, origin)
    cuts, continued = _in_parts(text, tuple(_cuts(text, origin)))
    return RawMessage(
        filing=filing,
        text=text,
        cuts=cuts,
        spot=_spot(data, filing, path) if path else None,
        segments=bool(origin.syntax),
        continued=continued,
    )


def _spot(data: bytes, filing: Filing, path: str) -> Spot | None:
    """Return where a value stands; of a value with parts, where its first part does."""
    for read in read_message(data, filing.origin, received_at=filing.received_at):
        if isinstance(read, Filing) and _same(read, filing):
            return spot_in(read, path)
    return None


def _same(read: Filing, filing: Filing) -> bool:
    """Whether what was read again is the filing: several may come from one text."""
    return (read.kind, read.key, read.origin.message) == (
        filing.kind,
        filing.key,
        filing.origin.message,
    )


def _cuts(text: str, origin: Origin) -> Iterator[int]:
    """Yield where each piece of a message begins."""
    if origin.syntax:
        starts = [start for start, _ in segment_spans(text, syntax_from(origin.syntax))]
        yield from (0, *starts[1:])
        return
    start = 0
    for line in text.splitlines(keepends=True) or [""]:
        yield start
        start += len(line)


def _in_parts(text: str, starts: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where the parts of all pieces begin, and which of them go on with the one before."""
    cuts: list[int] = []
    continued: list[int] = []
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        cuts.append(start)
        for cut in _of_long(text, start, end):
            continued.append(len(cuts))
            cuts.append(cut)
    return tuple(cuts), tuple(continued)


def _of_long(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a segment or line that is too long is cut."""
    while end - start > LONGEST_LINE:
        found = _CUT.search(text, start + LONGEST_LINE * 3 // 4, start + LONGEST_LINE)
        start = found.end() if found else start + LONGEST_LINE
        yield start

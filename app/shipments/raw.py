"""A kept message read again, to show a value where it stands.

The record keeps what was read, and where: which bytes of which file. The places of the values are
found anew in those bytes, for the one message that somebody looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.filing import Filing, FilingKind, Origin, Spot
from app.domain.raw import RawMessage
from app.domain.shipment import Shipment
from app.shipments.edi.syntax import segment_spans, syntax_from
from app.shipments.messages import message_text, read_message

LONGEST_LINE = 400
"""Signs; a longer line or segment, as of JSON without line ends, is cut so that it can be read."""
_CUT = re.compile(r"[,;>}\]]")
"""Signs after which a long line is cut, where it has one."""
_ALSO: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "shipment_id": ("key",),
        "ccn": ("key",),
        "conveyance.crn": ("key",),
        "conveyance.carrier_code": ("carrier_code",),
    }
)
"""Names under which some forms note a value."""
_BILLS = ("hawb", "mawb")
"""Numbers that are the key of a record where it has no other."""


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
            spots = read.spots
            exact = (spots[name] for name in _names(path, filing) if name in spots)
            within = (spots[name] for name in spots if name.startswith((f"{path}.", f"{path}[")))
            return next(exact, None) or min(within, key=lambda spot: spot.start, default=None)
    return None


def _names(path: str, filing: Filing) -> tuple[str, ...]:
    """Return the names under which the forms may note a value, the likeliest first."""
    if path == "conveyance.crn" and filing.kind is not FilingKind.CONVEYANCE:
        # The key of a cargo is its CCN, and never the number of what carries it.
        return (path,)
    also = _ALSO.get(path, ())
    body = filing.body
    if also == ("key",) and isinstance(body, Shipment):
        # A house bill's key is its master's number and its own.
        parts = [part for part in filing.key.split("/") if part]
        also += tuple(name for name in _BILLS if getattr(body, name) in (filing.key, *parts))
    return (path, *also)


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

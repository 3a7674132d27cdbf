"""Rules on the picture itself: what is wrong with it, where, and how much that hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.image_fault import ImageFault
from app.domain.notice import Notice, Place, Severity
from app.domain.rule import Need
from app.domain.words import Sentence, phrase, say
from app.shipments.figures import percent, stretch
from app.shipments.rules.case import Case
from app.shipments.rules.row import DECISION, WARN, Lacks, Outcomes, Row, of_item, told
from imaging.faults import FaultKind

_ROWS: Mapping[str, str] = MappingProxyType(
    {
        FaultKind.DEAD_ROWS: phrase("Dead detectors, rows {rows}: nothing is seen there."),
        FaultKind.STUCK_ROWS: phrase(
            "Stuck detectors, rows {rows}: they show the same whatever stands there."
        ),
        FaultKind.WEAK_ROWS: phrase("Weak detectors, rows {rows}: grey is off by up to {size}."),
    }
)
_METRES: Mapping[str, str] = MappingProxyType(
    {
        FaultKind.MISSING_COLUMNS: phrase(
            "{count} columns are missing, {start} to {end} from left: nothing is seen there."
        ),
        FaultKind.REPEATED_COLUMNS: phrase(
            "{count} columns repeat the one before, {start} to {end} from left."
        ),
        FaultKind.FLICKER: phrase("The dose flickers by up to {size}, {start} to {end} from left."),
        FaultKind.CUT_TOP: phrase(
            "The object reaches above the image, {start} to {end} from left: its top is not seen."
        ),
        FaultKind.SPEED: phrase(
            "Uneven speed, {start} to {end} from left: lengths there are {size} of the others."
        ),
        FaultKind.OPAQUE: phrase(
            "Nothing came through {size} of the object, mostly {start} to {end} from left."
        ),
    }
)
_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        FaultKind.MISSING_COLUMNS: phrase(
            "{count} columns are missing, from {start} to {end}: nothing is seen there."
        ),
        FaultKind.REPEATED_COLUMNS: phrase(
            "{count} columns repeat the one before, from {start} to {end}."
        ),
        FaultKind.FLICKER: phrase("The dose flickers by up to {size}, columns {start} to {end}."),
        FaultKind.CUT_TOP: phrase(
            "The object reaches above the image, columns {start} to {end}: its top is not seen."
        ),
        FaultKind.SPEED: phrase(
            "Uneven speed, columns {start} to {end}: lengths there are {size} of the others."
        ),
        FaultKind.OPAQUE: phrase(
            "Nothing came through {size} of the object, mostly columns {start} to {end}."
        ),
    }
)
_REASON: Mapping[str, str] = MappingProxyType(
    {FaultKind.CUT_TOP: "IMAGE_INCOMPLETE", FaultKind.CUT_END: "IMAGE_INCOMPLETE"}
)


def image_faults(case: Case) -> Iterator[Notice]:
    """What is wrong with each picture: a warning where goods may hide in it, a note elsewhere."""
    for fault in case.seen.faults if case.seen else ():
        if not fault.boxes or fault.kind not in set(FaultKind):
            continue
        serious = fault.serious
        yield Notice(
            f"IMAGE_{fault.kind.upper()}",
            Severity.WARNING if serious else Severity.NOTE,
            "",
            _sentence(fault),
            _REASON.get(fault.kind, "IMAGE_QUALITY") if serious else "",
            f"{fault.scan_id} {fault.view}",
            Place(fault.scan_id, fault.view, fault.boxes[0]),
        )


def _sentence(fault: ImageFault) -> Sentence:
    if fault.kind in _ROWS:
        values = {"rows": _rows(fault)}
        if fault.kind == FaultKind.WEAK_ROWS:
            values["size"] = percent(fault.size)
        return say(_ROWS[fault.kind], **values)
    if fault.kind == FaultKind.NOISE:
        return say("Too few photons: noise in air is {size}.", size=percent(fault.size))
    if fault.kind == FaultKind.CUT_END:
        return _cut_end(fault)
    return _along(fault)


def _rows(fault: ImageFault) -> str:
    """Rows from the top, the first being 1, as ``313-315, 500``."""
    runs = sorted((box[1] + 1, box[1] + box[3]) for box in fault.boxes)
    shown = [f"{first}-{last}" if last > first else f"{first}" for first, last in runs]
    return ", ".join(shown[:3]) + (" …" if len(shown) > 3 else "")


def _cut_end(fault: ImageFault) -> Sentence:
    """One phrase for each edge, so that each can be translated."""
    left = any(box[0] < 0.5 * fault.columns for box in fault.boxes)
    right = any(box[0] >= 0.5 * fault.columns for box in fault.boxes)
    if left and right:
        return say("The object reaches both ends of the image: what lies beyond is not seen.")
    if left:
        return say("The object reaches the left end of the image: what lies beyond is not seen.")
    return say("The object reaches the right end of the image: what lies beyond is not seen.")


def _along(fault: ImageFault) -> Sentence:
    """Say from where to where, in metres when the width of a pixel is known."""
    box = fault.boxes[0]
    size = percent(fault.size)
    values: dict[str, str] = {"count": str(fault.count), "size": size}
    if fault.mm_per_column is None:
        values |= {"start": str(box[0] + 1), "end": str(box[0] + box[2])}
        text = _COLUMNS[fault.kind]
    else:
        metre = fault.mm_per_column / 1000.0
        start, end = stretch(box[0] * metre, (box[0] + box[2]) * metre)
        values |= {"start": start, "end": end}
        text = _METRES[fault.kind]
    return say(text, **{name: value for name, value in values.items() if f"{{{name}}}" in text})


@of_item(
    ("IMAGE", "", WARN, DECISION),
    phrase("An image that is damaged, cut off or opaque does not show all there is."),
    Need.MEASURED,
)
def _image_usable(case: Case) -> Outcomes:
    if case.seen is None:
        yield Lacks(Need.MEASURED)
    yield from told(image_faults(case))


ROWS: tuple[Row, ...] = (_image_usable,)

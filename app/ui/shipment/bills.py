"""The tree of house bills; one that was named and never filed stands in it without data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.domain.dossier import HouseBill, Standing
from app.domain.event import EventKind
from app.domain.filing import FilingKind
from app.domain.notice import Severity
from app.domain.raw import Asked
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import number
from app.ui.panels.declared import sums
from app.ui.shipment.rows import Kind, Row, folded
from app.ui.shipment.status import STANDING_WORDS
from app.ui.shipment.subject import Subject


def bills(subject: Subject) -> Row | None:
    """Return the group; None when no house bill lies in the shipment and none is due."""
    dossier, shipment = subject.dossier, subject.shipment
    tree = dossier.house_bills if dossier is not None and subject.newest else ()
    if not tree and not shipment.consolidated:
        return None
    filed = _filed(tree)
    words, missing = number(len(filed)), list(filed.values()).count(False)
    if missing:
        words = tr("{count}, {missing} not on file", count=words, missing=missing)
    note = _close_note(subject)
    rows = _rows("bill", tree)
    return Row(
        "bills",
        Kind.HEAD,
        tr("House bills"),
        right=words,
        rows=lambda: [*note, *rows()],
        open=True,
    )


def _close_note(subject: Subject) -> list[Row]:
    """Return a word on the close message, without which the cargo is not complete (¶20)."""
    dossier = subject.dossier
    closed = dossier is not None and bool(dossier.closes)
    if closed or not subject.shipment.consolidated:
        return []
    return [
        Row(
            "no-close",
            Kind.ENTRY,
            tr("No close message: which house bills belong to it is not said."),
            mark=Severity.WARNING,
        )
    ]


def _rows(key: str, tree: Sequence[HouseBill]) -> Callable[[], Sequence[Row]]:
    return folded(key, len(tree), lambda at: _row(f"{key}-{tree[at].key}", tree[at]))


def _row(key: str, bill: HouseBill) -> Row:
    shipment = bill.shipment
    if shipment is None:
        standing = (
            tr("named, not on file")
            if bill.standing in (Standing.NOT_ON_FILE, Standing.ACCEPTED)
            else tr(STANDING_WORDS[bill.standing])
        )
        below, text = standing, bill.key
    else:
        parts = [shipment.goods_text or tr("No description"), *sums(shipment)]
        text, below = bill.key, ", ".join(parts)
    right = _badge(bill)
    if not right and bill.deconsolidated:
        right = tr("de-consolidated")
    if not right and shipment is not None and bill.standing is not Standing.ACCEPTED:
        right = tr(STANDING_WORDS[bill.standing])
    asked = Asked(bill.key, bill.digest, "shipment_id", FilingKind.HOUSE_BILL)
    return Row(
        key,
        Kind.ENTRY,
        text,
        below=below,
        right=right,
        identifier=True,
        mark=_mark(bill),
        asked=(asked,) if shipment is not None else (),
        rows=_rows(key, bill.bills) if bill.bills else None,
        open=True,
    )


def _badge(bill: HouseBill) -> str:
    """Return what of other units stands on a bill and keeps all of it from release."""
    kinds = {event.kind for event in (*bill.targets, *bill.open_requests)}
    return ", ".join(tr(words) for kind, words in _STANDING.items() if kind in kinds)


def _mark(bill: HouseBill) -> Severity | None:
    if bill.targets or bill.open_requests:
        return Severity.BLOCK
    return Severity.WARNING if bill.shipment is None else None


_STANDING: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.TARGETED: phrase("Target"),
        EventKind.HELD: phrase("Hold"),
        EventKind.EXAMINATION_REFERRED: phrase("Exam"),
        EventKind.DETAIN_AT_DESTINATION: phrase("Detained"),
        EventKind.REQUEST_OPENED: phrase("Request"),
    }
)


def _filed(tree: Sequence[HouseBill]) -> dict[str, bool]:
    """Return every bill of all levels once, and whether it is on file."""
    found: dict[str, bool] = {}
    for bill in tree:
        found[bill.key] = bill.shipment is not None
        found |= _filed(bill.bills)
    return found

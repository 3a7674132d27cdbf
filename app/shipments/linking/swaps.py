"""Whether goods went to other equipment after their scan (L11): the scan is historic then."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.dossier import Dossier, Standing
from app.domain.event import Event, EventKind
from app.domain.identifiers import Key, comparable
from app.domain.scan import Scan
from app.domain.shipment import Equipment
from app.domain.words import Sentence, say
from app.domain.work import Item, Link
from app.shipments.linking.case import listed
from app.shipments.linking.keys import EQUIPMENT_KEYS, declared_by
from app.shipments.linking.windows import aware
from app.shipments.pieces import KEY_OF_KIND

_OFF = (Standing.DELETED, Standing.REJECTED)
"""Reports of a conveyance that say nothing any more."""


@dataclasses.dataclass(frozen=True, slots=True)
class Swap:
    """Why a scan no longer shows where the goods are."""

    paragraph: str
    sentence: Sentence


def swapped(item: Item, link: Link, scan: Scan | None, dossier: Dossier | None) -> Swap | None:
    """Return why what a scan shows no longer holds a shipment; None when nothing says so.

    Parameters
    ----------
    item
        With the shipment in its newest version.
    link
        The tie, with the evidence that it was made on.
    scan
        The scan, None when it is not here.
    dossier
        What is on file about the shipment, None when that is not known.
    """
    event = _transfer(scan, dossier)
    if event is not None:
        return Swap(
            "51",
            say(
                "{shipment} went to other equipment at {time}, after this scan. "
                "The image is historic: scan again.",
                shipment=link.shipment_id,
                time=f"{aware(event.at).astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC",
            ),
        )
    gone = _no_longer_declared(item, link)
    if not gone:
        return None if dossier is None else _off_conveyance(link, dossier)
    return Swap(
        "67",
        say(
            "{equipment} was scanned, and {shipment} is no longer declared to lie in it. "
            "The image is historic: scan again.",
            equipment=gone,
            shipment=link.shipment_id,
        ),
    )


def _transfer(scan: Scan | None, dossier: Dossier | None) -> Event | None:
    if scan is None or scan.taken_at is None or dossier is None:
        return None
    taken = aware(scan.taken_at)
    moves = [e for e in dossier.events if e.kind is EventKind.TRANSFERRED and aware(e.at) > taken]
    return moves[0] if moves else None


def _no_longer_declared(item: Item, link: Link) -> str:
    """Return the equipment that tied them once and is not declared now, empty when it still is."""
    shipment = next((s for s in item.shipments if s.shipment_id == link.shipment_id), None)
    if shipment is None:
        return ""
    declared = declared_by(shipment)
    for line in link.evidence:
        key = next((one for one in EQUIPMENT_KEYS if one == line.key), None)
        if key is None or line.outcome != "equal" or key is Key.PARCEL:
            continue
        now = {comparable(key, text) for text in declared.get(key, ())}
        if now and comparable(key, line.declared) not in now:
            return line.read
    return ""


def _off_conveyance(link: Link, dossier: Dossier) -> Swap | None:
    """Return why the conveyance, as last reported, brings the goods in something else.

    The cargo's own record may still name what it was loaded into: the conveyance's is the newer
    word on what arrives. A split cargo rides on several, of which one may bring what was scanned.
    """
    live = [trip for trip in dossier.trips if trip.standing not in _OFF]
    brought = [piece for trip in live for piece in trip.report.equipment]
    for line in link.evidence:
        key = next((one for one in EQUIPMENT_KEYS if one == line.key), None)
        if key is None or line.outcome != "equal" or key is Key.PARCEL:
            continue
        now = _numbers(brought, key)
        if now and comparable(key, line.declared) not in {comparable(key, one) for one in now}:
            return Swap(
                "67",
                say(
                    "{equipment} was scanned, and conveyance {crn} with {shipment} now brings "
                    "{others}. The image is historic: scan again.",
                    equipment=line.read,
                    crn=", ".join(dict.fromkeys(trip.crn for trip in live)),
                    shipment=link.shipment_id,
                    others=listed(now),
                ),
            )
    return None


def _numbers(pieces: list[Equipment], key: Key) -> list[str]:
    """Return what equipment of one key is called; nothing where a piece of it has no number."""
    of_key = [piece for piece in pieces if KEY_OF_KIND.get(piece.kind) is key]
    if any(not piece.number for piece in of_key):
        return []
    plates = [piece.plate for piece in of_key if key is Key.TRAILER and piece.plate]
    return list(dict.fromkeys([*(piece.number for piece in of_key), *plates]))

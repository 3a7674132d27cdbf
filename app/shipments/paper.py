"""A paper manifest typed in during an outage or an exceptional process (D3-4-2, ¶36).

What was typed becomes a file of the JSON form, so that it is kept, proved and read as everything
else is; it says that it came on paper, and who typed it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import json

from app.domain.filing import ConveyanceReport, Via
from app.domain.identifiers import Identifier, ccn, crn
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Movement,
    Party,
    Shipment,
)
from app.domain.words import Sentence, say
from app.shipments.json_form import SCHEMA
from app.shipments.json_tree import report_tree, tree_of

FORMS = ("A8A(B)", "A8B")
"""Cargo control documents that are typed in."""


@dataclasses.dataclass(frozen=True, slots=True)
class PaperManifest:
    """What a cargo control document on paper says.

    Attributes
    ----------
    document
        One of `FORMS`.
    ccn, crn
        Numbers on the document and its lead sheet; the CRN may be missing.
    fpoa, destination
        Office codes of report and of release.
    typed_by, typed_at
        Account of the officer, and when.
    why
        Reason for paper, in the officer's words; an outage has its own number or none.
    """

    document: str
    ccn: str
    carrier_code: str
    mode: Mode
    fpoa: str
    typed_by: str
    typed_at: dt.datetime
    goods: tuple[GoodsLine, ...]
    pieces: int | None = None
    unit: str = ""
    gross_kg: decimal.Decimal | None = None
    crn: str = ""
    destination: str = ""
    sub_location: str = ""
    eta: dt.datetime | None = None
    shipper: Party | None = None
    consignee: Party | None = None
    equipment: tuple[Equipment, ...] = ()
    movement: Movement = Movement.UNKNOWN
    why: str = ""
    function: Function = Function.ADD


def lacking(paper: PaperManifest) -> tuple[Sentence, ...]:
    """Return what must still be typed, or typed otherwise, before the manifest can be filed."""
    found: list[Sentence] = []
    for number, read in ((paper.ccn, ccn), (paper.crn, crn)):
        reading = read(number) if number or read is ccn else None
        if reading is not None and not isinstance(reading, Identifier):
            found.append(reading)
    if paper.document not in FORMS:
        found.append(say("Say which document it is: {forms}.", forms=", ".join(FORMS)))
    if len(paper.fpoa) not in (3, 4) or not paper.fpoa.isdecimal():
        found.append(say("Type the code of the office of report, such as 0351."))
    if not any(line.description.strip() for line in paper.goods):
        found.append(say("Type the description of the goods as it stands on the document."))
    if paper.pieces is None:
        found.append(say("Type the number of pieces as it stands on the document."))
    return tuple(found)


def paper_file(paper: PaperManifest) -> bytes:
    """Return the file of the JSON form that a typed manifest becomes.

    Raises
    ------
    ValueError
        When something is lacking: what cannot be filed is no file.
    """
    if lacking(paper):
        raise ValueError(str(lacking(paper)[0]))
    tree = tree_of([_shipment(paper)], schema=SCHEMA, sent_at=paper.typed_at)
    tree |= {"via": Via.PAPER.value, "sender": paper.typed_by, "amendment_reason": paper.why}
    if paper.crn:
        report = ConveyanceReport(
            _conveyance(paper), equipment=paper.equipment, cargo=(paper.ccn.strip().upper(),)
        )
        tree["reports"] = [report_tree(report)]
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def _conveyance(paper: PaperManifest) -> Conveyance:
    return Conveyance(
        crn=paper.crn.strip().upper(),
        mode=paper.mode,
        carrier_code=paper.carrier_code.strip().upper(),
        fpoa=paper.fpoa.zfill(4),
        eta=paper.eta,
    )


def _shipment(paper: PaperManifest) -> Shipment:
    number = paper.ccn.strip().upper()
    return Shipment(
        shipment_id=number,
        ccn=number,
        version=1,
        function=paper.function,
        received_at=paper.typed_at,
        conveyance=_conveyance(paper),
        goods=paper.goods,
        pieces=paper.pieces,
        unit=paper.unit,
        gross_kg=paper.gross_kg,
        shipper=paper.shipper,
        consignee=paper.consignee,
        equipment=paper.equipment,
        carrier_code=paper.carrier_code.strip().upper(),
        sub_location=paper.sub_location,
        release_office=paper.destination.zfill(4) if paper.destination else "",
        port_of_destination=paper.destination.zfill(4) if paper.destination else "",
        movement=paper.movement,
        document=paper.document,
    )

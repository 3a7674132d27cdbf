"""A paper manifest typed in during an outage or an exceptional process (D3-4-2, ¶36).

What was typed becomes a file of the JSON form, so that it is kept, proved and read as everything
else is; it says that it came on paper, and who typed it.
"""

from __future__ import annotations

import json

from app.domain.filing import ConveyanceReport, Via
from app.domain.paper import PaperManifest, missing_of
from app.domain.shipment import Conveyance, Shipment
from app.domain.words import Sentence
from app.shipments.json_form import SCHEMA
from app.shipments.json_tree import report_tree, tree_of


def lacking(paper: PaperManifest) -> tuple[Sentence, ...]:
    """Return what must still be typed, or typed otherwise, before the manifest can be filed."""
    return tuple(one.sentence for one in missing_of(paper))


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

"""A manifest on paper, as an officer types it in an outage or an exceptional process (¶36)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
from collections.abc import Mapping

from app.domain.errors import Missing
from app.domain.identifiers import ccn, crn
from app.domain.shipment import (
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Movement,
    Party,
)
from app.domain.words import Sentence, say

FORMS = ("A8A(B)", "A8B")
"""Cargo control documents that are typed in."""
MOST_LINES = 40
"""Lines of goods in one form; a longer manifest is sent as a file."""
HOLDERS: Mapping[Mode, str] = {
    Mode.HIGHWAY: "trailer",
    Mode.RAIL: "railcar",
    Mode.AIR: "uld",
    Mode.MARINE: "container",
    Mode.COURIER: "package",
}
"""What goods of a mode lie in, where the document does not say."""


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


def missing_of(paper: PaperManifest) -> tuple[Missing, ...]:
    """Return what must still be typed, or typed otherwise, with the field it belongs beside."""
    found: list[Missing] = []
    if not paper.ccn:
        found.append(Missing("ccn", say("Type the CCN as it stands on the document.")))
    for field, number, read in (("ccn", paper.ccn, ccn), ("crn", paper.crn, crn)):
        reading = read(number) if number else None
        if isinstance(reading, Sentence):
            found.append(Missing(field, reading))
    if paper.document not in FORMS:
        sentence = say("Say which document it is: {forms}.", forms=", ".join(FORMS))
        found.append(Missing("document", sentence))
    if len(paper.fpoa) not in (3, 4) or not paper.fpoa.isdecimal():
        sentence = say("Type the code of the office of report, such as 0351.")
        found.append(Missing("fpoa", sentence))
    if not any(line.description.strip() for line in paper.goods):
        sentence = say("Type the description of the goods as it stands on the document.")
        found.append(Missing("lines", sentence))
    if paper.pieces is None:
        sentence = say("Type the number of pieces as it stands on the document.")
        found.append(Missing("pieces", sentence))
    return tuple(found)

"""What is declared of the equipment in one picture: goods by HS code, kind, whether empty."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from app.domain.reference import Pictured
from app.domain.shipment import Equipment, GoodsLine, Mode, Shipment

_READ = {
    "CONTAINER": "container",
    "TRAILER": "trailer",
    "RAILCAR": "railcar",
    "ULD": "uld",
    "PARCEL": "package",
}
"""What a key that the scanner read says of the kind of equipment."""


@dataclasses.dataclass(frozen=True, slots=True)
class Declared:
    """The goods and the equipment of the shipments that a scan shows."""

    goods: tuple[GoodsLine, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    mode: Mode | None = None

    @classmethod
    def of(cls, shipments: Iterable[Shipment]) -> Declared:
        """Put several shipments together; the first one says how they come."""
        every = tuple(shipments)
        return cls(
            tuple(line for shipment in every for line in shipment.goods),
            tuple(piece for shipment in every for piece in shipment.equipment),
            every[0].conveyance.mode if every else None,
        )


def plain_number(number: str) -> str:
    """Return a number as it is compared: capital letters and digits only."""
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def pictured(picture: Pictured, read: Mapping[str, str], declared: Declared) -> Pictured:
    """Say what is declared of the equipment in a picture.

    Parameters
    ----------
    picture
        With the number of its equipment, as the scanner gave it.
    read
        The keys that the scanner read.
    declared
        What the shipments of the scan say; they may speak of other equipment, too.
    """
    number = plain_number(picture.number)
    own = [piece for piece in declared.equipment if plain_number(piece.number) == number]
    if not own and len(declared.equipment) == 1:
        own = list(declared.equipment)
    lines = [
        line
        for line in declared.goods
        if not line.equipment or plain_number(line.equipment) == number
    ]
    codes = (re.sub(r"\D", "", line.hs) for line in lines)
    kind = next((kind for key, kind in _READ.items() if key in read), "")
    return dataclasses.replace(
        picture,
        hs=tuple(dict.fromkeys(code for code in codes if len(code) >= 2)),
        equipment=own[0].kind if own else kind,
        length_ft=own[0].length_ft if own else None,
        empty=bool(own) and all(piece.empty for piece in own),
        mode=declared.mode,
    )

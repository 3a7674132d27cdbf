"""Scene 10: the feed fails; a manifest is typed from paper, and decisions are confirmed later."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from types import MappingProxyType

from tests.flow.scenes.cast import HAULIER, LACOLLE, at
from tests.flow.scenes.edi import Sending, accepted, edifact, stamp
from tests.flow.scenes.stage import Shot

NAME = "10-outage"
OPENS = at(14, 5)
"""When the officer sits down."""
SENT, SENT_TRIP = "9XYZPARS0010001", "9XYZTRIP001001"
TYPED, TYPED_TRIP = "9XYZPARS0014527", "9XYZTRIP001452"
SENT_TRAILER, TYPED_TRAILER = "SMPL531001", "SMPL532748"
BEGAN, ENDED = at(13, 35), at(15, 5)
SENT_KG, TYPED_KG = 8000, 10000
BALES, BALES_SENT = 120, 140

_SENT = Sending(f"{HAULIER}SAMPLE", 1001, at(12, 50))
_LATER = Sending(f"{HAULIER}SAMPLE", 1002, at(15, 8))


def _cargo(number: str, trailer: str, eta: dt.datetime, goods: str, *, function: int = 9) -> str:
    return f"""
    BGM+85+{number}+{function}
    DTM+132:{stamp(eta)}:203
    LOC+60+{LACOLLE}
    NAD+CA+{HAULIER}:172
    TDT+20++3+31
    GOR+2
    EQD+TE+{trailer}++++5
    CNI+1+{number}
    RFF+XC:{number}
    LOC+9+USALB
    LOC+22+{LACOLLE}
    {goods}
    """


def _trip(number: str, cargo: str, trailer: str, eta: dt.datetime) -> str:
    return f"""
    BGM+336+{number}+9
    DTM+132:{stamp(eta)}:203
    LOC+60+{LACOLLE}
    DOC+785
    RFF+XC:{cargo}
    NAD+CA+{HAULIER}:172
    TDT+20++3+31++++TRK{number[-4:]}:::SMP{number[-4:]}
    EQD+TE+{trailer}++++5
    """


_FURNITURE = f"""
NAD+CZ+++NORVALE FURNITURE WORKS (SAMPLE)+1 SAMPLE ROAD+ALBANY+NY+12201+US
NAD+CN+++MEUBLES EXEMPLE INC. (SAMPLE)+9 RUE FICTIVE+BROSSARD+QC+J4W1A1+CA
GID+1+52:CT
FTX+AAA+++WOODEN BEDROOM FURNITURE
MEA+AAE+G+KGM:{SENT_KG}
SGP+{SENT_TRAILER}+52
CST++940350:HS
LOC+27+US
"""


def _cloth(bales: int) -> str:
    return f"""
    NAD+CZ+++ALBANY SAMPLE MILLS (SAMPLE)+2 SAMPLE ROAD+ALBANY+NY+12201+US
    NAD+CN+++TISSUS EXEMPLE INC. (SAMPLE)+10 RUE FICTIVE+MONTREAL+QC+H1A1A1+CA
    GID+1+{bales}:BL
    FTX+AAA+++WOVEN COTTON CLOTH IN BALES
    MEA+AAE+G+KGM:{TYPED_KG}
    SGP+{TYPED_TRAILER}+{bales}
    CST++520811:HS
    LOC+27+US
    """


PAPER: Mapping[str, str] = MappingProxyType(
    {
        "ccn": TYPED,
        "crn": TYPED_TRIP,
        "fpoa": LACOLLE,
        "eta": f"{at(16, 30):%Y-%m-%d %H:%M}",
        "description-0": "WOVEN COTTON CLOTH IN BALES",
        "pieces-0": str(BALES),
        "mass-0": str(TYPED_KG),
        "hs-0": "520811",
        "pieces": str(BALES),
        "unit": "BL",
        "mass": str(TYPED_KG),
        "shipper": "ALBANY SAMPLE MILLS (SAMPLE)",
        "consignee": "TISSUS EXEMPLE INC. (SAMPLE)",
        "equipment": TYPED_TRAILER,
        "why": "Outage of the feed since 13:35 UTC",
    }
)
"""What stands on the document that the driver brought, by field of the form, from above."""


def _feed(kind: str, moment: dt.datetime, words: str) -> str:
    tree = {
        "schema": "prescreen-shipment/1",
        "sample": True,
        "sent_at": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "events": [{"kind": kind, "key": "", "at": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "text": words}],
    }
    return json.dumps(tree, indent=1) + "\n"


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    cargo = _cargo(SENT, SENT_TRAILER, at(15, 30), _FURNITURE)
    trip = _trip(SENT_TRIP, SENT, SENT_TRAILER, at(15, 30))
    late = _cargo(SENT, SENT_TRAILER, at(15, 50), _FURNITURE, function=4)
    typed = _cargo(TYPED, TYPED_TRAILER, at(16, 30), _cloth(BALES_SENT))
    typed_trip = _trip(TYPED_TRIP, TYPED, TYPED_TRAILER, at(16, 30))
    return {
        "1-before.edi": edifact(_SENT, ("CUSCAR", cargo), ("CUSREP", trip)),
        "2-accepted.cusres.edi": accepted(
            _SENT.answered(9011, at(12, 51)), _SENT, [SENT, SENT_TRIP]
        ),
        "3-feed-down.json": _feed("outage_began", BEGAN, "System outage, contingency plan applies"),
        "4-feed-back.json": _feed("outage_ended", ENDED, "The feed is back"),
        "5-sent-later.edi": edifact(
            _LATER, ("CUSCAR", late), ("CUSCAR", typed), ("CUSREP", typed_trip)
        ),
        "6-later-accepted.cusres.edi": accepted(
            _LATER.answered(9012, at(15, 9)), _LATER, [SENT, TYPED, TYPED_TRIP]
        ),
    }


def _shot(cargo: str, trailer: str, load: str, seed: int, taken_at: dt.datetime) -> Shot:
    return Shot(
        f"trailer_{trailer}",
        seed,
        "trailer53",
        load,
        taken_at,
        (("CCN", cargo), ("TRAILER", trailer)),
    )


SHOTS = (
    _shot(SENT, SENT_TRAILER, "furniture", 5316, at(13, 20)),
    _shot(TYPED, TYPED_TRAILER, "textiles", 5121, at(14, 0)),
)

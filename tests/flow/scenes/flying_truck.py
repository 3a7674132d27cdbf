"""Scene 9: air cargo that comes by road under its air waybills."""

from __future__ import annotations

from tests.flow.scenes.cast import HAULIER, LACOLLE, at, day_of
from tests.flow.scenes.edi import Sending, accepted, edifact, stamp
from tests.flow.scenes.stage import Shot

NAME = "09-flying-truck"
OPENS = at(14, 50)
"""When the officer sits down."""
TRIP, TRAILER = "9XYZTRIP000901", "SMPL530901"
FIRST, SECOND = "999-40009023", "999-40009034"
ETA = at(17, 0)
ISSUED = at(12)

_TRIP = Sending(f"{HAULIER}SAMPLE", 901, at(14, 0))
_CUSREP = f"""
BGM+336+{TRIP}+9
DTM+132:{stamp(ETA)}:203
GEI+9+FLYTRUCK
LOC+60+{LACOLLE}
DOC+740
RFF+AWB:{FIRST}
DOC+740
RFF+AWB:{SECOND}
NAD+CA+{HAULIER}:172
TDT+20++3+31++++TRK2901:::SMP2901
EQD+TE+{TRAILER}++++5
"""


def _waybill(number: str, pieces: int, kg: int, goods: str, hs: str, consignee: str) -> str:
    return f"""FWB/16
{number}JFKYUL/T{pieces}K{kg}
FLT/ZZ9001T/{ISSUED:%d}
RTG/YULZZ
SHP
NAM/NEW YORK SAMPLE EXPORTS (SAMPLE)
ADR/1 SAMPLE ROAD
LOC/NEW YORK/NY
/US/11430
CNE
NAM/{consignee}
ADR/9 RUE FICTIVE
LOC/DORVAL/QC
/CA/H4Y 1A1
CVD/USD//PP/NVD/NCV/XXX
RTD/1/P{pieces}/K{kg}/CQ/W{kg}/R2/T{2 * kg}
/NG/{goods}
/2/NH/{hs}
/3/NO/US
ISU/{day_of(ISSUED)}{ISSUED:%y}/JFK
"""


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-waybill.fwb": _waybill(
            FIRST, 40, 6300, "BOUND BOOKS", "490199", "LIBRAIRIE EXEMPLE INC. (SAMPLE)"
        ),
        "2-waybill.fwb": _waybill(
            SECOND, 25, 4000, "COTTON SHIRTS", "610510", "VETEMENTS EXEMPLE INC. (SAMPLE)"
        ),
        "3-trip.cusrep.edi": edifact(_TRIP, ("CUSREP", _CUSREP)),
        "4-trip-accepted.cusres.edi": accepted(_TRIP.answered(9901, at(14, 1)), _TRIP, [TRIP]),
    }


SHOT = Shot(
    "trailer_SMPL530901",
    5097,
    "trailer53",
    "small_parcels",
    at(14, 30),
    (("AWB", f"{FIRST}, {SECOND}"), ("TRAILER", TRAILER)),
)

"""Scene 6: the data of a decided shipment is replaced, forty minutes before it arrives."""

from __future__ import annotations

from tests.flow.scenes.cast import HAULIER, LACOLLE, at
from tests.flow.scenes.edi import Sending, accepted, edifact, stamp
from tests.flow.scenes.stage import Shot

NAME = "06-late-change"
OPENS = at(13)
"""When the officer sits down."""
CARGO, TRIP = "9XYZPARS0006001", "9XYZTRIP000601"
CONTAINER = "SMPU6006010"
ETA = at(15, 0)
KG = 11800

_FIRST = Sending(f"{HAULIER}SAMPLE", 601, at(12, 30))
_TRIP = Sending(f"{HAULIER}SAMPLE", 602, at(12, 35))
_CHANGE = Sending(f"{HAULIER}SAMPLE", 603, at(14, 18))


def _cargo(function: int, consignee: str, lines: str) -> str:
    return f"""
    BGM+85+{CARGO}+{function}
    DTM+132:{stamp(ETA)}:203
    LOC+60+{LACOLLE}
    NAD+CA+{HAULIER}:172
    TDT+20++3+31
    GOR+2
    EQD+CN+{CONTAINER}++++5
    SEL+B200601+CA
    CNI+1+{CARGO}
    RFF+XC:{CARGO}
    LOC+9+USALB
    LOC+22+{LACOLLE}
    NAD+CZ+++SAMPLE SPRINGS BOTTLING CO. (SAMPLE)+1 SAMPLE ROAD+ALBANY+NY+12201+US
    NAD+CN+++{consignee}
    {lines}
    """


_LAVAL = "DISTRIBUTION EXEMPLE INC. (SAMPLE)+9 RUE FICTIVE+LAVAL+QC+H7A1A1+CA"
_ELSEWHERE = "ENTREPOT FICTIF 77 (SAMPLE)+77 CHEMIN FICTIF+MONTREAL+QC+H1A1A1+CA"
_WATER = f"""
GID+1+700:CT
FTX+AAA+++MINERAL WATER IN BOTTLES
MEA+AAE+G+KGM:{KG}
SGP+{CONTAINER}+700
CST++220110:HS
LOC+27+US
"""
_SPIRITS = f"""
GID+1+560:CT
FTX+AAA+++MINERAL WATER IN BOTTLES
MEA+AAE+G+KGM:9440
SGP+{CONTAINER}+560
CST++220110:HS
LOC+27+US
GID+2+140:CT
FTX+AAA+++LIQUEURS AND CORDIALS
MEA+AAE+G+KGM:2360
SGP+{CONTAINER}+140
CST++220870:HS
LOC+27+US
"""
_CUSREP = f"""
BGM+336+{TRIP}+9
DTM+132:{stamp(ETA)}:203
LOC+60+{LACOLLE}
DOC+785
RFF+XC:{CARGO}
NAD+CA+{HAULIER}:172
TDT+20++3+31++++TRK2601:::SMP2601
EQD+CN+{CONTAINER}++++5
SEL+B200601+CA
"""


def _accepted(control: int, hour: int, minute: int, answered: Sending, key: str) -> str:
    return accepted(answered.answered(control, at(hour, minute)), answered, [key])


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-cargo.cuscar.edi": edifact(_FIRST, ("CUSCAR", _cargo(9, _LAVAL, _WATER))),
        "2-cargo-accepted.cusres.edi": _accepted(9601, 12, 31, _FIRST, CARGO),
        "3-trip.cusrep.edi": edifact(_TRIP, ("CUSREP", _CUSREP)),
        "4-trip-accepted.cusres.edi": _accepted(9602, 12, 36, _TRIP, TRIP),
        "5-change.cuscar.edi": edifact(_CHANGE, ("CUSCAR", _cargo(4, _ELSEWHERE, _SPIRITS))),
        "6-change-accepted.cusres.edi": _accepted(9603, 14, 20, _CHANGE, CARGO),
    }


SHOT = Shot(
    "container_SMPU6006010",
    5061,
    "container40",
    "beverages",
    at(12, 50),
    (("CCN", CARGO), ("CONTAINER", CONTAINER), ("SEAL", "B200601")),
)

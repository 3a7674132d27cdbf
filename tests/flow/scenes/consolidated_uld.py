"""Scene 1: one ULD with one consolidated air waybill, whose house bills come late."""

from __future__ import annotations

import zoneinfo

from tests.flow.scenes.cast import at, day_of
from tests.flow.scenes.edi import Sending, edifact
from tests.flow.scenes.stage import Shot

NAME = "01-consolidated-uld"
OPENS = at(10)
"""When the officer sits down."""
MASTER, ULD = "999-40002012", "AKE54321ZZ"
HOUSE_1, HOUSE_2 = "8XYZHB0000101", "8XYZHB0000102"
KG_1, KG_2 = 96, 64
KG = KG_1 + KG_2
LANDS = at(19, 10).astimezone(zoneinfo.ZoneInfo("America/Toronto"))
"""A flight manifest tells the local time of the airport."""
ISSUED, SCREENED = at(9, days=-1), at(4, 55)

_FFM = f"""FFM/8
1/ZZ0101/{day_of(LANDS)}/CGN/C-SYNT
YYZ/{day_of(LANDS)}{LANDS:%H%M}
ULD/{ULD}
{MASTER}CGNYYZ/T36K{KG}MC1.20/CONSOLIDATION
LAST
"""
_FWB = f"""FWB/16
{MASTER}CGNYYZ/T36K{KG}MC1.20
FLT/ZZ0101/{LANDS:%d}
RTG/YYZZZ
SHP
NAM/MUSTER SPEDITION GMBH (SAMPLE)
ADR/MUSTERWEG 1
LOC/KOELN
/DE/50667
CNE
NAM/SYNTHETIC FORWARDER (SAMPLE)
ADR/99 FICTION AVENUE
LOC/MISSISSAUGA/ON
/CA/L5P 1B2
CVD/EUR//PP/NVD/NCV/XXX
RTD/1/P36/K{KG}/CQ/W{KG}/R3/T480
/NC/CONSOLIDATION AS PER
/2/NC/ATTACHED LIST
/3/NU/{ULD}
ISU/{day_of(ISSUED)}{ISSUED:%y}/CGN
OCI///SM/XRY
///SD/{day_of(SCREENED)}{SCREENED:%y%H%M}
"""


def _house(number: str, control: int, minute: int, goods: str) -> str:
    sending = Sending("8XYZSAMPLE", control, at(14, minute))
    return edifact(
        sending,
        (
            "GOVCBR",
            f"""
            BGM+714+{number}+9
            RFF+XC:{number}
            RFF+XP:{MASTER}
            LOC+60+0497
            LOC+22+0497
            LOC+14+0497:::4011
            GOR+2
            {goods}
            """,
        ),
    )


_INSTRUMENTS = f"""
NAD+CZ+++MUSTER ELEKTRONIK GMBH (SAMPLE)+MUSTERWEG 2+KOELN++50667+DE
NAD+CN+++EXAMPLE LABORATORIES (SAMPLE)+12 FICTION AVENUE+MISSISSAUGA+ON+L5P1B2+CA
UNS+D
SEQ++1
CNI+1
LIN+1
GID+1+22:CT
IMD+++:::MEASURING INSTRUMENTS
MEA+AAE+G+KGM:{KG_1}
TCC++903089
"""
_PARTS = f"""
NAD+CZ+++MUSTER MASCHINEN GMBH (SAMPLE)+MUSTERWEG 3+KOELN++50667+DE
NAD+CN+++EMBALLAGES EXEMPLE INC. (SAMPLE)+9 RUE FICTIVE+LONGUEUIL+QC+J4K1A1+CA
UNS+D
SEQ++1
CNI+1
LIN+1
GID+1+14:CT
IMD+++:::SPARE PARTS FOR PACKING MACHINES
MEA+AAE+G+KGM:{KG_2}
TCC++842290
"""
_CLOSE = f"""
BGM+785+CLOSE0000101+9
RFF+XP:{MASTER}
RFF+XC:{HOUSE_1}
RFF+XC:{HOUSE_2}
"""


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-flight.ffm": _FFM,
        "2-waybill.fwb": _FWB,
        "3-house-bill.govcbr.edi": _house(HOUSE_1, 1101, 2, _INSTRUMENTS),
        "4-house-bill.govcbr.edi": _house(HOUSE_2, 1102, 4, _PARTS),
        "5-close.govcbr.edi": edifact(Sending("8XYZSAMPLE", 1103, at(14, 6)), ("GOVCBR", _CLOSE)),
    }


SHOT = Shot(
    "uld_AKE54321ZZ",
    5301,
    "uld",
    "small_parcels",
    at(4, 55),
    (("ULD", ULD),),
    fill=0.9,
    site="Sample site, Cologne",
    station="CGN-04",
    rows=700,
)

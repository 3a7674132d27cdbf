"""Scene 7: the release is not on file, so the goods go inland in bond and are examined there."""

from __future__ import annotations

from tests.flow.scenes.cast import HAULIER, NIAGARA, TORONTO, at, zulu
from tests.flow.scenes.edi import Sending, accepted, edifact, stamp
from tests.flow.scenes.stage import Shot

NAME = "07-in-bond-fallback"
OPENS = at(14, 10)
"""When the officer sits down."""
CARGO, TRIP = "9XYZPARS0007001", "9XYZTRIP000701"
TRANSACTION = "12345000070013"
WAREHOUSE = "3252"
TRAILER = "SMPL530701"
ETA = at(16, 0)
KG = 14000

_CARGO = Sending(f"{HAULIER}SAMPLE", 701, at(13, 30))
_TRIP = Sending(f"{HAULIER}SAMPLE", 702, at(13, 40))
_RELEASE = Sending("BROKERSAMPLE", 703, at(13, 45))
_CUSCAR = f"""
BGM+85+{CARGO}+9
DTM+132:{stamp(ETA)}:203
LOC+60+{NIAGARA}
NAD+CA+{HAULIER}:172
TDT+20++3+31
GOR+2
EQD+TE+{TRAILER}++++5
SEL+A200701+CA
CNI+1+{CARGO}
RFF+XC:{CARGO}
LOC+9+USBUF
LOC+22+{NIAGARA}
LOC+8+{TORONTO}
LOC+14+{TORONTO}:::{WAREHOUSE}
NAD+CZ+++BUFFALO SAMPLE TYRE CO. (SAMPLE)+1 SAMPLE ROAD+BUFFALO+NY+14201+US
NAD+CN+++EXAMPLE WHEELS LTD (SAMPLE)+99 FICTION AVENUE+TORONTO+ON+M1M1M1+CA
GID+1+620:PP
FTX+AAA+++NEW PNEUMATIC TYRES FOR CARS
MEA+AAE+G+KGM:{KG}
SGP+{TRAILER}+620
CST++401110:HS
LOC+27+US
"""
_CUSREP = f"""
BGM+336+{TRIP}+9
DTM+132:{stamp(ETA)}:203
LOC+60+{NIAGARA}
DOC+785
RFF+XC:{CARGO}
NAD+CA+{HAULIER}:172
TDT+20++3+31++++TRK2701:::SMP2701
EQD+TE+{TRAILER}++++5
SEL+A200701+CA
"""
_REQUEST = f"""
BGM+929+{TRANSACTION}+9
RFF+XC:{CARGO}
LOC+22+{NIAGARA}
"""


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-cargo.cuscar.edi": edifact(_CARGO, ("CUSCAR", _CUSCAR)),
        "2-cargo-accepted.cusres.edi": accepted(_CARGO.answered(9701, at(13, 31)), _CARGO, [CARGO]),
        "3-trip.cusrep.edi": edifact(_TRIP, ("CUSREP", _CUSREP)),
        "4-trip-accepted.cusres.edi": accepted(_TRIP.answered(9702, at(13, 41)), _TRIP, [TRIP]),
        "5-release-request.govcbr.edi": edifact(_RELEASE, ("GOVCBR", _REQUEST)),
        "6-release-refused.txt": f"RNS|{CARGO}|error|{zulu(at(14, 0))}|{NIAGARA}||{TRANSACTION}"
        "|Release not on file or rejected\n",
        "7-arrived.txt": f"CACM|{TRIP}|{zulu(at(16, 5))}|{NIAGARA}|\n",
        "8-at-warehouse.txt": f"WACM|{CARGO}|{WAREHOUSE}|{zulu(at(19, 10))}|{TORONTO}"
        "|Synthetic sufferance warehouse (sample)\n",
    }


SHOT = Shot(
    "trailer_SMPL530701",
    5079,
    "trailer53",
    "tyres",
    at(13, 50),
    (("CCN", CARGO), ("TRAILER", TRAILER), ("SEAL", "A200701")),
    irregularity="dense_block",
    site="Sample site, Lewiston NY",
    station="LEW-01",
)

"""Scene 2: one shipment in two trailers behind one tractor."""

from __future__ import annotations

from tests.flow.scenes.cast import HAULIER, LACOLLE, at
from tests.flow.scenes.edi import OFFICE, Sending, accepted, edifact, stamp
from tests.flow.scenes.stage import Shot

NAME = "02-pair-of-trailers"
OPENS = at(13, 30)
"""When the officer sits down."""
CARGO, TRIP = "9XYZPARS0002001", "9XYZTRIP000201"
FIRST, SECOND = "SMPL530201", "SMPL530202"
ETA = at(15, 30)
HEAVY, LIGHT = 4500, 4040

_CARGO = Sending(f"{HAULIER}SAMPLE", 201, at(13, 2))
_TRIP = Sending(f"{HAULIER}SAMPLE", 202, at(13, 10))
_CUSCAR = f"""
BGM+85+{CARGO}+9
DTM+132:{stamp(ETA)}:203
LOC+60+{LACOLLE}
NAD+CA+{HAULIER}:172
TDT+20++3+31
GOR+2
EQD+TE+{FIRST}++++5
SEL+A200201+CA
EQD+TE+{SECOND}++++5
SEL+A200202+CA
CNI+1+{CARGO}
RFF+XC:{CARGO}
LOC+9+USBUF
LOC+22+{LACOLLE}
LOC+14+{LACOLLE}:::3127
FTX+AAI+++100 PIECES CONTAINED IN TWO TRAILERS
NAD+CZ+++NORVALE MACHINE WORKS LTD (SAMPLE)+1 SAMPLE ROAD+BUFFALO+NY+14201+US
NAD+CN+++ATELIERS QUERNON INC. (SAMPLE)+9 RUE FICTIVE+BROSSARD+QC+J4W1A1+CA
GID+1+60:CT
FTX+AAA+++LATHES AND MILLING MACHINES
MEA+AAE+G+KGM:{HEAVY}
SGP+{FIRST}+60
CST++845811:HS
LOC+27+US
GID+2+40:CT
FTX+AAA+++MACHINE TOOL PARTS AND FIXTURES
MEA+AAE+G+KGM:{LIGHT}
SGP+{SECOND}+40
CST++846693:HS
LOC+27+US
"""
_CUSREP = f"""
BGM+336+{TRIP}+9
DTM+132:{stamp(ETA)}:203
LOC+60+{LACOLLE}
DOC+785
RFF+XC:{CARGO}
NAD+CA+{HAULIER}:172
TDT+20++3+31++++TRK2201:::SMP2201
EQD+TE+{FIRST}++++5
SEL+A200201+CA
EQD+TE+{SECOND}++++5
SEL+A200202+CA
"""


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-cargo.cuscar.edi": edifact(_CARGO, ("CUSCAR", _CUSCAR)),
        "2-cargo-accepted.cusres.edi": accepted(
            Sending(OFFICE, 9201, at(13, 3), _CARGO.sender), _CARGO, [CARGO]
        ),
        "3-trip.cusrep.edi": edifact(_TRIP, ("CUSREP", _CUSREP)),
        "4-trip-accepted.cusres.edi": accepted(
            Sending(OFFICE, 9202, at(13, 11), _TRIP.sender), _TRIP, [TRIP]
        ),
    }


def shot(number: str, seal: str, seed: int, minute: int) -> Shot:
    """One pass of one trailer."""
    numbers = (("CCN", CARGO), ("TRAILER", number), ("SEAL", seal))
    return Shot(f"trailer_{number}", seed, "trailer53", "machinery", at(13, minute), numbers)


SHOTS = (shot(FIRST, "A200201", 5101, 20), shot(SECOND, "A200202", 5102, 40))

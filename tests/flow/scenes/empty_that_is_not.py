"""Scene 8: a truck that is declared empty, and is not."""

from __future__ import annotations

from tests.flow.scenes.cast import HAULIER, LACOLLE, at
from tests.flow.scenes.edi import Sending, accepted, edifact, stamp
from tests.flow.scenes.stage import Shot

NAME = "08-empty-that-is-not"
OPENS = at(14, 50)
"""When the officer sits down."""
TRIP, TRAILER = "9XYZTRIP000801", "SMPL530801"
ETA = at(16, 30)

_TRIP = Sending(f"{HAULIER}SAMPLE", 801, at(14, 0))
_CUSREP = f"""
BGM+336+{TRIP}+9
DTM+132:{stamp(ETA)}:203
GEI+9+EMT
LOC+60+{LACOLLE}
NAD+CA+{HAULIER}:172
TDT+20++3+31++++TRK2801:::SMP2801
EQD+TE+{TRAILER}++++4
"""


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-empty-trip.cusrep.edi": edifact(_TRIP, ("CUSREP", _CUSREP)),
        "2-trip-accepted.cusres.edi": accepted(_TRIP.answered(9801, at(14, 1)), _TRIP, [TRIP]),
    }


SHOT = Shot(
    "trailer_SMPL530801",
    5085,
    "trailer53",
    "household",
    at(14, 40),
    (("CRN", TRIP), ("TRAILER", TRAILER)),
    fill=0.35,
)

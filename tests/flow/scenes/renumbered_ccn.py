"""Scene 3: a cargo that is deleted and filed anew under another number after it was scanned."""

from __future__ import annotations

from tests.flow.scenes.cast import HAULIER, LACOLLE, at
from tests.flow.scenes.edi import Sending, x12
from tests.flow.scenes.stage import Shot

NAME = "03-renumbered-ccn"
OPENS = at(14)
"""When the officer sits down."""
OLD, NEW, TRIP = "9XYZPARS0003001", "9XYZPARS0003017", "9XYZTRIP000301"
TRAILER = "SMPL530301"
ETA = at(17, 30)
KG = 7700

_OLD = Sending(f"{HAULIER}SAMPLE", 301, at(13, 30))
_DELETE = Sending(f"{HAULIER}SAMPLE", 302, at(14, 20))
_NEW = Sending(f"{HAULIER}SAMPLE", 303, at(14, 22))
_TRIP = Sending(f"{HAULIER}SAMPLE", 304, at(14, 30))


def _manifest(number: str, purpose: str) -> str:
    return f"""
    M10*{HAULIER}*J*CA****{TRIP}*1*****{purpose}*37
    P4*{LACOLLE}*{ETA:%Y%m%d}*1**{ETA:%H%M}
    LX*1
    M11*{number}*USBUF*48*CTN*{KG}*K******{HAULIER}
    N1*SH*NORVALE FURNITURE WORKS (SAMPLE)
    N3*1 SAMPLE ROAD
    N4*BUFFALO*NY*14201*US
    N1*CN*MEUBLES EXEMPLE INC. (SAMPLE)
    N3*9 RUE FICTIVE
    N4*BROSSARD*QC*J4W1A1*CA
    VID*TL**{TRAILER}*A200301******L
    N10*48*WOODEN BEDROOM FURNITURE**J*940350**K*{KG}***US
    """


_KEY_ONLY = f"""
M10*{HAULIER}*J*CA****{TRIP}*1*****01*37
LX*1
M11*{OLD}
"""
_CONSIST = f"""
M10*{HAULIER}*J*CA****{TRIP}*1*****00*37
P4*{LACOLLE}*{ETA:%Y%m%d}*1**{ETA:%H%M}
VID*TL**{TRAILER}*A200301******L
MBL*{HAULIER}*{NEW}
"""


def _applied(control: int, minute: int, answered: Sending, key: str) -> str:
    back = answered.answered(control, at(14, minute) if minute < 40 else at(13, minute))
    return x12(
        back,
        "824",
        f"""
        BGN*11*{control}*{back.at:%Y%m%d*%H%M}
        OTI*TA*XC*{key}*****{answered.control}*0001
        """,
    )


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-cargo.309.edi": x12(_OLD, "309", _manifest(OLD, "00")),
        "2-cargo-accepted.824.edi": _applied(9301, 41, _OLD, OLD),
        "3-cargo-deleted.309.edi": x12(_DELETE, "309", _KEY_ONLY),
        "4-delete-accepted.824.edi": _applied(9302, 21, _DELETE, OLD),
        "5-cargo-anew.309.edi": x12(_NEW, "309", _manifest(NEW, "00")),
        "6-cargo-anew-accepted.824.edi": _applied(9303, 23, _NEW, NEW),
        "7-trip.358.edi": x12(_TRIP, "358", _CONSIST),
        "8-trip-accepted.824.edi": _applied(9304, 31, _TRIP, TRIP),
    }


SHOT = Shot(
    "trailer_SMPL530301",
    5315,
    "trailer53",
    "furniture",
    at(13, 45),
    (("CCN", OLD), ("TRAILER", TRAILER), ("SEAL", "A200301")),
)

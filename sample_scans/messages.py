"""Two of the sample declarations as carriers would send them: CUSCAR and X12 309.

Composed from the public structure of the messages with fictional content; they show no conformance
to the agency's own maps, which are not public.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_CUSCAR = """UNA:+.? '
UNB+UNOA:2+9XYZ:ZZ+SAMPLE:ZZ+261120:1300+000000031'
UNH+1+CUSCAR:D:03B:UN'
BGM+85+9XYZPARS0001301+9'
DTM+132:202611201528:203'
LOC+60+0351'
RFF+CRN:9XYZTRIP000772'
NAD+CA+9XYZ:172'
TDT+20++3+31'
GOR+2'
EQD+CN+SMPU4410221++++5'
SEL+B220031+CA'
CNI+1+9XYZPARS0001301'
RFF+XC:9XYZPARS0001301'
LOC+9+USALB'
LOC+14+0351:::3127'
NAD+CZ+++SAMPLE SPRINGS BOTTLING CO. (SAMPLE)+1 SAMPLE ROAD+ALBANY+NY+12201+US'
NAD+CN+++DISTRIBUTION EXEMPLE INC. (SAMPLE)+9 RUE FICTIVE+LAVAL+QC+H7A1A1+CA'
GID+1+1320:CT'
FTX+AAA+++MINERAL WATER IN BOTTLES'
MEA+AAE+G+KGM:{kg}'
SGP+SMPU4410221+1320'
CST++220110:HS'
UNT+22+1'
UNZ+1+000000031'
"""

_X12_309 = (
    (
        "ISA*00*          *00*          *ZZ*9XYRSAMPLE     *ZZ*SAMPLE         "
        "*261120*0900*^*00503*000000032*0*T*>~"
    ),
    "GS*AQ*9XYRSAMPLE*SAMPLE*20261120*0900*32*X*005030~",
    "ST*309*0001~",
    "M10*9XYR*R*CA****9XYRTRAIN00418*1*****00*27~",
    "P4*0351*20261120*1**1630~",
    "LX*1~",
    "M11*9XYRRAIL210041*USRSP*88*PKG*{kg}*K******9XYR~",
    "N9*WS*3252~",
    "N1*SH*SAMPLE SHIPPERS COOPERATIVE (SAMPLE)~",
    "N4*ROUSES POINT*NY*12979*US~",
    "N1*CN*COOPERATIVE MODELE (SAMPLE)~",
    "N4*DRUMMONDVILLE*QC*J2B1A1*CA~",
    "VID*RR*SMPX*210041*******L~",
    "N10*88*SAWN SOFTWOOD**J*440711**K*{kg}***US~",
    "SE*13*0001~",
    "GE*1*32~",
    "IEA*1*000000032~",
)


_TEXTS = MappingProxyType(
    {
        "truck_beverages": ("truck_beverages_cuscar.edi", _CUSCAR),
        "rail_timber": ("rail_timber_309.edi", "\n".join(_X12_309) + "\n"),
    }
)


def write_messages(folder: Path, gross_kg: Mapping[str, str]) -> list[Path]:
    """Write the CUSCAR of the beverages and the 309 of the timber car; return their paths.

    ``gross_kg`` is what was declared of each case that was made; the others are passed over.
    """
    paths = []
    for case, (name, text) in _TEXTS.items():
        if case in gross_kg:
            paths.append(folder / name)
            paths[-1].write_text(text.format(kg=gross_kg[case]), encoding="ascii")
    return paths

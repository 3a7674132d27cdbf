"""Scene 5: a train of 110 cars, one image a car, one of them under a mark nobody declared."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import numpy as np

from imaging.dicos import write_dx
from imaging.phantom import SceneOptions
from imaging.phantom.trains import make_train
from imaging.radiograph import Radiograph
from tests.flow.scenes.cast import LACOLLE, RAILWAY, at
from tests.flow.scenes.edi import Sending, x12
from tests.flow.scenes.stage import date_file

NAME = "05-train-of-110-cars"
OPENS = at(14, 30)
"""When the officer sits down."""
TRAIN = "9XYRTRAIN00505"
CARS = 110
ETA = at(19, 30)
MISREAD, MISREAD_AS = 88, "SMPX390088"
"""Place of the car whose number was misread by one digit, and what was read."""
STRANGE, STRANGE_AS = 46, "QSMX771204"
"""Place of a car whose image came under a mark that nobody declared, and that mark."""
ROWS = 48
"""Height of the pictures: a hundred of them must be quick."""

_KINDS = ("box", "gondola", "tank", "hopper", "flat")
_GOODS = (
    ("NEWSPRINT IN ROLLS", "480100"),
    ("ALUMINIUM PROFILES", "760421"),
    ("RAPESEED OIL", "151411"),
    ("MALTING BARLEY", "100390"),
    ("SAWN SOFTWOOD", "440711"),
)
_CONSIST = Sending("9XYRSAMPLE", 501, at(14, 0))
_MANIFEST = Sending("9XYRSAMPLE", 502, at(14, 5))


def number_of(place: int) -> str:
    """Return the number of the car at a place of the consist, 1 first, without its mark."""
    return f"{300000 + place:06d}"


def mark(place: int) -> str:
    """Return reporting mark and number of the car at a place."""
    return f"SMPX{number_of(place)}"


def cargo(place: int) -> str:
    """Return the control number of the cargo in the car at a place."""
    return f"9XYRRAIL{number_of(place)}"


def _head(document: str) -> list[str]:
    return [
        f"M10*{RAILWAY}*R*CA****{TRAIN}*{CARS}*****00*{document}",
        f"P4*{LACOLLE}*{ETA:%Y%m%d}*1**{ETA:%H%M}",
    ]


def _consist() -> Iterator[str]:
    yield from _head("27")
    for place in range(1, CARS + 1):
        yield f"VID*RR*SMPX*{number_of(place)}*******L"
        yield f"MBL*{RAILWAY}*{cargo(place)}"


def _manifest() -> Iterator[str]:
    yield from _head("27")
    for place in range(1, CARS + 1):
        goods, hs = _GOODS[place % len(_GOODS)]
        yield f"LX*{place}"
        yield f"M11*{cargo(place)}*USALB*1*CLD*{60000 + 10 * place}*K******{RAILWAY}"
        yield "N1*SH*SAMPLE SHIPPERS COOPERATIVE (SAMPLE)"
        yield "N4*ROUSES POINT*NY*12979*US"
        yield "N1*CN*COOPERATIVE MODELE (SAMPLE)"
        yield "N4*DRUMMONDVILLE*QC*J2B1A1*CA"
        yield f"VID*RR*SMPX*{number_of(place)}*******L"
        yield f"N10*1*{goods}**J*{hs}**K*{60000 + 10 * place}***US"


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    return {
        "1-consist.358.edi": x12(_CONSIST, "358", "\n".join(_consist())),
        "2-manifest.309.edi": x12(_MANIFEST, "309", "\n".join(_manifest())),
    }


def take(folder: Path) -> list[Path]:
    """Simulate one pass of the whole train, part it into its cars, and write a file for each."""
    kinds = tuple(_KINDS[place % len(_KINDS)] for place in range(1, CARS + 1))
    options = SceneOptions.well_kept("train")
    train = make_train(505, kinds, rows=ROWS, options=options)
    edges = [0, *(round(column) for column in train.couplings), train.radiograph.shape[1]]
    paths = []
    for place, (start, stop) in enumerate(itertools.pairwise(edges), start=1):
        taken_at = at(13, 0) + dt.timedelta(seconds=4 * place)
        path = folder / f"car_{place:03d}.dcs"
        write_dx(_car(train.radiograph, start, stop, place, taken_at), [path], seed=f"car {place}")
        date_file(path, taken_at)
        paths.append(path)
    return paths


def _car(train: Radiograph, start: int, stop: int, place: int, taken_at: dt.datetime) -> Radiograph:
    number = {MISREAD: MISREAD_AS, STRANGE: STRANGE_AS}.get(place, mark(place))
    source = dataclasses.replace(
        train.source,
        study_uid="",
        series_uid="",
        object_id=number,
        object_id_authority="SAMPLE",
        taken_at=taken_at,
        manufacturer="Prescreen simulator",
        model="rail portal (sample)",
        station="RPT-01",
        institution="Sample site, Rouses Point NY",
        identifiers=MappingProxyType({"RAILCAR": number}),
    )
    high = train.channels[0]
    pixels = np.ascontiguousarray(high.pixels[:, start:stop])
    channel = dataclasses.replace(high, pixels=pixels)
    return dataclasses.replace(train, channels=(channel,), source=source)

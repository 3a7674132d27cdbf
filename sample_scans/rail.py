"""Sample cases that come by rail: five cars of one consist, and a string of cars in one picture.

Everything is fictional.
"""

from __future__ import annotations

import dataclasses

from app.domain.shipment import Mode
from sample_scans.case import Case, Declared, Goods, Picture, Unit, reads

_SITE = "Sample site, Rouses Point NY"
_STATION = "RPT-01"
COARSE = 320
"""Rows of the cars that only make the train longer."""


def _car(
    number: int,
    seed: int,
    load: str,
    irregularity: str | None,
    goods: Goods,
    position: int,
) -> Case:
    """One car of the sample train."""
    mark = f"SMPX{number:06d}"
    empty = load == "empty"
    return Case(
        name=f"rail_{load}",
        shows=f"rail car {position} of one consist: {goods.description.lower()}"
        + (f", with {irregularity.replace('_', ' ')}" if irregularity else ", clean"),
        minutes_to_arrival=150,
        sent_minutes_ago=300,
        pictures=(
            Picture(
                f"rail_{load}",
                seed,
                "railcar",
                (load,),
                irregularity,
                reads(CCN=f"9XYRRAIL{number:06d}", RAILCAR=mark),
                _SITE,
                _STATION,
                60 + position,
            ),
        ),
        declared=(
            Declared(
                ccn=f"9XYRRAIL{number:06d}",
                mode=Mode.RAIL,
                crn="9XYRTRAIN00418",
                carrier_code="9XYR",
                carrier_name="Example Northern Railway (sample)",
                fpoa="0351",
                shipper=("Sample Shippers Cooperative (sample)", "Rouses Point", "US"),
                consignee=("Coopérative Modèle (sample)", "Drummondville", "CA"),
                goods=(goods,),
                units=(Unit("railcar", mark, (), empty=empty, position=position),),
                sub_location="3252",
            ),
        ),
    )


def _coarse(case: Case) -> Case:
    """Let the pictures of a case be coarser, so that its files are small."""
    pictures = tuple(dataclasses.replace(one, rows=COARSE) for one in case.pictures)
    return dataclasses.replace(case, pictures=pictures)


_STRING = Case(
    name="rail_string",
    shows="five cars of another train in one long picture, clean",
    minutes_to_arrival=260,
    sent_minutes_ago=330,
    pictures=(
        Picture(
            "rail_string",
            5231,
            "train",
            ("locomotive", "box", "tank", "flat", "gondola"),
            None,
            reads(CCN="9XYRRAIL220500", RAILCAR="SMPX220501"),
            _SITE,
            _STATION,
            70,
            rows=220,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYRRAIL220500",
            mode=Mode.RAIL,
            crn="9XYRTRAIN00422",
            carrier_code="9XYR",
            carrier_name="Example Northern Railway (sample)",
            fpoa="0351",
            shipper=("Sample Shippers Cooperative (sample)", "Rouses Point", "US"),
            consignee=("Coopérative Modèle (sample)", "Drummondville", "CA"),
            goods=(Goods("Mixed freight of four cars", "", "US", 4, "CL", kg=214_000),),
            units=(Unit("railcar", "SMPX220501", (), position=2),),
            sub_location="3252",
        ),
    ),
)

CASES = (
    _coarse(
        _car(
            210040,
            5204,
            "empty",
            None,
            Goods("Box car returning empty", "860900", "US", 1, "UN", kg=0.0),
            16,
        )
    ),
    _car(210041, 5201, "timber", None, Goods("Sawn softwood", "440711", "US", 88, "PK"), 17),
    _car(
        210042,
        5202,
        "grain_bags",
        None,
        Goods("Malting barley in bags", "100390", "US", 900, "BG"),
        18,
    ),
    _car(
        210043,
        5203,
        "aluminium",
        "shielded_source",
        Goods("Aluminium profiles", "760421", "US", 96, "BE"),
        19,
    ),
    _coarse(
        _car(
            210044,
            5205,
            "paper_rolls",
            None,
            Goods("Newsprint in rolls", "480100", "US", 64, "RL"),
            20,
        )
    ),
    _STRING,
)

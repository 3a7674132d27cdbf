"""Sample cases that come by rail: three cars of one consist. Everything is fictional."""

from __future__ import annotations

from app.domain.shipment import Mode
from sample_scans.case import Case, Declared, Goods, Picture, Unit, reads

_SITE = "Sample site, Rouses Point NY"
_STATION = "RPT-01"


def _car(
    number: int, seed: int, load: str, irregularity: str | None, goods: Goods, position: int
) -> Case:
    """One car of the sample train."""
    mark = f"SMPX{number:06d}"
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
                units=(Unit("railcar", mark, (), position=position),),
                sub_location="3252",
            ),
        ),
    )


CASES = (
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
)

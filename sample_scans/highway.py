"""Sample cases that come by road. Every person, company and number is fictional."""

from __future__ import annotations

import dataclasses

from app.domain.shipment import Mode
from sample_scans.case import Case, Declared, Goods, Picture, Unit, reads

_SITE = "Sample site, Champlain NY"
_STATION = "CHP-02"
_LENGTHS = {"container20": 20, "container40": 40, "container40hc": 40, "trailer53": 53}


@dataclasses.dataclass(frozen=True, slots=True)
class _Truck:
    """One container on a truck: what is in it, and what is said of it."""

    name: str
    shows: str
    minutes_to_arrival: int
    seed: int
    equipment: str
    load: str
    irregularity: str | None
    number: str
    """Of the container."""
    cargo: int
    """Last digits of the CCN."""
    trip: int
    """Last digits of the CRN."""
    fpoa: str
    shipper: tuple[str, str, str]
    consignee: tuple[str, str, str]
    goods: Goods
    seal: str = ""
    seal_declared: str | None = None
    """Where it differs from the seal that was read."""
    minutes_ago: int = 100
    sub_location: str = "3127"
    mass_factor: float = 1.0
    empty: bool = False
    damaged: bool = False


def _ccn(cargo: int) -> str:
    return f"9XYZPARS{cargo:07d}"


def _case(truck: _Truck) -> Case:
    """Tell the case of one truck."""
    keys = {"CCN": _ccn(truck.cargo), "CONTAINER": truck.number}
    if truck.seal:
        keys["SEAL"] = truck.seal
    declared = truck.seal if truck.seal_declared is None else truck.seal_declared
    unit = Unit(
        "container",
        truck.number,
        (declared,) if declared else (),
        empty=truck.empty,
        length_ft=_LENGTHS[truck.equipment],
    )
    picture = Picture(
        truck.name,
        truck.seed,
        truck.equipment,
        (truck.load,),
        truck.irregularity,
        reads(**keys),
        _SITE,
        _STATION,
        truck.minutes_ago,
        damaged=truck.damaged,
    )
    return Case(
        name=truck.name,
        shows=truck.shows,
        minutes_to_arrival=truck.minutes_to_arrival,
        pictures=(picture,),
        declared=(_declared(truck, (truck.goods,), (unit,)),),
    )


def _declared(
    truck: _Truck, goods: tuple[Goods, ...], units: tuple[Unit, ...], instructions: str = ""
) -> Declared:
    """Declare what a truck of the sample haulier carries."""
    return Declared(
        ccn=_ccn(truck.cargo),
        mode=Mode.HIGHWAY,
        crn=f"9XYZTRIP{truck.trip:06d}",
        carrier_code="9XYZ",
        carrier_name="Example Haulage (sample)",
        fpoa=truck.fpoa,
        shipper=truck.shipper,
        consignee=truck.consignee,
        goods=goods,
        units=units,
        special_instructions=instructions,
        sub_location=truck.sub_location,
        mass_factor=truck.mass_factor,
    )


def _pair() -> Case:
    """Tell the case of one shipment in two trailers; its data came late."""
    head = _Truck(
        "trailer_pair",
        "one shipment in two 53-foot trailers under one CCN; a dense block in the first",
        42,
        5101,
        "trailer53",
        "machinery",
        "dense_block",
        "SMPL530117",
        1234,
        771,
        "0351",
        ("Norvale Machine Works Ltd (sample)", "Buffalo", "US"),
        ("Ateliers Quernon inc. (sample)", "Brossard", "CA"),
        Goods("Machine tools for working metal", "845811", "US", 60, "CT", share=0.5),
    )
    parts = (
        dataclasses.replace(head.goods, equipment="SMPL530117"),
        Goods(
            "Machine tool parts and fixtures",
            "846693",
            "US",
            40,
            "CT",
            share=0.5,
            equipment="SMPL530118",
        ),
    )
    trailers = (("SMPL530117", "A123456", 150), ("SMPL530118", "A123457", 138))
    pictures = tuple(
        Picture(
            f"trailer_pair_{place}",
            head.seed + place - 1,
            head.equipment,
            (head.load,),
            head.irregularity if place == 1 else None,
            reads(CCN=_ccn(head.cargo), TRAILER=number, SEAL=seal),
            _SITE,
            _STATION,
            minutes_ago,
        )
        for place, (number, seal, minutes_ago) in enumerate(trailers, start=1)
    )
    units = tuple(Unit("trailer", number, (seal,), length_ft=53) for number, seal, _ in trailers)
    declared = _declared(head, parts, units, "100 pieces contained in two trailers")
    return Case(
        name=head.name,
        shows=head.shows,
        minutes_to_arrival=head.minutes_to_arrival,
        pictures=pictures,
        declared=(declared,),
        sent_minutes_ago=9,
    )

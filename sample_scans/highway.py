"""Sample cases that come by road. Every person, company and number is fictional."""

from __future__ import annotations

import dataclasses

from app.domain.shipment import Mode
from imaging.faults import FaultKind
from sample_scans.case import Case, Declared, Goods, Picture, Unit, reads

_SITE = "Sample site, Champlain NY"
_STATION = "CHP-02"
COARSE = 360
"""Height of the picture that shows a fault: a place can be seen in few pixels, too."""
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


_TRUCKS = (
    _Truck(
        "truck_beverages",
        "a clean load of beverages in a 40-foot container on a truck",
        88,
        5103,
        "container40",
        "beverages",
        None,
        "SMPU4410221",
        1301,
        772,
        "0351",
        ("Sample Springs Bottling Co. (sample)", "Albany", "US"),
        ("Distribution Exemple inc. (sample)", "Laval", "CA"),
        Goods("Mineral water in bottles", "220110", "US", 1320, "CT"),
        seal="B220031",
        minutes_ago=120,
    ),
    _Truck(
        "truck_textiles_weapon",
        "bales of textiles in a 40-foot container with long arms among them",
        55,
        5104,
        "container40",
        "textiles",
        "weapon",
        "SMPU4410319",
        1302,
        773,
        "0351",
        ("Sample Mills LLC (sample)", "Newark", "US"),
        ("Tissus Modèle ltée (sample)", "Montréal", "CA"),
        Goods("Cotton fabric, dyed, in bales", "520839", "US", 220, "BL"),
        seal="B220044",
        minutes_ago=125,
    ),
    _Truck(
        "truck_stone",
        "a clean load of stone tiles in a 20-foot container",
        130,
        5105,
        "container20",
        "stone_tiles",
        None,
        "SMPU2210121",
        1303,
        774,
        "0427",
        ("Sample Quarries Inc. (sample)", "Rutland", "US"),
        ("Example Tile Ltd (sample)", "St. Catharines", "CA"),
        Goods("Granite tiles, polished", "680293", "US", 480, "BX"),
        seal="B220050",
        minutes_ago=110,
        sub_location="9427",
    ),
    _Truck(
        "truck_declared_empty",
        "a 20-foot container declared empty that is not",
        35,
        5106,
        "container20",
        "empty",
        "load_in_empty",
        "SMPU2210374",
        1304,
        775,
        "0440",
        ("Sample Container Pool (sample)", "Detroit", "US"),
        ("Example Container Depot (sample)", "Windsor", "CA"),
        Goods("Empty container, repositioning", "860900", "US", 1, "PC", kg=0.0),
        minutes_ago=100,
        sub_location="",
        empty=True,
    ),
    _Truck(
        "truck_false_wall",
        "furniture in a 40-foot high container, with a false wall at the front",
        72,
        5107,
        "container40hc",
        "furniture",
        "false_wall",
        "SMPU4510447",
        1305,
        776,
        "0351",
        ("Sample Cabinet Makers (sample)", "Grand Rapids", "US"),
        ("Meubles Gabarit inc. (sample)", "Saint-Jérôme", "CA"),
        Goods("Wooden bedroom furniture", "940350", "US", 180, "CT"),
        seal="B220061",
        minutes_ago=115,
        mass_factor=0.8,
    ),
    _Truck(
        "truck_household_bricks",
        "household goods with a stack of dense organic bricks inside",
        64,
        5108,
        "container40",
        "household",
        "organic_bricks",
        "SMPU4410598",
        1306,
        777,
        "0351",
        ("Sample Removals Inc. (sample)", "Plattsburgh", "US"),
        ("J. Exemple (sample)", "Sherbrooke", "CA"),
        Goods("Household goods", "990500", "US", 212, "PC"),
        seal="B220072",
        seal_declared="B220073",
        minutes_ago=118,
    ),
    _Truck(
        "truck_undeclared_drums",
        "drums declared as cleaning cloths: dangerous goods not declared",
        105,
        5109,
        "container20",
        "drums",
        None,
        "SMPU2210498",
        1307,
        778,
        "0440",
        ("Sample Supply House (sample)", "Toledo", "US"),
        ("Example Janitorial Ltd (sample)", "London", "CA"),
        Goods("Cleaning cloths; solvent cleaner in drums", "630710", "US", 80, "DR"),
        seal="B220080",
        minutes_ago=108,
        sub_location="9440",
    ),
    _Truck(
        "truck_paper_is_steel",
        "declared paper; steel coils in the image",
        95,
        5110,
        "container40",
        "steel_coils",
        None,
        "SMPU4410601",
        1308,
        779,
        "0427",
        ("Sample Paper Company (sample)", "Erie", "US"),
        ("Imprimerie Spécimen ltée (sample)", "Toronto", "CA"),
        Goods("Kraft paper in rolls", "480411", "US", 24, "RL", kg=9800.0),
        seal="B220091",
        minutes_ago=112,
        sub_location="9427",
    ),
    _Truck(
        "truck_damaged",
        "a scan file cut short on its way",
        85,
        5112,
        "container20",
        "fruit",
        None,
        "SMPU2210559",
        1310,
        780,
        "0351",
        ("Sample Orchards (sample)", "Peru NY", "US"),
        ("Fruits Modèle inc. (sample)", "Montréal", "CA"),
        Goods("Apples, fresh", "080810", "US", 900, "CT", kg=14200.0),
        minutes_ago=90,
        damaged=True,
    ),
)

_UNANNOUNCED = Case(
    name="truck_no_data",
    shows="a scanned trailer for which no shipment data was sent",
    minutes_to_arrival=80,
    pictures=(
        Picture(
            "truck_no_data",
            5111,
            "container40",
            ("household", "furniture"),
            None,
            reads(CONTAINER="SMPU4410710"),
            _SITE,
            _STATION,
            90,
        ),
    ),
)

_TYRES = _Truck(
    "truck_bad_detectors",
    "tyres seen by a scanner with dead detectors and lost pulses; coarser, to be small",
    115,
    5113,
    "container20",
    "tyres",
    None,
    "SMPU2210604",
    1311,
    781,
    "0440",
    ("Sample Tyre Works (sample)", "Akron", "US"),
    ("Example Tyre Depot (sample)", "Windsor", "CA"),
    Goods("Tyres for passenger cars, new", "401110", "US", 340, "PC"),
    seal="B220104",
    minutes_ago=106,
    sub_location="9440",
)


def _seen_badly(truck: _Truck) -> Case:
    """Tell the case of a truck whose scanner is at fault, not its load."""
    case = _case(truck)
    faults = (FaultKind.DEAD_ROWS, FaultKind.MISSING_COLUMNS)
    pictures = tuple(
        dataclasses.replace(one, faults=faults, rows=COARSE, fill=0.85) for one in case.pictures
    )
    return dataclasses.replace(case, pictures=pictures)


CASES = (_pair(), *(_case(truck) for truck in _TRUCKS), _UNANNOUNCED, _seen_badly(_TYRES))

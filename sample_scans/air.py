"""Sample cases that come by air: one ULD with two shipments, and parcels. All fictional."""

from __future__ import annotations

from app.domain.shipment import Mode
from sample_scans.case import ROWS, Case, Declared, Goods, Picture, Unit, reads

_SITE = "Sample site, Cologne"
_FLIGHT = "9XYAZZ0001"


def _air_waybill(ccn: str, mawb: str, goods: Goods, consignee: tuple[str, str, str]) -> Declared:
    """One of the shipments in the sample ULD."""
    return Declared(
        ccn=ccn,
        mode=Mode.AIR,
        crn=_FLIGHT,
        carrier_code="9XYA",
        carrier_name="Example Air Cargo (sample)",
        fpoa="0497",
        shipper=("Muster Elektronik GmbH (sample)", "Köln", "DE"),
        consignee=consignee,
        goods=(goods,),
        units=(Unit("uld", "AKE12345ZZ"),),
        mawb=mawb,
        sub_location="3891",
    )


ULD = Case(
    name="uld_electronics",
    shows="a ULD with two air waybills, clean",
    minutes_to_arrival=125,
    sent_minutes_ago=240,
    pictures=(
        Picture(
            "uld_electronics",
            5301,
            "uld",
            ("small_parcels",),
            None,
            reads(ULD="AKE12345ZZ"),
            _SITE,
            "CGN-04",
            520,
            fill=0.9,
        ),
    ),
    declared=(
        _air_waybill(
            "9XYA99940001231",
            "999-40001231",
            Goods("Measuring instruments, electronic", "903089", "DE", 36, "CT", share=0.6),
            ("Example Laboratories (sample)", "Mississauga", "CA"),
        ),
        _air_waybill(
            "9XYA99940001242",
            "999-40001242",
            Goods("Spare parts for packing machines", "842290", "DE", 14, "CT", share=0.4),
            ("Emballages Exemple inc. (sample)", "Longueuil", "CA"),
        ),
    ),
)


def _parcel(picture: Picture, goods: Goods, value: str) -> Case:
    """One e-commerce parcel on the sample flight."""
    tracking = picture.identifiers["PARCEL"]
    what = picture.irregularity.replace("_", " ") if picture.irregularity else "clean"
    return Case(
        name=picture.name,
        shows=f"e-commerce parcel: {goods.description.lower()}, {what}",
        minutes_to_arrival=205,
        sent_minutes_ago=240,
        pictures=(picture,),
        declared=(
            Declared(
                ccn="",
                mode=Mode.COURIER,
                crn=_FLIGHT,
                carrier_code="9XYC",
                carrier_name="Example Courier (sample)",
                fpoa="0497",
                shipper=("Muster Versand GmbH (sample)", "Köln", "DE"),
                consignee=("Example Person (sample)", "Hamilton", "CA"),
                goods=(goods,),
                units=(Unit("package", tracking),),
                clvs=True,
                hawb=tracking,
                mawb="999-40001253",
                value_cad=value,
                exception_codes=("CLVS",),
            ),
        ),
    )


def _belt(
    name: str,
    seed: int,
    tracking: str,
    load: str,
    irregularity: str | None = None,
    *,
    rows: int = ROWS,
) -> Picture:
    """One parcel on the belt of the sample scanner."""
    return Picture(
        name,
        seed,
        "parcel",
        (load,),
        irregularity,
        reads(PARCEL=tracking),
        _SITE,
        "CGN-07",
        430,
        fill=0.97,
        rows=rows,
    )


def _small(number: int, tracking: str, load: str, goods: Goods, value: str) -> Case:
    """One of the clean parcels that make the grid worth stepping through; coarser, to be small."""
    name = f"parcel_row_{number}"
    return _parcel(_belt(name, 130 + number, tracking, load, rows=360), goods, value)


CASES = (
    ULD,
    _parcel(
        _belt("parcel_small_goods", 118, "1ZXX00016600001237", "small_parcels"),
        Goods("Bicycle parts, 6 pieces", "871499", "DE", 6, "PC"),
        "84.00",
    ),
    _parcel(
        _belt(
            "parcel_electronics_batteries",
            119,
            "1ZXX00016600001246",
            "electronics",
            "battery_packs",
        ),
        Goods("Computer accessories, keyboards", "847160", "CN", 4, "PC"),
        "61.50",
    ),
    _parcel(
        _belt("parcel_garments_weapon", 120, "1ZXX00016600001255", "textiles", "weapon"),
        Goods("Winter coats, 3 pieces", "620193", "CN", 3, "PC"),
        "47.20",
    ),
    _small(
        1,
        "1ZXX00016600001264",
        "household",
        Goods("Kitchen utensils, 12 pieces", "821599", "DE", 12, "PC"),
        "39.90",
    ),
    _small(
        2,
        "1ZXX00016600001273",
        "textiles",
        Goods("Cotton shirts, 5 pieces", "610510", "PT", 5, "PC"),
        "72.00",
    ),
    _small(
        3,
        "1ZXX00016600001282",
        "small_parcels",
        Goods("Books and stationery", "490199", "DE", 8, "PC"),
        "55.10",
    ),
    _small(
        4,
        "1ZXX00016600001291",
        "electronics",
        Goods("Network switch with cables", "851762", "CN", 2, "PC"),
        "118.00",
    ),
    _small(
        5,
        "1ZXX00016600001308",
        "household",
        Goods("Ceramic tableware, 6 pieces", "691110", "PT", 6, "PC"),
        "64.50",
    ),
    _small(
        6,
        "1ZXX00016600001317",
        "textiles",
        Goods("Bed linen, 2 sets", "630221", "DE", 2, "SE"),
        "89.00",
    ),
)

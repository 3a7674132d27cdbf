"""Where X12 messages keep the values that are read here."""

from __future__ import annotations

from app.shipments.edi.codes import CARGO_FLAGS, FLAGS
from app.shipments.edi.places import Place, Places

CARGO = Place("M11-01", 1)
AMENDED = Place("M13-04", 4)
AMENDMENT = Place("M13-03", 3)
CONVEYANCE_NUMBERS = (Place("M10-06", 6), Place("M10-07", 7), Place("M10-12", 12))
"""Where a conveyance reference number may stand, in this order: M10-06 held 10 signs before 005050,
too few for one."""
BILLS = Place("M10-08", 8)
FUNCTION = Place("M10-13", 13)
DATE = Place("P4-02", 2)
EQUIPMENT_NUMBER = Place("VID-03", 3)
SEALS = (Place("VID-04", 4), Place("VID-05", 5))
MORE_SEALS = tuple(Place(f"M7-0{number}", number) for number in range(1, 5))
PIECES = Place("M11-03", 3)
WEIGHT = Place("M11-05", 5)
VOLUME = Place("M11-07", 7)
LINE_PIECES = Place("N10-01", 1)
LINE_WEIGHT = Place("N10-08", 8)
SECONDARY = tuple(Place(f"M11-{number}", number) for number in (13, 14, 15))
ON_BOARD = Place("MBL-02", 2)

X12_PLACES: Places = {
    ("M10", "carrier_code"): (Place("M10-01", 1),),
    ("M10", "mode"): (Place("M10-02", 2),),
    ("M10", "crn"): CONVEYANCE_NUMBERS,
    ("M10", "movement"): (Place("M10-14", 14),),
    ("M10", "function"): (FUNCTION,),
    ("P4", "fpoa"): (Place("P4-01", 1),),
    ("P4", "eta"): (DATE,),
    **{
        ("N9", field): (Place("N9-02", 2), Place("N9-03", 3))
        for field in ("plate", "exception_codes", *FLAGS.values())
    },
    ("N9", "plate_jurisdiction"): (Place("N9-03", 3),),
    ("VEH", "vin"): (Place("VEH-02", 2),),
    ("VID", "number"): (EQUIPMENT_NUMBER, Place("VID-02", 2)),
    ("VID", "kind"): (Place("VID-01", 1),),
    **{("VID", field): SEALS for field in ("seals", "seal.number")},
    ("VID", "size_type"): (Place("VID-09", 9),),
    ("VID", "load"): (Place("VID-10", 10),),
    ("VID", "empty"): (Place("VID-10", 10),),
    **{("M7", field): MORE_SEALS for field in ("seals", "seal.number")},
    ("M7", "seal.applied_by"): (Place("M7-05", 5),),
    ("M11", "carrier_code"): (Place("M11-12", 12),),
    ("M11", "place_of_loading"): (Place("M11-02", 2),),
    ("M11", "place_of_acceptance"): (Place("M11-10", 10),),
    ("M11", "previous_ccn"): (Place("M11-11", 11),),
    ("M11", "unit"): (Place("M11-04", 4),),
    ("M11", "pieces"): (PIECES,),
    ("M11", "gross_kg"): (WEIGHT,),
    ("M11", "volume_m3"): (VOLUME,),
    ("M12", "movement"): (Place("M12-01", 1),),
    ("M12", "port_of_destination"): (Place("M12-03", 3),),
    **{
        ("N9", field): (Place("N9-02", 2), Place("N9-03", 3))
        for field in (
            "references",
            "previous_ccn",
            "mawb",
            "release_no",
            "sub_location",
            "importer_bn",
            "service_option",
            "exemptions",
            *CARGO_FLAGS.values(),
        )
    },
    ("N1", "party.name"): (Place("N1-02", 2),),
    ("N1", "party.number"): (Place("N1-04", 4),),
    ("N3", "party.address"): (Place("N3-01", 1), Place("N3-02", 2)),
    ("N4", "party.city"): (Place("N4-01", 1),),
    ("N4", "party.region"): (Place("N4-02", 2),),
    ("N4", "party.postcode"): (Place("N4-03", 3),),
    ("N4", "party.country"): (Place("N4-04", 4),),
    ("N1", "importer_bn"): (Place("N1-04", 4),),
    **{
        ("R4", field): (Place("R4-03", 3),)
        for field in ("port_of_destination", "place_of_loading", "place_of_acceptance")
    },
    ("N10", "quantity"): (LINE_PIECES,),
    ("N10", "texts"): (Place("N10-02", 2),),
    ("N10", "marks"): (Place("N10-03", 3),),
    ("N10", "hs"): (Place("N10-05", 5),),
    ("N10", "value.amount"): (Place("N10-06", 6),),
    # Said of the cargo, and of the equipment before the line.
    ("N10", "unit"): (),
    ("N10", "equipment"): (),
    ("N10", "weight_kg"): (LINE_WEIGHT,),
    ("N10", "origin"): (Place("N10-11", 11),),
    ("MAN", "packages"): (Place("MAN-02", 2),),
    ("VC", "packages"): (Place("VC-01", 1),),
    ("H1", "un_number"): (Place("H1-01", 1),),
    ("H1", "dg_class"): (Place("H1-02", 2),),
    ("H1", "packing_group"): (Place("H1-09", 9),),
    ("H1", "danger.un_number"): (Place("H1-01", 1),),
    ("H1", "danger.dg_class"): (Place("H1-02", 2),),
    ("H1", "danger.packing_group"): (Place("H1-09", 9),),
    ("H1", "remarks"): (Place("H1-04", 4),),
    ("M11", "party.name"): SECONDARY,
    ("H2", "remarks"): (Place("H2-01", 1),),
    **{("MBL", field): (ON_BOARD,) for field in ("cargo", "cargo_on")},
}

"""Where EDIFACT messages keep the values that are read here, by the numbers of the directories."""

from __future__ import annotations

from app.shipments.edi.codes import CARGO_FLAGS, FLAGS
from app.shipments.edi.places import Place, Places

DOCUMENT = Place("C002.1001", 1, 0)
KEY = Place("C106.1004", 2, 0)
CONSIGNMENT = Place("C503.1004", 2, 0)
REFERENCE = Place("C506.1154", 1, 1)
FUNCTION = Place("1225", 3)
TIME = Place("C507.2380", 1, 1)
OFFICE = Place("C517.3225", 2, 0)
EQUIPMENT_NUMBER = Place("C237.8260", 2, 0)
SEAL = Place("9308", 1)
PIECES = Place("C213.7224", 2, 0)
MEASURE = Place("C174.6314", 3, 1)
SPLIT = Place("C237.8260", 1, 0)
SPLIT_PIECES = Place("7224", 2)
AMOUNT = Place("C516.5004", 1, 1)
TOTAL = Place("C270.6066", 1, 1)

_NAME = (Place("C080.3036", 4, 0), Place("C058.3124", 3, 0), Place("C082.3039", 2, 0))
_STREET = (
    *(Place("C059.3042", 5, line) for line in range(4)),
    *(Place("C058.3124", 3, line) for line in range(1, 5)),
)
_CODE, _OLD_CODE = Place("C012.7365", 2, 0), Place("C529.7365", 1, 0)
_TEXT = Place("C108.4440", 4)

EDIFACT_PLACES: Places = {
    ("BGM", "function"): (FUNCTION,),
    ("DTM", "eta"): (TIME,),
    ("DTM", "arrived_at"): (TIME,),
    **{
        ("LOC", field): (OFFICE,)
        for field in (
            "fpoa",
            "port_of_exit",
            "release_office",
            "port_of_destination",
            "place_of_loading",
            "place_of_acceptance",
            "origin",
        )
    },
    ("LOC", "sub_location"): (Place("C519.3223", 3, 0), Place("C517.3224", 2, 3)),
    ("GEI", "exception_codes"): (_CODE,),
    ("GIS", "exception_codes"): (_OLD_CODE,),
    ("TDT", "mode"): (Place("C220.8067", 3, 0), Place("C228.8179", 4, 0)),
    ("TDT", "flight"): (Place("8028", 2),),
    ("TDT", "carrier_code"): (Place("C040.3127", 5, 0),),
    ("TDT", "carrier_name"): (Place("C040.3128", 5, 3),),
    ("TDT", "vehicle"): (Place("C222.8213", 8, 0), Place("C222.8212", 8, 3)),
    ("TDT", "vin"): (Place("C222.8213", 8, 0),),
    ("TDT", "plate_jurisdiction"): (Place("C222.8453", 8, 4),),
    ("TDT", "plate"): (Place("C222.8212", 8, 3),),
    ("NAD", "carrier_code"): (Place("C082.3039", 2, 0),),
    ("NAD", "importer_bn"): (Place("C082.3039", 2, 0),),
    ("NAD", "party.name"): _NAME,
    ("NAD", "party.address"): _STREET,
    ("NAD", "party.city"): (Place("3164", 6),),
    ("NAD", "party.region"): (Place("C819.3229", 7, 0),),
    ("NAD", "party.postcode"): (Place("3251", 8),),
    ("NAD", "party.country"): (Place("3207", 9),),
    ("NAD", "party.business_number"): (Place("C082.3039", 2, 0),),
    **{
        ("RFF", field): (REFERENCE,)
        for field in (
            "crn",
            "references",
            "previous_ccn",
            "mawb",
            "release_no",
            "sub_location",
            "importer_bn",
            "cargo",
            "cargo_on",
        )
    },
    ("GEI", "references"): (_CODE,),
    ("GIS", "references"): (_OLD_CODE,),
    **{
        (tag, field): (place,)
        for tag, place in (("GEI", _CODE), ("GIS", _OLD_CODE))
        for field in ("service_option", "exemptions", *CARGO_FLAGS.values(), *FLAGS.values())
    },
    ("GOR", "movement"): (Place("8323", 1),),
    ("EQD", "number"): (EQUIPMENT_NUMBER,),
    ("EQD", "kind"): (Place("8053", 1),),
    ("EQD", "size_type"): (Place("C224.8155", 3, 0),),
    ("EQD", "load"): (Place("8169", 6),),
    ("EQD", "empty"): (Place("8169", 6),),
    ("MEA", "tare_kg"): (MEASURE,),
    **{("SEL", field): (SEAL,) for field in ("seals", "seal.number")},
    ("SEL", "seal.applied_by"): (Place("C215.9303", 2, 0),),
    ("SEL", "seal.state"): (Place("4517", 3),),
    ("CNI", "references"): (CONSIGNMENT,),
    ("GID", "quantity"): (PIECES,),
    ("GID", "unit"): (Place("C213.7065", 2, 1),),
    ("FTX", "texts"): (_TEXT,),
    ("FTX", "remarks"): (_TEXT,),
    ("IMD", "texts"): (Place("C273.7008", 3, 3),),
    ("MEA", "weight_kg"): (MEASURE,),
    ("MEA", "volume_m3"): (MEASURE,),
    ("SGP", "split"): (SPLIT,),
    ("SGP", "split.pieces"): (SPLIT_PIECES,),
    ("SGP", "equipment"): (SPLIT,),
    ("DGS", "dg_class"): (Place("C205.8351", 2, 0),),
    ("DGS", "un_number"): (Place("C234.7124", 3, 0),),
    ("DGS", "packing_group"): (Place("8339", 5),),
    ("DGS", "danger.un_number"): (Place("C234.7124", 3, 0),),
    ("DGS", "danger.dg_class"): (Place("C205.8351", 2, 0),),
    ("DGS", "danger.packing_group"): (Place("8339", 5),),
    ("PCI", "marks"): (Place("C210.7102", 2),),
    ("CST", "hs"): tuple(Place("C246.7361", element, 0) for element in range(2, 7)),
    ("TCC", "hs"): (Place("C200.8023", 2, 0),),
    ("MOA", "value.amount"): (AMOUNT,),
    ("MOA", "value.currency"): (Place("C516.6345", 1, 2),),
    ("CNT", "gross_kg"): (TOTAL,),
    ("CNT", "pieces"): (TOTAL,),
}

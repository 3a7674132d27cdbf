"""Sample cases that come by road. Every person, company and number is fictional."""

from __future__ import annotations

from app.domain.shipment import Mode
from sample_scans.case import Case, Declared, Goods, Picture, Unit, reads

_SITE = "Sample site, Champlain NY"
_STATION = "CHP-02"
_CARRIER = ("9XYZ", "Example Haulage (sample)")

PAIR = Case(
    name="trailer_pair",
    shows="one shipment in two 53-foot trailers under one CCN; a dense block in the first",
    minutes_to_arrival=42,
    sent_minutes_ago=9,
    pictures=(
        Picture(
            "trailer_pair_1",
            5101,
            "trailer53",
            ("machinery",),
            "dense_block",
            reads(CCN="9XYZPARS0001234", TRAILER="SMPL530117", SEAL="A123456"),
            _SITE,
            _STATION,
            150,
        ),
        Picture(
            "trailer_pair_2",
            5102,
            "trailer53",
            ("machinery",),
            None,
            reads(CCN="9XYZPARS0001234", TRAILER="SMPL530118", SEAL="A123457"),
            _SITE,
            _STATION,
            138,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001234",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000771",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0351",
            shipper=("Norvale Machine Works Ltd (sample)", "Buffalo", "US"),
            consignee=("Ateliers Quernon inc. (sample)", "Brossard", "CA"),
            goods=(
                Goods(
                    "Machine tools for working metal",
                    "845811",
                    "US",
                    60,
                    "CT",
                    share=0.5,
                    equipment="SMPL530117",
                ),
                Goods(
                    "Machine tool parts and fixtures",
                    "846693",
                    "US",
                    40,
                    "CT",
                    share=0.5,
                    equipment="SMPL530118",
                ),
            ),
            units=(
                Unit("trailer", "SMPL530117", ("A123456",), length_ft=53),
                Unit("trailer", "SMPL530118", ("A123457",), length_ft=53),
            ),
            special_instructions="100 pieces contained in two trailers",
            sub_location="3127",
        ),
    ),
)

BEVERAGES = Case(
    name="truck_beverages",
    shows="a clean load of beverages in a 40-foot container on a truck",
    minutes_to_arrival=88,
    pictures=(
        Picture(
            "truck_beverages",
            5103,
            "container40",
            ("beverages",),
            None,
            reads(CCN="9XYZPARS0001301", CONTAINER="SMPU4410221", SEAL="B220031"),
            _SITE,
            _STATION,
            120,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001301",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000772",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0351",
            shipper=("Sample Springs Bottling Co. (sample)", "Albany", "US"),
            consignee=("Distribution Exemple inc. (sample)", "Laval", "CA"),
            goods=(Goods("Mineral water in bottles", "220110", "US", 1320, "CT"),),
            units=(Unit("container", "SMPU4410221", ("B220031",), length_ft=40),),
            sub_location="3127",
        ),
    ),
)

TEXTILES = Case(
    name="truck_textiles_weapon",
    shows="bales of textiles in a 40-foot container with long arms among them",
    minutes_to_arrival=55,
    pictures=(
        Picture(
            "truck_textiles_weapon",
            5104,
            "container40",
            ("textiles",),
            "weapon",
            reads(CCN="9XYZPARS0001302", CONTAINER="SMPU4410319", SEAL="B220044"),
            _SITE,
            _STATION,
            125,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001302",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000773",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0351",
            shipper=("Sample Mills LLC (sample)", "Newark", "US"),
            consignee=("Tissus Modèle ltée (sample)", "Montréal", "CA"),
            goods=(Goods("Cotton fabric, dyed, in bales", "520839", "US", 220, "BL"),),
            units=(Unit("container", "SMPU4410319", ("B220044",), length_ft=40),),
            sub_location="3127",
        ),
    ),
)

STONE = Case(
    name="truck_stone",
    shows="a clean load of stone tiles in a 20-foot container",
    minutes_to_arrival=130,
    pictures=(
        Picture(
            "truck_stone",
            5105,
            "container20",
            ("stone_tiles",),
            None,
            reads(CCN="9XYZPARS0001303", CONTAINER="SMPU2210121", SEAL="B220050"),
            _SITE,
            _STATION,
            110,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001303",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000774",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0427",
            shipper=("Sample Quarries Inc. (sample)", "Rutland", "US"),
            consignee=("Example Tile Ltd (sample)", "St. Catharines", "CA"),
            goods=(Goods("Granite tiles, polished", "680293", "US", 480, "BX"),),
            units=(Unit("container", "SMPU2210121", ("B220050",), length_ft=20),),
            sub_location="9427",
        ),
    ),
)

EMPTY = Case(
    name="truck_declared_empty",
    shows="a 20-foot container declared empty that is not",
    minutes_to_arrival=35,
    pictures=(
        Picture(
            "truck_declared_empty",
            5106,
            "container20",
            ("empty",),
            "load_in_empty",
            reads(CCN="9XYZPARS0001304", CONTAINER="SMPU2210374"),
            _SITE,
            _STATION,
            100,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001304",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000775",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0440",
            shipper=("Sample Container Pool (sample)", "Detroit", "US"),
            consignee=("Example Container Depot (sample)", "Windsor", "CA"),
            goods=(Goods("Empty container, repositioning", "860900", "US", 1, "PC", kg=0.0),),
            units=(Unit("container", "SMPU2210374", (), empty=True, length_ft=20),),
        ),
    ),
)

FURNITURE = Case(
    name="truck_false_wall",
    shows="furniture in a 40-foot high container, with a false wall at the front",
    minutes_to_arrival=72,
    pictures=(
        Picture(
            "truck_false_wall",
            5107,
            "container40hc",
            ("furniture",),
            "false_wall",
            reads(CCN="9XYZPARS0001305", CONTAINER="SMPU4510447", SEAL="B220061"),
            _SITE,
            _STATION,
            115,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001305",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000776",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0351",
            shipper=("Sample Cabinet Makers (sample)", "Grand Rapids", "US"),
            consignee=("Meubles Gabarit inc. (sample)", "Saint-Jérôme", "CA"),
            goods=(Goods("Wooden bedroom furniture", "940350", "US", 180, "CT"),),
            units=(Unit("container", "SMPU4510447", ("B220061",), length_ft=40),),
            mass_factor=0.8,
            sub_location="3127",
        ),
    ),
)

HOUSEHOLD = Case(
    name="truck_household_bricks",
    shows="household goods with a stack of dense organic bricks inside",
    minutes_to_arrival=64,
    pictures=(
        Picture(
            "truck_household_bricks",
            5108,
            "container40",
            ("household",),
            "organic_bricks",
            reads(CCN="9XYZPARS0001306", CONTAINER="SMPU4410598", SEAL="B220072"),
            _SITE,
            _STATION,
            118,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001306",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000777",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0351",
            shipper=("Sample Removals Inc. (sample)", "Plattsburgh", "US"),
            consignee=("J. Exemple (sample)", "Sherbrooke", "CA"),
            goods=(Goods("Household goods", "990500", "US", 212, "PC"),),
            units=(Unit("container", "SMPU4410598", ("B220073",), length_ft=40),),
            sub_location="3127",
        ),
    ),
)

DANGEROUS = Case(
    name="truck_undeclared_drums",
    shows="drums declared as cleaning cloths: dangerous goods not declared",
    minutes_to_arrival=105,
    pictures=(
        Picture(
            "truck_undeclared_drums",
            5109,
            "container20",
            ("drums",),
            None,
            reads(CCN="9XYZPARS0001307", CONTAINER="SMPU2210498", SEAL="B220080"),
            _SITE,
            _STATION,
            108,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001307",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000778",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0440",
            shipper=("Sample Supply House (sample)", "Toledo", "US"),
            consignee=("Example Janitorial Ltd (sample)", "London", "CA"),
            goods=(Goods("Cleaning cloths; solvent cleaner in drums", "630710", "US", 80, "DR"),),
            units=(Unit("container", "SMPU2210498", ("B220080",), length_ft=20),),
            sub_location="9440",
        ),
    ),
)

MISMATCH = Case(
    name="truck_paper_is_steel",
    shows="declared paper; steel coils in the image",
    minutes_to_arrival=95,
    pictures=(
        Picture(
            "truck_paper_is_steel",
            5110,
            "container40",
            ("steel_coils",),
            None,
            reads(CCN="9XYZPARS0001308", CONTAINER="SMPU4410601", SEAL="B220091"),
            _SITE,
            _STATION,
            112,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001308",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000779",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0427",
            shipper=("Sample Paper Company (sample)", "Erie", "US"),
            consignee=("Imprimerie Spécimen ltée (sample)", "Toronto", "CA"),
            goods=(Goods("Kraft paper in rolls", "480411", "US", 24, "RL", kg=9800.0),),
            units=(Unit("container", "SMPU4410601", ("B220091",), length_ft=40),),
            sub_location="9427",
        ),
    ),
)

UNANNOUNCED = Case(
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

DAMAGED = Case(
    name="truck_damaged",
    shows="a scan file cut short on its way",
    minutes_to_arrival=85,
    pictures=(
        Picture(
            "truck_damaged",
            5112,
            "container20",
            ("fruit",),
            None,
            reads(CCN="9XYZPARS0001310", CONTAINER="SMPU2210559"),
            _SITE,
            _STATION,
            90,
            damaged=True,
        ),
    ),
    declared=(
        Declared(
            ccn="9XYZPARS0001310",
            mode=Mode.HIGHWAY,
            crn="9XYZTRIP000780",
            carrier_code=_CARRIER[0],
            carrier_name=_CARRIER[1],
            fpoa="0351",
            shipper=("Sample Orchards (sample)", "Peru NY", "US"),
            consignee=("Fruits Modèle inc. (sample)", "Montréal", "CA"),
            goods=(Goods("Apples, fresh", "080810", "US", 900, "CT", kg=14200.0),),
            units=(Unit("container", "SMPU2210559", (), length_ft=20),),
            sub_location="3127",
        ),
    ),
)

CASES = (
    PAIR,
    BEVERAGES,
    TEXTILES,
    STONE,
    EMPTY,
    FURNITURE,
    HOUSEHOLD,
    DANGEROUS,
    MISMATCH,
    UNANNOUNCED,
    DAMAGED,
)

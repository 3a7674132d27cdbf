"""What the codes and qualifiers of the public standards stand for here.

Meanings are those of the UN and X12 code lists. Which of them a customs authority really uses is in
documents that are not public, so each is a row that can be added to, and nothing here is a claim of
conformance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.shipment import Function, Load, Mode, Movement
from app.shipments.tables import Tables

FUNCTIONS: Mapping[str, Function] = {
    # Element 1225 of EDIFACT.
    "9": Function.ADD,
    "2": Function.ADD,
    "4": Function.CHANGE,
    "5": Function.CHANGE,
    "1": Function.DELETE,
    "3": Function.DELETE,
    "52": Function.AMEND,
    # Element 353 of X12, as M10-13 writes it.
    "00": Function.ADD,
    "01": Function.DELETE,
    "04": Function.CHANGE,
    "05": Function.CHANGE,
}

MODES: Mapping[str, Mode] = {
    # Element 8067 of EDIFACT.
    "1": Mode.MARINE,
    "2": Mode.RAIL,
    "3": Mode.HIGHWAY,
    "4": Mode.AIR,
    # Element 91 of X12.
    "J": Mode.HIGHWAY,
    "M": Mode.HIGHWAY,
    "R": Mode.RAIL,
    "A": Mode.AIR,
    "S": Mode.MARINE,
    "O": Mode.MARINE,
}

MEANS: Mapping[str, Mode] = {"6": Mode.AIR, "11": Mode.MARINE, "25": Mode.RAIL, "31": Mode.HIGHWAY}
"""Means of transport (8179), asked when the mode is not said."""

EQUIPMENT: Mapping[str, str] = {
    # Element 8053 of EDIFACT.
    "CN": "container",
    "TE": "trailer",
    "RR": "railcar",
    "CH": "chassis",
    "UL": "uld",
    "SW": "ancillary",
    "DO": "ancillary",
    # Element 40 of X12.
    "TL": "trailer",
    "TF": "trailer",
    "TA": "trailer",
    "TM": "trailer",
    "TW": "trailer",
    "CZ": "container",
}
"""Kinds of equipment."""
USUAL_EQUIPMENT: Mapping[Mode, str] = {
    Mode.HIGHWAY: "trailer",
    Mode.RAIL: "railcar",
    Mode.AIR: "uld",
    Mode.COURIER: "uld",
    Mode.MARINE: "container",
}
"""Taken for equipment whose kind is not said."""

_LOADED, _EMPTY = (Load.LOADED, False), (Load.EMPTY, True)
LOADS: Mapping[str, tuple[Load, bool]] = {
    # Element 8169 of EDIFACT.
    "4": _EMPTY,
    "5": _LOADED,
    "7": _LOADED,
    "8": _LOADED,
    # Element 578 of X12.
    "E": _EMPTY,
    "L": _LOADED,
}
"""Load, and whether that is empty."""

PARTIES: Mapping[str, str] = {
    # Element 3035 of EDIFACT.
    "CZ": "shipper",
    "OS": "shipper",
    "CN": "consignee",
    "DP": "delivery",
    "NI": "notify",
    "NA": "notify",
    "N1": "notify",
    "N2": "notify",
    "IM": "importer",
    "CB": "broker",
    # Element 98 of X12.
    "SH": "shipper",
    "ST": "delivery",
}

BUSINESS_NUMBER = re.compile(r"\d{9}(?:R[A-Z]\d{4})?", re.ASCII)
"""Root, or root and account, such as ``123456789RM0001``."""
BUSINESS_ACCOUNT = re.compile(r"\d{9}RM\d{4}", re.ASCII)
"""An importer's account: nothing else has this form."""
VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}", re.ASCII)
"""A vehicle identification number."""
TRANSACTION = re.compile(r"\d{14}", re.ASCII)
"""Transaction number of a release request."""

SEALERS: Mapping[str, str] = {"CA": "carrier", "SH": "shipper", "CU": "customs", "CZ": "shipper"}
"""Who affixed a seal, elements 9303 and 98."""
SEAL_STATES: Mapping[str, str] = {"1": "intact", "2": "broken", "3": "missing"}
"""Element 4517."""

BILL_REFERENCES = frozenset({"AAM", "AWB", "BH", "BM", "HWB", "XC"})
"""References (1153) that name the cargo itself: waybills, bills of lading, cargo control number."""
REFERENCES: Mapping[str, str] = {
    "XP": "previous_ccn",
    "MB": "previous_ccn",
    "MWB": "mawb",
    "ABT": "release_no",
    "WS": "sub_location",
}
"""References (elements 1153 and 128) that are fields of their own.

XC and XP are the cargo control number and the previous one, WS a warehouse's storage location.
"""

HOUSE_BILL_DOCUMENTS = frozenset({"703", "714"})
"""House waybill and house bill of lading (1001)."""

APPLICATIONS: Mapping[str, Movement] = {
    **dict.fromkeys(("21", "24", "27", "33", "37", "40", "43", "46"), Movement.IMPORT),
    **dict.fromkeys(("22", "25", "28", "34", "38", "41", "44", "47"), Movement.EXPORT),
    **dict.fromkeys(("23", "26", "29", "35", "39", "42", "45", "48"), Movement.IN_TRANSIT),
}
"""Manifests by movement, X12 element 346; it names 30 house bill and 31 re-manifest as well."""

MOVEMENTS: Mapping[str, Movement] = {
    "1": Movement.EXPORT,
    "2": Movement.IMPORT,
    "3": Movement.IN_TRANSIT,
}
"""Transport movement, element 8323."""

BONDED: Mapping[str, Movement] = {
    "61": Movement.IN_BOND,
    "62": Movement.IN_TRANSIT,
    "63": Movement.EXPORT,
}
"""Kinds of in-bond entry, M12-01 of X12: to an inland office, through the country, or out of it."""
RECORD_FUNCTIONS: Mapping[str, Function] = {"A": Function.ADD, "D": Function.DELETE}
"""What M13-03 does to a whole cargo; its other codes change parts, which no record takes (¶152)."""
HOUSE_BILL = "30"
REMANIFEST = "31"
"""Applications of M10-14 that are no plain manifest."""
PORTS: Mapping[str, str] = {
    "E": "port_of_destination",
    "M": "port_of_destination",
    "L": "place_of_loading",
    "R": "place_of_acceptance",
}
"""Ports (R4-01) and the fields that they fill."""

PLATE, RELEASE = "LV", "TN"
"""Licence plate and transaction number, element 128."""
PACKING_GROUPS = frozenset({"I", "II", "III"})

UNITS: Mapping[str, str] = {
    "BAG": "BG",
    "BBL": "BA",
    "BDL": "BE",
    "BOX": "BX",
    "CRT": "CR",
    "CTN": "CT",
    "DRM": "DR",
    "PCS": "PP",
    "PKG": "PK",
    "PLT": "PX",
    "ROL": "RO",
}
"""Kinds of package of X12 as UN/ECE Recommendation 21 writes them."""

FLAGS: Mapping[str, str] = {"EMT": "empty", "CSA": "csa", "IIT": "iit"}
CARGO_FLAGS: Mapping[str, str] = {
    "CONSOL": "consolidated",
    "CSA": "csa",
    "CSAFULL": "csa_full_load",
    "STB": "single_trip_bond",
}
"""Indicators of a conveyance and of a cargo. Names of our own, until those of an authority are put
here."""
_EXCEPTIONS = Tables.shipped().table("exceptions").entries
EXCEPTION_ROWS: Mapping[str, str] = {
    code: entries[0].details["row"] for code, entries in _EXCEPTIONS.items()
}
"""The row of section 2.4 that each stands for."""
EXCEPTIONS = frozenset(_EXCEPTIONS)
"""Why a conveyance has no cargo report (paragraphs 101 and 102), in the names of the table."""

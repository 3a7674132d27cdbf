"""What codes and abbreviations stand for, in the language in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.words import phrase
from app.ui.i18n import language, tr
from app.ui.tables_like import EntryLike, TablesLike

TERMS: Mapping[str, str] = MappingProxyType(
    {
        "AWB": phrase("AWB: air waybill"),
        "BN": phrase("BN: business number of the importer"),
        "BSF673": phrase("BSF673: form on which key elements are amended after arrival (¶155)"),
        "CCN": phrase("CCN: cargo control number, the carrier's code and its own reference (¶1)"),
        "CLVS": phrase("CLVS: Courier Low Value Shipment programme (¶109)"),
        "CRN": phrase("CRN: conveyance reference number (¶17)"),
        "CSA": phrase("CSA: Customs Self Assessment (¶114)"),
        "DG": phrase("DG: dangerous goods (¶116 to 119)"),
        "ETA": phrase("ETA: estimated time of arrival, as transmitted (¶89)"),
        "FPOA": phrase("FPOA: first port of arrival"),
        "HAWB": phrase("HAWB: house air waybill"),
        "HS": phrase("HS: Harmonized System, the tariff's number for the goods"),
        "IIT": phrase("IIT: international instruments of trade, such as empty racks (¶102(b))"),
        "MAWB": phrase("MAWB: master air waybill"),
        "PG": phrase("PG: packing group, I the most dangerous"),
        "RFI": phrase("RFI: request for information (¶145)"),
        "RNS": phrase("RNS: release notification system"),
        "ULD": phrase("ULD: unit load device of an aircraft"),
        "UN": phrase("UN: number of dangerous goods of the United Nations"),
        "VIN": phrase("VIN: vehicle identification number"),
        "WACM": phrase("WACM: warehouse arrival certification message (¶132)"),
    }
)
"""Abbreviations on the panel."""

ZONES: Mapping[str, str] = MappingProxyType(
    {
        "AB": "America/Edmonton",
        "BC": "America/Vancouver",
        "MB": "America/Winnipeg",
        "NB": "America/Moncton",
        "NL": "America/St_Johns",
        "NS": "America/Halifax",
        "NT": "America/Edmonton",
        "NU": "America/Iqaluit",
        "ON": "America/Toronto",
        "PE": "America/Halifax",
        "QC": "America/Toronto",
        "SK": "America/Regina",
        "YT": "America/Whitehorse",
    }
)
"""Zone in which most of a province keeps its time, where the table of offices names none."""

_HS_LENGTHS = (10, 8, 6, 4, 2)


class Codes:
    """Looks codes up in the local tables.

    Parameters
    ----------
    tables
        None where there are none: nothing is explained then, and nothing claimed.
    """

    def __init__(self, tables: TablesLike | None) -> None:
        self._tables = tables

    def entry(self, table: str, code: str) -> EntryLike | None:
        """Return what a code stands for; of a tariff number the nearest heading that is known."""
        if self._tables is None or not code.strip():
            return None
        if table != "hs_headings":
            return self._tables.look_up(table, code)
        digits = "".join(sign for sign in code if sign.isdigit())
        tried = [digits[:length] for length in _HS_LENGTHS if length <= len(digits)]
        found = (self._tables.look_up(table, part) for part in tried)
        return next((one for one in found if one is not None), None)

    def name(self, table: str, code: str) -> str:
        """Return the name of a code; empty when it is not in the local table."""
        found = self.entry(table, code)
        return "" if found is None else _name(found)

    def detail(self, table: str, code: str, name: str) -> str:
        """Return another column of a code's entry; empty when there is none."""
        found = self.entry(table, code)
        return "" if found is None else found.details.get(name, "")

    def with_name(self, table: str, code: str) -> str:
        """Return a code and, where it is known, its name behind it."""
        name = self.name(table, code)
        return f"{code} {name}" if name else code

    def explain(self, table: str, code: str) -> str:
        """Return a sentence on a code: its name, or that the local table does not have it."""
        if self._tables is None or not code.strip():
            return ""
        date = self._tables.dated(table).isoformat()
        found = self.entry(table, code)
        if found is None:
            return tr("{code}: not in local table dated {date}", code=code, date=date)
        return tr(
            "{code}: {name} (table of {date})",
            code=found.code,
            name=_name(found),
            date=date,
        )

    def zone_of(self, office: str) -> str:
        """Return the time zone of an office by the local table; empty when it is not known."""
        zone = self.detail("offices", office, "zone")
        return zone or ZONES.get(self.detail("offices", office, "province"), "")

    def minutes(self, mode: str) -> int | None:
        """Return how many minutes before arrival data of a mode is due; None when not known."""
        minutes = self.detail("time_frames", mode, "minutes")
        return int(minutes) if minutes.isdecimal() else None

    def dated(self, table: str) -> dt.date | None:
        """Return the date of a table; None where there are no tables."""
        return None if self._tables is None else self._tables.dated(table)


def term(name: str) -> str:
    """Return what an abbreviation stands for, in the language in force."""
    return tr(TERMS[name])


def _name(entry: EntryLike) -> str:
    return entry.fr if language() == "fr" and entry.fr else entry.en

"""The columns of a courier's list, and what each value of them may be.

The list is the cargo and release list of the courier low value shipment programme with what a pilot
adds to it: its elements are public, its file form is an agreement between courier and CBSA. Names
here are those of docs/messages.md.
"""

from __future__ import annotations

import datetime as dt
import decimal
import re

from app.domain.clock import YEARS
from app.domain.filing import Fault, Weight
from app.domain.words import Sentence, say

COLUMNS = frozenset(
    re.findall(
        r"\w+",
        """list_id total_shipments carrier_code carrier_name port_of_exit conveyance_id crn mode
    flight_no flight_date port_of_release eta_utc exception_codes sent_at_utc function version
    shipment_id piece_id hawb mawb uld ccn consignee_name consignee_address consignee_city
    consignee_region consignee_postcode consignee_country importer_name importer_address
    importer_country importer_bn shipper_name shipper_address shipper_city shipper_region
    shipper_postcode shipper_country quantity weight_kg value_cad description hs
    country_of_origin un_number marks clvs scan_file scan_time_utc scanner_id scan_view
    scan_sha256 removed_at_utc y50""",
    )
)
"""Every column that is read."""
NEEDED = (
    "total_shipments",
    "shipment_id",
    "consignee_name",
    "shipper_name",
    "quantity",
    "weight_kg",
    "value_cad",
    "description",
    "country_of_origin",
)
"""What a cargo release list gives, and so should have a column."""
LONGEST = 2000
"""Characters of a value; what is longer is cut, with a warning."""

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_COMMA = re.compile(r"\d{1,9},\d{1,2}")


def column_name(written: str) -> str:
    """Return the name of a column as it is known here: lower case, words joined by ``_``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", written.strip().removeprefix("\ufeff"))
    return re.sub(r"[\s\-.]+", "_", words).lower()


class Cells:
    """The values of one shipment in one row, and what was wrong with them."""

    def __init__(self, values: dict[str, str], *, message: int, row: int) -> None:
        self._values = values
        self._message = message
        self._row = row
        self._faults: dict[str, Fault] = {}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was wrong with values that were asked for, one for each column."""
        return tuple(self._faults.values())

    def text(self, name: str) -> str:
        """Return a text as it was given, without blanks around it; empty when absent."""
        value = self._values.get(name, "").strip()
        if len(value) <= LONGEST:
            return value
        self.warn(
            name,
            say("{name} is longer than {most} signs and was cut.", name=name, most=LONGEST),
        )
        return value[:LONGEST]

    def amount(self, name: str) -> decimal.Decimal | None:
        """Return a number of 0 or more, None when absent or no number.

        A comma before one or two digits is a decimal comma. Before three it may part thousands,
        and nothing is guessed.
        """
        text = self.text(name)
        if _COMMA.fullmatch(text):
            text = text.replace(",", ".")
        if _NUMBER.fullmatch(text):
            return decimal.Decimal(text)
        if text:
            self.warn(name, say("{name} is {value}, which is no number.", name=name, value=text))
        return None

    def whole(self, name: str) -> int | None:
        """Return a whole number of 0 or more, None when absent or none."""
        number = self.amount(name)
        if number is None or number == number.to_integral_value():
            return None if number is None else int(number)
        self.warn(
            name, say("{name} is {value}, which is no whole number.", name=name, value=number)
        )
        return None

    def truth(self, name: str) -> bool:
        """Return whether a value says yes; what is absent says no."""
        text = self.text(name).lower()
        if text and text not in _WORDS:
            self.warn(
                name, say("{name} is {value}, which is neither yes nor no.", name=name, value=text)
            )
        return _WORDS.get(text, False)

    def moment(self, name: str) -> dt.datetime | None:
        """Return a time as UTC; a time without a zone is UTC, as the column's name says."""
        text = self.text(name)
        if not text:
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
            if moment.year in YEARS:
                zone = moment.tzinfo or dt.UTC
                return moment.replace(tzinfo=zone).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            pass
        self.warn(
            name,
            say(
                "{name} is {value}; a time is written as 2026-11-20T09:45Z.", name=name, value=text
            ),
        )
        return None

    def warn(self, name: str, sentence: Sentence) -> None:
        """Note what is wrong with a value, with its place."""
        fault = Fault(Weight.WARNING, sentence, self._message, self._row, name)
        self._faults.setdefault(name, fault)


_WORDS = {
    "y": True, "yes": True, "true": True, "1": True, "o": True, "oui": True,
    "n": False, "no": False, "false": False, "0": False, "non": False,
}  # fmt: skip

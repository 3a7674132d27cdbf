"""What one code says of a conveyance, of a piece of equipment, or of a cargo.

Which codes an authority uses is not public. Those here are names of our own (`codes`), and those of
the table of exceptions; any other is kept as a reference with its qualifier.
"""

from __future__ import annotations

import re

from app.shipments.edi.codes import (
    BUSINESS_ACCOUNT,
    CARGO_FLAGS,
    EXCEPTION_ROWS,
    EXCEPTIONS,
    FLAGS,
)
from app.shipments.edi.draft import Draft, Fields

_OPTION = re.compile(r"SO ?(\d{3})")
"""A service option, such as ``SO 911``."""


def of_conveyance(draft: Draft, code: str) -> bool:
    """Take what a code says of a conveyance; return whether it says anything."""
    if code in FLAGS:
        draft.conveyance[FLAGS[code]] = True
    elif code in EXCEPTIONS:
        _add(draft.conveyance, "exception_codes", code)
    return code in FLAGS or code in EXCEPTIONS


def of_equipment(draft: Draft, code: str) -> bool:
    """Take why the equipment that is being read has no cargo report."""
    if code not in EXCEPTIONS or draft.unit is None:
        return False
    _add(draft.unit, "exception_codes", code)
    return True


def of_cargo(fields: Fields, code: str) -> None:
    """Take what a code says of a cargo, which is kept as a reference as well."""
    option = _OPTION.fullmatch(code)
    if option is not None:
        fields["service_option"] = option[1]
    elif code in CARGO_FLAGS:
        fields[CARGO_FLAGS[code]] = True
    elif code in EXCEPTIONS:
        row = EXCEPTION_ROWS.get(code, code)
        _add(fields, "exemptions", row)


def of_account(fields: Fields, number: str) -> None:
    """Take a number that has the form of an importer's account, whatever it is called."""
    if BUSINESS_ACCOUNT.fullmatch(number):
        fields.setdefault("importer_bn", number)


def _add(fields: Fields, name: str, code: str) -> None:
    known = fields.setdefault(name, [])
    if code not in known:
        known.append(code)

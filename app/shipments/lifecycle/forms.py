"""The form in which numbers are held equal."""

from __future__ import annotations

import re

_WAYBILL = re.compile(r"\d{3}-\d{8}")


def number_form(text: str) -> str:
    """Return the form in which control numbers and waybills are held equal.

    Capital letters, nothing around it; a waybill's hyphen does not count. Blanks within a number
    make it another one: nothing is corrected in silence (rule R002).
    """
    number = text.strip().upper()
    return number.replace("-", "") if _WAYBILL.fullmatch(number) else number

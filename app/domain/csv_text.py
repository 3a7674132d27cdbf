"""Lines of CSV that a spreadsheet shows as text: nothing in them is ever a formula.

What others declared may begin with a sign that starts a formula in a spreadsheet. Such a text gets
an apostrophe before it, which spreadsheets take as "what follows is text".
"""

from __future__ import annotations

from collections.abc import Iterable

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_line(cells: Iterable[str | int | float | None]) -> str:
    """Return one line of CSV (RFC 4180) with its line end.

    Texts are made harmless for spreadsheets; numbers stay numbers.
    """
    return ",".join(_cell(cell) for cell in cells) + "\r\n"


def _cell(value: str | int | float | None) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text

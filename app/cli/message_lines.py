"""What is in a file of messages, in lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SHOWN = 20
"""Lines of each kind that people are shown; programs get all."""


def message_lines(found: dict[str, Any]) -> list[str]:
    """Return a line for each message, for what lies in what, and for each fault; the first of many.

    Parameters
    ----------
    found
        As `message_report.report` returns it.
    """
    faults = [
        f"  {name[:-1]}, {_place(one)}: {one['text']}"
        for name in ("errors", "warnings")
        for one in found[name]
    ]
    return [
        *_first(list(map(_message, found["messages"]))),
        *_first(list(_equipment(found))),
        *_first(list(map(_dangerous, found["dangerous_goods"]))),
        *_first(faults),
    ]


def _message(one: dict[str, Any]) -> str:
    counts = ", ".join(f"{name} {count}" for name, count in one["counts"].items() if count)
    what = f"{one['function']} {one['kind']}"
    if one["kind"] in ("event", "response"):
        what = one["kind"]
    named = " ".join(filter(None, (what, one["key"])))
    return f"  {one['form']}, {named}" + (f": {counts}" if counts else "")


def _equipment(found: dict[str, Any]) -> Iterator[str]:
    """Yield each piece of equipment once for each record, with its seals."""
    told = set()
    sealed: dict[tuple[str, str], list[str]] = {}
    for one in found["seals"]:
        sealed.setdefault((one.get("equipment", ""), one["key"]), []).append(_seal(one))
    for piece in found["equipment"]:
        seals = sealed.get((piece["number"], piece["key"]), ())
        load = "" if piece["load"] == "unknown" else f" {piece['load']}"
        what = " ".join(filter(None, (piece["kind"], piece["number"])))
        line = f"  {what}{load}, of {piece['key']}"
        line += f": seals {', '.join(seals)}" if seals else ""
        if line not in told:
            told.add(line)
            yield line
    loose = [_seal(one) for one in found["seals"] if "equipment" not in one]
    if loose:
        yield f"  seals of the conveyance: {', '.join(loose)}"


def _seal(one: dict[str, Any]) -> str:
    by = one.get("applied_by")
    return f"{one['number']} ({by})" if by else str(one["number"])


def _dangerous(one: dict[str, Any]) -> str:
    known = (("UN", one["un_number"]), ("class ", one["class"]), ("group ", one["packing_group"]))
    words = ", ".join(name + value for name, value in known if value)
    return f"  dangerous goods {words}, of {one['key']}: {one['description']}"


def _place(one: dict[str, Any]) -> str:
    """Say where a fault is: the file, a message, or a segment of it."""
    if not one["message"] and not one["segment"]:
        return " ".join(filter(None, ("the file", one["element"])))
    message = f"message {one['message']}" if one["message"] else ""
    segment = f"segment {one['segment']}" if one["segment"] else ""
    return " ".join(filter(None, (", ".join(filter(None, (message, segment))), one["element"])))


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    return lines if more <= 0 else [*lines[:SHOWN], f"  ... and {more} more"]

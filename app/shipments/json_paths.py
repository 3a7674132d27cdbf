"""Which field of a record an element of the JSON form is read into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.filing import Body
from app.domain.shipment import Shipment
from app.shipments.json_parts import SCANS

_NAMES: Mapping[str, str] = MappingProxyType({"lines": "goods", "weight_kg": "gross_kg"})
"""Names of the form that are others in a shipment."""
_PAIRS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "references": {"value": "", "qualifier": "[0]"},
        "cargo_on": {"equipment": "[0]", "ccn": "[1]"},
        "split": {"equipment": "[0]", "pieces": "[1]"},
    }
)
"""Lists of pairs, whose parts the form names."""


def field_of(root: str, path: Sequence[str], body: Body, written: str) -> str:
    """Return the path of the field that an element is read into.

    Parameters
    ----------
    root
        ``conveyance`` or ``list`` when the element stands at the head of the file.
    path
        Names and numbers from the entry, or from `root`, to the element.
    body
        What was read from the entry.
    written
        The text of the element.
    """
    if path[0] == "packages" and isinstance(body, Shipment):
        return _of_package(path, body, written.strip())
    whole = ("conveyance", *path) if root == "conveyance" else tuple(path)
    if whole[0] == "conveyance" and whole[-1] == "registration":
        whole = (*whole[:-1], "vehicle")
    name = _NAMES.get(whole[0], whole[0]) if isinstance(body, Shipment) else whole[0]
    parts = _PAIRS.get(whole[-3], {}) if len(whole) > 2 else {}
    if whole[-1] in parts:
        return _joined(name, whole[1:-1]) + parts[whole[-1]]
    return _joined(name, whole[1:])


def _of_package(path: Sequence[str], shipment: Shipment, written: str) -> str:
    """Return the equipment that a package or ULD is kept as, or the reference to its picture."""
    kinds = {"piece_id": "package", "uld": "uld"}
    qualifiers = {name: qualifier for qualifier, name in SCANS}
    if path[-1] in kinds:
        known = [(piece.kind, piece.number) for piece in shipment.equipment]
        wanted = (kinds[path[-1]], written)
        return f"equipment[{known.index(wanted)}].number" if wanted in known else ""
    pair = (qualifiers.get(path[-1], ""), written)
    return f"references[{shipment.references.index(pair)}]" if pair in shipment.references else ""


def _joined(first: str, rest: Sequence[str]) -> str:
    return first + "".join(f"[{name}]" if name.isdigit() else f".{name}" for name in rest)

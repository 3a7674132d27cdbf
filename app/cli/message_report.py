"""What is in a file of messages, as ``prescreen inspect`` says it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.cli.plain import plain
from app.domain.event import Event
from app.domain.filing import CloseMessage, ConveyanceReport, Fault, Filing, Response, Weight
from app.domain.shipment import Equipment, Shipment
from app.shipments.messages import read_filings

KINDS = {
    "prescreen-shipment/1": "shipment",
    "courier list CSV": "courier-list",
    "courier list XML": "courier-list",
    "status lines": "notices",
}
"""Kind of file by the form of its first message; by its first word for all others."""
_KINDS_BY_WORD = {
    "FWB": "cargo-imp", "FHL": "cargo-imp", "FFM": "cargo-imp",
    "XFWB": "cargo-xml", "XFZB": "cargo-xml", "XFFM": "cargo-xml",
}  # fmt: skip


def report(path: Path, *, kind: str, received_at: dt.datetime) -> dict[str, Any]:
    """Return what a file of messages holds, and what is wrong with it.

    Parameters
    ----------
    kind
        What the file is called when nothing in it can be read.
    """
    found = _Report()
    for one in read_filings(path, received_at=received_at):
        if isinstance(one, Fault):
            found.add_fault(one)
        else:
            found.add_filing(one)
    return found.values(kind)


class _Report:
    """The findings about one file, message by message; no message is kept whole."""

    def __init__(self) -> None:
        self._messages: list[dict[str, Any]] = []
        self._shipments: dict[str, None] = {}
        self._equipment: list[dict[str, Any]] = []
        self._seals: list[dict[str, Any]] = []
        self._dangerous: list[dict[str, Any]] = []
        self._faults: dict[str, list[dict[str, Any]]] = {"warnings": [], "errors": []}
        self._form = ""

    def add_filing(self, filing: Filing) -> None:
        """Add one filing with the faults of its message."""
        self._form = self._form or filing.origin.form
        self._messages.append(
            {
                "message": filing.origin.message,
                "type": message_type(filing.origin.form),
                "form": filing.origin.form,
                "kind": filing.kind.value,
                "function": filing.function.value,
                "key": filing.key,
                "counts": _counts(filing),
            }
        )
        for fault in filing.faults:
            self.add_fault(fault)
        body = filing.body
        if isinstance(body, Shipment):
            self._shipments[body.shipment_id] = None
            self._add_equipment(body.equipment, filing)
            self._add_dangerous(body, filing)
        elif isinstance(body, ConveyanceReport):
            self._add_equipment(body.equipment, filing)
            self._seals += [{"number": number, "key": filing.key} for number in body.seals]
        elif isinstance(body, Event):
            self._add_paper(body)

    def add_fault(self, fault: Fault) -> None:
        """Add what is wrong, with its place; the same fault of one message once."""
        name = "errors" if fault.weight is Weight.ERROR else "warnings"
        place = {
            "message": fault.message,
            "segment": fault.segment,
            "element": fault.element,
            "text": str(fault.sentence),
        }
        if place not in self._faults[name][-20:]:
            self._faults[name].append(place)

    def _add_equipment(self, pieces: Iterable[Equipment], filing: Filing) -> None:
        for piece in pieces:
            self._equipment.append(
                {
                    "kind": piece.kind,
                    "number": piece.number,
                    "load": _load(piece),
                    "key": filing.key,
                }
            )
            known = {seal.number: seal for seal in piece.sealing}
            for number in piece.seals:
                seal = known.get(number)
                self._seals.append(
                    {
                        "number": number,
                        "equipment": piece.number,
                        "applied_by": seal.applied_by if seal else "",
                        "key": filing.key,
                    }
                )

    def _add_paper(self, paper: Event) -> None:
        """Add what a paper names, as a rail waybill does: cars, and the seals on them."""
        details = paper.details
        self._equipment += [
            {"kind": "", "number": number, "load": "unknown", "key": paper.key}
            for number in _listed(details.get("equipment", ""))
        ]
        self._seals += [
            {"number": number, "key": paper.key}
            for seals in _listed(details.get("seals", ""))
            for number in seals.split()
        ]

    def _add_dangerous(self, shipment: Shipment, filing: Filing) -> None:
        self._dangerous += [
            {
                "un_number": danger.un_number,
                "class": danger.dg_class,
                "packing_group": danger.packing_group,
                "description": line.description,
                "key": filing.key,
            }
            for line in shipment.goods
            for danger in line.dangers
        ]

    def values(self, kind: str) -> dict[str, Any]:
        """Return the findings as plain values."""
        first = next(iter(self._faults["errors"]), None)
        refused = not self._messages
        reason = (first["text"] if first else "The file holds no message.") if refused else ""
        return {
            "kind": KINDS.get(self._form) or _KINDS_BY_WORD.get(message_type(self._form)) or kind,
            "status": "refused" if refused else "ok",
            "reason": reason,
            "messages": self._messages,
            "shipments": list(self._shipments),
            "equipment": self._equipment,
            "seals": self._seals,
            "dangerous_goods": self._dangerous,
            **self._faults,
        }


def message_type(form: str) -> str:
    """Return the type of a message out of its form: ``CUSCAR`` of ``CUSCAR D:03B``."""
    return form if form in KINDS else re.split(r"[ /]", form, maxsplit=1)[0]


def _listed(text: str) -> list[str]:
    return [part for part in text.split("; ") if part]


def _load(piece: Equipment) -> str:
    return "empty" if piece.empty else piece.load.value


def _counts(filing: Filing) -> dict[str, Any]:
    """Return how much of each a filing declares."""
    body = filing.body
    if isinstance(body, Shipment):
        counts = {
            "goods": len(body.goods),
            "pieces": body.pieces,
            "gross_kg": body.gross_kg,
            "equipment": len(body.equipment),
            "house_bills": len(body.house_bills),
        }
    elif isinstance(body, ConveyanceReport):
        counts = {"equipment": len(body.equipment), "cargo": len(body.cargo)}
    elif isinstance(body, CloseMessage):
        counts = {"house_bills": len(body.house_bills)}
    elif isinstance(body, Event):
        return {"event": body.kind.value}
    elif isinstance(body, Response):
        return {
            "verdict": body.verdict.value,
            "control": body.control,
            "reasons": len(body.reasons),
        }
    else:
        counts = {}
    return dict(plain(counts))

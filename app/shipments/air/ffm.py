"""Flight manifests of Cargo-IMP (FFM)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from app.domain.filing import ConveyanceReport, Fault, Loading, Spot
from app.domain.shipment import Conveyance, Equipment, Mode
from app.domain.words import say
from app.shipments.air.common import Frame, Read, check_waybill, tell_rest
from app.shipments.air.imp_lines import Field, Line, Message
from app.shipments.air.notes import Notes, Quantity, Waybill
from app.shipments.air.places import airport_office, local_time, nearest_day

_ULD = re.compile(r"([A-Z][A-Z0-9]{2}\d{4,5}[A-Z0-9]{2,3})(?:-[A-Z])?")
_AIRPORT = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[A-Z]{3}")
_RECORD = re.compile(r"\d{7,8}[A-Z]{6}/")
"""What only the line of a waybill has, also where it is damaged: number and airports."""
_ENDS = ("LAST", "CONT")
_DETAILS = ("OCI", "COR", "DIM", "OSI", "SCI", "ONW", "REF", "CUS")
"""Lines about a waybill whose contents are not needed here."""


@dataclasses.dataclass(frozen=True, slots=True)
class Head:
    """The first line of a part: number of the part, flight, day, airport of departure."""

    part: int
    flight: str
    day: dt.date
    origin: str

    def goes_on(self, before: Head) -> bool:
        """Whether it is the next part of the same manifest."""
        return self == dataclasses.replace(before, part=before.part + 1)


def head_of(message: Message, received_at: dt.datetime) -> Head | None:
    """Return the first line of a part; None when it names no flight."""
    return _head(message.lines[0], received_at) if message.lines else None


def _head(line: Line, received_at: dt.datetime) -> Head | None:
    fields = line.fields
    if not line.tag.isdecimal() or len(line.tag) > 4 or len(fields) < 3 or not fields[0].text:
        return None
    day = nearest_day(fields[1].text, received_at)
    return None if day is None else Head(int(line.tag), fields[0].text, day, fields[2].text[:3])


def ends(message: Message) -> bool:
    """Whether a part says that it is the last one."""
    return bool(message.lines) and message.lines[-1].text.strip() == "LAST"


def read_ffm(message: Message, frame: Frame) -> Iterator[Read | Fault]:
    """Read a manifest, its parts put together: one report of a conveyance.

    The key is flight, day and airport of departure. A set that lacks parts has the number of its
    first part too, so that it takes the place of nothing else.
    """
    head = head_of(message, frame.received_at)
    if head is None:
        yield frame.fault(say("The manifest names no flight; it was not taken in."), 2)
        return
    manifest = _Manifest(head, frame)
    for line in message.lines:
        manifest.take(line)
    if message.lines[-1].text.strip() not in _ENDS:
        sentence = say("The manifest does not end with LAST or CONT: parts may be missing.")
        manifest.notes.warn(sentence, message.lines[-1].number)
    whole = head.part == 1 and ends(message)
    key = f"{head.flight}/{head.day.isoformat()}/{head.origin}"
    yield Read(key if whole else f"{key}#{head.part}", manifest.report(), manifest.notes)


class _Manifest:
    """One flight while its lines are read."""

    def __init__(self, head: Head, frame: Frame) -> None:
        self.notes = Notes(frame.number)
        self._frame = frame
        self._conveyance = Conveyance(mode=Mode.AIR, flight=head.flight, port_of_exit=head.origin)
        self._loaded: list[Loading] = []
        self._ulds: dict[str, None] = {}
        self._airport = ""
        self._uld = ""
        self._spots: dict[str, Spot] = {}
        """Where airport and ULD stand that hold for the waybills below them."""

    def take(self, line: Line) -> None:
        """Take one line."""
        waybill = Waybill.of_text(line.tag)
        tell_rest(line, self.notes, _RECORD, own=waybill is not None)
        if line.goes_on:
            self._take_more(line)
        elif waybill is not None:
            self._take_waybill(waybill, line)
        elif line.tag == "ULD":
            self._take_uld(line)
        elif line.tag.isdecimal():
            self._take_head(line)
        elif line.tag not in (*_DETAILS, *_ENDS, "FFM"):
            self._take_airport(line)

    def report(self) -> ConveyanceReport:
        """Return the manifest as the report of a conveyance."""
        loaded = self._loaded
        return ConveyanceReport(
            conveyance=dataclasses.replace(self._conveyance, empty=not loaded and not self._ulds),
            equipment=tuple(Equipment("uld", name) for name in self._ulds),
            cargo=tuple(dict.fromkeys(one.cargo for one in loaded)),
            cargo_on=tuple(
                dict.fromkeys((one.equipment, one.cargo) for one in loaded if one.equipment)
            ),
            loaded=tuple(loaded),
        )

    def _take_head(self, line: Line) -> None:
        names = ("flight", "", "port_of_exit", "vehicle")
        for name, field in zip(names, line.fields, strict=False):
            if name:
                self.notes.place(f"conveyance.{name}", field.spot)
        if len(line.fields) > 3 and not self._conveyance.vehicle:
            self._conveyance = dataclasses.replace(self._conveyance, vehicle=line.fields[3].text)

    def _take_airport(self, line: Line) -> None:
        """Begin what leaves the flight at an airport; its scheduled arrival may follow."""
        if not _AIRPORT.fullmatch(line.tag):
            self.notes.warn(say("The line {value} is not read.", value=line.text), line.number)
            return
        self._airport, self._uld = line.tag, ""
        self._spots = {"unloaded_at": line.place((0, len(line.tag)))}
        office = airport_office(line.tag)
        if office and not self._conveyance.fpoa:
            self._conveyance = dataclasses.replace(self._conveyance, fpoa=office)
            self.notes.place("conveyance.fpoa", self._spots["unloaded_at"])
        for field in line.fields:
            arrival = local_time(field.text, line.tag, self._frame.received_at)
            if arrival is not None and self._conveyance.eta is None:
                self._conveyance = dataclasses.replace(self._conveyance, eta=arrival)
                self.notes.place("conveyance.eta", field.spot)

    def _take_uld(self, line: Line) -> None:
        field = line.fields[0] if line.fields else Field("", line.number, "ULD", line.start)
        found = _ULD.fullmatch(field.text)
        self._uld = found[1] if found else ""
        self._spots.pop("equipment", None)
        if found is None:
            self.notes.warn(
                say("{value} is no ULD, such as AKE12345ZZ.", value=field.text), line.number
            )
            return
        self._spots["equipment"] = field.part(found.span(1))
        if self._uld not in self._ulds:
            self.notes.place(f"equipment[{len(self._ulds)}].number", self._spots["equipment"])
            self._ulds[self._uld] = None

    def _take_waybill(self, waybill: Waybill, line: Line) -> None:
        notes, path, fields = self.notes, f"loaded[{len(self._loaded)}]", line.fields
        check_waybill(waybill.number, notes, line.number)
        number = len(line.tag) - 6
        notes.place(f"{path}.cargo", line.place((0, number)))
        notes.place(f"{path}.origin", line.place((number, number + 3)))
        notes.place(f"{path}.destination", line.place((number + 3, number + 6)))
        for name, spot in self._spots.items():
            notes.place(f"{path}.{name}", spot)
        quantity = _quantity(fields, notes, f"{path}.")
        self._loaded.append(
            Loading(
                cargo=waybill.number,
                equipment=self._uld,
                pieces=quantity.pieces if quantity else None,
                of=quantity.of if quantity else None,
                weight_kg=quantity.weight_kg if quantity else None,
                description=_text(notes, f"{path}.description", fields[1:2]),
                handling=self._handled(fields[2:], 0),
                origin=waybill.origin,
                destination=waybill.destination,
                unloaded_at=self._airport,
            )
        )

    def _take_more(self, line: Line) -> None:
        """Take the handling codes, or the text, that go on under a waybill."""
        if not self._loaded or Waybill.of_text(line.tag) is None:
            return
        last = self._loaded[-1]
        known, at = len(last.handling), len(self._loaded) - 1
        codes = self._handled(line.fields, known, at)
        if codes:
            self._loaded[-1] = dataclasses.replace(last, handling=last.handling + codes)
        else:
            words = (last.description, *(field.text for field in line.fields))
            self._loaded[-1] = dataclasses.replace(last, description=" ".join(words).strip())
            said = next((field for field in line.fields if field.text), None)
            if said is not None:
                self.notes.place(f"loaded[{at}].description", said.spot)

    def _handled(
        self, fields: Sequence[Field], known: int, at: int | None = None
    ) -> tuple[str, ...]:
        """Return handling codes with their places; none when one of the fields is something else.

        Parameters
        ----------
        known
            How many codes the waybill has already.
        at
            Which waybill it is; None for the next.
        """
        said = [field for field in fields if field.text]
        if not all(_CODE.fullmatch(field.text) for field in said):
            return ()
        path = f"loaded[{len(self._loaded) if at is None else at}].handling"
        for index, field in enumerate(said, known):
            self.notes.place(f"{path}[{index}]", field.spot)
        return tuple(field.text for field in said)


def _quantity(fields: Sequence[Field], notes: Notes, path: str) -> Quantity | None:
    return Quantity.of_field(fields[0], notes, path, ("weight_kg", "of")) if fields else None


def _text(notes: Notes, path: str, fields: Sequence[Field]) -> str:
    """Return the text of a field that may be missing or empty."""
    return next((notes.text(path, field) for field in fields if field.text), "")

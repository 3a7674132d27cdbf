"""The form of a paper manifest as it is typed, and what it comes to.

A draft holds what was typed, letter by letter, so that nothing is lost when it cannot be read yet.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
from collections.abc import Callable, Mapping
from typing import TypeVar

from app.domain.errors import Missing
from app.domain.paper import FORMS, HOLDERS, MOST_LINES, PaperManifest, missing_of
from app.domain.paper_doubts import doubts_of, line_field
from app.domain.shipment import Equipment, GoodsLine, Mode, Movement, Party
from app.domain.words import Sentence, say

Value = TypeVar("Value")


@dataclasses.dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of goods as it was typed."""

    description: str = ""
    pieces: str = ""
    mass: str = ""
    hs: str = ""
    un_number: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(value.strip() for value in dataclasses.astuple(self))


@dataclasses.dataclass(frozen=True, slots=True)
class PaperDraft:
    """A form as it was typed so far; figures and times as text."""

    document: str = FORMS[0]
    ccn: str = ""
    crn: str = ""
    mode: str = Mode.HIGHWAY.value
    movement: str = Movement.IMPORT.value
    fpoa: str = ""
    destination: str = ""
    sub_location: str = ""
    eta: str = ""
    pieces: str = ""
    unit: str = ""
    mass: str = ""
    shipper: str = ""
    consignee: str = ""
    equipment: str = ""
    seals: str = ""
    why: str = ""
    lines: tuple[PaperLine, ...] = (PaperLine(),)

    @property
    def blank(self) -> bool:
        """Whether nothing was typed yet."""
        return dataclasses.replace(self, lines=()) == PaperDraft(lines=()) and all(
            line.blank for line in self.lines
        )

    @property
    def kept(self) -> dict[str, object]:
        """As JSON holds it."""
        return dataclasses.asdict(self)


def draft_from(kept: object) -> PaperDraft:
    """Return a draft from what was kept; what cannot be read of it is blank."""
    if not isinstance(kept, dict):
        return PaperDraft()
    rows = kept.get("lines")
    lines = tuple(_line(row) for row in rows[:MOST_LINES]) if isinstance(rows, list) else ()
    texts = _texts(kept, PaperDraft)
    return dataclasses.replace(PaperDraft(), **texts, lines=lines or (PaperLine(),))


@dataclasses.dataclass(frozen=True, slots=True)
class ReadDraft:
    """What a form comes to."""

    paper: PaperManifest
    missing: tuple[Missing, ...]
    """What is missing, or cannot be read, each with its field: nothing is filed before."""
    doubts: tuple[Missing, ...]
    """What looks mistyped. A document may stand so, and is filed as it stands."""


def read_draft(draft: PaperDraft, *, by: str, at: dt.datetime) -> ReadDraft:
    """Read a form as it was typed so far.

    Parameters
    ----------
    draft
        The form.
    by, at
        Account of the officer who types, and the time.
    """
    reading = _Reading()
    mode = reading.of("mode", draft.mode, Mode) or Mode.HIGHWAY
    places = tuple(place for place, line in enumerate(draft.lines) if not line.blank)
    goods = tuple(reading.line(draft.lines[place], place) for place in places)
    counts = [line.quantity for line in goods]
    total = reading.count("pieces", draft.pieces)
    if not draft.pieces.strip() and counts and None not in counts:
        total = sum(count or 0 for count in counts)
    number = draft.ccn.strip().upper()
    paper = PaperManifest(
        document=draft.document,
        ccn=number,
        carrier_code=number[:4],
        mode=mode,
        fpoa=draft.fpoa.strip(),
        typed_by=by,
        typed_at=at,
        goods=goods,
        pieces=total,
        unit=draft.unit.strip().upper(),
        gross_kg=reading.mass("mass", draft.mass),
        crn=draft.crn.strip().upper(),
        destination=draft.destination.strip(),
        sub_location=draft.sub_location.strip(),
        eta=reading.moment("eta", draft.eta),
        shipper=Party(draft.shipper.strip()) if draft.shipper.strip() else None,
        consignee=Party(draft.consignee.strip()) if draft.consignee.strip() else None,
        equipment=_equipment(draft, HOLDERS[mode]),
        movement=reading.of("movement", draft.movement, Movement) or Movement.UNKNOWN,
        why=draft.why.strip(),
    )
    if draft.seals.strip() and not paper.equipment:
        held = say("Say which trailer or container the seal is on.")
        reading.missing.append(Missing("equipment", held))
    unread = {one.field for one in reading.missing}
    lacking = tuple(one for one in missing_of(paper) if one.field not in unread)
    return ReadDraft(paper, (*reading.missing, *lacking), doubts_of(paper, places))


class _Reading:
    """Reads the texts of one form, and notes those that cannot be read."""

    def __init__(self) -> None:
        self.missing: list[Missing] = []

    def line(self, line: PaperLine, place: int) -> GoodsLine:
        return GoodsLine(
            description=line.description.strip(),
            hs=line.hs.strip(),
            quantity=self.count(line_field(place, "pieces"), line.pieces),
            weight_kg=self.mass(line_field(place, "mass"), line.mass),
            un_number=line.un_number.strip().upper().removeprefix("UN").strip(),
        )

    def count(self, field: str, text: str) -> int | None:
        sentence = say("{typed} is no number of pieces.", typed=text.strip())
        return self._read(field, _plain(text), _whole, sentence)

    def mass(self, field: str, text: str) -> decimal.Decimal | None:
        sentence = say("{typed} is no mass in kilograms.", typed=text.strip())
        return self._read(field, _plain(text).replace(",", "."), _kilograms, sentence)

    def moment(self, field: str, text: str) -> dt.datetime | None:
        sentence = say("{typed} is no time; type it as 2026-11-20 14:15.", typed=text.strip())
        return self._read(field, text.strip(), _utc, sentence)

    def of(self, field: str, text: str, kind: Callable[[str], Value]) -> Value | None:
        sentence = say("{typed} is not known here.", typed=text)
        return self._read(field, text, kind, sentence)

    def _read(
        self, field: str, text: str, read: Callable[[str], Value], sentence: Sentence
    ) -> Value | None:
        if not text:
            return None
        try:
            return read(text)
        except (ValueError, ArithmeticError):
            self.missing.append(Missing(field, sentence))
            return None


def _plain(text: str) -> str:
    """Return a figure without the blanks that part its thousands."""
    return "".join(text.split())


def _whole(text: str) -> int:
    value = int(text)
    if not 0 <= value < 10**9:
        raise ValueError(text)
    return value


def _kilograms(text: str) -> decimal.Decimal:
    value = decimal.Decimal(text)
    if not value.is_finite() or not 0 <= value < 10**9:
        raise ValueError(text)
    return value


def _utc(text: str) -> dt.datetime:
    """Return a time; without a zone it is UTC, as the field asks for it."""
    moment = dt.datetime.fromisoformat(text)
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment


def _equipment(draft: PaperDraft, kind: str) -> tuple[Equipment, ...]:
    numbers = [one.strip() for one in draft.equipment.split(",") if one.strip()]
    seals = tuple(one.strip() for one in draft.seals.split(",") if one.strip())
    # Which seal is on which trailer a document seldom says: all stand with the first.
    return tuple(
        Equipment(kind, number, seals if place == 0 else ()) for place, number in enumerate(numbers)
    )


def _line(row: object) -> PaperLine:
    return PaperLine(**_texts(row, PaperLine)) if isinstance(row, dict) else PaperLine()


def _texts(kept: Mapping[str, object], of: type[PaperDraft | PaperLine]) -> dict[str, str]:
    names = {field.name for field in dataclasses.fields(of)} - {"lines"}
    return {name: value for name, value in kept.items() if name in names and isinstance(value, str)}

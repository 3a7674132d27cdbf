"""How packed: the equipment, what it is said to hold, and every word about its seals."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.dossier import SealLink
from app.domain.event import Event
from app.domain.filing import FilingKind
from app.domain.identifiers import Identifier, railcar
from app.domain.notice import Severity
from app.domain.raw import Asked
from app.domain.shipment import Equipment, Load
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import moment
from app.ui.panels.declared import EQUIPMENT_WORDS
from app.ui.shipment.fields import Code, Fields, explaining, with_parts_changed
from app.ui.shipment.rows import Kind, Row, folded, mass
from app.ui.shipment.subject import Subject

LOAD_WORDS: Mapping[Load, str] = MappingProxyType(
    {
        Load.LOADED: phrase("loaded"),
        Load.EMPTY: phrase("declared empty"),
        Load.RESIDUAL: phrase("residue only"),
    }
)
KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {**EQUIPMENT_WORDS, "chassis": phrase("Chassis"), "ancillary": phrase("Dolly or other link")}
)
SEALED_BY: Mapping[str, str] = MappingProxyType(
    {
        "carrier": phrase("of the carrier"),
        "shipper": phrase("of the shipper"),
        "cbsa": phrase("of CBSA"),
        "cbp": phrase("of US CBP"),
    }
)
SEAL_STATES: Mapping[str, str] = MappingProxyType(
    {
        "intact": phrase("intact"),
        "broken": phrase("broken"),
        "replaced": phrase("replaced"),
        "missing": phrase("missing"),
    }
)
TOLD_BY: Mapping[str, str] = MappingProxyType(
    {
        "declared": phrase("declared"),
        "scan site": phrase("scan site"),
        "port": phrase("port"),
    }
)


def packed(subject: Subject) -> Row:
    """Return the group."""
    pieces = subject.shipment.equipment
    equipment = folded("equipment", len(pieces), lambda at: _equipment_row(subject, at))
    none = Row("no-equipment", Kind.FIELD, tr("None declared"), label=tr("Equipment"), tone="text2")

    def rows() -> list[Row]:
        return [*(equipment() if pieces else [none]), *_seals(subject)]

    return Row("packed", Kind.HEAD, tr("How packed"), rows=rows, open=True)


def _equipment_row(subject: Subject, place: int) -> Row:
    piece = subject.shipment.equipment[place]
    path = f"equipment[{place}]"
    kind = tr(KIND_WORDS[piece.kind]) if piece.kind in KIND_WORDS else piece.kind
    row = Row(
        f"equipment-{place}",
        Kind.ENTRY,
        piece.number or tr("No number"),
        below=", ".join(filter(None, (_load(piece), _plate(piece), *_figures(piece)))),
        right=kind,
        identifier=True,
        strong=True,
        explained=explaining(subject.codes, _owner(piece), ("ULD",) if piece.kind == "uld" else ()),
        asked=subject.asked(f"{path}.number"),
        rows=(lambda: _exceptions(subject, place)) if piece.exception_codes else None,
    )
    differences = subject.differences
    if differences.is_new(path):
        return dataclasses.replace(row, changed=True, mark=Severity.WARNING)
    return with_parts_changed(row, differences.under(path))


def _owner(piece: Equipment) -> tuple[Code, ...]:
    """Return the code in the number of a rail car that says whose it is: its reporting mark."""
    found = railcar(piece.number) if piece.kind == "railcar" else None
    if not isinstance(found, Identifier):
        return ()
    return (("reporting_marks", found.value.rstrip("0123456789")),)


def _load(piece: Equipment) -> str:
    if piece.empty:
        return tr("declared empty")
    return tr(LOAD_WORDS[piece.load]) if piece.load in LOAD_WORDS else ""


def _plate(piece: Equipment) -> str:
    named = " ".join(filter(None, (piece.plate, piece.plate_jurisdiction)))
    return tr("plate {plate}", plate=named) if named else ""


def _figures(piece: Equipment) -> list[str]:
    return [
        tr("size and type {code}", code=piece.size_type) if piece.size_type else "",
        tr("{feet} ft", feet=piece.length_ft) if piece.length_ft else "",
        tr("tare {mass}", mass=mass(piece.tare_kg)) if piece.tare_kg else "",
        tr("place {number}", number=piece.position) if piece.position else "",
        tr("seal {numbers}", numbers=", ".join(piece.seals)) if piece.seals else tr("no seal"),
    ]


def _exceptions(subject: Subject, place: int) -> list[Row]:
    fields = Fields(subject, f"exceptions-{place}")
    for code in subject.shipment.equipment[place].exception_codes:
        name = subject.codes.with_name("exceptions", code)
        fields.add(tr("Exception"), name, f"equipment[{place}].exception_codes")
    return fields.rows


def _seals(subject: Subject) -> list[Row]:
    """Return the chain of custody of the seals (¶90 to 98)."""
    dossier = subject.dossier
    links = dossier.seals if dossier is not None and subject.newest else ()
    if not links:
        return []
    rows = folded("seal", len(links), lambda at: _seal_row(subject, at, links))
    return [
        Row(
            "seals",
            Kind.ENTRY,
            tr("Seals: chain of custody"),
            right=str(len(links)),
            strong=True,
            rows=rows,
            open=True,
        )
    ]


def _seal_row(subject: Subject, at: int, links: tuple[SealLink, ...]) -> Row:
    link = links[at]
    seal = link.seal
    state = tr(SEAL_STATES[seal.state]) if seal.state in SEAL_STATES else seal.state
    by = tr(SEALED_BY[seal.applied_by]) if seal.applied_by in SEALED_BY else seal.applied_by
    told = tr(TOLD_BY[link.told_by]) if link.told_by in TOLD_BY else link.told_by
    broken = seal.state in ("broken", "missing")
    return Row(
        f"seal-{at}",
        Kind.FIELD,
        " ".join(filter(None, (seal.number or tr("No number"), by))),
        label=told,
        below=", ".join(
            filter(None, (state, link.equipment, moment(link.at), *_papers(subject, link)))
        ),
        identifier=True,
        mark=Severity.WARNING if broken else None,
        asked=_seal_asked(subject, link),
    )


def _told(subject: Subject, link: SealLink) -> Event | None:
    """Return the notice that a link of the chain comes from; None for what was only declared."""
    events = subject.dossier.events if subject.dossier is not None and link.at else ()
    fitting = (
        event
        for event in events
        if event.at == link.at and event.details.get("number", "") == link.seal.number
    )
    return next(fitting, None)


def _papers(subject: Subject, link: SealLink) -> list[str]:
    """Return the number of the form A28, and what was noted instead of a seal (¶94 to 96)."""
    event = _told(subject, link)
    if event is None:
        return []
    a28, serials = event.details.get("a28", ""), event.details.get("serials", "")
    return [
        tr("A28 no. {value}", value=a28) if a28 else "",
        tr("serial numbers {value}", value=serials) if serials else "",
    ]


def _seal_asked(subject: Subject, link: SealLink) -> tuple[Asked, ...]:
    """Return where a seal is told of: in the notice, or at the equipment that it is on."""
    event = _told(subject, link)
    if event is not None:
        return (Asked(event.key, kind=FilingKind.EVENT, event=event),)
    for place, piece in enumerate(subject.shipment.equipment):
        if piece.number == link.equipment and link.seal.number in piece.seals:
            at = piece.seals.index(link.seal.number)
            return subject.asked(f"equipment[{place}].seals[{at}]")
    return ()

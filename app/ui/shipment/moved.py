"""How moved: conveyance, movement and its papers, programmes, exemptions, and the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.dossier import Trip
from app.domain.filing import FilingKind
from app.domain.notice import Severity
from app.domain.raw import Asked
from app.domain.shipment import Mode, Movement
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import moment, number
from app.ui.shipment.fields import About, Fields
from app.ui.shipment.rows import Kind, Row, folded, head
from app.ui.shipment.status import STANDING_WORDS
from app.ui.shipment.subject import Subject

MODE_WORDS: Mapping[Mode, str] = MappingProxyType(
    {
        Mode.HIGHWAY: phrase("Highway"),
        Mode.RAIL: phrase("Rail"),
        Mode.AIR: phrase("Air"),
        Mode.MARINE: phrase("Marine"),
        Mode.COURIER: phrase("Courier"),
    }
)
MOVEMENT_WORDS: Mapping[Movement, str] = MappingProxyType(
    {
        Movement.UNKNOWN: phrase("not stated"),
        Movement.IMPORT: phrase("import, released at the first port"),
        Movement.IN_BOND: phrase("in bond"),
        Movement.IN_TRANSIT: phrase("in transit through Canada"),
        Movement.DOMESTIC_IN_TRANSIT: phrase("domestic in-transit (A8B)"),
        Movement.FROB: phrase("stays on board (FROB)"),
        Movement.EXPORT: phrase("export"),
    }
)


def moved(subject: Subject) -> Row:
    """Return the group."""
    shipment = subject.shipment
    way = shipment.conveyance
    fields = Fields(subject, "moved")
    crn = About(terms=("CRN",), identifier=True)
    fields.need(tr("Conveyance"), way.crn, "conveyance.crn", crn)
    mode = tr(MODE_WORDS[way.mode])
    if way.document_mode not in (None, way.mode):
        document = tr(MODE_WORDS[way.document_mode or way.mode])
        mode = tr("{arrival}, on a document of {document}", arrival=mode, document=document)
    fields.add(tr("Mode"), mode, "conveyance.mode", About(more=("conveyance.document_mode",)))
    plain = (
        (
            tr("Voyage") if way.mode is Mode.MARINE else tr("Flight"),
            way.flight,
            "conveyance.flight",
        ),
        (tr("Vehicle"), way.vehicle, "conveyance.vehicle"),
    )
    for label, value, path in plain:
        fields.add(label, value, path, About(identifier=True))
    plate = " ".join(filter(None, (way.plate, way.plate_jurisdiction)))
    fields.add(tr("Plate"), plate, "conveyance.plate", About(identifier=True))
    fields.add(tr("VIN"), way.vin, "conveyance.vin", About(terms=("VIN",), identifier=True))
    empty = tr("declared empty") if way.empty else ""
    fields.add(tr("Load"), empty, "conveyance.empty")
    fields.add(tr("Movement"), tr(MOVEMENT_WORDS[shipment.movement]), "movement", About(terms=()))
    _papers(fields)
    _programmes(fields)
    return head("moved", tr("How moved"), [*fields.rows, *_trips(subject)])


def _papers(fields: Fields) -> None:
    shipment, codes = fields.subject.shipment, fields.subject.codes
    option = shipment.service_option
    fields.add(
        tr("Service option"),
        codes.with_name("service_options", option),
        "service_option",
        About((("service_options", option),) if option else ()),
    )
    fields.add(tr("Release request"), shipment.release_no, "release_no", About(identifier=True))
    fields.add(tr("Document"), shipment.document, "document")
    bond = tr("single trip bond") if shipment.single_trip_bond else ""
    fields.add(tr("Bond"), bond, "single_trip_bond")
    fields.add(tr("HAWB"), shipment.hawb, "hawb", About(terms=("HAWB",), identifier=True))
    fields.add(tr("MAWB"), shipment.mawb, "mawb", About(terms=("MAWB",), identifier=True))
    fields.add(tr("Lies in"), shipment.previous_ccn, "previous_ccn", About(identifier=True))
    fields.add(tr("List"), shipment.list_id, "list_id", About(identifier=True))
    for place, (name, value) in enumerate(shipment.references):
        label = tr("Flight date") if name == "flight_date" else name
        fields.add(label, value, f"references[{place}]", About(identifier=True))


def _programmes(fields: Fields) -> None:
    shipment, codes = fields.subject.shipment, fields.subject.codes
    claimed = [
        (tr("CSA, full load") if shipment.csa_full_load else tr("CSA"), shipment.csa, "csa"),
        (tr("CLVS"), shipment.clvs, "clvs"),
        (tr("IIT"), shipment.conveyance.iit, "conveyance.iit"),
        (tr("Consolidated"), shipment.consolidated, "consolidated"),
    ]
    terms = {"csa": ("CSA",), "clvs": ("CLVS",), "conveyance.iit": ("IIT",)}
    for label, holds, path in claimed:
        fields.add(label, tr("yes") if holds else "", path, About(terms=terms.get(path, ())))
    rows = dict.fromkeys((*shipment.exemptions, *shipment.conveyance.exception_codes))
    for place, code in enumerate(rows):
        below = tr("Exempt from data, never from report (¶4)") if place == 0 else ""
        fields.add(
            tr("Exemption"),
            codes.with_name("exceptions", code),
            f"exemptions[{place}]",
            About((("exceptions", code),), below=below),
        )
    process = shipment.special_process
    name = codes.name("special_processes", process) or process
    about = About((("special_processes", process),) if process else ())
    fields.add(tr("Special process"), name, "special_process", about)


def _trips(subject: Subject) -> list[Row]:
    """Return the conveyances that name the cargo: more than one is a split, or a doubt (R022)."""
    trips = subject.dossier.trips if subject.dossier and subject.newest else ()
    rows = folded("trip", len(trips), lambda at: _trip_row(trips[at], last=at == len(trips) - 1))
    return list(rows()) if len(trips) > 1 else []


def _trip_row(trip: Trip, *, last: bool) -> Row:
    count = number(len(trip.report.cargo))
    return Row(
        f"trip-{trip.crn}",
        Kind.ENTRY,
        trip.crn,
        below=", ".join(
            (
                tr(STANDING_WORDS[trip.standing]),
                tr("came in {time}", time=moment(trip.received_at)),
                tr("{count} cargo on board", count=count),
            )
        ),
        right=tr("shown above") if last else tr("also names it"),
        identifier=True,
        mark=None if last else Severity.WARNING,
        asked=(Asked(trip.crn, trip.digest, kind=FilingKind.CONVEYANCE),),
    )

"""When: arrival, receipt and validation in three times, and both clocks of D3-4-2.

Paragraph 89 warns of data *received* too short before the *transmitted* estimate; paragraph 87 asks
for data *validated* in time before the *arrival*. Both are shown, whatever the rules make of them.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

from app.domain.notice import Severity
from app.domain.scan import Scan
from app.domain.shipment import Mode
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import number
from app.ui.shipment.codes import Codes
from app.ui.shipment.fields import About, Fields
from app.ui.shipment.rows import Kind, Row, head
from app.ui.shipment.subject import Subject

ZONES = frozenset(
    {
        *(phrase("NST"), phrase("NDT"), phrase("AST"), phrase("ADT"), phrase("EST"), phrase("EDT")),
        *(phrase("CST"), phrase("CDT"), phrase("MST"), phrase("MDT"), phrase("PST"), phrase("PDT")),
    }
)
"""Zones of Canada by their short names, which French has of its own."""
_MINUTE = dt.timedelta(minutes=1)


def when(subject: Subject) -> Row:
    """Return the group."""
    fields = Fields(subject, "when")
    dossier, trip = subject.dossier, subject.trip
    way = subject.shipment.conveyance
    _moment(fields, tr("ETA"), way.eta, "conveyance.eta", about=About(terms=("ETA",)))
    arrived = (dossier.arrived_at if dossier and subject.newest else None) or way.arrived_at
    _moment(fields, tr("Arrived"), arrived, "conveyance.arrived_at")
    if trip is not None:
        _moment(fields, tr("Reported"), trip.reported_at, "reported")
    received, validated = _cargo_moments(subject)
    _moment(fields, tr("Cargo came in"), received, "received")
    _moment(fields, tr("Validated"), validated, "validated")
    if trip is not None:
        _moment(fields, tr("Conveyance"), trip.received_at, "trip-received")
        _moment(fields, tr("Validated"), trip.validated_at, "trip-validated")
    if dossier is not None and subject.newest:
        _moment(fields, tr("Released"), dossier.released_at, "released")
    _scans(fields)
    return head("when", tr("When"), [*_clocks(subject), *fields.rows])


def times(moment: dt.datetime, zone: str) -> tuple[str, str]:
    """Return a time in UTC, and below it the same at the port and at this workstation.

    Parameters
    ----------
    moment
        Without zone, as scanners write it, it is told as it stands.
    zone
        Of the port, by its name in the tz database; empty when it is not known.
    """
    if moment.tzinfo is None:
        return moment.strftime("%Y-%m-%d %H:%M"), tr("by the scanner's clock, no zone stated")
    utc = moment.astimezone(dt.UTC)
    parts = []
    if zone:
        parts.append(tr("port {time}", time=_local(utc, moment.astimezone(_zone(zone)))))
    here = moment.astimezone()
    if here.utcoffset() and not (
        zone and here.utcoffset() == moment.astimezone(_zone(zone)).utcoffset()
    ):
        parts.append(tr("here {time}", time=_local(utc, here)))
    return utc.strftime("%Y-%m-%d %H:%M UTC"), ", ".join(parts)


def lead_row(key: str, label: str, lead: dt.timedelta | None, limit: int | None) -> Row:
    """Return one clock: minutes that were left, of the minutes that are asked for."""
    if lead is None:
        text, mark = tr("not known"), None
    elif limit is None:
        text, mark = tr("{minutes} min", minutes=number(lead // _MINUTE)), None
    else:
        text = tr("{minutes} of {limit} min", minutes=number(lead // _MINUTE), limit=limit)
        mark = Severity.WARNING if lead < limit * _MINUTE else None
    return Row(key, Kind.FIELD, text, label=label, mark=mark, tone="text" if lead else "text2")


def _clocks(subject: Subject) -> list[Row]:
    """Return both clocks: each counts from the later of cargo and conveyance."""
    dossier, trip = subject.dossier, subject.trip
    way = subject.shipment.conveyance
    limit = subject.codes.minutes(way.mode.value)
    received, validated = _cargo_moments(subject)
    came = [received, trip.received_at] if trip else [received]
    checked = [validated, trip.validated_at] if trip else [validated]
    arrival = (dossier.arrived_at if dossier else None) or way.arrived_at or way.eta
    if way.mode is Mode.COURIER and limit is None:
        limit = subject.codes.minutes(Mode.AIR.value)
    return [
        lead_row("clock-89", tr("In by ETA ¶89"), _lead(way.eta, came), limit),
        lead_row("clock-87", tr("Valid ¶87"), _lead(arrival, checked), limit),
    ]


def _lead(arrival: dt.datetime | None, moments: list[dt.datetime | None]) -> dt.timedelta | None:
    known = [moment for moment in moments if moment is not None]
    if arrival is None or len(known) < len(moments):
        return None
    if len({one.tzinfo is None for one in (arrival, *known)}) > 1:
        return None
    return arrival - max(known)


def _cargo_moments(subject: Subject) -> tuple[dt.datetime | None, dt.datetime | None]:
    version = subject.version
    if version is None:
        return subject.shipment.received_at, None
    accepted = subject.dossier.accepted_at if subject.dossier and subject.newest else None
    return version.received_at, version.validated_at or accepted


def _moment(
    fields: Fields, label: str, moment: dt.datetime | None, path: str, about: About | None = None
) -> None:
    if moment is None:
        if path == "conveyance.eta":
            fields.need(label, "", path)
        return
    text, below = times(moment, _port_zone(fields.subject))
    fields.add(label, text, path, About(terms=about.terms if about else (), below=below))


def _scans(fields: Fields) -> None:
    for scan in fields.subject.scans:
        if scan.taken_at is not None:
            text, below = times(scan.taken_at, _port_zone(fields.subject))
            below = ", ".join(part for part in (scanner_time(scan), below) if part)
            below = "\n".join(part for part in (scan.object_id, below) if part)
            fields.add(tr("Scanned"), text, f"scan-{scan.scan_id}", About(below=below))


def scanner_time(scan: Scan) -> str:
    """Return what the scanner's own clock said, where its file states the zone of it."""
    ahead = scan.offset_minutes
    if ahead is None or scan.taken_at is None or scan.taken_at.tzinfo is None:
        return ""
    clock = dt.timezone(dt.timedelta(minutes=ahead))
    utc = scan.taken_at.astimezone(dt.UTC)
    return tr("scanner {time}", time=_local(utc, scan.taken_at.astimezone(clock)))


def _port_zone(subject: Subject) -> str:
    codes: Codes = subject.codes
    return codes.zone_of(subject.shipment.conveyance.fpoa)


def _zone(name: str) -> dt.tzinfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def _local(utc: dt.datetime, local: dt.datetime) -> str:
    """Return a local time; with its date where that differs, and always with its zone."""
    form = "%H:%M" if local.date() == utc.date() else "%Y-%m-%d %H:%M"
    zone = local.tzname() or ""
    return f"{local.strftime(form)} {tr(zone) if zone in ZONES else zone}"

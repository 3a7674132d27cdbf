"""Standing, custody and status of a shipment, in the words of CBSA's notices where it has some."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.dossier import Dossier, Progress, Standing
from app.domain.event import Event, EventKind
from app.domain.filing import Via
from app.domain.notice import Severity
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import number
from app.ui.shipment.codes import Codes

STANDING_WORDS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.NOT_ON_FILE: phrase("Document Not on File"),
        Standing.SUBMITTED: phrase("Sent, no answer"),
        Standing.REJECTED: phrase("Not accepted"),
        Standing.ACCEPTED: phrase("Accepted"),
        Standing.STALE: phrase("Stale, over 90 days"),
        Standing.DELETED: phrase("Deleted"),
    }
)
STANDING_TIPS: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.NOT_ON_FILE: phrase("Nothing was transmitted under this number."),
        Standing.SUBMITTED: phrase("Nobody has accepted or rejected it yet (¶143)."),
        Standing.REJECTED: phrase("Rejected: it counts as not transmitted (¶144)."),
        Standing.ACCEPTED: phrase("Accepted, and on file."),
        Standing.STALE: phrase("It has not arrived within 90 days and is to be deleted (¶153)."),
        Standing.DELETED: phrase("The carrier deleted it; the last version can still be read."),
    }
)
MANIFEST_LINE = phrase("Manifest line only")
MANIFEST_LINE_TIP = phrase("Only a line of the flight manifest names it; no waybill is on file.")
PROGRESS_WORDS: Mapping[Progress, str] = MappingProxyType(
    {
        Progress.REPORTED: phrase("Reported"),
        Progress.ARRIVED: phrase("Arrived"),
        Progress.HELD: phrase("Held"),
        Progress.IN_BOND: phrase("In bond"),
        Progress.AT_WAREHOUSE: phrase("At the warehouse"),
        Progress.AUTHORIZED_TO_DELIVER: phrase("Authorized to Deliver"),
        Progress.RELEASED: phrase("Released"),
        Progress.REMANIFESTED: phrase("Re-manifested"),
        Progress.EXPORTED: phrase("Exported"),
    }
)
EVENT_WORDS: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.MATCHED: phrase("Matched"),
        EventKind.NOT_MATCHED: phrase("Not Matched"),
        EventKind.CARGO_COMPLETE: phrase("Cargo Complete"),
        EventKind.DOCUMENTS_COMPLETE: phrase("Document Package Complete"),
        EventKind.NOT_ON_FILE: phrase("Document Not on File"),
        EventKind.REPORTED: phrase("Reported"),
        EventKind.ARRIVED: phrase("Arrived"),
        EventKind.DECONSOLIDATED: phrase("De-consolidation"),
        EventKind.HELD: phrase("Held"),
        EventKind.HOLD_CANCELLED: phrase("Hold cancelled"),
        EventKind.RELEASED: phrase("Released"),
        EventKind.EXAMINATION_REFERRED: phrase("Required for examination"),
        EventKind.DETAIN_AT_DESTINATION: phrase("May move, detained at destination"),
        EventKind.AWAITING_ARRIVAL: phrase("Accepted, awaiting arrival"),
        EventKind.AUTHORIZED_TO_DELIVER: phrase("Authorized to Deliver"),
        EventKind.AWAITING_PROCESSING: phrase("Accepted, awaiting processing"),
        EventKind.RELEASE_ERROR: phrase("Release request in error"),
        EventKind.AT_WAREHOUSE: phrase("At the warehouse"),
        EventKind.CONVEYANCE_ARRIVED: phrase("Conveyance arrived"),
        EventKind.TRANSFERRED: phrase("Moved to other equipment"),
        EventKind.INCIDENT: phrase("Accident or shifted load"),
        EventKind.REMANIFESTED: phrase("Re-manifested"),
        EventKind.RENUMBERED: phrase("Renumbered"),
        EventKind.EXPORTED: phrase("Exported"),
        EventKind.LIST_REMOVED: phrase("Taken off the courier's list"),
        EventKind.Y50: phrase("Form Y50"),
        EventKind.REQUEST_OPENED: phrase("Request for information"),
        EventKind.REQUEST_ANSWERED: phrase("Request answered"),
        EventKind.TARGETED: phrase("Target of another unit"),
        EventKind.TARGET_LIFTED: phrase("Target lifted"),
        EventKind.SEALED: phrase("Sealed"),
        EventKind.SEAL_SEEN: phrase("Seal seen"),
        EventKind.SEAL_BROKEN: phrase("Seal broken"),
        EventKind.SEAL_IMPRACTICABLE: phrase("Cannot be sealed"),
        EventKind.BSF673: phrase("Form BSF673"),
        EventKind.POST_ARRIVAL_ATTACHED: phrase("Attached after arrival"),
        EventKind.DOCUMENT: phrase("Document"),
        EventKind.RELEASE_REQUESTED: phrase("Release requested"),
        EventKind.OVERAGE_SHORTAGE: phrase("Overage or shortage"),
        EventKind.OUTAGE_BEGAN: phrase("Outage began"),
        EventKind.OUTAGE_ENDED: phrase("Outage ended"),
    }
)
_NOTICES = (
    EventKind.MATCHED,
    EventKind.NOT_MATCHED,
    EventKind.CARGO_COMPLETE,
    EventKind.DOCUMENTS_COMPLETE,
    EventKind.AWAITING_ARRIVAL,
    EventKind.AWAITING_PROCESSING,
    EventKind.RELEASE_ERROR,
)
"""What is told of goods that are still under way; the last one counts."""
_ENDS = (Progress.RELEASED, Progress.EXPORTED, Progress.REMANIFESTED)


def event_words(event: Event) -> str:
    """Return what happened, in words; a kind that is new here is called by its own name."""
    return tr(EVENT_WORDS[event.kind]) if event.kind in EVENT_WORDS else event.kind.value


def progress_words(dossier: Dossier) -> str:
    """Return how far the goods have come; empty while nothing is told."""
    if dossier.progress is not Progress.UNDERWAY:
        return tr(PROGRESS_WORDS[dossier.progress])
    told = [event for event in dossier.events if event.kind in _NOTICES]
    return event_words(told[-1]) if told else ""


def custody_words(dossier: Dossier) -> str:
    """Return who answers for the goods: the carrier, and from the WACM on the warehouse (¶132)."""
    shipment = dossier.shipment or dossier.last
    if dossier.progress in _ENDS or shipment is None:
        return ""
    certified = [event for event in dossier.events if event.kind is EventKind.AT_WAREHOUSE]
    if certified:
        place = certified[-1].sub_location
        return tr("warehouse {place}", place=place)
    carrier = shipment.conveyance.carrier_code or shipment.carrier_code
    return tr("carrier {code}", code=carrier) if carrier else ""


def _places(dossier: Dossier, codes: Codes) -> list[str]:
    """Return what is known of the warehouse that has the goods."""
    certified = [event for event in dossier.events if event.kind is EventKind.AT_WAREHOUSE]
    return [codes.explain("sub_locations", event.sub_location) for event in certified[-1:]]


def standing_words(dossier: Dossier) -> str:
    """Return how the record stands."""
    return tr(MANIFEST_LINE if dossier.manifest_line else STANDING_WORDS[dossier.standing])


def status_words(dossier: Dossier) -> str:
    """Return standing, progress and custody in one line."""
    parts = [standing_words(dossier)]
    if dossier.standing not in (Standing.REJECTED, Standing.DELETED, Standing.NOT_ON_FILE):
        parts += [progress_words(dossier), custody_words(dossier)]
    return " · ".join(part for part in parts if part)


def status_tip(dossier: Dossier, codes: Codes) -> str:
    """Return the same in sentences, with what only this program finds wrong."""
    tip = MANIFEST_LINE_TIP if dossier.manifest_line else STANDING_TIPS[dossier.standing]
    lines = [status_words(dossier), tr(tip)]
    custody = custody_words(dossier)
    if custody:
        lines.append(tr("Custody: {who} (¶132)", who=custody))
        lines += _places(dossier, codes)
    if dossier.feed_accepts and dossier.faults_here:
        count = number(len(dossier.faults_here))
        lines.append(tr("The feed accepts it; the check here finds {count} faults.", count=count))
    if dossier.via is Via.PAPER:
        lines.append(tr("Typed from a paper manifest in an outage (¶36)."))
    return "\n".join(lines)


def standing_severity(dossier: Dossier) -> Severity | None:
    """Return the shape that goes with a standing; None for what is in order."""
    if dossier.standing in (Standing.REJECTED, Standing.DELETED, Standing.NOT_ON_FILE):
        return Severity.BLOCK
    if dossier.standing is Standing.STALE or (dossier.feed_accepts and dossier.faults_here):
        return Severity.WARNING
    return None

"""What happens to goods and conveyances on their way, as notices and messages tell it.

An event never changes what was declared. It moves the standing of a cargo (`app.domain.dossier`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType


class EventKind(enum.StrEnum):
    """The closed list of what can happen; the words of CBSA's own notices where it has some."""

    MATCHED = "matched"
    NOT_MATCHED = "not_matched"
    CARGO_COMPLETE = "cargo_complete"
    DOCUMENTS_COMPLETE = "documents_complete"
    NOT_ON_FILE = "not_on_file"
    REPORTED = "reported"
    ARRIVED = "arrived"
    DECONSOLIDATED = "deconsolidated"
    HELD = "held"
    HOLD_CANCELLED = "hold_cancelled"
    # Release notification (RNS), the seven statuses.
    RELEASED = "released"
    EXAMINATION_REFERRED = "examination_referred"
    DETAIN_AT_DESTINATION = "detain_at_destination"
    AWAITING_ARRIVAL = "awaiting_arrival"
    AUTHORIZED_TO_DELIVER = "authorized_to_deliver"
    AWAITING_PROCESSING = "awaiting_processing"
    RELEASE_ERROR = "release_error"
    # Movement and custody.
    AT_WAREHOUSE = "at_warehouse"
    """Warehouse arrival certification (WACM)."""
    CONVEYANCE_ARRIVED = "conveyance_arrived"
    """Conveyance arrival certification (CACM)."""
    TRANSFERRED = "transferred"
    """Goods went to other equipment (¶51)."""
    INCIDENT = "incident"
    """Accident or shifted load (¶66)."""
    REMANIFESTED = "remanifested"
    """`other_key` takes the place of the key; ``approved`` is ``yes`` or ``no`` (¶135)."""
    RENUMBERED = "renumbered"
    """An officer confirmed that `other_key` is the same cargo filed anew (¶151, R057)."""
    EXPORTED = "exported"
    # Courier.
    LIST_REMOVED = "list_removed"
    """Taken off the courier's list; before or after arrival decides what is due (¶110)."""
    Y50 = "y50"
    # Requests and targets.
    REQUEST_OPENED = "request_opened"
    """Request for information (¶145)."""
    REQUEST_ANSWERED = "request_answered"
    TARGETED = "targeted"
    """Another unit has a target or lookout on it."""
    TARGET_LIFTED = "target_lifted"
    # Seals (¶90 to 98): `details` hold ``number``, ``by``, ``state``, ``equipment``.
    SEALED = "sealed"
    SEAL_SEEN = "seal_seen"
    SEAL_BROKEN = "seal_broken"
    SEAL_IMPRACTICABLE = "seal_impracticable"
    """Alternative control: packages bound, serial numbers noted (¶96)."""
    # Papers.
    BSF673 = "bsf673"
    """Amendment on paper after arrival: ``element`` and ``value`` (¶155)."""
    POST_ARRIVAL_ATTACHED = "post_arrival_attached"
    DOCUMENT = "document"
    """A paper or notice shown as proof of report or release (¶50): ``document`` names it."""
    RELEASE_REQUESTED = "release_requested"
    """PARS, RMD, IID ...: ``option``, ``transaction`` and the office (¶46)."""
    OVERAGE_SHORTAGE = "overage_shortage"
    """``declared``, ``found``, ``by`` (¶113); never written from an image."""
    NOTICE = "notice"
    """Anything else that a notice said: `text` and `details` hold its words and codes."""
    # The feed itself (¶161).
    OUTAGE_BEGAN = "outage_began"
    OUTAGE_ENDED = "outage_ended"


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one key, at one time."""

    kind: EventKind
    key: str
    """CCN, CRN, house bill, courier shipment; of targets, holds, requests and incidents also the
    equipment or the master waybill; empty when it concerns the feed."""
    at: dt.datetime
    port: str = ""
    sub_location: str = ""
    other_key: str = ""
    """Another number that it ties to the key: a CRN, a transaction number, a new CCN."""
    text: str = ""
    """What the message said, word for word."""
    details: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

"""How long before arrival data came in, by both clocks and in every mode (¶20, 79, 87, 89, 100).

Two readings of one hour: the system warns of data *received* less than it before the *transmitted
estimate* (¶89), the regulation asks for data *validated* that long before the *arrival* (¶87).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.dossier import Version
from app.domain.rule import Need
from app.domain.shipment import Mode
from app.shipments.rules.cargo import Cargo, utc
from app.shipments.rules.row import Lacks

TIME_FRAME: Mapping[Mode, int] = MappingProxyType(
    {Mode.HIGHWAY: 60, Mode.RAIL: 120, Mode.AIR: 240, Mode.COURIER: 240, Mode.MARINE: 1440}
)
"""Minutes before arrival by which data must be in, where no table says otherwise: ¶87 for the
highway; what CBSA and forwarders publish for other modes."""
_MINUTE = dt.timedelta(minutes=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Lead:
    """Time between data and arrival, and the time frame it is measured by."""

    time: dt.timedelta
    limit: dt.timedelta

    @property
    def late(self) -> bool:
        """Whether the data came too late; exactly the time frame is in time (¶87: at least)."""
        return self.time < self.limit

    @property
    def before(self) -> bool:
        """Whether the data came before the arrival at all."""
        return self.time >= dt.timedelta(0)

    @property
    def minutes(self) -> int:
        """Whole minutes that were left; negative after arrival."""
        return self.time // _MINUTE

    @property
    def of(self) -> int:
        """Whole minutes of the time frame."""
        return self.limit // _MINUTE


def time_frame(cargo: Cargo) -> dt.timedelta | None:
    """Return the time frame of the mode of arrival (¶79); None when the table lacks the mode."""
    mode = cargo.conveyance.mode
    if cargo.tables is None:
        return dt.timedelta(minutes=TIME_FRAME[mode])
    minutes = cargo.detail("time_frames", mode.value, "minutes")
    return dt.timedelta(minutes=int(minutes)) if minutes.isdecimal() else None


def received_lead(cargo: Cargo) -> Lead | Lacks:
    """Return how long before the transmitted estimate the later of cargo and conveyance came.

    What was changed after arrival, as paragraphs 155 and 156 let it, does not make late what came
    in time.
    """
    in_time = _before_amendments(cargo)
    moments = [in_time.received_at if in_time is not None else cargo.shipment.received_at]
    if cargo.trip is not None:
        moments.append(cargo.trip.received_at)
    return _lead(cargo, cargo.conveyance.eta, moments)


def validated_lead(cargo: Cargo) -> Lead | Lacks:
    """Return how long before arrival the later of cargo and conveyance was validated.

    The estimate stands in for the arrival until that is known.
    """
    moments = _validated(cargo)
    if moments is None:
        return Lacks(Need.VALIDATED)
    return _lead(cargo, cargo.arrived_at or cargo.conveyance.eta, moments)


def _validated(cargo: Cargo) -> list[dt.datetime] | None:
    dossier = cargo.dossier
    if dossier is None:
        return None
    in_time = _before_amendments(cargo)
    newest = in_time or (dossier.versions[-1] if dossier.versions else None)
    moments = [(newest.validated_at if newest is not None else None) or dossier.accepted_at]
    if cargo.trip is not None:
        moments.append(cargo.trip.validated_at)
    known = [moment for moment in moments if moment is not None]
    return known if len(known) == len(moments) else None


def _before_amendments(cargo: Cargo) -> Version | None:
    """Return the last version before those after arrival; None when there are none of these."""
    versions = cargo.dossier.versions if cargo.dossier is not None else ()
    if not versions or not versions[-1].after_arrival:
        return None
    before = [version for version in versions if not version.after_arrival]
    return before[-1] if before else versions[0]


def _lead(cargo: Cargo, arrival: dt.datetime | None, moments: list[dt.datetime]) -> Lead | Lacks:
    limit = time_frame(cargo)
    if arrival is None:
        return Lacks(Need.ARRIVAL)
    if limit is None:
        return Lacks(Need.TIME_FRAME)
    if len({moment.tzinfo is None for moment in (arrival, *moments)}) > 1:
        return Lacks(Need.ZONE)
    return Lead(utc(arrival) - max(utc(moment) for moment in moments), limit)


def in_time(cargo: Cargo) -> bool | Lacks:
    """Return whether data was in time: by validation where that is known, else by receipt."""
    lead = validated_lead(cargo)
    if isinstance(lead, Lacks):
        lead = received_lead(cargo)
    return lead if isinstance(lead, Lacks) else not lead.late

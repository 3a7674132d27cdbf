"""What a workplace decides about reviews."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from app.domain.words import phrase
from app.shipments.discrepancies import TARES, Tare

AUTHORITY = phrase(
    "Risk assessment on pre-arrival data, Customs Act s. 12.1; "
    "examination, if any, at the port of arrival, s. 99(1)(a)"
)
"""What a recommendation stands on. The virtual process rests on Canadian law alone."""


@dataclasses.dataclass(frozen=True, slots=True)
class SiteRules:
    """The settings that reach a decision."""

    workstation: str
    program_version: str
    port: str = ""
    """Office of the workplace, four digits: where exams go when the data names no port."""
    exam_places: tuple[str, ...] = ()
    """Sub-locations where exams are made."""
    authority: str = AUTHORITY
    lease_s: int = 900
    tares: Mapping[str, Tare] = dataclasses.field(default_factory=lambda: TARES)
    caveats: tuple[str, ...] = ()
    """What the site says of handling, beside the classification."""
    valid_days: int = 30
    """How long the port may act on a referral, from the arrival of the goods."""
    release_needs_exact: bool = True
    """Whether a release is recommended only on pictures that are here without any loss."""
    sample: bool = False
    """True in the sample workspace: everything signed there is marked as such."""

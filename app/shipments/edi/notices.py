"""What a notice says, by its words or its public codes, as an event.

The words are those of the authority's own notices; its numeric codes are not public. What cannot be
told stays a notice, with its words and codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.event import EventKind

WORDS: Mapping[str, EventKind] = MappingProxyType(
    {
        "MATCHED": EventKind.MATCHED,
        "NOT MATCHED": EventKind.NOT_MATCHED,
        "CARGO COMPLETE": EventKind.CARGO_COMPLETE,
        "DOCUMENT PACKAGE COMPLETE": EventKind.DOCUMENTS_COMPLETE,
        "DOCUMENT NOT ON FILE": EventKind.NOT_ON_FILE,
        "REPORTED": EventKind.REPORTED,
        "ARRIVED": EventKind.ARRIVED,
        "DE CONSOLIDATION": EventKind.DECONSOLIDATED,
        "DECONSOLIDATION": EventKind.DECONSOLIDATED,
        "HELD": EventKind.HELD,
        "HOLD": EventKind.HELD,
        "HOLD CANCELLATION": EventKind.HOLD_CANCELLED,
        "HOLD CANCELLED": EventKind.HOLD_CANCELLED,
        "RELEASED": EventKind.RELEASED,
        "GOODS RELEASED": EventKind.RELEASED,
        "REQUIRED FOR EXAMINATION REFERRED": EventKind.EXAMINATION_REFERRED,
        "GOODS REQUIRED FOR EXAMINATION REFERRED": EventKind.EXAMINATION_REFERRED,
        "MAY MOVE DETAIN AT DESTINATION CFIA": EventKind.DETAIN_AT_DESTINATION,
        "GOODS MAY MOVE DETAIN AT DESTINATION CFIA": EventKind.DETAIN_AT_DESTINATION,
        "ACCEPTED AWAITING ARRIVAL": EventKind.AWAITING_ARRIVAL,
        "ACCEPTED AWAITING PROCESSING": EventKind.AWAITING_PROCESSING,
        "AUTHORIZED TO DELIVER": EventKind.AUTHORIZED_TO_DELIVER,
        "AUTHORIZED TO DELIVER CSA": EventKind.AUTHORIZED_TO_DELIVER,
        "REQUEST FOR INFORMATION": EventKind.REQUEST_OPENED,
    }
)
"""Capital letters, every other sign a blank."""

INDICATORS: Mapping[str, EventKind] = MappingProxyType(
    {
        "4": EventKind.RELEASED,
        "5": EventKind.EXAMINATION_REFERRED,
        "7": EventKind.HELD,
        "8": EventKind.DETAIN_AT_DESTINATION,
        "9": EventKind.AWAITING_ARRIVAL,
    }
)
"""Processing indicators (7365) that tell of the goods: released, required for examination,
detained, free to move under customs control, accepted and not arrived."""


def told_by(*texts: str) -> EventKind:
    """Return what the first text that is a known notice says, `NOTICE` when none is."""
    for text in texts:
        kind = WORDS.get(re.sub(r"[^A-Z]+", " ", text.upper()).strip())
        if kind is not None:
            return kind
    return EventKind.NOTICE

"""What a server's words of refusal mean in supervision: the sentences of this program for each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.errors import LeaseLost, Refused
from app.domain.words import phrase
from app.record import readings, second_readings, supervising

_LOT = phrase("No lot falls upon this: nothing was drawn.")
_BLIND = phrase("You read this item a second time: sign your reading first.")
_NO_READER = phrase(
    "{account} cannot read this item a second time: nobody of that name reviews it."
)

OF_SUPERVISION: Mapping[str, tuple[type[Refused], str]] = MappingProxyType(
    {
        "own_decision": (Refused, supervising.OWN),
        "no_decision": (Refused, supervising.UNKNOWN),
        "superseded": (Refused, supervising.OLD),
        "answered": (Refused, supervising.ANSWERED),
        "no_differ_reason": (Refused, supervising.NO_REASON),
        "differ_reason": (Refused, supervising.BAD_REASON),
        "no_comment": (Refused, supervising.NO_COMMENT),
        "bad_share": (Refused, supervising.BAD_SHARE),
        "no_verdict": (Refused, supervising.NO_VERDICT),
        "own_verdict": (Refused, supervising.OWN_VERDICT),
        "no_lot": (Refused, _LOT),
        "reads_blind": (Refused, _BLIND),
        "asked_already": (Refused, readings.ASKED),
        "first_reader": (Refused, second_readings.FIRST),
        "asked_for_it": (Refused, second_readings.NOT_YOU),
        "no_reader": (Refused, _NO_READER),
        "no_reading": (Refused, second_readings.NO_READING),
        "reading_lost": (LeaseLost, second_readings.TAKEN),
        "reading_signed": (Refused, readings.SIGNED),
        "reading_unsigned": (Refused, readings.NOT_SIGNED),
        "readings_agree": (Refused, readings.SAME),
        "third_needed": (Refused, readings.THIRD),
        "adjudicated": (Refused, readings.DONE),
    }
)
"""By the first word of the refusal."""

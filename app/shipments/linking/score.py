"""How much evidence weighs: a number for the order only, never a probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.identifiers import Check, Identifier, Key
from app.domain.work import Evidence
from app.shipments.linking.evidence import contradicts
from app.shipments.linking.keys import MEDIUM_KEYS

CHECKED, UNCHECKED, CONFUSABLE, MEDIUM = 60, 50, 15, 25
TIME, SEAL, CONTRADICTION = 10, 10, -40


def score(evidence: Sequence[Evidence], numbers: Mapping[Key, Identifier], *, fits: bool) -> int:
    """Return the sum of what the lines weigh.

    Parameters
    ----------
    evidence
        Every line.
    numbers
        What was read, with its checks.
    fits
        Whether the time of the scan fits the arrival.
    """
    total = TIME if fits else 0
    for line in evidence:
        key = Key(line.key)
        if line.outcome == "different":
            total += CONTRADICTION if contradicts(line, evidence) else 0
        elif line.outcome == "confusable":
            total += CONFUSABLE
        elif key is Key.SEAL:
            total += SEAL
        elif key in MEDIUM_KEYS:
            total += MEDIUM
        else:
            total += CHECKED if numbers[key].check is Check.PASSED else UNCHECKED
    return total

"""How much evidence weighs: a number for the order only, never a probability.

The weights are ours (shipment-data 4.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.identifiers import Check, Key
from app.domain.work import Evidence
from app.shipments.linking import evidence as lines
from app.shipments.linking.evidence import CONFUSABLE, DIFFERENT, EQUAL, contradicts
from app.shipments.linking.keys import MEDIUM_KEYS, Numbers

CHECKED, UNCHECKED, MISREAD, MEDIUM = 60, 50, 15, 25
CONTRADICTION = -40
SUPPORTING: Mapping[str, int] = MappingProxyType(
    {
        Key.SEAL: 10,
        lines.TIME: 10,
        lines.PORT: 10,
        lines.CARRIER: 5,
        lines.FORWARDER: 5,
        lines.SIZE: 5,
        lines.CHAIN: UNCHECKED,
        lines.MASTER: MEDIUM,
    }
)
"""What an equal line weighs that is no number of the shipment itself, or a weak one."""


def score(evidence: Sequence[Evidence], numbers: Numbers) -> int:
    """Return the sum of what the lines weigh.

    Parameters
    ----------
    evidence
        Every line.
    numbers
        What was read, with its checks.
    """
    return sum(_weight(line, evidence, numbers) for line in evidence)


def _weight(line: Evidence, evidence: Sequence[Evidence], numbers: Numbers) -> int:
    if line.outcome == DIFFERENT:
        return CONTRADICTION if contradicts(line, evidence) else 0
    if line.outcome == CONFUSABLE:
        return 0 if line.key == Key.SEAL else MISREAD
    return SUPPORTING.get(line.key) or _equal_weight(line, evidence, numbers)


def _equal_weight(line: Evidence, evidence: Sequence[Evidence], numbers: Numbers) -> int:
    if line.key == Key.HAWB and _named_whole(evidence):
        return UNCHECKED
    if line.key in MEDIUM_KEYS:
        return MEDIUM
    return CHECKED if _passed(line, numbers) else UNCHECKED


def _named_whole(evidence: Sequence[Evidence]) -> bool:
    """Whether the master or the forwarder is equal too: a house waybill is strong only with one."""
    return any(one.key in (Key.AWB, lines.FORWARDER) and one.outcome == EQUAL for one in evidence)


def _passed(line: Evidence, numbers: Numbers) -> bool:
    key = next((one for one in Key if one == line.key), None)
    return key is not None and any(
        one.identifier.value == line.read and one.identifier.check is Check.PASSED
        for one in numbers.get(key, ())
    )

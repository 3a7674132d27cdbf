"""What speaks for and against a link: one line for each key that both sides have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.domain.identifiers import Identifier, Key, comparable, confusable
from app.domain.shipment import Shipment
from app.domain.work import Evidence
from app.shipments.linking.keys import HOLDING, declared_by


def compare(numbers: Mapping[Key, Identifier], shipment: Shipment) -> Iterator[Evidence]:
    """Yield one line of evidence for each key that both sides have."""
    declared = declared_by(shipment)
    for key, number in numbers.items():
        theirs = declared.get(key, ())
        if not theirs:
            continue
        equal = [text for text in theirs if comparable(key, text) == number.value]
        near = [text for text in theirs if confusable(text, number.value)]
        if equal:
            yield Evidence(key, number.value, equal[0], "equal")
        elif near:
            yield Evidence(key, number.value, near[0], "confusable")
        else:
            yield Evidence(key, number.value, ", ".join(theirs[:3]), "different")


def contradicts(line: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether a differing number speaks against a link.

    Seals change. A trailer or ULD holds many shipments: there a control number or waybill of
    another one is no contradiction, while the tracking number of another parcel is.
    """
    if line.outcome != "different" or line.key == Key.SEAL:
        return False
    if line.key in (Key.CCN, Key.AWB, Key.CRN):
        return not any(e.outcome == "equal" and e.key in HOLDING for e in evidence)
    return True

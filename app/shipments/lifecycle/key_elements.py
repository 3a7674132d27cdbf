"""What no message changes after arrival: CRN, CCN, house bill, previous CCN, CSA indicator (¶155).

The numbers of a record itself cannot change, for a transmission with another number is one of
another record. So two elements are left that a Change could carry along.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from app.domain.filing import Body, ConveyanceReport
from app.domain.shipment import Shipment


def held_back(before: Body, after: Body, papers: Collection[str]) -> tuple[Body, tuple[str, ...]]:
    """Return a newer body with the key elements of the older one, and the names of those held.

    Parameters
    ----------
    before, after
        What is in force, and what was sent after arrival.
    papers
        Elements that a paper amended: a message may say the same.
    """
    if isinstance(before, Shipment) and isinstance(after, Shipment):
        free = [name for name in ("previous_ccn", "csa") if name not in papers]
        names = [name for name in free if getattr(before, name) != getattr(after, name)]
        kept = {name: getattr(before, name) for name in names}
        return dataclasses.replace(after, **kept), tuple(_WORDS[name] for name in names)
    if isinstance(before, ConveyanceReport) and isinstance(after, ConveyanceReport):
        if before.conveyance.csa == after.conveyance.csa or "csa" in papers:
            return after, ()
        conveyance = dataclasses.replace(after.conveyance, csa=before.conveyance.csa)
        return dataclasses.replace(after, conveyance=conveyance), (_WORDS["csa"],)
    return after, ()


_WORDS = {"previous_ccn": "PCCN", "csa": "CSA"}
"""What the elements are called in both languages."""

"""The life of a package for the port: sent, acknowledged, expired, superseded, recalled.

A decision is never changed by what happens to its package. A package that goes to another address
is another issue of it, with a number of its own.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from app.domain.words import phrase


class Custodian(enum.StrEnum):
    """Who has the goods, and so who is asked to present them (D3-4-2, ¶132)."""

    CARRIER = "carrier"
    WAREHOUSE = "warehouse"


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """Where a package goes."""

    port: str
    """Office of the exam, four digits; empty when nobody says."""
    place: str
    """Warehouse of the exam, as the officer named it or as it was certified; may be empty."""
    custodian: Custodian
    code: str
    """Of the carrier, or the sub-location of the warehouse; empty when nobody says."""


class Step(enum.StrEnum):
    """What happened to an issue of a package; the last one that is no `NOT_PRESENTED` stands."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    NOT_PRESENTED = "not_presented"
    """The goods did not turn up at the port."""
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    """By a correction, or by an issue to another address."""
    RECALLED = "recalled"


ENDED = frozenset({Step.EXPIRED, Step.SUPERSEDED, Step.RECALLED})
"""After these the port must not act on the issue."""

STEP_WORDS = {
    Step.SENT: phrase("Sent"),
    Step.ACKNOWLEDGED: phrase("Acknowledged by the port"),
    Step.NOT_PRESENTED: phrase("Goods not presented"),
    Step.EXPIRED: phrase("Expired"),
    Step.SUPERSEDED: phrase("Superseded"),
    Step.RECALLED: phrase("Recalled"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class PackageStep:
    """One line of a package's life."""

    package_id: str
    """`package_name` of its decision and issue."""
    recommendation_id: str
    issue: int
    """1 for the first that was sent of this decision."""
    step: Step
    by: str
    """Who did or told it: an account, a person at the port, or ``dispatch``."""
    at: dt.datetime
    reason: str = ""
    address: Address | None = None
    """Of `SENT`."""
    valid_until: dt.datetime | None = None
    """Of `SENT`."""
    replaced_by: str = ""
    """Of `SUPERSEDED`: the package that has its place; empty when no package has."""
    numbers: tuple[str, ...] = ()
    """Of `SENT`: the numbers under which the goods stood; empty where none is on file."""


@dataclasses.dataclass(frozen=True, slots=True)
class Package:
    """One issue of a package, as it stands."""

    package_id: str
    recommendation_id: str
    item_id: str
    issue: int
    address: Address
    valid_until: dt.datetime | None
    steps: tuple[PackageStep, ...]
    """Oldest first; the first is `SENT`."""

    @property
    def standing(self) -> PackageStep:
        """The step that counts."""
        ended = [one for one in self.steps if one.step in ENDED]
        return ended[-1] if ended else self.steps[-1]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers under which the goods stood when it was sent."""
        return self.steps[0].numbers

    @property
    def live(self) -> bool:
        """Whether the port may act on it."""
        return self.standing.step not in ENDED


@dataclasses.dataclass(frozen=True, slots=True)
class Posting:
    """What a package says of its own sending."""

    package_id: str
    issue: int
    address: Address
    sent_at: dt.datetime
    sent_by: str
    replaces: str = ""
    """Package that this one takes the place of; empty when there is none."""
    numbers: tuple[str, ...] = ()
    """Under which the goods stand now (re-manifested goods go on under another one)."""


def package_name(recommendation_id: str, issue: int) -> str:
    """Return the name of an issue: the decision's own for the first, then with a number."""
    return recommendation_id if issue == 1 else f"{recommendation_id}-{issue}"

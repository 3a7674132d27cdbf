"""What disables or colours *recommend release*: shipment-data, section 2.7, as a table.

Each row is a condition, the rules whose notices show that it holds, and what it does to the two
outcomes. `app.review.missing` asks it; nothing else decides why a command waits.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.decision import OVERRIDABLE, Draft, Kind, needs_second, warehouse_of
from app.domain.errors import Missing
from app.domain.notice import Notice, Severity
from app.domain.words import Sentence, phrase, say
from app.domain.work import Item

RELEASED = "RELEASED"
OVERRIDDEN_MOST = 500
"""Signs that the reason of an override may have."""


@dataclasses.dataclass(frozen=True, slots=True)
class Condition:
    """One row.

    Attributes
    ----------
    when
        The condition, in English; a phrase of the catalogue.
    release, refer
        What it does to the two outcomes, in words.
    rules
        Rules whose notices show that it holds.
    field
        Where in the review it is resolved.
    """

    when: str
    release: str
    refer: str
    rules: frozenset[str]
    field: str = "blocks"

    @property
    def overridable(self) -> bool:
        """Whether an officer may go on all the same, with a reason that goes on record."""
        return bool(self.rules & set(OVERRIDABLE[Kind.RECOMMEND_RELEASE]))


_DISABLED = phrase("disabled")
_ALLOWED = phrase("allowed")
_TWO = phrase(
    "disabled, unless an officer overrides it with a reason and a second person signs in for it"
)

TABLE: tuple[Condition, ...] = (
    Condition(
        phrase("No image of every declared piece, viewed to the end"),
        _DISABLED,
        _ALLOWED,
        frozenset({"R034", "R034I", "R089", "L11", "L14"}),
        "views",
    ),
    Condition(
        phrase("A link that is not confirmed, or two shipments that claim one scan"),
        phrase("disabled until the officer confirms the link"),
        phrase("allowed, with the reason of a doubtful link"),
        frozenset({"LINK", "LINK2", "L10", "L13"}),
        "link",
    ),
    Condition(
        phrase("Cargo rejected or deleted"),
        _DISABLED,
        phrase("allowed, with the reason of missing data"),
        frozenset({"R059", "R067", "L6", "L8"}),
    ),
    Condition(
        phrase("Cargo not on file, unused for 90 days or sent after arrival, and not exempt"),
        _TWO,
        phrase("allowed, with the reason of missing data"),
        frozenset({"R020", "R043", "R061", "R065", "X108"}),
    ),
    Condition(
        phrase("Consolidated, and house bills missing"),
        phrase("disabled, unless an officer overrides it with a reason"),
        _ALLOWED,
        frozenset({"R038"}),
    ),
    Condition(
        phrase("A request for information that nobody answered"),
        phrase("disabled, unless an officer overrides it with a reason"),
        _ALLOWED,
        frozenset({"R070"}),
    ),
    Condition(
        phrase("A hold or target of another unit"),
        _TWO,
        phrase("allowed, and shows the target"),
        frozenset({"TARGET"}),
    ),
    Condition(
        phrase("A warning that nobody acknowledged"),
        _DISABLED,
        _ALLOWED,
        frozenset(),
        "warnings",
    ),
    Condition(
        phrase("A recommendation older than the data or the scans in force"),
        phrase("stale, and must be made again"),
        phrase("stays in force until it is withdrawn"),
        frozenset({"R055D", "R055S"}),
        "warnings",
    ),
    Condition(
        phrase("Goods reported at the port already"),
        phrase("possible, marked as late; told by telephone"),
        phrase("possible, marked as late; told by telephone"),
        frozenset({"LATE"}),
        "",
    ),
    Condition(
        phrase("Goods released"),
        phrase("closed: only a note"),
        phrase("closed: only a note"),
        frozenset({RELEASED}),
    ),
)
_TOO_LONG = say("The note is longer than {most} signs.", most=OVERRIDDEN_MOST)
_SECOND = phrase("This override takes two persons: the second one signs in here.")
_VIEWS = frozenset({"R034"})
"""Of the conditions on images, what the officer resolves by looking; the rest is missing."""


def condition_of(notice: Notice) -> Condition | None:
    """Return the row that a notice stands for; None for one that no row names."""
    return next((row for row in TABLE if notice.rule in row.rules), None)


def release_waits(item: Item, notices: tuple[Notice, ...], draft: Draft) -> Iterator[Missing]:
    """Yield what keeps a release recommendation from being signed, and where to resolve it."""
    for notice in notices:
        if notice.severity is Severity.BLOCK:
            yield from _block(notice, draft)
        elif notice.severity is Severity.WARNING and notice.key not in item.acknowledged:
            yield Missing("warnings", notice.sentence)
    # Asked for together with the reason, so that the form shows at once what it will take.
    if needs_second(notice.key for notice in notices if notice.severity is Severity.BLOCK):
        yield Missing("second", say(_SECOND))


def _block(notice: Notice, draft: Draft) -> Iterator[Missing]:
    row = condition_of(notice)
    if notice.rule in OVERRIDABLE[Kind.RECOMMEND_RELEASE]:
        yield from _override(notice, draft)
    elif row is not None and row.field == "link":
        yield Missing("link", notice.sentence)
    elif notice.rule in _VIEWS:
        yield Missing("views", notice.sentence)
    else:
        yield Missing("blocks", notice.sentence)


def _override(notice: Notice, draft: Draft) -> Iterator[Missing]:
    reason = draft.overrides.get(notice.rule, "").strip()
    if not reason:
        yield Missing("override", notice.sentence)
    elif len(reason) > OVERRIDDEN_MOST:
        yield Missing(
            "override", say("The note is longer than {most} signs.", most=OVERRIDDEN_MOST)
        )


def referral_waits(notices: tuple[Notice, ...], draft: Draft) -> Iterator[Missing]:
    """Yield what keeps a referral from being signed: a place where no border exam can be made.

    Paragraph 140 exempts some cargo (D3-1-1); an officer says so with a reason.
    """
    for notice in notices:
        if notice.rule in OVERRIDABLE[Kind.REFER_FOR_EXAM] and notice.subject.endswith(
            f" {warehouse_of(draft.exam_place)}"
        ):
            yield from _override(notice, draft)


def closed(notices: tuple[Notice, ...], kind: Kind) -> Sentence | None:
    """Return why nothing but a note can be recorded any more; None while that is not so."""
    if kind is Kind.NO_DECISION:
        return None
    return next((notice.sentence for notice in notices if notice.rule == RELEASED), None)


def overrides(notices: tuple[Notice, ...], draft: Draft) -> Mapping[str, str]:
    """Return what a draft overrides and why, of what can be overridden."""
    given = {
        notice.key: draft.overrides.get(notice.rule, "").strip()
        for notice in notices
        if notice.rule in OVERRIDABLE.get(draft.kind, ())
    }
    return MappingProxyType({key: reason for key, reason in given.items() if reason})


def stale(notices: tuple[Notice, ...]) -> bool:
    """Whether what was signed speaks of older data or fewer scans than are in force."""
    return any(n.rule in ("R055D", "R055S") and n.severity is Severity.WARNING for n in notices)

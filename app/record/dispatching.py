"""Packages on record: what was sent, what became of it, and which are due."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select

from app.domain.decision import Kind, Recommendation
from app.domain.dispatch import Package, PackageStep, Step, package_name
from app.domain.errors import Refused
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import read
from app.record.dispatch_tables import PACKAGE_STEP
from app.record.exam_results import is_purged
from app.record.tables import DECISION
from app.record.writing import Writing

NO_PACKAGE = phrase("There is no package {package} on record.")
_ENDED = phrase("Package {package} is {standing} since {at} UTC; nothing more happens to it.")
_TWICE = phrase("Package {package} was acknowledged by {by} already.")
_KNOWN = phrase("Package {package} was sent already.")
_NO_DECISION = phrase("There is no decision {decision} on record.")
_STANDINGS = {
    Step.EXPIRED: phrase("expired"),
    Step.SUPERSEDED: phrase("superseded"),
    Step.RECALLED: phrase("recalled"),
}
_AT_ONCE = 500


def packages_of(connection: Connection, recommendations: Iterable[str]) -> tuple[Package, ...]:
    """Return the packages of decisions, in the order in which they were sent."""
    names = list(recommendations)
    steps: dict[str, list[PackageStep]] = {}
    items: dict[str, str] = {}
    for start in range(0, len(names), _AT_ONCE):
        query = (
            select(PACKAGE_STEP.c.package_id, PACKAGE_STEP.c.item_id, PACKAGE_STEP.c.body)
            .where(PACKAGE_STEP.c.recommendation_id.in_(names[start : start + _AT_ONCE]))
            .order_by(PACKAGE_STEP.c.seq)
        )
        for row in connection.execute(query):
            steps.setdefault(row.package_id, []).append(read(row.body, PackageStep))
            items[row.package_id] = row.item_id
    return tuple(_package(name, items[name], told) for name, told in steps.items())


def find_package(connection: Connection, package_id: str) -> Package:
    """Return one package; `Refused` when it was never sent."""
    query = select(PACKAGE_STEP.c.recommendation_id).where(PACKAGE_STEP.c.package_id == package_id)
    recommendation = connection.scalar(query.limit(1))
    if recommendation is None:
        raise Refused(say(NO_PACKAGE, package=package_id))
    found = packages_of(connection, [recommendation])
    return next(one for one in found if one.package_id == package_id)


def all_packages(connection: Connection) -> tuple[Package, ...]:
    """Return every package that was ever sent, in the order in which they were."""
    query = (
        select(PACKAGE_STEP.c.recommendation_id)
        .group_by(PACKAGE_STEP.c.recommendation_id)
        .order_by(func.min(PACKAGE_STEP.c.seq))
    )
    return packages_of(connection, connection.scalars(query))


def live_packages(connection: Connection) -> tuple[Package, ...]:
    """Return every package that a port may act on."""
    ends = (Step.EXPIRED.value, Step.SUPERSEDED.value, Step.RECALLED.value)
    ended = select(PACKAGE_STEP.c.package_id).where(PACKAGE_STEP.c.step.in_(ends))
    query = (
        select(PACKAGE_STEP.c.recommendation_id)
        .where(PACKAGE_STEP.c.step == Step.SENT.value, PACKAGE_STEP.c.package_id.not_in(ended))
        .distinct()
    )
    found = packages_of(connection, connection.scalars(query))
    return tuple(one for one in found if one.live)


def unsent(connection: Connection) -> tuple[Recommendation, ...]:
    """Return referrals that stand and can be sent, and of which no package ever was."""
    return tuple(one for one in _never_sent(connection) if one.valid_until is not None)


def unsendable(connection: Connection) -> tuple[Recommendation, ...]:
    """Return referrals that stand, were never sent, and say no time to which they are valid.

    Those of before packages were followed say none: they were written at once, and are not sent
    again. Since then the record takes none.
    """
    kept = (one for one in _never_sent(connection) if one.valid_until is None)
    return tuple(one for one in kept if not is_purged(connection, one.recommendation_id))


def _never_sent(connection: Connection) -> list[Recommendation]:
    newest = select(func.max(DECISION.c.seq)).group_by(DECISION.c.item_id)
    sent = select(PACKAGE_STEP.c.recommendation_id)
    query = (
        select(DECISION.c.body)
        .where(
            DECISION.c.seq.in_(newest),
            DECISION.c.kind == Kind.REFER_FOR_EXAM.value,
            DECISION.c.recommendation_id.not_in(sent),
        )
        .order_by(DECISION.c.seq)
    )
    return [read(body, Recommendation) for body in connection.scalars(query)]


def newest_of(connection: Connection, recommendation_id: str) -> Recommendation:
    """Return the decision that stands where this one was made; itself when nothing came after.

    Raises
    ------
    Refused
        When it is not on record.
    """
    item = select(DECISION.c.item_id).where(DECISION.c.recommendation_id == recommendation_id)
    query = (
        select(DECISION.c.body)
        .where(DECISION.c.item_id == item.scalar_subquery())
        .order_by(DECISION.c.seq.desc())
    )
    body = connection.scalar(query.limit(1))
    if body is None:
        raise Refused(say(_NO_DECISION, decision=recommendation_id))
    return read(body, Recommendation)


def standings(connection: Connection, items: Collection[str] | None = None) -> dict[str, Step]:
    """Return how the package that was sent last stands, by item."""
    query = select(PACKAGE_STEP.c.item_id, PACKAGE_STEP.c.package_id, PACKAGE_STEP.c.step)
    if items is not None:
        query = query.where(PACKAGE_STEP.c.item_id.in_(list(items)))
    last: dict[str, str] = {}
    found: dict[str, Step] = {}
    for item_id, package_id, step in connection.execute(query.order_by(PACKAGE_STEP.c.seq)):
        if step == Step.SENT:
            last[item_id] = package_id
        if last.get(item_id) == package_id:
            found[item_id] = Step(step)
    return found


def add_steps(writing: Writing, item_id: str, actor: str, steps: Iterable[PackageStep]) -> None:
    """Write steps of an item's packages, all of them or none.

    Raises
    ------
    Refused
        When a package is unknown, sent twice, acknowledged twice, or at its end.
    """
    for step in steps:
        told = dataclasses.replace(step, at=writing.now)
        _require(writing.connection, told)
        writing.append(LineKind.PACKAGE_STEP, actor=actor, subject=item_id, body=told)


def _require(connection: Connection, step: PackageStep) -> None:
    if step.step is Step.SENT:
        known = select(PACKAGE_STEP.c.seq).where(PACKAGE_STEP.c.package_id == step.package_id)
        if connection.scalar(known.limit(1)) is not None:
            raise Refused(say(_KNOWN, package=step.package_id))
        return
    package = find_package(connection, step.package_id)
    stands = package.standing
    if not package.live:
        at = stands.at.strftime("%Y-%m-%d %H:%M")
        words = _STANDINGS[stands.step]
        raise Refused(say(_ENDED, package=step.package_id, standing=words, at=at))
    acknowledged = [one for one in package.steps if one.step is Step.ACKNOWLEDGED]
    if step.step is Step.ACKNOWLEDGED and acknowledged:
        raise Refused(say(_TWICE, package=step.package_id, by=acknowledged[-1].by))


def _package(package_id: str, item_id: str, steps: list[PackageStep]) -> Package:
    sent = steps[0]
    if sent.address is None:
        raise ValueError(f"the first step of {package_id} names no address")
    return Package(
        package_id=package_id,
        recommendation_id=sent.recommendation_id,
        item_id=item_id,
        issue=sent.issue,
        address=sent.address,
        valid_until=sent.valid_until,
        steps=tuple(steps),
    )


def next_name(packages: Iterable[Package], recommendation_id: str) -> tuple[str, int]:
    """Return name and number of the next issue of a decision."""
    issue = 1 + sum(one.recommendation_id == recommendation_id for one in packages)
    return package_name(recommendation_id, issue), issue

"""Sending packages and following them: what is due is found from the record, and done once.

Whatever dies in between, the next run ends in the same state: a folder without its line is written
again, and a package at its end without its notice gets one.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from pathlib import Path

from app.cli.fetching import fetching
from app.cli.picturing import calibrated_reader
from app.domain.clock import Clock
from app.domain.decision import Kind, Recommendation
from app.domain.dispatch import ENDED, Package, PackageStep, Posting, Step, package_name
from app.domain.errors import KnownError, Unavailable
from app.domain.officer import Officer
from app.domain.words import Sentence, phrase, say
from app.domain.work import Item
from app.record import Record
from app.review.addressing import address_of, gone_on, numbers_of
from app.review.referral import Making, write_package
from app.scans import FolderStore
from app.settings import Settings
from app.ui.printed import draw_referral
from app.ui.printed.notice import notice_text

ACTOR = "dispatch"
CORRECTED = phrase("The decision was corrected.")
WITHDRAWN = phrase("The decision was corrected: the goods are no longer referred.")
MOVED = phrase("The port of arrival has changed, or a warehouse has the goods now.")
RENUMBERED = phrase("The cargo was re-manifested: it goes on under another number.")
OVERDUE = phrase("The time in which the port may act on it is over.")
_NO_UNTIL = phrase(
    "The referral says no time to which it is valid, so no port is told to act on it. Decide the "
    "item again if the goods are to be examined."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done."""

    package_id: str
    step: Step
    path: Path
    """Folder of what was sent, or notice of what has ended."""


@dataclasses.dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that was not done, and why."""

    item_id: str
    decision: str
    """Of what was not sent or followed."""
    why: Sentence
    error: KnownError | None = None
    """What went wrong; None where there is nothing to try again."""


@dataclasses.dataclass(frozen=True, slots=True)
class Round:
    """What one look at all that is due came to."""

    done: tuple[Done, ...]
    left_out: tuple[LeftOut, ...]


class Dispatch:
    """Sends what is due from one workspace.

    Parameters
    ----------
    settings, store
        Of the workspace.
    clock
        Tells what is overdue.
    """

    def __init__(self, settings: Settings, store: FolderStore, clock: Clock) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock

    def run(self, record: Record) -> tuple[Done, ...]:
        """Do all that is due now and return what was done.

        Raises
        ------
        KnownError
            The first reason why something could not be done; all else is done.
        """
        came_to = self.round(record)
        for one in came_to.left_out:
            if one.error is not None:
                raise one.error
        return came_to.done

    def round(self, record: Record) -> Round:
        """Do all that is due now; return what was done, and what was left out and why."""
        done: list[Done] = []
        left: list[LeftOut] = []
        for package in record.dispatch.live():
            try:
                done += self._follow(record, package)
            except KnownError as error:
                left.append(_failed(package.item_id, package.recommendation_id, error))
        for decision in record.dispatch.unsent():
            try:
                done.append(self._send(record, decision, ()))
            except KnownError as error:
                left.append(_failed(decision.item_id, decision.recommendation_id, error))
        left += [
            LeftOut(decision.item_id, decision.recommendation_id, say(_NO_UNTIL))
            for decision in record.dispatch.unsendable()
        ]
        return Round(tuple(done), tuple(left))

    def recall(self, record: Record, package_id: str, by: Officer, reason: str) -> Done:
        """Take a package back; its notice lies beside it when this returns.

        Raises
        ------
        Refused
            When it is unknown, at its end already, or not hers to take back.
        """
        package = record.dispatch.package(package_id)
        step = self._step(package, Step.RECALLED, by.account, reason)
        record.dispatch.recall(package.item_id, by, step)
        return self._ended(record, step)

    def acknowledge(self, record: Record, package_id: str, by: str, *, actor: str = ACTOR) -> None:
        """Put on record that somebody at the port has a package.

        Parameters
        ----------
        record
            Of the workspace.
        package_id
            Of what was sent.
        by
            Who says so, as the port names that person, or by her account.
        actor
            Who puts it on record.

        Raises
        ------
        Refused
            When it is unknown, acknowledged or at its end already.
        """
        package = record.dispatch.package(package_id)
        step = self._step(package, Step.ACKNOWLEDGED, by)
        record.dispatch.add_steps(package.item_id, actor, [step])

    def not_presented(
        self, record: Record, package_id: str, by: str, reason: str, *, actor: str = ACTOR
    ) -> None:
        """Put on record that the goods did not turn up; as `acknowledge`.

        Raises
        ------
        Refused
            When the package is unknown or at its end already.
        """
        package = record.dispatch.package(package_id)
        step = self._step(package, Step.NOT_PRESENTED, by, reason)
        record.dispatch.add_steps(package.item_id, actor, [step])

    def folder(self, package_id: str) -> Path:
        """Return where a package lies."""
        return self._settings.referral_folder / package_id

    def notice(self, package_id: str) -> Path:
        """Return where the notice of a package at its end lies: beside its folder."""
        return self._settings.referral_folder / f"{package_id}.notice.txt"

    def write_notices(self, record: Record, packages: Sequence[Package]) -> None:
        """Write the notices of packages at their end that have none yet."""
        for package in packages:
            ended = package.standing.step in ENDED
            if ended and not self.notice(package.package_id).exists():
                self._write_notice(record.dispatch.package(package.package_id))

    def _follow(self, record: Record, package: Package) -> list[Done]:
        """Do what is due with a package that a port may act on."""
        stands = record.dispatch.newest(package.recommendation_id)
        corrected = stands.recommendation_id != package.recommendation_id
        if corrected and stands.kind is not Kind.REFER_FOR_EXAM:
            step = self._step(package, Step.SUPERSEDED, ACTOR, WITHDRAWN)
            return [self._end(record, package, step)]
        until = package.valid_until
        if not corrected and until is not None and until <= self._clock.now():
            return [self._end(record, package, self._step(package, Step.EXPIRED, ACTOR, OVERDUE))]
        why = CORRECTED if corrected else _moved(record, stands, package)
        return [self._send(record, stands, [package], why)] if why else []

    def _send(
        self, record: Record, decision: Recommendation, replaced: Sequence[Package], why: str = ""
    ) -> Done:
        """Write the next issue of a decision's package, then the lines, then the notices."""
        item = record.item(decision.item_id)
        dossiers = record.dossiers(item.item_id)
        sent = record.dispatch.packages([decision.recommendation_id])
        issue = len(sent) + 1
        posting = Posting(
            package_id=package_name(decision.recommendation_id, issue),
            issue=issue,
            address=address_of(decision, item, dossiers),
            sent_at=self._clock.now(),
            sent_by=ACTOR,
            replaces=replaced[-1].package_id if replaced else "",
            numbers=numbers_of(decision, item, dossiers),
        )
        folder = self._write(decision, item, posting)
        steps = [self._sent(decision, posting)]
        steps += [
            dataclasses.replace(
                self._step(one, Step.SUPERSEDED, ACTOR, why), replaced_by=posting.package_id
            )
            for one in replaced
        ]
        record.dispatch.add_steps(item.item_id, ACTOR, steps)
        self.write_notices(record, [record.dispatch.package(one.package_id) for one in replaced])
        return Done(posting.package_id, Step.SENT, folder)

    def _write(self, decision: Recommendation, item: Item, posting: Posting) -> Path:
        folder = self.folder(posting.package_id)
        # No line says that it was sent: what lies there is of a run that died.
        shutil.rmtree(folder, ignore_errors=True)
        with fetching(self._settings) as fetch:
            making = Making(
                posting=posting,
                draw=draw_referral,
                read=calibrated_reader(item, self._settings, self._store, fetch),
                baggage=self._settings.baggage_reports,
                fetch=fetch,
            )
            write_package(decision, item, folder, store=self._store, making=making)
        return folder

    def _sent(self, decision: Recommendation, posting: Posting) -> PackageStep:
        return PackageStep(
            package_id=posting.package_id,
            recommendation_id=decision.recommendation_id,
            issue=posting.issue,
            step=Step.SENT,
            by=ACTOR,
            at=posting.sent_at,
            address=posting.address,
            valid_until=decision.valid_until,
            numbers=posting.numbers,
        )

    def _step(self, package: Package, step: Step, by: str, reason: str = "") -> PackageStep:
        return PackageStep(
            package_id=package.package_id,
            recommendation_id=package.recommendation_id,
            issue=package.issue,
            step=step,
            by=by,
            at=self._clock.now(),
            reason=reason,
        )

    def _end(self, record: Record, package: Package, step: PackageStep) -> Done:
        record.dispatch.add_steps(package.item_id, ACTOR, [step])
        return self._ended(record, step)

    def _ended(self, record: Record, step: PackageStep) -> Done:
        self._write_notice(record.dispatch.package(step.package_id))
        return Done(step.package_id, step.step, self.notice(step.package_id))

    def _write_notice(self, package: Package) -> None:
        path = self.notice(package.package_id)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_text(notice_text(package), encoding="utf-8")
        except OSError as error:
            raise Unavailable(
                say(
                    "The notice of package {package} could not be written: {why}. It is on record; "
                    "tell the port by telephone.",
                    package=package.package_id,
                    why=error.strerror or error,
                )
            ) from error


def _failed(item_id: str, decision: str, error: KnownError) -> LeftOut:
    return LeftOut(item_id, decision, error.sentence, error)


def _moved(record: Record, decision: Recommendation, package: Package) -> str:
    """Return why a package that stands is sent again: other numbers, another address; else ""."""
    dossiers = record.dossiers(package.item_id)
    if gone_on(package.numbers, dossiers):
        return RENUMBERED
    item = record.item(package.item_id)
    return "" if address_of(decision, item, dossiers) == package.address else MOVED

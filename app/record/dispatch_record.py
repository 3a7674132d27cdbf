"""What sending referrals and taking results asks of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.decision import Recommendation
from app.domain.dispatch import Package, PackageStep
from app.domain.exam_result import ExamResult, KeptResult
from app.domain.officer import Officer
from app.record import dispatching, exam_results
from app.record.access import Access
from app.record.adding_results import add_result
from app.record.reporting import decision_named, require_sender


class DispatchRecord:
    """The part of the record that follows referrals to the port and back."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def unsent(self) -> tuple[Recommendation, ...]:
        """Return referrals that stand and can be sent, and of which no package ever was."""
        with self._access.read() as connection:
            return dispatching.unsent(connection)

    def unsendable(self) -> tuple[Recommendation, ...]:
        """Return referrals that stand, were never sent, and say no time to which they are valid."""
        with self._access.read() as connection:
            return dispatching.unsendable(connection)

    def live(self) -> tuple[Package, ...]:
        """Return every package that a port may act on."""
        with self._access.read() as connection:
            return dispatching.live_packages(connection)

    def every(self) -> tuple[Package, ...]:
        """Return every package that was ever sent, in the order in which they were."""
        with self._access.read() as connection:
            return dispatching.all_packages(connection)

    def packages(self, recommendations: Iterable[str]) -> tuple[Package, ...]:
        """Return the packages of decisions, in the order in which they were sent."""
        with self._access.read() as connection:
            return dispatching.packages_of(connection, recommendations)

    def package(self, package_id: str) -> Package:
        """Return one package; `Refused` when it was never sent."""
        with self._access.read() as connection:
            return dispatching.find_package(connection, package_id)

    def newest(self, recommendation_id: str) -> Recommendation:
        """Return the decision that stands where this one was made."""
        with self._access.read() as connection:
            return dispatching.newest_of(connection, recommendation_id)

    def is_purged(self, recommendation_id: str) -> bool:
        """Whether only what is left of a decision is on record: it was purged after its time."""
        with self._access.read() as connection:
            return exam_results.is_purged(connection, recommendation_id)

    def add_steps(self, item_id: str, actor: str, steps: Sequence[PackageStep]) -> None:
        """Write steps of an item's packages at the record's own time, all of them or none."""
        with self._access.write() as writing:
            dispatching.add_steps(writing, item_id, actor, steps)

    def recall(self, item_id: str, officer: Officer, step: PackageStep) -> None:
        """Write that a package is taken back, by who may; `Refused` for all others."""
        with self._access.write() as writing:
            if writing.desk is None:
                require_sender(writing.connection, step.package_id, officer)
            dispatching.add_steps(writing, item_id, officer.account, [step])

    def referral(self, number: str, officer: Officer) -> Recommendation:
        """Return the decision that a number names: its own, its package's, or its item's last one.

        Raises
        ------
        Refused
            When it names none of which she says what came of it.
        """
        with self._access.read() as connection:
            desk = self._access.desk(connection)
            return decision_named(connection, desk, number, officer, or_item=True)[0]

    def report(self, result: ExamResult, officer: Officer) -> KeptResult | None:
        """Write what a person says an examination came to, as `add_result` does.

        Raises
        ------
        Refused
            When it is not for her to say, or the result cannot be taken in.
        """
        with self._access.write() as writing:
            return add_result(writing, result, officer.account, officer)

    def add_result(self, result: ExamResult, actor: str) -> KeptResult | None:
        """Write a result as the next version of its number; None when it says nothing new."""
        with self._access.write() as writing:
            return add_result(writing, result, actor)

    def results(self, recommendations: Iterable[str]) -> tuple[KeptResult, ...]:
        """Return every version of every result of decisions, oldest first."""
        with self._access.read() as connection:
            return exam_results.results_of(connection, recommendations)

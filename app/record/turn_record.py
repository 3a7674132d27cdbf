"""What the queue asks of the record beside claims: skills, and turns out of the order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from app.domain.officer import Officer
from app.domain.skills import Skills
from app.domain.turn import Turn
from app.record import skills, turns
from app.record.access import Access
from app.record.items import current
from app.record.turn_state import read_turn


class TurnRecord:
    """The part of the record that says whose turn it is; every act is a line."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def put_skills(self, account: str, trained: Skills, by: Officer) -> None:
        """Say what a person is trained for; `Refused` to all but administrators."""
        with self._access.write() as writing:
            skills.put_skills(writing, account, trained, by)

    def skills(self) -> Mapping[str, Skills]:
        """Return what people are trained for, of whom it was said; by account."""
        with self._access.read() as connection:
            return skills.read_skills(connection)

    def skills_of(self, account: str) -> Skills:
        """Return what a person is trained for; everything where nobody has said otherwise."""
        with self._access.read() as connection:
            return skills.skills_of(connection, account)

    def trained(self, item_id: str, people: Iterable[Officer]) -> tuple[Officer, ...]:
        """Return those of some people who are trained for an item, in their order."""
        with self._access.read() as connection:
            return skills.trained(connection, current(connection, item_id).item_id, people)

    def turn(self, item_id: str) -> Turn | None:
        """Return the newest turn of an item that is not decided; None when it never had one."""
        with self._access.read() as connection:
            return read_turn(connection, current(connection, item_id).item_id)

    def assign(self, item_id: str, officer: Officer, to: str, why: str) -> None:
        """Give an item to somebody; a supervisor's act, whoever has it now."""
        with self._access.write() as writing:
            turns.assign(writing, item_id, officer, to, why)

    def ask_second(self, item_id: str, officer: Officer, why: str, to: str = "") -> None:
        """Pass one's item on to a second reader: to anybody else, or to one by name."""
        with self._access.write() as writing:
            turns.ask_second(writing, item_id, officer, why, to)

    def hold(
        self, item_id: str, officer: Officer, *, what: str, of: str, until: dt.datetime
    ) -> None:
        """Put one's item on hold for information: what is asked, of whom, and until when."""
        with self._access.write() as writing:
            turns.hold(writing, item_id, officer, what=what, of=of, until=until)

    def give_back(self, item_id: str, officer: Officer, why: str) -> None:
        """Put one's item back with a reason; *next* gives it to others first."""
        with self._access.write() as writing:
            turns.give_back(writing, item_id, officer, why)

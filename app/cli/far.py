"""A record on a server, as the window of one workstation uses it: also while it does not answer."""

from __future__ import annotations

import contextlib
import dataclasses
import logging
from collections.abc import Callable

from app.cli.serving import address, connected, vault_of
from app.domain.clock import Clock
from app.domain.errors import ServerGone, Unavailable
from app.domain.late import LineState
from app.domain.officer import Officer
from app.outage import AwayRecord, Box, KeptDoor, Line, box_key
from app.record import HashCost, Record
from app.settings import Settings

_LOG = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class FarRecord:
    """Where the record is, and how it is reached.

    Attributes
    ----------
    name
        What tells it from other records, such as its address without anybody's name or password.
    open
        Returns it for the thread that calls, with nobody signed in.
    enter
        Lets a person (account, password) in again without a line of it: after the line was cut,
        and in another thread. Raises `ServerGone` when nobody answers.
    cost
        What one guess of a password costs that is kept here for signing in meanwhile.
    """

    name: str
    open: Callable[[], Record]
    enter: Callable[[Record, str, str], object]
    cost: HashCost = dataclasses.field(default_factory=HashCost)


def far_of(settings: Settings, clock: Clock) -> FarRecord | None:
    """Return the server's record that settings name; None for one of this machine."""
    if not settings.record:
        return None
    return FarRecord(
        name=address(settings).server,
        open=lambda: connected(settings, clock),
        enter=lambda record, account, password: record.enter(account, password),
    )


class FarDesk:
    """What stands for a far record in one window."""

    def __init__(self, settings: Settings, far: FarRecord, clock: Clock) -> None:
        self._settings = settings
        self._far = far
        self._folder = settings.home / "alone"
        self._vault = vault_of(settings)
        self._door = KeptDoor(self._folder, self._vault, far.name, clock, far.cost)
        self._who: tuple[str, str] | None = None
        self.away = AwayRecord(
            self.connect, Line(clock), clock, self._box_of, settings.home / "record.db"
        )

    def connect(self) -> Record:
        """Open the record for the thread that calls, with whoever sits here signed in.

        Raises
        ------
        ServerGone
            When nobody answers in time.
        """
        record = self._far.open()
        if self._who is not None:
            try:
                self._far.enter(record, *self._who)
            except BaseException:
                record.close()
                raise
        return record

    def sign_in(self, account: str, password: str) -> Officer:
        """Sign in at the record; while it is away, who signed in here not long ago.

        Her password is kept in memory as long as she sits here: the line is taken up with it.
        """
        try:
            officer = self._at_record(account, password)
        except ServerGone:
            self.away.lost()
            officer = self._door.open(account, password)
            self._who = (account, password)
            return officer
        try:
            self._door.remember(officer, password)
        except (OSError, Unavailable) as error:
            _LOG.warning("nobody can sign in here while the record is away: %s", error)
        return officer

    def _at_record(self, account: str, password: str) -> Officer:
        if self.away.stands.state is LineState.ALONE:
            # Nobody waits for a server that does not answer.
            return self.away.people.sign_in(account, password)
        record = self._far.open()
        try:
            officer = record.sign_in(account, password)
        except BaseException:
            record.close()
            raise
        self._who = (account, password)
        self.away.use(record)
        return officer

    def sign_out(self, officer: Officer) -> None:
        """Sign out; what waits stays for the next time."""
        with contextlib.suppress(ServerGone):
            self.away.people.sign_out(officer)
        self.away.leave()
        self._who = None

    def _box_of(self, officer: Officer) -> Box:
        name = self._far.name
        key = box_key(self._vault, name, officer.account)
        return Box(self._folder, officer.account, name, key)

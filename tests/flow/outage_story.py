"""A shift over a line that is cut: random acts, random faults, kills, restarts; then the reckoning.

The record is real; what can break is the way to it. A call may fail before it begins, in the
middle of its transaction, or after the commit; an attempt that was given up may arrive later, once
or twice, and after younger ones. The workstation may be killed, also while it writes to its
outbox, and the server restarted.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from app.domain.decision import Draft, Kind
from app.domain.errors import KnownError, ServerGone
from app.domain.late import LateAct, LineState
from app.domain.mark import Mark
from app.domain.notice import Notice, Severity
from app.domain.observation import Observation
from app.domain.officer import Officer
from app.domain.threat import Verdict
from app.domain.words import say
from app.outage import AwayRecord, Box, Line
from app.record import Record
from app.record.access import Access
from app.record.late_tables import LATE_ACT
from app.record.people import People
from app.record.tables import DECISION, LINE, PAYLOAD
from app.record.writing import Writing
from app.vault import frames as frames_of
from tests.unit.record_values import CHEAP, SINGH, TREMBLAY, Workspace, arrive, mark, report
from tests.unit.record_values import recommendation as signed

KEY = bytes(range(32))
FAULTS = ("before", "during", "after", "later")
GONE = say("gone")


class Killed(BaseException):
    """The workstation's process ended here."""


@dataclasses.dataclass
class Weather:
    """How bad the line is now."""

    chance: random.Random
    bad: float = 0.0
    """Share of calls that fail."""
    stale: list[LateAct] = dataclasses.field(default_factory=list)
    """Attempts that were given up and have not arrived yet."""
    broken: int = 0

    def fault(self) -> str:
        if self.chance.random() >= self.bad:
            return ""
        self.broken += 1
        return self.chance.choice(FAULTS)


class WornAccess(Access):
    """The way to a record that may break at any call."""

    def __init__(self, inner: Access, weather: Weather) -> None:
        self._inner = inner
        self._weather = weather
        self.path = inner.path
        self.clock = inner.clock

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    @property
    def keys(self):
        return self._inner.keys

    def close(self) -> None:
        """The server goes on without this window."""

    def now(self):
        return self._inner.now()

    def settle_log(self) -> None:
        self._inner.settle_log()

    def require_file(self) -> None:
        self._inner.require_file()

    def copy_to(self, path: Path) -> None:
        self._inner.copy_to(path)

    def verify(self):
        return self._inner.verify()

    def standing(self):
        return self._inner.standing()

    def listen(self):
        return self._inner.listen()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        if self._weather.fault():
            raise ServerGone(GONE)
        with self._inner.read() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Writing]:
        fault = self._weather.fault()
        if fault in ("before", "later"):
            raise ServerGone(GONE)
        with self._inner.write() as writing:
            yield writing
            if fault == "during":
                raise ServerGone(GONE)
        if fault == "after":
            raise ServerGone(GONE)

    @contextlib.contextmanager
    def touch(self) -> Iterator[Connection]:
        if self._weather.fault():
            raise ServerGone(GONE)
        with self._inner.touch() as connection:
            yield connection


class Server:
    """The record that stays, whoever reaches it."""

    def __init__(self, folder: Path, items: int) -> None:
        self.workspace = Workspace(folder)
        self.record = self.workspace.open()
        self.items = []
        for number in range(1, items + 1):
            item_id = arrive(self.record, f"s{number}", number)
            self.record.add_report(report(f"r{number}", f"s{number}"))
            self.items.append(item_id)

    def restart(self) -> None:
        self.record.close()
        self.record = self.workspace.open()

    def reached(self, weather: Weather) -> Record:
        """Return the record over a line that may break."""
        if weather.fault():
            raise ServerGone(GONE)
        access = WornAccess(self.record._access, weather)
        return Record(access, People(access, CHEAP))


@dataclasses.dataclass
class Told:
    """What the officer was told, and what was under way when she was told nothing."""

    signed: dict[str, str] = dataclasses.field(default_factory=dict)
    """Decisions that she saw signed: recommendation, item."""
    under_way: dict[str, str] = dataclasses.field(default_factory=dict)
    noted: list[str] = dataclasses.field(default_factory=list)
    """Events that she was told are kept."""
    events_under_way: set[str] = dataclasses.field(default_factory=set)
    marks: dict[tuple[str, str], tuple[Mark | None]] = dataclasses.field(default_factory=dict)
    """How each mark of an item was left, as she was told last."""


class Shift:
    """One officer at one workstation, on one item of the record after the other."""

    def __init__(self, server: Server, numbers: list[int], folder: Path, seed: int) -> None:
        self.server = server
        self.chance = random.Random(seed)
        self.weather = Weather(self.chance)
        self.numbers = numbers
        self.folder = folder
        self.seed = seed
        self.told = Told()
        self.kills = self.restarts = self.delayed = self.taken_over = self.refusals = 0
        self.alone = 0
        self.serial = 0
        self.number = numbers[0]
        self.box: Box | None = None
        self._sit_down()

    # --- the workstation -----------------------------------------------------------------------

    def _sit_down(self) -> None:
        clock = self.server.workspace.hand.clock
        self.line = Line(clock, self.chance.random)
        self.away = AwayRecord(
            lambda: self.server.reached(self.weather), self.line, clock, self._box_of, self.folder
        )
        self.away.seat(TREMBLAY)
        assert self.away.told is None

    def _box_of(self, officer: Officer) -> Box:
        self.box = Box(self.folder, officer.account, f"agency {self.seed}", KEY)
        return self.box

    def _kill(self) -> None:
        """End the process: nothing of it is left but what is on the disk."""
        self.kills += 1
        assert self.box is not None
        self.box.close()
        if self.chance.random() < 0.3:
            self._tear()
        self._sit_down()

    def _tear(self) -> None:
        """Leave a part of a frame behind that never got its length."""
        assert self.box is not None
        with self.box.path.open("r+b") as stream:
            probe = frames_of.Frames(self.box.path, KEY)
            probe.open()
            stream.seek(probe._end + 4)
            stream.write(self.chance.randbytes(self.chance.randint(1, 200)))

    def run(self, steps: int) -> None:
        """Work, while the weather changes; then let everything arrive."""
        self._take(self.number)
        for _ in range(steps):
            self.weather.bad = self.chance.choice((0.0, 0.0, 0.15, 0.5, 0.9))
            self._happen()
            self._act_or_die()
            if self.line.state is not LineState.ON_LINE and self.chance.random() < 0.4:
                self._send(self.chance.randint(1, 6))
        self.weather.bad = 0.0
        while self.line.state is not LineState.ON_LINE or self.box.waiting:
            self._send(50)
        while self.weather.stale:
            self._arrive_late()

    def _happen(self) -> None:
        """Let the world do something."""
        roll = self.chance.random()
        if roll < 0.03:
            self.server.restart()
            self.away._drop()
            self.restarts += 1
        elif roll < 0.06:
            self._take_over()
        elif roll < 0.2 and self.weather.stale:
            self._arrive_late()

    def _take_over(self) -> None:
        """Somebody else has the item, when its lease has run out."""
        self.server.workspace.hand.pass_s(3600)
        with contextlib.suppress(KnownError):
            self.server.record.claim(self._item_id, SINGH)
            self.taken_over += 1

    def _arrive_late(self) -> None:
        """An attempt that was given up arrives; perhaps not for the last time."""
        act = self.weather.stale.pop(self.chance.randrange(len(self.weather.stale)))
        self.server.record.late.deliver(act, TREMBLAY)
        self.delayed += 1
        if self.chance.random() < 0.2:
            self.weather.stale.append(act)

    def _send(self, most: int) -> None:
        for _ in range(most):
            act = self.box.first() if self.box is not None else None
            try:
                with self._mortal(0.02):
                    if not self.away.send_next():
                        return
            except ServerGone:
                if act is not None and self.chance.random() < 0.5:
                    self.weather.stale.append(act)
                self.away.failed()
                return
            except Killed:
                self._kill()
                return

    # --- the hand ------------------------------------------------------------------------------

    @property
    def _item_id(self) -> str:
        return self.server.items[self.number - 1]

    def _act_or_die(self) -> None:
        try:
            with self._mortal(0.04):
                self._act()
        except Killed:
            self._kill()
        except KnownError:
            # Refused, or nothing is here to act upon: nothing was told as done.
            self.refusals += 1

    def _act(self) -> None:
        scan_id, item_id, away = f"s{self.number}", self._item_id, self.away
        acts: list[Callable[[], object]] = [
            lambda: away.claim(item_id, TREMBLAY),
            self._draw,
            self._draw,
            self._erase,
            lambda: away.save_verdict(
                item_id, TREMBLAY, f"r{self.number}/1", self.chance.choice(list(Verdict))
            ),
            lambda: away.acknowledge(item_id, TREMBLAY, Notice("R1", Severity.NOTE, "", say("."))),
            lambda: away.observe(item_id, TREMBLAY, Observation.TOW, f"car {self.serial}"),
            lambda: away.note_shown(item_id, TREMBLAY, (scan_id, "side")),
            lambda: away.note_viewed(item_id, TREMBLAY, scan_id, "side"),
            lambda: away.save_draft(
                item_id, TREMBLAY, Draft(Kind.REFER_FOR_EXAM, note=str(self.serial))
            ),
            self._note,
            self._note,
            self._sign,
            self._sign,
            self._sign,
            lambda: away.hand_back(item_id, TREMBLAY),
            self._next,
        ]
        self.serial += 1
        self.chance.choice(acts)()

    def _next(self) -> None:
        left = [number for number in self.numbers if number != self.number]
        self._take(self.chance.choice(left) if left else self.number)

    def _take(self, number: int) -> None:
        self.number = number
        self.away.claim(self._item_id, TREMBLAY)
        self.away.note_shown(self._item_id, TREMBLAY, (f"s{self.number}", "side"))

    def _draw(self) -> None:
        name = f"m{self.seed}-{self.number}-{self.chance.randint(1, 3)}"
        kept = self.away.find_mark(self._item_id, name)
        number = kept.mark.number if kept else self.away.last_mark_number(self._item_id) + 1
        drawn = mark(name, number, f"s{self.number}")
        moved = dataclasses.replace(drawn, points=((self.serial, 1.0), (self.serial + 2.0, 5.0)))
        self._mark(name, moved, lambda: self.away.save_mark(self._item_id, TREMBLAY, moved))

    def _erase(self) -> None:
        name = f"m{self.seed}-{self.number}-{self.chance.randint(1, 3)}"
        self._mark(name, None, lambda: self.away.remove_mark(self._item_id, TREMBLAY, name))

    def _mark(self, name: str, left: Mark | None, act: Callable[[], object]) -> None:
        """Do something to a mark; one of which nobody was told how it stands counts no more."""
        kept = self.told.marks.pop((self._item_id, name), None)
        try:
            act()
        except KnownError:
            if kept is not None:
                self.told.marks[self._item_id, name] = kept
            raise
        self.told.marks[self._item_id, name] = (left,)

    def _note(self) -> None:
        name = f"{self.seed}-{self.serial}"
        self.told.events_under_way.add(name)
        self.away.note_event(self._item_id, TREMBLAY, "tool", {"name": name})
        self.told.noted.append(name)

    def _sign(self) -> None:
        name, item_id = f"d{self.seed}-{self.serial}", self._item_id
        self.told.under_way[name] = item_id
        self.away.decide(signed(name, item_id), officer=TREMBLAY)
        del self.told.under_way[name]
        self.told.signed[name] = item_id
        self.alone += self.line.state is not LineState.ON_LINE

    @contextlib.contextmanager
    def _mortal(self, risk: float) -> Iterator[None]:
        """Perhaps end the process at the next write to the outbox, before or after it is done."""
        if self.chance.random() >= risk:
            yield
            return
        whole = frames_of._to_disk
        left = self.chance.randint(0, 3)

        def killing(stream: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            whole(stream)

        frames_of._to_disk = killing
        try:
            yield
        finally:
            frames_of._to_disk = whole


def reckon(server: Server, shifts: list[Shift]) -> None:
    """Every decision that was told as signed is there once, or is refused once; the chain holds."""
    with server.record._access.read() as connection:
        decided = list(connection.scalars(select(DECISION.c.recommendation_id)))
        refused = dict(
            connection.execute(
                select(LATE_ACT.c.act_id, LATE_ACT.c.why).where(LATE_ACT.c.outcome == "refused")
            ).all()
        )
        tools = (
            select(PAYLOAD.c.body)
            .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
            .where(LINE.c.kind == "event_noted")
        )
        noted = [json.loads(one)["body"]["values"]["name"] for one in connection.scalars(tools)]
    assert len(set(decided)) == len(decided)
    assert not set(decided) & set(refused)
    assert len(set(noted)) == len(noted)
    for shift in shifts:
        for name in shift.told.signed:
            assert (name in decided) != (name in refused), (shift.seed, name)
            assert refused.get(name, "why")
        missing = set(shift.told.noted) - set(noted)
        assert not missing, (shift.seed, missing)
    expect_marks(server, shifts)
    told = {name for shift in shifts for name in (*shift.told.signed, *shift.told.under_way)}
    assert set(decided) <= told
    assert server.record.verify().ok


def expect_marks(server: Server, shifts: list[Shift]) -> None:
    """Marks stand as the officer was told, wherever nothing of the item was refused."""
    with server.record._access.read() as connection:
        query = select(LATE_ACT.c.item_id).where(LATE_ACT.c.outcome == "refused")
        touched = set(connection.scalars(query))
    for shift in shifts:
        for (item_id, name), (left,) in shift.told.marks.items():
            if item_id not in touched and not shift.kills:
                kept = server.record.find_mark(item_id, name)
                standing = None if kept is None or kept.removed else kept.mark
                assert standing == left, (shift.seed, item_id, name)

"""Real processes over a real socket: a record behind a server, workstations, and who kills them.

The server holds the record's file and answers one request after the other; the workstation has a
real outbox. Both are killed at any moment and begun again. What the officer was told stands in a
file of its own, a line at a time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import multiprocessing
import os
import random
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from app.domain.decision import Recommendation
from app.domain.errors import KnownError, Refused, ServerGone
from app.domain.late import LateAct, LineState, Receipt
from app.domain.mark import Mark
from app.domain.words import Sentence, say
from app.domain.work import Item, ItemState, Lease
from app.outage import AwayRecord, Box, Line
from app.record import Record
from app.record.coding import canonical, plain, value_of
from app.record.marks import KeptMark
from tests.unit.record_values import MOMENT, TREMBLAY, Workspace, mark, recommendation

KEY = bytes(range(32))
PATIENCE_S = 5.0
_FORK = multiprocessing.get_context("fork")


# --- the server --------------------------------------------------------------------------------


def serve(folder: Path, port: int) -> None:
    """Answer until killed."""
    with Workspace(folder).open() as record, socket.create_server(("127.0.0.1", port)) as door:
        while True:
            connection, _ = door.accept()
            # A workstation that is killed resets its connection; the next one is served.
            with contextlib.suppress(OSError), connection, connection.makefile("rwb") as stream:
                for line in stream:
                    stream.write(_answered(record, json.loads(line)))
                    stream.flush()


def _answered(record: Record, asked: dict[str, object]) -> bytes:
    name, value = str(asked["name"]), asked["value"]
    try:
        answer = {"answer": _ASKED[name](record, value)}
    except Refused as error:
        answer = {"refused": plain(error.sentence)}
    return canonical(answer).encode() + b"\n"


def _claim(record: Record, value: str) -> object:
    return _told_of(record.claim(value, TREMBLAY))


def _told_of(item: Item) -> object:
    marks = [plain(one) for one in item.marks]
    mine = item.lease is not None and item.lease.officer == TREMBLAY.account
    return {"marks": marks, "mine": mine, "decided": bool(item.decisions)}


def _find(record: Record, value: list[str]) -> object:
    kept = record.find_mark(*value)
    return None if kept is None else [plain(kept.mark), kept.removed]


_ASKED: dict[str, Callable[[Record, object], object]] = {
    "version": lambda record, _: record.version(),
    "item": lambda record, value: _told_of(record.item(value)),
    "claim": _claim,
    "shown": lambda record, value: record.note_shown(value[0], TREMBLAY, (value[1], "side")),
    "mark": lambda record, value: record.save_mark(value[0], TREMBLAY, value_of(value[1], Mark)),
    "find": _find,
    "number": lambda record, value: record.last_mark_number(value),
    "event": lambda record, value: record.note_event(value[0], TREMBLAY, value[1], value[2]),
    "decide": lambda record, value: plain(
        record.decide(value_of(value, Recommendation), officer=TREMBLAY)
    ),
    "deliver": lambda record, value: plain(record.late.deliver(value_of(value, LateAct), TREMBLAY)),
}


# --- the workstation ---------------------------------------------------------------------------


class Remote:
    """The record over the socket, as far as this officer needs it."""

    def __init__(self, port: int) -> None:
        try:
            self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        except OSError as error:
            raise ServerGone(say("gone")) from error
        self._stream = self._socket.makefile("rwb")
        self.late = self

    def _ask(self, name: str, value: object = None) -> object:
        try:
            self._stream.write(canonical({"name": name, "value": value}).encode() + b"\n")
            self._stream.flush()
            line = self._stream.readline()
            answer = json.loads(line)
        except (OSError, ValueError) as error:
            raise ServerGone(say("gone")) from error
        if "refused" in answer:
            raise Refused(value_of(answer["refused"], Sentence))
        return answer["answer"]

    def close(self) -> None:
        """Let go of both: the socket stays open as long as its stream is."""
        with contextlib.suppress(OSError):
            self._stream.close()
        self._socket.close()

    def version(self) -> int:
        return self._ask("version")

    def item(self, item_id: str) -> Item:
        return self._item(item_id, self._ask("item", item_id))

    def claim(self, item_id: str, _officer: object, **_: object) -> Item:
        return self._item(item_id, self._ask("claim", item_id))

    def _item(self, item_id: str, told: dict[str, object]) -> Item:
        marks = tuple(value_of(one, Mark) for one in told["marks"])
        lease = Lease(item_id, TREMBLAY.account, MOMENT, MOMENT) if told["mine"] else None
        state = ItemState.DECIDED if told["decided"] else ItemState.CLAIMED
        empty = ((), (), (), ())
        return Item(item_id, state, *empty, marks, {}, (), (), None, (), lease, MOMENT)

    def note_shown(self, item_id: str, _: object, view: tuple[str, str], **__: object) -> None:
        self._ask("shown", [item_id, view[0]])

    def save_mark(self, item_id: str, _: object, drawn: Mark) -> None:
        self._ask("mark", [item_id, plain(drawn)])

    def find_mark(self, item_id: str, mark_id: str) -> KeptMark | None:
        found = self._ask("find", [item_id, mark_id])
        return None if found is None else KeptMark(value_of(found[0], Mark), removed=found[1])

    def last_mark_number(self, item_id: str) -> int:
        return self._ask("number", item_id)

    def note_event(self, item_id: str, _: object, name: str, values: dict[str, str]) -> None:
        self._ask("event", [item_id, name, dict(values)])

    def decide(self, made: Recommendation, **_: object) -> Recommendation:
        return value_of(self._ask("decide", plain(made)), Recommendation)

    def deliver(self, act: LateAct, _: object) -> Receipt:
        return value_of(self._ask("deliver", plain(act)), Receipt)

    def to_confirm(self, _: object) -> tuple[()]:
        return ()


class Workstation:
    """One officer who reviews one item after the other, whatever happens to the line."""

    def __init__(self, folder: Path, connect: Callable[[], object], life: int) -> None:
        self.folder = folder
        self.life = life
        self.clock = Workspace(folder).hand.clock
        self.line = Line(self.clock)
        self.away = AwayRecord(connect, self.line, self.clock, self._box_of, folder / "record.db")
        self.away.seat(TREMBLAY)
        assert self.away.told is None, self.away.told

    def _box_of(self, _: object) -> Box:
        self.box = Box(self.folder / "alone", TREMBLAY.account, "agency", KEY)
        return self.box

    def work(self, items: dict[str, str]) -> None:
        """Review every item that nobody was told is signed; item to scan."""
        for item_id, scan_id in items.items():
            self._reach()
            if f"signed {item_id} " not in self._told():
                self._review(item_id, scan_id)
        self._reach()

    def _review(self, item_id: str, scan_id: str) -> None:
        try:
            self.away.claim(item_id, TREMBLAY)
            self.away.note_shown(item_id, TREMBLAY, (scan_id, "side"))
            for number in (1, 2):
                drawn = mark(f"m-{scan_id}-{number}", number, scan_id)
                moved = dataclasses.replace(drawn, note=f"life {self.life}")
                self.away.save_mark(item_id, TREMBLAY, moved)
                name = f"{scan_id}-{self.life}-{number}"
                self.away.note_event(item_id, TREMBLAY, "tool", {"name": name})
                self._tell(f"noted {name}")
            made = recommendation(f"d-{scan_id}-{self.life}", item_id)
            self._tell(f"under_way {item_id} {made.recommendation_id}")
            self.away.decide(made, officer=TREMBLAY)
            self._tell(f"signed {item_id} {made.recommendation_id}")
        except KnownError:
            # Refused, or not to be had while the line is cut: another item, another time.
            return

    def _reach(self) -> None:
        """Let what waits arrive; come back when the line holds."""
        while self.line.state is not LineState.ON_LINE or self.box.waiting:
            try:
                self.away.probe()
                while self.away.send_next():
                    pass
            except ServerGone:
                self.away.failed()
                time.sleep(0.02)

    def _told(self) -> str:
        path = self.folder / "told"
        return path.read_text() if path.exists() else ""

    def _tell(self, line: str) -> None:
        handle = os.open(self.folder / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, f"{line}\n".encode())
        os.close(handle)


class Remembering(Remote):
    """One that a probe may use as a context."""

    def __enter__(self) -> Remembering:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def work(folder: Path, port: int, items: dict[str, str], life: int) -> None:
    """Be one workstation until killed, or until everything is signed and sent."""
    Workstation(folder, lambda: Remembering(port), life).work(items)


# --- who kills ---------------------------------------------------------------------------------


@dataclasses.dataclass
class Killer:
    """Starts server and workstation anew and kills them, with a schedule of its own each time."""

    serve: Callable[[], None]
    work: Callable[[int], None]
    chance: random.Random
    kills: int = 0
    outlived: int = 0

    def lives(self, schedules: int) -> None:
        """Let that many schedules pass, then let everything arrive."""
        server = self._begin(self.serve)
        for life in range(1, schedules + 1):
            desk = self._begin(lambda life=life: self.work(life))
            for _ in range(self.chance.randint(1, 3)):
                time.sleep(self.chance.uniform(0.02, 0.5))
                if self.chance.random() < 0.6:
                    self._kill(server)
                    time.sleep(self.chance.uniform(0.0, 0.2))
                    server = self._begin(self.serve)
            if desk.is_alive():
                self._kill(desk)
            else:
                self.outlived += 1
                assert desk.exitcode == 0, life
        last = self._begin(lambda: self.work(schedules + 1))
        last.join(300)
        if last.is_alive():
            self._kill(last)
        assert last.exitcode == 0
        self._kill(server)

    def _begin(self, target: Callable[[], None]):
        process = _FORK.Process(target=target, daemon=True)
        process.start()
        return process

    def _kill(self, process) -> None:
        self.kills += 1
        os.kill(process.pid, signal.SIGKILL)
        process.join(30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])

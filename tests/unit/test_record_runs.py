"""Lines taken together leave the rows that they leave one after the other."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, select

from app.domain.decision import Draft, Kind
from app.domain.errors import KnownError
from app.domain.notice import Notice, Severity
from app.domain.observation import Observation
from app.domain.officer import Role
from app.domain.skills import Skills
from app.domain.threat import Verdict
from app.domain.words import say
from app.record import Record
from app.record.chain import Line, LineKind
from app.record.columns import METADATA
from app.record.entries import refresh
from app.record.projections import gathered, leaves_rows, project
from app.record.runs import Entry
from app.record.tables import DERIVED, ITEM, LINE, PAYLOAD
from tests.unit.record_values import (
    MOMENT,
    ROY,
    TREMBLAY,
    Workspace,
    arrive,
    image,
    link,
    mark,
    recommendation,
    report,
    scan,
    shipment,
)

ITEMS = 4
LATER = MOMENT + dt.timedelta(hours=1)
ADMINISTRATOR = dataclasses.replace(ROY, role=Role.ADMINISTRATOR)


def act(record: Record, chance: random.Random, step: int) -> None:
    """Do one thing that an officer, a scanner or a carrier may do."""
    number = chance.randrange(1, ITEMS + 1)
    name, view = f"s{number}", chance.choice(("side", "top"))
    item_id = record.item(record.item_of_scan(name)).item_id
    word = f"said {step}"
    acts = (
        lambda: record.add_image(scan(name), image(100 + step, view=view)),
        lambda: record.add_shipment(shipment(f"A{number % 2}", version=step)),
        lambda: record.put_link(link(name, f"A{number % 2}", by="tremblay")),
        lambda: record.add_report(report(f"r{step}", name, view=view)),
        lambda: record.claim(item_id, TREMBLAY),
        lambda: (
            record.hand_back(item_id, TREMBLAY) if step % 3 else record.claim(item_id, TREMBLAY)
        ),
        lambda: record.save_mark(item_id, TREMBLAY, mark(f"m{number}", number, name)),
        lambda: record.remove_mark(item_id, TREMBLAY, f"m{number}"),
        lambda: record.restore_mark(item_id, TREMBLAY, f"m{number}"),
        lambda: record.note_shown(item_id, TREMBLAY, (name, view), readable=step % 2 == 0),
        lambda: record.note_viewed(item_id, TREMBLAY, name, view),
        lambda: record.acknowledge(item_id, TREMBLAY, Notice("R1", Severity.NOTE, "", say("So."))),
        lambda: record.observe(item_id, TREMBLAY, Observation.TOW, word),
        lambda: record.save_draft(item_id, TREMBLAY, Draft(Kind.REFER_FOR_EXAM, note=word)),
        lambda: record.save_draft(item_id, TREMBLAY, None),
        lambda: record.save_verdict(
            item_id, TREMBLAY, f"{record.item(item_id).reports[0].report_id}/1", Verdict.AGREE
        ),
        lambda: record.decide(recommendation(f"d{step}", item_id), officer=TREMBLAY),
        lambda: record.sign_in("roy", "not the password"),
        lambda: record.turns.give_back(item_id, TREMBLAY, word),
        lambda: record.turns.ask_second(item_id, TREMBLAY, word),
        lambda: record.turns.assign(item_id, ROY, "tremblay", word),
        lambda: record.turns.hold(item_id, TREMBLAY, what=word, of="carrier", until=LATER),
        lambda: record.turns.put_skills("tremblay", Skills(), ADMINISTRATOR),
    )
    # Marks are drawn, taken away and brought back more often than anything else is done.
    chance.choice((*acts, *acts[6:9] * 2))()


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record in which everything was done in no order, some of it refused."""
    with Workspace(tmp_path_factory.mktemp("worked")).open() as record:
        record.add_account(TREMBLAY, "a long enough password")
        record.add_account(dataclasses.replace(ROY, name="C. Roy"), "a long enough password")
        for number in range(1, ITEMS + 1):
            arrive(record, f"s{number}", number)
            record.add_report(report(f"r-{number}", f"s{number}"))
            record.claim(record.item_of_scan(f"s{number}"), TREMBLAY)
        chance = random.Random(20260301)
        for step in range(400):
            try:
                act(record, chance, step)
            except KnownError:
                # Refused: what was done before stands in its way, as it may.
                continue
        yield record


def entries_of(record: Record) -> list[Entry]:
    columns = [LINE.c[field.name] for field in dataclasses.fields(Line)]
    query = select(*columns, PAYLOAD.c.body).order_by(LINE.c.seq)
    with record._access.read() as connection:
        rows = connection.execute(
            query.join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        ).all()
    return [(Line(*row[:-1]), json.loads(row[-1])["body"]) for row in rows]


def tables_after(parts: Iterable[Iterable[Entry]]) -> dict[str, list[tuple[Any, ...]]]:
    engine = create_engine("sqlite://")
    with closing(engine.connect()) as connection:
        METADATA.create_all(connection)
        for entries in parts:
            project(connection, entries)
        refresh(connection, connection.scalars(select(ITEM.c.item_id)).all())
        found = {table.name: rows_of(connection, table) for table in DERIVED}
    engine.dispose()
    return found


def rows_of(connection: Connection, table: Any) -> list[tuple[Any, ...]]:
    query = select(table).order_by(*table.primary_key)
    return [tuple(row) for row in connection.execute(query)]


def test_everything_was_done(worked: Record) -> None:
    kinds = {line.kind for line, _ in entries_of(worked)}
    never = {
        "hash_renewed",
        "word_renewed",
        "word_reset",
        "seconded",
        "hold_put",
        "hold_lifted",
        "signed_in",
        "signed_out",
        "file_taken",
        "file_rejected",
        "package_step",
        "exam_result",
        "act_received",
        "reconfirmed",
        "seed_put",
        "item_drawn",
        "supervised",
        "reading_asked",
        "reading_taken",
        "reading_noted",
        "reading_signed",
        "adjudicated",
        "label_approved",
    }
    never |= {"models_put", "event_noted", "payload_purged"}
    assert kinds | never >= {kind.value for kind in LineKind if leaves_rows(kind)}
    assert {"items_joined", "mark_removed", "mark_restored", "decided"} <= kinds


@pytest.mark.parametrize("at_once", [1, 3, 17, 100, 10_000])
def test_lines_may_be_taken_together(worked: Record, at_once: int) -> None:
    entries = entries_of(worked)
    parts = [entries[n : n + at_once] for n in range(0, len(entries), at_once)]
    one_by_one = tables_after([entry] for entry in entries)
    together = tables_after(gathered(part) for part in parts)
    for name, rows in one_by_one.items():
        assert together[name] == rows, name


def test_gathering_loses_nothing_and_keeps_the_order_within_a_family(worked: Record) -> None:
    entries = entries_of(worked)
    taken = list(gathered(entries))
    assert sorted(line.seq for line, _ in taken) == [line.seq for line, _ in entries]
    for kind in LineKind:
        of_kind = [line.seq for line, _ in taken if line.kind == kind]
        assert of_kind == sorted(of_kind)


def test_what_was_done_in_no_order_verifies(worked: Record) -> None:
    assert worked.verify().ok


def test_a_record_of_before_verifies(tmp_path: Path) -> None:
    """What was written one line at a time is proved by many: an empty record too."""
    with Workspace(tmp_path).open() as record:
        assert record.verify().ok

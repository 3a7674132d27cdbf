"""What decisions are bound to was on record before them; the first that is not so is named."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.decision import ModelShown
from app.record import Record
from tests.unit.record_values import (
    TREMBLAY,
    Workspace,
    arrive,
    image,
    link,
    recommendation,
    report,
    scan,
    shipment,
    with_files,
)

DECIDED = 3


def decide(record: Record, number: int) -> int:
    """Decide on a picture, a version and a report that came before; return the line."""
    name = f"s{number}"
    item_id = arrive(record, name, number)
    record.add_shipment(shipment(f"A{number}"))
    record.put_link(link(name, f"A{number}"))
    record.add_report(report(f"r{number}", name))
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, (name, "side"))
    seen = with_files(scan(name), image(number))
    shown = ModelShown(f"r{number}", "ab" * 32, "FLAGGED", 1, shown_before_first_judgement=True)
    signed = dataclasses.replace(
        recommendation(f"d{number}", item_id, scans=(seen,)),
        shipment_digests=(f"A{number}-1",),
        model=(shown,),
    )
    record.decide(signed, officer=TREMBLAY)
    return record.version()


@pytest.fixture
def decided(tmp_path: Path) -> tuple[Workspace, list[int]]:
    workspace = Workspace(tmp_path)
    with workspace.open() as record:
        lines = [decide(record, number) for number in range(1, DECIDED + 1)]
        assert record.proof.unbound() is None
    return workspace, lines


@pytest.mark.parametrize(
    ("forgery", "words"),
    [
        ("UPDATE image SET seq = 100000 WHERE scan_id = 's2'", "image"),
        ("UPDATE image SET sha256 = 'another' WHERE scan_id = 's2'", "image"),
        ("UPDATE shipment SET seq = 100000 WHERE shipment_id = 'A2'", "version of the data"),
        ("UPDATE shipment SET digest = 'another' WHERE shipment_id = 'A2'", "version of the data"),
        ("UPDATE report SET seq = 100000 WHERE report_id = 'r2'", "what a model said"),
        ("UPDATE report SET report_id = 'another' WHERE report_id = 'r2'", "what a model said"),
        ("UPDATE report SET body = replace(body, 'abab', 'cdcd')", "what a model said"),
    ],
)
def test_what_was_not_on_record_before_is_named(
    decided: tuple[Workspace, list[int]], forgery: str, words: str
) -> None:
    workspace, lines = decided
    with closing(sqlite3.connect(workspace.file)) as database, database:
        assert database.execute(forgery).rowcount
    with workspace.open() as record:
        found = record.proof.unbound()
        later = record.proof.unbound(lines[-1] + 1)
    assert found is not None
    assert found.first_bad == (lines[0] if "replace" in forgery else lines[1])
    assert words in str(found.sentence)
    assert later is None


def test_a_version_that_came_back_counts_from_its_first_line(
    decided: tuple[Workspace, list[int]],
) -> None:
    workspace, _ = decided
    with workspace.open() as record:
        record.add_shipment(shipment("A1", version=2))
        record.add_shipment(shipment("A1"))
        assert record.proof.unbound() is None

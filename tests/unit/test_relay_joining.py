"""A relay's steps as jobs: what passes through is counted, and a lone energy does not wait on."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from app.domain.clock import system_clock
from app.relay.joining import Joined, counted
from app.relay.metrics import Figures
from app.relay.relaying import SCREEN, Relay
from imaging.dicos import write_dx
from imaging.tdr import read_tdr
from tests.unit.imaging_files import dicom_bytes, pair, picture
from tests.unit.relay_archive import Shelf
from tests.unit.room_values import each, silent

CLOCK = system_clock()


def walked(relay: Relay, joined: Joined) -> None:
    todo = list(relay.left())
    while todo:
        sha256, step = todo.pop()
        if following := counted(relay, joined)[step](sha256):
            todo.append((sha256, following))


def test_bytes_and_outcomes_are_counted_and_nothing_is_named(tmp_path: Path) -> None:
    shelf, figures = Shelf(), Figures()
    relay = Relay(tmp_path / "relay", shelf, CLOCK)
    (tmp_path / "in").mkdir()
    files = write_dx(pair(), tmp_path / "in")
    files.append(tmp_path / "in" / "cut")
    files[-1].write_bytes(dicom_bytes(picture())[:-9])
    for place, number in ((tmp_path / "other", 1), (tmp_path / "in" / "twice", 2)):
        place.write_bytes(dicom_bytes(picture(seed=number)))
    elsewhere = Relay(tmp_path / "another-relay", shelf, CLOCK)
    elsewhere.take(tmp_path / "other", "folder")
    walked(elsewhere, Joined(Figures(), CLOCK))
    there = set(shelf.files)
    files.append(tmp_path / "in" / "twice")
    taken = [relay.take(file, "MEDU1234567 folder").sha256 for file in files]
    walked(relay, Joined(figures, CLOCK))
    text = figures.text()
    received = sum(file.stat().st_size for file in files)
    sent = sum(len(data) for key, data in shelf.files.items() if key not in there)
    assert f"prescreen_relay_received_bytes_total {float(received)}" in text
    assert f"prescreen_relay_sent_bytes_total {float(sent)}" in text
    assert 'prescreen_relay_scans_total{outcome="forwarded"} 2.0' in text
    assert 'prescreen_relay_scans_total{outcome="refused"} 2.0' in text
    numbers = [number for key in shelf.files for number in key]
    names = [file.name for file in files]
    for secret in (*taken, *numbers, *names, "MEDU1234567", "folder"):
        assert secret not in text


def test_a_lone_energy_is_screened_without_the_other_after_a_while(tmp_path: Path) -> None:
    shelf = Shelf()
    relay = Relay(tmp_path / "relay", shelf, CLOCK, each(silent))
    (tmp_path / "in").mkdir()
    high = write_dx(pair(), tmp_path / "in")[0]
    sha256 = relay.take(high, "folder").sha256
    now = Joined(Figures(), CLOCK)
    walked(relay, now)
    assert list(relay.left()) == [(sha256, SCREEN)]
    later = dataclasses.replace(CLOCK, now=lambda: CLOCK.now() + dt.timedelta(minutes=6))
    walked(relay, dataclasses.replace(now, clock=later))
    assert list(relay.left()) == []
    path = tmp_path / "report"
    path.write_bytes(list(shelf.files.values())[1])
    assert read_tdr(path).source.study_uid == next(iter(shelf.files))[0]

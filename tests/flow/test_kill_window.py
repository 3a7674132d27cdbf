"""Killing the workstation at any moment of a review loses no mark and leaves a sound record."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from app.cli.workspace import open_record
from tests.flow.places import Place

ROUNDS = 5
SAFE_S = 1.0
DRIVER = Path(__file__).with_name("draw_marks.py")


def test_a_killed_window_loses_no_mark(place: Place, fresh_samples: Path) -> None:
    names = ("truck_stone.json", "truck_stone_high.dcs", "truck_stone_low.dcs")
    place.take_in([fresh_samples / name for name in names])
    moments = random.Random(20)
    kept_safe = 0
    for number in range(ROUNDS):
        drawn, killed_at = draw_until_killed(place, number, moments.uniform(0.2, 2.5))
        with open_record(place.settings) as record:
            outcome = record.verify()
            assert outcome.ok, outcome.reason
            (item_id,) = record.items()
            kept = {mark.points for mark in record.item(item_id).marks}
        for points, at in drawn:
            if at < killed_at - SAFE_S:
                kept_safe += 1
                assert near(points, kept), f"a mark drawn {killed_at - at:.2f} s before is lost"
    assert kept_safe >= ROUNDS, "the test must draw marks early enough to say anything"


def draw_until_killed(
    place: Place, number: int, seconds: float
) -> tuple[list[tuple[list[list[float]], float]], float]:
    """Let the driver draw, kill it after some seconds of drawing; return what it drew, and when."""
    command = [sys.executable, str(DRIVER), str(place.settings.home), str(number)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first, "the window did not open"
        time.sleep(seconds + SAFE_S)
        child.send_signal(signal.SIGKILL)
        killed_at = time.monotonic()
        lines = [first, *child.stdout.read().splitlines()]
    drawn = []
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue  # the last line may be cut by the kill
        drawn.append((told["points"], told["at"]))
    return drawn, killed_at


def near(points: list[list[float]], kept: set[tuple[tuple[float, float], ...]]) -> bool:
    """Whether a mark with these corners is on record."""
    wanted = [value for point in points for value in point]
    return any(
        len(mark) == len(points)
        and all(
            abs(a - b) < 0.01
            for a, b in zip(wanted, [value for point in mark for value in point], strict=True)
        )
        for mark in kept
    )

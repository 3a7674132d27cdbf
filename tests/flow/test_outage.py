"""Nothing that an officer was told as done is lost or done twice, however the line breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.outage_story import Server, Shift, reckon

SHIFTS, STEPS = 40, 30


@pytest.mark.parametrize("batch", range(5))
def test_every_act_arrives_once(tmp_path: Path, batch: int) -> None:
    """Two hundred shifts; `tests/bench/bench_outage.py` runs ten thousand."""
    server = Server(tmp_path / "server", SHIFTS * 2)
    shifts = []
    for number in range(SHIFTS):
        seed = batch * SHIFTS + number
        box = tmp_path / f"desk{number}"
        shift = Shift(server, [2 * number + 1, 2 * number + 2], box, seed)
        shift.run(STEPS)
        shifts.append(shift)
    reckon(server, shifts)
    signed = sum(len(shift.told.signed) for shift in shifts)
    assert signed > SHIFTS / 4
    for what in ("kills", "restarts", "delayed", "taken_over", "alone"):
        assert sum(getattr(shift, what) for shift in shifts), what
    server.record.close()

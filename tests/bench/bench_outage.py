"""Ten thousand shifts over a line that is cut: every decision told as signed is on record once.

``python -m tests.bench.bench_outage [SHIFTS [FIRST]]``; each shift has a schedule of faults of its
own (`tests/flow/outage_story.py`), numbered from FIRST on. The chain is verified after each
hundred.
"""

from __future__ import annotations

import collections
import sys
import tempfile
from pathlib import Path

from tests.flow.outage_story import Server, Shift, reckon

SHIFTS, STEPS, BATCH = 10_000, 14, 100
COUNTED = ("kills", "restarts", "delayed", "taken_over", "refusals", "alone")


def run(shifts: int, first: int) -> collections.Counter[str]:
    """Run shifts, a hundred on each record; return what happened in them."""
    told: collections.Counter[str] = collections.Counter()
    for start in range(first, first + shifts, BATCH):
        with tempfile.TemporaryDirectory(prefix="prescreen-outage-") as folder:
            told.update(_batch(Path(folder), range(start, min(start + BATCH, first + shifts))))
        print(f"{told['shifts']} of {shifts}", dict(told), flush=True)
    return told


def _batch(folder: Path, seeds: range) -> collections.Counter[str]:
    server = Server(folder / "server", 2 * len(seeds))
    told: collections.Counter[str] = collections.Counter()
    shifts = []
    for place, seed in enumerate(seeds):
        shift = Shift(server, [2 * place + 1, 2 * place + 2], folder / str(seed), seed)
        shift.run(STEPS)
        shifts.append(shift)
        told.update({name: getattr(shift, name) for name in COUNTED})
        told.update(shifts=1, signed=len(shift.told.signed), broken=shift.weather.broken)
    reckon(server, shifts)
    told["lines"] += server.record.version()
    server.record.close()
    return told


if __name__ == "__main__":
    asked = [int(one) for one in sys.argv[1:]]
    print(dict(run(*(asked + [SHIFTS, 0][len(asked) :]))))

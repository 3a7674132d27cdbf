"""How much memory one scan of so many columns takes beyond the loaded model (Linux).

Prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np

from imaging.radiograph import Channel, Energy, Radiograph
from models.detector import Detector

ROWS = 1024
PITCH_MM = 4.2
STATUS = Path("/proc/self/status")


def scan(columns: int) -> Radiograph:
    """Stacks of goods of many densities, two energies."""
    rng = np.random.default_rng(0)
    load = rng.uniform(0.5, 2.5, (700, columns // 50 + 1)).repeat(50, axis=1)[:, :columns]
    share = np.ones((ROWS, columns))
    share[200:900] = np.exp(-load)
    channels = (
        Channel(
            energy,
            np.clip(60000 * share**power, 1, 65535).astype(np.uint16),
            air=60000,
            kilovolts=volts,
        )
        for energy, power, volts in ((Energy.HIGH, 1.0, 6000.0), (Energy.LOW, 1.15, 4000.0))
    )
    return Radiograph(tuple(channels), (PITCH_MM, PITCH_MM))


def megabytes(name: str) -> float:
    """Resident memory now (``VmRSS``) or at its peak (``VmHWM``)."""
    line = next(one for one in STATUS.read_text().splitlines() if one.startswith(name))
    return int(line.split()[1]) / 1000


def main() -> None:
    """Measure and print one line."""
    columns = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    detector, one = Detector.load(threads=2), scan(columns)
    Path("/proc/self/clear_refs").write_text("5")
    before = megabytes("VmRSS")
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        state = detector.detect(one).state
        spent.append(time.perf_counter() - begun)
    told = {
        "columns": columns,
        "state": state,
        "extra_mb": megabytes("VmHWM") - before,
        "scan_mb": sum(channel.pixels.nbytes for channel in one.channels) / 1e6,
        "seconds": spent,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()

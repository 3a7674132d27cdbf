"""Timing for the benchmark groups: warm up, repeat, keep percentiles."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np


def times(action: Callable[[], object], n: int, *, warm_up: int = 2) -> list[float]:
    """Return the seconds of ``n`` runs after ``warm_up`` uncounted ones."""
    for _ in range(warm_up):
        action()
    seconds = []
    for _ in range(n):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return seconds


def figure(
    name: str, unit: str, ours: list[float], peer: str, theirs: list[float], *, scale: float
) -> dict[str, Any]:
    """Make one figure; ``scale`` turns seconds into the unit (1000 for ms)."""
    value = float(np.median(ours)) * scale
    peer_value = float(np.median(theirs)) * scale
    return {
        "name": name,
        "unit": unit,
        "n": len(ours),
        "p50": value,
        "p99": float(np.percentile(ours, 99)) * scale,
        "value": value,
        "peer": peer,
        "peer_value": peer_value,
        "ratio": value / peer_value,
    }

"""Shares of scenes as benchmark figures, with their 95 % interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weighed import wilson


def share(name: str, held: Sequence[bool], peer: str, theirs: Sequence[bool]) -> dict[str, Any]:
    """Share in per cent; p50 and p99 are the ends of its 95 % interval."""
    low, high = wilson(sum(held), len(held))
    value = 100.0 * sum(held) / len(held)
    peer_value = 100.0 * sum(theirs) / len(theirs)
    return {
        "name": name,
        "unit": "%",
        "n": len(held),
        "p50": 100.0 * max(0.0, low),
        "p99": 100.0 * high,
        "value": value,
        "peer": peer,
        "peer_value": peer_value,
        "ratio": value / max(peer_value, 1e-9),
    }

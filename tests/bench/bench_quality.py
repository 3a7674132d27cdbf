"""Faults of the picture: how many are found, how many clean scans are blamed, and how fast.

The peer is what a first attempt would do, run on the same pictures: rows and columns whose mean
lies more than six robust standard deviations from their neighbours' mean. It knows rows and columns
only; for other kinds the peer's value is the share that it flags anything in. Seeds here served for
no tuning.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from measure import figure

from imaging.faults import Fault, FaultKind
from imaging.phantom import Scene, SceneOptions, make_scene
from imaging.phantom.faults import INJECTORS, inject
from imaging.phantom.trains import make_train
from imaging.quality import inspect_quality
from imaging.radiograph import Channel, Energy, Radiograph

FIRST = 70_000
ROWS = 300
FAULTY, CLEAN, TRAINS = 64, 320, 24
EQUIPMENT = (
    *("container20", "container40", "container40hc", "trailer53"),
    *("truck", "railcar", "uld", "parcel"),
)
UNTOLD = {
    FaultKind.SPEED: ("uld", "parcel"),
    FaultKind.CUT_END: ("parcel",),
}
"""No ribs to tell a speed from; and between two parcels nothing is cut."""
OPAQUE_G_CM2 = 100.0
Z = 1.96


def figures() -> list[dict[str, Any]]:
    """Measure, and print what one number hides."""
    blamed, naive, n = _clean()
    out = [_share("quality.false_share", blamed, n, naive)]
    out.append(_trains())
    for kind, (ours, theirs) in _faulty().items():
        out.append(_share(f"quality.found.{kind}", sum(ours), len(ours), sum(theirs)))
    out += [_speed(2500, 9), _speed(30_000, 3)]
    return out


def _scene(seed: int) -> tuple[str, Scene]:
    name = EQUIPMENT[seed % len(EQUIPMENT)]
    options = SceneOptions(bad_row=False, dead_rows=0, with_twin=False)
    return name, make_scene(seed, equipment=name, rows=ROWS, options=options)


def _clean() -> tuple[int, int, int]:
    """Count clean scans with a notice that is not true; half of them with one energy."""
    blamed = naive = 0
    kinds: dict[str, int] = {}
    for seed in range(FIRST, FIRST + CLEAN):
        name, scene = _scene(seed)
        picture = scene.radiograph if seed // len(EQUIPMENT) % 2 else _single(scene.radiograph)
        false = [one for one in inspect_quality(picture) if not _true(one, scene)]
        blamed += bool(false)
        naive += _naive(picture)
        for one in false:
            kinds[f"{one.kind} {name}"] = kinds.get(f"{one.kind} {name}", 0) + 1
    print(f"false notices on {CLEAN} clean scans: {blamed}, at most {wilson(blamed, CLEAN):.3f}")
    print("  by kind:", kinds or "none")
    return blamed, naive, CLEAN


def _trains() -> dict[str, Any]:
    """Count clean trains of three to six cars that are blamed for anything their cars do not say.

    A picture of a train may cut a tall car's top, and a loaded tank car may be opaque.
    """
    blamed = naive = 0
    kinds: dict[str, int] = {}
    options = SceneOptions(bad_row=False, dead_rows=0, with_twin=False)
    for seed in range(FIRST, FIRST + TRAINS):
        picture = make_train(seed, options=options).radiograph
        told = {one.kind for one in inspect_quality(picture)}
        false = told - {FaultKind.OPAQUE, FaultKind.CUT_TOP, FaultKind.CUT_END}
        blamed += bool(false)
        naive += _naive(picture)
        for kind in false:
            kinds[str(kind)] = kinds.get(str(kind), 0) + 1
    print(f"false notices on {TRAINS} clean trains: {blamed}", kinds or "none", flush=True)
    return _share("quality.false_trains", blamed, TRAINS, naive)


def _true(fault: Fault, scene: Scene) -> bool:
    """Opaque loads, and noise, may be real in a clean scan; the simulator knows."""
    if fault.kind is not FaultKind.OPAQUE:
        return False
    stored = scene.radiograph.main.pixels
    # What stands there lets nothing through that this scanner can store.
    x, y, wide, high = fault.boxes[0]
    part = stored[y : y + high, x : x + wide]
    return bool((part <= 3 * (1 << scene.radiograph.main.bits) // 65536 + 1).mean() > 0.2)


def _faulty() -> dict[str, tuple[list[bool], list[bool]]]:
    """Put every fault into scans that have none, at severities from 0 to 1."""
    out: dict[str, tuple[list[bool], list[bool]]] = {str(kind): ([], []) for kind in INJECTORS}
    speed: dict[str, list[bool]] = {}
    for seed in range(FIRST + 1000, FIRST + 1000 + FAULTY):
        name, scene = _scene(seed)
        had = {one.kind for one in inspect_quality(scene.radiograph)}
        for kind in INJECTORS:
            if kind in had or name in UNTOLD.get(kind, ()):
                continue
            severity = (seed * 7 % 11) / 10
            bad = inject(scene.radiograph, kind, seed, severity=severity).radiograph
            found = kind in {one.kind for one in inspect_quality(bad)}
            out[kind][0].append(found)
            out[kind][1].append(_naive(bad))
            if kind is FaultKind.SPEED:
                speed.setdefault(name, []).append(found)
    print("speed by equipment:", {k: f"{sum(v)} of {len(v)}" for k, v in speed.items()})
    return out


def _single(radiograph: Radiograph) -> Radiograph:
    main = radiograph.main
    channel = Channel(
        Energy.SINGLE, main.pixels, bits=main.bits, air=main.air, kilovolts=main.kilovolts
    )
    return Radiograph((channel,), radiograph.mm_per_pixel, radiograph.source)


def _naive(radiograph: Radiograph) -> bool:
    """Six robust standard deviations of row and column means against their neighbours."""
    pixels = radiograph.main.pixels.astype(np.float32)
    for line in (pixels.mean(axis=0), pixels.mean(axis=1)):
        bend = line[1:-1] - 0.5 * (line[:-2] + line[2:])
        spread = 1.4826 * float(np.median(np.abs(bend - np.median(bend))))
        if bool((np.abs(bend) > 6.0 * spread + 1.0).any()):
            return True
    return False


def _share(name: str, hits: int, n: int, peer_hits: int) -> dict[str, Any]:
    value, peer = hits / max(1, n), peer_hits / max(1, n)
    return {
        "name": name,
        "unit": "share",
        "n": n,
        "p50": value,
        "p99": value,
        "value": value,
        "peer": "row and column means, six sigma",
        "peer_value": peer,
        "ratio": value / peer if peer else 0.0,
    }


def wilson(hits: int, n: int) -> float:
    """Upper bound of a share, 95 % (Wilson, JASA 22 (1927) 209)."""
    share = hits / n
    middle = share + Z**2 / (2 * n)
    reach = Z * float(np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)))
    return (middle + reach) / (1 + Z**2 / n)


def _speed(columns: int, n: int) -> dict[str, Any]:
    """Time of one look at a dual-energy scan, beside reading its bytes once for a checksum."""
    scene = make_scene(FIRST, equipment="trailer53", rows=1024).radiograph
    picture = Radiograph(
        tuple(
            Channel(c.energy, _as_long(c.pixels, columns), air=c.air, kilovolts=c.kilovolts)
            for c in scene.channels
        ),
        scene.mm_per_pixel,
    )
    ours = list(_times(lambda: inspect_quality(picture), n))
    theirs = list(_times(lambda: [c.pixels.mean() for c in picture.channels], n))
    name = f"quality.ms_{columns}"
    return figure(name, "ms", ours, "mean of all pixels", theirs, scale=1000.0)


def _as_long(pixels: np.ndarray[Any, np.dtype[np.uint16]], columns: int) -> Any:
    times = -(-columns // pixels.shape[1])
    return np.ascontiguousarray(np.tile(pixels, (1, times))[:, :columns])


def _times(action: Any, n: int) -> Iterator[float]:
    action()
    for _ in range(n):
        start = time.process_time()
        action()
        yield time.process_time() - start

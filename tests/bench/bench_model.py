"""How long a dual-energy scan takes to screen, preparation and regions included, and what of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from measure import figure, times
from network_work import operations, peak

from imaging.phantom import SceneOptions, make_scene
from imaging.radiograph import Channel, Radiograph
from models.card import shipped_card_path, weights_path
from models.detector import Detector
from models.prepare import WorkingView, working_view

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
_ROWS, _COLUMNS, _LONG = 1024, 2500, 20_000
_ROUNDS = 5
GRANULE = 16


def _scan() -> Radiograph:
    """Return a simulated container, padded with its own air to the size that is measured."""
    options = SceneOptions(bits=16, mirror=False)
    scene = make_scene(
        7, equipment="container40", rows=_ROWS, commodity="household", options=options
    )
    missing = max(0, _COLUMNS - scene.radiograph.shape[1])
    return _changed(
        scene.radiograph,
        lambda pixels: np.pad(pixels, ((0, 0), (0, missing)), "edge")[:, :_COLUMNS],
    )


def _long(scan: Radiograph) -> Radiograph:
    """Return the same load over and over, as wide as a train."""
    return _changed(scan, lambda pixels: np.tile(pixels, (1, -(-_LONG // _COLUMNS)))[:, :_LONG])


def _changed(scan: Radiograph, change: Any) -> Radiograph:
    channels = tuple(
        Channel(c.energy, np.ascontiguousarray(change(c.pixels)), air=c.air, kilovolts=c.kilovolts)
        for c in scan.channels
    )
    return Radiograph(channels, scan.mm_per_pixel, scan.source)


def _bare(view: WorkingView) -> Any:
    """The network alone in OpenCV's own runtime."""
    net = cv2.dnn.readNetFromONNX(str(weights_path(shipped_card_path())))
    rows, columns = view.shape
    counts = view.counts[None, :, : rows - rows % GRANULE, : columns - columns % GRANULE]

    def run() -> object:
        net.setInput(np.ascontiguousarray(counts), "counts")
        net.setInput(view.air, "air")
        net.setInput(np.array([view.megavolt, view.dual], np.float32), "beam")
        return net.forward()

    return run


def latencies(detector: Detector, scan: Radiograph) -> list[dict[str, Any]]:
    """From decoded pixels to findings: a container beside another runtime, a train beside it."""
    ours = times(lambda: detector.detect(scan), 15)
    view = working_view(scan, detector.card.input)
    usual = figure(
        "model.latency_ms.2500",
        "ms",
        ours,
        "the bare network in OpenCV's DNN module",
        times(_bare(view), 8),
        scale=1000,
    )
    train = _long(scan)
    long = times(lambda: detector.detect(train), 3, warm_up=1)
    as_many = [seconds * _LONG / _COLUMNS for seconds in ours]
    return [
        usual,
        figure(
            "model.latency_ms.20000",
            "ms",
            long,
            "as many columns in scans of 2500",
            as_many,
            scale=1000,
        ),
    ]


def beside_products(detector: Detector, scan: Radiograph) -> dict[str, Any]:
    """The network alone beside this machine's own product of matrices of as many operations."""
    view = working_view(scan, detector.card.input)
    rows, columns = (length + -length % GRANULE for length in view.shape)
    work = operations(weights_path(shipped_card_path()), (rows, columns))
    fastest = peak()
    spent = times(lambda: detector.maps([view]), 10)
    return figure(
        "model.network_ms.2500",
        "ms",
        spent,
        f"a matrix product of its {work / 1e9:.1f} G operations at {fastest / 1e9:.0f} G/s",
        [work / fastest],
        scale=1000,
    )


def told(command: list[str], **environment: str) -> dict[str, Any] | None:
    """Run a script in a process of its own; None, and the reason printed, when it fails."""
    try:
        done = subprocess.run(
            command,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=1800,
            check=True,
        )
        result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        said = getattr(error, "stderr", "") or ""
        print(f"{Path(command[1]).name} is left out: {error} {said.strip()[-300:]}", flush=True)
        return None
    return result


def memory() -> list[dict[str, Any]]:
    """The most memory that a scan of 20000 columns takes beyond the loaded model."""
    if not Path("/proc/self/clear_refs").exists():
        print("model.extra_mb is left out: only Linux tells the peak of a part.", flush=True)
        return []
    command = [sys.executable, str(HERE / "model_memory.py"), str(_LONG)]
    result = told(command, PYTHONPATH=str(ROOT))
    if result is None:
        return []
    scan = "the scan's own pixels"
    return [
        figure("model.extra_mb", "MB", [result["extra_mb"]], scan, [result["scan_mb"]], scale=1)
    ]


def beside_anomalib() -> list[dict[str, Any]]:
    """Ours and the fastest of anomalib's detectors, as it comes and upon our own features."""
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = ROOT / ".peers" / scripts / ("python.exe" if os.name == "nt" else "python")
    if not python.exists():
        print("model.vs_anomalib is left out: packaging/prepare.py peers was not run.", flush=True)
        return []
    path = os.pathsep.join((str(HERE), str(ROOT)))
    command = [str(python), str(HERE / "peer_speed.py"), str(_ROUNDS)]
    # Threads that spin while they wait for each other stand still where cores are shared.
    result = told(command, PYTHONPATH=path, OMP_WAIT_POLICY="PASSIVE")
    if result is None:
        return []
    seconds = result["seconds"]
    ours = seconds.pop("ours")
    out = []
    for name, own in (("model.vs_anomalib", False), ("model.vs_anomalib_own_features", True)):
        rivals = {k: v for k, v in seconds.items() if (" own" in k) == own}
        fastest = min(rivals, key=lambda k: float(np.median(rivals[k])))
        peer = f"anomalib {result['version']}: {fastest}"
        out.append(figure(name, "ms", ours, peer, rivals[fastest], scale=1000))
    shown = ", ".join(f"{k}: {1000 * float(np.median(v)):.0f} ms" for k, v in seconds.items())
    print(f"  {result['pixels']} pixels each; {shown}", flush=True)
    return out


def figures() -> list[dict[str, Any]]:
    """Measure the detector."""
    scan, detector = _scan(), Detector.load()
    return [
        *latencies(detector, scan),
        beside_products(detector, scan),
        *memory(),
        *beside_anomalib(),
    ]

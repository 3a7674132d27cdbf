"""Run the benchmark groups and write ``bench.json``.

A group is a file ``bench_<group>.py`` here with ``figures() -> list[dict]``. Each figure names its
unit, its percentiles, and a peer measured in the same run, so that a noisy machine still gives an
honest ratio.
"""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEYS = ("name", "unit", "n", "p50", "p99", "value", "peer", "peer_value", "ratio")


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    return {
        "system": platform.system(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_1min": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def processor() -> str:
    """Name of the processor, as the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def load(path: Path) -> ModuleType:
    """Import one group by its path: tests are no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def main(groups: list[str]) -> int:
    """Run the named groups, or all."""
    sys.path.insert(0, str(ROOT))
    sys.path.insert(0, str(HERE))
    paths = sorted(HERE.glob("bench_*.py"))
    known = {path.stem.removeprefix("bench_"): path for path in paths}
    unknown = set(groups) - set(known)
    if unknown:
        print(f"No such group: {', '.join(sorted(unknown))}. There are: {', '.join(known)}")
        return 2
    figures = []
    for name, path in known.items():
        if groups and name not in groups:
            continue
        for figure in load(path).figures():
            figures.append({key: figure[key] for key in KEYS})
            print(
                f"{figure['name']:<32} {figure['value']:>10.3f} {figure['unit']:<4} "
                f"p99 {figure['p99']:>10.3f}   {figure['ratio']:.2f} x {figure['peer']} "
                f"({figure['peer_value']:.3f})",
                flush=True,
            )
    report = {"machine": machine(), "figures": figures}
    (ROOT / "bench.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

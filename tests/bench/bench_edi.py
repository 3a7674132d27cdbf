"""How fast message files are read, that time grows with size alone, and what memory it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from edi_batch import write_batch
from measure import figure

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SMALL, LARGE = 10 << 20, 200 << 20
"""Bytes."""


def told(python: Path, *arguments: str) -> dict[str, Any]:
    """Run `edi_peers.py` in a process of its own."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(HERE), str(ROOT)))}
    command = [str(python), str(HERE / "edi_peers.py"), *arguments]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=900, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return result


def beside() -> dict[str, Any] | None:
    """Twenty thousand messages to the record, beside the other library's tokenizing of them."""
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = ROOT / ".bench" / scripts / ("python.exe" if os.name == "nt" else "python")
    try:
        result = told(python, "pydifact", "10")
    except (OSError, subprocess.SubprocessError, ValueError, IndexError) as error:
        said = getattr(error, "stderr", "") or ""
        print(f"edi.vs_pydifact is left out: {error} {said.strip()[-300:]}", flush=True)
        return None
    made = figure("edi.vs_pydifact", "s", result["ours"], result["peer"], result["theirs"], scale=1)
    return made | {
        "value": sum(result["ours"]),
        "peer_value": sum(result["theirs"]),
        "ratio": sum(result["ours"]) / sum(result["theirs"]),
    }


def growth() -> list[dict[str, Any]]:
    """Read a small and a large file, each in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for size in (SMALL, LARGE):
            path = Path(folder) / f"{size}.edi"
            count = write_batch(path, size)
            result = told(Path(sys.executable), "memory", str(path))
            if result["filings"] != count:
                raise ValueError(f"{result['filings']} of {count} messages were read")
            results.append(result | {"per_mb": result["seconds"] / (path.stat().st_size / 2**20)})
    small, large = results
    linear = figure(
        "edi.per_mb_of_200", "ms", [large["per_mb"]], "of 10 MB", [small["per_mb"]], scale=1000
    )
    memory = figure(
        "edi.memory_of_200", "MB", [large["most_mb"]], "of 10 MB", [small["most_mb"]], scale=1
    )
    return [linear, memory]


def figures() -> list[dict[str, Any]]:
    """Measure all."""
    one = beside()
    return [*([] if one is None else [one]), *growth()]

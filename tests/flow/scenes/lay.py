"""Lay a scene out, to play it by hand: ``python -m tests.flow.scenes.lay 06 FOLDER``.

Its messages and its scans are written into a folder, moved in time, so that the officer of the
scene would sit down now. The scans are simulated; the same ones as in the tests.
"""

from __future__ import annotations

import datetime as dt
import importlib
import sys
from pathlib import Path
from types import MappingProxyType, ModuleType

from tests.flow.scenes import cast

MODULES = MappingProxyType(
    {
        "01": "consolidated_uld",
        "02": "pair_of_trailers",
        "03": "renumbered_ccn",
        "04": "clvs_list",
        "05": "train_of_110_cars",
        "06": "late_change",
        "07": "in_bond_fallback",
        "08": "empty_that_is_not",
        "09": "flying_truck",
        "10": "outage",
    }
)


def lay(number: str, folder: Path, now: dt.datetime) -> list[Path]:
    """Write the files of a scene; return messages, then folders of scans, in their order.

    Parameters
    ----------
    number
        Of the scene, two digits.
    folder
        It is made when it is not there.
    now
        When its officer sits down.
    """
    scene = importlib.import_module(f"tests.flow.scenes.{MODULES[number]}")
    cast.move(now - scene.OPENS)
    scene = importlib.reload(scene)
    folder.mkdir(parents=True, exist_ok=True)
    laid = []
    for name, text in scene.messages().items():
        laid.append(folder / name)
        laid[-1].write_text(text, encoding="utf-8", newline="")
    return [*laid, *_scans(scene, folder)]


def _scans(scene: ModuleType, folder: Path) -> list[Path]:
    """Write the scans, a folder each; the cars of a train stand in one."""
    if hasattr(scene, "take"):
        takes = [scene.take]
    else:
        shots = scene.SHOTS if hasattr(scene, "SHOTS") else (scene.SHOT,)
        takes = [shot.take for shot in shots]
    places = []
    for number, take in enumerate(takes, start=1):
        places.append(folder / f"scan-{number}")
        places[-1].mkdir(exist_ok=True)
        take(places[-1])
    return places


if __name__ == "__main__":
    minute = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0)
    for path in lay(sys.argv[1], Path(sys.argv[2]), minute):
        print(path)

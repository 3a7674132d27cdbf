"""Every look of a scan as a picture, to be judged by eye: before and after, one file a look.

``python tests/bench/tool_pictures.py FOLDER SCAN ...`` writes PNG files into FOLDER. A scan is
what `imaging.reader` reads (the high energy of a pair brings the low one), or a ``.npy`` of shape
(rows, columns, 2) with the high energy first.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtWidgets import QApplication

from app.ui import tokens
from app.ui.viewer.scan_view import ScanView
from imaging.display import (
    PRESETS,
    Beam,
    Colour,
    DisplaySettings,
    Highlight,
    MatterView,
    Response,
)
from imaging.radiograph import Channel, Energy, Radiograph
from imaging.reader import read_radiographs

SIZE = (1520, 912)
PLAIN = PRESETS["standard"]
MATERIAL = dataclasses.replace(PLAIN, colour=Colour.MATERIAL)

LOOKS: dict[str, DisplaySettings] = {
    "standard": PLAIN,
    "window": PLAIN.windowed(centre=0.3, width=0.4),
    "linear": dataclasses.replace(PLAIN, response=Response.LINEAR),
    "sqrt": dataclasses.replace(PLAIN, response=Response.SQRT),
    "gamma_1.8": dataclasses.replace(PLAIN, gamma=1.8),
    "gamma_0.6": dataclasses.replace(PLAIN, gamma=0.6),
    "penetration_10": dataclasses.replace(PLAIN, penetration=0.10),
    "penetration_40": dataclasses.replace(PLAIN, penetration=0.40),
    "penetration_100": dataclasses.replace(PLAIN, penetration=1.0),
    "dense": PRESETS["dense"],
    "light": PRESETS["light"],
    "inverted": dataclasses.replace(PLAIN, invert=True),
    "low_energy": dataclasses.replace(PLAIN, beam=Beam.LOW),
    "hatched": dataclasses.replace(PLAIN, hatch=True),
    "ranges": dataclasses.replace(
        PLAIN, highlights=(Highlight(1.0, 2.0, 0), Highlight(4.0, 8.0, 1))
    ),
    "local": dataclasses.replace(PLAIN, local=0.5),
    "local_full": dataclasses.replace(PLAIN, local=1.0),
    "sharpen": dataclasses.replace(PLAIN, sharpen=0.5),
    "edge": dataclasses.replace(PLAIN, edge=0.5),
    "denoise": dataclasses.replace(PLAIN, denoise=0.5),
    "denoise_full": dataclasses.replace(PLAIN, denoise=1.0),
    "material": MATERIAL,
    "material_classic": dataclasses.replace(PLAIN, colour=Colour.MATERIAL_CLASSIC),
    "material_dense": dataclasses.replace(PRESETS["dense"], colour=Colour.MATERIAL),
    "full_chain": dataclasses.replace(
        MATERIAL, penetration=0.8, denoise=0.5, local=0.5, sharpen=0.5
    ),
} | {
    f"material_{matter.value}": dataclasses.replace(MATERIAL, matter=matter)
    for matter in MatterView
    if matter is not MatterView.ALL
}


def read(path: Path) -> Radiograph:
    """A scan from its files, or from an array of transmissions of 65535."""
    if path.suffix != ".npy":
        other = path.with_name(path.name.replace("_high.", "_low."))
        return read_radiographs(sorted({path, other}))[0]
    planes = np.load(path)
    high, low = (np.ascontiguousarray(planes[..., one]) for one in (0, 1))
    return Radiograph(
        (
            Channel(Energy.HIGH, high, kilovolts=6000.0),
            Channel(Energy.LOW, low, kilovolts=4000.0),
        ),
        mm_per_pixel=(4.2, 4.2),
    )


def main(folder: Path, scans: list[Path]) -> int:
    """Write every look of every scan: whole, and one to one in the middle."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        tokens.apply(app, tokens.DARK)
    for path in scans:
        view = ScanView()
        view.resize(*SIZE)
        view.set_radiograph(read(path), key=(path.stem, "side"))
        view.show()
        for name, settings in LOOKS.items():
            view.set_display(settings)
            view.fit()
            view.grab().save(str(folder / f"{path.stem}-{name}.png"))
            view.one_to_one()
            view.grab().save(str(folder / f"{path.stem}-{name}-near.png"))
        view.close()
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__)
        raise SystemExit(2)
    raise SystemExit(main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]]))

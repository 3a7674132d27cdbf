"""Write the files that arrive in the scenes: ``python -m tests.flow.scenes.build``.

They lie in docs/scenes, each scene's in a folder of its name, so that anybody can look at them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from tests.flow.scenes import (
    clvs_list,
    consolidated_uld,
    empty_that_is_not,
    flying_truck,
    in_bond_fallback,
    late_change,
    outage,
    pair_of_trailers,
    renumbered_ccn,
    train_of_110_cars,
)

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "scenes"
SCENES: Mapping[str, Callable[[], dict[str, str]]] = MappingProxyType(
    {
        scene.NAME: scene.messages
        for scene in (
            consolidated_uld,
            pair_of_trailers,
            renumbered_ccn,
            clvs_list,
            train_of_110_cars,
            late_change,
            in_bond_fallback,
            empty_that_is_not,
            flying_truck,
            outage,
        )
    }
)
"""What makes the files of each scene, by its name."""


def write(folder: Path = FOLDER) -> list[Path]:
    """Write every file of every scene; return their paths."""
    written = []
    for name, messages in SCENES.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for file, text in messages().items():
            path = place / file
            path.write_text(text, encoding="utf-8", newline="")
            written.append(path)
    return written


if __name__ == "__main__":
    print(f"{len(write())} files in {FOLDER}")

"""The samples that may stand beside other loads: clean, and truly what was declared of them."""

from __future__ import annotations

from pathlib import Path

from app.domain.reference import Origin, Pictured
from app.domain.shipment import Equipment, GoodsLine
from app.shipments.pictured import Declared, pictured
from sample_scans import CASES, REFERENCE, minutes
from sample_scans.case import Case, Picture
from sample_scans.fresh import sample_folder

# Not among them: what is irregular, damaged, or not what was declared (drums told as cloths,
# steel told as paper).
_HONEST = frozenset(
    {
        "truck_beverages",
        "truck_stone",
        "rail_timber",
        "rail_grain_bags",
        "rail_aluminium",
        "trailer_pair",
        "uld_electronics",
        "parcel_small_goods",
    }
)


def sample_references() -> dict[str, tuple[Pictured, tuple[Path, ...]]]:
    """Return what the samples show and their files, by name."""
    found = {}
    for case in CASES:
        for picture in case.pictures:
            if case.name in _HONEST and picture.irregularity is None:
                files = tuple(
                    sample_folder() / f"{picture.name}_{energy}.dcs" for energy in ("high", "low")
                )
                found[f"sample/{picture.name}"] = (_pictured(case, picture), files)
    return found


def _pictured(case: Case, picture: Picture) -> Pictured:
    declared = case.declared[0]
    keys = ("TRAILER", "CONTAINER", "RAILCAR", "ULD", "PARCEL")
    number = next(picture.identifiers[key] for key in keys if key in picture.identifiers)
    every = [one for told in case.declared for one in told.goods]
    units = [one for told in case.declared for one in told.units]
    return pictured(
        Pictured(
            scan_id=f"sample/{picture.name}",
            view="side",
            item_id="",
            origin=Origin.SAMPLE,
            number=number,
            taken_at=REFERENCE - minutes(picture.minutes_ago),
            simulated=True,
            title=next(one.description for one in every if one.equipment in ("", number)),
        ),
        picture.identifiers,
        Declared(
            tuple(GoodsLine(one.description, hs=one.hs, equipment=one.equipment) for one in every),
            tuple(
                Equipment(unit.kind, unit.number, empty=unit.empty, length_ft=unit.length_ft)
                for unit in units
            ),
            declared.mode,
        ),
    )

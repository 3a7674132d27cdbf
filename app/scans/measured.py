"""What was measured in a view, kept beside its heat map: JSON in the scan store.

The report of a screening names the digest, so that the figures are bound to it and nobody needs to
decode the scan again to see them.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from app.domain.errors import KnownError
from app.domain.image_fault import ImageFault
from app.domain.notice import Place
from app.domain.threat import ThreatDetectionReport
from app.domain.words import say
from app.scans.folder import FolderStore, StoreError
from app.shipments.seen import Seen, together
from app.shipments.seen_goods import SeenGoods
from imaging.inside import InnerSpan, Level

SCHEMA = "prescreen-seen/1"


class MeasuredUnreadable(KnownError):
    """A kept measurement is damaged."""


def keep_seen(store: FolderStore, seen: Seen) -> str:
    """Keep what was measured in one view; return its digest.

    Raises
    ------
    StoreError
        When the store cannot be written.
    """
    tree = {
        "schema": SCHEMA,
        "mass_kg": seen.mass_kg,
        "mass_sigma_kg": seen.mass_sigma_kg,
        "loaded_share": seen.loaded_share,
        "material_shares": dict(sorted(seen.material_shares.items())),
        "length_m": seen.length_m,
        "opaque_share": seen.opaque_share,
        "mass_low_kg": seen.mass_low_kg,
        "lower_bound": seen.lower_bound,
        "inner": None if seen.inner is None else dataclasses.asdict(seen.inner),
        "level": None if seen.level is None else dataclasses.asdict(seen.level),
        "bodies": seen.bodies,
        "faults": [_kept(fault) for fault in seen.faults],
        "goods": [_kept_goods(one) for one in seen.goods],
        "places": {name: list(place.box) for name, place in sorted(seen.places.items())},
    }
    return store.put_bytes(json.dumps(tree, sort_keys=True).encode()).sha256


def seen_in(store: FolderStore, sha256: str) -> Seen:
    """Read back what `keep_seen` kept.

    Raises
    ------
    StoreError
        When the store no longer holds it.
    MeasuredUnreadable
        When its bytes are not what they were.
    """
    if not store.check(sha256):
        store.path(sha256)
        raise MeasuredUnreadable(
            say(
                "What was measured ({digest}) is damaged; screen the scan again.",
                digest=sha256[:12],
            )
        )
    tree = json.loads(store.path(sha256).read_bytes())
    return Seen(
        mass_kg=tree["mass_kg"],
        mass_sigma_kg=tree["mass_sigma_kg"],
        loaded_share=tree["loaded_share"],
        material_shares=MappingProxyType(tree["material_shares"]),
        length_m=tree["length_m"],
        opaque_share=tree["opaque_share"],
        # What was measured before faults were looked for says nothing of them.
        faults=tuple(_read_back(one) for one in tree.get("faults", ())),
        # Nor what was measured before the lower end was kept of that.
        mass_low_kg=tree.get("mass_low_kg"),
        lower_bound=tree.get("lower_bound", False),
        inner=InnerSpan(**tree["inner"]) if tree.get("inner") else None,
        level=Level(**tree["level"]) if tree.get("level") else None,
        bodies=tree.get("bodies"),
        goods=tuple(_goods_back(one) for one in tree.get("goods", ())),
        places=MappingProxyType(
            {name: Place("", "", _box(sides)) for name, sides in tree.get("places", {}).items()}
        ),
    )


def _placed(seen: Seen, scan_id: str, view: str) -> Seen:
    """Say of which picture the places are: what is kept of one picture does not name it."""
    places = {name: Place(scan_id, view, place.box) for name, place in seen.places.items()}
    goods = tuple(
        dataclasses.replace(one, place=Place(scan_id, view, one.place.box)) for one in seen.goods
    )
    return dataclasses.replace(seen, places=MappingProxyType(places), goods=goods)


def _kept_goods(one: SeenGoods) -> dict[str, object]:
    return {**dataclasses.asdict(one), "place": list(one.place.box)}


def _goods_back(tree: Mapping[str, Any]) -> SeenGoods:
    return SeenGoods(**{**tree, "place": Place("", "", _box(tree["place"]))})


def _kept(fault: ImageFault) -> dict[str, object]:
    """A fault without the picture's name: the report that holds the digest says it."""
    tree = dataclasses.asdict(fault)
    return {name: tree[name] for name in tree if name not in ("scan_id", "view")}


def _box(sides: Iterable[int]) -> tuple[int, int, int, int]:
    x, y, wide, high = (int(side) for side in sides)
    return x, y, wide, high


def _read_back(tree: Mapping[str, Any]) -> ImageFault:
    boxes = tuple(_box(sides) for sides in tree["boxes"])
    return ImageFault(
        kind=tree["kind"],
        serious=tree["serious"],
        boxes=boxes,
        count=tree["count"],
        size=tree["size"],
        columns=tree["columns"],
        mm_per_column=tree["mm_per_column"],
    )


def seen_of(store: FolderStore, reports: Iterable[ThreatDetectionReport]) -> Seen | None:
    """Sum what was measured in the first measured view of each scan.

    Two views of one scan show the same goods twice, so that only one of them counts; what is wrong
    with a picture is told of each. A measurement that cannot be read back counts as none: the
    comparison then says "not measured".
    """
    found: dict[str, Seen] = {}
    faults: list[ImageFault] = []
    for report in reports:
        if not report.seen_sha256:
            continue
        try:
            seen = seen_in(store, report.seen_sha256)
        except (StoreError, MeasuredUnreadable):
            continue
        found.setdefault(report.scan_id, _placed(seen, report.scan_id, report.view))
        faults += [
            dataclasses.replace(fault, scan_id=report.scan_id, view=report.view)
            for fault in seen.faults
        ]
    whole = together(tuple(found.values()))
    return dataclasses.replace(whole, faults=tuple(faults)) if whole is not None else None

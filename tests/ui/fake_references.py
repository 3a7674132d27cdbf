"""A reference library in memory: three like loads, one earlier scan, one empty trailer."""

from __future__ import annotations

import datetime as dt
import functools

from app.domain.decision import Kind
from app.domain.reference import Aim, Found, Origin, Pictured, Reference
from app.domain.shipment import Mode
from app.domain.words import say
from app.ui.wiring import Key
from imaging.phantom import SceneOptions, make_scene
from imaging.radiograph import Radiograph

NOW = dt.datetime(2026, 3, 2, 14, 0, tzinfo=dt.UTC)


@functools.cache
def taken(seed: int, *, empty: bool = False) -> Radiograph:
    """A trailer; the same seed is the same trailer in the same scanner."""
    options = SceneOptions(loads=("empty",)) if empty else None
    return make_scene(seed, equipment="trailer53", rows=600, options=options).radiograph


def _decided(number: int, days: int, outcome: Kind, trailer: str = "") -> Pictured:
    return Pictured(
        scan_id=f"ref-{number}",
        view="side",
        item_id=f"C{number:05d}",
        origin=Origin.DECIDED,
        hs=("732690",),
        number=trailer or f"SMPL 5{number:05d}",
        equipment="trailer",
        length_ft=53,
        mode=Mode.HIGHWAY,
        taken_at=NOW - dt.timedelta(days=days),
        outcome=outcome.value,
        simulated=True,
    )


LOADS = (
    Reference(
        _decided(11, 3, Kind.RECOMMEND_RELEASE),
        (say("Same HS {hs}", hs="7326.90"), say("Looks alike")),
    ),
    Reference(_decided(12, 40, Kind.REFER_FOR_EXAM), (say("Same HS {hs}", hs="7326.90"),)),
    Reference(_decided(13, 90, Kind.RECOMMEND_RELEASE), (say("Looks somewhat alike"),)),
)
EARLIER = (
    Reference(
        _decided(1, 12, Kind.RECOMMEND_RELEASE, "SMPL-530117"),
        (say("Same trailer"), say("{days} d earlier", days=12)),
    ),
)
EMPTY = (
    Reference(
        Pictured(
            "template/trailer53",
            "side",
            "",
            Origin.TEMPLATE,
            equipment="trailer",
            empty=True,
            simulated=True,
            title="53′",
        ),
        (say("Simulated template"),),
    ),
)


def find(item_id: str, _key: Key, aim: Aim) -> Found:
    """Answer as the library would."""
    if item_id != "item-1" and aim is not Aim.EMPTY:
        return Found(aim, (), say("No decided scan with HS {hs} or like it yet.", hs="4804.11"))
    if aim is Aim.VIEWS:
        other = Pictured("scan-1-2", "side", item_id, Origin.ITEM, number="SMPL 5301171")
        return Found(aim, (Reference(other, (say("Other scan of this item"),)),))
    return Found(aim, {Aim.LOADS: LOADS, Aim.EARLIER: EARLIER, Aim.EMPTY: EMPTY}[aim])


def read(reference: Reference, _like: Radiograph) -> Radiograph:
    """Simulate what a reference shows; the earlier scan is the same trailer, empty."""
    number = reference.picture.scan_id.removeprefix("ref-")
    if reference.picture.origin is Origin.TEMPLATE:
        return taken(40, empty=True)
    return taken(1, empty=True) if number == "1" else taken(int(number))

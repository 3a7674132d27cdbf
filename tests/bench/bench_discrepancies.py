"""What is told of declared against seen on simulated scenes of seeds that nothing was chosen on.

Shares come with their 95 % interval. The peer of each is the plainest way to the same answer. All
scenes are simulated: none of this says how real equipment and real loads behave.
"""

from __future__ import annotations

import dataclasses
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from declared_loads import declared
from measure import figure, times
from shares import share
from tanks import full_tank, tank_car

from app.domain.past import Trait
from app.domain.reference import Origin, Pictured
from app.domain.shipment import Equipment, GoodsLine, Shipment, Value
from app.record.history import read_past
from app.references import Question
from app.references.crowds import looks
from app.shipments.discrepancies import Crowd, Sides, stand
from app.shipments.discrepancies.limits import EMPTY_BELOW, LOADED_FROM, RESIDUE_M
from app.shipments.discrepancies.past import told_by
from app.shipments.discrepancies.table import CODES
from app.shipments.seen import Seen
from imaging.bodies import count_bodies
from imaging.energy import survey
from imaging.likeness import Likeness, describe
from imaging.luts import attenuation_table
from imaging.phantom import SceneOptions, make_scene
from imaging.phantom.plan import draw_plan
from tests.unit.record_values import MOMENT, Workspace
from tests.unit.room_values import shipment
from tests.unit.rule_values import case, scan

FIRST = 770_000
"""First seed: above all that limits and methods were chosen on."""
EMPTIES = 12
HEELS_CM = (0, 10, 20, 60)
TANKS = 8
BELTS = 80
CROWD, ASKED = 110, 30
UNITS = {
    "container20": Equipment("container", "1", empty=True, length_ft=20, size_type="22G1"),
    "container40": Equipment("container", "1", empty=True, length_ft=40, size_type="42G1"),
    "container40hc": Equipment("container", "1", empty=True, length_ft=40, size_type="45G1"),
    "trailer53": Equipment("trailer", "1", empty=True, length_ft=53),
}
_EMPTY = SceneOptions(loads=("empty",), with_twin=False)
_BY_AREA = "the loaded area alone (I02)"
_BY_MEAN = "mean attenuation beyond the crowd's"


def figures() -> list[dict[str, Any]]:
    """Measure each kind of picture, then the history of a million shipments."""
    return [
        *declared(),
        *inner(),
        *residue(),
        *shells(),
        *bodies(),
        *appearance(),
        past_of_a_million(),
    ]


# --- I07 ---------------------------------------------------------------------------------------


def inner() -> list[dict[str, Any]]:
    """False walls in empty equipment that are told, and empty equipment that is told of."""
    found: dict[bool, list[bool]] = {True: [], False: []}
    plain: dict[bool, list[bool]] = {True: [], False: []}
    for place, (kind, piece) in enumerate(UNITS.items()):
        for count in range(EMPTIES):
            for walled in (False, True):
                told, loaded = _walled(FIRST + 100 * place + count, kind, piece, walled=walled)
                found[walled].append(told)
                plain[walled].append(loaded)
    return [
        share("seen.inner_found", found[True], _BY_AREA, plain[True]),
        share("seen.inner_false", found[False], _BY_AREA, plain[False]),
    ]


def _walled(seed: int, kind: str, piece: Equipment, *, walled: bool) -> tuple[bool, bool]:
    wall = "false_wall" if walled else None
    scene = make_scene(seed, equipment=kind, rows=400, irregularity=wall, options=_EMPTY)
    seen = survey(scene.radiograph)
    told = _fires("I07", piece, Seen(inner=seen.inner, loaded_share=seen.loaded_share))
    return told, seen.loaded_share > LOADED_FROM[piece.kind]


def _fires(code: str, piece: Equipment, seen: Seen) -> bool:
    key = {"container": "CONTAINER", "trailer": "TRAILER", "railcar": "RAILCAR"}[piece.kind]
    numbered = dataclasses.replace(piece, number="X1")
    of = case(shipment(equipment=(numbered,), goods=()), scans=(scan(**{key: "X1"}),))
    row = next(one for one in CODES if one.short == code)
    return bool(stand(row, Sides(of.item, seen)).found)


# --- I24 ---------------------------------------------------------------------------------------


def residue() -> list[dict[str, Any]]:
    """Rests in empty tank cars that are told, those that are not there, and their height."""
    car = Equipment("railcar", "1", empty=True, size_type="T108")
    told: dict[int, list[bool]] = {heel: [] for heel in HEELS_CM}
    loaded: dict[int, list[bool]] = {heel: [] for heel in HEELS_CM}
    errors: list[float] = []
    for heel in HEELS_CM:
        for count in range(TANKS):
            seen = survey(tank_car(FIRST + 1000 + count, heel, rows=(250, 400)[count % 2]))
            told[heel].append(_fires("I24", car, Seen(level=seen.level)))
            loaded[heel].append(seen.loaded_share > LOADED_FROM[car.kind])
            if heel and seen.level is not None and seen.level.height_m > RESIDUE_M:
                errors.append(abs(seen.level.height_m * 100.0 - heel))
    there = [heel for heel in HEELS_CM if heel]
    return [
        share(
            "seen.residue_found",
            [one for heel in there for one in told[heel]],
            _BY_AREA,
            [one for heel in there for one in loaded[heel]],
        ),
        share("seen.residue_false", told[0], _BY_AREA, loaded[0]),
        figure("seen.residue_error", "cm", errors, "its own pixels", [2.0] * len(errors), scale=1),
    ]


def shells() -> list[dict[str, Any]]:
    """Tank cars declared loaded: empty ones that are told to be so, and full ones that are."""
    car = Equipment("railcar", "1", size_type="T108")
    told: dict[bool, list[bool]] = {True: [], False: []}
    plain: dict[bool, list[bool]] = {True: [], False: []}
    for full in (True, False):
        for count in range(TANKS):
            seed, rows = FIRST + 1500 + count, (250, 400)[count % 2]
            seen = survey(full_tank(seed, rows=rows) if full else tank_car(seed, 0, rows=rows))
            given = Seen(level=seen.level, loaded_share=seen.loaded_share)
            told[full].append(_fires("I03", car, given))
            plain[full].append(seen.loaded_share < EMPTY_BELOW)
    return [
        share("seen.tank_empty_found", told[False], _BY_AREA, plain[False]),
        share("seen.tank_empty_false", told[True], _BY_AREA, plain[True]),
    ]


# --- I04 ---------------------------------------------------------------------------------------


def bodies() -> list[dict[str, Any]]:
    """Parcels that lie apart: how often the count is right, and how often it is too many."""
    counts = [_counted(FIRST + 2000 + number) for number in range(BELTS)]
    right = [ours == truth for ours, truth, _ in counts]
    over = [ours > truth for ours, truth, _ in counts]
    peer = "columns brighter than air by eye's threshold"
    return [
        share("seen.bodies_right", right, peer, [naive == truth for _, truth, naive in counts]),
        share("seen.bodies_over", over, peer, [naive > truth for _, truth, naive in counts]),
    ]


def _counted(seed: int) -> tuple[int, int, int]:
    """Our count, the true number of bodies with 1.5 cm of air between them, a threshold's."""
    options, rows = SceneOptions(with_twin=False), (200, 300, 450)[seed % 3]
    radiograph = make_scene(seed, equipment="parcel", rows=rows, options=options).radiograph
    plan = draw_plan(seed, "parcel", rows, None, options)
    spans = sorted(item.body.x for load in plan.packed for item in load)
    truth, end = 0, -9.0
    for start, stop in spans:
        truth += start - end > 1.5
        end = max(end, stop)
    main = radiograph.main
    dark = (main.pixels < 0.8 * main.air).sum(axis=0)
    taken = (dark > dark.min() + 3).astype(np.int8)
    return count_bodies(radiograph) or 0, truth, int((np.diff(taken, prepend=0) == 1).sum())


# --- I06 ---------------------------------------------------------------------------------------


def appearance() -> list[dict[str, Any]]:
    """Loads that are told to look unlike furniture: furniture itself, and textiles."""
    crowd = [_described(FIRST + 3000 + number, "furniture") for number in range(CROWD)]
    means = [one.mean for one in crowd]
    out = []
    for name, goods, start in (("false", "furniture", 4000), ("found", "textiles", 5000)):
        asked = [_described(FIRST + start + number, goods) for number in range(ASKED)]
        told = [_unlike(one, crowd) for one in asked]
        plain = [not min(means) <= one.mean <= max(means) for one in asked]
        out.append(share(f"seen.looks_{name}", told, _BY_MEAN, plain))
    return out


@dataclasses.dataclass(frozen=True, slots=True)
class _Load:
    """One load: its picture as the library holds it, and its mean attenuation."""

    picture: Pictured
    likeness: Likeness
    mean: float


def _described(seed: int, commodity: str) -> _Load:
    options = dataclasses.replace(SceneOptions.well_kept("container20"), energies=(6.0, 4.0))
    scene = make_scene(
        seed, equipment="container20", rows=260, commodity=commodity, options=options
    )
    picture = Pictured(f"{seed}", "side", f"{seed}", Origin.DECIDED)
    main = scene.radiograph.main
    mean = float(attenuation_table(main)[main.pixels].mean())
    return _Load(picture, describe(scene.radiograph), mean)


def _unlike(one: _Load, crowd: Sequence[_Load]) -> bool:
    question = Question(one.picture, likeness=one.likeness)
    others = [(other.picture, other.likeness) for other in crowd]
    found = looks(question, Crowd.HEADING, "9403", others)
    row = next(code for code in CODES if code.short == "I06")
    return bool(stand(row, Sides(case(shipment()).item, looks=(found,))).found)


# --- I12, I16, I19 -----------------------------------------------------------------------------


def past_of_a_million() -> dict[str, Any]:
    """Read what a million shipments of one heading told, the newest of them."""
    asked = shipment(
        goods=(GoodsLine("Tools", "820559", unit="CT"),),
        value=Value(Decimal(5000), "CAD"),
        gross_kg=Decimal(100),
    )
    with tempfile.TemporaryDirectory() as folder:
        work = Workspace(Path(folder))
        with work.open():
            pass
        with closing(sqlite3.connect(work.file, isolation_level=None)) as database:
            _fill(database, asked)
            scan_all = (
                "SELECT figure FROM history WHERE +trait = ? AND +among = ? AND day > 0 "
                "ORDER BY +day DESC LIMIT 500"
            )
            values = (Trait.VALUE_PER_KG.value, "8205 CAD")
            theirs = times(lambda: database.execute(scan_all, values).fetchall(), 3, warm_up=1)
        with work.open() as record, record._access.read() as connection:
            ours = times(lambda: read_past(connection, (asked,), MOMENT), 200)
    return figure(
        "record.past_ms", "ms", ours, "the same rows without an index", theirs, scale=1000
    )


def _fill(database: sqlite3.Connection, asked: Shipment) -> None:
    """Give the heading a million shipments over ten years."""
    day = MOMENT.toordinal()
    groups = [(told.trait.value, told.group) for told in told_by(asked)]
    database.execute("BEGIN")
    database.executemany(
        "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (*groups[number % len(groups)], day - number % 3650, f"S{number:07}", 5.0, "", 1)
            for number in range(1_000_000)
        ),
    )
    database.execute("COMMIT")

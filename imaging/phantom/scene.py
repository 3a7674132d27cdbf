"""Rendering a scene: equipment, cargo, perhaps an irregularity, seen by a scanner."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import numpy.typing as npt

from imaging.phantom.beam import make_beam
from imaging.phantom.canvas import Canvas
from imaging.phantom.commodities import COMMODITIES
from imaging.phantom.detector import expose, noise_deviation
from imaging.phantom.geometry import Floats
from imaging.phantom.options import SceneOptions
from imaging.phantom.plan import Plan, draw_plan, stream
from imaging.phantom.solids import mass_kg
from imaging.radiograph import Channel, Energy, Origin, Radiograph, Source
from imaging.scene import Labels, Load, Mask, PlacedIrregularity, Scene, SceneTruth

# Air cargo and parcels are light: what counts as cargo, and as a change, is smaller there.
_FOOTPRINT_G_CM2 = {False: 0.5, True: 0.08}
_CHANGE_G_CM2 = {False: 0.7, True: 0.05}
# An observer is never sure of the background to better than this share of the signal.
_KNOWN_TO = 0.006


def make_scene(
    seed: int,
    *,
    equipment: str = "container40",
    rows: int = 700,
    irregularity: str | None = None,
    commodity: str | None = None,
    options: SceneOptions | None = None,
) -> Scene:
    """Simulate one scan.

    The same arguments give the same scene. Geometry and cargo do not depend on ``rows``, nor the
    cargo and the noise on the irregularity.

    Parameters
    ----------
    seed
        Not negative.
    equipment
        A name in `EQUIPMENT`.
    rows
        Height of the picture in pixels; the pitch follows from it.
    irregularity
        A name in `IRREGULARITIES` that fits the equipment, or None.
    commodity
        A name in `COMMODITIES` for a single load; None draws one or two that fit.
    options
        Loads, placement, scanner; see `SceneOptions`.

    Raises
    ------
    ValueError
        When a name is unknown or an irregularity does not fit.
    """
    chosen = options or SceneOptions()
    if commodity is not None:
        chosen = dataclasses.replace(chosen, loads=(commodity,))
    plan = draw_plan(seed, equipment, rows, irregularity, chosen)
    return render(plan, with_twin=chosen.with_twin)


def render(plan: Plan, *, with_twin: bool) -> Scene:
    """Render what was drawn."""
    tube = plan.equipment.tube
    base = Canvas(plan.fan)
    base.draw(plan.stage.solids)
    commodity = np.zeros((plan.fan.rows, plan.fan.columns), np.uint8)
    for load, items in zip(plan.loads, plan.packed, strict=True):
        cargo = Canvas(plan.fan)
        cargo.draw(solid for item in items for solid in item.solids)
        commodity[cargo.total() > _FOOTPRINT_G_CM2[tube]] = COMMODITIES.index(load.commodity)
        base.add(cargo)
    _positive(base)
    clean = _signal(plan, base)
    if not plan.change:
        nothing = np.zeros(commodity.shape, bool)
        return _scene(plan, base, commodity, (clean, None, nothing))
    change = Canvas(plan.fan)
    change.draw(plan.change)
    whole = base.with_changes(change)
    signal = _signal(plan, whole)
    mask = _mask(whole.total() - base.total(), signal, clean, _CHANGE_G_CM2[tube])
    return _scene(plan, whole, commodity, (signal, clean, mask), with_twin=with_twin)


def _positive(canvas: Canvas) -> None:
    """Remove what rounding left below zero where hollow bodies were subtracted."""
    for layer in canvas.layers.values():
        np.maximum(layer, 0.0, out=layer)


def _signal(plan: Plan, canvas: Canvas) -> Floats:
    beam = make_beam(plan.scanner.beam)
    return beam.transmit(canvas.layers, plan.fan.secant())


def _mask(change: Floats, signal: Floats, clean: Floats, least: float) -> Mask:
    """Return where the change is both there and able to be seen."""
    ratio = np.abs(np.log(np.maximum(signal[:2], 1e-9) / np.maximum(clean[:2], 1e-9)))
    return np.asarray((np.abs(change) > least) & (ratio.max(0) > 0.01))


def _scene(
    plan: Plan,
    canvas: Canvas,
    commodity: Labels,
    seen: tuple[Floats, Floats | None, Mask],
    *,
    with_twin: bool = False,
) -> Scene:
    signal, clean, mask = seen
    irregular: tuple[PlacedIrregularity, ...] = ()
    twin = None
    if clean is not None:
        irregular = (_placed(plan, signal, clean, mask),)
        twin = _radiograph(plan, clean) if with_twin else None
    return Scene(
        radiograph=_radiograph(plan, signal),
        twin=twin,
        mask=_turned(mask, plan),
        areal_mass=_turned(canvas.total(), plan),
        material=_turned(canvas.dominant(), plan),
        commodity=_turned(commodity, plan),
        truth=_truth(plan, irregular),
        seed=plan.seed,
    )


def _turned(picture: npt.NDArray[Any], plan: Plan) -> npt.NDArray[Any]:
    """Mirror a map where the scanner does, and seal it."""
    out = np.ascontiguousarray(picture[..., ::-1]) if plan.scanner.mirror else picture
    out.flags.writeable = False
    return out


def _area(plan: Plan) -> float:
    return plan.fan.row_pitch * plan.fan.column_pitch


def _radiograph(plan: Plan, signal: Floats) -> Radiograph:
    scanner = plan.scanner
    pixels = _turned(expose(signal, _area(plan), scanner, stream(plan.seed, 4)), plan)
    air = round(scanner.air * (2**scanner.bits - 1))
    channels = tuple(
        Channel(energy, pixels[index], bits=scanner.bits, air=air, kilovolts=volts)
        for index, (energy, volts) in enumerate(
            zip((Energy.HIGH, Energy.LOW), scanner.kilovolts, strict=True)
        )
    )
    pitch = (10.0 * plan.fan.row_pitch, 10.0 * plan.fan.column_pitch)
    source = Source(
        manufacturer="Prescreen", model="imaging.phantom", origin=Origin.SYNTHETIC, view="side"
    )
    return Radiograph(channels, mm_per_pixel=pitch, source=source)


def _placed(plan: Plan, signal: Floats, clean: Floats, mask: Mask) -> PlacedIrregularity:
    added: dict[str, float] = {}
    for solid in plan.change:
        added[solid.material] = added.get(solid.material, 0.0) + mass_kg(solid)
    brought = sorted((m for m in added if added[m] > 0.0), key=lambda m: -added[m])
    return PlacedIrregularity(
        kind=plan.kind.name if plan.kind else "",
        box=_box(_turned(mask, plan)),
        added_mass_kg=float(sum(added.values())),
        materials=tuple(brought),
        dprime=_dprime(plan, signal, clean, mask),
    )


def _box(mask: Mask) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if len(rows) == 0:
        return 0, 0, 0, 0
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def _dprime(plan: Plan, signal: Floats, clean: Floats, mask: Mask) -> float:
    """Return how well the change can be seen inside the mask: signal over noise."""
    scanner, area = plan.scanner, _area(plan)
    with_it, without = signal[:2][:, mask], clean[:, mask]
    photon = noise_deviation(without, without[:2], area, scanner) ** 2
    electronic = scanner.electronic**2 / area
    variance = photon + electronic + (_KNOWN_TO * without[:2]) ** 2
    return float(np.sqrt(np.sum((with_it - without[:2]) ** 2 / variance, dtype=np.float64)))


def _truth(plan: Plan, irregular: tuple[PlacedIrregularity, ...]) -> SceneTruth:
    tare = float(sum(mass_kg(solid) for solid in plan.stage.solids))
    pitch, columns = plan.fan.column_pitch, plan.fan.columns
    loads = []
    for load, items in zip(plan.loads, plan.packed, strict=True):
        room = plan.stage.room.part(load.start, load.stop)
        ends = [min(columns, max(0, round(x / pitch))) for x in room.x]
        if plan.scanner.mirror:
            ends = [columns - ends[1], columns - ends[0]]
        mass = float(sum(item.mass_kg for item in items))
        loads.append(Load(load.commodity, ends[0], ends[1], mass))
    loads.sort(key=lambda load: load.x0)
    total = tare + sum(load.mass_kg for load in loads) + sum(i.added_mass_kg for i in irregular)
    return SceneTruth(plan.equipment.name, tuple(loads), irregular, total, tare)

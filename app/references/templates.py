"""The empty equipment, simulated when it is asked for and said to be simulated."""

from __future__ import annotations

import dataclasses
import functools

from app.domain.reference import Origin, Pictured, Reference
from app.domain.words import say
from app.references.matching import Question
from imaging.phantom import SceneOptions, make_scene
from imaging.radiograph import Radiograph

_SEED = 40
_ROWS = 600
_CONTAINERS = {20: "container20", 40: "container40", 53: "trailer53"}
_OTHERS = {"trailer": "trailer53", "railcar": "railcar", "uld": "uld"}
_TITLES = {
    "container20": "20′",
    "container40": "40′",
    "trailer53": "53′",
    "railcar": "",
    "uld": "AKE",
}
_LINAC, _TUBE = (6000.0, 4000.0), (320.0, 160.0)


def template_of(question: Question) -> tuple[Reference, ...]:
    """Return the simulated template of the equipment under review; none for a parcel."""
    name = _name(question.picture)
    if not name:
        return ()
    picture = Pictured(
        scan_id=f"template/{name}",
        view="side",
        item_id="",
        origin=Origin.TEMPLATE,
        equipment=question.picture.equipment,
        length_ft=question.picture.length_ft,
        empty=True,
        simulated=True,
        title=_TITLES[name],
    )
    return (Reference(picture, (say("Simulated template"),)),)


def _name(picture: Pictured) -> str:
    """Name of the simulator's equipment; empty where it has none like it."""
    if picture.equipment == "container":
        return _CONTAINERS.get(picture.length_ft or 40, "")
    return _OTHERS.get(picture.equipment, "")


def simulated(reference: Reference, like: Radiograph) -> Radiograph:
    """Simulate the empty equipment of a template, in the beam of a picture under review."""
    volts = tuple(c.kilovolts for c in like.channels if c.kilovolts is not None)
    name = reference.picture.scan_id.removeprefix("template/")
    usual = _TUBE if name == "uld" else _LINAC
    high = max(volts, default=usual[0])
    low = min(volts) if len(volts) > 1 else high * usual[1] / usual[0]
    return _simulated(name, high / 1000.0, low / 1000.0)


@functools.lru_cache(maxsize=4)
def _simulated(name: str, high: float, low: float) -> Radiograph:
    kept = SceneOptions.well_kept(name)
    options = dataclasses.replace(kept, loads=("empty",), energies=(high, low))
    return make_scene(_SEED, equipment=name, rows=_ROWS, options=options).radiograph

"""What is measured in a view, and what is wrong with its picture."""

from __future__ import annotations

from types import MappingProxyType

from app.domain.image_fault import ImageFault
from app.domain.notice import Place
from app.shipments.seen import Seen
from app.shipments.seen_goods import SeenGoods
from imaging.bodies import count_bodies
from imaging.energy import survey
from imaging.quality import Weight, inspect_quality
from imaging.radiograph import Radiograph
from models.reading import Reading


def measure(radiograph: Radiograph) -> Seen:
    """Measure mass, materials, load, length and inside of one view, and what is wrong with it.

    In the beam of a tube the conveyor is in the picture and weighs as much as a parcel, and a
    parcel has no empty form: mass and load are told of vehicles only.
    """
    found = survey(radiograph)
    weighed = radiograph.megavolt and found.mass_kg is not None
    return Seen(
        mass_kg=found.mass_kg if weighed else None,
        mass_sigma_kg=found.mass_sigma_kg if weighed else 0.0,
        loaded_share=found.loaded_share if radiograph.megavolt else None,
        material_shares=found.material_shares,
        length_m=found.length_m if radiograph.megavolt else None,
        opaque_share=found.opaque_share,
        faults=_faults(radiograph),
        mass_low_kg=found.mass_low_kg if weighed else None,
        lower_bound=weighed and found.mass_high_kg is None,
        inner=found.inner if radiograph.megavolt else None,
        level=found.level if radiograph.megavolt else None,
        bodies=count_bodies(radiograph),
        places=MappingProxyType({name: Place("", "", box) for name, box in found.places.items()}),
    )


def goods_of(radiograph: Radiograph, reading: Reading, seen: Seen) -> tuple[SeenGoods, ...]:
    """Weigh what a network names, with all that stands in the same columns.

    The mass is measured here, as that of the whole is, and not the network's.
    """
    rows, columns = radiograph.shape
    length = seen.places["whole"].box[2] if "whole" in seen.places else columns
    found = []
    for region in reading.regions:
        x, _, wide, _ = region.box
        part = survey(radiograph, (x, 0, wide, rows))
        weighed = radiograph.megavolt and part.mass_kg is not None
        found.append(
            SeenGoods(
                commodity=region.commodity,
                probability=region.probability,
                share=region.share,
                length_share=min(1.0, wide / length),
                place=Place("", "", region.box),
                mass_kg=part.mass_kg if weighed else None,
                sigma_kg=part.mass_sigma_kg if weighed else 0.0,
                lower_bound=weighed and part.mass_high_kg is None,
            )
        )
    return tuple(found)


def _faults(radiograph: Radiograph) -> tuple[ImageFault, ...]:
    """Look for what is wrong with the picture itself."""
    pitch = radiograph.mm_per_pixel
    return tuple(
        ImageFault(
            kind=str(fault.kind),
            serious=fault.weight is Weight.SERIOUS,
            boxes=fault.boxes,
            count=fault.count,
            size=fault.size,
            columns=radiograph.shape[1],
            mm_per_column=pitch[1] if pitch else None,
        )
        for fault in inspect_quality(radiograph)
    )

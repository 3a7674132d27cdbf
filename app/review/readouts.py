"""What a place in an image holds, as figures of the package for the port."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.decision import Recommendation, Region
from app.domain.errors import KnownError
from imaging.errors import ImagingError
from imaging.mass import Mass
from imaging.radiograph import Radiograph
from imaging.region import RegionSurvey, region_survey

Read = Callable[[str, str], Radiograph]
"""(scan_id, view) to its picture; raises KnownError or ImagingError where there is none."""
Readout = dict[str, object]


def readouts(recommendation: Recommendation, read: Read) -> Mapping[str, Readout | None]:
    """Return the readout of every place by its label; None where the image cannot be read.

    Each view is read once. An image that is gone or damaged keeps no referral from being sent.
    """
    found: dict[str, Readout | None] = {}
    views: dict[tuple[str, str], list[Region]] = {}
    for region in recommendation.regions:
        views.setdefault((region.scan_id, region.view), []).append(region)
    for (scan_id, view), regions in views.items():
        try:
            picture = read(scan_id, view)
        except (KnownError, ImagingError, OSError):
            found.update({region.label: None for region in regions})
            continue
        found.update({region.label: _readout(region, picture) for region in regions})
    return found


def _readout(region: Region, picture: Radiograph) -> Readout | None:
    try:
        survey = region_survey(picture, region.polygon)
    except ValueError:
        # An outline on the very edge of a picture holds no part of any pixel.
        return None
    return _told(survey)


def _told(survey: RegionSurvey) -> Readout:
    return {
        "steel_mm": round(survey.steel_mm, 2),
        "density_g_cm2": round(survey.density_g_cm2, 2),
        "lower_bound": survey.lower_bound,
        "opaque_share": round(survey.opaque_share, 4),
        "mass_kg": _mass(survey.mass),
        "material_shares": {
            name: round(share, 4) for name, share in sorted(survey.material_shares.items())
        },
    }


def _mass(mass: Mass | None) -> Readout | None:
    if mass is None:
        return None
    high = None if mass.high_kg is None else round(mass.high_kg, 3)
    return {"estimate": round(mass.kg, 3), "low": round(mass.low_kg, 3), "high": high}

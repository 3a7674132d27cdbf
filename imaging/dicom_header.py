"""What a DICOM header says about the view: beam, source, scale, and place among its siblings."""

from __future__ import annotations

import re
from types import MappingProxyType

from pydicom.dataset import Dataset

from imaging import elements, private
from imaging.radiograph import Energy, Origin, Source
from imaging.scanfile import Part

_VIEW = re.compile(r"\b(side|top|bottom|front|rear|left|right|oblique|underside)\b")
_SERIES_ENERGY = 0x61000030
_MOST_PARTS = 65535
"""What an In-concatenation Number (US) can tell."""


def energy_of(dataset: Dataset) -> Energy:
    """Recognise the beam from Image Type, series energy, or the description."""
    told = " ".join(elements.texts(dataset, "ImageType"))
    told = f"{told} {elements.text(dataset, 'SeriesDescription')}".upper().replace("_", " ")
    series = elements.number(dataset, _SERIES_ENERGY)
    low, high = "LOW ENERGY" in told, "HIGH ENERGY" in told
    if low != high:
        return Energy.LOW if low else Energy.HIGH
    if series in (1.0, 2.0):
        return Energy.LOW if series == 1.0 else Energy.HIGH
    return Energy.SINGLE


def kilovolts_of(dataset: Dataset) -> float | None:
    """Read the beam voltage in kV, None when it is not stated."""
    found = elements.number(dataset, "KVP")
    return found if found and found > 0 else None


def source_of(dataset: Dataset) -> Source:
    """Read who took the scan, of what, when."""
    origin = elements.text(dataset, 0x00080118)
    taken = elements.moment(dataset, "ContentDate", "ContentTime")
    return Source(
        study_uid=elements.text(dataset, "StudyInstanceUID"),
        series_uid=elements.text(dataset, "SeriesInstanceUID"),
        view=_view(dataset),
        object_id=elements.text(dataset, "PatientID"),
        object_id_authority=elements.text(dataset, "IssuerOfPatientID"),
        taken_at=taken or elements.moment(dataset, "StudyDate", "StudyTime"),
        manufacturer=elements.text(dataset, "Manufacturer"),
        model=elements.text(dataset, "ManufacturerModelName"),
        station=elements.text(dataset, "StationName"),
        institution=elements.text(dataset, "InstitutionName"),
        offset_minutes=elements.offset_minutes(dataset),
        origin=Origin(origin) if origin in list(Origin) else Origin.MACHINE,
        identifiers=MappingProxyType(private.read_lines(dataset, private.IDENTIFIERS)),
    )


def _view(dataset: Dataset) -> str:
    """Name the view: our own element, else a word of the descriptions, else ``side``."""
    named = private.read_text(dataset, private.VIEW)
    if named:
        return named
    told = " ".join(
        elements.text(dataset, keyword)
        for keyword in ("ViewPosition", "SeriesDescription", "StudyDescription")
    )
    found = _VIEW.search(told.lower())
    return found.group(1) if found else "side"


def mm_per_pixel_of(dataset: Dataset) -> tuple[float, float] | None:
    """Pixel size at the object: stated there, or at the detector and divided by magnification."""
    at_object = _pair(dataset, "PixelSpacing") or _pair(dataset, "NominalScannedPixelSpacing")
    if at_object:
        return at_object
    at_detector = _pair(dataset, "ImagerPixelSpacing")
    if not at_detector:
        return None
    factor = elements.number(dataset, "EstimatedRadiographicMagnificationFactor") or 1.0
    if not 1.0 <= factor <= 100.0:
        factor = 1.0
    return at_detector[0] / factor, at_detector[1] / factor


def _pair(dataset: Dataset, keyword: str) -> tuple[float, float] | None:
    found = elements.numbers(dataset, keyword)
    if len(found) == 2 and all(1e-4 <= part <= 1e4 for part in found):
        return found[0], found[1]
    return None


def placement_of(dataset: Dataset) -> tuple[str, ...]:
    """What tells views of one study apart; energies of one view share it."""
    position = elements.numbers(dataset, "ImagePositionPatient")
    direction = elements.numbers(dataset, "ImageOrientationPatient")
    told = elements.text(dataset, "SeriesDescription").upper().replace("_", " ")
    told = re.sub(r"\b(LOW|HIGH)( ENERGY)?\b", "", told)
    return (
        ",".join(f"{part:.1f}" for part in position),
        ",".join(f"{part:.3f}" for part in direction),
        " ".join(told.split()),
    )


def part_of(dataset: Dataset) -> Part | None:
    """Which stretch of a picture it is; None for a whole one, or where that cannot be told."""
    of = elements.text(dataset, "ConcatenationUID")
    number = elements.whole(dataset, "InConcatenationNumber", 0)
    total = elements.whole(dataset, "InConcatenationTotalNumber", 0)
    if not of or not 1 <= number <= _MOST_PARTS:
        return None
    return Part(of, number, total if number <= total <= _MOST_PARTS else 0)

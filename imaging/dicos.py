"""Writing radiographs as DICOS V03 digital X-ray files, one per energy.

A file counts as written only after it has been read back: every pixel and every element equal.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate

from imaging import private, reader
from imaging.codecs import ENCODINGS, encode_frame
from imaging.dicos_elements import (
    COORDINATE_SYSTEM,
    IMAGE_ORIGIN,
    Equipment,
    Instance,
    as_uid,
    base,
    decimal,
    derived_uid,
    fresh_uid,
    write_checked,
)
from imaging.errors import ImagingError, UnwritableScan
from imaging.radiograph import Channel, Energy, Radiograph, Source
from imaging.scanfile import Part

__all__ = ["ENCODINGS", "Equipment", "write_dx", "write_part"]

DX_FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.501.2.2"

_EFFECTIVE_ENERGY = 0x43000902
_SERIES_ENERGY = 0x61000030
_IMAGE_TYPES = {
    Energy.LOW: "LOW ENERGY",
    Energy.HIGH: "HIGH ENERGY",
    Energy.SINGLE: "INTENSITY",
}
# Row and column direction of the picture in the tunnel, which is how DICOS tells views apart.
_DIRECTIONS = {
    "top": (1, 0, 0, 0, 0, 1),
    "bottom": (1, 0, 0, 0, 0, -1),
    "front": (0, 0, 1, 0, 1, 0),
    "rear": (0, 0, -1, 0, 1, 0),
}
_SIDE = (1, 0, 0, 0, 1, 0)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def write_dx(
    radiograph: Radiograph,
    target: Path | Sequence[Path],
    *,
    compress: str = "none",
    seed: str = "",
    equipment: Equipment | None = None,
    scan_type: str = "OPERATIONAL",
) -> list[Path]:
    """Write a radiograph, one DICOS DX instance per energy.

    Parameters
    ----------
    radiograph
        What to write. UIDs that it already has are kept.
    target
        An existing folder, or one path per channel. In a folder the files are named
        ``<object>_<view>_<energy>.dcs``.
    compress
        ``none`` (Explicit VR Little Endian, which every toolkit reads), ``jpeg-lossless``,
        ``jpeg-ls``, ``htj2k`` or ``rle``; all without loss.
    seed
        Text from which missing UIDs are derived, so that the same scan is rebuilt byte for byte;
        without it they are new each time.
    equipment
        What DICOS asks about the machine beyond the radiograph's source.
    scan_type
        OPERATIONAL, TEST, TRAINING or CALIBRATION.

    Returns
    -------
    list of Path
        One per channel, high energy first.

    Raises
    ------
    UnwritableScan
        If DICOS cannot carry the radiograph, or a file does not read back equal.
    """
    how = _How(compress, seed, equipment or Equipment(), scan_type)
    return _write(radiograph, target, how)


def write_part(
    radiograph: Radiograph,
    target: Path | Sequence[Path],
    part: Part,
    *,
    compress: str = "none",
    seed: str = "",
) -> list[Path]:
    """Write one stretch of a longer picture, one DICOS DX instance per energy.

    Parameters
    ----------
    part
        Which stretch. `Part.of` stands for the view; each energy gets a UID of its own that is
        derived from it.

    The others, what is returned and what is raised are those of `write_dx`.
    """
    return _write(radiograph, target, _How(compress, seed, Equipment(), "OPERATIONAL", part))


@dataclasses.dataclass(frozen=True, slots=True)
class _How:
    """How files are written; `write_dx` says what each means."""

    compress: str
    seed: str
    equipment: Equipment
    scan_type: str
    part: Part | None = None


def _write(radiograph: Radiograph, target: Path | Sequence[Path], how: _How) -> list[Path]:
    if how.compress not in ENCODINGS:
        raise UnwritableScan(
            f"{how.compress} is not a coding that is written.",
            remedy=f"Choose one of {', '.join(ENCODINGS)}.",
        )
    paths = _paths(radiograph, target)
    instances = _instances(radiograph, how.seed, how.scan_type)
    for channel, path, instance in zip(radiograph.channels, paths, instances, strict=True):
        dataset = base(instance, radiograph.source, how.equipment)
        _describe(dataset, radiograph, channel, how.equipment)
        if how.part is not None:
            _add_part(dataset, channel, how.part)
        _add_pixels(dataset, channel, how.compress)
        check = _Comparison(channel, radiograph.source)
        write_checked(path, dataset, ENCODINGS[how.compress], check, error=UnwritableScan)
    return paths


def _paths(radiograph: Radiograph, target: Path | Sequence[Path]) -> list[Path]:
    if isinstance(target, Path):
        source = radiograph.source
        stem = _UNSAFE.sub("-", f"{source.object_id or 'scan'}_{source.view}")
        return [target / f"{stem}_{channel.energy}.dcs" for channel in radiograph.channels]
    paths = list(target)
    if len(paths) != len(radiograph.channels):
        raise UnwritableScan(
            f"{len(radiograph.channels)} energies need as many paths, {len(paths)} are given.",
            remedy="Give one path per energy, high first, or a folder.",
        )
    return paths


def _instances(radiograph: Radiograph, seed: str, scan_type: str) -> list[Instance]:
    source = radiograph.source
    root = seed or fresh_uid()
    study = as_uid(source.study_uid, root, "study", source.study_uid)
    moment = source.taken_at or (None if seed else dt.datetime.now(dt.UTC))
    if moment is None or moment.tzinfo is None:
        raise UnwritableScan(
            "The radiograph does not say when it was taken.",
            element="(0008,0023) Content Date",
            remedy="State the time of the scan, with its zone.",
        )
    return [
        Instance(
            sop_class=DX_FOR_PROCESSING,
            modality="XRAY",
            study_uid=study,
            series_uid=as_uid(source.series_uid, root, "series", source.series_uid),
            instance_uid=channel.sop_instance_uid
            or derived_uid(root, study, source.view, channel.energy),
            number=number,
            moment=moment,
            scan_type=scan_type,
        )
        for number, channel in enumerate(radiograph.channels, start=1)
    ]


def _describe(
    dataset: Dataset, radiograph: Radiograph, channel: Channel, equipment: Equipment
) -> None:
    """Add the image modules of DICOS DX."""
    source = radiograph.source
    dataset.ImageType = ["ORIGINAL", _IMAGE_TYPES[channel.energy]]
    dataset.PresentationIntentType = "FOR PROCESSING"
    dataset.SeriesDescription = f"{source.view.upper()} VIEW"
    dataset.add_new(IMAGE_ORIGIN, "CS", source.origin.value)
    dataset.add_new(COORDINATE_SYSTEM, "CS", "LHS")
    dataset.KVP = decimal(channel.kilovolts or 0.0)
    dataset.XRayTubeCurrentInuA = decimal(equipment.tube_current_ua)
    dataset.DetectorType = ""
    dataset.TableSpeed = equipment.belt_mm_per_s
    dataset.BeltHeight = 0.0
    dataset.LowEnergyDetectors = "INTEGRATING"
    dataset.HighEnergyDetectors = "INTEGRATING"
    dataset.add_new(_EFFECTIVE_ENERGY, "FL", 0.0)
    if channel.energy is not Energy.SINGLE:
        dataset.add_new(_SERIES_ENERGY, "US", 1 if channel.energy is Energy.LOW else 2)
    dataset.ImagePositionPatient = ["0", "0", "0"]
    directions = _DIRECTIONS.get(source.view, _SIDE)
    dataset.ImageOrientationPatient = [str(part) for part in directions]
    dataset.AcquisitionContextSequence = []
    private.write_channel(dataset, source.identifiers, channel.air, source.view)
    _add_spacing(dataset, radiograph.mm_per_pixel)


def _add_part(dataset: Dataset, channel: Channel, part: Part) -> None:
    """Say which stretch of a picture the file holds."""
    dataset.ConcatenationUID = derived_uid(part.of, channel.energy)
    dataset.InConcatenationNumber = part.number
    if part.total:
        dataset.InConcatenationTotalNumber = part.total
    dataset.InstanceNumber = str(part.number)
    # The stretches of one energy are instances of their own.
    dataset.SOPInstanceUID = derived_uid(part.of, channel.energy, str(part.number))


def _add_spacing(dataset: Dataset, mm_per_pixel: tuple[float, float] | None) -> None:
    """State the pixel size at the object, which DICOS takes only with its calibration."""
    if mm_per_pixel is None:
        return
    dataset.PixelSpacing = [decimal(part) for part in mm_per_pixel]
    dataset.PixelSpacingCalibrationType = "GEOMETRY"
    dataset.PixelSpacingCalibrationDescription = "in the middle plane of the object"


def _add_pixels(dataset: Dataset, channel: Channel, compress: str) -> None:
    if channel.signed:
        raise UnwritableScan(
            "The stored values are signed, which DICOS does not allow.",
            element="(0028,0103) Pixel Representation",
            remedy="Keep the original file instead.",
        )
    bits = max(12, channel.bits)
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows, dataset.Columns = channel.shape
    dataset.BitsAllocated = 16
    dataset.BitsStored, dataset.HighBit = bits, bits - 1
    dataset.PixelRepresentation = 0
    dataset.BurnedInAnnotation = "NO"
    dataset.PixelIntensityRelationship = "LOG" if channel.logarithmic else "LIN"
    dataset.PixelIntensityRelationshipSign = 1 if channel.bright_is_air else -1
    dataset.RescaleIntercept, dataset.RescaleSlope, dataset.RescaleType = "0", "1", "HU"
    dataset.LossyImageCompression = "00"
    dataset.PresentationLUTShape = "IDENTITY"
    if compress == "none":
        dataset.add_new("PixelData", "OW", channel.pixels.astype("<u2", copy=False).tobytes())
    else:
        frame = encode_frame(channel.pixels, compress)
        dataset.add_new("PixelData", "OB", encapsulate([frame]))
        dataset["PixelData"].is_undefined_length = True


class _Comparison:
    """What must be equal when the file is read back as anyone else would read it."""

    def __init__(self, channel: Channel, source: Source) -> None:
        self._channel = channel
        self._source = source

    def __call__(self, written: Path) -> None:
        """Raise when pixels, energy, air or identifiers differ."""
        try:
            found = reader.read_image(written)
        except ImagingError as error:
            raise _differs("file", str(error)) from error
        channel = found.channels[0]
        if not np.array_equal(channel.pixels, self._channel.pixels):
            raise _differs("(7FE0,0010) Pixel Data", "pixels differ")
        for name in ("energy", "air", "bright_is_air", "logarithmic"):
            if getattr(channel, name) != getattr(self._channel, name):
                raise _differs(name, f"{getattr(channel, name)} was read")
        if dict(found.source.identifiers) != dict(self._source.identifiers):
            raise _differs("identifiers", "they differ")


def _differs(element: str, what: str) -> UnwritableScan:
    return UnwritableScan(
        f"The written file does not read back as it was meant: {what}.",
        element=element,
        remedy="The disk may be failing; write it elsewhere.",
    )

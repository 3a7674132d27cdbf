"""Small scan files of every kind, made on the spot for the tests of `imaging`."""

import datetime as dt
import io
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate

from imaging.radiograph import Channel, Energy, Origin, Radiograph, Source

MOMENT = dt.datetime(2026, 3, 1, 12, 0, 0, 250000, tzinfo=dt.UTC)
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder of real test files is not beside the checkout"
)


def picture(rows: int = 24, columns: int = 40, seed: int = 0, top: int = 65535) -> np.ndarray:
    """Make a smooth picture with noise, so that every codec has something to do."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:rows, 0:columns]
    smooth = 0.5 + 0.4 * np.sin(x / 7.0) * np.cos(y / 5.0)
    return (np.clip(smooth + rng.normal(0, 0.01, (rows, columns)), 0, 1) * top).astype("u2")


def source(**changes: object) -> Source:
    fields = {
        "object_id": "1234ABCD00001",
        "object_id_authority": "CBSA",
        "view": "side",
        "taken_at": MOMENT,
        "manufacturer": "Maker",
        "model": "Model 1",
        "station": "LANE 1",
        "institution": "Overseas Terminal",
        "origin": Origin.SYNTHETIC,
        "identifiers": MappingProxyType(
            {"CCN": "1234ABCD00001", "CONTAINER": "MSKU1234565", "SEAL": "É 17 = b"}
        ),
    }
    return Source(**(fields | changes))


def pair(**changes: object) -> Radiograph:
    return Radiograph(
        (
            Channel(Energy.HIGH, picture(seed=1), kilovolts=6000.0, air=60000),
            Channel(Energy.LOW, picture(seed=2), kilovolts=4000.0, air=60000),
        ),
        (4.2, 5.125),
        source(**changes),
    )


def dicom_bytes(
    pixels: np.ndarray | None,
    *,
    syntax: str = "1.2.840.10008.1.2.1",
    frame: bytes | None = None,
    sop_class: str = "1.2.840.10008.5.1.4.1.1.1.1",
    preamble: bytes = b"\0" * 128,
    **elements: object,
) -> bytes:
    """Write an ordinary DICOM file with pydicom, any element of it replaced by a keyword."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    meta.TransferSyntaxUID = syntax
    found = Dataset()
    found.file_meta = meta
    found.preamble = preamble
    found.SOPClassUID = sop_class
    found.SOPInstanceUID = "1.2.3.4"
    found.StudyInstanceUID, found.SeriesInstanceUID = "1.2.3", "1.2.3.1"
    if pixels is not None:
        _add_pixels(found, pixels, syntax, frame)
    for keyword, value in elements.items():
        if value is None:
            del found[keyword]
        else:
            setattr(found, keyword, value)
    buffer = io.BytesIO()
    pydicom.dcmwrite(buffer, found, enforce_file_format=True)
    return buffer.getvalue()


def _add_pixels(found: Dataset, pixels: np.ndarray, syntax: str, frame: bytes | None) -> None:
    found.Rows, found.Columns = pixels.shape[:2]
    found.SamplesPerPixel = 1
    found.PhotometricInterpretation = "MONOCHROME2"
    found.BitsAllocated = found.BitsStored = pixels.dtype.itemsize * 8
    found.HighBit = found.BitsStored - 1
    found.PixelRepresentation = int(pixels.dtype.kind == "i")
    order = ">" if syntax == "1.2.840.10008.1.2.2" else "<"
    if frame is None:
        raw = pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
        found.PixelData = raw + b"\0" * (len(raw) % 2)
        found["PixelData"].VR = "OW"
    else:
        found.PixelData = encapsulate([frame])
        found["PixelData"].VR = "OB"
        found["PixelData"].is_undefined_length = True

"""What every DICOS file that we write has in common, and how it is proved right.

DICOS speaks of the patient where it means the object of inspection (OOI): the Patient ID is the
OOI ID. Elements that pydicom's dictionary lacks, or knows with another VR, are added by number.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import re
import uuid
from collections.abc import Callable
from pathlib import Path

from pydicom.datadict import dictionary_has_tag, dictionary_VM
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.multival import MultiValue
from pydicom.tag import BaseTag
from pydicom.uid import UID

from imaging import elements
from imaging.atomic import write_whole
from imaging.dicom import open_layout
from imaging.errors import ImagingError
from imaging.radiograph import Source

VERSION = "V03"
DICOS_VERSION_IN_META = 0x00020004
IMAGE_ORIGIN = 0x00080118
COORDINATE_SYSTEM = 0x00082108
IMAGE_SCALE = 0x40101075
UNKNOWN = "unknown"

IMPLEMENTATION = UID("2.25.160486721945178046129135126043985514772")
IMPLEMENTATION_NAME = "PRESCREEN_1"
_UID = re.compile(r"[0-9.]{1,64}")
_Check = Callable[[Path], None]
_LONGEST = {"SH": 16, "CS": 16, "LO": 64, "ST": 1024, "LT": 10240, "DS": 16, "UI": 64}


@dataclasses.dataclass(frozen=True, slots=True)
class Equipment:
    """What DICOS wants to know of the machine beyond `Source`.

    Attributes
    ----------
    calibrated_at
        Last calibration; the time of the scan when unknown.
    tube_current_ua
        Tube current in microampere, 0 when unknown.
    belt_mm_per_s
        Speed of the object through the beam, 0 when unknown.
    """

    serial: str = UNKNOWN
    software: str = UNKNOWN
    address: str = UNKNOWN
    calibrated_at: dt.datetime | None = None
    tube_current_ua: float = 0.0
    belt_mm_per_s: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Instance:
    """The identity of one file to be written."""

    sop_class: str
    modality: str
    study_uid: str
    series_uid: str
    instance_uid: str
    number: int
    moment: dt.datetime
    ooi_type: str = "CARGO"
    scan_type: str = "OPERATIONAL"


def derived_uid(*parts: str) -> str:
    """Make the UID that belongs to a text, the same one every time."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return f"2.25.{uuid.UUID(bytes=digest[:16], version=5).int}"


def fresh_uid() -> str:
    """Make a UID that no other file has."""
    return f"2.25.{uuid.uuid4().int}"


def as_uid(name: str, *otherwise: str) -> str:
    """Keep a UID as it is, leading zeros included; make one from any other text."""
    return name if _UID.fullmatch(name) else derived_uid(*(otherwise or (name,)))


def base(instance: Instance, source: Source, equipment: Equipment) -> Dataset:
    """Make a data set with the modules common to DX and TDR."""
    found = Dataset()
    _identity(found, instance, source)
    _times(found, instance.moment, equipment.calibrated_at or instance.moment)
    found.Manufacturer = source.manufacturer or UNKNOWN
    found.ManufacturerModelName = source.model or UNKNOWN
    found.StationName = source.station or UNKNOWN
    found.InstitutionName = source.institution or UNKNOWN
    found.InstitutionAddress = equipment.address
    found.InstitutionalDepartmentName = ""
    found.DeviceSerialNumber = equipment.serial
    found.SoftwareVersions = equipment.software
    found.DICOSVersion = VERSION
    found.OOIType = instance.ooi_type
    found.AcquisitionStatus = "SUCCESSFUL"
    found.ScanType = instance.scan_type
    found.AlgorithmRoutingCodeSequence = []
    return found


def _identity(found: Dataset, instance: Instance, source: Source) -> None:
    found.SpecificCharacterSet = "ISO_IR 192"
    found.SOPClassUID = instance.sop_class
    found.SOPInstanceUID = instance.instance_uid
    found.Modality = instance.modality
    found.PatientID = source.object_id or UNKNOWN
    found.IssuerOfPatientID = source.object_id_authority or UNKNOWN
    found.TypeOfPatientID = "TEXT"
    found.PatientSex = "U"
    found.OtherPatientIDsSequence = []
    found.StudyInstanceUID = instance.study_uid
    found.SeriesInstanceUID = instance.series_uid
    found.StudyID = (source.object_id or UNKNOWN)[:16].strip()
    found.InstanceNumber = str(instance.number)


def _times(found: Dataset, moment: dt.datetime, calibrated: dt.datetime) -> None:
    day, clock = _day(moment), _clock(moment)
    for name in ("InstanceCreation", "Study", "Series", "Content"):
        setattr(found, f"{name}Date", day)
        setattr(found, f"{name}Time", clock)
    found.DateOfLastCalibration = _day(calibrated)
    found.TimeOfLastCalibration = _clock(calibrated)


def _day(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%d")


def _clock(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%H%M%S.%f")


def stamp(moment: dt.datetime) -> str:
    """Write a DT value in UTC."""
    return f"{_day(moment)}{_clock(moment)}+0000"


def decimal(value: float) -> str:
    """Write a DS value: at most 16 characters, so about nine digits are kept."""
    return f"{value:.9g}"


def file_bytes(dataset: Dataset, syntax: str, *, error: type[ImagingError]) -> bytes:
    """Encode a data set as a DICOS file, after checking that its texts fit their elements.

    Raises
    ------
    error
        If a text is too long for its VR, holds a backslash or a control character, or a number
        does not fit.
    """
    check_texts(dataset, error=error)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = UID(syntax)
    meta.ImplementationClassUID = IMPLEMENTATION
    meta.ImplementationVersionName = IMPLEMENTATION_NAME
    meta.add_new(DICOS_VERSION_IN_META, "CS", VERSION)
    dataset.file_meta = meta
    buffer = io.BytesIO()
    try:
        with elements.quiet():
            dataset.save_as(buffer, enforce_file_format=True)
    except elements.FAULTS as fault:
        raise error(
            f"The file cannot be encoded: {fault}.",
            remedy="Correct the value named above.",
        ) from fault
    return buffer.getvalue()


def check_texts(dataset: Dataset, *, error: type[ImagingError]) -> None:
    """Hold every text against the length and the characters that its VR allows.

    Raises
    ------
    error
        Naming the element.
    """
    for element in dataset.iterall():
        longest = _LONGEST.get(str(element.VR))
        if longest is None:
            continue
        several = isinstance(element.value, MultiValue)
        if several and _single(element.tag):
            raise error(
                "A text holds a backslash, which separates values.",
                element=elements.label(element.tag),
                remedy="Remove it.",
            )
        for part in element.value if several else (element.value,):
            plain = "" if part is None else str(part)
            _check_text(plain, longest, str(element.VR), element.tag, error)


def _single(tag: BaseTag) -> bool:
    """Whether an element holds one value; of private ones, all that are written do."""
    return tag.is_private or (dictionary_has_tag(tag) and dictionary_VM(tag) == "1")


def _check_text(text: str, longest: int, vr: str, tag: int, error: type[ImagingError]) -> None:
    place = elements.label(tag)
    if len(text) > longest:
        raise error(
            f"A text of {len(text)} characters does not fit; {longest} are allowed.",
            element=place,
            remedy="Shorten it.",
        )
    plain = text.replace("\n", "").replace("\t", "") if vr in ("ST", "LT") else text
    if not plain.isprintable() or ("\\" in text and vr not in ("ST", "LT")):
        raise error(
            "A text holds a backslash or a control character.",
            element=place,
            remedy="Remove it.",
        )


def same_elements(path: Path, meant: Dataset, *, error: type[ImagingError]) -> None:
    """Read a written file back and compare every element but Pixel Data.

    Raises
    ------
    error
        Naming the first element that differs.
    """
    with open_layout(path) as layout:
        found = elements.parse(layout)
        version = layout.meta.version
    with elements.quiet():
        tags = {element.tag for element in meant if element.keyword != "PixelData"}
        differing = sorted(tags ^ set(found.keys()))
        differing += [tag for tag in sorted(tags & set(found.keys())) if meant[tag] != found[tag]]
    if differing or version != VERSION:
        raise error(
            "The written file does not read back as it was meant.",
            element=elements.label(differing[0] if differing else DICOS_VERSION_IN_META),
            remedy="The disk may be failing; write it elsewhere.",
        )


def write_checked(
    path: Path, dataset: Dataset, syntax: str, check: _Check, *, error: type[ImagingError]
) -> None:
    """Write a DICOS file whole, compare every element, and let the caller compare the rest.

    Raises
    ------
    error
        If it cannot be encoded or written, or does not read back equal.
    """
    data = file_bytes(dataset, syntax, error=error)

    def check_all(written: Path) -> None:
        same_elements(written, dataset, error=error)
        check(written)

    write_whole(path, data, check_all, error=error)

"""Reading DICOM and DICOS, on files made here and on real ones."""

import hashlib
from pathlib import Path

import numpy as np
import pydicom
import pytest

from imaging import reader
from imaging.errors import HostileScan, ImagingError, UnreadableScan, UnsupportedScan
from imaging.inspect import inspect
from imaging.radiograph import Energy
from imaging.scanfile import pixel_digest, stored_pixels
from tests.unit.imaging_files import SHARED, dicom_bytes, needs_shared, picture

SCANS = ("dicos-dx", "dicom", "tiff", "png")
NATIVE = {
    "explicit": "1.2.840.10008.1.2.1",
    "implicit": "1.2.840.10008.1.2",
    "big": "1.2.840.10008.1.2.2",
    "deflated": "1.2.840.10008.1.2.1.99",
}


def written(folder: Path, data: bytes, name: str = "scan.dcm") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("syntax", NATIVE.values(), ids=NATIVE.keys())
@pytest.mark.parametrize("kind", ["<u2", "<i2", "u1", "i1"])
def test_native_pixels_come_back_as_they_were_stored(tmp_path, syntax, kind):
    pixels = picture(top=120).astype(kind)
    if np.dtype(kind).kind == "i":
        pixels -= 60
    found = reader.read_image(written(tmp_path, dicom_bytes(pixels, syntax=syntax)))
    channel = found.channels[0]
    assert np.array_equal(stored_pixels(channel), pixels)
    assert found.pixels_sha256 == (hashlib.sha256(pixels.tobytes()).hexdigest(),)
    assert channel.bits_allocated == pixels.dtype.itemsize * 8
    assert not channel.pixels.flags.writeable


def test_signed_values_keep_their_order(tmp_path):
    pixels = np.array([[-32768, -1, 0, 32767]], "<i2")
    channel = reader.read_image(written(tmp_path, dicom_bytes(pixels))).channels[0]
    assert channel.signed
    assert channel.pixels.tolist() == [[0, 32767, 32768, 65535]]


def test_bits_outside_bits_stored_are_dropped(tmp_path):
    pixels = np.array([[0x0FFF, 0xF001]], "<u2")
    path = written(tmp_path, dicom_bytes(pixels, BitsStored=12, HighBit=11))
    assert reader.read_image(path).channels[0].pixels.tolist() == [[0x0FFF, 0x0001]]
    path = written(tmp_path, dicom_bytes(pixels, BitsStored=12, HighBit=15))
    assert reader.read_image(path).channels[0].pixels.tolist() == [[0x00FF, 0x0F00]]


def test_odd_sized_picture_of_eight_bits_has_one_byte_of_padding(tmp_path):
    pixels = picture(3, 5, top=255).astype("u1")
    path = written(tmp_path, dicom_bytes(pixels))
    assert np.array_equal(reader.read_image(path).channels[0].pixels, pixels)


@pytest.mark.parametrize(
    ("elements", "bright"),
    [
        ({}, True),
        ({"PhotometricInterpretation": "MONOCHROME1"}, False),
        ({"PixelIntensityRelationshipSign": -1}, False),
        ({"PhotometricInterpretation": "MONOCHROME1", "PixelIntensityRelationshipSign": 1}, True),
    ],
)
def test_the_intensity_sign_says_which_way_air_is(tmp_path, elements, bright):
    path = written(tmp_path, dicom_bytes(picture(), **elements))
    assert reader.read_image(path).channels[0].bright_is_air is bright


@pytest.mark.parametrize(
    ("elements", "energy"),
    [
        ({"ImageType": ["ORIGINAL", "LOW ENERGY"]}, Energy.LOW),
        ({"ImageType": ["DERIVED", "HIGH_ENERGY"]}, Energy.HIGH),
        ({"ImageType": ["ORIGINAL", "INTENSITY"]}, Energy.SINGLE),
        ({"SeriesDescription": "Side low energy"}, Energy.LOW),
        ({}, Energy.SINGLE),
    ],
)
def test_the_beam_is_recognised(tmp_path, elements, energy):
    path = written(tmp_path, dicom_bytes(picture(), **elements))
    assert reader.read_header(path).energy is energy


def test_series_energy_names_the_beam(tmp_path):
    data = pydicom.dcmread(written(tmp_path, dicom_bytes(picture())))
    data.add_new(0x61000030, "US", 2)
    data.save_as(tmp_path / "high.dcm")
    assert reader.read_header(tmp_path / "high.dcm").energy is Energy.HIGH


def test_pixel_size_is_that_at_the_object(tmp_path):
    path = written(tmp_path, dicom_bytes(picture(), PixelSpacing=["4.2", "5.1"]))
    assert reader.read_header(path).mm_per_pixel == (4.2, 5.1)
    at_detector = {
        "ImagerPixelSpacing": ["6", "4"],
        "EstimatedRadiographicMagnificationFactor": "2",
    }
    path = written(tmp_path, dicom_bytes(picture(), **at_detector))
    assert reader.read_header(path).mm_per_pixel == (3.0, 2.0)


def test_careless_elements_are_tolerated(tmp_path):
    careless = {
        "StudyInstanceUID": "0012.034.5",
        "StudyDate": "not a date",
        "InstitutionName": "x" * 200,
        "PatientID": "",
    }
    path = written(tmp_path, dicom_bytes(picture(), **careless))
    found = reader.read_header(path)
    assert found.study_uid == "0012.034.5"
    assert found.source.taken_at is None


@pytest.mark.parametrize(
    ("change", "error", "named"),
    [
        ({"Rows": None}, UnreadableScan, "(0028,0010)"),
        ({"Rows": 0}, UnreadableScan, "(0028,0010)"),
        ({"Rows": 25}, UnreadableScan, "(7FE0,0010)"),
        ({"Rows": 65535, "Columns": 65535}, HostileScan, "(0028,0010)"),
        ({"BitsAllocated": 32, "BitsStored": 32, "HighBit": 31}, UnsupportedScan, "(0028,0100)"),
        ({"BitsStored": 17}, UnreadableScan, "(0028,0101)"),
        ({"PixelRepresentation": 7}, UnreadableScan, "(0028,0103)"),
        ({"NumberOfFrames": 2}, UnsupportedScan, "(0028,0008)"),
        ({"SamplesPerPixel": 3}, UnsupportedScan, "(0028,0004)"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, UnsupportedScan, "(0028,0004)"),
        ({"ImageType": ["ORIGINAL", "Z_EFFECTIVE"]}, UnsupportedScan, "(0008,0008)"),
        ({"PixelData": None}, UnsupportedScan, "(7FE0,0010)"),
        ({"Rows": 12}, UnsupportedScan, "(7FE0,0010)"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_element_and_a_remedy(
    tmp_path, change, error, named
):
    path = written(tmp_path, dicom_bytes(picture(), **change))
    for read in (reader.read_header, reader.read_image):
        with pytest.raises(error) as caught:
            read(path)
        assert named in caught.value.element
        assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize("uid", ["501.1", "501.3", "501.6"])
def test_other_dicos_objects_are_named(tmp_path, uid):
    path = written(tmp_path, dicom_bytes(picture(), sop_class=f"1.2.840.10008.5.1.4.1.1.{uid}"))
    with pytest.raises(UnsupportedScan, match="The file is a"):
        reader.read_image(path)


def test_unknown_transfer_syntax_is_refused(tmp_path):
    data = dicom_bytes(picture()).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.9\0")
    with pytest.raises(UnsupportedScan, match=r"1\.2\.840\.10008\.1\.2\.9"):
        reader.read_image(written(tmp_path, data))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "unknown"),
        (b"\x08\x0a\x12\x07pytorch", "onnx"),
        (b'{"schema": 1}', "json"),
        (b"\xef\xbb\xbfISA*00*", "edi"),
        (b"UNA:+.? 'UNB+UNOA:1", "edi"),
        (b"hello, this is a letter", "unknown"),
    ],
)
def test_kind_is_told_from_content_and_other_files_are_refused(tmp_path, content, kind):
    path = written(tmp_path, content, "scan.dcs")
    assert reader.kind_of(path) == kind
    with pytest.raises(ImagingError):
        reader.read_image(path)


@pytest.mark.parametrize("name", ["absent.dcs", ".", "nul\0name"])
def test_what_is_not_a_file_is_refused(tmp_path, name):
    for read in (reader.kind_of, reader.read_header, reader.read_image):
        with pytest.raises(UnreadableScan):
            read(tmp_path / name)


@needs_shared
@pytest.mark.parametrize("name", ["CT1", "MR4", "RG3"])
def test_every_lossless_form_of_a_real_image_has_one_digest(name):
    files = sorted((SHARED / "dicom_wg04").glob(f"{name}_*"))
    assert len(files) == 5
    plain = pydicom.dcmread(SHARED / "dicom_wg04" / f"{name}_UNC")
    wanted = hashlib.sha256(plain.PixelData).hexdigest()
    assert {reader.read_image(path).pixels_sha256 for path in files} == {(wanted,)}


@needs_shared
@pytest.mark.parametrize(("volts", "plane"), [("6MeV", 0), ("4MeV", 1)])
def test_every_form_of_the_real_cargo_scan_has_the_pixels_of_its_array(volts, plane):
    pixels = np.load(SHARED / "xray_cargo16_dual" / "9.npy")[..., plane]
    wanted = hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()
    files = sorted((SHARED / "xray_cargo16_dual" / "dicos").glob(f"*{volts}*"))
    assert len(files) >= 2
    for path in files:
        found = reader.read_image(path)
        assert found.pixels_sha256 == (wanted,)
        assert found.kind == "dicos-dx"
        assert found.version == "V03"


@needs_shared
@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("dx.dcs", "V02"),
        ("DX_01_ExplicitLittlEndian.dcs", "V02A"),
        ("pydicos_written/SimpleProcessingDX.0b6abcd8.dcs", "V03"),
    ],
)
def test_all_versions_of_dicos_dx_are_read(name, version):
    path = SHARED / "dicos_stratovan" / name
    found = reader.read_image(path)
    assert found.version == version
    assert found.source.study_uid == str(pydicom.dcmread(path).StudyInstanceUID)
    assert np.array_equal(found.channels[0].pixels, pydicom.dcmread(path).pixel_array)


@needs_shared
def test_header_and_image_agree_on_every_real_file():
    paths = [path for path in sorted(SHARED.rglob("*")) if path.is_file()]
    shown = 0
    for path in paths:
        sentence = inspect(path).reason
        if reader.kind_of(path) not in SCANS or sentence:
            with pytest.raises(ImagingError, match=r"[a-z]\."):
                reader.read_header(path)
            with pytest.raises(ImagingError):
                reader.read_image(path)
            continue
        header, found = reader.read_header(path), reader.read_image(path)
        assert found.header == header
        assert found.channels[0].shape == (header.rows, header.columns)
        assert pixel_digest(found.channels[0]) == found.pixels_sha256[0]
        shown += 1
    assert shown == 27

"""The stream form of a file holds every element and every pixel of it, proved by others."""

import hashlib
import io

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from imaging import codecs
from imaging.dicos import write_dx
from imaging.errors import ImagingError, UnwritableScan
from imaging.reader import kind_of, read_image
from imaging.restream import STREAM_SYNTAX, check_stream, read_whole, stream_pieces
from imaging.scanfile import pixel_digest
from imaging.stream import index_of
from tests.unit.imaging_files import SHARED, dicom_bytes, needs_shared, pair, picture

ORIGINAL = hashlib.sha256(b"the original").hexdigest()
IMPLICIT, EXPLICIT, BIG, DEFLATED = (
    "1.2.840.10008.1.2",
    "1.2.840.10008.1.2.1",
    "1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.1.99",
)


def _item() -> Dataset:
    item = Dataset()
    item.ReferencedSOPInstanceUID = "1.2.3.009"
    item.add_new(0x00282200, "OW", b"\x01\x02\x03\x04")
    return item


def _told() -> dict[str, object]:
    return {
        "PatientID": "1234ABCD00001",
        "SpecificCharacterSet": "ISO_IR 100",
        "ManufacturerModelName": "Modèle 1",
        "StudyDate": "20260301",
        "KVP": "6000",
        "ImageType": ["ORIGINAL", "HIGH ENERGY"],
        "ReferencedImageSequence": Sequence([_item(), _item()]),
    }


def _restreamed(tmp_path, data: bytes):
    path = tmp_path / "in"
    path.write_bytes(data)
    whole = read_whole(path, kind_of(path))
    out = tmp_path / "out"
    out.write_bytes(b"".join(stream_pieces(whole, ORIGINAL)))
    check_stream(out, whole, ORIGINAL)
    return whole, out


@pytest.mark.parametrize("syntax", [IMPLICIT, EXPLICIT, BIG, DEFLATED])
@pytest.mark.parametrize("kind", ["u2", "i2", "u1", "i1"])
def test_another_reader_finds_every_element_and_every_pixel(tmp_path, syntax, kind):
    pixels = (picture(90, 130) >> (0 if kind[1] == "2" else 8)).astype(kind.replace("i", "u"))
    data = dicom_bytes(pixels.view(kind), syntax=syntax, **_told())
    if kind[1] == "1":
        data = data.replace(b"\x7f\xe0\x00\x10OW", b"\x7f\xe0\x00\x10OB")
    _, out = _restreamed(tmp_path, data)
    was, found = pydicom.dcmread(io.BytesIO(data)), pydicom.dcmread(out)
    assert found.file_meta.TransferSyntaxUID == STREAM_SYNTAX
    # pydicom with a decoder of its own, not ours.
    assert np.array_equal(found.pixel_array, was.pixel_array)
    assert set(found.keys()) - set(was.keys()) == {0x40110010, 0x40111006}
    assert found[0x40111006].value == ORIGINAL
    for element in was:
        if element.keyword not in ("PixelData", "ReferencedImageSequence"):
            assert found[element.tag].value == element.value
    for item in found.ReferencedImageSequence:
        assert item.ReferencedSOPInstanceUID == "1.2.3.009"
        order = ">u2" if syntax == BIG else "<u2"
        assert list(np.frombuffer(item[0x00282200].value, "<u2")) == list(
            np.frombuffer(b"\x01\x02\x03\x04", order)
        )


@pytest.mark.parametrize("encoding", ["rle", "jpeg-lossless", "jpeg-ls"])
def test_what_is_compressed_is_brought_over_too_and_streams(tmp_path, encoding):
    pixels = picture(600, 1100)
    frame = codecs.encode_frame(pixels, encoding)
    data = dicom_bytes(pixels, syntax=codecs.ENCODINGS[encoding], frame=frame, **_told())
    whole, out = _restreamed(tmp_path, data)
    assert not whole.streams
    again = read_whole(out, kind_of(out))
    assert again.streams
    assert pixel_digest(again.file.channels[0]) == hashlib.sha256(pixels.tobytes()).hexdigest()


def test_a_lossy_picture_does_not_pass_for_a_lossless_one(tmp_path):
    pixels = (picture(64, 64) >> 8).astype("u1")
    frame = imagecodecs.jpeg_encode(pixels, level=80)
    data = dicom_bytes(pixels, syntax="1.2.840.10008.1.2.4.50", frame=frame)
    _, out = _restreamed(tmp_path, data)
    assert read_image(out).header.lossy


def test_bits_that_hold_an_old_overlay_stay(tmp_path):
    pixels = picture(40, 50, top=4095) | 0x8000
    data = dicom_bytes(pixels, BitsStored=12, HighBit=11)
    _, out = _restreamed(tmp_path, data)
    assert (read_whole(out, kind_of(out)).stored == pixels).all()
    assert (read_image(out).channels[0].pixels == pixels & 0xFFF).all()


def test_the_same_file_gives_the_same_bytes_again(tmp_path):
    paths = write_dx(pair(), tmp_path, seed="x")
    whole = read_whole(paths[0], kind_of(paths[0]))
    first = b"".join(stream_pieces(whole, ORIGINAL))
    assert first == b"".join(stream_pieces(whole, ORIGINAL))
    again = read_whole(paths[0], kind_of(paths[0]))
    assert first == b"".join(stream_pieces(again, ORIGINAL))


def test_a_file_without_names_gets_those_of_its_digest(tmp_path):
    data = dicom_bytes(picture(), StudyInstanceUID=None, SeriesInstanceUID=None)
    _, out = _restreamed(tmp_path, data)
    found = pydicom.dcmread(out)
    assert found.StudyInstanceUID.startswith("2.25.")
    assert found.SOPInstanceUID == "1.2.3.4"


def test_words_that_their_element_does_not_allow_are_carried_over_as_they_are(tmp_path):
    data = dicom_bytes(picture(), PatientWeight="12", StudyDate="20260301")
    broken = data.replace(b"DS\x02\x0012", b"DS\x02\x00x?").replace(b"20260301", b"2026-3-1")
    assert broken != data
    _, out = _restreamed(tmp_path, broken)
    assert b"DS\x02\x00x?" in out.read_bytes()
    assert b"2026-3-1" in out.read_bytes()


def test_what_follows_the_pixels_is_kept_and_damage_there_is_told(tmp_path):
    data = dicom_bytes(picture())
    trailing = b"\xfc\xff\xfc\xffOB\0\0\x04\0\0\0\1\2\3\4"
    _, out = _restreamed(tmp_path, data + trailing)
    assert pydicom.dcmread(out)[0xFFFCFFFC].value == b"\1\2\3\4"
    path = tmp_path / "cut"
    path.write_bytes(data + trailing[:-2])
    with pytest.raises(UnwritableScan, match="follows the pixels"):
        read_whole(path, kind_of(path))


@pytest.mark.parametrize("what", ["pixels", "an element", "read back"])
def test_a_written_file_that_differs_is_found_out(tmp_path, what):
    whole, out = _restreamed(tmp_path, dicom_bytes(picture(60, 70), PatientID="AAAA"))
    data = out.read_bytes()
    match what:
        case "pixels":
            other, _ = _restreamed(tmp_path, dicom_bytes(picture(60, 70, 5), PatientID="AAAA"))
            out.write_bytes(b"".join(stream_pieces(other, ORIGINAL)))
        case "an element":
            out.write_bytes(data.replace(b"AAAA", b"AAAB"))
        case _:
            out.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnwritableScan, match=what):
        check_stream(out, whole, ORIGINAL)


def test_a_nan_in_an_element_is_equal_to_itself(tmp_path):
    inner = Dataset()
    inner.RealWorldValueSlope = float("nan")
    data = dicom_bytes(picture(), RealWorldValueMappingSequence=Sequence([inner]))
    for syntax in (EXPLICIT, IMPLICIT):
        data = dicom_bytes(
            picture(), syntax=syntax, RealWorldValueMappingSequence=Sequence([inner])
        )
        _restreamed(tmp_path, data)


@needs_shared
def test_real_files_come_over_whole(tmp_path):
    """Every real file that reads can be brought over."""
    done = 0
    for path in sorted(p for p in SHARED.rglob("*") if p.is_file() and "dic" in p.parts[-2]):
        try:
            file = read_image(path)
            if file.header.kind not in ("dicos-dx", "dicom"):
                continue
        except ImagingError:
            continue
        whole = read_whole(path, kind_of(path))
        out = tmp_path / "out"
        out.write_bytes(b"".join(stream_pieces(whole, ORIGINAL)))
        check_stream(out, whole, ORIGINAL)
        done += 1
        assert pixel_digest(read_image(out).channels[0]) == file.pixels_sha256[0]
    assert done >= 10


def test_the_stream_form_is_sorted_coarse_first(tmp_path):
    _, out = _restreamed(tmp_path, dicom_bytes(picture(700, 1300)))
    frame = next(pydicom.encaps.generate_frames(pydicom.dcmread(out).PixelData, number_of_frames=1))
    index = index_of(frame)
    assert index is not None
    assert index.coarse_first

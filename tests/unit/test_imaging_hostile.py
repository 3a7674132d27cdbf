"""Files made to hurt: whatever the bytes are, only our errors come out, and no memory is spent."""

import contextlib
import functools
import struct
import tracemalloc
import zlib

import imagecodecs
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imaging import dicos, reader
from imaging.codecs import encode_frame
from imaging.errors import HostileScan, ImagingError, UnreadableScan
from imaging.inspect import inspect
from imaging.tdr import read_tdr
from tests.unit.imaging_files import dicom_bytes, pair, picture
from tests.unit.test_imaging_tdr import machine_report, write_bytes

ROOT = "1.2.840.10008.1.2."
PROGRAMS = [b"MZ\x90\0", b"\x7fELF\x02", b"#!/bin/sh\n", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe"]
quick = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@functools.cache
def seeds() -> tuple[bytes, ...]:
    """Small whole files of every kind, to be damaged."""
    grey = picture(12, 16)
    files = [dicom_bytes(grey, syntax=ROOT + part) for part in ("1", "2", "1.99")]
    files.append(dicom_bytes(grey, syntax=ROOT.rstrip(".")))
    for part, name in (("5", "rle"), ("4.70", "jpeg-lossless"), ("4.80", "jpeg-ls")):
        files.append(dicom_bytes(grey, syntax=ROOT + part, frame=encode_frame(grey, name)))
    files.append(dicom_bytes(grey, syntax=f"{ROOT}4.202", frame=encode_frame(grey, "htj2k")))
    j2k = bytes(imagecodecs.jpeg2k_encode(grey, codecformat="j2k", reversible=True))
    files.append(dicom_bytes(grey, syntax=f"{ROOT}4.90", frame=j2k))
    files.append(bytes(imagecodecs.png_encode(grey)))
    files += [bytes(imagecodecs.tiff_encode(grey, compression=c)) for c in ("none", "deflate")]
    files.append(bytes(imagecodecs.tiff_encode(grey, bigtiff=True, compression="lzw")))
    return (*files, write_bytes(machine_report()))


def only_ours(path) -> None:
    """Read a file every way there is."""
    for read in (reader.kind_of, reader.read_header, reader.read_image, read_tdr):
        with contextlib.suppress(ImagingError):
            read(path)
    assert inspect(path).status in ("ok", "refused")


@quick
@given(st.data())
def test_a_damaged_file_raises_nothing_but_ours(tmp_path, data):
    whole = bytearray(data.draw(st.sampled_from(seeds())))
    for _ in range(data.draw(st.integers(1, 6))):
        # Headers hold the traps, so half of the damage goes there.
        end = data.draw(st.sampled_from([len(whole), min(len(whole), 700)]))
        at = data.draw(st.integers(0, end - 1))
        new = data.draw(st.binary(min_size=1, max_size=4))
        whole[at : at + len(new)] = new
    path = tmp_path / "scan.bin"
    path.write_bytes(whole)
    only_ours(path)


@quick
@given(st.data())
def test_a_cut_file_raises_nothing_but_ours(tmp_path, data):
    whole = data.draw(st.sampled_from(seeds()))
    cut = data.draw(st.integers(0, len(whole)))
    path = tmp_path / "scan.bin"
    path.write_bytes(whole[:cut] + data.draw(st.binary(max_size=8)))
    only_ours(path)


@quick
@given(
    head=st.sampled_from(
        [b"", b"\0" * 128 + b"DICM", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0+", b"ISA*"]
    ),
    rest=st.binary(max_size=400),
)
def test_any_bytes_raise_nothing_but_ours(tmp_path, head, rest):
    path = tmp_path / "scan.bin"
    path.write_bytes(head + rest)
    only_ours(path)


@quick
@given(st.data())
def test_damaged_elements_of_a_whole_file_raise_nothing_but_ours(tmp_path, data):
    keywords = ["Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "SamplesPerPixel"]
    changes = data.draw(
        st.dictionaries(st.sampled_from(keywords), st.integers(0, 65535), max_size=4)
    )
    texts = data.draw(
        st.dictionaries(
            st.sampled_from(["ImageType", "KVP", "StudyDate", "PixelSpacing", "InstanceNumber"]),
            st.text(st.characters(max_codepoint=126), max_size=20),
            max_size=3,
        )
    )
    path = tmp_path / "scan.bin"
    try:
        whole = dicom_bytes(picture(12, 16), **changes)
    except (ValueError, OverflowError, AttributeError):
        return
    body = bytearray(whole)
    for text in texts.values():
        body += b"\x09\x00\x10\x00LO" + struct.pack("<H", len(text)) + text.encode()
    path.write_bytes(body)
    only_ours(path)


@pytest.mark.parametrize("head", PROGRAMS)
def test_a_preamble_that_runs_is_refused(tmp_path, head):
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom_bytes(picture(), preamble=head.ljust(128, b"\0")))
    for read in (reader.read_header, reader.read_image, read_tdr):
        with pytest.raises(HostileScan, match="begins like"):
            read(path)


@pytest.mark.parametrize("head", PROGRAMS)
def test_a_program_is_refused_by_name(tmp_path, head):
    path = tmp_path / "scan.dcm"
    path.write_bytes(head + bytes(5000))
    with pytest.raises(HostileScan, match="begins like"):
        reader.read_image(path)


def test_tolerated_preamble_of_a_tiff_reader(tmp_path):
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom_bytes(picture(), preamble=b"II*\0".ljust(128, b"\0")))
    assert reader.read_header(path).kind == "dicom"


def bomb(rows: int, columns: int, **changes: object) -> dict[str, bytes]:
    """Files of a few kilobytes that claim a picture of the given size."""
    grey = picture(16, 16)
    size = {"Rows": rows, "Columns": columns} | changes
    jpeg = bytearray(encode_frame(grey, "jpeg-lossless"))
    at = jpeg.index(b"\xff\xc3") + 5
    jpeg[at : at + 4] = struct.pack(">HH", rows, columns)
    png = bytearray(imagecodecs.png_encode(grey))
    png[16:24] = struct.pack(">II", columns, rows)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    tiff = bytes(imagecodecs.tiff_encode(grey, compression="none"))
    for old, new in ((b"\x00\x01\x03\x00", columns), (b"\x01\x01\x03\x00", rows)):
        at = tiff.index(old)
        tiff = tiff[: at + 2] + struct.pack("<HII", 4, 1, new) + tiff[at + 12 :]
    return {
        "native": dicom_bytes(grey, **size),
        "jpeg": dicom_bytes(grey, syntax=f"{ROOT}4.70", frame=bytes(jpeg), **size),
        "rle": dicom_bytes(grey, syntax=f"{ROOT}5", frame=encode_frame(grey, "rle"), **size),
        "png": bytes(png),
        "tiff": tiff,
    }


@pytest.mark.parametrize("form", ["native", "jpeg", "rle", "png", "tiff"])
@pytest.mark.parametrize(("rows", "columns"), [(40_000, 20_000), (65_535, 65_535)])
def test_a_tiny_file_that_claims_gigabytes_costs_nothing(tmp_path, form, rows, columns):
    path = tmp_path / "scan.bin"
    path.write_bytes(bomb(rows, columns)[form])
    for read in (reader.read_header, reader.read_image):
        tracemalloc.start()
        with pytest.raises(ImagingError):
            read(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 4 << 20


def test_a_deflate_bomb_is_refused(tmp_path):
    whole = dicom_bytes(picture(12, 16), syntax=f"{ROOT}1.99")
    at = whole.index(b"1.2.840.10008.1.2.1.99") + 22
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(bytes(200 << 20)) + packer.flush()
    meta_end = at + whole[at:].index(b"\x02\x00\x12\x00")
    uid = 8 + struct.unpack_from("<H", whole, meta_end + 6)[0]
    rest = whole[meta_end + uid :]
    name = 8 + struct.unpack_from("<H", rest, 6)[0]
    path = tmp_path / "scan.dcm"
    path.write_bytes(whole[: meta_end + uid + name] + packed)
    with pytest.raises(HostileScan, match="unpacks"):
        reader.read_header(path)


@pytest.mark.parametrize("undefined", [False, True])
def test_sequences_nest_only_so_deep(tmp_path, undefined):
    body = b""
    for _ in range(400):
        if undefined:
            item = b"\xfe\xff\x00\xe0\xff\xff\xff\xff" + body + b"\xfe\xff\x0d\xe0\0\0\0\0"
            end = b"\xfe\xff\xdd\xe0\0\0\0\0"
            body = b"\x08\x00\x10\x11SQ\0\0\xff\xff\xff\xff" + item + end
        else:
            item = b"\xfe\xff\x00\xe0" + struct.pack("<I", len(body)) + body
            body = b"\x08\x00\x10\x11SQ\0\0" + struct.pack("<I", len(item)) + item
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom_bytes(None) + body)
    with pytest.raises(HostileScan, match="nest"):
        reader.read_header(path)


def test_an_element_longer_than_the_file_is_refused(tmp_path):
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom_bytes(None) + b"\x09\x00\x10\x00OB\0\0\xf0\xff\xff\xff")
    with pytest.raises(UnreadableScan, match="claims 4294967280 bytes") as caught:
        reader.read_header(path)
    assert caught.value.element == "(0009,0010)"


def test_a_file_of_nothing_but_elements_is_refused(tmp_path):
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom_bytes(None) + b"\x09\x00\x10\x00LO\0\0" * 60_000)
    with pytest.raises(HostileScan, match="elements"):
        reader.read_header(path)


def test_a_json_side_car_of_a_thousand_brackets_is_refused(tmp_path):
    path = tmp_path / "scan.png"
    path.write_bytes(bytes(imagecodecs.png_encode(picture())))
    (tmp_path / "scan.png.json").write_text("[" * 100_000)
    with pytest.raises(UnreadableScan, match="side-car"):
        reader.read_image(path)


def test_a_report_with_an_absurd_region_spends_nothing(tmp_path):
    path = tmp_path / "report.dcs"
    huge = struct.pack("<fff", 65000, 65000, 1)
    path.write_bytes(write_bytes(machine_report()).replace(struct.pack("<fff", 16, 8, 1), huge))
    found = read_tdr(path)
    assert found.objects[0].mask is None
    assert found.objects[0].box == (40, 20, 65000, 65000)


def test_bytes_after_the_picture_do_not_matter(tmp_path):
    dicos.write_dx(pair(), tmp_path, seed="trailing")
    path = next(tmp_path.glob("*high*"))
    before = reader.read_image(path).pixels_sha256
    with path.open("ab") as stream:
        stream.write(b"\xfc\xff\xfc\xffOB\0\0" + struct.pack("<I", 64) + bytes(64))
    assert reader.read_image(path).pixels_sha256 == before
    assert np.array_equal(reader.read_image(path).channels[0].pixels, pair().main.pixels)

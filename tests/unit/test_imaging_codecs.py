"""Our decoders against pydicom's, and our encoders against our decoders."""

import sys

import imagecodecs
import numpy as np
import pydicom
import pytest

from imaging import codecs, reader
from imaging.errors import UnreadableScan, UnsupportedScan
from imaging.guard import Claims
from imaging.swallowed import swallowed_errors
from tests.unit.imaging_files import SHARED, dicom_bytes, needs_shared, picture

ROOT = "1.2.840.10008.1.2."
STREAMS = {
    "4.57": lambda a: imagecodecs.jpeg_encode(a, lossless=True, predictor=4, bitspersample=16),
    "4.70": lambda a: imagecodecs.jpeg_encode(a, lossless=True, predictor=1, bitspersample=16),
    "4.80": imagecodecs.jpegls_encode,
    "4.90": lambda a: imagecodecs.jpeg2k_encode(a, codecformat="j2k", reversible=True),
    "4.201": lambda a: imagecodecs.htj2k_encode(a, reversible=True),
    "4.202": lambda a: imagecodecs.htj2k_encode(a, reversible=True, tile=(16, 16)),
    "4.203": lambda a: imagecodecs.htj2k_encode(a, reversible=True),
    "5": lambda a: codecs.encode_frame(a, "rle"),
}


@pytest.mark.parametrize("suffix", STREAMS)
def test_lossless_streams_decode_to_the_same_pixels_as_with_pydicom(tmp_path, suffix):
    pixels = picture(40, 56)
    path = tmp_path / "scan.dcm"
    path.write_bytes(
        dicom_bytes(pixels, syntax=ROOT + suffix, frame=bytes(STREAMS[suffix](pixels)))
    )
    found = reader.read_image(path)
    assert np.array_equal(found.channels[0].pixels, pixels)
    assert np.array_equal(pydicom.dcmread(path).pixel_array, pixels)


@pytest.mark.parametrize("suffix", ["4.50", "4.81", "4.91"])
def test_lossy_streams_are_read_and_said_to_be_lossy(tmp_path, suffix):
    pixels = picture(40, 56, top=255).astype("u1")
    streams = {
        "4.50": lambda: imagecodecs.jpeg_encode(pixels, 90),
        "4.81": lambda: imagecodecs.jpegls_encode(pixels, 2),
        "4.91": lambda: imagecodecs.jpeg2k_encode(pixels, 40, codecformat="j2k", reversible=False),
    }
    path = tmp_path / "scan.dcm"
    path.write_bytes(dicom_bytes(pixels, syntax=ROOT + suffix, frame=bytes(streams[suffix]())))
    found = reader.read_image(path)
    assert found.header.lossy
    error = np.abs(found.channels[0].pixels.astype(int) - pixels)
    assert 0 < error.max() < 30


@pytest.mark.parametrize("encoding", [name for name in codecs.ENCODINGS if name != "none"])
@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (33, 129), (513, 600)])
def test_encoders_lose_nothing(encoding, shape):
    pixels = picture(*shape)
    pixels[0, 0], pixels[-1, -1] = 0, 65535
    frame = codecs.encode_frame(pixels, encoding)
    syntax = codecs.syntax_of(codecs.ENCODINGS[encoding])
    decoded = codecs.decode_frame(frame, syntax, Claims(*shape, 16, 16, 15))
    assert np.array_equal(decoded, pixels)


@pytest.mark.parametrize("encoding", [name for name in codecs.ENCODINGS if name != "none"])
def test_a_stream_of_another_size_is_refused(encoding):
    frame = codecs.encode_frame(picture(20, 30), encoding)
    syntax = codecs.syntax_of(codecs.ENCODINGS[encoding])
    with pytest.raises(UnreadableScan):
        codecs.decode_frame(frame, syntax, Claims(4000, 4000, 16, 16, 15))


@pytest.mark.parametrize("encoding", [name for name in codecs.ENCODINGS if name != "none"])
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9, 0.99])
def test_a_cut_stream_is_refused(encoding, kept):
    frame = codecs.encode_frame(picture(64, 64), encoding)
    syntax = codecs.syntax_of(codecs.ENCODINGS[encoding])
    with pytest.raises(UnreadableScan):
        codecs.decode_frame(frame[: int(kept * len(frame))], syntax, Claims(64, 64, 16, 16, 15))


@pytest.mark.parametrize("at", range(170, 174))
def test_damage_that_the_htj2k_decoder_cannot_raise_is_raised_all_the_same(at, capfd):
    """Without this a damaged stream gives a picture of whatever lay in memory."""
    frame = bytearray(codecs.encode_frame(picture(64, 64), "htj2k"))
    frame[at] = 0xFF
    syntax = codecs.syntax_of(codecs.ENCODINGS["htj2k"])
    with pytest.raises(UnreadableScan, match="HTJ2K"):
        codecs.decode_frame(bytes(frame), syntax, Claims(64, 64, 16, 16, 15))
    assert capfd.readouterr().err == ""


class Faulty:
    """Raises where Python cannot: in its finaliser."""

    def __del__(self):
        raise ValueError("in a finaliser")


def test_swallowed_errors_reach_the_block_inside_and_the_hook_outside(monkeypatch):
    outside = []
    monkeypatch.setattr(sys, "unraisablehook", lambda error: outside.append(str(error.exc_value)))
    hooks = sys.unraisablehook, sys.excepthook
    with swallowed_errors(), swallowed_errors() as deeper:
        Faulty()
    assert (sys.unraisablehook, sys.excepthook) == hooks
    assert deeper == ["in a finaliser"]
    with swallowed_errors() as inside:
        Faulty()
    assert inside == ["in a finaliser"]
    assert outside == []
    Faulty()
    assert inside == outside == ["in a finaliser"]


def test_colour_inside_the_stream_is_refused():
    colour = np.zeros((16, 16, 3), "u1")
    frame = bytes(imagecodecs.jpeg_encode(colour))
    with pytest.raises(UnsupportedScan, match="3 samples"):
        codecs.decode_frame(frame, codecs.syntax_of(ROOT + "4.50"), Claims(16, 16, 8, 8, 7))


@needs_shared
def test_real_compressed_files_decode_as_with_pydicom():
    files = [
        *sorted((SHARED / "dicom_wg04").iterdir()),
        SHARED / "dicom_misc" / "JPEG2KLossless_1s_1f_u_16_16.dcm",
        SHARED / "dicom_misc" / "CT1_UNC.explicit_big_endian.dcm",
    ]
    for path in files:
        theirs = pydicom.dcmread(path).pixel_array
        ours = reader.read_image(path).channels[0]
        offset = 1 << (ours.bits - 1) if ours.signed else 0
        assert np.array_equal(ours.pixels.astype(int) - offset, theirs)

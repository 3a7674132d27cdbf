"""Writing DICOS DX: every element that the standard's toolkits insist on, and nothing lost."""

import dataclasses
import re

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging import dicos, dicos_elements, reader
from imaging.codecs import ENCODINGS
from imaging.errors import UnwritableScan
from imaging.radiograph import Channel, Energy, Origin, Radiograph
from tests.unit.imaging_files import MOMENT, pair, picture, source

REQUIRED = """
    00080008 00080012 00080013 00080016 00080018 00080020 00080021 00080023 00080030 00080031
    00080033 00080060 00080068 00080070 00080080 00080081 00080118 00081010 00081090 00082108
    00100020 00100021 00100022 00180060 00181000 00181020 00181200 00181201 00187004 00188151
    00189309 0020000D 0020000E 00200010 00200013 00200032 00200037 00280002 00280004 00280010
    00280011 00280100 00280101 00280102 00280103 00280301 00281040 00281041 00281052 00281053
    00281054 00282110 00400555 4010103A 40101042 40101044 40101048 40101062 43000902 7FE00010
"""


@pytest.mark.parametrize("compress", ENCODINGS)
def test_what_is_written_is_what_is_read(tmp_path, compress):
    meant = pair()
    paths = dicos.write_dx(meant, tmp_path, compress=compress)
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    (found,) = reader.read_radiographs(paths)
    for channel, wanted in zip(found.channels, meant.channels, strict=True):
        assert np.array_equal(channel.pixels, wanted.pixels)
        for name in ("energy", "bits", "air", "bright_is_air", "logarithmic", "kilovolts"):
            assert getattr(channel, name) == getattr(wanted, name)
    assert found.mm_per_pixel == meant.mm_per_pixel
    for field in dataclasses.fields(meant.source):
        if field.name in ("study_uid", "series_uid"):
            continue
        assert getattr(found.source, field.name) == getattr(meant.source, field.name), field.name


def test_every_required_element_is_there(tmp_path):
    path = dicos.write_dx(pair(), tmp_path)[0]
    raw = pydicom.dcmread(path)
    tags = {f"{element.tag:08X}" for element in raw}
    assert set(REQUIRED.split()) <= tags
    assert raw.file_meta[0x00020004].value == "V03"
    assert raw.file_meta[0x00020004].VR == "CS"
    assert list(raw.ImageType) == ["ORIGINAL", "HIGH ENERGY"]
    assert (raw[0x00080118].VR, raw[0x00080118].value) == ("CS", "SYNTHETIC")
    assert (raw.OOIType, raw.Modality, raw.DICOSVersion) == ("CARGO", "XRAY", "V03")
    assert raw.PixelSpacingCalibrationType == "GEOMETRY"
    assert raw.PixelSpacingCalibrationDescription
    private = {element.tag.group for element in raw if element.tag.is_private}
    assert private == {0x4011}


@pytest.mark.parametrize("compress", ENCODINGS)
def test_a_seed_rebuilds_the_same_bytes(tmp_path, compress):
    once, again, other = (tmp_path / name for name in "abc")
    for folder, seed in ((once, "x"), (again, "x"), (other, "y")):
        folder.mkdir()
        dicos.write_dx(pair(), folder, compress=compress, seed=seed)
    for path in once.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes()
        assert path.read_bytes() != (other / path.name).read_bytes()


def test_uids_are_kept_when_they_are_known(tmp_path):
    known = dataclasses.replace(
        pair(study_uid="0012.034", series_uid="0012.035"),
        channels=tuple(
            dataclasses.replace(c, sop_instance_uid=f"0012.{n}")
            for n, c in enumerate(pair().channels)
        ),
    )
    path = dicos.write_dx(known, tmp_path)[0]
    header = reader.read_header(path)
    assert (header.study_uid, header.series_uid, header.instance_uid) == (
        "0012.034", "0012.035", "0012.0",
    )  # fmt: skip


def test_made_uids_are_legal_and_differ():
    made = {dicos_elements.derived_uid("a", str(n)) for n in range(200)}
    made |= {dicos_elements.fresh_uid() for _ in range(200)}
    assert len(made) == 400
    legal = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))+")
    assert all(legal.fullmatch(uid) and len(uid) <= 64 for uid in made)
    assert dicos_elements.derived_uid("a", "b") != dicos_elements.derived_uid("ab")


@pytest.mark.parametrize(
    ("energy", "kilovolts", "word"),
    [
        (Energy.SINGLE, None, "INTENSITY"),
        (Energy.LOW, 4000.0, "LOW ENERGY"),
        (Energy.HIGH, 160.5, "HIGH ENERGY"),
    ],
)
def test_one_channel_alone(tmp_path, energy, kilovolts, word):
    channel = Channel(energy, picture(), 14, 9000, False, True, kilovolts)
    channel = dataclasses.replace(channel, pixels=(picture() >> 2))
    radiograph = Radiograph((channel,), source=source(origin=Origin.MACHINE))
    (path,) = dicos.write_dx(radiograph, [tmp_path / "one.dcs"])
    found = reader.read_image(path).channels[0]
    assert (found.energy, found.kilovolts, found.bits, found.air) == (energy, kilovolts, 14, 9000)
    assert (found.bright_is_air, found.logarithmic) == (False, True)
    assert pydicom.dcmread(path).ImageType[1] == word


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "),
    min_size=1,
    max_size=40,
).filter(lambda text: text == text.strip())


@settings(max_examples=30, deadline=None)
@given(
    found=st.dictionaries(st.sampled_from(["CCN", "SEAL", "ULD", "AWB"]), texts, max_size=4),
    name=texts.filter(lambda text: "\\" not in text),
)
def test_any_identifiers_survive(tmp_path_factory, found, name):
    folder = tmp_path_factory.mktemp("dx")
    meant = pair(identifiers=found, institution=name)
    (read,) = reader.read_radiographs(dicos.write_dx(meant, folder))
    assert dict(read.source.identifiers) == found
    assert read.source.institution == name


@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"object_id": "x" * 65}, "(0010,0020)"),
        ({"station": "x" * 17}, "(0008,1010)"),
        ({"institution": "a\\b"}, "(0008,0080)"),
        ({"view": "a\\b"}, "(0008,103E)"),
        ({"manufacturer": "a\nb"}, "(0008,0070)"),
        ({"identifiers": {"C=N": "1"}}, "(4011,10xx)"),
        ({"identifiers": {"CCN": "1\n2"}}, "(4011,10xx)"),
        ({"identifiers": {"CCN": " 1"}}, "(4011,10xx)"),
        ({"taken_at": MOMENT.replace(tzinfo=None)}, "(0008,0023) Content Date"),
    ],
)
def test_what_the_format_cannot_carry_is_refused_and_leaves_nothing(tmp_path, changes, element):
    with pytest.raises(UnwritableScan) as caught:
        dicos.write_dx(pair(**changes), tmp_path)
    assert element in caught.value.element
    assert list(tmp_path.iterdir()) == []


def test_signed_pixels_are_not_written(tmp_path):
    channel = Channel(Energy.SINGLE, picture(), signed=True)
    with pytest.raises(UnwritableScan, match="signed"):
        dicos.write_dx(Radiograph((channel,), source=source()), tmp_path)


def test_wrong_calls_are_refused(tmp_path):
    with pytest.raises(UnwritableScan, match="coding"):
        dicos.write_dx(pair(), tmp_path, compress="zip")
    with pytest.raises(UnwritableScan, match="paths"):
        dicos.write_dx(pair(), [tmp_path / "one.dcs"])
    with pytest.raises(UnwritableScan, match="when it was taken"):
        dicos.write_dx(pair(taken_at=None), tmp_path, seed="x")


def test_a_folder_that_is_not_there_leaves_nothing(tmp_path):
    with pytest.raises(UnwritableScan, match="could not be written"):
        dicos.write_dx(pair(), tmp_path / "absent")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_does_not_read_back_equal_is_not_kept(tmp_path):
    """A disk that flips a bit: the check of the written file must see every element."""
    path = dicos.write_dx(pair(), tmp_path, seed="x")[0]
    meant = pydicom.dcmread(path)
    dicos_elements.same_elements(path, meant, error=UnwritableScan)
    path.write_bytes(path.read_bytes().replace(b"LANE 1", b"LANE 2"))
    with pytest.raises(UnwritableScan) as caught:
        dicos_elements.same_elements(path, meant, error=UnwritableScan)
    assert caught.value.element == "(0008,1010)"


def test_a_write_that_fails_its_check_leaves_the_old_file(tmp_path):
    path = dicos.write_dx(pair(), tmp_path, seed="x")[0]
    before = path.read_bytes()
    dataset = pydicom.dcmread(path)

    def refuse(written):
        assert written.read_bytes()[128:132] == b"DICM"
        raise UnwritableScan("The pixels differ.")

    with pytest.raises(UnwritableScan, match="pixels differ"):
        dicos_elements.write_checked(path, dataset, ENCODINGS["none"], refuse, error=UnwritableScan)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2

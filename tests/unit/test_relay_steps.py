"""Each step of the relay: what comes of one file, twice over."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import pydicom
import pytest

from app.domain.clock import system_clock
from app.relay.steps import Made, Rejected, check, encode, forward, keep, screen
from app.scans import FolderStore, StoreError
from imaging.dicos import write_dx
from imaging.reader import read_image, read_radiographs
from imaging.restream import STREAM_SYNTAX
from imaging.tdr import AlarmDecision, ReportKind, read_tdr
from tests.unit.imaging_files import dicom_bytes, pair, picture
from tests.unit.room_values import broken, each, flagging, silent
from tests.unit.test_imaging_plain import FULL, png, tiff

CLOCK = system_clock()


@dataclasses.dataclass
class Stores:
    originals: FolderStore
    outgoing: FolderStore

    def through(self, path: Path) -> tuple[Made, ...]:
        return self.encoded(path).made

    def encoded(self, path: Path):
        sha256 = keep(path, self.originals)
        return encode(check(sha256, self.originals), self.originals, self.outgoing)


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return Stores(FolderStore(tmp_path / "originals"), FolderStore(tmp_path / "outgoing"))


def _here(tmp_path: Path) -> Path:
    folder = tmp_path / "scanner"
    folder.mkdir(exist_ok=True)
    return folder


def _file(tmp_path: Path, data: bytes) -> Path:
    path = _here(tmp_path) / "scan"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("compress", ["none", "jpeg-ls", "rle"])
def test_a_dicos_pair_keeps_its_names_its_pixels_and_its_original(tmp_path, stores, compress):
    for path in write_dx(pair(), _here(tmp_path), compress=compress):
        before = path.read_bytes()
        (made,) = stores.through(path)
        was, found = read_image(path), read_image(stores.outgoing.path(made.sha256))
        assert path.read_bytes() == before
        sha256 = hashlib.sha256(before).hexdigest()
        assert stores.originals.path(sha256).read_bytes() == before
        assert found.pixels_sha256 == was.pixels_sha256
        assert found.header.transfer_syntax_uid == STREAM_SYNTAX
        assert (made.study_uid, made.instance_uid) == (
            was.header.study_uid,
            was.header.instance_uid,
        )
        assert made.energy == was.header.energy
        assert made.size == stores.outgoing.path(made.sha256).stat().st_size
        assert pydicom.dcmread(stores.outgoing.path(made.sha256))[0x40111006].value == sha256


def test_done_twice_it_comes_to_the_same(tmp_path, stores):
    path = write_dx(pair(), _here(tmp_path))[0]
    assert stores.through(path) == stores.through(path)


def test_two_pictures_with_side_cars_become_one_scan_again(tmp_path, stores):
    folder = _here(tmp_path)
    high = png(folder, FULL, "high.png", picture(seed=1))
    low = png(folder, FULL | {"energy": "low"}, "low.png", picture(seed=2))
    made = [one for path in (high, low) for one in stores.through(path)]
    assert made == [one for path in (high, low) for one in stores.through(path)]
    assert made[0].study_uid == made[1].study_uid
    assert made[0].instance_uid != made[1].instance_uid
    (found,) = read_radiographs([stores.outgoing.path(one.sha256) for one in made])
    assert np.array_equal(found.channels[0].pixels, picture(seed=1))
    assert np.array_equal(found.channels[1].pixels, picture(seed=2))
    assert found.source.object_id == FULL["object_id"]
    assert found.channels[0].air == FULL["air"]
    other = png(folder, FULL | {"station": "LANE 2"}, "other.png", picture(seed=3))
    assert stores.through(other)[0].study_uid != made[0].study_uid


def test_a_picture_of_two_pages_becomes_two_files(tmp_path, stores):
    path = tiff(_here(tmp_path), [picture(seed=1), picture(seed=2)])
    told = FULL | {"energies": ["high", "low"], "kilovolts": [6000, 4000]}
    del told["energy"]
    path.with_suffix(".json").write_text(json.dumps(told))
    made = stores.through(path)
    assert [one.energy for one in made] == ["high", "low"]
    for one, seed in zip(made, (1, 2), strict=True):
        found = read_image(stores.outgoing.path(one.sha256))
        assert np.array_equal(found.channels[0].pixels, picture(seed=seed))


def test_a_picture_that_does_not_say_when_it_was_taken_is_refused_and_kept(tmp_path, stores):
    path = png(_here(tmp_path), None)
    with pytest.raises(Rejected, match="does not say when it was taken"):
        stores.through(path)
    assert stores.originals.holds(hashlib.sha256(path.read_bytes()).hexdigest())


def test_what_is_in_the_stream_form_passes_through_as_it_is(tmp_path, stores):
    for path in write_dx(pair(), _here(tmp_path), compress="htj2k"):
        (made,) = stores.through(path)
        assert stores.outgoing.path(made.sha256).read_bytes() == path.read_bytes()


def test_what_cannot_be_carried_over_goes_as_it_came_and_says_why(tmp_path, stores):
    data = dicom_bytes(picture()) + b"\xfc\xff\xfc\xffOB\0\0\xff\0\0\0\1\2"
    encoded = stores.encoded(_file(tmp_path, data))
    assert stores.outgoing.path(encoded.made[0].sha256).read_bytes() == data
    assert "follows the pixels" in str(encoded.remark)
    nameless = dicom_bytes(picture(), StudyInstanceUID=None) + b"\xfc\xff\xfc\xffOB\0\0\xff\0\0\0\1"
    with pytest.raises(Rejected, match="states no study"):
        stores.through(_file(tmp_path, nameless))


@pytest.mark.parametrize("kept", [0, 100, 300, -1])
def test_a_cut_file_is_refused_with_a_sentence(tmp_path, stores, kept):
    path = _file(tmp_path, dicom_bytes(picture())[:kept])
    with pytest.raises(Rejected) as refused:
        stores.through(path)
    assert len(str(refused.value)) > 20
    assert list(stores.outgoing.root.iterdir()) == []


def test_a_file_that_claims_more_than_any_scan_is_refused_undecoded(tmp_path, stores):
    path = _file(tmp_path, dicom_bytes(picture(), Rows=65535, Columns=65535))
    with pytest.raises(Rejected, match="65535 x 65535"):
        stores.through(path)


def test_a_disk_that_refuses_is_no_verdict_on_the_scan(tmp_path, stores):
    sha256 = keep(write_dx(pair(), _here(tmp_path))[0], stores.originals)
    checked = check(sha256, stores.originals)
    # A full disk, for one file: nothing longer than the folder's own name can be written.
    stores.outgoing.root.rmdir()
    stores.outgoing.root.write_text("no folder")
    with pytest.raises(StoreError):
        encode(checked, stores.originals, stores.outgoing)
    stores.outgoing.root.unlink()
    stores.outgoing.root.mkdir()
    assert encode(checked, stores.originals, stores.outgoing).made


@pytest.mark.parametrize(
    ("detect", "decision", "aborted"),
    [(flagging, AlarmDecision.ALARM, False), (silent, None, False), (broken, None, True)],
)
def test_a_view_is_reported_on_whatever_the_detector_says(
    tmp_path, stores, detect, decision, aborted
):
    made = [stores.through(path)[0] for path in write_dx(pair(), _here(tmp_path))]
    (report,) = screen([made], outgoing=stores.outgoing, detect=each(detect), clock=CLOCK)
    found = read_tdr(stores.outgoing.path(report.sha256))
    assert found.kind is ReportKind.MACHINE
    assert found.decision is decision
    assert (found.abort_reason is not None) is aborted
    assert set(found.instances) == {one.instance_uid for one in made}
    assert found.source.study_uid == report.study_uid == made[0].study_uid
    assert found.sop_uid == report.instance_uid
    again = screen([made[::-1]], outgoing=stores.outgoing, detect=each(detect), clock=CLOCK)
    assert again[0].instance_uid == report.instance_uid
    # It goes through a relay further on as it is.
    (passed,) = stores.through(stores.outgoing.path(report.sha256))
    assert dataclasses.replace(passed, view=report.view) == report


def test_a_view_that_cannot_be_read_is_unknown_and_does_not_stop_the_others(tmp_path, stores):
    made = [stores.through(path)[0] for path in write_dx(pair(), _here(tmp_path))]
    gone = dataclasses.replace(made[0], sha256="0" * 64)
    reports = screen([[gone], made], outgoing=stores.outgoing, detect=each(silent), clock=CLOCK)
    first, second = (read_tdr(stores.outgoing.path(one.sha256)) for one in reports)
    assert first.abort_reason is not None
    assert second.abort_reason is None


class Asked:
    """An archive that remembers what it was asked."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}
        self.calls: list[str] = []
        self.known: set[str] = set()

    def put(self, file: Path, sha256: str, _uids: tuple[str, str], /) -> None:
        self.calls.append("put")
        assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256

    def keeps(self, file: Path, sha256: str, _uids: tuple[str, str], /) -> bool:
        self.calls.append("keeps")
        assert hashlib.sha256(file.read_bytes()).hexdigest() == sha256
        return sha256 in self.known


def test_the_archive_is_asked_before_a_file_is_sent_a_second_time(tmp_path, stores):
    (made,) = stores.through(write_dx(pair(), _here(tmp_path))[0])
    archive = Asked()
    forward(made, stores.outgoing, archive)
    assert archive.calls == ["put"]
    forward(made, stores.outgoing, archive, again=True)
    assert archive.calls == ["put", "keeps", "put"]
    archive.known.add(made.sha256)
    forward(made, stores.outgoing, archive, again=True)
    assert archive.calls[3:] == ["keeps"]

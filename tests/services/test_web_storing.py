"""Storing in an archive that fails: a sentence each, the file stays, and it is sent again."""

from __future__ import annotations

import dataclasses
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.scans.web.faults import ArchiveFault, Fault
from app.scans.web.line import Line
from app.scans.web.store import WebStore
from imaging.reader import read_header
from tests.services import site as archive_site
from tests.services.absent import lacks_right, lacks_server, why_not_root
from tests.services.archive import Plan, archive
from tests.services.test_web_store import QUICK, digest, no_wait, scans, store_of

PROBE = "dicom-web/studies?limit=1&StudyInstanceUID=2.25.0"


@pytest.fixture
def plan() -> Plan:
    """An archive that speaks DICOMweb and is no Orthanc."""
    return Plan({PROBE: b"[]"})


@pytest.fixture
def store(plan: Plan, tmp_path: Path) -> Iterator[WebStore]:
    patience = dataclasses.replace(QUICK, whole=0.3)
    with (
        archive(tmp_path, plan) as place,
        Line(place, pause=no_wait, patience=patience) as line,
    ):
        yield WebStore(line)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return scans(tmp_path / "scan", "storing")[0]


def kept(path: Path) -> bytes:
    """Return the answer that names a file as kept."""
    uid = {"00081155": {"vr": "UI", "Value": [read_header(path).instance_uid]}}
    return json.dumps({"00081199": {"vr": "SQ", "Value": [uid]}}).encode()


def failed(code: int) -> bytes:
    item = {"00081197": {"vr": "US", "Value": [code]}}
    return json.dumps({"00081198": {"vr": "SQ", "Value": [item]}}).encode()


def fault_of(store: WebStore, path: Path) -> ArchiveFault:
    data = path.read_bytes()
    with pytest.raises(ArchiveFault) as caught:
        store.put(path, digest(path))
    assert path.read_bytes() == data
    assert "localhost" in str(caught.value)
    return caught.value


def test_the_answer_must_name_the_file(store: WebStore, plan: Plan, path: Path) -> None:
    assert store.abilities == type(store.abilities)("dicom-web/", "")
    plan.posts = [(200, kept(path))]
    store.put(path, digest(path))
    (sent,) = plan.stored
    assert path.read_bytes() in sent


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (200, b"", Fault.NOT_KEPT),
        (200, b" \r\n", Fault.NOT_KEPT),
        (200, b"[]", Fault.NOT_KEPT),
        (200, b'{"00081199": {"vr": "SQ"}}', Fault.NOT_KEPT),
        (202, b'{"00081199": {"vr": "SQ", "Value": [{"00081155": {}}]}}', Fault.NOT_KEPT),
        (200, failed(0xA700), Fault.FULL),
        (200, failed(0xA900), Fault.REFUSED),
        (200, b"<html>stored</html>", Fault.REFUSED),
        (409, failed(0x0110), Fault.REFUSED),
        (413, b"", Fault.REFUSED),
        (415, b"", Fault.REFUSED),
        (401, b"", Fault.UNKNOWN_USER),
        (403, b"", Fault.NOT_ALLOWED),
        (404, b"", Fault.NOT_THERE),
    ],
)
def test_what_is_not_named_as_kept_is_not_kept(
    store: WebStore,
    plan: Plan,
    path: Path,
    status: int,
    body: bytes,
    fault: Fault,
) -> None:
    plan.posts = [(status, body), (200, kept(path))]
    found = fault_of(store, path)
    assert found.fault is fault
    assert found.passing == (fault in (Fault.NOT_KEPT, Fault.FULL))
    # And the next time it goes through, without a restart.
    store.put(path, digest(path))


def test_a_number_alone_is_not_taken_for_the_file(store: WebStore, plan: Plan, path: Path) -> None:
    """An archive that tells no digest gets it again; storing it twice is storing it once."""
    header = read_header(path)
    question = f"studies/{header.study_uid}/instances?SOPInstanceUID={header.instance_uid}"
    uid = {"00080018": {"vr": "UI", "Value": [header.instance_uid]}}
    plan.files[f"dicom-web/{question}"] = json.dumps([uid]).encode()
    assert store.holds(header.study_uid, header.instance_uid)
    assert not store.keeps(path, digest(path))


def test_another_files_name_in_the_answer_is_not_enough(
    store: WebStore, plan: Plan, path: Path, tmp_path: Path
) -> None:
    plan.posts = [(200, kept(scans(tmp_path / "other", "other")[0]))]
    assert fault_of(store, path).fault is Fault.NOT_KEPT


@pytest.mark.parametrize(("status", "fault"), [(507, Fault.FULL), (500, Fault.BROKEN)])
def test_what_may_pass_is_sent_again_until_patience_ends(
    store: WebStore, plan: Plan, path: Path, status: int, fault: Fault
) -> None:
    plan.posts = [(status, b"")] * 3 + [(200, kept(path))]
    store.put(path, digest(path))
    assert len(plan.stored) == 4
    assert len({len(sent) for sent in plan.stored}) == 1
    plan.posts = [(status, b"")] * 10_000
    assert fault_of(store, path).fault is fault


def test_a_line_that_is_cut_while_sending_sends_all_of_it_again(
    store: WebStore, plan: Plan, path: Path
) -> None:
    plan.posts = [(0, b""), (0, b""), (200, kept(path))]
    store.put(path, digest(path))
    (sent,) = plan.stored
    assert path.read_bytes() in sent
    assert store.line.counts.again == 2


def test_what_speaks_no_dicomweb_is_named(store: WebStore, plan: Plan, path: Path) -> None:
    plan.files = {PROBE: b"<html>Welcome</html>", "system": b"<html>Welcome</html>"}
    found = fault_of(store, path)
    assert found.fault is Fault.REFUSED
    assert "does not speak DICOMweb" in str(found)
    plan.files = {PROBE: b"[]"}
    plan.posts = [(200, kept(path))]
    store.put(path, digest(path))


def test_an_orthanc_whose_disk_is_full_is_told_and_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    if archive_site.missing():
        lacks_server(archive_site.missing())
    disk = tmp_path / "disk"
    disk.mkdir()
    reason = mounted(disk)
    if reason:
        lacks_right("disk that can be filled", reason)
    try:
        with archive_site.site(store=disk / "store") as site:
            store = store_of(site, "relay-lyon")
            with store.line:
                (disk / "ballast").write_bytes(bytes((1 << 20) - (64 << 10)))
                path = scans(tmp_path / "scan", "full disk")[0]
                assert fault_of(store, path).fault is Fault.NOT_KEPT
                header = read_header(path)
                assert not store.holds(header.study_uid, header.instance_uid)
                (disk / "ballast").unlink()
                store.put(path, digest(path))
                assert store.holds(header.study_uid, header.instance_uid)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def mounted(disk: Path) -> str:
    """Put a disk of one megabyte there; return why not, where the machine does not let us."""
    reason = why_not_root()
    if reason:
        return reason
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"root may mount nothing here ({done.stderr.strip()})"


def test_who_knows_the_numbers_has_the_file_read_for_its_digest_alone(
    store: WebStore, plan: Plan, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = read_header(path)
    plan.posts = [(200, kept(path))]

    def read(_: Path) -> None:
        raise AssertionError("the header was read again")

    monkeypatch.setattr("app.scans.web.store.read_header", read)
    store.put(path, digest(path), (header.study_uid, header.instance_uid))
    assert path.read_bytes() in plan.stored[-1]

"""Others' programs read what we stored, and store what we read: dicomweb-client, OpenJPEG."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
import requests
from dicomweb_client import DICOMwebClient
from pydicom.encaps import generate_frames

from app.scans.web.store import WebStore
from app.scans.web.wanted import Wanted
from imaging.reader import read_image
from tests.services.site import PEOPLE, Site
from tests.services.test_web_store import digest, scans, store_of, wanted

HTJ2K_RPCL = "1.2.840.10008.1.2.4.202"


@pytest.fixture
def relay(site: Site) -> Iterator[WebStore]:
    store = store_of(site, "relay-lyon")
    with store.line:
        yield store


@pytest.fixture
def client(site: Site) -> Iterator[DICOMwebClient]:
    """Another program's view of the archive, through the same gate."""
    with requests.Session() as session:
        session.trust_env = False
        session.auth = ("relay-lyon", PEOPLE["relay-lyon"])
        session.verify = str(site.folder / "trust.pem")
        yield DICOMwebClient(f"{site.archive().url}/dicom-web", session=session)


def test_dicomweb_client_finds_and_reads_what_we_stored(
    relay: WebStore, client: DICOMwebClient, tmp_path: Path
) -> None:
    path = scans(tmp_path, "ours", rows=300)[0]
    relay.put(path, digest(path))
    dataset = pydicom.dcmread(path)
    uids = (dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.SOPInstanceUID)
    (found,) = client.search_for_instances(study_instance_uid=uids[0])
    assert found["00080018"]["Value"] == [uids[2]]
    told = client.retrieve_instance_metadata(*uids)
    assert told["00280010"]["Value"] == [dataset.Rows]
    # Of HTJ2K, this Orthanc gives the frame as it lies in the file when no syntax is asked for.
    (frame,) = client.retrieve_instance_frames(
        *uids, frame_numbers=[1], media_types=("application/octet-stream",)
    )
    kept = next(generate_frames(dataset.PixelData, number_of_frames=1))
    assert frame.rstrip(b"\0") == kept.rstrip(b"\0")


def test_we_find_and_read_what_dicomweb_client_stored(
    relay: WebStore, client: DICOMwebClient, tmp_path: Path
) -> None:
    path = scans(tmp_path, "theirs", rows=300)[0]
    dataset = pydicom.dcmread(path)
    client.store_instances([dataset])
    one = wanted(path)
    assert relay.holds(one.study_uid, one.instance_uid)
    (arrived,) = [new for new in relay.changes("") if new.instance_uid == one.instance_uid]
    # It writes the file anew, so its bytes are its own; the pixels are the same.
    brought = relay.bring(arrived, tmp_path)
    same = Wanted(digest(brought), brought.stat().st_size, one.study_uid, one.instance_uid, "x")
    coming = relay.incoming(same)
    sum(coming.flow())
    coming.check(same.sha256)
    pixels = [read_image(file).channels[0].pixels for file in (path, brought)]
    np.testing.assert_array_equal(*pixels)
    assert pydicom.dcmread(brought).file_meta.TransferSyntaxUID == HTJ2K_RPCL


@pytest.mark.skipif(shutil.which("opj_decompress") is None, reason="no opj_decompress here")
def test_openjpegs_tool_decodes_what_the_archive_holds(relay: WebStore, tmp_path: Path) -> None:
    path = scans(tmp_path, "openjpeg", rows=700)[0]
    relay.put(path, digest(path))
    one = wanted(path)
    (arrived,) = [new for new in relay.changes("") if new.instance_uid == one.instance_uid]
    brought = relay.bring(arrived, tmp_path)
    code = next(generate_frames(pydicom.dcmread(brought).PixelData, number_of_frames=1))
    (tmp_path / "scan.j2k").write_bytes(code)
    command = ["opj_decompress", "-i", str(tmp_path / "scan.j2k"), "-o", str(tmp_path / "scan.pgm")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    stored = read_image(path).channels[0].pixels
    np.testing.assert_array_equal(pgm(tmp_path / "scan.pgm"), stored)


def pgm(path: Path) -> np.ndarray:
    """Read a binary grey map of 16 bits."""
    data = path.read_bytes()
    words, at = [], 0
    while len(words) < 4:
        line, _, _ = data[at:].partition(b"\n")
        at += len(line) + 1
        words += [] if line.startswith(b"#") else line.split()
    columns, rows, top = (int(word) for word in words[1:])
    assert words[0] == b"P5"
    assert top > 255
    return np.frombuffer(data, ">u2", rows * columns, at).reshape(rows, columns)

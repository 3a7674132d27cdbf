"""The site's gate before a stock Orthanc: parts of files, the sign-in each time, nothing else."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.services import site as archive_site
from tests.services.absent import lacks_server
from tests.services.site import PEOPLE, Site
from tests.services.test_web_store import digest, scans, store_of, wanted


def client(site: Site, user: str = "officer", password: str | None = None) -> httpx.Client:
    word = PEOPLE[user] if password is None else password
    url = f"https://localhost:{site.gate.port}"
    return httpx.Client(base_url=url, verify=site.context(), auth=(user, word), trust_env=False)


@pytest.fixture
def kept(site: Site, tmp_path: Path) -> tuple[str, bytes]:
    """A file that the gate keeps, and its bytes."""
    path = scans(tmp_path, tmp_path.name, rows=300)[0]
    relay = store_of(site, "relay-lyon")
    with relay.line, client(site) as asking:
        relay.put(path, digest(path))
        place = "/" + relay.incoming(wanted(path)).path
        # As a browser would: the gate must not keep it packed for everybody.
        assert asking.headers["accept-encoding"].startswith("gzip")
        assert asking.get(place).content == path.read_bytes()
    return place, path.read_bytes()


def test_parts_are_given_one_and_several(site: Site, kept: tuple[str, bytes]) -> None:
    place, data = kept
    with client(site) as asking:
        for told, begin, end in (
            ("bytes=0-99", 0, 100),
            ("bytes=5000-", 5000, len(data)),
            ("bytes=-7", len(data) - 7, len(data)),
        ):
            answer = asking.get(place, headers={"range": told})
            assert answer.status_code == 206
            assert answer.content == data[begin:end]
            assert answer.headers["content-range"] == f"bytes {begin}-{end - 1}/{len(data)}"
        answer = asking.get(place, headers={"range": "bytes=10-19, 400-499"})
        assert answer.status_code == 206
        assert answer.headers["content-type"].startswith("multipart/byteranges")
        assert data[400:500] in answer.content
        assert len(answer.content) < 1000
        assert asking.get(place, headers={"range": f"bytes={len(data)}-"}).status_code == 416


def test_several_parts_come_in_one_answer(
    site: Site, kept: tuple[str, bytes], tmp_path: Path
) -> None:
    _, data = kept
    officer = store_of(site, "officer")
    path = next(file for file in tmp_path.iterdir() if file.read_bytes() == data)
    with officer.line:
        coming = officer.incoming(wanted(path))
        before = officer.line.counts.asked
        sum(coming.bring([(10, 20), (5000, 6000), (90_000, 90_500)]))
        assert officer.line.counts.asked == before + 1
        assert coming.held is not None
        assert coming.held.spans == ((10, 20), (5000, 6000), (90_000, 90_500))


def test_what_is_kept_is_given_to_nobody_who_may_not_sign_in(
    site: Site, kept: tuple[str, bytes]
) -> None:
    place, _ = kept
    for headers in ({}, {"range": "bytes=0-9"}):
        for user, password in (("officer", "wrong"), ("nobody", "sample-officer"), ("", "")):
            with client(site, user, password) as asking:
                assert asking.get(place, headers=headers).status_code == 401
    with httpx.Client(verify=site.context(), trust_env=False) as asking:
        assert asking.get(f"https://localhost:{site.gate.port}{place}").status_code == 401


ELSEWHERE = (
    ("DELETE", "{place}", 403),
    ("PUT", "{place}", 403),
    ("POST", "{place}", 403),
    ("DELETE", "{instance}", 403),
    ("DELETE", "/changes", 403),
    ("PUT", "/tools/find", 403),
    ("DELETE", "/dicom-web/studies/{study}", 403),
    ("POST", "/dicom-web/studies", 403),
    ("POST", "/dicom-web/studies/{study}", 403),
    ("POST", "/instances", 404),
    ("POST", "/tools/shutdown", 404),
    ("POST", "/tools/reset", 404),
    ("POST", "/tools/execute-script", 404),
    ("POST", "/tools/lookup", 404),
    ("POST", "/modalities/x/store", 404),
    ("GET", "/dicom-web/servers", 404),
    ("GET", "/patients", 404),
    ("GET", "/app/explorer.html", 404),
    ("GET", "{instance}/tags", 404),
    ("GET", "/signed-in", 404),
    ("GET", "/system%2f..%2fpatients", 400),
    ("GET", "/dicom-web/studies/%2e%2e/%2e%2e/patients", 400),
    ("GET", "/dicom-web/studies//patients", 400),
    ("POST", "/tools/shutdown/..%2ffind", 400),
    ("GET", "/dicom-web/studies/%0d%0aDELETE", 400),
)


def test_nothing_else_of_the_archive_is_reached(site: Site, kept: tuple[str, bytes]) -> None:
    place, data = kept
    instance = place.removesuffix("/file")
    with client(site) as asking:
        study = asking.get(f"{instance}/study").json()["MainDicomTags"]["StudyInstanceUID"]
        for method, path, status in ELSEWHERE:
            target = path.format(place=place, instance=instance, study=study)
            answer = asking.request(method, target, content=b"x" if method != "GET" else None)
            assert answer.status_code == status, (method, target)
        assert asking.get(place).content == data


@pytest.mark.parametrize("path", ["/modalities/../system", "/x/..//system", "/instances/../system"])
def test_a_crooked_address_is_refused_before_the_archive_reads_it(site: Site, path: str) -> None:
    # Clients tidy addresses up; sent as it stands, by hand.
    asking = http.client.HTTPSConnection("localhost", site.gate.port, context=site.context())
    word = base64.b64encode(f"officer:{PEOPLE['officer']}".encode()).decode()
    try:
        asking.request("GET", path, headers={"authorization": f"Basic {word}"})
        assert asking.getresponse().status == 400
    finally:
        asking.close()


def test_a_relay_may_store_and_nothing_more(site: Site, kept: tuple[str, bytes]) -> None:
    place, data = kept
    with client(site, "relay-lyon") as asking:
        assert asking.post("/dicom-web/studies", content=b"x").status_code == 415
        for method in ("DELETE", "PUT", "POST"):
            assert asking.request(method, place).status_code == 403
        assert asking.post("/instances", content=b"x").status_code == 404
        assert asking.get(place).content == data


@pytest.fixture
def own() -> Iterator[Site]:
    lacks = archive_site.missing()
    if lacks:
        lacks_server(lacks)
    with archive_site.site() as started:
        yield started


def test_who_is_taken_out_of_the_archive_gets_nothing_that_the_gate_keeps(
    own: Site, tmp_path: Path
) -> None:
    path = scans(tmp_path, "taken out")[0]
    relay = store_of(own, "relay-lyon")
    with relay.line, client(own) as asking:
        relay.put(path, digest(path))
        place = "/" + relay.incoming(wanted(path)).path
        assert asking.get(place).content == path.read_bytes()
        own.orthanc.stop()
        assert asking.get(place).status_code == 502
        configured = own.folder / "orthanc.json"
        told = json.loads(configured.read_text())
        del told["RegisteredUsers"]["officer"]
        configured.write_text(json.dumps(told))
        own.orthanc.start()
        assert asking.get(place).status_code == 401

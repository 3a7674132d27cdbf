"""From a scanner through the relay to a stock Orthanc, in programs of their own, killed at will."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import numpy as np
import pytest

from app.domain.clock import system_clock
from app.relay.feed import Feed
from app.relay.relaying import Relay
from app.scans.web.feed import ArchiveFeed
from app.scans.web.line import Line, Patience
from app.scans.web.store import WebStore
from imaging.dicos import write_dx
from imaging.reader import read_image
from imaging.restream import STREAM_SYNTAX
from tests.services.site import PEOPLE, Site
from tests.unit.imaging_files import dicom_bytes, pair, picture, source
from tests.unit.relay_archive import Shelf

USER = "relay-lyon"


@dataclasses.dataclass
class Place:
    """A workspace with a relay, its scanner's folder, and the archive it sends to."""

    home: Path
    scanner: Path
    environ: dict[str, str]
    site: Site

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "app", "relay", "--home", str(self.home), "--json", *words]

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*words), env=self.environ, stdout=subprocess.PIPE, text=True
        )

    def run(self, *words: str) -> tuple[int, list[dict[str, object]]]:
        done = subprocess.run(
            self.command(*words), env=self.environ, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]

    def instances(self) -> dict[str, str]:
        """SOP Instance UIDs in the archive, with Orthanc's names for them; each must be once."""
        found = json.loads(self.asked("/instances?expand"))
        uids = [one["MainDicomTags"]["SOPInstanceUID"] for one in found]
        assert len(uids) == len(set(uids))
        return {uid: one["ID"] for uid, one in zip(uids, found, strict=True)}

    def file(self, name: str, target: Path) -> Path:
        target.write_bytes(self.asked(f"/instances/{name}/file"))
        return target

    def asked(self, path: str) -> bytes:
        """Ask the archive itself, past the gate and past everything of ours."""
        told = base64.b64encode(f"{USER}:{PEOPLE[USER]}".encode()).decode()
        request = urllib.request.Request(  # noqa: S310 - of this machine
            self.site.inner + path, headers={"authorization": f"Basic {told}"}
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - of this machine
            return bytes(answer.read())


@pytest.fixture
def place(site: Site, tmp_path: Path) -> Place:
    given = tmp_path / "given"
    given.mkdir()
    (given / "prescreen.archive").write_text(PEOPLE[USER])
    home, scanner = tmp_path / "home", tmp_path / "scanner"
    home.mkdir()
    scanner.mkdir()
    archive = site.archive(USER)
    (home / "settings.toml").write_text(
        f'[archive]\nurl = "{archive.url}"\nuser = "{USER}"\n'
        f'root_certificate = "{archive.root_certificate}"\n'
    )
    environ = os.environ | {
        "CREDENTIALS_DIRECTORY": str(given),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    return Place(home, scanner, environ, site)


def small_scans(folder: Path, count: int, root: str) -> dict[str, np.ndarray]:
    """Write scans of one energy each, and return their pixels by SOP Instance UID."""
    made = {}
    for number in range(count):
        uid = f"{root}.{number}"
        pixels = picture(24, 40, seed=number)
        data = dicom_bytes(
            pixels, SOPInstanceUID=uid, StudyInstanceUID=f"{root}", SeriesInstanceUID=f"{root}.0"
        )
        (folder / f"{number}.dcm").write_bytes(data)
        made[uid] = pixels
    return made


def check_all(place: Place, made: dict[str, np.ndarray], target: Path) -> None:
    there = place.instances()
    for uid, pixels in made.items():
        found = read_image(place.file(there[uid], target))
        assert found.header.transfer_syntax_uid == STREAM_SYNTAX
        assert np.array_equal(found.channels[0].pixels, pixels)


def test_a_folder_goes_to_the_archive_once_and_what_is_none_says_so(place, tmp_path):
    write_dx(pair(), place.scanner, seed="folder")
    (place.scanner / "cut").write_bytes(dicom_bytes(picture())[:-9])
    code, said = place.run("--folder", str(place.scanner), "--once")
    assert code == 0, said
    assert sorted(str(one.get("state")) for one in said[:-1]) == ["refused", "sent", "sent"]
    made = {
        read_image(path).header.instance_uid: read_image(path).channels[0].pixels
        for path in place.scanner.glob("*.dcs")
    }
    check_all(place, made, tmp_path / "back")
    again, said = place.run("--folder", str(place.scanner), "--once")
    assert (again, said) == (0, [{"waiting": 0}])


def test_a_scanner_sends_by_storescu_and_finds_its_pixels_in_the_archive(place, tmp_path):
    paths = write_dx(pair(view="top"), place.scanner, seed="storescu")
    other = dicom_bytes(picture(90, 70), SOPInstanceUID="1.2.88.1", StudyInstanceUID="1.2.88")
    (place.scanner / "other").write_bytes(other)
    relay = place.start("--listen", "0", "--peer", "LANE1@127.0.0.1")
    try:
        port = json.loads(relay.stdout.readline())["port"]
        for path in (*paths, place.scanner / "other"):
            storescu = [sys.executable, "-m", "pynetdicom", "storescu", "127.0.0.1", str(port)]
            options = ["-aet", "LANE1", "-aec", "PRESCREEN", "-cx"]
            # DICOS is not in its list of classes: it asks for what the file is.
            sent = subprocess.run(
                [*storescu, *options, str(path)], capture_output=True, text=True, check=False
            )
            assert sent.returncode == 0, sent.stderr
            assert json.loads(relay.stdout.readline())["state"] == "sent"
    finally:
        relay.send_signal(signal.SIGTERM)
        rest, _ = relay.communicate(timeout=60)
    assert relay.returncode == 0
    assert json.loads(rest.splitlines()[-1]) == {"waiting": 0}
    made = {
        read_image(path).header.instance_uid: read_image(path).channels[0].pixels
        for path in (*paths, place.scanner / "other")
    }
    check_all(place, made, tmp_path / "back")


@pytest.mark.slow
def test_two_hundred_scans_arrive_once_each_though_the_relay_is_killed_again_and_again(
    place, tmp_path
):
    made = small_scans(place.scanner, 200, "1.2.840.77.200")
    words = ("--folder", str(place.scanner))
    chance, wait = random.Random(7), threading.Event()
    kills = 0
    for _ in range(6):
        relay = place.start(*words)
        # Long enough to work, on a machine that is not busy; wherever it is then, it dies.
        wait.wait(chance.uniform(1.0, 6.0))
        relay.kill()
        relay.communicate()
        kills += 1
    code, said = place.run(*words, "--once")
    assert code == 0, said[-3:]
    assert kills == 6
    check_all(place, made, tmp_path / "back")
    # What was refused would have been said; the originals are all kept.
    kept = list((place.home / "relay/originals").glob("??/*"))
    assert len(kept) == 200


def test_an_archive_that_is_stopped_for_a_while_gets_all(place, tmp_path):
    made = small_scans(place.scanner, 6, "1.2.840.77.6")
    place.site.gate.stop()
    relay = None
    try:
        code, _ = place.run("--folder", str(place.scanner), "--once")
        assert code == 1
        relay = place.start("--folder", str(place.scanner))
    finally:
        place.site.gate.start()
    sent = 0
    while sent < len(made):
        # What stood in the way is said between them.
        sent += json.loads(relay.stdout.readline()).get("state") == "sent"
    relay.send_signal(signal.SIGTERM)
    relay.communicate(timeout=60)
    assert relay.returncode == 0
    check_all(place, made, tmp_path / "back")


def test_what_comes_to_another_archive_is_relayed(site, tmp_path):
    """The feed of a source: here the same Orthanc, by a name of its own."""
    there = Line(
        site.archive(USER),
        lambda: PEOPLE[USER],
        pause=lambda _seconds: False,
        patience=Patience(whole=10.0),
    )
    folder = tmp_path / "feed"
    with there:
        store, shelf, faults = WebStore(there), Shelf(), []
        (path,) = write_dx(
            dataclasses.replace(pair(), channels=pair().channels[:1], source=source(view="rear")),
            tmp_path,
            seed="feed",
        )
        relay = Relay(tmp_path / "relay", shelf, system_clock())

        def feed() -> Feed:
            return Feed(ArchiveFeed(store, folder, tmp_path / "feed.json", 1), relay, faults.append)

        list(feed().look())
        store.put(path, hashlib.sha256(path.read_bytes()).hexdigest())
        (taken,) = feed().look()
        assert relay.originals.path(taken.sha256).read_bytes() == path.read_bytes()
        assert list(feed().look()) == []
        assert not faults

"""`prescreen ingest --archive`: what came to an archive goes on record, once, whatever happens."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.cli.ingest import MARK
from app.domain.errors import Unavailable
from app.scans.web.faults import ArchiveFault, Fault
from app.scans.web.feed import ArchiveFeed
from app.scans.web.line import Line
from app.scans.web.store import WebStore
from imaging.reader import read_header
from tests.services import site as archive_site
from tests.services.absent import lacks_server
from tests.services.site import PEOPLE, Site
from tests.services.test_web_store import QUICK, digest, no_wait, scans, store_of, wanted
from tests.services.test_web_storing import mounted


@pytest.fixture
def own() -> Iterator[Site]:
    """An archive with nothing in it."""
    lacks = archive_site.missing()
    if lacks:
        lacks_server(lacks)
    with archive_site.site() as started:
        yield started


@pytest.fixture
def home(own: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose settings name it, and a service's password for it."""
    place, given = tmp_path / "home", tmp_path / "credentials"
    place.mkdir()
    given.mkdir()
    (given / "prescreen.archive").write_text(PEOPLE["officer"])
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given))
    monkeypatch.setenv("PRESCREEN_KEYS", str(tmp_path / "keys"))
    told = own.archive("officer")
    (place / "settings.toml").write_text(
        f'[archive]\nurl = "{told.url}"\nuser = "officer"\n'
        f'root_certificate = "{told.root_certificate}"\n'
    )
    return place


def feed_of(store: WebStore, home: Path) -> ArchiveFeed:
    return ArchiveFeed(store, home / "arriving", home / MARK)


def put(site: Site, files: list[Path]) -> None:
    store = store_of(site, "relay-lyon")
    with store.line:
        for path in files:
            store.put(path, digest(path))


def ingest(home: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, str]]]:
    code = main(["ingest", "--archive", "--home", str(home), "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_is_new_goes_on_record_once(
    own: Site, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = scans(tmp_path / "first", "first")
    put(own, files)
    code, told = ingest(home, capsys)
    assert code == 0
    assert [line["status"] for line in told] == ["accepted", "accepted"]
    kept = {path.name: path for path in (home / "scans").glob("??/*")}
    assert {digest(path) for path in files} <= set(kept)
    assert list((home / "arriving").iterdir()) == []
    assert ingest(home, capsys) == (0, [])
    more = scans(tmp_path / "second", "second")
    put(own, more)
    code, told = ingest(home, capsys)
    assert [line["status"] for line in told] == ["accepted", "accepted"]
    assert main(["show", told[0]["id"], "--home", str(home), "--json"]) == 0
    shown = capsys.readouterr().out
    assert all(digest(path) in shown for path in more)


def test_a_lost_place_costs_time_and_nothing_else(
    own: Site, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(own, scans(tmp_path / "files", "lost"))
    ingest(home, capsys)
    for kept in ("", "[]", '{"url": 5}', '{"url": "https://other.example", "mark": "orthanc:9"}'):
        (home / MARK).write_text(kept)
        code, told = ingest(home, capsys)
        assert code == 0
        assert [line["status"] for line in told] == ["duplicate", "duplicate"]


def test_an_archive_that_was_laid_out_anew_is_read_from_its_beginning(
    own: Site, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(own, scans(tmp_path / "files", "anew"))
    (home / MARK).write_text(json.dumps({"url": own.archive().url, "mark": "orthanc:999999"}))
    code, told = ingest(home, capsys)
    assert code == 0
    assert len(told) == 2


def test_while_the_archive_is_down_nothing_is_lost_and_it_goes_on_by_itself(
    own: Site, home: Path, tmp_path: Path
) -> None:
    store = store_of(own, "officer")
    taken: list[bytes] = []

    def take(paths: object) -> None:
        assert isinstance(paths, list)
        taken.extend(path.read_bytes() for path in paths)

    with store.line:
        store.line.patience = dataclasses.replace(QUICK, whole=0.2)
        feed = feed_of(store, home)
        feed.follow(take, pytest.fail)
        files = scans(tmp_path / "files", "down")
        put(own, files)
        own.orthanc.stop()
        with pytest.raises(ArchiveFault) as caught:
            feed.follow(take, pytest.fail)
        assert caught.value.fault is Fault.DOWN
        own.orthanc.start()
        feed.follow(take, pytest.fail)
        own.gate.stop()
        with pytest.raises(ArchiveFault) as caught:
            feed.follow(take, pytest.fail)
        assert caught.value.fault is Fault.DOWN
        own.gate.start()
        feed.follow(take, pytest.fail)
    assert sorted(taken) == sorted(path.read_bytes() for path in files)


def test_a_file_that_the_archive_damaged_is_told_and_holds_no_other_up(
    own: Site, home: Path, tmp_path: Path
) -> None:
    files = scans(tmp_path / "files", "damaged")
    put(own, files)
    (data,) = [path for path in (own.folder / "store").rglob("*") if is_copy(path, files[0])]
    whole = data.read_bytes()
    # Stopped and started: it keeps files in memory for a while.
    own.orthanc.stop()
    data.write_bytes(whole[:-50] + bytes(50))
    own.orthanc.start()
    told: list[ArchiveFault] = []
    taken: list[str] = []
    store = store_of(own, "officer")
    with store.line:
        feed = feed_of(store, home)
        feed.follow(lambda paths: taken.extend(digest(path) for path in paths), told.append)
        assert [fault.fault for fault in told] == [Fault.ALTERED]
        assert taken == [digest(files[1])]
        assert feed.mark == ""


def uids(path: Path) -> tuple[str, str]:
    header = read_header(path)
    return header.study_uid, header.instance_uid


def is_copy(path: Path, of: Path) -> bool:
    return path.is_file() and path.read_bytes() == of.read_bytes()


def test_without_orthancs_own_services_files_come_by_dicomweb(
    own: Site, home: Path, tmp_path: Path
) -> None:
    files = scans(tmp_path / "files", "plain", rows=300)
    put(own, files)
    told = own.archive("officer")
    place = type(told)(f"{told.url}/dicom-web", told.root_certificate, told.user)
    taken: list[str] = []
    with Line(place, lambda: PEOPLE["officer"], pause=no_wait, patience=QUICK) as line:
        store = WebStore(line)
        assert store.abilities.orthanc == ""
        assert store.abilities.dicomweb == ""
        assert all(store.holds(*uids(path)) for path in files)
        assert not store.holds("2.25.1", "2.25.2")
        for path in files:
            coming = store.incoming(wanted(path))
            assert sum(coming.flow()) == path.stat().st_size
            coming.check(digest(path))
            assert not coming.ranges
        other = dataclasses.replace(wanted(files[0]), size=files[0].stat().st_size + 100_000)
        with pytest.raises(ArchiveFault) as caught:
            list(store.incoming(other).flow())
        assert caught.value.fault is Fault.ALTERED
        feed = feed_of(store, home)
        feed.follow(lambda paths: taken.extend(digest(path) for path in paths), pytest.fail)
        assert sorted(taken) == sorted(digest(path) for path in files)
        assert feed.mark.startswith("day:")
        feed.follow(lambda _: pytest.fail("taken twice"), pytest.fail)


def test_a_full_disk_is_told_and_nothing_is_lost(own: Site, home: Path, tmp_path: Path) -> None:
    files = scans(tmp_path / "files", "room")
    put(own, files)
    disk = home / "arriving"
    disk.mkdir()
    if not mounted(disk):
        pytest.skip("a small disk needs root on Linux")
    store, taken = store_of(own, "officer"), list[str]()
    try:
        (disk / "ballast").write_bytes(bytes((1 << 20) - (64 << 10)))
        with store.line:
            feed = feed_of(store, home)
            with pytest.raises(Unavailable, match="Nothing is lost"):
                feed.follow(pytest.fail, pytest.fail)
            (disk / "ballast").unlink()
            feed.follow(lambda paths: taken.extend(digest(path) for path in paths), pytest.fail)
        assert sorted(taken) == sorted(digest(path) for path in files)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_is_told(own: Site, home: Path, tmp_path: Path) -> None:
    put(own, scans(tmp_path / "files", "full"))
    (home / "arriving").write_text("a file where a folder should be")
    store = store_of(own, "officer")
    with store.line:
        feed = feed_of(store, home)
        with pytest.raises(Unavailable, match="Nothing is lost"):
            feed.follow(pytest.fail, pytest.fail)
        (home / "arriving").unlink()
        taken: list[Path] = []
        feed.follow(taken.extend, pytest.fail)
    assert len(taken) == 2


def test_the_doctor_says_what_the_archive_can_do(
    own: Site, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["doctor", "--home", str(home)])
    said = capsys.readouterr().out
    assert f"ok      archive: {own.archive().url}: Orthanc 1.10.1, with its own services" in said
    assert re.search(r"ok      archive clock: \d s", said)
    own.gate.stop()
    assert main(["doctor", "--home", str(home)]) == 1
    said = capsys.readouterr().out
    assert "MISSING archive:" in said
    assert "cannot be reached" in said
    own.gate.start()


def test_settings_that_make_no_sense_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, word in (
        ('[archive]\nurl = "https://officer:geheim@archive.example"\n', "no password"),
        ('[archive]\nuser = "officer"\n', "needs url"),
        ('[archive]\nurl = "https://archive.example"\npassword = "geheim"\n', "needs url"),
        ('[archive]\nurl = "ftp://archive.example"\n', "no address of an archive"),
        ("", "name no archive"),
    ):
        (tmp_path / "settings.toml").write_text(text)
        assert main(["ingest", "--archive", "--home", str(tmp_path)]) == 1
        said = capsys.readouterr().err
        assert word in said
        assert "geheim" not in said
    assert main(["ingest", "--home", str(tmp_path)]) == 2

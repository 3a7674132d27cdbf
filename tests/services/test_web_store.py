"""Scans go to a stock Orthanc behind the site's gate, and come back: the same to the byte."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.errors import KnownError
from app.scans.web.faults import ArchiveFault, Fault
from app.scans.web.line import Line, Patience
from app.scans.web.store import WebStore
from app.scans.web.wanted import Wanted
from imaging.arriving import Arriving
from imaging.dicos import write_dx
from imaging.phantom import make_scene
from imaging.reader import read_header, read_image
from imaging.tdr import read_tdr, write_tdr
from tests.services.site import PEOPLE, Site
from tests.unit.test_imaging_tdr import operator_report

QUICK = Patience(first=0.01, most=0.05, whole=20.0, connect=5.0, read=10.0)


def no_wait(_seconds: float) -> bool:
    return False


def scans(folder: Path, seed: str, rows: int = 200) -> list[Path]:
    """Write a simulated scan in the stream form: a file an energy."""
    made = make_scene(4, equipment="container20", rows=rows).radiograph
    taken = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
    dated = dataclasses.replace(made, source=dataclasses.replace(made.source, taken_at=taken))
    folder.mkdir(parents=True, exist_ok=True)
    return list(write_dx(dated, folder, compress="htj2k", seed=seed))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wanted(path: Path) -> Wanted:
    header = read_header(path)
    return Wanted(
        digest(path), path.stat().st_size, header.study_uid, header.instance_uid, path.name
    )


def store_of(site: Site, user: str, patience: Patience = QUICK) -> WebStore:
    line = Line(site.archive(user), lambda: PEOPLE[user], pause=no_wait, patience=patience)
    return WebStore(line)


@pytest.fixture
def relay(site: Site) -> Iterator[WebStore]:
    store = store_of(site, "relay-lyon")
    yield store
    store.line.close()


@pytest.fixture
def officer(site: Site) -> Iterator[WebStore]:
    store = store_of(site, "officer")
    yield store
    store.line.close()


def test_what_a_relay_stores_comes_to_an_officer_the_same(
    relay: WebStore, officer: WebStore, tmp_path: Path
) -> None:
    files = scans(tmp_path, "same")
    for path in files:
        one = wanted(path)
        assert not officer.holds(one.study_uid, one.instance_uid)
        relay.put(path, one.sha256)
        assert officer.holds(one.study_uid, one.instance_uid)
    assert officer.abilities.orthanc == "1.10.1"
    for path in files:
        coming = officer.incoming(wanted(path))
        sum(coming.flow())
        coming.check(digest(path))
        assert coming.held is not None
        assert coming.held.part(0, coming.held.size) == path.read_bytes()
        assert coming.ranges


def test_a_report_is_stored_as_a_picture_is(relay: WebStore, tmp_path: Path) -> None:
    path = tmp_path / "report.dcs"
    write_tdr(operator_report(), path)
    relay.put(path, digest(path))
    found = read_tdr(path)
    assert relay.holds(found.source.study_uid, found.sop_uid)


def test_parts_come_in_any_order_and_show_the_picture(
    relay: WebStore, officer: WebStore, tmp_path: Path
) -> None:
    path = scans(tmp_path, "parts", rows=600)[0]
    relay.put(path, digest(path))
    coming = officer.incoming(wanted(path))
    assert coming.held is not None
    file = Arriving(coming.held, path.name)
    sum(coming.bring([file.first]))
    assert file.index is not None
    sum(coming.bring(file.wanted(2)))
    assert coming.held.reach < coming.held.size
    coarse = file.picture(2).channels[0].pixels
    down, across = file.index.grid
    tile = down * across - 1
    sum(coming.bring(file.spans(file.index.parts_of([tile], 0))))
    whole = read_image(path).channels[0].pixels
    last = file.tile(tile)
    np.testing.assert_array_equal(last, whole[-last.shape[0] :, -last.shape[1] :])
    sum(coming.flow())
    coming.check(digest(path))
    assert coarse.shape == tuple(-(-side // 4) for side in whole.shape)


def test_storing_twice_is_storing_once(relay: WebStore, tmp_path: Path) -> None:
    path = scans(tmp_path, "twice")[0]
    before = len(list(relay.changes("")))
    assert not relay.keeps(path, digest(path))
    relay.put(path, digest(path))
    assert relay.keeps(path, digest(path))
    relay.put(path, digest(path))
    assert len(list(relay.changes(""))) == before + 1


def test_another_file_of_the_same_number_is_told_and_changes_nothing(
    relay: WebStore, tmp_path: Path
) -> None:
    path = scans(tmp_path, "number")[0]
    relay.put(path, digest(path))
    data = path.read_bytes()
    other = tmp_path / "other.dcm"
    # A bit of the preamble, which nobody reads.
    other.write_bytes(b"\x01" + data[1:])
    assert read_header(other).instance_uid == read_header(path).instance_uid
    with pytest.raises(ArchiveFault) as caught:
        relay.put(other, digest(other))
    assert caught.value.fault is Fault.ANOTHER
    # Nor is it taken for sent when it is asked for later.
    with pytest.raises(ArchiveFault) as caught:
        relay.keeps(other, digest(other))
    assert caught.value.fault is Fault.ANOTHER
    coming = relay.incoming(wanted(path))
    sum(coming.flow())
    coming.check(digest(path))


def test_who_may_only_look_may_not_store(officer: WebStore, tmp_path: Path) -> None:
    path = scans(tmp_path, "officer")[0]
    with pytest.raises(ArchiveFault) as caught:
        officer.put(path, digest(path))
    assert caught.value.fault is Fault.NOT_ALLOWED
    one = wanted(path)
    assert not officer.holds(one.study_uid, one.instance_uid)


def test_a_file_that_was_altered_here_is_not_sent(relay: WebStore, tmp_path: Path) -> None:
    path = scans(tmp_path, "here")[0]
    one = wanted(path)
    path.write_bytes(path.read_bytes()[:-100] + bytes(100))
    with pytest.raises(KnownError, match="Nothing was sent"):
        relay.put(path, one.sha256)
    assert not relay.holds(one.study_uid, one.instance_uid)


def test_what_the_archive_does_not_have_is_told_by_its_number(relay: WebStore) -> None:
    for study, instance in (("1.2.3", "1.2.3.4"), ("", ""), ("1.2/../3", "x?y=1")):
        assert not relay.holds(study, instance)
        with pytest.raises(ArchiveFault) as caught:
            relay.incoming(Wanted("0" * 64, 5, study, instance, "scan 7"))
        assert caught.value.fault is Fault.NOT_THERE


def test_a_wrong_password_is_told_and_nothing_is_kept(site: Site, tmp_path: Path) -> None:
    path = scans(tmp_path, "password")[0]
    with (
        Line(site.archive("relay-lyon"), lambda: "wrong", pause=no_wait) as line,
        pytest.raises(ArchiveFault) as caught,
    ):
        WebStore(line).put(path, digest(path))
    assert caught.value.fault is Fault.UNKNOWN_USER


def test_a_file_that_the_gate_keeps_still_needs_the_password(
    relay: WebStore, site: Site, tmp_path: Path
) -> None:
    path = scans(tmp_path, "gate")[0]
    relay.put(path, digest(path))
    one = wanted(path)
    coming = relay.incoming(one)
    sum(coming.flow())
    for user, password, fault in (
        ("", "", Fault.UNKNOWN_USER),
        ("officer", "wrong", Fault.UNKNOWN_USER),
    ):
        with Line(site.archive(user), lambda word=password: word, pause=no_wait) as line:
            with pytest.raises(ArchiveFault) as caught:
                line.read(coming.path, path.name)
            assert caught.value.fault is fault

"""On a workstation whose scans lie in an archive alone: packages, marks and comparisons need them.

A stock Orthanc behind the site's gate; the scan store of the workstation is empty.
"""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from app.cli.bringing import cache_of
from app.cli.fetching import fetching
from app.cli.picturing import calibrated_reader
from app.cli.reference_desk import ReferenceDesk
from app.domain.clock import system_clock
from app.domain.decision import Draft, Kind
from app.domain.mark import Category, Mark, MarkAct, Shape
from app.domain.reference import Aim, Found, Origin, Pictured, Reference
from app.references.library import Library
from app.review import ReviewRoom, Sitting
from app.review.mark_files import Author, marks_of, read_marks, write_marks
from app.review.referral import Contents, Making, write_package
from app.review.site import SiteRules
from app.scans import StoreError
from app.scans.near import Fetch, nowhere
from app.scans.web.faults import ArchiveFault
from tests.services.test_bringing import Post, post
from tests.services.test_web_store import digest, relay, scans
from tests.unit.record_values import MOMENT, TREMBLAY

__all__ = ["post", "relay"]

AUTHOR = Author(TREMBLAY.account, MOMENT)
SITE = SiteRules(workstation="post", program_version="test")
DRAFT = Draft(Kind.NO_DECISION, reasons=("LINK_DOUBT",), confidence=4)


def seated(post: Post) -> Sitting:
    """Take up an item of which no file is here."""
    room = ReviewRoom(post.record, post.store, system_clock(), TREMBLAY, site=SITE)
    sitting = room.next()
    assert sitting is not None
    for scan in sitting.item.scans:
        assert not any(post.store.holds(file.sha256) for file in scan.files)
        for view in scan.views:
            sitting.shown(scan.scan_id, view)
    sitting.first_paint()
    return sitting


def test_marks_are_written_out(post: Post, tmp_path: Path) -> None:
    sitting = seated(post)
    scan = sitting.item.scans[0]
    box = ((10.0, 10.0), (60.0, 50.0))
    drawn = Mark("m-1", 1, scan.scan_id, scan.views[0], Shape.BOX, box, "", Category.SEAL, "")
    sitting.do_mark(MarkAct(None, drawn))

    def write(folder: str, fetch: Fetch) -> tuple[Path, ...]:
        out = tmp_path / folder
        return write_marks(sitting.item, out, store=post.store, author=AUTHOR, fetch=fetch)

    with pytest.raises(StoreError):
        write("nowhere", nowhere)
    with fetching(post.settings) as fetch:
        files = write("out", fetch)
    for path in files:
        assert marks_of(read_marks(path), scan) == sitting.item.marks
    # What comes from an archive is kept in the cache, and put into no scan store.
    cache, _ = cache_of(post.settings)
    assert cache is not None
    assert cache.holds(scan.files[0].sha256)
    assert not post.store.holds(scan.files[0].sha256)


def test_a_package_is_written_with_its_pictures(post: Post, tmp_path: Path) -> None:
    sitting = seated(post)
    scan = sitting.item.scans[0]
    signed = sitting.sign(DRAFT)

    def write(folder: str, fetch: Fetch) -> tuple[Path, ...]:
        making = Making(
            draw=draw,
            read=calibrated_reader(sitting.item, post.settings, post.store, fetch),
            fetch=fetch,
        )
        return write_package(
            signed, sitting.item, tmp_path / folder, store=post.store, making=making
        )

    seen: list[np.ndarray] = []

    def draw(contents: Contents, path: Path) -> None:
        seen.append(contents.read(scan.scan_id, scan.views[0]).main.pixels)
        path.write_bytes(b"paper")

    with pytest.raises(StoreError):
        write("nowhere", nowhere)
    assert not (tmp_path / "nowhere").exists()
    with fetching(post.settings) as fetch:
        files = write("out", fetch)
    assert files[-1].name == "referral.json"
    assert any(path.name.endswith(".tdr.dcs") for path in files)
    again = scans(tmp_path / "again", f"{tmp_path}b1") + scans(tmp_path / "too", f"{tmp_path}b2")
    assert {digest(path) for path in again} >= {file.sha256 for file in scan.files}
    with fetching(post.settings) as fetch:
        read = calibrated_reader(sitting.item, post.settings, post.store, fetch)
        np.testing.assert_array_equal(read(scan.scan_id, scan.views[0]).main.pixels, seen[0])


def test_why_an_original_does_not_come_is_told_and_nothing_is_left(
    post: Post, tmp_path: Path
) -> None:
    sitting = seated(post)
    signed = sitting.sign(DRAFT)
    file = dataclasses.replace(sitting.item.scans[0].files[0], instance_uid="1.2.3.4")
    with fetching(post.settings) as fetch, pytest.raises(ArchiveFault, match="has no"):
        write_package(
            signed,
            sitting.item,
            tmp_path / "out",
            store=post.store,
            making=Making(fetch=lambda _: fetch(file)),
        )
    assert not (tmp_path / "out").exists()


def test_a_decided_scan_is_brought_for_a_comparison(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = seated(post)
    first.sign(DRAFT)
    second = seated(post)
    scan, before = second.item.scans[0], first.item.scans[0]
    key, decided = (scan.scan_id, scan.views[0]), (before.scan_id, before.views[0])
    files = before.of_view(decided[1])
    digests = tuple(sorted(file.sha256 for file in files))
    picture = Pictured(*decided, first.item_id, Origin.ITEM, digests)
    reference = Reference(picture, ())
    # Which decided scans are like this one is another matter.
    monkeypatch.setattr(Library, "search", lambda *_: Found(Aim.LOADS, (reference,)))
    with closing(post.bringing()) as bringing:
        desk = ReferenceDesk(post.store, bringing.fetch)
        desk.find(post.record, second.item_id, key, Aim.LOADS)
        like = calibrated_reader(second.item, post.settings, post.store, bringing.fetch)(*key)
        asked = calibrated_reader(first.item, post.settings, post.store, bringing.fetch)
        np.testing.assert_array_equal(
            desk.read(reference, like).main.pixels, asked(*decided).main.pixels
        )
        lone = ReferenceDesk(post.store)
        lone.find(post.record, second.item_id, key, Aim.LOADS)
        with pytest.raises(StoreError):
            lone.read(reference, like)

"""A workstation and its archive, a stock Orthanc behind the site's gate: what comes next comes by
itself, opens without a request, and is on record as it came."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.cli.bringing import Bringing
from app.cli.office import Office
from app.domain.clock import system_clock
from app.domain.delivery import Delivered
from app.domain.scan import ImageFile
from app.intake import take_in
from app.record import Record
from app.scans import FolderStore
from app.scans.cache_folder import empty_cache
from app.scans.coming import Stage
from app.scans.stream import Key, Told
from app.scans.web.store import WebStore
from app.settings import ArchiveSettings, Settings, settings_of
from app.vault import CACHE
from app.vault.pointer import Pointer, written
from app.vault.vault import CREDENTIALS, Vault
from tests.services.site import PEOPLE, Site
from tests.services.test_web_store import digest, relay, scans
from tests.unit.record_values import TREMBLAY, Workspace

__all__ = ["relay"]
SOON = 60.0


@dataclasses.dataclass
class Post:
    """A workstation whose scans lie in the archive alone."""

    settings: Settings
    record: Record
    store: FolderStore
    views: dict[Key, tuple[ImageFile, ...]]

    def bringing(self) -> Bringing:
        return Bringing(self.settings, self.store, system_clock())


@pytest.fixture
def post(
    site: Site, relay: WebStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Post]:
    given = tmp_path / "credentials"
    given.mkdir()
    (given / "prescreen.archive").write_text(PEOPLE["officer"])
    monkeypatch.setenv(CREDENTIALS, str(given))
    workspace = Workspace(tmp_path)
    place = site.archive("officer")
    settings = dataclasses.replace(
        settings_of(workspace.home, environ={}),
        key_folder=workspace.key_folder,
        secrets="file",
        archive=ArchiveSettings(place.url, "officer", place.root_certificate),
    )
    store = FolderStore(settings.scan_folder, archive=True)
    files = [path for seed in ("b1", "b2") for path in scans(tmp_path / seed, f"{tmp_path}{seed}")]
    for path in files:
        relay.put(path, digest(path))
    with workspace.open() as record:
        record.add_account(TREMBLAY, "four words of one sentence")
        for _ in take_in(files, record=record, store=store, clock=system_clock()):
            pass
        items = [line.item_id for line in record.queue()]
        views = {
            (scan.scan_id, view): scan.of_view(view)
            for found in record.scans_of(items).values()
            for scan in found
            for view in scan.views
        }
        assert len(items) == len(views) == 2
        for path in files:
            store.forget(digest(path))
        yield Post(settings, record, store, views)


def opened(bringing: Bringing, key: Key, files: tuple[ImageFile, ...]) -> Stage:
    """Open a view and wait for its exact picture."""
    news: list[Stage] = []
    whole = threading.Event()

    def told(one: Told) -> None:
        if isinstance(one, Stage) and one.exact:
            news.append(one)
            whole.set()

    bringing.open(key, files, told)
    assert whole.wait(SOON)
    return news[0]


def measured(bringing: Bringing, post: Post, count: int) -> tuple[Delivered, ...]:
    """Wait until so many views are on record."""
    for _ in range(200):
        bringing.settle(post.record, TREMBLAY)
        found = post.record.deliveries.newest(TREMBLAY, 10)
        if len(found) == count:
            return found
        threading.Event().wait(0.05)
    raise AssertionError(f"{count} views were not measured")


def until_cached(bringing: Bringing, post: Post) -> None:
    """Let what waits come by itself."""
    bringing.settle(post.record, TREMBLAY)
    for _ in range(600):
        if bringing.standing(post.record, TREMBLAY).cache_files == 4:
            return
        threading.Event().wait(0.1)
    raise AssertionError("nothing was brought ahead")


def test_what_waits_comes_by_itself_and_opens_without_a_request(post: Post) -> None:
    with closing(post.bringing()) as bringing:
        until_cached(bringing, post)
        asked = bringing._web.line.counts.asked
        assert asked
        for key, files in post.views.items():
            assert opened(bringing, key, files).radiograph.shape[0] == 200
        assert bringing._web.line.counts.asked == asked
        found = measured(bringing, post, 2)
        assert {(one.delivery.scan_id, one.delivery.view) for one in found} == set(post.views)
        assert all(one.delivery.kept and one.delivery.received == 0 for one in found)
        standing = bringing.standing(post.record, TREMBLAY)
        assert (standing.coming, standing.trouble, standing.views) == (0, None, found)
        assert standing.cache_bytes < standing.cache_most == post.settings.cache_bytes


def test_another_start_finds_it_and_after_a_purge_it_comes_anew(post: Post) -> None:
    key, files = next(iter(post.views.items()))
    with closing(post.bringing()) as bringing:
        opened(bringing, key, files)
    with closing(post.bringing()) as again:
        opened(again, key, files)
        assert again._web.line.counts.asked == 0
    # As a purge leaves it.
    assert empty_cache(post.settings.cache_folder).files == 2
    with closing(post.bringing()) as last:
        opened(last, key, files)
        newest = measured(last, post, 1)[0].delivery
        assert not newest.kept
        assert newest.received >= newest.size


def test_a_keyring_that_is_shut_costs_the_cache_alone(post: Post) -> None:
    vault = Vault(post.settings.key_folder)
    vault.folder.mkdir(exist_ok=True)
    elsewhere = Pointer("cache", "prescreen-1", "", "tremblay", "ws-12")
    vault.pointer_file(CACHE).write_bytes(written(elsewhere))
    with closing(post.bringing()) as bringing:
        key, files = next(iter(post.views.items()))
        opened(bringing, key, files)
        (found,) = measured(bringing, post, 1)
        assert found.delivery.received >= found.delivery.size
        standing = bringing.standing(post.record, TREMBLAY)
        assert standing.cache_most == 0
        assert "keyring of tremblay" in str(standing.trouble)
        assert not post.settings.cache_folder.exists()


def test_the_office_keeps_how_views_came_and_says_how_the_archive_stands(post: Post) -> None:
    with closing(post.bringing()) as bringing:
        office = Office(post.settings, clock=system_clock(), bringing=bringing)
        calls = office.wiring()
        assert calls.streams is bringing
        assert calls.archive is not None
        calls.room(TREMBLAY)
        key, files = next(iter(post.views.items()))
        opened(bringing, key, files)
        for _ in range(200):
            calls.record_version()
            if post.record.deliveries.all():
                break
            threading.Event().wait(0.05)
        (found,) = post.record.deliveries.all()
        assert (found.delivery.scan_id, found.delivery.view) == key
        assert calls.archive(TREMBLAY).views == (found,)
        # Nothing is kept in the name of who has left.
        key, files = list(post.views.items())[1]
        calls.sign_out(TREMBLAY)
        opened(bringing, key, files)
        calls.record_version()
        assert post.record.deliveries.all() == (found,)
        office.close_record()
        office.close()

"""The scan store: whole files under their digest, originals untouched."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from app.scans import FolderStore, StoreError


def test_a_file_is_kept_under_its_digest_and_the_original_stays(tmp_path: Path) -> None:
    original = tmp_path / "scan.dcs"
    original.write_bytes(b"pixels" * 1000)
    before = original.stat()
    store = FolderStore(tmp_path / "store")
    stored = store.put(original)
    assert stored.new
    assert stored.sha256 == hashlib.sha256(original.read_bytes()).hexdigest()
    assert stored.path.read_bytes() == original.read_bytes()
    assert store.path(stored.sha256) == stored.path
    after = original.stat()
    assert (before.st_mtime_ns, before.st_mode, before.st_ino) == (
        after.st_mtime_ns,
        after.st_mode,
        after.st_ino,
    )


def test_a_kept_file_cannot_be_written(tmp_path: Path) -> None:
    stored = FolderStore(tmp_path / "store").put_bytes(b"heat")
    assert not stored.path.stat().st_mode & 0o222


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_what_is_kept_is_for_its_owner_only(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    stored = store.put_bytes(b"heat")
    assert stored.path.stat().st_mode & 0o777 == 0o400
    for folder in (store.root, stored.path.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    assert store.put_bytes(b"one").new
    assert not store.put_bytes(b"one").new
    assert [p for p in store.root.rglob("*") if p.is_file()] == [store.put_bytes(b"one").path]


def test_damage_is_noticed_and_mended_by_the_next_delivery(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    stored = store.put_bytes(b"whole")
    stored.path.chmod(0o600)
    stored.path.write_bytes(b"broken")
    assert not store.check(stored.sha256)
    assert store.put_bytes(b"whole").new
    assert store.check(stored.sha256)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    with pytest.raises(StoreError, match="no longer holds"):
        store.path("0" * 64)
    with pytest.raises(StoreError, match="no SHA-256 digest"):
        store.path("../../etc/passwd")
    with pytest.raises(StoreError, match=r"missing\.dcs"):
        store.put(tmp_path / "missing.dcs")
    assert not store.check("0" * 64)


def test_a_store_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="--home"):
        FolderStore(tmp_path / "file" / "store")


def test_a_forgotten_file_leaves_nothing(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    stored = store.put_bytes(b"wrong")
    sidecar = tmp_path / "side.json"
    sidecar.write_text("{}")
    store.put_beside(stored.sha256, sidecar)
    assert stored.path.with_name(f"{stored.sha256}.json").read_text() == "{}"
    store.forget(stored.sha256)
    assert not list(store.root.rglob(f"{stored.sha256}*"))


def test_nothing_half_written_is_left_behind(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(StoreError):
        store.put(folder)
    store.put_bytes(os.urandom(100))
    assert not list(store.root.glob("incoming-*"))
    assert store.writable()


def test_pieces_are_kept_as_what_they_are_together(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "store")
    kept = store.put_bytes(b"head", memoryview(b"a picture"), b"")
    assert kept.path.read_bytes() == b"heada picture"
    assert store.check(kept.sha256)


def test_a_file_longer_than_a_piece_is_kept_whole(tmp_path: Path) -> None:
    came = tmp_path / "came"
    came.write_bytes(bytes(range(256)) * 3000 + b"end")
    kept = FolderStore(tmp_path / "store").put(came)
    assert kept.path.read_bytes() == came.read_bytes()

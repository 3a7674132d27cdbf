"""A backup: the record as it stands at one moment, and every file that it speaks of.

It is made beside its place and moved there whole. The signing key is never in it: whoever has a
backup must not be able to write a record.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
import shutil
from pathlib import Path

from app.domain.clock import Clock
from app.domain.errors import RecordDamaged, Refused
from app.domain.words import phrase, say
from app.keeping.inventory import (
    RECORD,
    Entry,
    Inventory,
    copy_file,
    digest_name,
    entry_of,
    explained,
    stored,
    write_inventory,
)
from app.keeping.scans_place import sources
from app.record import HashCost, KeysAt, Record, head_of
from app.scans import FolderStore

_HOLDS = phrase("{path} holds something already. A folder of its own is needed, and empty.")
_INSIDE = phrase("{path} lies in the workspace itself. A backup belongs on another disk.")
_DAMAGED = phrase("The copy of the record does not verify, so no backup was made: {reason}")


@dataclasses.dataclass(frozen=True, slots=True)
class Backup:
    """What was made."""

    folder: Path
    lines: int
    head: str
    files: int
    size: int
    """Bytes of all files together."""
    damaged: tuple[str, ...]
    """Digests of kept files that are gone or changed in the workspace; the rest is saved."""


def back_up(
    record: Record,
    folder: Path,
    clock: Clock,
    program_version: str,
    store: FolderStore | None = None,
) -> Backup:
    """Copy a workspace into a new folder, proved before it is called a backup.

    Parameters
    ----------
    store
        Where its scans are kept; None for in itself.

    Raises
    ------
    Refused
        When the folder holds something, or lies in the workspace.
    RecordDamaged
        When the copy of the record does not verify.
    KnownError
        When the folder cannot be written.
    """
    home = record.path.parent
    require_empty(folder)
    scans = store or FolderStore(home / "scans")
    if any(folder.resolve().is_relative_to(one.resolve()) for one in (home, scans.root)):
        raise Refused(say(_INSIDE, path=folder))
    staging = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir(mode=0o700)
        made = _fill(record, scans, staging, clock.now(), program_version)
        put_in_place(staging, folder)
    except OSError as error:
        raise explained(error, folder) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return dataclasses.replace(made, folder=folder)


def require_empty(folder: Path) -> None:
    """Refuse a folder that holds anything."""
    try:
        if folder.is_symlink() or (
            folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
        ):
            raise Refused(say(_HOLDS, path=folder))
    except OSError as error:
        raise explained(error, folder) from error


def put_in_place(staging: Path, folder: Path) -> None:
    """Move a finished folder to its place, which is not there or empty."""
    if folder.is_dir():
        folder.rmdir()
    staging.rename(folder)


def _fill(
    record: Record, store: FolderStore, staging: Path, now: dt.datetime, program_version: str
) -> Backup:
    home = record.path.parent
    copy = staging / RECORD
    # The record first: what it speaks of was kept before it was written down.
    record.copy_to(copy)
    head = head_of(copy)
    wanted = _proved(record, staging)
    entries = {RECORD: entry_of(copy, staging)}
    for name, source in sources(home, store, wanted):
        try:
            entries[name] = Entry(name, *copy_file(source, staging / name))
        except FileNotFoundError:
            # Moved or taken out while we looked; what the record needs is counted below.
            continue
    damaged = tuple(sorted(wanted - stored(entries)) + sorted(_changed(entries, wanted)))
    inventory = Inventory(
        made_at=now.isoformat(),
        workspace=home.name,
        program_version=program_version,
        head=head,
        files=tuple(entries.values()),
        damaged=damaged,
    )
    write_inventory(staging, inventory, record.keys)
    size = sum(entry.size for entry in entries.values())
    return Backup(staging, head.length, head.hash, len(entries), size, damaged)


def _changed(entries: dict[str, Entry], wanted: frozenset[str]) -> frozenset[str]:
    """Return kept files, of those that nothing on record names, which are not what they say."""
    kept = {Path(path).name: entry for path, entry in entries.items()}
    return frozenset(
        name
        for name, entry in kept.items()
        if digest_name(name) and entry.sha256 != name and name not in wanted
    )


def _proved(record: Record, staging: Path) -> frozenset[str]:
    """Return the digests that the copy speaks of, after proving it."""
    keys = KeysAt(record.keys, head_of(staging / RECORD))
    with Record.open(staging, keys=keys, clock=record.clock, cost=HashCost()) as copy:
        found = copy.verify()
        if not found.ok:
            raise RecordDamaged(say(_DAMAGED, reason=found.reason or ""))
        return copy.kept_files()

"""A backup of a server's record, and putting it into an empty database.

Why not the server's own: a dump holds what its maker let it hold, and nothing in it can be proved
where it lies. Here the log is copied by the service that reads it whole, proved as it is copied,
and proved again, with all that follows from it, before a database is given it. What PostgreSQL
itself offers (`pg_basebackup`, archived WAL) loses fewer minutes and is wanted as well.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from app.domain.clock import Clock
from app.domain.errors import RecordDamaged, Refused
from app.domain.words import phrase, say
from app.keeping.backup import Backup, put_in_place, require_empty
from app.keeping.inventory import (
    FAR_FORM,
    RECORD,
    Entry,
    Inventory,
    copy_file,
    entry_of,
    explained,
    read_inventory,
    stored,
    take_out,
    write_inventory,
)
from app.keeping.scans_place import settle_scans, sources
from app.record import LetBack, Record, Restored, SealKeys
from app.record.server.copying import head_of_copy, opened, prove_lines
from app.scans import FolderStore

_OTHER_END = phrase("The record in the backup is not the one that its list names.")
_LACKS = phrase(
    "The backup lacks the kept file {digest}, which its list does not tell. Nothing was restored."
)
_INSIDE = phrase("{path} lies in the workspace itself. A backup belongs on another disk.")

PutLines = Callable[[Path, Restored], LetBack]
"""Puts the log of a copy into a database; returns who comes in again."""


@dataclasses.dataclass(frozen=True, slots=True)
class FarRestored:
    """What was put back."""

    lines: int
    files: int
    damaged: tuple[str, ...]
    """Digests of kept files that were gone or changed already when the backup was made."""
    people: LetBack
    """Who comes in again, and who has to be let in."""
    scans: Path
    """Where the scans are kept from now on."""


def back_up_far(
    record: Record, store: FolderStore, folder: Path, clock: Clock, program_version: str
) -> Backup:
    """Copy a server's record and what this machine keeps beside it into a new folder.

    Raises
    ------
    Refused
        When the folder holds something or lies in the workspace, or who is signed in does not
        read the whole record.
    RecordDamaged
        When the record does not verify.
    KnownError
        When the folder cannot be written.
    """
    home = record.path.parent
    require_empty(folder)
    places = (home.resolve(), store.root.resolve())
    if any(folder.resolve().is_relative_to(place) for place in places):
        raise Refused(say(_INSIDE, path=folder))
    record.keys.create_key()
    staging = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging.mkdir(mode=0o700)
        made = _fill(record, store, staging, clock.now(), program_version)
        put_in_place(staging, folder)
    except OSError as error:
        raise explained(error, folder) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return dataclasses.replace(made, folder=folder)


def _fill(
    record: Record, store: FolderStore, staging: Path, now: dt.datetime, program_version: str
) -> Backup:
    home = record.path.parent
    copy = staging / RECORD
    # The record first: what it speaks of was kept before it was written down.
    record.copy_to(copy)
    with opened(copy) as lines:
        head, wanted = head_of_copy(lines), prove_lines(lines)
    entries = {RECORD: entry_of(copy, staging)}
    for name, source in sources(home, store, wanted):
        try:
            entries[name] = Entry(name, *copy_file(source, staging / name))
        except FileNotFoundError:
            # Moved or taken out while we looked; what the record needs is counted below.
            continue
    damaged = tuple(sorted(wanted - stored(entries)))
    inventory = Inventory(
        made_at=now.isoformat(),
        workspace=home.name,
        program_version=program_version,
        head=head,
        files=tuple(entries.values()),
        damaged=damaged,
    )
    write_inventory(staging, inventory, record.keys, FAR_FORM)
    size = sum(entry.size for entry in entries.values())
    return Backup(staging, head.length, head.hash, len(entries), size, damaged)


def restore_far(folder: Path, keys: SealKeys, scans: Path | None, put: PutLines) -> FarRestored:
    """Prove a backup, then put it into a database that holds no record yet.

    Parameters
    ----------
    keys
        Of this machine; the workspace beside the new record must hold nothing yet.
    scans
        Where the scans are kept from now on, and what is there already stays; None for where the
        settings in the backup say.
    put
        Puts the log into the database, all of it or nothing.

    Raises
    ------
    Refused
        When the database or the workspace holds something.
    RecordDamaged
        When anything in the backup is not as it was made.
    """
    keys.check_key()
    require_empty(keys.home)
    inventory = read_inventory(folder, keys, FAR_FORM)
    staging = keys.home.with_name(f".{keys.home.name}.{secrets.token_hex(4)}.part")
    try:
        staging.mkdir(mode=0o700, parents=True)
        take_out(folder, inventory, staging)
        _prove(staging / RECORD, inventory)
        place = settle_scans(staging, keys.home, scans)
        made_at = dt.datetime.fromisoformat(inventory.made_at)
        length = inventory.head.length
        people = put(staging / RECORD, Restored(made_at, length, length))
        (staging / RECORD).unlink()
        put_in_place(staging, keys.home)
    except OSError as error:
        raise explained(error, keys.home) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return FarRestored(length, len(inventory.files), inventory.damaged, people, place)


def _prove(copy: Path, inventory: Inventory) -> None:
    there = stored({entry.path: entry for entry in inventory.files})
    with opened(copy) as lines:
        if head_of_copy(lines) != inventory.head:
            raise RecordDamaged(say(_OTHER_END))
        lacking = prove_lines(lines) - there - set(inventory.damaged)
    if lacking:
        raise RecordDamaged(say(_LACKS, digest=min(lacking)[:12]))

"""Putting a backup in the place of a workspace that is gone: proved first, over nothing ever."""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
import shutil
from pathlib import Path

from app.domain.clock import Clock
from app.domain.errors import RecordDamaged
from app.domain.words import phrase, say
from app.keeping.backup import put_in_place, require_empty
from app.keeping.inventory import RECORD, Inventory, explained, read_inventory, stored, take_out
from app.keeping.scans_place import settle_scans
from app.record import (
    FileAccess,
    KeysAt,
    Record,
    Restored,
    SealKeys,
    anchor_at,
    head_of,
    prove_copy,
    require_continuation,
)

_NOT_PROVED = phrase("The record in the backup does not verify, so nothing was restored: {reason}")
_OTHER_END = phrase("The record in the backup is not the one that its list names.")
_LACKS = phrase(
    "The backup lacks the kept file {digest}, which its list does not tell. Nothing was restored."
)


@dataclasses.dataclass(frozen=True, slots=True)
class PutBack:
    """What was restored."""

    home: Path
    lines: int
    lost: int
    """Lines that were sealed after the backup was made and are not in it."""
    files: int
    damaged: tuple[str, ...]
    """Digests of kept files that were gone or changed already when the backup was made."""
    scans: Path
    """Where the scans are kept from now on."""


def restore(
    folder: Path,
    keys: SealKeys,
    clock: Clock,
    *,
    accept_loss: bool = False,
    scans: Path | None = None,
) -> PutBack:
    """Prove a backup, then put it where the keys' workspace belongs.

    Parameters
    ----------
    scans
        Where the scans are kept from now on; None for where the settings in the backup say.

    Raises
    ------
    Refused
        When the workspace holds anything, the record lives elsewhere, or lines would be lost.
    RecordDamaged
        When anything in the backup is not as it was made.
    SealKeyMissing
        When the signing key is not there: it is restored from its own backup, first.
    """
    home = keys.home
    keys.check_key()
    require_empty(home)
    inventory = read_inventory(folder, keys)
    staging = home.with_name(f".{home.name}.{secrets.token_hex(4)}.part")
    try:
        staging.mkdir(mode=0o700, parents=True)
        take_out(folder, inventory, staging)
        known = _prove(staging, inventory, keys, clock, accept_loss=accept_loss)
        place = settle_scans(staging, home, scans)
        # The anchor first: killed in between, the same command begins again and ends the same.
        anchor_at(keys, inventory.head, clock.now())
        put_in_place(staging, home)
    except OSError as error:
        raise explained(error, home) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    length = inventory.head.length
    with Record.open(home, keys=keys, clock=clock) as record:
        made_at = dt.datetime.fromisoformat(inventory.made_at)
        record.note_restored(Restored(made_at, length, known))
    lost, files = known - length, len(inventory.files)
    return PutBack(home, length, lost, files, inventory.damaged, place)


def _prove(
    staging: Path, inventory: Inventory, keys: SealKeys, clock: Clock, *, accept_loss: bool
) -> int:
    """Return how many lines were known of the record, after proving the copy."""
    head = head_of(staging / RECORD)
    if head != inventory.head:
        raise RecordDamaged(say(_OTHER_END))
    access = FileAccess.open(staging / RECORD, KeysAt(keys, head), clock)
    try:
        found = prove_copy(access)
        if not found.ok:
            raise RecordDamaged(say(_NOT_PROVED, reason=found.reason or ""))
        known = require_continuation(access, keys, head, accept_loss=accept_loss)
    finally:
        access.close()
    _require_kept(staging, inventory, KeysAt(keys, head), clock)
    return known


def _require_kept(staging: Path, inventory: Inventory, keys: SealKeys, clock: Clock) -> None:
    there = stored({entry.path: entry for entry in inventory.files})
    with Record.open(staging, keys=keys, clock=clock) as record:
        lacking = record.kept_files() - there - set(inventory.damaged)
    if lacking:
        raise RecordDamaged(say(_LACKS, digest=min(lacking)[:12]))

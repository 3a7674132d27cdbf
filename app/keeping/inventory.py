"""What a backup holds, file by file, and the copying of it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from app.domain.errors import KnownError, RecordDamaged
from app.domain.words import phrase, say
from app.record import Head, SealKeys

MANIFEST = "manifest.json"
FORM = "prescreen-backup/1"
FAR_FORM = "prescreen-server-backup/1"
"""Of a server's record: its log alone, of several chains."""
RECORD = "record.db"
FOLDERS = (
    "scans",
    "calibrations",
    "alarms",
    "models",
    "tables",
    "referrals",
    "paper",
    "heads",
    "certificates",
)
PROOFS = ("heads", "certificates")
FILES = ("settings.toml",)
"""Beside the record: what makes a workspace. Notes of what is not on record yet are a person's."""

_LARGEST_MANIFEST = 1 << 30
_CHUNK = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_HEX = frozenset("0123456789abcdef")

_NO_MANIFEST = phrase(
    "{path} is no backup that was finished: its list {name} is missing or cannot be read."
)
_TO_SERVER = phrase(
    "{path} is the backup of a server's record. Restore it into an empty database: --home "
    "postgresql://OWNER@SERVER/DATABASE."
)
_TO_FOLDER = phrase("{path} is the backup of a workspace. Restore it into a folder: --home FOLDER.")
_UNSIGNED = phrase(
    "The list of the backup {path} was not signed with the key of this workspace. Put the key from "
    "its own backup into {keys}, or look for the right backup."
)
_PLACE = phrase("The list of the backup names {name}, which is no place of a workspace.")
_CHANGED = phrase("{name} in the backup is not the file that was put there. Nothing was restored.")


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One file."""

    path: str
    """Within the workspace, with slashes."""
    sha256: str
    size: int


@dataclasses.dataclass(frozen=True, slots=True)
class Inventory:
    """Everything in a backup."""

    made_at: str
    workspace: str
    program_version: str
    head: Head
    files: tuple[Entry, ...]
    damaged: tuple[str, ...] = ()
    """Digests of kept files that were gone or changed when it was made."""


def digest_name(name: str) -> bool:
    """Whether a name is that of a kept file: its own SHA-256."""
    return len(name) == 64 and set(name) <= _HEX


def files_of(home: Path) -> Iterator[Path]:
    """Yield what there is to copy beside the record; neither links nor files on their way in."""
    for name in FILES:
        if (home / name).is_file() and not (home / name).is_symlink():
            yield home / name
    for name in FOLDERS + PROOFS:
        for folder, _, names in os.walk(home / name):
            for one in sorted(names):
                path = Path(folder) / one
                if not one.startswith("incoming-") and not path.is_symlink():
                    yield path


def copy_file(source: Path, target: Path) -> tuple[str, int]:
    """Copy a file for its owner alone, synced; return digest and size of what was written."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle = os.open(
        target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
    )
    with source.open("rb") as reading, os.fdopen(handle, "wb") as writing:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest(), size


def entry_of(path: Path, home: Path) -> Entry:
    """Return a file that is in the copy already."""
    with path.open("rb") as reading:
        sha256 = hashlib.file_digest(reading, "sha256").hexdigest()
    return Entry(path.relative_to(home).as_posix(), sha256, path.stat().st_size)


def write_inventory(folder: Path, inventory: Inventory, keys: SealKeys, form: str = FORM) -> None:
    """Write the signed list: the last file of a backup."""
    tree: dict[str, Any] = {"form": form, **dataclasses.asdict(inventory)}
    # As JSON gives it back, so that what is signed is what will be read.
    tree = json.loads(json.dumps(tree))
    tree["signature"] = keys.signature("backup", tree)
    text = json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True)
    target = folder / MANIFEST
    handle = os.open(target, _NEW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as writing:
        writing.write(text)
        writing.flush()
        os.fsync(writing.fileno())


def read_inventory(folder: Path, keys: SealKeys, form: str = FORM) -> Inventory:
    """Read the list of a backup, believing nothing before its signature holds.

    Raises
    ------
    RecordDamaged
        When it is missing, unreadable, not signed, or names places outside a workspace.
    """
    tree = _tree(folder, form)
    signature = tree.pop("signature", "")
    if not isinstance(signature, str) or not keys.has_signed("backup", tree, signature):
        raise RecordDamaged(say(_UNSIGNED, path=folder, keys=keys.key_folder))
    try:
        files = tuple(
            Entry(str(f["path"]), str(f["sha256"]), int(f["size"])) for f in tree["files"]
        )
        found = Inventory(
            made_at=str(tree["made_at"]),
            workspace=str(tree["workspace"]),
            program_version=str(tree["program_version"]),
            head=Head(**tree["head"]),
            files=files,
            damaged=tuple(str(one) for one in tree["damaged"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RecordDamaged(say(_NO_MANIFEST, path=folder, name=MANIFEST)) from error
    _check_places(found)
    return found


def _tree(folder: Path, form: str) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        if path.stat().st_size <= _LARGEST_MANIFEST:
            tree = json.loads(path.read_text(encoding="utf-8"))
            if isinstance(tree, dict) and tree.get("form") in (FORM, FAR_FORM):
                _require_form(folder, tree, form)
                return tree
    except (OSError, ValueError, RecursionError) as error:
        raise RecordDamaged(say(_NO_MANIFEST, path=folder, name=MANIFEST)) from error
    raise RecordDamaged(say(_NO_MANIFEST, path=folder, name=MANIFEST))


def _require_form(folder: Path, tree: Mapping[str, Any], form: str) -> None:
    """Refuse a server's backup where a workspace's is wanted, and the other way round."""
    if tree["form"] != form:
        raise RecordDamaged(say(_TO_SERVER if form == FORM else _TO_FOLDER, path=folder))


def _check_places(inventory: Inventory) -> None:
    seen: set[str] = set()
    for entry in inventory.files:
        parts = PurePosixPath(entry.path).parts
        within = len(parts) > 1 and parts[0] in FOLDERS + PROOFS
        known = within or entry.path in (RECORD, *FILES)
        plain = not set(parts) & {"..", "/", "."} and not set(entry.path) & set("\\:\0")
        if not known or not plain or entry.path in seen:
            raise RecordDamaged(say(_PLACE, name=entry.path))
        seen.add(entry.path)
    if RECORD not in seen:
        raise RecordDamaged(say(_PLACE, name="-"))


def take_out(folder: Path, inventory: Inventory, staging: Path) -> None:
    """Copy every file of a backup, each proved by its digest.

    Raises
    ------
    RecordDamaged
        When one is gone, is another one, or leads out of the backup.
    """
    root = folder.resolve()
    for entry in inventory.files:
        source = folder / entry.path
        if not source.resolve().is_relative_to(root) or not source.is_file():
            raise RecordDamaged(say(_CHANGED, name=entry.path))
        if copy_file(source, staging / entry.path) != (entry.sha256, entry.size):
            raise RecordDamaged(say(_CHANGED, name=entry.path))


def stored(entries: Mapping[str, Entry]) -> frozenset[str]:
    """Return the digests of the kept files in a backup that are what their names say."""
    names = ((PurePosixPath(path).name, entry) for path, entry in entries.items())
    return frozenset(name for name, entry in names if digest_name(name) and name == entry.sha256)


def explained(error: OSError, path: Path) -> KnownError:
    """Return the sentence for a folder that cannot be read or written."""
    return KnownError(say("{path} cannot be used: {why}.", path=path, why=error.strerror or error))

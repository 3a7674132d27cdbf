"""The end of retention: the certificate, and the files that a purge lets go.

The purge itself is one write of the record. What follows can be killed at any time and goes on:
the record says which files go and what the certificate holds.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import secrets
from pathlib import Path

from app.domain.officer import Officer
from app.domain.second import SecondPerson
from app.record import Purged, Record, SealKeys
from app.scans import FolderStore
from app.scans.cache_folder import empty_cache

FORM = "prescreen-purge-certificate/1"
CERTIFICATES = "certificates"
CACHE = "cache"
"""Where a workspace keeps scans of an archive for a while."""
_LATER_ISSUE = re.compile(r"-\d+$")
"""What the name of a package has after that of its decision (`app.domain.dispatch`)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Finished:
    """What was left to do of the purges on record, and is done."""

    certificates: tuple[Path, ...]
    """Written now."""
    files: int
    """Taken out of the scan store now."""


def purge(
    record: Record, store: FolderStore, years: int, first: Officer, second: SecondPerson
) -> tuple[Purged, Finished]:
    """Take what is due out of the workspace, by two persons.

    Raises
    ------
    Refused
        When nothing is due, or a role does not include it.
    SignInRefused
        When name and password of the second person do not belong together.
    """
    purged = record.keeping.purge(years, first, second)
    return purged, finish(record, store)


def purge_by(
    record: Record, store: FolderStore, years: int, first: SecondPerson, second: SecondPerson
) -> tuple[Purged, Finished]:
    """Take what is due out of a server's record, by two persons who both sign in for it alone.

    Raises as `purge` does.
    """
    purged = record.keeping.purge_by(years, first, second)
    return purged, finish(record, store)


def finish(record: Record, store: FolderStore) -> Finished:
    """Do what is left of every purge on record: files, packages, certificates."""
    home = record.path.parent
    removed, written = 0, []
    # What came in again since belongs to what is on record now.
    kept = record.kept_files()
    purges = record.keeping.purges()
    if purges:
        # Names in the cache tell nothing, not even which are the ones to go.
        empty_cache(home / CACHE)
    for purged in purges:
        for sha256 in purged.files:
            if sha256 not in kept and store.holds(sha256):
                store.forget(sha256)
                removed += 1
        _forget_packages(home, purged)
        path = certificate_file(home, purged)
        if not path.exists():
            _write(path, certificate(purged, record.keys))
            written.append(path)
    return Finished(tuple(written), removed)


def certificate_file(home: Path, purged: Purged) -> Path:
    """Return where the certificate of a purge lies."""
    return home / CERTIFICATES / f"{purged.purge_id}.json"


def certificate(purged: Purged, keys: SealKeys) -> dict[str, object]:
    """Return the signed certificate; the line of the purge says the same."""
    # As JSON gives it back, so that what is signed is what will be read.
    tree: dict[str, object] = json.loads(json.dumps({"form": FORM, **dataclasses.asdict(purged)}))
    return tree | {"signature": keys.signature("purge certificate", tree)}


def is_genuine(tree: dict[str, object], keys: SealKeys) -> bool:
    """Whether a certificate was signed with the key of the workspace."""
    rest = {name: value for name, value in tree.items() if name != "signature"}
    return keys.has_signed("purge certificate", rest, str(tree.get("signature", "")))


def _forget_packages(home: Path, purged: Purged) -> None:
    """Take away every issue of the packages of purged decisions, and the notices beside them."""
    decisions = set(purged.decisions)
    for path in sorted((home / "referrals").glob("*")):
        issue = path.name.removesuffix(".notice.txt")
        if issue not in decisions and _LATER_ISSUE.sub("", issue) not in decisions:
            continue
        if path.is_dir() and not path.is_symlink():
            for file in path.iterdir():
                file.unlink()
            path.rmdir()
        else:
            path.unlink()


def _write(path: Path, tree: dict[str, object]) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    part = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as writing:
        writing.write(json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True))
        writing.flush()
        os.fsync(writing.fileno())
    part.replace(path)

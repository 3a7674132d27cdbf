"""What can go wrong around the record itself, and the sentences that say so.

KnownError
    RecordUnavailable   (an Unavailable) the disk, the file or another program stands in the way
    RecordDamaged       (app.domain) what is there is not what was written
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.domain.errors import KnownError, RecordDamaged, Unavailable
from app.domain.words import phrase, say


class RecordUnavailable(Unavailable):
    """The record cannot be read or written now; nothing was changed."""


_UNAVAILABLE = {
    "SQLITE_FULL": phrase(
        "Nothing was recorded: the disk that holds {path} is full. Free some space and try again."
    ),
    "SQLITE_READONLY": phrase(
        "Nothing was recorded: {path} may not be written. Give this account write permission to "
        "the file and its folder."
    ),
    "SQLITE_CANTOPEN": phrase(
        "The record {path} cannot be opened. Check that its folder exists and may be written."
    ),
    "SQLITE_PERM": phrase(
        "The record {path} may not be read by this account. Give it permission to read and write "
        "the file and its folder."
    ),
    "SQLITE_BUSY": phrase(
        "Nothing was recorded: another program has kept the record {path} locked. Try again."
    ),
    "SQLITE_LOCKED": phrase(
        "Nothing was recorded: another program has kept the record {path} locked. Try again."
    ),
    "SQLITE_IOERR": phrase(
        "Nothing was recorded: the disk reported a fault at {path}. Check the disk, then try again."
    ),
}

_DAMAGED = phrase(
    "The record {path} is damaged and cannot be read as a database. Restore it from a backup; "
    "the damaged file is kept as it is."
)

_FAMILIES_OF_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")


def known(error: BaseException | None, path: Path) -> KnownError | None:
    """Return the sentence for an error of the database driver, None when it is a fault of ours."""
    name = getattr(error, "sqlite_errorname", "") if isinstance(error, sqlite3.Error) else ""
    if name.startswith(_FAMILIES_OF_DAMAGE):
        return RecordDamaged(say(_DAMAGED, path=path))
    for family, text in _UNAVAILABLE.items():
        if name.startswith(family):
            return RecordUnavailable(say(text, path=path))
    return None


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn trouble with the file into a sentence; let faults of ours pass through."""
    try:
        yield
    except DBAPIError as error:
        sentence = known(error.orig, path)
        if sentence is None:
            raise
        raise sentence from error
    except PermissionError as error:
        # A folder on the way that may not be entered.
        raise RecordUnavailable(say(_UNAVAILABLE["SQLITE_PERM"], path=path)) from error
    except sqlite3.Error as error:
        sentence = known(error, path)
        if sentence is None:
            raise
        raise sentence from error

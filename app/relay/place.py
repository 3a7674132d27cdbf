"""Which relays work together: those that share a store of originals.

A job names an original by its digest and carries no picture: whoever takes it up must have the
bytes. So a queue belongs to a store, by an identity that lies in the store itself. Relays that
share the folder share its jobs; one with a folder of its own is alone with what it took in, and no
setting can make two relays believe that they share what they do not.
"""

from __future__ import annotations

import os
import re
import uuid
from pathlib import Path

from app.domain.errors import KnownError
from app.domain.words import say

FILE = "relay.id"
_FORM = re.compile(r"[0-9a-f]{32}")


def queue_of(store: Path) -> str:
    """Return the name of the queue whose originals lie in a store; it is made once.

    Parameters
    ----------
    store
        The folder; it is there already.

    Raises
    ------
    KnownError
        When the store cannot be read or written, or its identity is none.
    """
    place = store / FILE
    try:
        if not place.exists():
            _make(place)
        said = place.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise KnownError(
            say(
                "The relay cannot tell which store {path} is: {why}. Check that the folder is "
                "there and may be written.",
                path=store,
                why=error.strerror or error,
            )
        ) from error
    if not _FORM.fullmatch(said):
        raise KnownError(
            say(
                "The file {path} does not name a store of relays. Put it back from a backup of "
                "the store.",
                path=place,
            )
        )
    return f"store-{said}"


def _make(place: Path) -> None:
    """Write an identity; of relays that do so together, one is first and the others read it."""
    mine = place.with_name(f"{FILE}.{uuid.uuid4().hex}")
    try:
        with mine.open("x", encoding="ascii") as target:
            target.write(f"{uuid.uuid4().hex}\n")
            target.flush()
            os.fsync(target.fileno())
        # A link is made whole or not at all, and never over what is there; a rename would be.
        place.hardlink_to(mine)
    except FileExistsError:
        pass
    finally:
        mine.unlink(missing_ok=True)

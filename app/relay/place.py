"""Which relays work together: those that share a store of originals.

A job names an original by its digest and carries no picture: whoever takes it up must have the
bytes. So a queue belongs to a store, by an identity that lies in the store itself. Relays that
share the folder share its jobs; one with a folder of its own is alone with what it took in, and no
setting can make two relays believe that they share what they do not.

A folder belongs to one relay that works alone, or to many whose jobs lie on a server, never to
both: each would do the steps of the other, and neither would know.
"""

from __future__ import annotations

import os
import re
import time
import uuid
from pathlib import Path

from app.domain.errors import KnownError, Refused
from app.domain.words import phrase, say
from app.outage.holding import Hold, hold
from app.relay.working import Stop

FILE, LOCK, SCREENED = "relay.id", "relay.lock", "relay.screens"
_MOMENT = 2.0
"""Seconds. Who makes an identity holds the folder for less; who holds it longer works alone."""
_NO_FOLDER = phrase(
    "The relay cannot use its folder {path}: {why}. Check that it may be written, and its disk."
)
_TWO = phrase(
    "Another relay works in {path} already. End it first, or give this one another --home."
)
_SHARED = phrase(
    "The folder {path} belongs to many relays, whose jobs lie on a server. Work in it with "
    "prescreen relays work; or end them all, take {file} away, and start this one again."
)
_ALONE = phrase(
    "One relay works alone in {path}. End it first: what it has begun is taken up by the others."
)
_SCREENED = {
    True: phrase(
        "The relays of {path} do not screen, and this one would. Start it without --screen; or end "
        "them all, take {file} away, and start each with --screen."
    ),
    False: phrase(
        "The relays of {path} screen each view, and this one would not. Start it with --screen; or "
        "end them all, take {file} away, and start each without --screen."
    ),
}
_WORDS = {True: "yes", False: "no"}
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
        When the store cannot be read or written, its identity is none, or one relay works alone in
        it.
    """
    place = store / FILE
    try:
        if not place.exists():
            _begin(store)
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


def own(store: Path) -> Hold:
    """Hold a folder for one relay that works alone; it is made when it is missing.

    Raises
    ------
    Refused
        When another works in it, it belongs to many, or it cannot be written.
    """
    try:
        store.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = _held(store)
    except OSError as error:
        why = error.strerror or error
        raise Refused(say(_NO_FOLDER, path=store, why=why)) from error
    # It is made by who holds the folder alone, so as long as this one does it stays as it is now.
    if (store / FILE).exists():
        if held is not None:
            held.close()
        raise Refused(say(_SHARED, path=store, file=FILE))
    if held is None:
        raise Refused(say(_TWO, path=store))
    return held


def _held(store: Path) -> Hold | None:
    """Hold a folder; None when it has an identity or another holds it for longer than a moment."""
    until, pause = time.monotonic() + _MOMENT, Stop()
    while (held := hold(store / LOCK)) is None:
        if (store / FILE).exists() or time.monotonic() > until:
            return None
        pause.wait(_MOMENT / 100)
    return held


def agree(store: Path, *, screens: bool) -> None:
    """Remember whether the relays of a store screen, as the first of them says.

    Raises
    ------
    Refused
        When the others do not do as this one would.
    KnownError
        When the store cannot be read or written.
    """
    place = store / SCREENED
    try:
        _make(place, _WORDS[screens])
        said = place.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        why = error.strerror or error
        raise Refused(say(_NO_FOLDER, path=store, why=why)) from error
    if said != _WORDS[screens]:
        raise Refused(say(_SCREENED[screens], path=store, file=SCREENED))


def _begin(store: Path) -> None:
    """Make the identity of a store, in which nobody works alone meanwhile."""
    place = store / FILE
    held = _held(store)
    if held is None:
        if place.exists():
            return
        raise Refused(say(_ALONE, path=store))
    try:
        _make(place, uuid.uuid4().hex)
    finally:
        held.close()


def _make(place: Path, text: str) -> None:
    """Write a file unless it is there; of relays that do so together, one is first."""
    if place.exists():
        return
    mine = place.with_name(f"{place.name}.{uuid.uuid4().hex}")
    try:
        with mine.open("x", encoding="ascii") as target:
            target.write(f"{text}\n")
            target.flush()
            os.fsync(target.fileno())
        # A link is made whole or not at all, and never over what is there; a rename would be.
        place.hardlink_to(mine)
    except FileExistsError:
        pass
    finally:
        mine.unlink(missing_ok=True)

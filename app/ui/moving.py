"""From one item straight to another: which can be had, and what becomes of the one that is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.errors import Held, KnownError, Refused
from app.domain.words import say
from app.domain.work import Item, ItemState
from app.ui.snapshot import Arrived, arrive
from app.ui.wiring import RoomLike, SittingLike


def first_free(room: RoomLike, candidates: Sequence[str]) -> SittingLike:
    """Claim the first item that can be had; in the writer thread.

    Raises
    ------
    KnownError
        Why the last of them could not be had.
    """
    error: KnownError = Refused(say("Nothing waits here."))
    for item_id in candidates:
        try:
            return room.open(item_id)
        except KnownError as refused:
            error = refused
    raise error


def open_or_read(room: RoomLike, item_id: str) -> Arrived:
    """Claim an item, or take it up to look at while somebody else has it; in the writer thread.

    Raises
    ------
    KnownError
        Why it can neither be had nor read.
    """
    try:
        return arrive(room.open(item_id))
    except Held as held:
        return arrive(room.read(item_id), held.sentence)


def leave(left: Item, now: Item, hand_back: Callable[[str], object]) -> None:
    """Hand an undecided item back when another one lies on the desk; in the writer thread."""
    if left.item_id == now.item_id or left.state is not ItemState.CLAIMED:
        return
    try:
        hand_back(left.item_id)
    except KnownError:
        # Its lease had run out: it is back in the queue already.
        return

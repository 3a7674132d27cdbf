"""How a server is asked to give items out: one function of its own each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from app.domain.turn import Chosen
from app.record.coding import canonical

_NEXT = text("SELECT claim_next(CAST(:filters AS jsonb), :seconds)")
_CLAIM = text("SELECT claim(:item, :seconds, :take_over)")
_RENEW = text("SELECT renew(:item)")
_HAND_BACK = text("SELECT hand_back(:item)")
_BLIND = text("SELECT reading_id, may_take FROM blind_readings()")
_HIDDEN = text("SELECT * FROM blind_entries()")
_REFERRAL = text("SELECT item_id, body FROM referral_named(:number, :or_item)")
_RESULTS = text("SELECT * FROM results_named(:number) ORDER BY seq")


class ServerDesk:
    """The server's desk, by the connection of whoever is signed in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim_next(self, lease_s: float, chosen: Chosen) -> str | None:
        """Give the first item that waits, of what was chosen; None when nothing does."""
        told = {"modes": sorted(chosen.modes), "ports": sorted(chosen.ports)}
        filters = canonical({name: values for name, values in told.items() if values})
        values = {"filters": filters, "seconds": float(lease_s)}
        item_id: str | None = self._connection.scalar(_NEXT, values)
        return item_id

    def claim(self, item_id: str, lease_s: float, *, take_over: bool) -> str:
        """Give one named item; return its name of now."""
        values = {"item": item_id, "seconds": float(lease_s), "take_over": take_over}
        return str(self._connection.scalar(_CLAIM, values))

    def renew(self, item_id: str) -> None:
        """Let the lease run its whole length again."""
        self._connection.execute(_RENEW, {"item": item_id})

    def hand_back(self, item_id: str) -> None:
        """Put an item back into the queue."""
        self._connection.execute(_HAND_BACK, {"item": item_id})

    def blind(self) -> Mapping[str, bool]:
        """Return the second readings that hide a decision from who is signed in."""
        return {row.reading_id: row.may_take for row in self._connection.execute(_BLIND)}

    def hidden_rows(self) -> Sequence[Mapping[str, Any]]:
        """Return the rows of the queue of these readings, without what the first left in them."""
        return [dict(row) for row in self._connection.execute(_HIDDEN).mappings()]

    def referral(self, number: str, *, or_item: bool) -> tuple[str, str]:
        """Return item and body of the decision that a number names, to who says what came of it."""
        values = {"number": number, "or_item": or_item}
        row = self._connection.execute(_REFERRAL, values).one()
        return row.item_id, row.body

    def results(self, recommendation_id: str) -> Sequence[Mapping[str, Any]]:
        """Return the rows of results of one decision, oldest first."""
        rows = self._connection.execute(_RESULTS, {"number": recommendation_id})
        return [dict(row) for row in rows.mappings()]

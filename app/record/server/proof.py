"""What proof asks of a server's record: how far it holds, its heads for others, single cases.

It is asked by the service that takes things in, which alone reads all that is on record. What is
taken away is signed with the key of the machine where it is asked: give others the public half.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from app.domain.errors import RecordDamaged
from app.record import items
from app.record.cases import Case
from app.record.heads import DayHead
from app.record.keys import SealKeys
from app.record.proof_record import ProofRecord
from app.record.server import cases, heads, onward
from app.record.server.access import ServerAccess
from app.record.server.proving import chains_trouble, loose_trouble
from app.record.trust import Trouble
from app.record.verify import Verification


class ServerProof(ProofRecord):
    """Proof of a server's record.

    Parameters
    ----------
    access
        Of whoever is signed in.
    """

    def __init__(self, access: ServerAccess) -> None:
        super().__init__(access)
        self._server = access

    def prove(self, *, onward_only: bool = False) -> Verification:
        """Prove the record, whole or on from where it was proved before, and remember how far."""
        keys = self._key(make=onward_only)
        try:
            with self._server.read_all() as connection:
                now = self._access.now()
                return onward.prove(connection, keys, now, onward=onward_only)
        except RecordDamaged as error:
            return Verification(0, "", ok=False, first_bad=None, reason=error.sentence)

    def forget(self) -> None:
        """Forget how far the record was proved."""
        with self._server.read_all() as connection:
            onward.forget(self._key(make=False), heads.record_of(connection))

    # --- for others ----------------------------------------------------------------------------

    def day_heads(self, after: str = "") -> tuple[DayHead, ...]:
        """Return the signed head of each day that is over, later than a day, of each chain."""
        keys = self._key(make=True)
        with self._sound() as connection:
            today = heads.last_day(self._access.now())
            return tuple(
                head.signed_with(keys)
                for chain in sorted(heads.lengths(connection))
                for head in heads.day_heads(connection, chain, today)
                if head.day > after
            )

    def new_heads(self, kept: Sequence[DayHead], *, now: bool) -> tuple[DayHead, ...]:
        """Return the heads, chain by chain, that are not among those that were kept."""
        keys = self._key(make=True)
        with self._sound() as connection:
            today = heads.last_day(self._access.now())
            made = heads.new_heads(connection, kept, today, now=now)
            return tuple(head.signed_with(keys) for head in made)

    def kept_trouble(self, kept: Sequence[DayHead]) -> Trouble | None:
        """Return how the record contradicts heads that somebody else kept."""
        if not kept:
            return None
        with self._server.read_all() as connection:
            here = self._server.address.server
            return heads.kept_trouble(connection, self._key(make=False), kept, here)

    def case(self, item_id: str) -> Case:
        """Return everything on record about an item, to be verified elsewhere."""
        keys = self._key(make=True)
        with self._sound() as connection:
            item_id = items.current(connection, item_id).item_id
            return cases.read_case(connection, keys, item_id, heads.last_day(self._access.now()))

    @contextlib.contextmanager
    def _sound(self) -> Iterator[Connection]:
        """Read the record after every chain of it was proved; raises `RecordDamaged`."""
        with self._server.read_all() as connection:
            trouble = chains_trouble(connection) or loose_trouble(connection)
            if trouble is not None:
                raise RecordDamaged(trouble.sentence)
            yield connection

    def _key(self, *, make: bool) -> SealKeys:
        keys = self._server.keys
        if make:
            keys.create_key()
        return keys

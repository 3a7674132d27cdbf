"""What proof asks of the record: how far it holds, its heads for others, and single cases."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from app.domain.errors import RecordDamaged
from app.domain.scan import PURGED
from app.domain.words import say
from app.record import heads, items, onward, proved, trust
from app.record.access import Access
from app.record.bindings import unbound
from app.record.cases import Case, read_case
from app.record.chain import read_head
from app.record.filing_tables import TAKEN
from app.record.heads import DayHead
from app.record.tables import IMAGE, LINE, PAYLOAD, SCAN
from app.record.trust import Trouble
from app.record.verify import Verification, chain_trouble


@dataclasses.dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that a line speaks of, and that is kept outside the record."""

    seq: int
    sha256: str
    name: str
    scan_id: str
    """Empty for a file of messages."""


class ProofRecord:
    """Proof of one record, and what others need to prove it for themselves."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def prove(self, *, onward_only: bool = False) -> Verification:
        """Prove the record, whole or on from where it was proved before, and remember how far."""
        try:
            with self._access.read() as connection:
                now = self._access.now()
                return onward.prove(connection, self._access.keys, now, onward=onward_only)
        except RecordDamaged as error:
            return Verification(0, "", ok=False, first_bad=None, reason=error.sentence)

    def forget(self) -> None:
        """Forget how far the record was proved: something that belongs to it is not as it was."""
        with self._access.read() as connection:
            head = read_head(connection)
        if head is not None:
            proved.forget(self._access.keys, head.record_id)

    def kept_files(self, since: int = 1) -> Iterator[KeptFile]:
        """Yield the files that lines from one on speak of, in their order."""
        with self._access.read() as connection:
            for row in connection.execute(_PICTURES.where(IMAGE.c.seq >= since)):
                # What was purged is gone as it should be.
                if json.loads(row.scan)["origin"] != PURGED:
                    yield KeptFile(row.seq, row.sha256, json.loads(row.body)["name"], row.scan_id)
            for seq, sha256, body in connection.execute(_TAKEN.where(TAKEN.c.seq >= since)):
                yield KeptFile(seq, sha256, json.loads(body)["body"]["name"], "")

    def unbound(self, since: int = 1) -> Trouble | None:
        """Return the first decision bound to an image, data version or report not on record."""
        with self._access.read() as connection:
            return unbound(connection, since)

    # --- for others ----------------------------------------------------------------------------

    def day_heads(self, after: str = "") -> tuple[DayHead, ...]:
        """Return the signed head of each day that is over, later than a day.

        Raises
        ------
        RecordDamaged
            When the record does not verify: nothing is signed over a forgery.
        """
        with self._access.read() as connection:
            self._require_sound(connection)
            today = self._access.now().date()
            return heads.day_heads(connection, self._access.keys, today, after=after)

    def head_now(self) -> DayHead | None:
        """Return the head as it stands, signed like that of a day; raises like `day_heads`."""
        with self._access.read() as connection:
            self._require_sound(connection)
            return heads.head_now(connection, self._access.keys, self._access.now().date())

    def new_heads(self, kept: Sequence[DayHead], *, now: bool) -> tuple[DayHead, ...]:
        """Return the heads that are not among those that were kept; raises like `day_heads`.

        Parameters
        ----------
        now
            Also the head as it stands, though the day is not over.
        """
        made = self.day_heads(after=max((head.day for head in kept), default=""))
        present = self.head_now() if now else None
        known = {head.lines for head in (*kept, *made)}
        return made if present is None or present.lines in known else (*made, present)

    def kept_trouble(self, kept: Sequence[DayHead]) -> Trouble | None:
        """Return how the record contradicts heads that somebody else kept."""
        with self._access.read() as connection:
            return heads.kept_trouble(connection, self._access.keys, kept)

    def case(self, item_id: str) -> Case:
        """Return everything on record about an item, to be verified elsewhere.

        Raises
        ------
        RecordDamaged
            When the record does not verify.
        """
        with self._access.read() as connection:
            self._require_sound(connection)
            item_id = items.current(connection, item_id).item_id
            today = self._access.now().date()
            return read_case(connection, self._access.keys, item_id, today)

    def _require_sound(self, connection: Connection) -> None:
        head = read_head(connection)
        if head is None:
            raise RecordDamaged(say(trust.NO_HEAD))
        keys = self._access.keys
        trouble = chain_trouble(connection) or trust.head_trouble(
            connection, head, keys.anchor(head.record_id), keys
        )
        if trouble is not None:
            raise RecordDamaged(trouble.sentence)


_PICTURES = (
    select(IMAGE.c.seq, IMAGE.c.sha256, IMAGE.c.body, IMAGE.c.scan_id, SCAN.c.body.label("scan"))
    .join(SCAN, SCAN.c.scan_id == IMAGE.c.scan_id)
    .order_by(IMAGE.c.seq)
)
_TAKEN = (
    select(TAKEN.c.seq, TAKEN.c.sha256, PAYLOAD.c.body)
    .join(LINE, LINE.c.seq == TAKEN.c.seq)
    .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
    .order_by(TAKEN.c.seq)
)

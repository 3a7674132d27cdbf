"""The chain: what a line is, how it is hashed, and what the head says of it."""

from __future__ import annotations

import dataclasses
import enum
import secrets
from collections.abc import Sequence
from json.encoder import encode_basestring as _text
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.record.coding import canonical, digest
from app.record.tables import HEAD, LINE


class LineKind(enum.StrEnum):
    """Everything that can be written down."""

    RECORD_CREATED = "record_created"
    RECORD_RESTORED = "record_restored"
    ACCOUNT_ADDED = "account_added"
    HASH_RENEWED = "hash_renewed"
    WORD_RENEWED = "word_renewed"
    WORD_RESET = "word_reset"
    SIGNED_IN = "signed_in"
    SECONDED = "seconded"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    IMAGE_ADDED = "image_added"
    FILING_ADDED = "filing_added"
    FILE_TAKEN = "file_taken"
    SHIPMENT_ADDED = "shipment_added"
    FILE_REJECTED = "file_rejected"
    LINK_PUT = "link_put"
    ITEMS_JOINED = "items_joined"
    REPORT_ADDED = "report_added"
    MODELS_PUT = "models_put"
    CLAIMED = "claimed"
    HANDED_BACK = "handed_back"
    TURN_PUT = "turn_put"
    TURN_ENDED = "turn_ended"
    SKILLS_PUT = "skills_put"
    MARK_SAVED = "mark_saved"
    MARK_REMOVED = "mark_removed"
    MARK_RESTORED = "mark_restored"
    VERDICT_GIVEN = "verdict_given"
    NOTICE_ACKNOWLEDGED = "notice_acknowledged"
    OBSERVED = "observed"
    VIEW_SHOWN = "view_shown"
    VIEW_SEEN = "view_seen"
    EVENT_NOTED = "event_noted"
    DRAFT_SAVED = "draft_saved"
    DECIDED = "decided"
    PACKAGE_STEP = "package_step"
    EXAM_RESULT = "exam_result"
    ACT_RECEIVED = "act_received"
    RECONFIRMED = "reconfirmed"
    PAYLOAD_PURGED = "payload_purged"
    PURGED = "purged"
    HOLD_PUT = "hold_put"
    HOLD_LIFTED = "hold_lifted"
    SEED_PUT = "seed_put"
    ITEM_DRAWN = "item_drawn"
    SUPERVISED = "supervised"
    READING_ASKED = "reading_asked"
    READING_TAKEN = "reading_taken"
    READING_NOTED = "reading_noted"
    READING_SIGNED = "reading_signed"
    ADJUDICATED = "adjudicated"
    LABEL_APPROVED = "label_approved"


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    seq: int
    """1, 2, 3 ... without gap."""
    at: str
    actor: str
    """Account of a person, or the name of the program's part that wrote it."""
    kind: str
    subject: str
    payload_digest: str
    previous: str
    """Hash of the line before; empty for the first."""

    @property
    def hash(self) -> str:
        """SHA-256 over everything in the line, the hash before it included."""
        parts = (self.seq, self.at, self.actor, self.kind, self.subject)
        return hash_of((*parts, self.payload_digest, self.previous))


def hash_of(fields: Sequence[Any]) -> str:
    """Return the hash of a line from its fields, in the order of `Line`: a number, then texts.

    It is the digest of their canonical JSON as a list, which is written here by itself: lines are
    hashed by the million.
    """
    texts = ",".join(map(_text, fields[1:]))
    return digest(f"[{fields[0]},{texts}]")


@dataclasses.dataclass(frozen=True, slots=True)
class Head:
    """Length and end of the chain, with the signature over both."""

    record_id: str
    length: int
    hash: str
    signature: str


SALT_BYTES = 16


def sealed_payload(body: object) -> str:
    """Return the text of a payload.

    The salt keeps a purged payload from being guessed from the digest that stays in its line.
    """
    return canonical({"body": body, "salt": secrets.token_hex(SALT_BYTES)})


_HEAD = select(HEAD)
_HASH = select(LINE.c.hash).where(LINE.c.seq == bindparam("at"))


def read_head(connection: Connection) -> Head | None:
    """Return the head as it stands in the database, None when there is none."""
    row = connection.execute(_HEAD).first()
    if row is None:
        return None
    return Head(row.record_id, row.length, row.hash, row.signature)


def hash_at(connection: Connection, seq: int) -> str | None:
    """Return the stored hash of one line, None when there is no such line."""
    found: str | None = connection.scalar(_HASH, {"at": seq})
    return found


def as_row(line: Line) -> dict[str, Any]:
    """Return a line as the values of its row."""
    return {**{name: getattr(line, name) for name in _FIELDS}, "hash": line.hash}


_FIELDS = tuple(field.name for field in dataclasses.fields(Line))

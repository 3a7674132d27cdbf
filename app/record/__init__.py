"""The record: sealed, append-only, on SQLite. The only room that knows SQLAlchemy."""

from app.record.access import Access
from app.record.accounts import HashCost
from app.record.blind_record import BlindRecord
from app.record.blinding import HIDDEN, blind_item, blind_links
from app.record.chain import Head
from app.record.copies import (
    KeysAt,
    LetBack,
    Restored,
    anchor_at,
    head_of,
    prove_copy,
    require_continuation,
)
from app.record.errors import RecordUnavailable
from app.record.file_access import FileAccess
from app.record.filings import LARGEST_BATCH, Added
from app.record.holding import LegalHold
from app.record.keys import SealKeyMissing, SealKeys
from app.record.links import Saying
from app.record.purging import Purged
from app.record.store import Record
from app.record.turn_record import TurnRecord
from app.record.verify import Verification

__all__ = [
    "HIDDEN",
    "LARGEST_BATCH",
    "Access",
    "Added",
    "BlindRecord",
    "FileAccess",
    "HashCost",
    "Head",
    "KeysAt",
    "LegalHold",
    "LetBack",
    "Purged",
    "Record",
    "RecordUnavailable",
    "Restored",
    "Saying",
    "SealKeyMissing",
    "SealKeys",
    "TurnRecord",
    "Verification",
    "anchor_at",
    "blind_item",
    "blind_links",
    "head_of",
    "prove_copy",
    "require_continuation",
]

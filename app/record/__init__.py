"""The record: sealed, append-only, on SQLite. The only room that knows SQLAlchemy."""

from app.record.accounts import HashCost
from app.record.errors import RecordUnavailable
from app.record.filings import LARGEST_BATCH, Added
from app.record.keys import SealKeyMissing, SealKeys
from app.record.links import Saying
from app.record.store import Record
from app.record.verify import Verification

__all__ = [
    "LARGEST_BATCH",
    "Added",
    "HashCost",
    "Record",
    "RecordUnavailable",
    "Saying",
    "SealKeyMissing",
    "SealKeys",
    "Verification",
]

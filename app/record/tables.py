"""The tables: a sealed log, what is derived from it, and a little that is not sealed.

Every derived row carries the number of the line that last changed it (`seq`), so that an edited
row can be traced to the line it contradicts.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Table

from app.record.account_tables import ONE_TIME
from app.record.columns import METADATA, TEXT, index_where
from app.record.columns import number as _number
from app.record.columns import text as _text
from app.record.dispatch_tables import EXAM_RESULT, PACKAGE_STEP
from app.record.filing_tables import FILING, MENTION, NUMBER, TAKEN
from app.record.history_tables import HISTORY
from app.record.late_tables import LATE_ACT, RECONFIRMED
from app.record.retention_tables import LEGAL_HOLD
from app.record.supervising_tables import (
    APPROVAL,
    DRAW_SEED,
    DRAWN,
    READING_NOTE,
    SECOND_READING,
    SUPERVISED,
)
from app.record.turn_tables import SKILL, TURN

# --- the log -----------------------------------------------------------------------------------

PAYLOAD = Table(
    "payload",
    METADATA,
    _text("digest", key=True),
    _text("body"),
)
"""What a line says. Apart from the line, so that it can be purged one day."""

LINE = Table(
    "line",
    METADATA,
    _number("seq", key=True),
    _text("at"),
    _text("actor"),
    _text("kind"),
    _text("subject"),
    _text("payload_digest"),
    _text("previous"),
    _text("hash"),
    index_where("kind = 'link_put'", "subject"),
    index_where("kind = 'models_put'", "seq"),
    index_where("kind = 'mark_saved'", "subject", name="ix_line_marked"),
    index_where("kind = 'payload_purged'", "subject", name="ix_line_purged"),
    index_where("kind = 'handed_back'", "actor", "at", name="ix_line_handed_back"),
)
"""The chain; links are looked up by their scan, marks by their item, what was handed back by whom
and when, and the newest choice of models."""

HEAD = Table(
    "head",
    METADATA,
    _number("one", key=True),
    _text("record_id"),
    _number("length"),
    _text("hash"),
    _text("signature"),
)
"""How long the chain is and where it ends, signed. A single row."""

# --- derived from the log ----------------------------------------------------------------------

ITEM = Table(
    "item",
    METADATA,
    _text("item_id", key=True),
    _text("received_at"),
    _text("joined_into"),
    _number("seq"),
)

SCAN = Table(
    "scan",
    METADATA,
    _text("scan_id", key=True),
    Column("item_id", TEXT, ForeignKey("item.item_id"), nullable=False, index=True),
    _text("body"),
    _number("seq"),
    Index(None, "seq"),
)

IMAGE = Table(
    "image",
    METADATA,
    _text("sha256", key=True),
    Column("scan_id", TEXT, ForeignKey("scan.scan_id"), nullable=False, index=True),
    _text("view"),
    _text("energy"),
    _text("body"),
    _number("seq"),
)

SHIPMENT = Table(
    "shipment",
    METADATA,
    _number("seq", key=True),
    _text("shipment_id"),
    _text("digest"),
    _number("version"),
    _number("newest"),
    _text("body"),
    Index(None, "shipment_id", "digest"),
    Index(None, "newest", "shipment_id"),
)

LINK = Table(
    "link",
    METADATA,
    Column("scan_id", TEXT, ForeignKey("scan.scan_id"), primary_key=True),
    _text("shipment_id", key=True),
    _text("link_class"),
    _text("body"),
    _number("seq"),
    Index(None, "shipment_id"),
    index_where("link_class = 'ORPHANED'", "seq"),
)

REPORT = Table(
    "report",
    METADATA,
    _text("report_id", key=True),
    Column("scan_id", TEXT, ForeignKey("scan.scan_id"), nullable=False),
    _text("view"),
    _text("state"),
    _number("findings"),
    Column("strongest", Float, nullable=False),
    _number("newest"),
    _text("body"),
    _number("seq"),
    Index(None, "scan_id", "newest"),
)

MARK = Table(
    "mark",
    METADATA,
    Column("scan_id", TEXT, ForeignKey("scan.scan_id"), primary_key=True),
    _text("mark_id", key=True),
    _number("number"),
    _number("removed"),
    _text("body"),
    _number("seq"),
)
"""Kept by scan, so that marks move with it; a removed mark keeps its number."""

VERDICT = Table(
    "verdict",
    METADATA,
    _text("finding_id", key=True),
    _text("officer", key=True),
    Column("scan_id", TEXT, ForeignKey("scan.scan_id"), nullable=False, index=True),
    _text("verdict"),
    _number("seq"),
)

ACKNOWLEDGED = Table(
    "acknowledged",
    METADATA,
    Column("item_id", TEXT, ForeignKey("item.item_id"), primary_key=True),
    _text("notice_key", key=True),
    _text("officer", key=True),
    _number("seq"),
)

OBSERVED = Table(
    "observed",
    METADATA,
    Column("item_id", TEXT, ForeignKey("item.item_id"), primary_key=True),
    _text("name", key=True),
    _text("value"),
    _text("officer"),
    _number("seq"),
)
"""What was noted of an item that no message carries; the last word counts."""

VIEWED = Table(
    "viewed",
    METADATA,
    Column("scan_id", TEXT, ForeignKey("scan.scan_id"), primary_key=True),
    _text("view", key=True),
    _text("officer", key=True),
    _number("seq"),
)

SHOWN = Table(
    "shown",
    METADATA,
    Column("scan_id", TEXT, ForeignKey("scan.scan_id"), primary_key=True),
    _text("view", key=True),
    _text("officer", key=True),
    _number("readable"),
    _number("seq"),
)
"""Views that stood on an officer's screen; not readable where only the reason stood there."""

DRAFT = Table(
    "draft",
    METADATA,
    Column("item_id", TEXT, ForeignKey("item.item_id"), primary_key=True),
    _text("officer", key=True),
    _text("body"),
    _number("seq"),
)

DECISION = Table(
    "decision",
    METADATA,
    _text("recommendation_id", key=True),
    Column("item_id", TEXT, ForeignKey("item.item_id"), nullable=False, index=True),
    _text("supersedes"),
    _text("officer"),
    _text("kind"),
    _text("body"),
    _number("seq"),
)

ACCOUNT = Table(
    "account",
    METADATA,
    _text("account", key=True),
    _text("body"),
    _text("hash_digest"),
    _number("seq"),
)

ATTEMPT = Table(
    "attempt",
    METADATA,
    _text("name_tag", key=True),
    _number("failures"),
    _text("last_at"),
    _number("seq"),
)
"""Failed sign-ins in a row, by a keyed digest of the name that was typed."""

ENTRY = Table(
    "entry",
    METADATA,
    Column("item_id", TEXT, ForeignKey("item.item_id"), primary_key=True),
    _text("received_at"),
    _text("eta", empty=True),
    _text("mode", empty=True),
    _text("port"),
    _text("equipment"),
    _text("goods"),
    _number("pieces", empty=True),
    Column("gross_kg", Float, nullable=True),
    _text("screening", empty=True),
    _number("flagged"),
    _number("energies"),
    Column("strongest", Float, nullable=False),
    _text("outcome"),
    Column("needs", TEXT, nullable=False, server_default=""),
    _number("seq"),
    Index(None, "outcome", "eta"),
    Index(None, "outcome", "port", "eta"),
    Index(None, "outcome", "mode", "eta"),
)
"""One row an item, ready for the queue. `needs` names kinds of cargo that not everybody is trained
for, apart by blanks. By port and by mode, because *next* walks what waits and nothing else."""

DERIVED: tuple[Table, ...] = (
    ITEM,
    SCAN,
    IMAGE,
    TAKEN,
    FILING,
    MENTION,
    SHIPMENT,
    NUMBER,
    HISTORY,
    LINK,
    REPORT,
    MARK,
    VERDICT,
    ACKNOWLEDGED,
    OBSERVED,
    VIEWED,
    SHOWN,
    DRAFT,
    DECISION,
    PACKAGE_STEP,
    EXAM_RESULT,
    LATE_ACT,
    RECONFIRMED,
    ACCOUNT,
    ATTEMPT,
    ONE_TIME,
    LEGAL_HOLD,
    DRAW_SEED,
    DRAWN,
    SUPERVISED,
    SECOND_READING,
    READING_NOTE,
    APPROVAL,
    TURN,
    SKILL,
    ENTRY,
)
"""What can be rebuilt from the log, and is compared with it when the record is verified."""

# --- not sealed --------------------------------------------------------------------------------

PASSWORD = Table(
    "password",
    METADATA,
    Column("account", TEXT, ForeignKey("account.account"), primary_key=True),
    _text("hash"),
)
"""Argon2id hashes, kept out of the log; a line holds the digest of each."""

LEASE = Table(
    "lease",
    METADATA,
    Column("item_id", TEXT, ForeignKey("item.item_id"), primary_key=True),
    _text("officer"),
    _text("since"),
    _text("until"),
    Column("seconds", Float, nullable=False),
)
"""Who has an item now. Claims and hand-backs are lines; renewals would only make noise there."""

PREFERENCE = Table(
    "preference",
    METADATA,
    Column("account", TEXT, ForeignKey("account.account"), primary_key=True),
    _text("name", key=True),
    _text("body"),
    _text("at"),
)
"""What a person likes, as JSON: keys, presets, layouts. Changed at will."""

PROGRESS = Table(
    "progress",
    METADATA,
    _text("name", key=True),
    _number("seq"),
)
"""Up to which line something is done that follows the log at its own pace."""

NOTICE = Table(
    "notice",
    METADATA,
    Column("item_id", TEXT, ForeignKey("item.item_id"), primary_key=True),
    _text("body"),
    _number("blocks"),
    _number("warnings"),
    _number("notes"),
    Column("risk", Float, nullable=False),
    _text("fired"),
)
"""What rules and comparisons said last; computed again at will. `fired` names the rules, grey
chips included, apart by blanks: what `RULE_COUNT` counts when it changes."""

RULE_COUNT = Table(
    "rule_count",
    METADATA,
    _text("rule", key=True),
    _number("fired"),
)
"""How often each rule began to fire on an item."""

"""The first tables: the sealed log, what is derived from it, leases, notices, passwords."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# As they were on the day of this migration: app.record.triggers may go on from here.
TRIGGERS = (
    (
        "CREATE TRIGGER line_follows BEFORE INSERT ON line WHEN NEW.seq IS NOT (SELECT "
        "coalesce(max(seq), 0) + 1 FROM line) OR NEW.previous IS NOT (SELECT coalesce((SELECT "
        "hash FROM line ORDER BY seq DESC LIMIT 1), '')) BEGIN SELECT RAISE(ABORT, 'a line "
        "follows the last one'); END"
    ),
    (
        "CREATE TRIGGER line_stays BEFORE UPDATE ON line BEGIN SELECT RAISE(ABORT, 'a line is "
        "never changed'); END"
    ),
    (
        "CREATE TRIGGER line_remains BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'a line is "
        "never deleted'); END"
    ),
    (
        "CREATE TRIGGER payload_new BEFORE INSERT ON payload WHEN EXISTS (SELECT 1 FROM payload "
        "WHERE digest = NEW.digest) BEGIN SELECT RAISE(ABORT, 'a payload is never replaced'); END"
    ),
    (
        "CREATE TRIGGER payload_stays BEFORE UPDATE ON payload BEGIN SELECT RAISE(ABORT, 'a "
        "payload is never changed'); END"
    ),
    (
        "CREATE TRIGGER payload_remains BEFORE DELETE ON payload WHEN NOT EXISTS (SELECT 1 FROM "
        "line WHERE kind = 'payload_purged' AND subject = OLD.digest) BEGIN SELECT RAISE(ABORT, "
        "'a payload is purged only after a line says so'); END"
    ),
    (
        "CREATE TRIGGER head_single BEFORE INSERT ON head WHEN EXISTS (SELECT 1 FROM head) OR "
        "NEW.one IS NOT 1 BEGIN SELECT RAISE(ABORT, 'there is one head'); END"
    ),
    (
        "CREATE TRIGGER head_forward BEFORE UPDATE ON head WHEN NEW.length <= OLD.length OR "
        "NEW.record_id IS NOT OLD.record_id OR NEW.one IS NOT 1 BEGIN SELECT RAISE(ABORT, 'the "
        "head only moves forward'); END"
    ),
    (
        "CREATE TRIGGER head_remains BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'the head is"
        " never deleted'); END"
    ),
    (
        "CREATE TRIGGER decision_new BEFORE INSERT ON decision WHEN EXISTS (SELECT 1 FROM "
        "decision WHERE recommendation_id = NEW.recommendation_id) BEGIN SELECT RAISE(ABORT, 'a "
        "decision is never replaced'); END"
    ),
    (
        "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'a "
        "decision is never changed'); END"
    ),
    (
        "CREATE TRIGGER decision_remains BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'a "
        "decision is never deleted'); END"
    ),
)

TABLES = (
    "payload",
    "line",
    "head",
    "item",
    "scan",
    "image",
    "shipment",
    "link",
    "report",
    "mark",
    "verdict",
    "acknowledged",
    "viewed",
    "draft",
    "decision",
    "account",
    "attempt",
    "entry",
    "password",
    "lease",
    "notice",
)


def upgrade() -> None:
    """Go forward."""
    _log()
    _arrivals()
    _reviews()
    _rest()
    for trigger in TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    """Go back."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _text(name: str, *, empty: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=empty)


def _number(name: str, *, empty: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=empty)


def _real(name: str, *, empty: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), nullable=empty)


def _tie(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.{column}"], name=name)


def _log() -> None:
    """Make the sealed log."""
    op.create_table(
        "payload",
        _text("digest"),
        _text("body"),
        sa.PrimaryKeyConstraint("digest", name="pk_payload"),
    )
    op.create_table(
        "line",
        _number("seq"),
        _text("at"),
        _text("actor"),
        _text("kind"),
        _text("subject"),
        _text("payload_digest"),
        _text("previous"),
        _text("hash"),
        sa.PrimaryKeyConstraint("seq", name="pk_line"),
    )
    op.create_table(
        "head",
        _number("one"),
        _text("record_id"),
        _number("length"),
        _text("hash"),
        _text("signature"),
        sa.PrimaryKeyConstraint("one", name="pk_head"),
    )


def _arrivals() -> None:
    """Make what follows from arrivals."""
    op.create_table(
        "item",
        _text("item_id"),
        _text("received_at"),
        _text("joined_into"),
        _number("seq"),
        sa.PrimaryKeyConstraint("item_id", name="pk_item"),
    )
    op.create_table(
        "scan",
        _text("scan_id"),
        _text("item_id"),
        _text("body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("scan_id", name="pk_scan"),
        _tie("scan", "item_id", "item"),
    )
    op.create_index("ix_scan_item_id", "scan", ["item_id"])
    op.create_table(
        "image",
        _text("sha256"),
        _text("scan_id"),
        _text("view"),
        _text("energy"),
        _text("body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("sha256", name="pk_image"),
        _tie("image", "scan_id", "scan"),
    )
    op.create_index("ix_image_scan_id", "image", ["scan_id"])
    op.create_table(
        "shipment",
        _number("seq"),
        _text("shipment_id"),
        _text("digest"),
        _number("version"),
        _number("newest"),
        _text("body"),
        sa.PrimaryKeyConstraint("seq", name="pk_shipment"),
    )
    op.create_index("ix_shipment_newest_shipment_id", "shipment", ["newest", "shipment_id"])
    op.create_index(
        "ix_shipment_shipment_id_digest", "shipment", ["shipment_id", "digest"], unique=True
    )
    op.create_table(
        "link",
        _text("scan_id"),
        _text("shipment_id"),
        _text("link_class"),
        _text("body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("scan_id", "shipment_id", name="pk_link"),
        _tie("link", "scan_id", "scan"),
    )
    op.create_index("ix_link_shipment_id", "link", ["shipment_id"])
    op.create_table(
        "report",
        _text("report_id"),
        _text("scan_id"),
        _text("view"),
        _text("state"),
        _number("findings"),
        _real("strongest"),
        _number("newest"),
        _text("body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("report_id", name="pk_report"),
        _tie("report", "scan_id", "scan"),
    )
    op.create_index("ix_report_scan_id_newest", "report", ["scan_id", "newest"])


def _reviews() -> None:
    """Make what follows from reviews."""
    op.create_table(
        "mark",
        _text("scan_id"),
        _text("mark_id"),
        _number("number"),
        _number("removed"),
        _text("body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("scan_id", "mark_id", name="pk_mark"),
        _tie("mark", "scan_id", "scan"),
    )
    op.create_table(
        "verdict",
        _text("finding_id"),
        _text("officer"),
        _text("scan_id"),
        _text("verdict"),
        _number("seq"),
        sa.PrimaryKeyConstraint("finding_id", "officer", name="pk_verdict"),
        _tie("verdict", "scan_id", "scan"),
    )
    op.create_index("ix_verdict_scan_id", "verdict", ["scan_id"])
    op.create_table(
        "acknowledged",
        _text("item_id"),
        _text("notice_key"),
        _text("officer"),
        _number("seq"),
        sa.PrimaryKeyConstraint("item_id", "notice_key", "officer", name="pk_acknowledged"),
        _tie("acknowledged", "item_id", "item"),
    )
    op.create_table(
        "viewed",
        _text("scan_id"),
        _text("view"),
        _text("officer"),
        _number("seq"),
        sa.PrimaryKeyConstraint("scan_id", "view", "officer", name="pk_viewed"),
        _tie("viewed", "scan_id", "scan"),
    )
    op.create_table(
        "draft",
        _text("item_id"),
        _text("officer"),
        _text("body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("item_id", "officer", name="pk_draft"),
        _tie("draft", "item_id", "item"),
    )
    op.create_table(
        "decision",
        _text("recommendation_id"),
        _text("item_id"),
        _text("supersedes"),
        _text("officer"),
        _text("kind"),
        _text("body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("recommendation_id", name="pk_decision"),
        _tie("decision", "item_id", "item"),
    )
    op.create_index("ix_decision_item_id", "decision", ["item_id"])


def _rest() -> None:
    """Make people, the queue, and what is not sealed."""
    op.create_table(
        "account",
        _text("account"),
        _text("body"),
        _text("hash_digest"),
        _number("seq"),
        sa.PrimaryKeyConstraint("account", name="pk_account"),
    )
    op.create_table(
        "attempt",
        _text("name_tag"),
        _number("failures"),
        _text("last_at"),
        _number("seq"),
        sa.PrimaryKeyConstraint("name_tag", name="pk_attempt"),
    )
    op.create_table(
        "entry",
        _text("item_id"),
        _text("received_at"),
        _text("eta", empty=True),
        _text("mode", empty=True),
        _text("port"),
        _text("equipment"),
        _text("goods"),
        _number("pieces", empty=True),
        _real("gross_kg", empty=True),
        _text("screening", empty=True),
        _number("flagged"),
        _number("energies"),
        _real("strongest"),
        _text("outcome"),
        _number("seq"),
        sa.PrimaryKeyConstraint("item_id", name="pk_entry"),
        _tie("entry", "item_id", "item"),
    )
    op.create_index("ix_entry_outcome_eta", "entry", ["outcome", "eta"])
    op.create_table(
        "password",
        _text("account"),
        _text("hash"),
        sa.PrimaryKeyConstraint("account", name="pk_password"),
        _tie("password", "account", "account"),
    )
    op.create_table(
        "lease",
        _text("item_id"),
        _text("officer"),
        _text("since"),
        _text("until"),
        _real("seconds"),
        sa.PrimaryKeyConstraint("item_id", name="pk_lease"),
        _tie("lease", "item_id", "item"),
    )
    op.create_table(
        "notice",
        _text("item_id"),
        _text("body"),
        _number("blocks"),
        _number("warnings"),
        _number("notes"),
        _real("risk"),
        sa.PrimaryKeyConstraint("item_id", name="pk_notice"),
        _tie("notice", "item_id", "item"),
    )

"""Tables that only a server has: who is who, one chain a port, and what it keeps of its own."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, MetaData, Sequence, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from app.record.columns import NAMES, number, text

SERVER_METADATA = MetaData(naming_convention=NAMES)

PERSON = Table(
    "person",
    SERVER_METADATA,
    text("login", key=True),
    text("account"),
    text("name"),
    text("role"),
    text("port"),
    number("active"),
    text("until"),
    UniqueConstraint("account"),
)
"""Login to person: what every function asks of the connection, never of what a client says.

`active` is 1 for who works here, 0 for who was shut out, and 2 for who has a word for one sign-in,
good `until` then.
"""

CHAIN = Table(
    "chain",
    SERVER_METADATA,
    text("chain", key=True),
    Column("length", BigInteger, nullable=False),
    text("hash"),
)
"""Length and end of each chain: one for each port, `intake` for what the services that take things
in write, and one without a name for all else."""

BY_SERVICES = "intake"
"""The chain of what the services that take things in write."""

CHAINED = Table(
    "chained",
    SERVER_METADATA,
    number("seq", key=True),
    text("chain"),
    Column("place", BigInteger, nullable=False),
    UniqueConstraint("chain", "place"),
)
"""Where a line stands in its chain. Numbers of lines grow, with gaps; places have none."""

VOUCHED = Table(
    "vouched",
    SERVER_METADATA,
    number("seq", key=True),
    text("second"),
    text("first"),
    text("act"),
    text("item_id"),
    text("at"),
    number("used"),
)
"""Second persons who signed in beside somebody, each for one act."""

PURGE_ORDER = Table(
    "purge_order",
    SERVER_METADATA,
    text("plan", key=True),
    text("first"),
    text("second"),
    text("at"),
    text("state"),
    text("transaction"),
)
"""Purges that two persons ordered, each for one list of payloads: the digest of their digests."""

TO_REFRESH = Table("to_refresh", SERVER_METADATA, text("item_id", key=True))
"""Items of which the intake service makes the queue's row again, and joins what belongs
together."""

SIGNED_ELSEWHERE = Table(
    "signed_elsewhere", SERVER_METADATA, text("officer", key=True), text("item_id", key=True)
)
"""Items of another port that were passed on to somebody and signed by her: hers to read and to
correct. It follows from the lines (`app.record.server.elsewhere`)."""

CONSTANT = Table(
    "constant",
    SERVER_METADATA,
    text("name", key=True),
    Column("value", JSON().with_variant(JSONB(), "postgresql"), nullable=False),
)
"""What the functions know of the domain: written when they are installed."""

LINE_SEQ = Sequence("line_seq", metadata=SERVER_METADATA, start=1)

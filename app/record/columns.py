"""The words in which tables are written: names of constraints, columns of text and of numbers.

They stand for the same on SQLite and PostgreSQL: text is compared by its bytes in UTF-8, whatever
language a server was set up in, and a number of a line does not end at two thousand millions.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Text
from sqlalchemy import text as sql_text
from sqlalchemy.dialects import postgresql

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

METADATA = MetaData(naming_convention=NAMES)

TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NUMBER = Integer().with_variant(BigInteger(), "postgresql")


def text(name: str, *, key: bool = False, empty: bool = False) -> Column[str]:
    """Return a column of text."""
    return Column(name, TEXT, primary_key=key, nullable=empty)


def number(name: str, *, key: bool = False, empty: bool = False) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, NUMBER, primary_key=key, nullable=empty, autoincrement=False)


def index_where(condition: str, *columns: str, name: str | None = None) -> Index:
    """Return an index to those rows only of which a condition in SQL holds."""
    only = sql_text(condition)
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)

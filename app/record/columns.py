"""The words in which tables are written: names of constraints, columns of text and of numbers."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Text

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

METADATA = MetaData(naming_convention=NAMES)


def text(name: str, *, key: bool = False, empty: bool = False) -> Column[str]:
    """Return a column of text."""
    return Column(name, Text, primary_key=key, nullable=empty)


def number(name: str, *, key: bool = False, empty: bool = False) -> Column[int]:
    """Return a column of whole numbers."""
    return Column(name, Integer, primary_key=key, nullable=empty, autoincrement=False)

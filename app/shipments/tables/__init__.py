"""Code tables: dated, replaceable, stamped."""

from app.shipments.tables.book import NAMES, Tables
from app.shipments.tables.generic import generic_office
from app.shipments.tables.table import Entry, Stamp, Table, TableUnreadable
from app.shipments.tables.wording import plain_words

__all__ = [
    "NAMES",
    "Entry",
    "Stamp",
    "Table",
    "TableUnreadable",
    "Tables",
    "generic_office",
    "plain_words",
]

"""The tables and questions of the record are for SQLite and PostgreSQL alike."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import create_engine, insert, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import app.record
from app.record.columns import METADATA
from app.record.tables import LINE, PROGRESS, TAKEN
from app.record.upserting import count_up, is_new, put, put_new

RECORD = Path(app.record.__file__).parent
EMBEDDED = {
    "bulk.py": "rows by the thousand, as each driver takes them",
    "file_access.py": "the log of SQLite beside the file",
    "copies.py": "SQLite's online backup",
    "database.py": "how the file is opened",
    "errors.py": "what SQLite says",
    "half.py": "a file's record beside the scratch database of a proof",
    "keeping_record.py": "overwriting what SQLite frees",
    "triggers.py": "the triggers of SQLite",
    "rebuilding.py": "the scratch database of a proof",
    "verify.py": "the triggers of SQLite",
}
"""The modules that may speak of SQLite, and of what."""

SQLITE_ONLY = re.compile(
    r"PRAGMA|sqlite_master|sqlite3|OR IGNORE|OR REPLACE|RAISE\(ABORT|rowid\b(?!=)|exec_driver_sql"
    r"|func\.(max|min)\([^()]*,|dialects\.sqlite"
)


def test_what_only_sqlite_can_do_is_asked_in_few_places() -> None:
    found = {
        path.name: line.strip()
        for path in RECORD.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if SQLITE_ONLY.search(line)
    }
    assert {name: line for name, line in found.items() if name not in EMBEDDED} == {}


def test_every_table_can_be_made_on_postgresql() -> None:
    """Text by its bytes, so that both sort alike; a part of the rows in the same indexes."""
    dialect = postgresql.dialect()
    for table in METADATA.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect))
        texts = re.findall(r"(\S+) TEXT(?! COLLATE \"C\")", made)
        assert not texts, (table.name, texts)
        assert "INTEGER" not in made, table.name
        for index in table.indexes:
            parts = {
                name: index.dialect_options[name]["where"] for name in ("sqlite", "postgresql")
            }
            assert parts["sqlite"] is parts["postgresql"], index.name
            assert str(CreateIndex(index).compile(dialect=dialect))


def test_rows_are_put_counted_and_left_alone() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        METADATA.create_all(connection, tables=[PROGRESS, TAKEN, LINE])
        put(connection, PROGRESS, {"name": "a", "seq": 1})
        put(connection, PROGRESS, {"name": "a", "seq": 7})
        count_up(connection, PROGRESS, PROGRESS.c.seq, [{"name": n, "seq": 1} for n in "aab"])
        rows = connection.execute(select(PROGRESS).order_by(PROGRESS.c.name)).all()
        assert [tuple(row) for row in rows] == [("a", 9), ("b", 1)]

        connection.execute(insert(TAKEN).values(sha256="x", seq=1))
        put_new(connection, TAKEN, [{"sha256": s, "seq": n} for n, s in enumerate("xyy", start=2)])
        assert not is_new(connection, TAKEN, {"sha256": "y", "seq": 9})
        assert is_new(connection, TAKEN, {"sha256": "z", "seq": 9})
        kept = connection.execute(select(TAKEN).order_by(TAKEN.c.sha256)).all()
        assert [tuple(row) for row in kept] == [("x", 1), ("y", 3), ("z", 9)]
    engine.dispose()

"""Tables of the record that the server's own functions do not write yet.

The program asks them whenever it opens an item. On a server they are empty, and stay so: who reads
them is told of nothing, and nobody but the owner can put anything there.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.record.account_tables import ONE_TIME
from app.record.columns import METADATA
from app.record.tables import ATTEMPT, PASSWORD

_NOBODYS = (PASSWORD, ATTEMPT, ONE_TIME)
"""Of sign-in in the embedded record; on a server nobody reads them."""
_GROUPS = "prescreen_officer, prescreen_supervisor"
_SERVED = text("SELECT has_any_column_privilege('prescreen_officer', :name, 'SELECT')")


def shut(connection: Connection) -> tuple[str, ...]:
    """Let reviewers ask these tables and find nothing; return their names.

    Parameters
    ----------
    connection
        Of the record's owner, after its rights were given.
    """
    names = [table.name for table in METADATA.sorted_tables if table not in _NOBODYS]
    found = tuple(name for name in names if not connection.scalar(_SERVED, {"name": name}))
    for name in found:
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        connection.exec_driver_sql(
            f"CREATE POLICY intake ON {name} TO prescreen_intake USING (true) WITH CHECK (true)"
        )
        connection.exec_driver_sql(f"GRANT SELECT ON {name} TO {_GROUPS}")
    return found

"""Alembic, run by the program and not by hand."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.domain.words import phrase, say
from app.record.errors import RecordUnavailable

_NEWER = phrase(
    "The record was made by a newer version of this program (its tables stand at {found}). "
    "Install that version; nothing was changed."
)


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(files("app.record") / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Run what migrations are missing, in the caller's transaction.

    Raises
    ------
    RecordUnavailable
        When the file stands at a migration that this program does not have.
    """
    config = configuration(connection)
    mine = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in mine:
        raise RecordUnavailable(say(_NEWER, found=found))
    command.upgrade(config, "head")

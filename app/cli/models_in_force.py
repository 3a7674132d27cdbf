"""Which models run in a workspace, and on what."""

from __future__ import annotations

from app.cli.alarms import alarm_choice
from app.settings import Settings
from models.several import Screeners
from models.source import Server, Source


def screeners(settings: Settings) -> Screeners:
    """Return the models in force, ready to be asked."""
    return Screeners(lambda: sources(settings))


def sources(settings: Settings) -> tuple[Source, ...]:
    """Return where the models in force come from, and what runs them."""
    server = settings.server
    where = None if server is None else Server(server.url, server.model, server.timeout_s)
    return (Source(None, settings.provider, where, alarm_choice(settings)),)

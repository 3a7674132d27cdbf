"""Opening a workspace: its settings, record and scan store."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from pathlib import Path

from app.cli.arguments import program_version
from app.cli.serving import connected, entered, seal_keys
from app.domain.clock import Clock, system_clock
from app.domain.errors import KnownError
from app.domain.words import say
from app.record import Record
from app.review.site import SiteRules
from app.scans import FolderStore
from app.settings import Settings, settings_of
from app.shipments.discrepancies import TARES, Tare
from app.supervision import SupervisionRules


@dataclasses.dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace."""

    settings: Settings
    record: Record
    store: FolderStore
    clock: Clock


@contextlib.contextmanager
def workspace(home: Path | str | None, *, create: bool) -> Iterator[Workspace]:
    """Open the workspace for the length of a command.

    Parameters
    ----------
    home
        A folder, or the address of a server's record with the name of who comes in.
    create
        Whether a record is made where there is none; never on a server.

    Raises
    ------
    KnownError
        When it cannot be opened, or there is none and `create` is False.
    """
    settings = settings_of(home)
    if settings.record:
        with entered(settings) as record:
            yield Workspace(settings, record, FolderStore(settings.scan_folder), record.clock)
        return
    if not create and not settings.record_file.is_file():
        raise KnownError(
            say(
                "There is no record in {path}. Take something in first, or name the workspace "
                "with --home.",
                path=settings.home,
            )
        )
    with open_record(settings) as record:
        yield Workspace(settings, record, FolderStore(settings.scan_folder), system_clock())


def open_record(settings: Settings, clock: Clock | None = None) -> Record:
    """Open the record of a workspace, making both when they are missing."""
    try:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(
            say(
                "The workspace {path} cannot be made: {why}. Name another with --home.",
                path=settings.home,
                why=error.strerror or error,
            )
        ) from error
    if settings.record:
        return connected(settings, clock or system_clock())
    return Record.open(settings.home, keys=seal_keys(settings), clock=clock or system_clock())


def supervision_rules(settings: Settings) -> SupervisionRules:
    """Return what of the settings is about supervision."""
    return SupervisionRules(**dataclasses.asdict(settings.supervision))


def site_rules(settings: Settings, *, sample: bool = False) -> SiteRules:
    """Return what of the settings reaches a decision."""
    tares = {
        kind: Tare(settings.tare_kg[kind], tare.sigma_kg) if kind in settings.tare_kg else tare
        for kind, tare in TARES.items()
    }
    return SiteRules(
        workstation=settings.workstation,
        program_version=program_version(),
        port=settings.port,
        exam_places=settings.exam_places,
        lease_s=settings.lease_s,
        tares=tares,
        caveats=settings.caveats,
        valid_days=settings.referral_days,
        release_needs_exact=settings.release_needs_exact,
        sample=sample,
    )

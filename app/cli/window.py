"""``prescreen``: open the workstation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.arguments import Arguments
from app.cli.display import display_name
from app.cli.far import far_of
from app.cli.office import Office
from app.cli.printing import Printer
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.domain.errors import KnownError
from app.domain.words import say
from app.scans import FolderStore
from app.settings import Settings, settings_of
from app.ui.opening import run_window

if TYPE_CHECKING:
    from app.cli.bringing import Bringing


def run(arguments: Arguments, printer: Printer) -> int:
    """Run the window until it is closed."""
    del printer
    if not display_name():
        raise KnownError(
            say(
                "There is no display to open a window on. "
                "`prescreen demo --out DIR` runs without one."
            )
        )
    settings = settings_of(arguments.home)
    far = far_of(settings, system_clock())
    if far is None:
        _require_people(settings)
    bringing = _bringing(settings)
    office = Office(settings, far=far, bringing=bringing)
    try:
        return run_window(office.wiring())
    finally:
        if bringing is not None:
            bringing.close()
        office.close()


def _bringing(settings: Settings) -> Bringing | None:
    """Return what brings scans from the archive of the settings; None where they name none."""
    if settings.archive is None:
        return None
    # Loaded where it is used: a workplace without an archive waits for no network library.
    from app.cli.bringing import Bringing  # noqa: PLC0415 - see above

    return Bringing(settings, FolderStore(settings.scan_folder, archive=True), system_clock())


def _require_people(settings: Settings) -> None:
    with open_record(settings) as record:
        # Who works with a server's record is known to the server alone.
        if not settings.record and not record.accounts():
            raise KnownError(
                say(
                    "Nobody can sign in yet. Make the first account with "
                    "`prescreen account add NAME --role officer`, or look around with "
                    "`prescreen demo`."
                )
            )

"""The archive of the settings: the line to it, and the password for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.cli.serving import vault_of
from app.cli.typed import asked
from app.domain.errors import KnownError
from app.domain.words import phrase, say
from app.settings import ArchiveSettings, Settings
from app.vault import passwords

if TYPE_CHECKING:
    from app.scans.web.line import Patience
    from app.scans.web.store import WebStore

_NONE = phrase("The settings name no archive. Write [archive] with its url in {file}.")
_NO_PASSWORD = phrase(
    "There is no password of {user} for {url} here. Say `prescreen keys remember --archive` once, "
    "or give it to the service as the credential {credential}."
)


def archive_settings(settings: Settings) -> ArchiveSettings:
    """Return what the settings say of the archive.

    Raises
    ------
    KnownError
        When they name none.
    """
    if settings.archive is None:
        raise KnownError(say(_NONE, file=settings.home / "settings.toml"))
    return settings.archive


def kept_password(settings: Settings) -> str:
    """Return the archive's password that needs no typing: the service's, or the keyring's.

    Raises
    ------
    KnownError
        When there is none, or the keyring is shut.
    """
    told, vault = archive_settings(settings), vault_of(settings)
    found = passwords.of_service(vault, passwords.OF_ARCHIVE)
    if found is None:
        found = passwords.remembered(vault, told.user, told.url)
    if found is None:
        where = {"url": told.url, "credential": passwords.OF_ARCHIVE}
        raise KnownError(say(_NO_PASSWORD, user=told.user, **where))
    return found


def typed_password(settings: Settings) -> str:
    """Return the archive's password, kept or typed now."""
    told = archive_settings(settings)
    try:
        return kept_password(settings)
    except KnownError:
        return asked(f"Password of {told.user} at {told.url}: ")


def archive_store(
    settings: Settings,
    *,
    pause: Callable[[float], bool],
    password: Callable[[Settings], str] = kept_password,
    patience: Patience | None = None,
) -> WebStore:
    """Return the archive of the settings as a store; whoever asks for it closes its line.

    Parameters
    ----------
    pause
        Waits so many seconds; returns True when one should stop asking.
    password
        Gives the password, where the settings name a user.
    patience
        How long one goes on asking.

    Raises
    ------
    KnownError
        When the settings name none, its address is wrong, or there is no password for it.
    """
    # Loaded where it is used: quick commands wait for no network library.
    from app.scans.web.address import archive_of  # noqa: PLC0415 - see above
    from app.scans.web.line import Line  # noqa: PLC0415 - see above
    from app.scans.web.store import WebStore  # noqa: PLC0415 - see above

    told = archive_settings(settings)
    place = archive_of(told.url, told.root_certificate, told.user)
    line = Line(place, lambda: password(settings), pause=pause, patience=patience)
    return WebStore(line)

"""``prescreen keys``: where keys are, moving them, copies for a safe, a password that is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable

from app.cli.archive_line import archive_settings, archive_store
from app.cli.arguments import Arguments
from app.cli.key_places import kept_keys
from app.cli.printing import Printer
from app.cli.serving import connected, named, vault_of
from app.cli.typed import asked
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.domain.errors import KnownError, Refused
from app.domain.officer import Act
from app.domain.words import phrase, say
from app.settings import Settings, settings_of
from app.vault import (
    SECRETS,
    Secret,
    Vault,
    move_to_file,
    move_to_keyring,
    passwords,
    write_private,
)

_BY = phrase("An administrator does this here. Name one: --by {account}.")
_NO_ADMINISTRATOR = phrase("{account} is no administrator, and only one may do this.")
_TWO = phrase("The two passphrases differ; nothing was written.")
_NO_KEY = phrase("There is no key “{name}” in {folder}.")
_FAR_ONLY = phrase(
    "A password is kept for a record on a server: --home postgresql://NAME@SERVER/DATABASE."
)


def run(arguments: Arguments, printer: Printer) -> int:
    """Do one act; 1 when a key cannot be had."""
    settings = settings_of(arguments.home)
    acts: dict[str, Callable[[Arguments, Settings, Printer], int]] = {
        "list": _list,
        "move": _move,
        "save": _save,
        "restore": _restore,
        "remember": _remember,
        "forget": _forget,
    }
    return acts[arguments.act](arguments, settings, printer)


def _list(_: Arguments, settings: Settings, printer: Printer) -> int:
    return _say_all(vault_of(settings), printer)


def _say_all(vault: Vault, printer: Printer) -> int:
    found = kept_keys(vault)
    for one in found:
        values = {
            "key": one.secret.name,
            "place": None if one.place is None else one.place.value,
            "readable": one.readable,
            "ok": one.ok,
            "detail": one.detail,
        }
        printer.line(values, f"{one.secret.name} ({one.secret.what}): {one.detail}")
    return 0 if all(one.readable for one in found) else 1


def _move(arguments: Arguments, settings: Settings, printer: Printer) -> int:
    """Move every key that is here, or the one that was named."""
    vault = vault_of(settings)
    chosen = [one for one in SECRETS if arguments.key in ("", one.name)]
    there = [one for one in chosen if vault.place(one) is not None]
    if not there:
        raise KnownError(say(_NO_KEY, name=arguments.key or "seal", folder=vault.folder))
    _require_administrator(arguments, settings)
    for secret in there:
        (move_to_keyring if arguments.to == "keyring" else move_to_file)(vault, secret)
    return _say_all(vault, printer)


def _save(arguments: Arguments, settings: Settings, printer: Printer) -> int:
    """Write a copy for a safe, which opens with a passphrase of its own."""
    # Loaded where it is used: the quick acts need no cryptography.
    from app.vault.copies import locked_copy  # noqa: PLC0415 - see above

    vault, secret = vault_of(settings), _secret(arguments.key)
    if vault.place(secret) is None:
        raise KnownError(say(_NO_KEY, name=secret.name, folder=vault.folder))
    _require_administrator(arguments, settings)
    word = asked("Passphrase for the copy: ")
    if sys.stdin.isatty() and word != asked("Once more: "):
        raise Refused(say(_TWO))
    content = locked_copy(vault, secret, word)
    write_private(arguments.file.expanduser().absolute(), content)
    text = (
        f"{arguments.file} is a copy of the key “{secret.name}”. It opens with the passphrase "
        "alone, which is kept nowhere: keep both apart from every backup."
    )
    printer.line({"key": secret.name, "file": str(arguments.file)}, text)
    return 0


def _restore(arguments: Arguments, settings: Settings, printer: Printer) -> int:
    """Put a key back from its copy, where there is none."""
    from app.vault.copies import put_back  # noqa: PLC0415 - as in `_save`

    vault, secret = vault_of(settings), _secret(arguments.key)
    put_back(vault, secret, arguments.file, asked("Passphrase of the copy: "))
    return _say_all(vault, printer)


def _remember(arguments: Arguments, settings: Settings, printer: Printer) -> int:
    """Put a password for a server into the keyring, once the server has taken it."""
    login, server = _whose(arguments, settings)
    word = asked(f"Password of {login} at {server}: ")
    if arguments.archive:
        store = archive_store(settings, pause=lambda _: True, password=lambda _: word)
        with store.line:
            store.holds("0", "0")
    else:
        with connected(settings, system_clock()) as record:
            record.enter(login, word)
    passwords.remember(vault_of(settings), login, server, word)
    text = f"The password of {login} at {server} is in the keyring from now on."
    printer.line({"login": login, "server": server}, text)
    return 0


def _forget(arguments: Arguments, settings: Settings, printer: Printer) -> int:
    login, server = _whose(arguments, settings)
    passwords.forget(vault_of(settings), login, server)
    text = f"The password of {login} at {server} is typed again from now on."
    printer.line({"login": login, "server": server}, text)
    return 0


def _whose(arguments: Arguments, settings: Settings) -> tuple[str, str]:
    """Return who signs in where: at the archive, or at the server of the record."""
    if arguments.archive:
        told = archive_settings(settings)
        return told.user, told.url
    _require_far(settings)
    where = named(settings)
    return where.login, where.server


def _require_far(settings: Settings) -> None:
    if not settings.record:
        raise KnownError(say(_FAR_ONLY))


def _require_administrator(arguments: Arguments, settings: Settings) -> None:
    """Let an administrator sign in where the workspace has one; its record keeps that she did."""
    if settings.record or not settings.record_file.is_file():
        return
    with open_record(settings) as record:
        known = [one.account for one in record.accounts() if one.may(Act.ADMINISTER)]
        if not known:
            return
        if not arguments.by:
            raise Refused(say(_BY, account=known[0]))
        officer = record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
        record.sign_out(officer)
        if not officer.may(Act.ADMINISTER):
            raise Refused(say(_NO_ADMINISTRATOR, account=arguments.by))


def _secret(name: str) -> Secret:
    return next(one for one in SECRETS if one.name == name)

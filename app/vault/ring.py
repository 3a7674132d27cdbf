"""The only door to the platform's keyring.

The backends are named here. The library's own choice follows settings and variables of the
account and whatever plug-ins are installed, some of which keep secrets in plain files: none of
them is asked.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import sys
from collections.abc import Iterator
from typing import Any

from app.vault.errors import RingTrouble

MOST_BYTES = 2560
"""What the Windows Credential Manager takes for one secret (CRED_MAX_CREDENTIAL_BLOB_SIZE); asked
of every platform, so that a secret can follow its owner to another."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Platform:
    name: str
    module: str
    backend: str
    troubles: tuple[tuple[str, str], ...] = ()
    """Module and name of what may be raised besides the library's own errors."""


_PLATFORMS = {
    "linux": _Platform(
        "Secret Service",
        # The library's own, with a limit to what it waits for.
        "app.vault.secret_service",
        "Keyring",
        (
            ("secretstorage", "SecretStorageException"),
            ("jeepney.wrappers", "DBusErrorResponse"),
        ),
    ),
    "win32": _Platform(
        "Windows Credential Manager",
        "keyring.backends.Windows",
        "WinVaultKeyring",
        (("win32ctypes.pywin32.pywintypes", "error"),),
    ),
    "darwin": _Platform("macOS Keychain", "keyring.backends.macOS", "Keyring"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """Whether there is a keyring that could be used now."""

    name: str
    open: bool
    why: str
    """What stands in the way; empty when it is open."""


def standing() -> Standing:
    """Return how the keyring stands, without asking anybody for a passphrase."""
    platform = _PLATFORMS.get(sys.platform)
    if platform is None:
        return Standing("", open=False, why=f"no keyring is known for {sys.platform}")
    try:
        _opened(platform, ask=False)
    except RingTrouble as trouble:
        return Standing(platform.name, open=False, why=trouble.why)
    return Standing(platform.name, open=True, why="")


def put(service: str, entry: str, text: str) -> None:
    """Keep a text, and see that it is what comes back.

    Raises
    ------
    RingTrouble
        When it is too long, the keyring is shut, or gives back something else.
    """
    size = len(text.encode("utf-16-le"))
    if size > MOST_BYTES:
        raise RingTrouble(f"it takes {size} bytes, and a keyring holds {MOST_BYTES} for one secret")
    with _ring() as ring:
        ring.set_password(service, entry, text)
        kept = ring.get_password(service, entry)
    if kept != text:
        raise RingTrouble("the keyring gives back something else than was put into it")


def get(service: str, entry: str) -> str | None:
    """Return a text, None when there is no such entry. Raises `RingTrouble`."""
    with _ring() as ring:
        found: str | None = ring.get_password(service, entry)
    return found


def drop(service: str, entry: str) -> None:
    """Take an entry away, if there is one. Raises `RingTrouble`."""
    with _ring() as ring:
        if ring.get_password(service, entry) is not None:
            ring.delete_password(service, entry)


@contextlib.contextmanager
def _ring() -> Iterator[Any]:
    platform = _PLATFORMS.get(sys.platform)
    if platform is None:
        raise RingTrouble(f"no keyring is known for {sys.platform}")
    ring = _opened(platform, ask=True)
    with _told(platform):
        yield ring


def _opened(platform: _Platform, *, ask: bool) -> Any:
    with _told(platform):
        backend = getattr(importlib.import_module(platform.module), platform.backend)
        if not backend.viable:
            raise RingTrouble(f"{platform.name} is not at hand in this session")
        if sys.platform == "linux":
            importlib.import_module(platform.module).require_open(ask=ask)
        ring = backend()
        # A variable of the environment may name another collection; the default one was looked at.
        vars(ring).pop("preferred_collection", None)
    return ring


@contextlib.contextmanager
def _told(platform: _Platform) -> Iterator[None]:
    """Turn what the platform raises into words: none of them holds what was kept."""
    errors = importlib.import_module("keyring.errors")
    try:
        yield
    except TimeoutError as error:
        raise RingTrouble(f"the {platform.name} does not answer") from error
    except errors.KeyringLocked as error:
        raise RingTrouble("it is locked", locked=True) from error
    except _known(platform, errors.KeyringError) as error:
        words = str(error) or type(error).__name__
        raise RingTrouble(f"{platform.name}: {words}") from error


def _known(platform: _Platform, keyring_error: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what a keyring raises: also the platform's own errors, of modules loaded by then."""
    places = ((sys.modules.get(module), name) for module, name in platform.troubles)
    own = tuple(getattr(module, name) for module, name in places if module is not None)
    return (ImportError, OSError, EOFError, RuntimeError, keyring_error, *own)

"""How the keyring of a Linux desktop stands, asked before anything is asked of it.

The library `keyring` waits for ever where the service does not answer, and makes a new collection
where there is none. So the service is tried first, with a limit, and only its default collection
is used, and only one that outlives the session.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
from contextlib import closing
from typing import Any

import secretstorage
from keyring.backends import SecretService
from secretstorage.collection import SESSION_COLLECTION

from app.vault.errors import RingTrouble

ANSWER_S = 10.0
"""Seconds that the service has to say that it is there."""
UNLOCK_S = 120.0
"""Seconds that a person has to type the keyring's passphrase into its own window."""
_DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY")


class Keyring(SecretService.Keyring):
    """The library's keyring, which stops waiting where the service stops between two questions."""

    def get_preferred_collection(self) -> Any:
        """Return the default collection, which was found open just before."""
        connection = secretstorage.dbus_init()
        _wait_at_most(connection, ANSWER_S)
        try:
            return secretstorage.get_collection_by_alias(connection, "default")
        except BaseException:
            connection.close()
            raise

    def unlock(self, item: Any) -> None:
        """Have one entry unlocked that its owner locked by itself."""
        with contextlib.suppress(TimeoutError):
            item.unlock(timeout=UNLOCK_S)
        if item.is_locked():
            raise RingTrouble("it is locked", locked=True)


def require_open(*, ask: bool) -> None:
    """Return when the default collection is open.

    Parameters
    ----------
    ask
        Whether the desktop may show its own window for the passphrase; never without a display.

    Raises
    ------
    RingTrouble
        When it is locked, or there is none, or it keeps nothing beyond the session.
    """
    with closing(secretstorage.dbus_init()) as connection:
        _wait_at_most(connection, ANSWER_S)
        try:
            _require_answer(connection)
            _require_open(connection, ask=ask)
        except TimeoutError:
            raise RingTrouble(no_answer(ANSWER_S)) from None


def no_answer(seconds: float) -> str:
    """Return what is told of a service that is there and says nothing."""
    return f"the Secret Service does not answer in {seconds:g} seconds"


def _wait_at_most(connection: Any, seconds: float) -> None:
    """Let no question of a connection wait longer: the service may stop between two of them."""
    connection.send_and_get_reply = functools.partial(
        connection.send_and_get_reply, timeout=seconds
    )


def _require_open(connection: Any, *, ask: bool) -> None:
    try:
        found = secretstorage.get_collection_by_alias(connection, "default")
    except secretstorage.ItemNotFoundException:
        raise RingTrouble("the desktop has no default keyring yet") from None
    if found.collection_path == SESSION_COLLECTION:
        raise RingTrouble("the desktop's keyring keeps nothing beyond this session")
    if found.is_locked() and ask and any(os.environ.get(name) for name in _DISPLAYS):
        # Nobody sat there: it stays locked, and that is told.
        with contextlib.suppress(TimeoutError):
            found.unlock(timeout=UNLOCK_S)
    if found.is_locked():
        raise RingTrouble("it is locked", locked=True)


def _require_answer(connection: Any) -> None:
    jeepney = importlib.import_module("jeepney")
    service = jeepney.DBusAddress(
        "/org/freedesktop/secrets", "org.freedesktop.secrets", "org.freedesktop.DBus.Peer"
    )
    ping = jeepney.new_method_call(service, "Ping")
    answer = connection.send_and_get_reply(ping)
    if answer.header.message_type == jeepney.MessageType.error:
        raise RingTrouble("no Secret Service runs in this session")

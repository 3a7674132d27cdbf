"""How the keyring of a Linux desktop stands, asked before anything is asked of it.

The library `keyring` waits for ever where the service does not answer, and makes a new collection
where there is none. So the service is tried first, with a limit, and only its default collection
is used, and only one that outlives the session.
"""

from __future__ import annotations

import contextlib
import importlib
import os
from contextlib import closing
from typing import Any

import secretstorage
from secretstorage.collection import SESSION_COLLECTION

from app.vault.errors import RingTrouble

ANSWER_S = 10.0
"""Seconds that the service has to say that it is there."""
UNLOCK_S = 120.0
"""Seconds that a person has to type the keyring's passphrase into its own window."""
_DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY")


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
        _require_answer(connection)
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
    try:
        answer = connection.send_and_get_reply(ping, timeout=ANSWER_S)
    except TimeoutError:
        raise RingTrouble(f"the Secret Service does not answer in {ANSWER_S:g} seconds") from None
    if answer.header.message_type == jeepney.MessageType.error:
        raise RingTrouble("no Secret Service runs in this session")

"""Where it is remembered how far a record was proved: beside its key, as `RECORD.proved`."""

from __future__ import annotations

import contextlib
import json
import logging
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from app.record.coding import canonical
from app.record.keys import SealKeyMissing, SealKeys
from app.vault import SEAL, write_private

_LOG = logging.getLogger(__name__)

Tree = Mapping[str, object]


def kept(keys: SealKeys, record_id: str) -> dict[str, object] | None:
    """Return what is remembered of a record, as it stands there; None for nothing readable."""
    try:
        tree = json.loads(_place(keys, record_id).read_bytes())
    except (OSError, ValueError):
        return None
    return tree if isinstance(tree, dict) else None


def keep(keys: SealKeys, record_id: str, signed: Callable[[], Tree]) -> None:
    """Remember what `signed` gives, where there is a key; where it cannot, say so in the log."""
    if keys.vault.place(SEAL) is None:
        # To prove takes no key: what would be signed is left out, and the next proof is whole.
        return
    place = _place(keys, record_id)
    part = place.with_name(f".{place.name}-{secrets.token_hex(8)}")
    try:
        # A key that lies in a keyring leaves no folder behind.
        keys.key_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(part, canonical(signed()).encode())
        part.replace(place)
    except (OSError, SealKeyMissing) as error:
        # The proof stands without it; the next one reads the whole record again.
        _LOG.warning("how far the record was proved is not kept: %s", error)


def forget(keys: SealKeys, record_id: str) -> None:
    """Throw away what is remembered: the next proof is whole."""
    with contextlib.suppress(OSError):
        _place(keys, record_id).unlink()


def _place(keys: SealKeys, record_id: str) -> Path:
    return keys.key_folder / f"{record_id}.proved"

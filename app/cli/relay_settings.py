"""What a relay was told: the table ``[relay]`` of the settings, and what was typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.cli.arguments import Arguments
from app.settings import FILE, ArchiveSettings, Settings, SettingsUnreadable

_MOST_HANDS = 64
_KINDS: Mapping[str, type] = {
    "folder": str,
    "screen": bool,
    "models": list,
    "hands": int,
    "memory_mb": int,
    "port": int,
    "host": str,
    "title": str,
    "peers": list,
    "associations": int,
    "certificate": str,
    "key": str,
    "peer_root": str,
    "feed": str,
    "feed_user": str,
    "feed_root_certificate": str,
}
_RANGES = {
    "hands": (1, _MOST_HANDS),
    "memory_mb": (64, 1 << 20),
    "port": (0, 65_535),
    "associations": (1, 100),
}
_PLACES = ("folder", "certificate", "key", "peer_root", "feed_root_certificate")


@dataclasses.dataclass(frozen=True, slots=True)
class RelaySettings:
    """What a relay does; docs/relay.md.

    Attributes
    ----------
    folder
        Watched for files; None for none.
    screen
        Whether each view is screened.
    models
        By which models, as `prescreen models use` names them; none for the shipped one.
    hands
        Steps at a time.
    memory_mb
        Megabytes (2**20 bytes) that pictures may take together while they are worked on.
    port, host, title, peers, associations
        Of the port for scanners (`app.scans.dimse`); no port where `port` is None.
    certificate, key, peer_root
        TLS of that port.
    feed
        Another archive that is followed; None for none.
    """

    folder: Path | None = None
    screen: bool = False
    models: tuple[str, ...] = ()
    hands: int = 2
    memory_mb: int = 2048
    port: int | None = None
    host: str = ""
    title: str = "PRESCREEN"
    peers: tuple[str, ...] = ()
    associations: int = 10
    certificate: Path | None = None
    key: Path | None = None
    peer_root: Path | None = None
    feed: ArchiveSettings | None = None


def relay_settings(settings: Settings, arguments: Arguments) -> RelaySettings:
    """Return what a relay does: what was typed goes before what the file says.

    Raises
    ------
    SettingsUnreadable
        When the table is damaged.
    """
    file = settings.home / FILE
    table = dict(settings.relay)
    for name, value in table.items():
        _check(name, value, file)
    values = {name: value for name, value in table.items() if not name.startswith("feed")}
    values |= {
        name: file.parent / Path(table[name]).expanduser() for name in _PLACES[:-1] if name in table
    }
    folder = _typed(arguments, "folder")
    typed = {
        "folder": folder and folder.absolute(),
        "port": _typed(arguments, "listen"),
        "title": _typed(arguments, "title"),
        "peers": _typed(arguments, "peer"),
        "hands": _typed(arguments, "hands"),
        "screen": _typed(arguments, "screen") or None,
    }
    values |= {name: value for name, value in typed.items() if value is not None}
    for name in ("peers", "models"):
        values[name] = tuple(str(one) for one in values.get(name, ()))
    return RelaySettings(**values, feed=_feed(table, file))


def _typed(arguments: Arguments, name: str) -> Any:
    """Return what was typed; None where it was not, or the command does not know it."""
    return getattr(arguments, name, None)


def _check(name: str, value: Any, file: Path) -> None:
    kind = _KINDS.get(name)
    sound = kind is not None and type(value) is kind
    if sound and name in _RANGES:
        least, most = _RANGES[name]
        sound = least <= value <= most
    if not sound:
        raise SettingsUnreadable(
            f"The settings {file} cannot be used: [relay] has no {name} such as {value!r}. See "
            "docs/relay.md for what it may have."
        )


def _feed(table: Mapping[str, Any], file: Path) -> ArchiveSettings | None:
    if "feed" not in table:
        return None
    root = table.get("feed_root_certificate")
    place = file.parent / Path(root).expanduser() if root else None
    return ArchiveSettings(table["feed"], table.get("feed_user", ""), place)

"""Where a model comes from and what runs it: all that a screening process has to be told."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.alarm_choice import AlarmChoice


@dataclasses.dataclass(frozen=True, slots=True)
class Server:
    """A model at a server that speaks the Open Inference Protocol, version 2, over HTTP.

    Attributes
    ----------
    url
        ``http://host:port`` or ``https://...``.
    model
        What the server calls it.
    timeout_s
        Seconds that one request may take.
    """

    url: str
    model: str
    timeout_s: float = 20.0


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """One model.

    Attributes
    ----------
    card_path
        Its card, the shipped one when None.
    provider
        ``auto`` or one of `models.providers.PROVIDERS`.
    server
        Where it runs instead of here; the card still says what it is.
    alarms
        The site's calibrations and its false-alarm rate; the card's thresholds when None.
    sha256
        Digest of the card's file that is in force; empty where any will do.
    site_key
        The site's public key, where cards must be signed; None where they need not.
    """

    card_path: Path | None = None
    provider: str = "auto"
    server: Server | None = None
    alarms: AlarmChoice | None = None
    sha256: str = ""
    site_key: Path | None = None

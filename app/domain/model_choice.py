"""Which models are in force: what is put on record when somebody changes them."""

from __future__ import annotations

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True, slots=True)
class ModelInForce:
    """One model, by the digests of its card and its weights."""

    card: str
    """File name of its card in the workspace; empty for the model that comes with Prescreen."""
    name: str
    """Name and version."""
    card_sha256: str
    sha256: str
    """Digest of the weights."""


@dataclasses.dataclass(frozen=True, slots=True)
class ModelChoice:
    """The models in force from a time on."""

    models: tuple[ModelInForce, ...]
    by: str
    """Account of who put them in force; ``program`` for what was found in force at first."""
    at: dt.datetime

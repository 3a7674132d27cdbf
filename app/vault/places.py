"""Which secrets there are, and the places where one can be."""

from __future__ import annotations

import dataclasses
import enum


class Place(enum.Enum):
    """Where a secret is."""

    CREDENTIAL = "credential"
    """Given to a service by systemd, in memory that only the service reads."""
    KEYRING = "keyring"
    FILE = "file"


class Making(enum.Enum):
    """Where a new secret is put."""

    AUTO = "auto"
    """Into the keyring where one is open, else into a file."""
    KEYRING = "keyring"
    """Into the keyring, or nowhere."""
    FILE = "file"


@dataclasses.dataclass(frozen=True, slots=True)
class Secret:
    """One secret of this machine, never its content.

    Attributes
    ----------
    name
        What it is called in commands, in the keyring and among a service's credentials.
    file
        Its file in the folder of keys, where it is kept in one.
    what
        What it is for, in a few English words.
    """

    name: str
    file: str
    what: str

    @property
    def credential(self) -> str:
        """What the credential of a service is called that holds it."""
        return f"prescreen.{self.name}"

    @property
    def pointer(self) -> str:
        """The file that says which entry of the keyring holds it."""
        return f"{self.name}.keyring"


SEAL = Secret("seal", "seal.pem", "signs the record")
OUTBOX = Secret("outbox", "outbox.key", "locks what waits here for the record")
MODELS = Secret("models", "models.pem", "signs cards of models for the site")
CACHE = Secret("cache", "cache.key", "locks scans of an archive that are kept here for a while")
SECRETS = (SEAL, OUTBOX, MODELS, CACHE)

"""What can stand between the program and a secret; no message ever holds a secret."""

from __future__ import annotations

from app.domain.errors import KnownError, Refused, Unavailable


class SecretMissing(KnownError):
    """There is no such secret here."""


class SecretUnreadable(Unavailable):
    """There is such a secret, and it cannot be had now or by this account."""


class KeyringShut(SecretUnreadable):
    """The keyring is locked, cannot be reached, or is not there."""


class CopyRefused(Refused):
    """A saved copy of a key does not open, or there is a key already."""


class RingTrouble(Exception):
    """The keyring did not do what it was asked; only the rooms of the vault see this.

    Attributes
    ----------
    locked
        Whether it is there and waits for its passphrase.
    why
        What stands in the way, in English words of the platform.
    """

    def __init__(self, why: str, *, locked: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.locked = locked

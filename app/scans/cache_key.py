"""The key of the cache: it wraps the key of every file, and makes names that tell nothing."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import Unavailable
from app.domain.words import phrase, say
from app.vault import CACHE, SecretMissing, SecretUnreadable, Vault

_BYTES = 32
_UNREADABLE = phrase(
    "The key {path} of the cache of scans cannot be read or written: {why}. Work goes on without "
    "the cache. Give this account permission there."
)


class CacheShut(Unavailable):
    """There is no key, so nothing is cached; scans come from the archive each time."""


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class CacheKeys:
    """What one root gives (HKDF-SHA256, RFC 5869): one key to wrap with, one for names."""

    wrapping: AESGCM
    naming: bytes

    @classmethod
    def of(cls, root: bytes) -> CacheKeys:
        """Derive both from 32 bytes."""
        return cls(AESGCM(_derived(root, b"wrapping")), _derived(root, b"naming"))

    def name(self, sha256: str) -> str:
        """Return what the file of a digest is called: without the key, it tells nothing."""
        return hmac.new(self.naming, sha256.encode(), hashlib.sha256).hexdigest()[:40]


def cache_keys(vault: Vault) -> CacheKeys:
    """Return the keys of the cache; the first call makes their root in the vault.

    Raises
    ------
    CacheShut
        When the root can be neither read nor made.
    """
    path = vault.file(CACHE)
    try:
        vault.make(CACHE, lambda: secrets.token_bytes(_BYTES))
        root = vault.read(CACHE)
    except (SecretMissing, SecretUnreadable) as error:
        raise CacheShut(error.sentence) from error
    except OSError as error:
        raise CacheShut(say(_UNREADABLE, path=path, why=error.strerror or error)) from error
    if len(root) != _BYTES:
        raise CacheShut(say(_UNREADABLE, path=path, why=f"{len(root)} bytes"))
    return CacheKeys.of(root)


def _derived(root: bytes, what: bytes) -> bytes:
    info = b"prescreen cache 1 " + what
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=info).derive(root)

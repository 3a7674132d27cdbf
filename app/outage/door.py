"""Signing in while the record is away: whoever signed in at this machine not long ago."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import os
from pathlib import Path

import cattrs
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.domain.clock import Clock
from app.domain.errors import SignInRefused
from app.domain.officer import Officer
from app.domain.words import phrase, say
from app.outage.keys import box_key
from app.record import HashCost
from app.record.coding import canonical, plain, value_of
from app.vault import Vault

GOOD_FOR = dt.timedelta(hours=16)
"""How long after a sign-in at the record one may sign in without it: a long shift."""
FREE_FAILURES = 5
FIRST_WAIT_S, LONGEST_WAIT_S = 30.0, 900.0
_LONGEST = 1024
_UNKNOWN = phrase(
    "The line to the record is cut. Only who signed in at this machine in the last {hours} hours "
    "can sign in now, with the same password."
)
_WAIT = phrase("Too many failed attempts. Try again in {seconds} seconds.")


@dataclasses.dataclass(frozen=True, slots=True)
class _Kept:
    officer: Officer
    hashed: str
    at: dt.datetime
    failures: int = 0
    failed_at: dt.datetime | None = None


class KeptDoor:
    """What opens without the record; each officer's in a locked file of its own.

    Parameters
    ----------
    folder
        Beside the outboxes; made when it is missing, for this account alone.
    vault, workspace
        As `keys.box_key` has them.
    clock
        Says whether the time is over.
    cost
        What one guess costs.
    """

    def __init__(
        self, folder: Path, vault: Vault, workspace: str, clock: Clock, cost: HashCost
    ) -> None:
        self._folder = folder
        self._vault = vault
        self._workspace = workspace
        self._clock = clock
        self._hasher: PasswordHasher = cost.hasher()
        self._decoy = cost.decoy()

    def remember(self, officer: Officer, password: str) -> None:
        """Keep who signed in at the record just now. Raises `OSError`, `Unavailable`."""
        hashed = self._hasher.hash(password[:_LONGEST])
        self._write(officer.account, _Kept(officer, hashed, self._clock.now()))

    def open(self, account: str, password: str) -> Officer:
        """Return whose name and password these are.

        Raises
        ------
        SignInRefused
            When they do not belong together, the last sign-in is too long ago, or too many
            attempts have failed.
        """
        kept = self._read(account)
        now = self._clock.now()
        wait = 0.0 if kept is None else _wait_s(kept, now)
        if wait > 0:
            raise SignInRefused(say(_WAIT, seconds=int(wait) + 1))
        fits = self._fits(kept.hashed if kept is not None else self._decoy, password)
        if kept is None or not fits or not dt.timedelta() <= now - kept.at <= GOOD_FOR:
            if kept is not None and not fits:
                failed = dataclasses.replace(kept, failures=kept.failures + 1, failed_at=now)
                self._write(account, failed)
            hours = GOOD_FOR // dt.timedelta(hours=1)
            raise SignInRefused(say(_UNKNOWN, hours=hours))
        if kept.failures:
            self._write(account, dataclasses.replace(kept, failures=0, failed_at=None))
        return kept.officer

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[:_LONGEST])
        except (VerificationError, InvalidHashError):
            return False

    def _path(self, account: str) -> Path:
        tag = hashlib.sha256(f"{self._workspace}\0{account}".encode()).hexdigest()[:32]
        return self._folder / f"{tag}.door"

    def _cipher(self, account: str) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(box_key(self._vault, self._workspace, account))

    def _read(self, account: str) -> _Kept | None:
        try:
            data = self._path(account).read_bytes()
            text = self._cipher(account).decrypt(data[:12], data[12:], b"door")
            return value_of(json.loads(text), _Kept)
        except (OSError, InvalidTag, ValueError, KeyError, TypeError, cattrs.BaseValidationError):
            # Nobody signed in here, or it is of another program: both open nothing.
            return None

    def _write(self, account: str, kept: _Kept) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        nonce = os.urandom(12)
        text = canonical(plain(kept)).encode()
        part = self._path(account).with_suffix(".door.part")
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(nonce + self._cipher(account).encrypt(nonce, text, b"door"))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(self._path(account))


def _wait_s(kept: _Kept, now: dt.datetime) -> float:
    if kept.failures < FREE_FAILURES or kept.failed_at is None:
        return 0.0
    length = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (kept.failures - FREE_FAILURES))
    return min(length, max(0.0, length - (now - kept.failed_at).total_seconds()))

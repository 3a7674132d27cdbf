"""One locked file of the cache: its own key, wrapped, and its bytes in chunks.

The file is a mark, the wrapped key (nonce, AES-256-GCM over 32 bytes, tag) and the chunks, each
AES-256-GCM with its own tag. The nonce of a chunk is its place and whether it is the last, as in
the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015): no chunk can be taken
out, moved or left off at the end. A file's key is used for one writing, so no nonce comes twice.
The wrapped key is bound to the file's name: one that was swapped with another does not open.
"""

from __future__ import annotations

import io
import os
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.errors import KnownError
from app.domain.words import phrase, say

CHUNK = 1 << 20
"""Bytes that are locked at a time: nothing larger is ever held twice."""
_MAGIC = b"PRESCAC1"
_KEY, _NONCE, _TAG = 32, 12, 16
HEAD = len(_MAGIC) + _NONCE + _KEY + _TAG
"""Bytes before the first chunk; without them the rest never opens."""
_PLACE = struct.Struct(">Q?3x")
_DAMAGED = phrase("The cached file {path} is damaged.")


class Damaged(KnownError):
    """A file of the cache does not open: altered, cut off, swapped, or of another key."""


def locked_size(size: int) -> int:
    """Return how many bytes a file of so many takes when it is locked."""
    return HEAD + size + _TAG * _chunks(size)


def lock(stream: BinaryIO, wrapping: AESGCM, name: str, data: memoryview) -> None:
    """Write bytes locked under a key of their own. Raises `OSError`.

    Parameters
    ----------
    wrapping
        Wraps the file's key.
    name
        Which file this becomes; under another name it does not open.
    data
        At least one byte.
    """
    key, nonce = secrets.token_bytes(_KEY), secrets.token_bytes(_NONCE)
    stream.write(_MAGIC + nonce + wrapping.encrypt(nonce, key, _bound(name)))
    cipher = AESGCM(key)
    for place, start in enumerate(range(0, len(data), CHUNK)):
        chunk = data[start : start + CHUNK]
        stream.write(cipher.encrypt(_nonce(place, start + CHUNK >= len(data)), chunk, None))


def unlock(path: Path, wrapping: AESGCM, name: str) -> bytes:
    """Return the bytes of a locked file; besides them, one chunk is in memory.

    Raises
    ------
    Damaged
        When it is not exactly what was locked under this name.
    OSError
        When it cannot be read.
    """
    with path.open("rb", buffering=0) as stream:
        size = _plain_size(os.fstat(stream.fileno()).st_size, path)
        # Filled in its place and handed out as it is: neither grows, neither is copied.
        whole = io.BytesIO(bytes(size))
        try:
            for chunk in _opened(stream, wrapping, name, size):
                whole.write(chunk)
        except InvalidTag as error:
            raise _damaged(path) from error
    if whole.tell() != size:
        raise _damaged(path)
    return whole.getvalue()


def destroy(path: Path) -> None:
    """Destroy the key of a file, then remove it; one that is gone is no error.

    Once the key is overwritten nothing opens the rest, whatever the disk keeps of it.

    Raises
    ------
    OSError
        When the disk refuses.
    """
    try:
        with path.open("r+b", buffering=0) as stream:
            stream.write(secrets.token_bytes(HEAD))
            os.fsync(stream.fileno())
        path.unlink()
    except FileNotFoundError:
        return


def _opened(stream: io.FileIO, wrapping: AESGCM, name: str, size: int) -> Iterator[bytes]:
    head = stream.read(HEAD)
    if head[: len(_MAGIC)] != _MAGIC:
        raise InvalidTag
    nonce, wrapped = head[len(_MAGIC) :][:_NONCE], head[len(_MAGIC) + _NONCE :]
    cipher = AESGCM(wrapping.decrypt(nonce, wrapped, _bound(name)))
    last = _chunks(size) - 1
    for place in range(last + 1):
        yield cipher.decrypt(_nonce(place, place == last), _read(stream, CHUNK + _TAG), None)


def _read(stream: io.FileIO, most: int) -> bytes:
    """Read a whole chunk: one call may give less."""
    piece = stream.read(most)
    while len(piece) < most and (more := stream.read(most - len(piece))):
        piece += more
    return piece


def _plain_size(locked: int, path: Path) -> int:
    body = locked - HEAD
    chunks = -(-body // (CHUNK + _TAG))
    size = body - _TAG * chunks
    if body <= _TAG or locked_size(size) != locked:
        raise _damaged(path)
    return size


def _chunks(size: int) -> int:
    return -(-size // CHUNK)


def _nonce(place: int, last: bool) -> bytes:  # noqa: FBT001 - a part of the nonce
    return _PLACE.pack(place, last)


def _bound(name: str) -> bytes:
    return b"prescreen cache\0" + name.encode()


def _damaged(path: Path) -> Damaged:
    return Damaged(say(_DAMAGED, path=path))

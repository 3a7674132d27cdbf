"""A locked file that only grows: each frame authenticated, in its place, or not there at all.

A frame is its length (4 bytes), a nonce (12 bytes) and the locked text with its tag
(ChaCha20-Poly1305, RFC 8439). File and place are authenticated with it, so that no frame can be
taken out, moved, or brought back from before. The length is written last and never lies across
two sectors: a frame that a kill or a power cut tore has none, and one that has a length and cannot
be read was damaged later. Zeros follow the last one: the room was taken at once, so that a disk
that fills up later still has some.
"""

from __future__ import annotations

import dataclasses
import os
import secrets
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

RESERVED = 1 << 18
"""Bytes that the file takes at once, and grows by."""
LARGEST = 1 << 24
"""Bytes that the file never exceeds: some ten thousand acts."""
_MAGIC = b"PRESALN1"
_MARK = 16
_LENGTH = struct.Struct(">I")
_NONCE, _TAG = 12, 16


class FrameFull(Exception):
    """The file is as large as it may become."""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a file held when it was opened."""

    texts: tuple[bytes, ...]
    damaged: bool = False
    """Whether something that was whole once cannot be read; a torn last frame is no damage."""


class Frames:
    """One file of frames; all calls belong to one thread.

    Parameters
    ----------
    path
        Made when it is missing, for this account alone.
    key
        32 bytes.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._cipher = ChaCha20Poly1305(key)
        self._mark = b""
        self._count = 0
        self._end = 0
        self._size = 0

    def open(self) -> Found:
        """Read what is there; what cannot be read is cut off. Raises `OSError`."""
        if not self._path.exists():
            self._write_whole(())
            return Found(())
        data = self._path.read_bytes()
        found = self._found(data)
        if not self._mark:
            self._write_whole(())
        elif any(data[self._end :]):
            self._zero(self._end, len(data))
        return found

    def look(self) -> Found:
        """Read what is there and change nothing of it. Raises `OSError`."""
        return self._found(self._path.read_bytes())

    def _found(self, data: bytes) -> Found:
        self._mark = b""
        if len(data) < _MARK or data[: len(_MAGIC)] != _MAGIC:
            return Found((), damaged=any(data))
        self._mark, self._size = data[:_MARK], len(data)
        self._count, self._end = 0, _MARK
        texts: list[bytes] = []
        while (text := self._read(data)) is not None:
            texts.append(text)
        damaged = any(data[self._end : self._end + _LENGTH.size]) or self._goes_on(data)
        return Found(tuple(texts), damaged)

    def _read(self, data: bytes) -> bytes | None:
        """Return the next frame's text and go past it; None where none is whole."""
        if self._end + _LENGTH.size > len(data):
            return None
        text, end = self._opened(data, self._end, self._count)
        if text is not None:
            self._count, self._end = self._count + 1, end
        return text

    def _opened(self, data: bytes, at: int, place: int) -> tuple[bytes | None, int]:
        """Return the text of the frame that begins at a byte, and where the next one would."""
        (length,) = _LENGTH.unpack_from(data, at)
        start = at + _LENGTH.size
        if length < _TAG or start + _NONCE + length > len(data):
            return None, at
        nonce, locked = data[start : start + _NONCE], data[start + _NONCE :][:length]
        try:
            text = self._cipher.decrypt(nonce, locked, self._place(place))
        except InvalidTag:
            return None, at
        return text, _aligned(start + _NONCE + length)

    def _goes_on(self, data: bytes) -> bool:
        """Whether a whole frame follows one that has no length: then the length was taken away."""
        last = len(data.rstrip(b"\0"))
        after = range(self._end + _LENGTH.size, last, _LENGTH.size)
        return any(self._opened(data, at, self._count + 1)[0] is not None for at in after)

    @property
    def empty(self) -> bool:
        """Whether there is no frame."""
        return not self._count

    def add(self, text: bytes, *, forced: bool = True) -> None:
        """Put a text at the end; it is on the disk when this returns, if it is forced there.

        One that is not outlives the process all the same. Should the machine end before the disk
        took it, it may be missing, or read as damaged.

        Raises
        ------
        FrameFull
            When the file may not grow any more.
        OSError
            When the disk refuses; nothing was added then.
        """
        frame = self._locked(text, self._count)
        end = self._end + len(frame)
        if end + _LENGTH.size > LARGEST:
            raise FrameFull
        with self._path.open("r+b") as stream:
            if end + _LENGTH.size > self._size:
                self._size += max(RESERVED, len(frame))
                stream.truncate(self._size)
            settle = _to_disk if forced else _to_system
            stream.seek(self._end + _LENGTH.size)
            stream.write(frame[_LENGTH.size :])
            settle(stream)
            stream.seek(self._end)
            stream.write(frame[: _LENGTH.size])
            settle(stream)
        self._count, self._end = self._count + 1, end

    def renew(self, texts: Iterable[bytes]) -> None:
        """Put these texts in the place of all that is there, at once. Raises `OSError`."""
        self._write_whole(texts)

    def wipe(self) -> None:
        """Forget everything: zeros are written over it."""
        if self._end > _MARK:
            self._zero(_MARK, self._end)
            self._write_whole(())

    def clear(self) -> None:
        """Forget everything, without waiting for the disk: zeros go over it and it is short again.

        Unlike after `wipe`, frames of before that somebody kept would open in this file.
        """
        with self._path.open("r+b") as stream:
            stream.seek(_MARK)
            stream.write(bytes(self._end - _MARK))
            stream.truncate(RESERVED)
        self._count, self._end, self._size = 0, _MARK, RESERVED

    def _write_whole(self, texts: Iterable[bytes]) -> None:
        self._mark = _MAGIC + secrets.token_bytes(_MARK - len(_MAGIC))
        frames = [self._locked(text, place) for place, text in enumerate(texts)]
        content = b"".join((self._mark, *frames))
        size = -(-(len(content) + _LENGTH.size) // RESERVED) * RESERVED
        part = self._path.with_suffix(".part")
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content.ljust(size, b"\0"))
            _to_disk(stream)
        part.replace(self._path)
        self._count, self._end, self._size = len(frames), len(content), size

    def _locked(self, text: bytes, place: int) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        locked = self._cipher.encrypt(nonce, text, self._place(place))
        frame = _LENGTH.pack(len(locked)) + nonce + locked
        return frame.ljust(_aligned(len(frame)), b"\0")

    def _place(self, place: int) -> bytes:
        return self._mark + _LENGTH.pack(place)

    def _zero(self, start: int, end: int) -> None:
        with self._path.open("r+b") as stream:
            stream.seek(start)
            stream.write(bytes(end - start))
            _to_disk(stream)


def _aligned(place: int) -> int:
    return -(-place // _LENGTH.size) * _LENGTH.size


def _to_system(stream: BinaryIO) -> None:
    stream.flush()


def _to_disk(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())

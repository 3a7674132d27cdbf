"""Files in the multipart form of DICOMweb (RFC 2387, DICOM PS3.18 section 8.6): out, and in."""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.scans.web.line import Posted

_BLOCK = 64 << 10
_MOST_HEAD = 64 << 10
_BOUNDARY = re.compile(r'boundary="?([^";]{1,200})"?', re.IGNORECASE)


class NoPart(ValueError):
    """An answer in parts has none, or less in it than there should be."""


def stored(file: Path) -> Posted:
    """Return the body that stores a file by STOW-RS."""
    # Nothing in a scan equals it: one that did would end the part, and Orthanc answers 200 with
    # nothing for a body that it cannot read.
    boundary = secrets.token_hex(32)
    head = f"--{boundary}\r\nContent-Type: application/dicom\r\n\r\n".encode()
    tail = f"\r\n--{boundary}--\r\n".encode()

    def parts() -> Iterator[bytes]:
        yield head
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block
        yield tail

    kind = f'multipart/related; type="application/dicom"; boundary={boundary}'
    return Posted(kind, len(head) + file.stat().st_size + len(tail), parts)


def boundary_of(kind: str) -> str:
    """Return what parts an answer of this content type; empty when it has no parts."""
    found = _BOUNDARY.search(kind) if kind.lower().startswith("multipart/") else None
    return found[1].strip() if found else ""


def first_part(answer: Iterable[bytes], boundary: str, size: int) -> Iterator[bytes]:
    """Hand on the first part of an answer as it comes.

    Parameters
    ----------
    size
        How long it is, so that nobody has to look for its end in it.

    Raises
    ------
    NoPart
        If none begins soon, or the answer ends before it.
    """
    pieces = iter(answer)
    left, after = size, 0
    for piece in itertools.chain([_behind_head(pieces, boundary)], pieces):
        ours = piece[:left]
        left -= len(ours)
        if ours:
            yield ours
        after += len(piece) - len(ours)
        if after > _MOST_HEAD:
            return
    if left:
        raise NoPart(f"{size - left} of {size} bytes")


def only_part(body: bytes) -> bytes:
    """Return the file in an answer that is here whole, whether wrapped or plain.

    Raises
    ------
    NoPart
        If it is neither.
    """
    if body[128:132] == b"DICM":
        return body
    begin = body.find(b"--", 0, _MOST_HEAD)
    boundary = body[begin : body.find(b"\r\n", begin)] if begin >= 0 else b""
    head = body.find(b"\r\n\r\n", begin)
    # The last line of a file may look like anything, so the end is looked for from behind.
    end = body.rfind(b"\r\n" + boundary)
    if not boundary or not 0 < head < end:
        raise NoPart("no part begins")
    return body[head + 4 : end]


def _behind_head(pieces: Iterator[bytes], boundary: str) -> bytes:
    """Read up to the first part's own bytes, and return those of them that came along."""
    mark, head = b"--" + boundary.encode("latin-1", "replace"), b""
    for piece in pieces:
        head += piece
        begin = head.find(mark)
        end = head.find(b"\r\n\r\n", begin) if begin >= 0 else -1
        if end >= 0:
            return head[end + 4 :]
        if len(head) > _MOST_HEAD:
            break
    raise NoPart("no part begins")

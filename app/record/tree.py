"""A tree of digests over the lines: a few digests tie one line to all others, telling nothing.

The Merkle tree of RFC 9162, section 2.1.1: its leaves are the hashes of the lines, in their order.
A leaf is hashed behind a zero byte, two branches behind a one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence


def leaf(line_hash: str) -> bytes:
    """Return the digest of a leaf."""
    return hashlib.sha256(b"\0" + bytes.fromhex(line_hash)).digest()


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


class Growing:
    """A tree that grows by one line at a time, and tells its root at any length."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, line_hash: str) -> None:
        """Add the next line."""
        size, found = 1, leaf(line_hash)
        while self._peaks and self._peaks[-1][0] == size:
            found = _join(self._peaks.pop()[1], found)
            size *= 2
        self._peaks.append((size, found))

    @property
    def root(self) -> str:
        """The root, in hexadecimal; of no lines, the digest of nothing."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        found = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            found = _join(peak, found)
        return found.hex()


def paths(hashes: Sequence[str], places: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Return the digests that lead from some lines to the root (RFC 9162, section 2.1.3.1).

    Parameters
    ----------
    hashes
        Of all lines of the tree.
    places
        Of the lines that are asked for, counted from 0.
    """
    found: dict[int, list[str]] = {place: [] for place in places}
    level, height = [leaf(one) for one in hashes], 0
    while len(level) > 1:
        for place, path in found.items():
            sibling = (place >> height) ^ 1
            if sibling < len(level):
                path.append(level[sibling].hex())
        # The last of an odd number has no sibling: it goes up as it is.
        joined = [_join(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
        level = joined + level[2 * len(joined) :]
        height += 1
    return {place: tuple(path) for place, path in found.items()}

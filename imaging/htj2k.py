"""The only way to the HTJ2K coder: its tables are made once, before two threads could make them.

OpenJPH 0.26.3, which imagecodecs 2026.3.6 brings, makes the tables of its coder and of its decoder
at the first picture, and two threads whose first pictures come together each use what the other has
half made: now and then a picture is coded wrong, or decoded wrong without a word (its pull request
243). So the first picture of a process is one of ours, while this module is imported: Python lets
no other thread use it before that is done. It costs three milliseconds.
"""

from __future__ import annotations

from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt


def encode(pixels: npt.NDArray[Any], **options: Any) -> bytes:
    """Code a picture; options as `imagecodecs.htj2k_encode` has them."""
    return bytes(imagecodecs.htj2k_encode(np.ascontiguousarray(pixels), **options))


def decode(stream: bytes, **options: Any) -> npt.NDArray[Any]:
    """Decode a picture; options as `imagecodecs.htj2k_decode` has them.

    Raises
    ------
    Exception
        Whatever the decoder raises over damaged bytes; see `imaging.swallowed`.
    """
    return np.asarray(imagecodecs.htj2k_decode(stream, **options))


def _make_tables() -> None:
    decode(encode(np.arange(64, dtype=np.uint16).reshape(8, 8), reversible=True))


_make_tables()

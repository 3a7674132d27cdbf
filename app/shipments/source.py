"""The bytes of a file: held, or mapped when it is large."""

from __future__ import annotations

import mmap

Source = bytes | mmap.mmap
"""Slices of both are bytes, and both can be searched."""

"""Errors that a compiled decoder cannot raise.

imagecodecs 2026.3.6 reports a damaged HTJ2K stream from a function that may not raise: Python
prints the error through its hooks, and the caller gets a picture that was never filled. Here such
errors are caught, so that no half-decoded picture passes for a whole one.
"""

from __future__ import annotations

import contextlib
import contextvars
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

FAULTS = (
    ArithmeticError,
    EOFError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What damaged streams provoke inside imagecodecs."""

_heard: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar("heard", default=None)
_before: dict[str, Callable[..., Any]] = {}


def _unraisable(error: sys.UnraisableHookArgs) -> None:
    """Keep an error for whoever listens in this thread; hand any other on."""
    heard = _heard.get()
    if heard is None:
        _before["unraisablehook"](error)
    else:
        heard.append(str(error.exc_value))


def _printed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Do the same for the copy that compiled code prints as if nobody had caught it."""
    heard = _heard.get()
    if heard is None:
        _before["excepthook"](kind, error, trace)
    else:
        heard.append(str(error))


_HOOKS: dict[str, Callable[..., Any]] = {"unraisablehook": _unraisable, "excepthook": _printed}


_open_blocks: set[object] = set()


@contextlib.contextmanager
def swallowed_errors() -> Iterator[list[str]]:
    """Collect the errors that compiled code swallows inside the block, in this thread only.

    The hooks are the whole process's, so the last of several threads' blocks takes them away.
    """
    block, heard = object(), list[str]()
    _open_blocks.add(block)
    _install()
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)
        _open_blocks.discard(block)
        if not _open_blocks:
            _remove()
        if _open_blocks:  # another thread has opened one meanwhile
            _install()


def _install() -> None:
    for name, hook in _HOOKS.items():
        if getattr(sys, name) is not hook:
            _before[name] = getattr(sys, name)
            setattr(sys, name, hook)


def _remove() -> None:
    for name, hook in _HOOKS.items():
        if getattr(sys, name) is hook:
            setattr(sys, name, _before[name])

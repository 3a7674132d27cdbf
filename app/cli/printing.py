"""What a command says: lines for people, or one JSON object a line for programs."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Mapping

_CONTROLS = (*range(9), *range(11, 32), *range(127, 160))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSHOWN = dict.fromkeys((*_CONTROLS, *_DIRECTIONS), "�")
"""Signs with which a file's name or a declared text could rewrite what the terminal shows."""


class Printer:
    """Writes to standard output; what failed goes to standard error."""

    def __init__(self, *, json_lines: bool) -> None:
        self.json_lines = json_lines

    def line(self, values: Mapping[str, object], text: str) -> None:
        """Say one thing, as an object or as text."""
        _say(_object(values) if self.json_lines else _shown(text))

    def nothing(self, text: str) -> None:
        """Say that there is nothing to tell; a program sees it by the lines that are not there."""
        if not self.json_lines:
            _say(_shown(text))

    def failure(self, sentence: str) -> None:
        """Say why the command did not do what it was asked."""
        if self.json_lines:
            _say(_object({"status": "failed", "reason": sentence}))
        elif sys.stderr is not None:
            print(f"prescreen: {sentence.translate(_UNSHOWN)}", file=sys.stderr)


def end_output() -> bool:
    """Write out what was said; False when nobody could be told.

    What could not be written is dropped, so that the end of the program does not try it again.
    """
    written = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            written = False
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return written


def _say(text: str) -> None:
    # A program that was started without standard output has nobody to tell.
    if sys.stdout is not None:
        print(text, flush=True)


def _object(values: Mapping[str, object]) -> str:
    """Return one line of JSON that any terminal takes and any reader of JSON reads back.

    Names of files need not be text, and some terminals lack letters: then both are escaped.
    """
    text = json.dumps(values, ensure_ascii=False, default=str)
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return json.dumps(values, default=str)
    return text


def _shown(text: str) -> str:
    """Return text that the terminal can show: some still lack the superscripts."""
    return text.translate(_UNSHOWN).encode(_encoding(), "replace").decode(_encoding())


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "utf-8"

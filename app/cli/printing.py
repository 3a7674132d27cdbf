"""What a command says: lines for people, or one JSON object a line for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping


class Printer:
    """Writes to standard output; what failed goes to standard error."""

    def __init__(self, *, json_lines: bool) -> None:
        self.json_lines = json_lines

    def line(self, values: Mapping[str, object], text: str) -> None:
        """Say one thing, as an object or as text."""
        if self.json_lines:
            print(json.dumps(values, ensure_ascii=False, default=str), flush=True)
        else:
            print(_encodable(text), flush=True)

    def failure(self, sentence: str) -> None:
        """Say why the command did not do what it was asked."""
        if self.json_lines:
            print(json.dumps({"status": "failed", "reason": sentence}, ensure_ascii=False))
        else:
            print(f"prescreen: {sentence}", file=sys.stderr)


def _encodable(text: str) -> str:
    """Return text that the terminal can show: some still lack the superscripts."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)

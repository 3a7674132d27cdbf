"""Batches of CUSCAR messages for the benchmarks: every message its own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.unit.edi_messages import CUSCAR

HEAD = "UNA:+.? 'UNB+UNOA:2+7QRSCARRIER:ZZ+TESTOFFICE:ZZ+261003:0915+{control:09}'"
MESSAGES = 2000
"""Of one interchange."""


def _template() -> str:
    body = CUSCAR[CUSCAR.index("UNH+") : CUSCAR.index("UNZ+")].replace("\n", "")
    body = body.replace("UNH+1+", "UNH+{number}+").replace("UNT+32+1'", "UNT+32+{number}'")
    for seal in ("770031", "770032"):
        body = body.replace(seal, f"{{number:06}}{seal[-1]}")
    return body.replace("0004321", "{number:07}").replace("TRL7003", "TRL{number:06}")


def interchanges(count: int) -> Iterator[str]:
    """Yield interchanges of `MESSAGES` messages of 32 segments."""
    template = _template()
    for control in range(count):
        first = control * MESSAGES
        messages = [template.format(number=first + n) for n in range(1, MESSAGES + 1)]
        tail = f"UNZ+{MESSAGES}+{control:09}'"
        yield HEAD.format(control=control) + "".join(messages) + tail


def write_batch(path: Path, size: int) -> int:
    """Write at least `size` bytes; return the number of messages."""
    count = 0
    with path.open("w", encoding="ascii", newline="") as stream:
        for text in interchanges(1 + size // MESSAGES):
            stream.write(text)
            count += MESSAGES
            if stream.tell() >= size:
                break
    return count

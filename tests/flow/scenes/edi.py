"""EDI as a sender would put it together: segments given as text, envelopes and counts added.

Composed from the public standards with made-up contents. No conformance to an authority's own
guides is claimed: those are not public.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

OFFICE = "SAMPLEGATE"
"""Who receives what is sent in the scenes."""
_GROUPS = {"309": "AQ", "358": "BD", "350": "AU", "355": "AX", "824": "AG", "997": "FA"}


@dataclasses.dataclass(frozen=True, slots=True)
class Sending:
    """One interchange: who sends it to whom, when, and under which control number."""

    sender: str
    control: int
    at: dt.datetime
    recipient: str = OFFICE

    def answered(self, control: int, at: dt.datetime) -> Sending:
        """Return the interchange that goes back."""
        return Sending(self.recipient, control, at, self.sender)


def edifact(sending: Sending, *messages: tuple[str, str]) -> str:
    """Return an interchange of messages.

    Parameters
    ----------
    sending
        Its envelope.
    messages
        Type of each, such as ``CUSCAR``, and its segments, one a line, without terminators.
    """
    control = f"{sending.control:09d}"
    lines = [
        "UNA:+.? '",
        (
            f"UNB+UNOA:2+{sending.sender}:ZZ+{sending.recipient}:ZZ"
            f"+{sending.at:%y%m%d:%H%M}+{control}'"
        ),
    ]
    for number, (kind, text) in enumerate(messages, start=1):
        segments = _lines(text)
        version = "D:13A" if kind == "GOVCBR" else "D:03B"
        version = "4:1" if kind == "CONTRL" else version
        lines.append(f"UNH+{number}+{kind}:{version}:UN'")
        lines += [f"{segment}'" for segment in segments]
        lines.append(f"UNT+{len(segments) + 2}+{number}'")
    lines.append(f"UNZ+{len(messages)}+{control}'")
    return "\n".join(lines) + "\n"


def x12(sending: Sending, kind: str, *sets: str) -> str:
    """Return an interchange with one group of transaction sets of one kind, as 005030.

    Parameters
    ----------
    sending
        Its envelope.
    kind
        Of the sets, such as ``309``.
    sets
        Segments of each, one a line, without terminators.
    """
    at = sending.at
    lines = [
        (
            f"ISA*00*{'':10}*00*{'':10}*ZZ*{sending.sender:15}*ZZ*{sending.recipient:15}"
            f"*{at:%y%m%d}*{at:%H%M}*^*00503*{sending.control:09d}*0*P*>"
        ),
        (
            f"GS*{_GROUPS[kind]}*{sending.sender}*{sending.recipient}*{at:%Y%m%d}*{at:%H%M}"
            f"*{sending.control}*X*005030"
        ),
    ]
    for number, text in enumerate(sets, start=1):
        segments = _lines(text)
        lines.append(f"ST*{kind}*{number:04d}")
        lines += segments
        lines.append(f"SE*{len(segments) + 2}*{number:04d}")
    lines.append(f"GE*{len(sets)}*{sending.control}")
    lines.append(f"IEA*1*{sending.control:09d}")
    return "".join(f"{line}~\n" for line in lines)


def accepted(sending: Sending, answered: Sending, keys: Sequence[str]) -> str:
    """Return the CUSRES that accepts the records of an interchange."""
    body = [
        (
            "CUSRES",
            f"""
            BGM+961+{key}+44
            DTM+137:{sending.at:%Y%m%d%H%M}:203
            GIS+1
            RFF+XC:{key}
            RFF+ACW:{answered.control:09d}
            """,
        )
        for key in keys
    ]
    return edifact(sending, *body)


def stamp(moment: dt.datetime) -> str:
    """Return a time as EDIFACT writes it in the form 203."""
    return f"{moment:%Y%m%d%H%M}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines() if line.strip()]

"""Answers to EDI, in its own terms: CONTRL and CUSRES to EDIFACT, 997 and 824 to X12.

A message that was read is acknowledged as received, never as accepted: that is for the authority to
say. One that could not be taken is rejected with the places of its faults, and a record that was
read and refused by a rule gets a notice of its own.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.filing import Fault
from app.shipments.edi.heads import Exchange, Group

DECLARED = frozenset({"CUSCAR", "CUSREP", "GOVCBR", "309", "358"})
"""Messages that are acknowledged; an acknowledgement never is."""
MOST_PLACES = 20
"""Faults of one message that are named."""
_RULE = re.compile(r"(?P<rule>[A-Z]\d{3})\b[: ]*")
_PLACE = re.compile(r"(?P<tag>[A-Z0-9]{2,3})-(?P<element>\d{2})")


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """A record that was read and is not taken for what a rule says."""

    control: str
    kind: str
    """Of the message, such as ``309``."""
    key: str
    reason: str
    """Word for word, with the rule's name first when it has one, as ``R059: ...``."""
    kept: bool = False
    """It is on record all the same: to reject it is for the authority."""


@dataclasses.dataclass(frozen=True, slots=True)
class Findings:
    """What is to be answered to one file.

    Attributes
    ----------
    faults
        Of each message that has any, by its number.
    lost
        Numbers of the messages that could not be taken.
    batch
        Digest of the file: what the control numbers of the answers follow from.
    """

    faults: Mapping[int, Sequence[Fault]]
    lost: frozenset[int]
    refused: Sequence[Refused]
    at: dt.datetime
    batch: str = ""


def contrl(exchanges: Sequence[Exchange], findings: Findings) -> str:
    """Return a CONTRL for every interchange that declares something; empty without any."""
    return "".join(
        _edifact(exchange, findings, f"contrl {number}", [_contrl_of(exchange, findings)])
        for number, exchange in enumerate(_declaring(exchanges), 1)
    )


def _contrl_of(exchange: Exchange, findings: Findings) -> list[str]:
    header = exchange.header
    lost = [
        (number, told)
        for group in exchange.groups
        for number, told in group.marked.items()
        if number in findings.lost
    ]
    action = "4" if len(lost) == sum(group.count for group in exchange.groups) else "7"
    names = f"{_whole(header[2])}+{_whole(header[3])}"
    segments = [f"UCI+{_freed(header[5])}+{names}+{action}"]
    for number, told in lost:
        # 18 is an error that has no code of its own, 12 an invalid value.
        segments.append(f"UCM+{_freed(told[1])}+{_whole(told[2])}+4+18")
        places = [fault.segment for fault in findings.faults.get(number, ()) if fault.segment]
        segments += [f"UCS+{place}+12" for place in dict.fromkeys(places[:MOST_PLACES])]
    return ["CONTRL:4:1:UN", *segments]


def cusres(exchanges: Sequence[Exchange], findings: Findings) -> str:
    """Return a CUSRES for every record that is refused; empty without any."""
    text = []
    for number, exchange in enumerate(_declaring(exchanges), 1):
        mine = [one for one in findings.refused if one.control.split("/")[0] == exchange.header[5]]
        if mine:
            bodies = [_cusres_of(one, place) for place, one in enumerate(mine, 1)]
            text.append(_edifact(exchange, findings, f"cusres {number}", bodies))
    return "".join(text)


def _cusres_of(refused: Refused, place: int) -> list[str]:
    rule, reason = _parted(refused.reason)
    return [
        "CUSRES:D:96A:UN",
        f"BGM+962+{place}+11+RE",
        f"RFF+XC:{_freed(refused.key)}",
        f"RFF+ACW:{_freed(refused.control)}",
        "ERP+1",
        f"ERC+{rule}",
        f"FTX+AAO+++{':'.join(map(_freed, _lines(reason, 70, 5)))}",
    ]


def _edifact(exchange: Exchange, findings: Findings, which: str, bodies: list[list[str]]) -> str:
    """Return an interchange that goes back where another came from."""
    header, at = exchange.header, findings.at
    control = f"{_number(findings, which, 14):014}"
    names = f"{_whole(header[3])}+{_whole(header[2])}"
    parts = [f"UNB+UNOC:3+{names}+{at:%y%m%d:%H%M}+{control}"]
    for place, (kind, *body) in enumerate(bodies, 1):
        parts += [f"UNH+{place}+{kind}", *body, f"UNT+{len(body) + 2}+{place}"]
    return "'\n".join([*parts, f"UNZ+{len(bodies)}+{control}"]) + "'\n"


def acknowledgement(exchanges: Sequence[Exchange], findings: Findings) -> str:
    """Return a 997 for every group that declares something; empty without any."""
    return "".join(
        _x12(exchange, ("FA", number), findings, [_997(group, findings) for group in groups])
        for number, exchange in enumerate(_declaring(exchanges), 1)
        if (groups := [group for group in exchange.groups if group.header is not None])
    )


def _997(group: Group, findings: Findings) -> list[str]:
    header = group.header or [""] * 9
    segments = [f"AK1*{_plain(header[1])}*{_plain(header[6])}"]
    rejected = 0
    for number, told in group.marked.items():
        faults = findings.faults.get(number, ())
        segments.append(f"AK2*{_plain(told[1])}*{_plain(told[2])}")
        for fault in faults[:MOST_PLACES]:
            segments += _ak3(fault)
        rejected += number in findings.lost
        segments.append("AK5*R*5" if number in findings.lost else "AK5*E*5")
    accepted = group.count - rejected
    code = "A" if not group.marked else "E"
    if rejected:
        code = "P" if accepted else "R"
    return ["997", *segments, f"AK9*{code}*{group.count}*{group.count}*{accepted}"]


def _ak3(fault: Fault) -> Iterator[str]:
    """Yield the place of a fault: 8 is a segment with errors, 7 a code or value that is invalid."""
    place = _PLACE.fullmatch(fault.element)
    if fault.segment and place:
        yield f"AK3*{place['tag']}*{fault.segment}**8"
        yield f"AK4*{int(place['element'])}**7"


def notices(exchanges: Sequence[Exchange], findings: Findings) -> str:
    """Return an 824 for every record that is refused; empty without any."""
    text = []
    for number, exchange in enumerate(_declaring(exchanges), 1):
        mine = [one for one in findings.refused if one.control.split("/")[0] == exchange.header[13]]
        if mine:
            bodies = [_824(one, findings.at) for one in mine]
            text.append(_x12(exchange, ("AG", number), findings, bodies))
    return "".join(text)


def _824(refused: Refused, at: dt.datetime) -> list[str]:
    rule, reason = _parted(refused.reason)
    _, group, message = (refused.control + "//").split("/")[:3]
    return [
        "824",
        f"BGN*11*{_plain(refused.key)}*{at:%Y%m%d}",
        f"OTI*TR*XC*{_plain(refused.key)}*****{group}*{message}*{refused.kind}",
        f"TED*ZZZ*{rule}",
        *(f"NTE**{_plain(line)}" for line in _lines(reason, 80, 5)),
    ]


def _x12(
    exchange: Exchange, which: tuple[str, int], findings: Findings, bodies: list[list[str]]
) -> str:
    """Return an interchange that goes back where another came from."""
    isa, at, group = exchange.header, findings.at, which[0]
    control = f"{_number(findings, f'{group} {which[1]}', 9):09}"
    origin = exchange.groups[0].header or isa
    here, there = (f"{_plain(isa[place]):2.2}*{_plain(isa[place + 1]):15.15}" for place in (7, 5))
    head = f"ISA*00*{'':10}*00*{'':10}*{here}*{there}*{at:%y%m%d*%H%M}*^*00503*{control}*0"
    names = f"{_plain(origin[3])}*{_plain(origin[2])}"
    parts = [
        f"{head}*{_plain(isa[15]):1.1}*>",
        f"GS*{group}*{names}*{at:%Y%m%d*%H%M}*{int(control)}*X*005030",
    ]
    for place, (kind, *body) in enumerate(bodies, 1):
        parts += [f"ST*{kind}*{place:04}", *body, f"SE*{len(body) + 2}*{place:04}"]
    parts += [f"GE*{len(bodies)}*{int(control)}", f"IEA*1*{control}"]
    return "~\n".join(parts) + "~\n"


def _number(findings: Findings, which: str, digits: int) -> int:
    """Return the control number of an answer, above 0.

    A partner's translator drops what comes under a number that it has seen. So one answer has the
    same number whenever it is written, and two have different ones, but for one chance in 10 to
    the power of `digits`.
    """
    told = hashlib.sha256(f"{findings.batch} {which}".encode()).digest()
    return int.from_bytes(told[:16]) % (int("9" * digits)) + 1


def _declaring(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    for exchange in exchanges:
        if any(group.kinds & DECLARED for group in exchange.groups):
            yield exchange


def _parted(reason: str) -> tuple[str, str]:
    """Return the name of a rule, and the rest."""
    match = _RULE.match(reason)
    return (match["rule"], reason[match.end() :]) if match else ("ZZZ", reason)


def _lines(text: str, width: int, most: int) -> list[str]:
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    return [line.strip() for line in lines[:most]] or [""]


def _whole(element: str) -> str:
    """Return an element of the batch as the reply writes it, component by component."""
    return ":".join(map(_freed, element.split(":")))


def _freed(text: str) -> str:
    """Return text for EDIFACT, with its separators released; other scripts become full stops."""
    kept = "".join(sign if sign.isprintable() and ord(sign) < 256 else "." for sign in text)
    return re.sub(r"([?+:'])", r"?\1", kept)


def _plain(text: str) -> str:
    """Return text for X12, where nothing can be released."""
    kept = "".join(sign if sign.isprintable() and ord(sign) < 128 else "." for sign in text)
    return re.sub(r"[*~>^]", " ", kept).strip()

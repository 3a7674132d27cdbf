"""997 and 824, which acknowledge what was sent, and 355, which refuses a manifest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.filing import Filing, Verdict
from app.domain.words import say
from app.shipments.edi.answers import Answer, begins, response, words
from app.shipments.edi.places import Note, Place
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tree import Handler, compile_tree, walk
from app.shipments.edi.x12_parts import joined
from app.shipments.edi.x12_places import CONVEYANCE_NUMBERS

ACKNOWLEDGED: Mapping[str, Verdict] = MappingProxyType(
    {
        **dict.fromkeys(("A", "E", "P"), Verdict.RECEIVED),
        **dict.fromkeys(("R", "M", "W", "X"), Verdict.REJECTED),
    }
)
"""AK5-01 (element 717) and AK9-01 (715). Received is not accepted (¶143)."""
APPLIED: Mapping[str, Verdict] = MappingProxyType(
    {
        "A": Verdict.ACCEPTED,
        "C": Verdict.ACCEPTED,
        "E": Verdict.ACCEPTED,
        "P": Verdict.RECEIVED,
        "R": Verdict.REJECTED,
    }
)
"""Second letter of OTI-01 (element 110); the first says of what: batch, group, set or item."""
NAMED = frozenset({"XC", "BM", "CN"})
"""References (128) by which an 824 names a cargo: control number, bill, waybill."""

GROUP = Place("AK1-02", 2)
SET = Place("AK2-02", 2)
RESULT = Place("OTI-01", 1)
KIND = Place("ST-01", 1)
"""A 355 refuses by being one."""

TREE_997 = """
ST SE
  AK1 AK9
    AK2 AK5
      AK3 AK4
"""
TREE_824 = """
ST BGN SE
  N1 N2 N3 N4 REF PER
  OTI REF DTM PER AMT QTY NM1 TED CTX NTE RED
"""
TREE_355 = """
ST M10 VEH CII K1 K3 M7 N9 SE
  NM1 DMG DMA REF N3 N4 K1
  P4 K1
    LX M13 M11 N9 K1
      N1 N2 N3 N4 DTM PER X1 K1
      M12 R4 K1
    VID M7 N10 VC MAN H1 H2 MBL M13 X1 K1
"""


class _Acknowledged:
    """A 997 while it is read."""

    def __init__(self, message: Message) -> None:
        self.faults = message.faults
        self.ended = False
        self.group = ""
        self.whole = Answer()
        self.sets: list[Answer] = []

    @property
    def answer(self) -> Answer:
        """The answer that errors belong to."""
        return self.sets[-1] if self.sets else self.whole


def _ak1(draft: _Acknowledged, segment: Segment, n: int) -> None:
    draft.group = draft.whole.control = segment[2].strip()
    draft.whole.notes["control"] = (n, GROUP)


def _ak2(draft: _Acknowledged, segment: Segment, n: int) -> None:
    answer = Answer(control=f"{draft.group}/{segment[2].strip()}")
    answer.notes["control"] = (n, SET)
    draft.sets.append(answer)


def _ak3(draft: _Acknowledged, segment: Segment, n: int) -> None:
    draft.answer.because(words(segment), (n, Place(segment[0], 0)))


def _ak5(draft: _Acknowledged, segment: Segment, n: int) -> None:
    draft.answer.verdict = ACKNOWLEDGED.get(segment[1])
    draft.answer.notes["verdict"] = (n, Place("AK5-01", 1))
    if any(segment[2:]):
        draft.answer.because(words(["AK5", *segment[2:]]), (n, begins(segment, 2)))


def _ak9(draft: _Acknowledged, segment: Segment, n: int) -> None:
    if draft.ended:
        twice = say("Segment {tag} stands more than once; the last counts.", tag="AK9")
        draft.faults.warn(twice, n)
    draft.ended = True
    draft.whole.verdict = ACKNOWLEDGED.get(segment[1])
    draft.whole.notes["verdict"] = (n, Place("AK9-01", 1))
    if any(segment[5:]):
        draft.whole.because(words(["AK9", *segment[5:]]), (n, begins(segment, 5)))


_997: dict[str, Handler[_Acknowledged] | None] = {
    "AK1": _ak1,
    "AK2": _ak2,
    "AK3": _ak3,
    "AK4": _ak3,
    "AK5": _ak5,
    "AK9": _ak9,
}
_997_ROOT = compile_tree(TREE_997, _997)


def read_997(message: Message) -> list[Filing]:
    """Return an answer for every set that is acknowledged, and one for the group."""
    draft = _Acknowledged(message)
    walk(_997_ROOT, message.cut, draft, message.faults)
    answers = [answer for answer in (*draft.sets, draft.whole) if answer.control.strip("/")]
    if not draft.group or not answers:
        message.faults.error(say("The acknowledgement names nothing that it answers."))
    return [response(message, answer) for answer in answers]


class _Applied:
    """An 824 while it is read."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []


def _oti(draft: _Applied, segment: Segment, n: int) -> None:
    control = "/".join(part for part in (segment[8].strip(), segment[9].strip()) if part)
    key = segment[3].strip() if segment[2] in NAMED else ""
    answer = Answer(APPLIED.get(segment[1][1:2]), control, key)
    answer.notes["verdict"] = (n, RESULT)
    answer.notes["control"] = (n, begins(segment, 8))
    if key:
        answer.notes["key"] = (n, Place("OTI-03", 3))
    draft.answers.append(answer)


def _ref(draft: _Applied, segment: Segment, n: int) -> None:
    if draft.answers and segment[1] in NAMED and not draft.answers[-1].key:
        draft.answers[-1].key = segment[2].strip()
        draft.answers[-1].notes["key"] = (n, Place("REF-02", 2))


def _ted(draft: _Applied, segment: Segment, n: int) -> None:
    if draft.answers:
        draft.answers[-1].because(words(segment[1:]), (n, begins(segment, 1)))


_824: dict[str, Handler[_Applied] | None] = {
    "OTI": _oti,
    "ST/OTI/REF": _ref,
    **dict.fromkeys(("TED", "NTE", "RED", "CTX"), _ted),
}
_824_ROOT = compile_tree(TREE_824, _824)


def read_824(message: Message) -> list[Filing]:
    """Return what an application answers, one for each OTI."""
    draft = _Applied()
    walk(_824_ROOT, message.cut, draft, message.faults)
    if not draft.answers:
        message.faults.error(say("The acknowledgement names nothing that it answers."))
    return [response(message, answer) for answer in draft.answers]


class _Refused:
    """A 355 while it is read."""

    def __init__(self, message: Message) -> None:
        self.faults = message.faults
        self.head = Answer()
        self.cargo: list[Answer] = []
        self.trip = ""

    def before(self, answer: Answer) -> None:
        """Put the reasons that stand before any cargo before those of one cargo."""
        own = [(text, answer.notes.pop(f"reasons[{at}]")) for at, text in enumerate(answer.reasons)]
        answer.reasons.clear()
        for at, text in enumerate(self.head.reasons):
            answer.because(text, self.head.notes[f"reasons[{at}]"])
        for text, note in own:
            answer.because(text, note)

    def name(self, key: str, note: Note) -> None:
        """Begin what is said of one cargo."""
        if not key:
            self.faults.error(say("A cargo has no control number; it is not taken."), note[0])
        elif all(answer.key != key for answer in self.cargo):
            self.cargo.append(Answer(key=key, notes={"key": note}))


def _m10(draft: _Refused, segment: Segment, n: int) -> None:
    for place in CONVEYANCE_NUMBERS:
        if not draft.trip and segment[place.element].strip():
            draft.trip = segment[place.element].strip()
            draft.head.notes["key"] = (n, place)


def _m11(draft: _Refused, segment: Segment, n: int) -> None:
    draft.name(joined(segment[12], segment[1]), (n, Place("M11-01", 1)))


def _mbl(draft: _Refused, segment: Segment, n: int) -> None:
    draft.name(joined(segment[1], segment[2]), (n, Place("MBL-02", 2)))


def _k1(draft: _Refused, segment: Segment, n: int) -> None:
    answer = draft.cargo[-1] if draft.cargo else draft.head
    answer.because(words(segment[1:]), (n, begins(segment, 1)))


_355: dict[str, Handler[_Refused] | None] = {"M10": _m10, "M11": _m11, "MBL": _mbl, "K1": _k1}
_355_ROOT = compile_tree(TREE_355, _355)


def read_355(message: Message) -> list[Filing]:
    """Return the refusal of the conveyance, or of each cargo of a manifest that comes back."""
    draft = _Refused(message)
    walk(_355_ROOT, message.cut, draft, message.faults)
    consist = any(segment[0] == "MBL" for segment in message.cut)
    draft.head.key = draft.trip
    named = draft.cargo
    if consist or not named:
        # What comes back is the conveyance's own report; its cargo is not refused by that.
        for answer in named:
            for at, reason in enumerate(answer.reasons):
                draft.head.because(f"{answer.key}: {reason}", answer.notes[f"reasons[{at}]"])
        named = [draft.head] if draft.trip else []
    else:
        for answer in named:
            draft.before(answer)
    if not named:
        message.faults.error(say("The refusal names nothing that it refuses."))
    for answer in named:
        answer.verdict = Verdict.REJECTED
        answer.notes["verdict"] = (1, KIND)
    return [response(message, answer) for answer in named]

"""CONTRL, the acknowledgement of an interchange, and CUSRES, the answer of customs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.event import Event, EventKind
from app.domain.filing import Filing, Verdict
from app.domain.words import say
from app.shipments.edi.answers import Answer, event, response, when, words
from app.shipments.edi.codes import BILL_REFERENCES
from app.shipments.edi.edifact_parts import components, pair
from app.shipments.edi.edifact_places import (
    EDIFACT_PLACES,
    FUNCTION,
    KEY,
    OFFICE,
    REFERENCE,
    TIME,
)
from app.shipments.edi.notices import INDICATORS, told_by
from app.shipments.edi.places import Note, Place, place_of
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tree import Handler, compile_tree, walk
from app.shipments.edi.values import moment, office

ACTIONS: Mapping[str, Verdict] = MappingProxyType(
    {
        **dict.fromkeys(("1", "2", "3", "5", "7", "8"), Verdict.RECEIVED),
        **dict.fromkeys(("4", "6"), Verdict.REJECTED),
    }
)
"""Element 0083. Received is not accepted: that takes validation (¶143)."""

INDICATED: Mapping[str, Verdict] = MappingProxyType(
    {
        **dict.fromkeys(("1", "15"), Verdict.ACCEPTED),
        **dict.fromkeys(("2", "3", "12", "13", "14", "16"), Verdict.REJECTED),
        "17": Verdict.RECEIVED,
    }
)
"""Element 7365, as far as it speaks of the message."""
ANSWERED: Mapping[str, Verdict] = MappingProxyType(
    {"AP": Verdict.ACCEPTED, "RE": Verdict.REJECTED, "AB": Verdict.RECEIVED}
)
"""Element 4343 of BGM."""
REFUSED = "27"
"""Element 1225 of BGM: not accepted."""

INTERCHANGE = Place("0020", 1)
GROUP = Place("0048", 1)
MESSAGE = Place("0062", 1)
INDICATOR = Place("7365", 1)
ERROR = Place("C901.9321", 1, 0)
TEXT = Place("C108.4440", 4)

CONTROL_TREE = """
UNH UNT
  UCI UCS UCD
    UCF UCS UCD
      UCM UCS UCD
"""
CUSTOMS_TREE = """
UNH BGM NAD LOC DTM GIS GEI FTX EQD UNT
  ERP
    ERC FTX
  PAC PCI FTX
  TAX MOA GIS
  RFF DTM LOC MEA EQD MOA TAX GIS GEI FTX
  DOC
  AUT DTM
"""


class _Control:
    """A CONTRL while it is read."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.interchange = self.group = ""

    def add(self, control: str, segment: Segment, places: tuple[int, int], note: Note) -> None:
        """Begin the answer for one level: `places` are the elements of action and of error."""
        answer = Answer(ACTIONS.get(segment[places[0]]), control)
        answer.notes["control"] = note
        answer.notes["verdict"] = (note[0], Place("0083", places[0]))
        if segment[places[1]]:
            answer.because(words(segment[places[1] :]), (note[0], Place("0085", places[1])))
        self.answers.append(answer)


def _uci(draft: _Control, segment: Segment, n: int) -> None:
    draft.interchange, draft.group = str(segment[1]), ""
    draft.add(draft.interchange, segment, (4, 5), (n, INTERCHANGE))


def _ucf(draft: _Control, segment: Segment, n: int) -> None:
    draft.group = f"{segment[1]}/"
    draft.add(f"{draft.interchange}/{segment[1]}", segment, (4, 5), (n, GROUP))


def _ucm(draft: _Control, segment: Segment, n: int) -> None:
    control = f"{draft.interchange}/{draft.group}{segment[1]}"
    draft.add(control, segment, (3, 4), (n, MESSAGE))


def _ucs(draft: _Control, segment: Segment, n: int) -> None:
    if draft.answers:
        draft.answers[-1].because(words(segment), (n, Place(segment[0], 1)))


_CONTROL: dict[str, Handler[_Control] | None] = {
    "UCI": _uci,
    "UCF": _ucf,
    "UCM": _ucm,
    "UCS": _ucs,
    "UCD": _ucs,
}
_CONTROL_ROOT = compile_tree(CONTROL_TREE, _CONTROL)


def read_contrl(message: Message) -> list[Filing]:
    """Return an answer for the interchange, and for each group and message that is named."""
    draft = _Control()
    walk(_CONTROL_ROOT, message.cut, draft, message.faults)
    if not draft.answers:
        message.faults.error(say("The acknowledgement names nothing that it answers."))
    return [response(message, answer) for answer in draft.answers]


class Customs:
    """An answer of customs while it is read."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self.answer = Answer()
        self.keys: dict[str, Note] = {}
        self.events: dict[EventKind, Note] = {}
        self.at: dt.datetime | None = None
        self.port = self.sub_location = self.other = ""
        self.text: list[str] = []
        self.notes: dict[str, Note] = {}
        """Where what is told of the goods stands, by the path in the event."""
        self.said: Note | None = None
        """Where the first of the text stands."""
        self.codes: dict[str, str] = {}

    def decide(self, verdict: Verdict | None, note: Note) -> None:
        """Take a verdict: a rejection stands, whatever else is said."""
        if verdict is not None and self.answer.verdict is not Verdict.REJECTED:
            self.answer.verdict = verdict
            self.answer.notes["verdict"] = note

    def code(self, name: str, code: str, note: Note) -> None:
        """Keep a code as it was given, by the number of its element."""
        self.codes[name] = code
        self.notes[f"details.{name}"] = note

    def says(self, text: str, note: Note) -> None:
        """Take free text."""
        self.text.append(text)
        self.notes.setdefault("text", note)

    def filings(self) -> Iterator[Filing]:
        """Yield the verdict for each key, then what is told of the goods."""
        if not self.keys and self.answer.key:
            self.keys[self.answer.key] = self.answer.notes.get("document", (1, KEY))
        self.answer.notes.pop("document", None)
        verdict = self.answer.verdict
        for key, note in (self.keys or {"": (1, KEY)}).items():
            self.answer.key = key
            if verdict is not None and (key or self.answer.control):
                self.answer.notes["key"] = note
                yield response(self.message, self.answer)
            if key:
                yield from self._events(key, note)

    def _told(self) -> Mapping[EventKind, Note]:
        """Return what is told of the goods; words that nothing here knows stay a notice."""
        if self.events or self.answer.verdict is not None or self.said is None:
            return self.events
        return {EventKind.NOTICE: self.said}

    def _events(self, key: str, note: Note) -> Iterator[Filing]:
        for kind, where in self._told().items():
            told = Event(
                kind,
                key,
                when(self.message, self.at),
                self.port,
                self.sub_location,
                self.other,
                " ".join(self.text),
                MappingProxyType(dict(self.codes)),
            )
            yield event(self.message, told, {**self.notes, "key": note, "kind": where})


def begin(draft: Customs, segment: Segment, n: int) -> None:
    """Take the document that is answered, and what is said of it at once."""
    draft.answer.key = segment[2].split(":", 1)[0].strip()
    draft.answer.notes["document"] = (n, KEY)
    draft.decide(ANSWERED.get(segment[4]), (n, Place("4343", 4)))
    if segment[3] == REFUSED:
        draft.decide(Verdict.REJECTED, (n, FUNCTION))


def rff(draft: Customs, segment: Segment, n: int) -> None:
    """Take what the answer is about: cargo, transaction, or the message that it answers."""
    qualifier, value = pair(segment[1])
    value = value.strip()
    if qualifier in BILL_REFERENCES or qualifier == "CRN":
        draft.keys.setdefault(value, (n, REFERENCE))
    elif qualifier == "ABT":
        draft.other = value
        draft.notes["other_key"] = (n, REFERENCE)
    elif qualifier == "ACW":
        draft.answer.control = value
        draft.answer.notes["control"] = (n, REFERENCE)


def indicate(draft: Customs, code: str, note: Note) -> None:
    """Take a processing indicator: of the message, or of the goods."""
    draft.decide(INDICATED.get(code), note)
    if code in INDICATORS:
        draft.events[INDICATORS[code]] = note
    elif code not in INDICATED and code:
        draft.events.setdefault(EventKind.NOTICE, note)
    draft.code("7365", code, note)


def _gis(draft: Customs, segment: Segment, n: int) -> None:
    indicate(draft, segment[1].split(":", 1)[0], (n, INDICATOR))


def _gei(draft: Customs, segment: Segment, n: int) -> None:
    indicate(draft, segment[2].split(":", 1)[0], (n, Place("C012.7365", 2, 0)))


def loc(draft: Customs, segment: Segment, n: int) -> None:
    """Take the office, and the sub-location in it."""
    code, _, _, name, *_ = components(segment[2])
    if code:
        draft.port = office(code)
        draft.notes["port"] = (n, OFFICE)
    if segment[1] == "14":
        draft.sub_location = segment[3].split(":", 1)[0] or name
        draft.notes["sub_location"] = (n, place_of(segment, "sub_location", EDIFACT_PLACES))


def dtm(draft: Customs, segment: Segment, n: int) -> None:
    """Take when it happened, or when the answer was written."""
    qualifier, text, form, *_ = components(segment[1])
    value = moment(text, form)
    if value is None:
        draft.message.faults.warn(
            say(
                "{element} is {value}, which cannot be read; the value is left out.",
                element="C507.2380",
                value=text[:40] or "-",
            ),
            n,
            "C507.2380",
        )
    elif draft.at is None or qualifier != "137":
        draft.at = value
        draft.notes["at"] = (n, TIME)


def erc(draft: Customs, segment: Segment, n: int) -> None:
    """Take an error: the message is rejected."""
    draft.decide(Verdict.REJECTED, (n, ERROR))
    draft.answer.because(words(segment[1].split(":")), (n, ERROR))


def ftx(draft: Customs, segment: Segment, n: int) -> None:
    """Take free text: a notice by its words, and a reason."""
    text = words(segment[4].split(":"))
    if not text:
        return
    kind = told_by(text)
    if kind is not EventKind.NOTICE:
        draft.events[kind] = (n, TEXT)
    draft.says(text, (n, TEXT))
    draft.said = draft.said or (n, TEXT)
    draft.answer.because(text, (n, TEXT))


_CUSTOMS: dict[str, Handler[Customs] | None] = {
    "BGM": begin,
    "RFF": rff,
    "GIS": _gis,
    "GEI": _gei,
    "LOC": loc,
    "DTM": dtm,
    "ERC": erc,
    "FTX": ftx,
    "UNH/TAX/GIS": None,
    "UNH/AUT/DTM": None,
}
_CUSTOMS_ROOT = compile_tree(CUSTOMS_TREE, _CUSTOMS)


def read_cusres(message: Message) -> list[Filing]:
    """Return what customs answers for each key, and what it tells of the goods."""
    draft = Customs(message)
    walk(_CUSTOMS_ROOT, message.cut, draft, message.faults)
    return answered(draft)


def answered(draft: Customs) -> list[Filing]:
    """Return what was read, or say that nothing was."""
    found = list(draft.filings())
    if not found:
        draft.message.faults.error(say("The answer says nothing of any message or cargo."))
    return found

"""What is written beside a batch: that it was received, what of it was not taken, and why.

Beside ``trucks.edi`` stand ``trucks.edi.reply.json``, and for EDI an acknowledgement and a notice
of refusals in its own terms. The JSON is of the program's own form, so that a sender reads answers
to any form alike. Written again from the same batch, the replies are the same. The JSON is written
last, and names the batch by its digest: where it stands, all of them do.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import Unavailable
from app.domain.filing import Fault, Filing, Verdict
from app.domain.words import say, whole_text
from app.shipments.edi import replying
from app.shipments.edi.edifact import edifact_envelopes
from app.shipments.edi.envelopes import Envelopes
from app.shipments.edi.heads import Exchange, exchanges_of
from app.shipments.edi.replying import Findings, Refused
from app.shipments.edi.source import Incoming
from app.shipments.edi.x12 import x12_envelopes
from app.shipments.json_form import SCHEMA
from app.shipments.messages import HEAD, form_of

Envelope = Callable[[BinaryIO, Incoming], Envelopes]
Make = Callable[[Sequence[Exchange], Findings], str]
_MAKERS: Mapping[str, tuple[Envelope, Mapping[str, Make]]] = {
    "EDIFACT": (
        edifact_envelopes,
        {"contrl": replying.contrl, "cusres": replying.cusres},
    ),
    "X12": (x12_envelopes, {"997": replying.acknowledgement, "824": replying.notices}),
}
WOULD_BE_REJECTED = "would_be_rejected"
"""Verdict of the JSON reply on a record that is kept, and by the rules would not be taken."""
MARK = ".reply."
ENDINGS = ("json", "contrl", "cusres", "997", "824")
_PASSING = ".part"
"""What a reply ends in while it is written."""
MOST = 5000
"""Messages with faults, and refusals, that one reply names; more are counted."""
MOST_FAULTS = 20
"""Of one message."""


def is_reply(path: Path) -> bool:
    """Whether a file is a reply that this program wrote or still writes, and no batch."""
    name, mark, ending = path.name.removesuffix(_PASSING).rpartition(MARK)
    return bool(name and mark) and ending in ENDINGS


def replies_at(beside: Path) -> tuple[Path, ...]:
    """Return the replies that stand beside a batch."""
    paths = (_path(beside, ending) for ending in ENDINGS)
    return tuple(path for path in paths if path.is_file())


def answered_at(beside: Path) -> str:
    """Return the digest of the batch that the replies beside a file answer.

    Empty when there are none, and a question mark when it is not told.
    """
    try:
        text = _path(beside, "json").read_text(encoding="utf-8")
    except OSError:
        return ""
    except ValueError:
        return "?"
    try:
        return str(json.loads(text)["in_reply_to"]["sha256"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "?"


class Replies:
    """What is to be answered to one file, gathered while it is read."""

    def __init__(self) -> None:
        self._filings = 0
        self._taken: set[int] = set()
        self._faults: dict[int, list[Fault]] = {}
        self._whole: list[Fault] = []
        self._refused: list[Refused] = []
        self._counts = {False: 0, True: 0}
        """Refusals, and doubts about records that are kept."""
        self._more = 0
        """Messages with faults beyond those that are named."""

    def note(self, entry: Filing | Fault) -> None:
        """Take in one entry of the file, as `read_filings` yields it."""
        if isinstance(entry, Fault):
            self._fault(entry)
            return
        self._filings += 1
        if entry.faults:
            self._taken.add(entry.origin.message)
            for fault in entry.faults:
                self._fault(fault)

    def refuse(self, filing: Filing, reason: str, *, kept: bool = False) -> None:
        """Take in that a record is not taken, and why; a rule's name comes first, as ``R059: ``.

        One that is `kept` is on record, and the authority would reject it for that reason.
        """
        self._counts[kept] += 1
        if len(self._refused) < MOST:
            kind = filing.origin.form.split(" ", 1)[0]
            self._refused.append(Refused(filing.control, kind, filing.key, reason, kept))

    def _fault(self, fault: Fault) -> None:
        if not fault.message:
            self._whole = [*self._whole[:MOST_FAULTS], fault]
            return
        if fault.message not in self._faults and len(self._faults) >= MOST:
            self._more += 1
            return
        told = self._faults.setdefault(fault.message, [])
        if len(told) < MOST_FAULTS and fault not in told:
            told.append(fault)

    def write(
        self, kept: Path, beside: Path, *, at: dt.datetime, sha256: str = ""
    ) -> tuple[Path, ...]:
        """Write the replies.

        Parameters
        ----------
        kept
            The file that was read, or its copy in the store.
        beside
            The file beside which the replies are to stand; it need not be there any more.
        at
            When it was read.
        sha256
            Of what was read, for the sender and for `answered_at`.

        Raises
        ------
        Unavailable
            When they cannot be written there.
        """
        try:
            with kept.open("rb") as stream:
                form = form_of(stream.read(HEAD))
                stream.seek(0)
                name = "" if form is None else form.name
                texts = self._edi(name, stream, Incoming(whole_text(beside.name), sha256, at))
            texts["json"] = self._json(
                {"file": whole_text(beside.name), "form": name, "sha256": sha256}, at
            )
            return tuple(_put(beside, ending, text) for ending, text in texts.items() if text)
        except OSError as error:
            raise Unavailable(
                say(
                    "The replies to {name} cannot be written: {why}.",
                    name=beside.name,
                    why=error.strerror or error,
                )
            ) from error

    def _edi(self, form: str, stream: BinaryIO, batch: Incoming) -> dict[str, str]:
        """Return the replies in the terms of the batch itself, by their ending."""
        makers = _MAKERS.get(form)
        if makers is None:
            return {}
        lost = frozenset(self._faults) - self._taken
        at = batch.received_at
        findings = Findings(self._faults, lost, self._refused, at, batch.sha256)
        envelopes, endings = makers
        file = envelopes(stream, batch)
        exchanges = exchanges_of(file, findings.faults)
        return {ending: make(exchanges, findings) for ending, make in endings.items()}

    def _json(self, batch: Mapping[str, str], at: dt.datetime) -> str:
        lost = sorted(set(self._faults) - self._taken)
        answers = [
            {
                "verdict": WOULD_BE_REJECTED if refused.kept else Verdict.REJECTED.value,
                "key": refused.key,
                "control": refused.control,
                "reasons": [refused.reason],
            }
            for refused in self._refused
        ]
        told = [self._whole, *(self._faults[number] for number in sorted(self._faults))]
        tree = {
            "schema": SCHEMA,
            "sent_at": at.astimezone(dt.UTC).isoformat(),
            "in_reply_to": batch,
            "received": {
                "filings": self._filings,
                "refused": self._counts[False],
                WOULD_BE_REJECTED: self._counts[True],
            },
            "messages_not_taken": lost,
            **({"more_messages_with_faults": self._more} if self._more else {}),
            "answers": answers,
            "faults": [_fault_tree(fault) for faults in told for fault in faults],
        }
        return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _fault_tree(fault: Fault) -> dict[str, object]:
    return {
        "weight": fault.weight.value,
        "text": str(fault.sentence),
        "message": fault.message,
        "segment": fault.segment,
        "element": fault.element,
    }


def _path(beside: Path, ending: str) -> Path:
    return beside.with_name(f"{beside.name}{MARK}{ending}")


def _put(beside: Path, ending: str, text: str) -> Path:
    """Write a reply whole or not at all."""
    path = _path(beside, ending)
    passing = path.with_name(path.name + _PASSING)
    passing.write_text(text, encoding="utf-8" if ending == "json" else "latin-1", newline="")
    passing.replace(path)
    return path

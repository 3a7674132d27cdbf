"""What was sent, what was answered, what happened, and the numbers that the goods went by."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.dossier import Exchange, Refusal, every_bill
from app.domain.event import Event, EventKind
from app.domain.filing import FilingKind, Verdict, Via
from app.domain.identifiers import folded as comparable
from app.domain.notice import Severity
from app.domain.raw import Asked
from app.domain.shipment import Function, Shipment
from app.domain.words import phrase
from app.ui.i18n import render, tr
from app.ui.shipment.codes import Codes
from app.ui.shipment.fields import explaining
from app.ui.shipment.rows import Kind, Row, folded
from app.ui.shipment.status import event_words
from app.ui.shipment.subject import Subject

FUNCTION_WORDS: Mapping[Function, str] = MappingProxyType(
    {
        Function.ADD: phrase("Add"),
        Function.CHANGE: phrase("Change"),
        Function.DELETE: phrase("Delete"),
        Function.AMEND: phrase("Proposed amendment"),
    }
)
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "stamped_lead_sheet": phrase("stamped lead sheet"),
        "portal_12_1": phrase("proof of report from the portal (s. 12(1))"),
        "reported_notice": phrase("reported notice"),
        "RNS": phrase("release notification (RNS)"),
        "deconsolidation_notice": phrase("de-consolidation notice"),
        "stamped_PARS": phrase("stamped PARS document"),
        "A8A(B)": phrase("cargo control document A8A(B)"),
        "A8B": phrase("domestic in-transit document A8B"),
        "A28": phrase("Inspection / Operational Report Control (A28)"),
    }
)
"""Papers and notices by their names in events (R123, ¶50); others are called as they are."""
DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "a28": phrase("A28 no. {value}"),
        "approved": phrase("approved: {value}"),
        "by": phrase("by {value}"),
        "declared": phrase("declared {value}"),
        "element": phrase("element {value}"),
        "equipment": phrase("on {value}"),
        "found": phrase("found {value}"),
        "number": phrase("no. {value}"),
        "option": phrase("option {value}"),
        "serials": phrase("serial numbers {value}"),
        "state": phrase("state {value}"),
        "transaction": phrase("transaction {value}"),
        "value": phrase("value {value}"),
    }
)
"""What is told of an event besides; a name that is not here stands as it is."""
VERDICT_WORDS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.RECEIVED: phrase("received {time}"),
        Verdict.ACCEPTED: phrase("accepted {time}"),
        Verdict.REJECTED: phrase("rejected {time}"),
    }
)


def exchanges(subject: Subject) -> Row | None:
    """Return every transmission with the answers it got, newest first; None without any."""
    dossier = subject.dossier
    if dossier is None or not dossier.exchanges:
        return None
    sent = dossier.exchanges[::-1]
    refusals = {one.digest: one for one in dossier.refusals}
    rows = folded("exchange", len(sent), lambda at: _sent(subject, sent[at], at, refusals))
    return Row("exchanges", Kind.HEAD, tr("Sent and answered"), right=str(len(sent)), rows=rows)


def history(subject: Subject) -> Row | None:
    """Return everything that happened, newest first; None when nothing is told."""
    dossier = subject.dossier
    if dossier is None or not dossier.events:
        return None
    told = dossier.events[::-1]
    rows = folded("event", len(told), lambda at: event_row(f"event-{at}", told[at], subject.codes))
    return Row("history", Kind.HEAD, tr("What happened"), right=str(len(told)), rows=rows)


def numbers(subject: Subject) -> Row | None:
    """Return the numbers that one and the same cargo went by (¶135, ¶151); None if it has one."""
    dossier = subject.dossier
    if dossier is None or (len(dossier.chain) < 2 and not dossier.renumbered_as):
        return None
    rows = [
        Row(
            f"number-{place}",
            Kind.FIELD,
            one,
            label=tr("in force") if place == len(dossier.chain) - 1 else tr("before"),
            identifier=True,
            asked=(Asked(one),),
        )
        for place, one in enumerate(dossier.chain)
    ]
    rows += [
        Row(
            f"anew-{one}",
            Kind.FIELD,
            one,
            label=tr("perhaps now"),
            below=tr("Filed anew by the same carrier; only an officer confirms it (R057)."),
            identifier=True,
            mark=Severity.WARNING,
            asked=(Asked(one),),
        )
        for one in dossier.renumbered_as
    ]
    return Row("numbers", Kind.HEAD, tr("Numbers it went by"), rows=lambda: rows, open=True)


def others(subject: Subject) -> Row | None:
    """Return targets and holds of other units, and open requests; None when there are none."""
    dossier = subject.dossier
    if dossier is None:
        return None
    own = {comparable(number) for number in (dossier.key, *_numbers(subject.shipment))}
    standing = [
        ("" if comparable(event.key) in own else event.key, event)
        for event in (*dossier.targets, *dossier.open_requests)
    ]
    tree = every_bill(dossier.house_bills if subject.newest else ())
    standing += [
        (tr("house bill {number}", number=bill.key), event)
        for bill in tree
        for event in (*bill.targets, *bill.open_requests)
    ]
    if not standing:
        return None
    rows = [
        _named(on, event_row(f"other-{place}", event, subject.codes, mark=Severity.BLOCK))
        for place, (on, event) in enumerate(standing)
    ]
    title = tr("Other units")
    return Row("others", Kind.HEAD, title, right=str(len(rows)), rows=lambda: rows, open=True)


def _numbers(shipment: Shipment) -> tuple[str, str]:
    return shipment.shipment_id, shipment.ccn


def _named(on: str, row: Row) -> Row:
    """Return a row with what it speaks of: a house bill, or what carries the cargo; not itself."""
    if not on:
        return row
    return dataclasses.replace(row, below=", ".join(filter(None, (on, row.below))))


def event_row(key: str, event: Event, codes: Codes, *, mark: Severity | None = None) -> Row:
    """Return one thing that happened."""
    place = [
        codes.with_name("offices", event.port) if event.port else "",
        codes.with_name("sub_locations", event.sub_location) if event.sub_location else "",
    ]
    details = [_detail(name, value) for name, value in event.details.items() if value]
    named = [("offices", event.port), ("sub_locations", event.sub_location)]
    terms = {EventKind.AT_WAREHOUSE: ("WACM",), EventKind.BSF673: ("BSF673",)}
    return Row(
        key,
        Kind.ENTRY,
        event_words(event),
        below=", ".join(filter(None, (event.text, event.other_key, *place, *details))),
        right=clock(event.at),
        mark=mark,
        explained=explaining(
            codes, tuple(one for one in named if one[1]), terms.get(event.kind, ())
        ),
        asked=(Asked(event.key, kind=FilingKind.EVENT, event=event),),
    )


def _detail(name: str, value: str) -> str:
    if name == "document":
        return tr(DOCUMENTS[value]) if value in DOCUMENTS else value
    return tr(DETAILS[name], value=value) if name in DETAILS else f"{name} {value}"


def clock(moment: dt.datetime) -> str:
    """Return a moment in UTC, short: lists of them are read downward."""
    if moment.tzinfo is None:
        return moment.strftime("%m-%d %H:%M")
    return moment.astimezone(dt.UTC).strftime("%m-%d %H:%MZ")


def _sent(subject: Subject, one: Exchange, at: int, refusals: Mapping[str, Refusal]) -> Row:
    answers = [
        " ".join((tr(VERDICT_WORDS[verdict], time=clock(when)), *reasons))
        for when, verdict, reasons in one.answers
    ]
    versions = subject.dossier.versions if subject.dossier is not None else ()
    typed = next((version for version in versions if version.digest == one.digest), None)
    if typed is not None and typed.via is Via.PAPER:
        answers.append(tr("typed from paper by {who}", who=typed.typed_by or "-"))
    refusal = refusals.get(one.digest)
    if refusal is not None:
        answers.append(tr("kept, not applied: {why}", why=render(refusal.sentence)))
    rejected = any(verdict is Verdict.REJECTED for _, verdict, _ in one.answers[-1:])
    kind = subject.dossier.kind if subject.dossier else None
    mark = Severity.BLOCK if rejected else Severity.WARNING if refusal is not None else None
    return Row(
        f"exchange-{at}",
        Kind.ENTRY,
        tr(FUNCTION_WORDS[one.function]),
        below="\n".join(answers) or tr("no answer"),
        right=clock(one.sent_at),
        mark=mark,
        asked=(Asked(subject.key, one.digest, kind=kind),),
    )

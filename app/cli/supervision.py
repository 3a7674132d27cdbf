"""``prescreen supervision``: the re-check queue, seeds and lots, approvals, and the export."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterator

from app.cli.amounts import counted
from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.retention import signed_in
from app.cli.workspace import Workspace, site_rules, supervision_rules, workspace
from app.domain.errors import Refused
from app.domain.officer import Act, Officer
from app.domain.supervision import WHY_WORDS, Draw
from app.domain.words import phrase, say
from app.review.desk import Desk
from app.settings import FILE
from app.supervision import SupervisionRoom, export_found, keep_lots

_BY_INTAKE = phrase(
    "Lots are drawn by the service that takes things in, and by the server when it gives an item "
    "out. Come in as that service: --home postgresql://intake@SERVER/DATABASE."
)


_SHARES = {
    Draw.RELEASES: "release_share",
    Draw.COMPLIANCE: "compliance_share",
    Draw.READINGS: "reading_share",
}
_LOTS = {
    Draw.RELEASES: "release recommendations that a supervisor looks at again",
    Draw.COMPLIANCE: "items for a random compliance check",
    Draw.READINGS: "decisions that a second person reads blind",
}


def run(arguments: Arguments, printer: Printer) -> int:
    """List, publish a seed, draw, approve, or export."""
    acts: dict[str, Callable[[Arguments, Workspace, Printer], None]] = {
        "list": _list,
        "seed": _seed,
        "draw": _draw,
        "approve": _approve,
        "export": _export,
        "trip": _trip,
    }
    with workspace(arguments.home, create=False) as place:
        acts[arguments.act](arguments, place, printer)
    return 0


@contextlib.contextmanager
def _supervisor(place: Workspace, account: str) -> Iterator[Officer]:
    officer = signed_in(place, account)
    try:
        yield officer
    finally:
        place.record.sign_out(officer)


def _list(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    with _supervisor(place, arguments.by) as officer:
        desk = Desk(place.record, place.store, place.clock, officer, site_rules(place.settings))
        lines = SupervisionRoom(desk, supervision_rules(place.settings)).lines()
        if not lines:
            printer.nothing("Nothing waits for a supervisor.")
        for line in lines:
            why = [one.value for one in line.why]
            values: dict[str, object] = {
                "item": line.item_id,
                "decision": line.recommendation_id,
                "kind": line.kind,
                "officer": line.officer,
                "decided_at": line.decided_at.isoformat(),
                "why": why,
                "findings": [
                    {"line": one.line, "finding": one.number, "verdict": one.verdict}
                    for one in place.record.supervision.verdicts_on(line.item_id)
                ],
            }
            words = ", ".join(WHY_WORDS[one] for one in line.why)
            kind = line.kind.replace("_", " ").lower()
            printer.line(values, f"{line.item_id}  {kind}, by {line.officer}  {words}")


def _trip(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    """Say how far the review of a flight, train or truck has come."""
    with _supervisor(place, arguments.by) as officer:
        if not officer.may(Act.AUDIT):
            raise Refused(say("Your role does not supervise."))
        found = place.record.supervision.trip(arguments.number)
    if found is None:
        raise Refused(say("Nothing on record came under {number}.", number=arguments.number))
    text = (
        f"{found.number}: {found.shipments} shipments, {found.imaged} imaged, "
        f"{found.looked_at} looked at; {found.recommended} recommended for release, "
        f"{found.referred} referred, {found.other} decided otherwise, {found.undecided} undecided; "
        f"{found.unseen} decided without an image on the screen."
    )
    printer.line(dataclasses.asdict(found), text)


def _seed(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    draw = Draw(arguments.draw)
    share = getattr(supervision_rules(place.settings), _SHARES[draw])
    with _supervisor(place, arguments.by) as officer:
        place.record.supervision.publish(draw, arguments.seed, share, officer)
        seed = place.record.supervision.seeds()[-1]
    values: dict[str, object] = {
        "draw": draw.value,
        "seed": seed.seed,
        "share": seed.share,
        "line": seed.line,
    }
    text = f"Line {seed.line}: {_LOTS[draw]} are drawn by this seed from now on"
    if seed.share:
        text += f", {100 * seed.share:g} % of them."
    else:
        file = place.settings.home / FILE
        text += (
            f", but none of them: their share is 0. Write {_SHARES[draw]} "
            f"under [supervision] into {file}, and publish the seed again."
        )
    printer.line(values, text)


def _draw(_: Arguments, place: Workspace, printer: Printer) -> None:
    if not place.record.supervision.draws:
        raise Refused(say(_BY_INTAKE))
    before = {one.item_id for one in place.record.supervision.drawn()}
    keep_lots(place.record, supervision_rules(place.settings))
    drawn = [one for one in place.record.supervision.drawn() if one.item_id not in before]
    for one in drawn:
        values: dict[str, object] = {
            "item": one.item_id,
            "line": one.line,
            "seed_line": one.seed_line,
        }
        printer.line(values, f"{one.item_id}: drawn for a compliance check")
    waiting = len(place.record.supervision.open_readings())
    total: dict[str, object] = {"drawn": len(drawn), "second_readings_open": waiting}
    readings = "1 second reading is" if waiting == 1 else f"{waiting} second readings are"
    printer.line(total, f"{counted(len(drawn), 'item')} drawn; {readings} open.")


def _approve(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    approved = not arguments.withdraw
    with _supervisor(place, arguments.by) as officer:
        for line in arguments.lines:
            supervision = place.record.supervision
            supervision.approve(line, officer, arguments.reason, approved=approved)
            done = "approved" if approved else "approval withdrawn"
            printer.line({"line": line, "approved": approved}, f"Line {line}: {done}.")


def _export(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    done = export_found(arguments.folder, place.record, place.clock)
    values: dict[str, object] = {
        "folder": str(arguments.folder),
        "answers": done.answers,
        "readings": done.readings,
        "seeds": done.draws,
    }
    printer.line(
        values,
        f"{done.answers} answers, {done.readings} second readings and {done.draws} seeds in "
        f"{arguments.folder}.",
    )

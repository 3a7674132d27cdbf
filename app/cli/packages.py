"""``prescreen packages``: what was sent to ports, and what became of it."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from app.cli.arguments import Arguments
from app.cli.dispatching import ACTOR, Dispatch, Done, Round
from app.cli.printing import Printer
from app.cli.repeating import repeat
from app.cli.typed import asked
from app.cli.workspace import Workspace, workspace
from app.domain.dispatch import STEP_WORDS, Package
from app.domain.errors import Refused
from app.domain.officer import Act
from app.domain.words import say

_EVERY_S = 10.0
"""Between two rounds, in seconds: a referral is at the port well before its goods can be."""


def run(arguments: Arguments, printer: Printer) -> int:
    """Do one act on packages."""
    with workspace(arguments.home, create=False) as place:
        dispatch = Dispatch(place.settings, place.store, place.clock)
        return _ACTS[arguments.act](arguments, printer, place, dispatch) or 0


def _list(arguments: Arguments, printer: Printer, place: Workspace, dispatch: Dispatch) -> None:
    del arguments, dispatch
    every = place.record.dispatch.every()
    for package in every:
        _tell(package, printer)
    if not every:
        printer.nothing("No package was sent to a port yet.")


def _send(arguments: Arguments, printer: Printer, place: Workspace, dispatch: Dispatch) -> int:
    """Send what is due, and name what is left out; 1 where something went wrong."""
    if arguments.watch:
        left: dict[str, str] = {}
        repeat(lambda: _tell_news(dispatch.round(place.record), left, printer), printer, _EVERY_S)
    came_to = dispatch.round(place.record)
    _tell_round(came_to, printer)
    if not came_to.done and not came_to.left_out:
        printer.nothing("Nothing is due: no package is to be sent, addressed anew or ended.")
    return int(any(left.error is not None for left in came_to.left_out))


def _tell_news(came_to: Round, before: dict[str, str], printer: Printer) -> None:
    """Tell what a round did, and of what it left out only what the rounds before did not say."""
    now = {one.decision: str(one.why) for one in came_to.left_out}
    news = tuple(one for one in came_to.left_out if before.get(one.decision) != now[one.decision])
    before.clear()
    before.update(now)
    _tell_round(dataclasses.replace(came_to, left_out=news), printer)


def _tell_round(came_to: Round, printer: Printer) -> None:
    for one in came_to.done:
        _done(one, printer)
    for left in came_to.left_out:
        tree = {"item": left.item_id, "decision": left.decision, "step": "left_out"}
        words = f"{left.item_id}  {left.decision}  not sent: {left.why}"
        printer.line({**tree, "reason": str(left.why)}, words)


def _acknowledge(
    arguments: Arguments, printer: Printer, place: Workspace, dispatch: Dispatch
) -> None:
    with _says(arguments, place) as (by, actor):
        dispatch.acknowledge(place.record, arguments.id, by, actor=actor)
        # While she is signed in: on a server nobody else reads it.
        _tell(place.record.dispatch.package(arguments.id), printer)


def _absent(arguments: Arguments, printer: Printer, place: Workspace, dispatch: Dispatch) -> None:
    with _says(arguments, place) as (by, actor):
        dispatch.not_presented(place.record, arguments.id, by, arguments.reason, actor=actor)
        _tell(place.record.dispatch.package(arguments.id), printer)


@contextlib.contextmanager
def _says(arguments: Arguments, place: Workspace) -> Iterator[tuple[str, str]]:
    """Yield who says what became of a package, and who puts it on record."""
    if not arguments.by:
        yield arguments.told_by, ACTOR
        return
    officer = place.record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
    try:
        if not officer.may(Act.REPORT):
            raise Refused(say("Your role does not say what became of packages."))
        yield officer.account, officer.account
    finally:
        place.record.sign_out(officer)


def _recall(arguments: Arguments, printer: Printer, place: Workspace, dispatch: Dispatch) -> None:
    officer = place.record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
    try:
        done = dispatch.recall(place.record, arguments.id, officer, arguments.reason)
    finally:
        place.record.sign_out(officer)
    _done(done, printer)


_Act = Callable[[Arguments, Printer, Workspace, Dispatch], int | None]

_ACTS: Mapping[str, _Act] = MappingProxyType(
    {
        "list": _list,
        "send": _send,
        "acknowledge": _acknowledge,
        "not-presented": _absent,
        "recall": _recall,
    }
)


def _done(done: Done, printer: Printer) -> None:
    words = f"{done.package_id}  {STEP_WORDS[done.step]}  {done.path}"
    tree = {"package": done.package_id, "step": done.step.value, "path": str(done.path)}
    printer.line(tree, words)


def _tell(package: Package, printer: Printer) -> None:
    stands, address = package.standing, package.address
    tree = {
        "package": package.package_id,
        "item": package.item_id,
        "issue": package.issue,
        "port": address.port,
        "place": address.place,
        "custodian": address.custodian.value,
        "custodian_code": address.code,
        "standing": stands.step.value,
        "at": stands.at.isoformat(),
        "by": stands.by,
        "reason": stands.reason,
    }
    where = " ".join(part for part in (address.port, address.place) if part) or "-"
    words = (
        f"{package.item_id}  {package.package_id}  {where}  {STEP_WORDS[stands.step]}, "
        f"{stands.by}, {stands.at:%Y-%m-%d %H:%M} UTC"
    )
    printer.line(tree, words)

"""Who says what became of a referral: what an examination came to, and that a package is recalled.

A server asks the same itself (`23_ports.sql`), and says the same sentences.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.domain.decision import Kind, Recommendation
from app.domain.errors import Refused
from app.domain.officer import Act, Officer, Role
from app.domain.words import phrase, say
from app.record.coding import read
from app.record.desk import Desk
from app.record.dispatching import NO_PACKAGE, packages_of
from app.record.exam_results import PURGED, UNKNOWN, decision_of, last_of
from app.record.tables import ENTRY

NOT_HER_WORK = phrase(
    "{name} says nothing of examinations here: the role {role} does not include it."
)
UNKNOWN_AT = phrase(
    "There is no referral {referral} that port {port} says something of. Look at the number, or "
    "ask the office that sent it."
)
FOUND_LATER = phrase(
    "{name} says nothing of what was found in goods that were not referred: a port officer or a "
    "supervisor of the port does."
)
NO_RECALL = phrase("Your role does not recall packages.")
NOT_SENDER = phrase(
    "Package {package} is recalled by {officer}, who signed its referral, or by a supervisor of "
    "the port where that was signed or where the goods arrive."
)


def require_report(officer: Officer) -> None:
    """Refuse people whose role does not say what became of referrals."""
    if not officer.may(Act.REPORT):
        raise Refused(say(NOT_HER_WORK, name=officer.name, role=officer.role))


def decision_named(
    connection: Connection,
    desk: Desk | None,
    number: str,
    officer: Officer | None,
    *,
    or_item: bool = False,
) -> tuple[Recommendation, str]:
    """Return the decision that a number names, and its item, to who may say what came of it.

    Parameters
    ----------
    connection
        Of the record.
    desk
        A server's, which knows who asks; None where this program asks itself.
    number
        Of the decision, or of one of its packages.
    officer
        Who asks; None where no person does, as for a file that the workplace takes in.
    or_item
        Whether it may be the number of an item too, and names its last decision then.

    Raises
    ------
    Refused
        When her role tells nothing of examinations; when the number names none, or one of another
        port; when she may not say what was found later; when what was decided was purged.
    """
    if desk is not None:
        item_id, body = desk.referral(number, or_item=or_item)
        decision = read(body, Recommendation)
    else:
        if officer is not None:
            require_report(officer)
        decision, item_id = _here(connection, number, officer, or_item=or_item)
    if not decision.scope:
        raise Refused(say(PURGED, referral=number))
    return decision, item_id


def require_sender(connection: Connection, package_id: str, officer: Officer) -> None:
    """Refuse to let somebody recall a package that neither she nor her port has sent.

    It ends what the port was asked for. So does a correction of the referral, which is open to who
    signed it and to supervisors of the goods' port; a supervisor also answers for what officers of
    her port signed of another port's goods. The port that it was sent to says what came of it, and
    cannot make as if it had never been asked.
    """
    if not officer.may(Act.DECIDE):
        raise Refused(say(NO_RECALL))
    found = decision_of(connection, package_id)
    if found is None:
        raise Refused(say(NO_PACKAGE, package=package_id))
    decision, item_id = found
    if decision.officer == officer.account:
        return
    # Goods of no port that is known are every port's, as in the queue.
    ports = {"", decision.unit, _port_of(connection, item_id) or officer.port}
    if officer.role is not Role.SUPERVISOR or officer.port not in ports:
        raise Refused(say(NOT_SENDER, package=package_id, officer=decision.officer))


def _here(
    connection: Connection, number: str, officer: Officer | None, *, or_item: bool
) -> tuple[Recommendation, str]:
    port = "" if officer is None else officer.port
    last = last_of(connection, number) if or_item else None
    found = decision_of(connection, last or number)
    if found is None or not _concerns(connection, found, port):
        values = {"port": port} if port else {}
        raise Refused(say(UNKNOWN_AT if port else UNKNOWN, referral=number, **values))
    no_referral = found[0].kind is not Kind.REFER_FOR_EXAM
    if officer is not None and no_referral and officer.role is Role.OFFICER:
        raise Refused(say(FOUND_LATER, name=officer.name))
    return found


def _concerns(connection: Connection, found: tuple[Recommendation, str], port: str) -> bool:
    """Whether somebody of a port says what came of a decision.

    Goods are examined at the port to which a package went, or where they arrive; where nobody
    knows the port of arrival they are everybody's, as in the queue.
    """
    decision, item_id = found
    if not port or _port_of(connection, item_id) in {"", port}:
        return True
    packages = packages_of(connection, [decision.recommendation_id])
    return port in {one.address.port for one in packages}


def _port_of(connection: Connection, item_id: str) -> str:
    """Return where the goods of an item arrive; empty while nobody says it."""
    return connection.scalar(select(ENTRY.c.port).where(ENTRY.c.item_id == item_id)) or ""

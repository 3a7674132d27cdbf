"""Which models are in force, as lines of the record: the newest holds."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from app.domain.errors import Refused
from app.domain.model_choice import ModelChoice, ModelInForce
from app.domain.officer import Act, Officer
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import plain, time_of, value_of
from app.record.tables import LINE, PAYLOAD
from app.record.writing import Writing

PROGRAM = "program"
SUBJECT = "models"
_NOT_YOURS = phrase("{account} may not change the models in force; an administrator may.")


def put_models(
    writing: Writing, models: tuple[ModelInForce, ...], officer: Officer | None
) -> ModelChoice:
    """Write which models are in force from now on, and who says so; None is the program itself.

    Returns the choice; on a server its time is this machine's, what is on record the server's.

    Raises
    ------
    Refused
        When the person's role does not allow it.
    """
    if officer is not None and not officer.may(Act.ADMINISTER):
        raise Refused(say(_NOT_YOURS, account=officer.account))
    by = PROGRAM if officer is None else officer.account
    body = {"models": [plain(one) for one in models]}
    writing.append(LineKind.MODELS_PUT, actor=by, subject=SUBJECT, body=body)
    return ModelChoice(models, by, writing.now)


def read_choices(connection: Connection) -> Iterator[ModelChoice]:
    """Yield what was in force, newest first."""
    query = (
        select(LINE.c.at, LINE.c.actor, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        # Written out, so that the index that holds these lines only is taken.
        .where(text("line.kind = 'models_put'"))
        .order_by(LINE.c.seq.desc())
    )
    for at, actor, body in connection.execute(query):
        told = json.loads(body)["body"]["models"]
        yield ModelChoice(tuple(value_of(one, ModelInForce) for one in told), actor, time_of(at))

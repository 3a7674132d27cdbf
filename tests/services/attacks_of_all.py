"""What everybody else tries, and the whole list for docs/security.md.

Printed by `python -m tests.services.attacks_of_all`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.services.agency import said
from tests.services.attacks import (
    DENIED,
    NOTHING,
    OF_REVIEWERS,
    PREFERENCE,
    Attack,
    decide,
    each,
    every_table,
    raw,
)
from tests.services.attacks_of_officers import by_officer
from tests.services.attacks_of_supervision import (
    by_officers_around_supervision,
    by_others_around_supervision,
)
from tests.services.attacks_on_deliveries import on_deliveries
from tests.services.attacks_on_four_eyes import on_four_eyes
from tests.services.attacks_on_holds import on_holds
from tests.services.attacks_on_joining import on_joining
from tests.services.attacks_on_models import on_models
from tests.services.attacks_on_purges import on_purges
from tests.services.attacks_on_results import on_results
from tests.services.attacks_on_turns import on_turns

_OF_INTAKE = frozenset(
    {
        *("item", "scan", "image", "shipment", "filing", "mention", "number", "history", "taken"),
        *("link", "report", "entry", "notice", "rule_count", "progress", "package_step"),
        *("lease", "to_refresh", "turn", "delivery"),
    }
)


def _by_others() -> Iterator[Attack]:
    yield from (
        Attack(who, tries, how, refused)
        for who, tries, how, refused in (
            ("supervisor", "decides without a lease", decide("waiting"), "not_claimed"),
            ("supervisor", "decides for another port", decide("elsewhere"), "no_item"),
            ("supervisor", "signs in an officer's name", decide("held", by="singh"), "not_yours"),
            ("supervisor", "changes any table", every_table(but=OF_REVIEWERS), DENIED),
            ("supervisor", "becomes the owner", "SET ROLE prescreen_owner", DENIED),
            (
                "supervisor",
                "makes a person an officer",
                "INSERT INTO person DEFAULT VALUES",
                DENIED,
            ),
            ("evaluator", "claims an item", "SELECT claim('{waiting}')", DENIED),
            ("evaluator", "decides", raw("decided", "waiting", said({})), "role"),
            ("evaluator", "reads who gave a verdict", "SELECT officer FROM verdict", DENIED),
            (
                "evaluator",
                "reads who signed a decision",
                "SELECT officer, body FROM decision",
                DENIED,
            ),
            (
                "evaluator",
                "reads the log, drafts, leases or accounts",
                each(
                    "SELECT * FROM line",
                    "SELECT * FROM payload",
                    "SELECT * FROM draft",
                    "SELECT * FROM lease",
                    "SELECT * FROM account",
                ),
                DENIED,
            ),
            ("evaluator", "reads what the rules say", "SELECT body FROM notice", DENIED),
            ("evaluator", "reads what is due for a purge", "SELECT due_items(2000)", DENIED),
            ("evaluator", "reads another port's scans", _SCANS_ELSEWHERE, NOTHING),
            ("evaluator", "changes any table", every_table(but=PREFERENCE), DENIED),
            ("port officer", "claims an item", "SELECT claim_next()", DENIED),
            ("port officer", "decides", raw("decided", "waiting", said({})), "role"),
            ("port officer", "reads items that were not sent to the port", _UNSENT, NOTHING),
            ("port officer", "reads the log", "SELECT * FROM line", DENIED),
            ("port officer", "changes any table", every_table(but=PREFERENCE), DENIED),
            ("administrator", "claims an item", "SELECT claim('{waiting}')", DENIED),
            ("administrator", "decides", raw("decided", "waiting", said({})), "role"),
            (
                "administrator",
                "reads images, decisions or what the log says",
                each(
                    "SELECT * FROM image",
                    "SELECT * FROM decision",
                    "SELECT * FROM entry",
                    "SELECT * FROM payload",
                ),
                DENIED,
            ),
            ("administrator", "changes any table", every_table(but=PREFERENCE), DENIED),
            ("administrator", "becomes the owner", "SET ROLE prescreen_owner", DENIED),
            ("intake", "claims an item", "SELECT claim('{waiting}')", DENIED),
            ("intake", "decides", raw("decided", "waiting", said({})), "role"),
            (
                "intake",
                "writes that somebody signed in",
                lambda s: s.write("signed_in", "tremblay", {"name_tag": "t"}),
                "not_yours",
            ),
            ("intake", "changes what people wrote", every_table(but=_OF_INTAKE), DENIED),
            (
                "intake",
                "draws or hides a mark",
                each(
                    "INSERT INTO mark DEFAULT VALUES",
                    "DELETE FROM mark",
                    "UPDATE mark SET removed = 1",
                    "UPDATE draft SET body = 'x'",
                    "UPDATE observed SET value = 'x'",
                    "UPDATE lease SET officer = 'intake'",
                ),
                DENIED,
            ),
            ("intake", "ends a lease that runs", _END_LEASE, NOTHING),
            (
                "intake",
                "reads passwords, preferences or people",
                each("SELECT * FROM password", "SELECT * FROM preference", "SELECT * FROM person"),
                DENIED,
            ),
        )
    )


_SCANS_ELSEWHERE = "SELECT * FROM scan WHERE item_id = '{elsewhere}'"
_UNSENT = (
    "SELECT item_id FROM entry WHERE item_id <> '{sent}' "
    "UNION SELECT recommendation_id FROM decision WHERE item_id <> '{sent}'"
)
_END_LEASE = "DELETE FROM lease WHERE item_id = '{held}' RETURNING item_id"

LOGINS = {
    "officer": "tremblay",
    "supervisor": "okafor",
    "evaluator": "evans",
    "port officer": "dubois",
    "administrator": "martin",
    "intake": "intake",
}
"""Who attacks, and under which name."""

ATTACKS = (
    *by_officer(),
    *by_officers_around_supervision(),
    *_by_others(),
    *by_others_around_supervision(),
    *on_purges(),
    *on_holds(),
    *on_deliveries(),
    *on_turns(),
    *on_joining(),
    *on_models(),
    *on_four_eyes(),
    *on_results(),
)

_AT_THE_DOOR = (
    ("the public", "connects without TLS", "no encryption"),
    ("the public", "signs in with a wrong password", "password authentication failed"),
    ("the public", "signs in under a name that nobody has", "password authentication failed"),
    ("the public", "signs in as the owner or as a group", "not permitted to log in"),
    ("a stranger", "opens the record's database with a role of the server", "permission denied"),
    ("who was shut out", "signs in again", "not permitted to log in"),
    ("who has a word for one sign-in", "reads, claims or writes with it", "nobody"),
    ("who has a word for one sign-in", "keeps it after its time", "no_word"),
)
"""Tried in tests/services/test_server_attacks.py, before there is a connection."""


def printed() -> str:
    """Return the list for docs/security.md."""
    words = {DENIED: "no such right", NOTHING: "sees and changes nothing"}
    rows = [(one.who, one.tries, words.get(one.refused, f"`{one.refused}`")) for one in ATTACKS]
    rows += [(who, tries, f"`{refused}`") for who, tries, refused in _AT_THE_DOOR]
    lines = ["| Who | What she tries | Refused with |", "|---|---|---|"]
    lines += [
        f"| {who} | {tries} | {refused.replace('|', ' or ')} |" for who, tries, refused in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(printed(), end="")

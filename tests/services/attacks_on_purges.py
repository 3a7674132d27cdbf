"""What people try who want something gone from the record, or rows of it changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.record.chain import LineKind
from app.record.coding import digest
from tests.services.agency import said
from tests.services.attacks import DENIED, Attack, Stage, each

_PLAN = "a" * 64
FIRST, SECOND = "martin", "chen"
"""An administrator, and a supervisor who stands beside her where an order is needed at all."""


def vouch(first: str, act: str, subject: str) -> Callable[[Stage], object]:
    """Stand beside somebody."""
    beside = {"act": act, "first": first, "name_tag": ""}
    return lambda stage: stage.write("seconded", subject, beside)


def ordered(stage: Stage, digests: Sequence[str]) -> str:
    """Let both persons order that payloads go; return what stands for the list."""
    plan = digest("\n".join(sorted(digests)))
    beside = {"act": "purge", "first": FIRST, "name_tag": ""}
    with stage.agency.signed_in(SECOND) as second:
        second.execute("SELECT append('seconded', %s, %s)", (f"purge:{plan}", said(beside)))
    with stage.agency.signed_in(FIRST) as first:
        first.execute("SELECT order_purge(%s)", (plan,))
    return plan


def payloads(stage: Stage, kind: LineKind) -> list[str]:
    """Return the digest of one payload of a kind."""
    query = "SELECT payload_digest FROM line WHERE kind = %s ORDER BY seq LIMIT 1"
    return [str(row[0]) for row in stage.agency.rows(query, kind.value)]


def another_plan(stage: Stage) -> object:
    """Order one list of payloads with a second person's word for another."""
    beside = {"act": "purge", "first": FIRST, "name_tag": ""}
    with stage.agency.signed_in(SECOND) as second:
        second.execute("SELECT append('seconded', %s, %s)", (f"purge:{'b' * 64}", said(beside)))
    return stage.run(f"SELECT order_purge('{_PLAN}')")


def purge(kind: LineKind, *, others: bool = False) -> Callable[[Stage], object]:
    """Carry out what two persons ordered; or let other payloads go than they did."""

    def tried(stage: Stage) -> object:
        digests = payloads(stage, kind)
        plan = ordered(stage, [*digests, _PLAN] if others else digests)
        bodies = [said({"stub": None}) for _ in digests]
        with stage.connection.transaction():
            stage.connection.execute("SELECT begin_purge(%s)", (plan,))
            stage.connection.execute("SELECT purge_payloads(%s, %s)", (digests, bodies))
        return digests

    return tried


def begin_only(stage: Stage) -> object:
    """Hold everybody up, or leave payloads gone without a line that says who ordered it."""
    plan = ordered(stage, payloads(stage, LineKind.DECIDED))
    return stage.run(f"SELECT begin_purge('{plan}')")


def begun(sql: str) -> Callable[[Stage], object]:
    """Do something else in the middle of a purge that was ordered."""

    def tried(stage: Stage) -> object:
        plan = ordered(stage, payloads(stage, LineKind.DECIDED))
        with stage.connection.transaction():
            stage.connection.execute("SELECT begin_purge(%s)", (plan,))
            return stage.run(sql)

    return tried


_OTHER_ROWS = (
    "SELECT purge_rows('decision', '[]', (SELECT jsonb_agg(to_jsonb(decision) || "
    '\'{"kind": "RECOMMEND_RELEASE"}\') FROM decision))'
)
_NO_MARKS = "SELECT purge_rows('acknowledged', '[{\"item_id\": \"{decided}\", \"seq\": 1}]', '[]')"
_OTHER_NAMES = (
    'SELECT end_purge(\'p\', \'{"body": {"first": "tremblay", "second": "singh", '
    '"purge_id": "p"}}\')'
)


def on_purges() -> Iterator[Attack]:
    """Yield what everybody tries."""
    order = f"SELECT order_purge('{_PLAN}')"
    begin = f"SELECT begin_purge('{_PLAN}')"
    inner = (begin, "SELECT purge_payloads('{}', '{}')", "SELECT purge_rows('mark', '[]', '[]')")
    beside_all = f"purge:{_PLAN}"
    yield from (
        Attack(who, tries, how, refused)
        for who, tries, how, refused in (
            ("officer", "keeps a word that nobody gave", "SELECT keep_own_password()", "no_word"),
            ("officer", "orders a purge", order, DENIED),
            ("officer", "stands for a purge", vouch(FIRST, "purge", beside_all), "role"),
            ("supervisor", "orders a purge", order, DENIED),
            ("supervisor", "carries a purge out", each(*inner), DENIED),
            ("administrator", "orders a purge alone", order, "second_needed"),
            (
                "administrator",
                "is her own second person for a purge",
                vouch(FIRST, "purge", beside_all),
                "second_same",
            ),
            (
                "administrator",
                "uses a second person's word for another purge",
                another_plan,
                "second_needed",
            ),
            (
                "administrator",
                "stands beside an officer for an override",
                vouch("tremblay", "override", "mine"),
                "role",
            ),
            ("administrator", "carries a purge out", each(*inner), DENIED),
            ("officer", "reads what is due for a purge", "SELECT due_items(2000)", DENIED),
            ("supervisor", "counts what is due for a purge", "SELECT due_filings(2000)", DENIED),
            ("intake", "orders a purge", order, DENIED),
            ("intake", "purges what nobody ordered", begin, "not_ordered"),
            (
                "intake",
                "purges other payloads than were ordered",
                purge(LineKind.DECIDED, others=True),
                "not_ordered",
            ),
            ("intake", "purges what is young, by order", purge(LineKind.DECIDED), "too_young"),
            ("intake", "purges who has an account, by order", _ACCOUNTS, "must_stay"),
            ("intake", "begins a purge and does not end it", begin_only, "not_ended"),
            (
                "intake",
                "changes rows of acts outside of a purge",
                "SELECT purge_rows('decision', '[]', '[]')",
                "not_ordered",
            ),
            ("intake", "changes a decision on the way", begun(_OTHER_ROWS), "not_purged"),
            ("intake", "takes away a row that no purge touches", begun(_NO_MARKS), "not_purged"),
            (
                "intake",
                "changes who may sign in on the way",
                begun("SELECT purge_rows('person', '[]', '[]')"),
                "no_such_rows",
            ),
            ("intake", "signs a purge in other names", begun(_OTHER_NAMES), "not_yours"),
        )
    )


_ACCOUNTS = purge(LineKind.ACCOUNT_ADDED)

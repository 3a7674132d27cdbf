"""Everybody who is signed in tries what she should not do; the database itself refuses it."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine

from app.domain.shipment import Mode
from app.domain.turn import TurnKind
from app.record.coding import plain
from app.record.server.roles import Person, add_person, give_word, shut_out
from tests.services.agency import ELSEWHERE, HERE, VIEWS, Agency, make_agency, recommendation, said
from tests.services.attacks import NOTHING, Attack, Stage
from tests.services.attacks_of_all import ATTACKS, LOGINS, printed
from tests.services.attacks_of_supervision import NAMES, put_stage
from tests.services.attacks_on_holds import REASON, STANDS
from tests.services.attacks_on_results import RESULTS, put_results
from tests.services.attacks_on_turns import turn_of
from tests.services.postgres import Cluster
from tests.unit import record_values as values

DOCS = Path(__file__).parents[2] / "docs" / "security.md"
ITEMS = {
    name: f"X-{name}"
    for name in (
        *("waiting", "mine", "unseen", "held", "decided", "signed", "elsewhere"),
        *("meant", "dangerous"),
        *NAMES,
        *RESULTS,
    )
}


@pytest.fixture(scope="module")
def attacked(postgres: Cluster) -> Agency:
    """A record of its own, with items in every state."""
    made = make_agency(postgres)
    others = {"elsewhere", *NAMES, *RESULTS}
    made.put_items({name: HERE for key, name in ITEMS.items() if key not in others})
    made.put_items({ITEMS["elsewhere"]: ELSEWHERE})
    with made.signed_in("roy") as roy:
        roy.execute("SELECT claim(%s)", (ITEMS["elsewhere"],))
        roy.execute("SELECT append('draft_saved', %s, %s)", (ITEMS["elsewhere"], _draft()))
    with made.signed_in("singh") as singh:
        kept = "INSERT INTO delivery VALUES ('of singh', %s, 'singh', 'now', '{}')"
        singh.execute(kept, (f"S-{ITEMS['mine']}",))
        for name in ("held", "decided"):
            singh.execute("SELECT claim(%s)", (ITEMS[name],))
            _look(singh, ITEMS[name])
        singh.execute("INSERT INTO preference VALUES ('singh', 'keys', '{}', '')")
        signed = recommendation(ITEMS["decided"], "singh", recommendation_id="first")
        singh.execute("SELECT append('decided', %s, %s)", (ITEMS["decided"], said(signed)))
    with made.signed_in("tremblay") as tremblay:
        sign_with_mark(tremblay, ITEMS["signed"])
    pass_on(made)
    put_stage(made, ITEMS)
    put_results(made, ITEMS)
    return made


def sign_with_mark(tremblay: psycopg.Connection, item: str) -> None:
    """Let her draw a mark and sign for it."""
    tremblay.execute("SELECT claim(%s)", (item,))
    _look(tremblay, item)
    for kind, body in (
        ("mark_saved", values.mark(f"{item}-m", 1, f"S-{item}")),
        ("decided", recommendation(item, "tremblay", recommendation_id="signed")),
    ):
        tremblay.execute("SELECT append(%s, %s, %s)", (kind, item, said(body)))


def pass_on(made: Agency) -> None:
    """Let items be meant for people, be held, and ask for training that not everybody has."""
    with made.signed_in("chen") as chen:
        for name, to in (("meant", "singh"), ("elsewhere", "roy")):
            turn = plain(turn_of(ITEMS[name], "chen", TurnKind.ASSIGNED, to=to))
            body = said({"turn": turn, "known": []})
            chen.execute("SELECT append('turn_put', %s, %s)", (ITEMS[name], body))
        held = said({"hold": STANDS, "reason": REASON})
        chen.execute("SELECT append('hold_put', %s, %s)", (ITEMS["held"], held))
    with made.signed_in("martin") as martin:
        for account, cargo in (("tremblay", ["consolidated"]), ("singh", [])):
            body = said({"modes": sorted(Mode), "cargo": cargo})
            martin.execute("SELECT append('skills_put', %s, %s)", (account, body))
    with made.owned() as owner:
        owner.execute(
            "UPDATE entry SET needs = 'dangerous' WHERE item_id = %s", (ITEMS["dangerous"],)
        )


def _draft() -> str:
    return said({"draft": None})


def _look(connection: psycopg.Connection, item: str) -> None:
    for view in VIEWS:
        place = {"scan_id": f"S-{item}", "view": view}
        shown, seen = said({**place, "readable": True}), said(place)
        connection.execute("SELECT append('view_shown', %s, %s)", (item, shown))
        connection.execute("SELECT append('view_seen', %s, %s)", (item, seen))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: f"{one.who} {one.tries}")
def test_it_is_refused(attacked: Agency, attack: Attack) -> None:
    login = LOGINS[attack.who]
    before = sealed(attacked)
    with attacked.signed_in(login) as connection:
        if attack.who == "officer":
            for name in ("mine", "unseen"):
                connection.execute("SELECT claim(%s)", (ITEMS[name],))
            _look(connection, ITEMS["mine"])
            before = sealed(attacked)
        stage = Stage(attacked, connection, login, ITEMS, "first")
        if attack.refused == NOTHING:
            assert not attack.carry_out(stage)
        else:
            with pytest.raises(psycopg.Error) as caught:
                attack.carry_out(stage)
            told = f"{caught.value.sqlstate} {caught.value}"
            assert any(word in told for word in attack.refused.split("|")), told
    after = sealed(attacked)
    assert after[: len(before)] == before
    added = {(kind, actor) for _, kind, actor in after[len(before) :]}
    # Some attacks write a line of their own in her own name before they are refused.
    seconded = {("seconded", "singh"), ("seconded", "chen")}
    assert added <= {("event_noted", login), ("act_received", login)} | seconded


def sealed(agency: Agency) -> list[tuple[str, str, str]]:
    """Return the whole log."""
    return agency.rows("SELECT hash, kind, actor FROM line ORDER BY seq")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sslmode": "disable"}, "no encryption"),
        ({"password": "guess"}, "password authentication failed"),
        ({"user": "ghost"}, "password authentication failed"),
        ({"user": "prescreen_owner"}, "not permitted to log in|password authentication failed"),
        ({"user": "prescreen_officer"}, "not permitted to log in|password authentication failed"),
        ({"user": "stranger"}, "permission denied for database"),
    ],
)
def test_nobody_else_gets_in(attacked: Agency, changed: dict[str, str], why: str) -> None:
    parts = attacked.cluster.parts("tremblay", attacked.password, attacked.database)
    with pytest.raises(psycopg.OperationalError, match=why):
        psycopg.connect(**{**parts, **changed})


def test_who_was_shut_out_is_out_at_once(attacked: Agency) -> None:
    engine = create_engine(attacked.url())
    with engine.begin() as connection:
        add_person(connection, Person("leblanc", "I. Leblanc", "officer", HERE), attacked.password)
    with attacked.signed_in("leblanc") as gone:
        assert gone.execute("SELECT my_account()").fetchone() == ("leblanc",)
        with engine.begin() as connection:
            shut_out(connection, "leblanc")
        with pytest.raises(psycopg.OperationalError):
            gone.execute("SELECT 1")
    engine.dispose()
    with (
        pytest.raises(psycopg.OperationalError, match="not permitted to log in"),
        attacked.signed_in("leblanc"),
    ):
        pass


def test_who_has_a_word_for_one_sign_in_is_nobody(attacked: Agency) -> None:
    engine = create_engine(attacked.url())
    with engine.begin() as connection:
        add_person(connection, Person("gagnon", "J. Gagnon", "officer", HERE), attacked.password)
        give_word(connection, "gagnon", "a word for one sign-in", "9999")
    parts = attacked.cluster.parts("gagnon", "a word for one sign-in", attacked.database)
    with psycopg.connect(**parts, autocommit=True) as connection:
        for table in ("entry", "item", "scan", "shipment", "decision", "line WHERE actor <> ''"):
            assert connection.execute(f"SELECT FROM {table}").fetchall() == []
        for act in ("claim_next()", f"append('signed_in', 'gagnon', '{_draft()}')"):
            with pytest.raises(psycopg.Error, match="REFUSED:nobody"):
                connection.execute(f"SELECT {act}")
    with engine.begin() as connection:
        give_word(connection, "gagnon", "a word for one sign-in", "2026-01-01")
    engine.dispose()
    with (
        psycopg.connect(**parts, autocommit=True) as connection,
        pytest.raises(psycopg.Error, match="no_word"),
    ):
        connection.execute("SELECT keep_own_password()")


@pytest.mark.parametrize("table", ["line", "payload", "decision", "chain", "chained"])
@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_what_is_written_stays_under_the_hands_of_the_owner_too(
    attacked: Agency, table: str, verb: str
) -> None:
    column = {"payload": "body", "chain": "length"}.get(table, "seq")
    with attacked.owned() as owner, pytest.raises(psycopg.Error, match="append_only"):
        owner.execute(verb.format(table, column) + (" CASCADE" if "TRUNC" in verb else ""))


def test_every_function_of_rights_looks_for_names_in_one_place(attacked: Agency) -> None:
    rows = attacked.rows(
        "SELECT proname, proconfig FROM pg_proc "
        "WHERE pronamespace = 'prescreen'::regnamespace AND prosecdef"
    )
    assert len(rows) > 10
    for name, config in rows:
        assert "search_path=prescreen, pg_temp" in (config or []), name


def test_every_table_has_walls_or_is_read_by_nobody_of_a_port(attacked: Agency) -> None:
    open_tables = attacked.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'prescreen'::regnamespace "
        "AND relkind = 'r' AND NOT relrowsecurity "
        "AND has_table_privilege('prescreen_officer', oid, 'SELECT') ORDER BY relname"
    )
    named = [name for (name,) in open_tables]
    assert named == [
        *("account", "alembic_version", "head", "legal_hold", "progress", "rule_count")
    ]


def test_the_list_in_the_documents_is_what_is_tried() -> None:
    assert printed() in DOCS.read_text(encoding="utf-8")

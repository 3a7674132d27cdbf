"""A server's tables come by migrations and are what the program declares; nothing is lost on it."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import app.record.server.migrations
from app.domain.clock import system_clock
from app.record import Record
from app.record.errors import RecordUnavailable
from app.record.server.install import install
from app.record.server.roles import prepare
from app.record.server.standing import REVISION
from tests.services.homes import INTAKE, PASSWORD, PORT, ROY, TREMBLAY, Laid, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.unit import record_values as values

SHAPES = {
    "columns": """
        SELECT relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
            attcollation::regcollation::text, pg_get_expr(adbin, adrelid)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = 'prescreen'::regnamespace AND relkind IN ('r', 'c')
            AND attnum > 0 AND NOT attisdropped""",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'prescreen'",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'prescreen'::regnamespace""",
    "sequences": """
        SELECT sequencename, data_type::text, start_value, increment_by, cycle
        FROM pg_sequences WHERE schemaname = 'prescreen'""",
    "functions": """
        SELECT pg_get_functiondef(oid), proacl::text FROM pg_proc
        WHERE pronamespace = 'prescreen'::regnamespace""",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "policies": """
        SELECT tablename, policyname, roles::text, cmd, qual, with_check
        FROM pg_policies WHERE schemaname = 'prescreen'""",
    "rights": """
        SELECT relname, relrowsecurity, relowner::regrole::text, grantee::regrole::text,
            privilege_type
        FROM pg_class LEFT JOIN LATERAL aclexplode(relacl) ON true
        WHERE relnamespace = 'prescreen'::regnamespace AND relkind IN ('r', 'S')""",
    "rights by column": """
        SELECT relname, attname, attacl::text FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'prescreen'::regnamespace AND attacl IS NOT NULL""",
    "constants": "SELECT name, value::text FROM prescreen.constant",
}
"""What a record is made of, beside its lines."""


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres)


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home


def asked(cluster: Cluster, database: str, query: str) -> list[tuple[Any, ...]]:
    """Ask as the superuser."""
    with psycopg.connect(**cluster.superuser(database)) as connection:
        # Names are told with their schema only where they are not found without.
        connection.execute("SET search_path = prescreen")
        return connection.execute(query).fetchall()


def made_of(cluster: Cluster, database: str) -> dict[str, list[str]]:
    """Return everything that a record is made of, in an order."""
    return {
        name: sorted(map(repr, asked(cluster, database, query))) for name, query in SHAPES.items()
    }


@pytest.fixture(scope="module")
def declared(postgres: Cluster) -> str:
    """A record whose tables are made as the program declares them, without a migration."""
    name = f"declared_{secrets.token_hex(4)}"
    with psycopg.connect(**postgres.superuser(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    engine = create_engine(postgres.url("postgres", postgres.password, name))
    with engine.begin() as connection:
        prepare(connection)
        install(connection)
    engine.dispose()
    return name


def test_the_program_works_with_the_last_migration() -> None:
    config = Config()
    place = Path(app.record.server.migrations.__file__).parent
    config.set_main_option("script_location", str(place))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [REVISION]
    assert [one.revision for one in script.walk_revisions()][-1] == "0001"


def test_the_migrations_make_what_the_program_declares(
    postgres: Cluster, laid: Laid, declared: str
) -> None:
    by_migrations, by_program = (made_of(postgres, one) for one in (laid.database, declared))
    for name in SHAPES:
        # A table was changed: write the next migration for it, and leave those before as they are.
        assert by_migrations[name] == by_program[name], name
    assert len(by_program["columns"]) > 200
    assert len(by_program["functions"]) > 50


TO_FIRST = """
ALTER TABLE person DROP COLUMN until;
DROP TABLE purge_order CASCADE;
DROP TABLE signed_elsewhere CASCADE;
DROP INDEX ix_line_handed_back;
DROP TABLE delivery;
ALTER TABLE draw_seed DROP COLUMN rule;
DROP TABLE legal_hold;
CREATE TABLE legal_hold (
    subject TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    officer TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_legal_hold PRIMARY KEY (subject)
);
UPDATE alembic_version SET version_num = '0001';
"""
"""A record as it stood first: what came later is taken away again."""

OF_BEFORE = """
CREATE FUNCTION left_over() RETURNS text LANGUAGE sql SECURITY DEFINER
    AS 'SELECT body FROM payload';
GRANT EXECUTE ON FUNCTION left_over() TO prescreen_officer;
GRANT SELECT ON person TO prescreen_officer;
GRANT UPDATE (kind) ON decision TO prescreen_evaluator;
CREATE POLICY left_open ON draft FOR SELECT TO prescreen_officer USING (true);
CREATE INDEX ix_left_over ON decision (kind);
CREATE OR REPLACE FUNCTION my_port() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
    AS $$ SELECT '' $$;
DROP TRIGGER line_stays ON line;
DELETE FROM constant;
"""
"""What an older program rolled out, and what somebody changed by hand."""


def as_owner(server: ServerHome, statements: str) -> None:
    with psycopg.connect(**server.cluster.superuser(server.database)) as connection:
        connection.execute("SET ROLE prescreen_owner")
        connection.execute("SET search_path = prescreen")
        connection.execute(statements.encode())


def decided(server: ServerHome, name: str, number: int) -> None:
    """Let a scan with its data arrive, and refer it."""
    record = server.intake()
    record.add_image(values.scan(name), values.image(number))
    record.add_shipment(values.shipment(f"CCN{name}", port=PORT))
    record.put_link(values.link(name, f"CCN{name}"))
    item_id = record.item_of_scan(name)
    desk = server.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    desk.note_shown(item_id, TREMBLAY, (name, item.scans[0].views[0]))
    said = values.recommendation(f"d-{name}", item_id, TREMBLAY, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    desk.decide(dataclasses.replace(said, shipment_digests=digests, model=()), officer=TREMBLAY)


def test_an_older_record_is_refused_and_brought_up_to_date_without_losing_a_line(
    server: ServerHome, declared: str
) -> None:
    decided(server, "s1", 1)
    lines = "SELECT seq, hash FROM line ORDER BY seq"
    before = asked(server.cluster, server.database, lines)
    people = "SELECT login, account, name, role, port, active FROM person ORDER BY login"
    known = asked(server.cluster, server.database, people)
    as_owner(server, TO_FIRST)
    as_owner(server, OF_BEFORE)
    with pytest.raises(RecordUnavailable, match="prescreen init"):
        server.intake()

    laid_out = server.administration().lay_out()
    assert (laid_out.before, laid_out.after) == ("0001", REVISION)
    assert asked(server.cluster, server.database, lines) == before
    assert asked(server.cluster, server.database, people) == known
    # Nothing stays of what was rolled out before: not a function, a right, a wall or an index.
    now, wanted = (made_of(server.cluster, one) for one in (server.database, declared))
    # A column that was taken away and came again has another number.
    now["columns"], wanted["columns"] = (
        [one for one in some["columns"] if "'person'" not in one and "'draw_seed'" not in one]
        for some in (now, wanted)
    )
    assert now == wanted
    assert server.intake().verify().reason is None
    decided(server, "s2", 2)
    assert server.intake().verify().reason is None


HELD_BEFORE = """
SELECT seal('', 'roy', 'hold_put', 'X1', '{"body":{"reason":"Court 1"},"salt":"01"}');
SELECT seal('', 'roy', 'hold_put', 'X2', '{"body":{"reason":"Court 2"},"salt":"02"}');
SELECT seal('', 'roy', 'hold_put', 'X1', '{"body":{"reason":"Court 3"},"salt":"03"}');
SELECT seal('', 'roy', 'hold_put', 'X4', '{"body":{"reason":"Court 4"},"salt":"04"}');
SELECT seal('', 'roy', 'hold_lifted', 'X4', '{"body":{"reason":"Done"},"salt":"05"}');
INSERT INTO legal_hold SELECT subject, body::json #>> '{body,reason}', actor, seq
FROM line JOIN payload ON digest = payload_digest
WHERE seq IN (SELECT max(seq) FROM line WHERE subject IN ('X1', 'X2') GROUP BY subject);
"""
"""What an older program left when somebody held three things, one of them twice."""


def test_what_was_held_before_holds_had_names_stays_held(server: ServerHome) -> None:
    decided(server, "s1", 1)
    item = server.intake().item_of_scan("s1")
    as_owner(server, TO_FIRST)
    as_owner(server, HELD_BEFORE.replace("X2", item))
    server.administration().lay_out()
    record = server.intake()
    holds = record.keeping.holds()
    assert {one.subject: one.reason for one in holds} == {"X1": "Court 3", item: "Court 2"}
    assert all(one.hold_id.isdigit() for one in holds)
    # Built again from the lines, they are the same rows.
    assert record.verify().reason is None
    seat = server.seat(ROY)
    assert seat.keeping.lift(item, ROY, "Done").reason == "Court 2"
    assert server.intake().verify().reason is None


def test_the_same_record_is_laid_out_again_without_a_change(server: ServerHome) -> None:
    decided(server, "s1", 1)
    before = made_of(server.cluster, server.database)
    lines = asked(server.cluster, server.database, "SELECT * FROM line ORDER BY seq")
    as_owner(server, OF_BEFORE)
    assert made_of(server.cluster, server.database) != before
    again = server.administration().lay_out()
    assert (again.before, again.after) == (REVISION, REVISION)
    assert made_of(server.cluster, server.database) == before
    assert asked(server.cluster, server.database, "SELECT * FROM line ORDER BY seq") == lines


def test_a_newer_record_is_left_as_it_is(server: ServerHome) -> None:
    as_owner(server, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordUnavailable, match="this program is older"):
        server.administration().lay_out()
    record = Record.connect(server.address(), server.folder, clock=system_clock())
    with server.stack.enter_context(record), pytest.raises(RecordUnavailable, match="older"):
        record.enter(INTAKE, PASSWORD)

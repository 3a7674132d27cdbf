"""What need not be kept any longer goes from a server, by two persons, and nothing else does."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.cli import main
from app.domain.clock import system_clock
from app.domain.delivery import Delivery
from app.domain.errors import Refused, SignInRefused
from app.domain.event import Event, EventKind
from app.domain.filing import FilingKind
from app.domain.officer import Officer, Role
from app.domain.second import SecondPerson
from app.keeping.retention import certificate_file, is_genuine, purge_by
from app.record import Record, SealKeys
from app.record.chain import LineKind
from app.scans import FolderStore
from app.settings import KEYS_VARIABLE
from tests.services.homes import (
    INTAKE,
    PASSWORD,
    PEOPLE,
    PORT,
    TREMBLAY,
    Laid,
    ServerHome,
    lay_out,
)
from tests.services.postgres import Cluster
from tests.unit import record_values as values
from tests.unit.filing_values import filing

MARTIN = Officer("martin", "H. Martin", Role.ADMINISTRATOR)
NOEL = Officer("noel", "J. Noel", Role.ADMINISTRATOR)
FIRST, BESIDE = SecondPerson("martin", PASSWORD), SecondPerson("roy", PASSWORD)
YEARS = 3
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

AGE = """
DO $$
DECLARE
    one record;
    older text;
    last text := '';
    of_chain text := NULL;
BEGIN
    FOR one IN SELECT line.*, chain FROM line JOIN chained USING (seq) ORDER BY chain, place LOOP
        last := CASE WHEN of_chain IS DISTINCT FROM one.chain THEN '' ELSE last END;
        of_chain := one.chain;
        older := (left(one.at, 4)::integer - 5)::text || substr(one.at, 5);
        UPDATE line SET at = older, previous = last, hash = line_hash(
            one.seq, older, one.actor, one.kind, one.subject, one.payload_digest, last)
        WHERE line.seq = one.seq;
        SELECT hash INTO last FROM line WHERE line.seq = one.seq;
        UPDATE chain SET hash = last WHERE chain.chain = one.chain;
    END LOOP;
    -- What the rows of the queue say of times follows from the lines.
    UPDATE item SET received_at = line.at FROM line WHERE line.seq = item.seq;
    UPDATE entry SET received_at = item.received_at FROM item WHERE item.item_id = entry.item_id;
END $$
"""
"""Let every line be five years older: only whoever has the superuser can."""


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres, (*PEOPLE, MARTIN, NOEL))


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home


def keeper(server: ServerHome, login: str = INTAKE) -> Record:
    """Return the record as the machine has it that signs certificates."""
    keys = SealKeys.of(server.folder, key_folder=server.folder / "seal")
    clock = system_clock()
    opened = Record.connect(server.address(), server.folder, clock=clock, keys=keys)
    server.stack.enter_context(opened).enter(login, PASSWORD)
    return opened


def superuser(server: ServerHome, statement: str) -> None:
    parts = server.cluster.superuser(server.database)
    with psycopg.connect(**parts, options="-c search_path=prescreen") as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement)


def decided(server: ServerHome, name: str, sha256: str = "") -> str:
    """Let a scan with its data arrive, mark it, judge its finding, refer it."""
    record = server.intake()
    file = values.image(sum(map(ord, name)))
    record.add_image(values.scan(name), dataclasses.replace(file, sha256=sha256 or file.sha256))
    record.add_shipment(values.shipment(f"CCN{name}", port=PORT))
    record.put_link(values.link(name, f"CCN{name}"))
    record.add_report(values.report(f"r-{name}", name))
    item_id = record.item_of_scan(name)
    desk = server.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    desk.note_shown(item_id, TREMBLAY, (name, item.scans[0].views[0]))
    desk.save_mark(item_id, TREMBLAY, values.mark(f"m-{name}", 1, name))
    came = Delivery(f"came-{name}", name, "side", NOW, 1, 1, 1.0, 1.0, 1.0, 0, kept=False)
    desk.deliveries.keep(came, TREMBLAY)
    said = values.recommendation(f"d-{name}", item_id, TREMBLAY, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    desk.decide(dataclasses.replace(said, shipment_digests=digests), officer=TREMBLAY)
    return item_id


def count(server: ServerHome, kind: LineKind) -> int:
    parts = server.cluster.superuser(server.database)
    with psycopg.connect(**parts) as connection:
        found = connection.execute(
            "SELECT count(*) FROM prescreen.line WHERE kind = %s", (kind.value,)
        )
        row = found.fetchone()
    assert row is not None
    return int(row[0])


def test_what_is_due_goes_by_two_persons_and_the_chain_verifies(
    server: ServerHome, tmp_path: Path
) -> None:
    scan = tmp_path / "a.dcs"
    scan.write_bytes(b"pixels")
    store = FolderStore(tmp_path / "scans")
    kept = store.put(scan)
    old = decided(server, "s1", kept.sha256)
    waiting = server.intake()
    waiting.add_image(values.scan("s9"), values.image(9))
    superuser(server, AGE)
    young = decided(server, "s2")
    record = keeper(server)
    assert record.proof.prove().reason is None
    assert [one.item_id for one in record.keeping.due(YEARS).items] == [old]

    purged, done = purge_by(record, store, YEARS, FIRST, BESIDE)
    assert (purged.items, purged.first, purged.second) == ((old,), "martin", "roy")
    assert purged.files == (kept.sha256,)
    assert (done.files, store.holds(kept.sha256)) == (1, False)
    proof = record.proof.prove()
    assert (proof.ok, proof.reason) == (True, None)
    assert record.proof.unbound() is None
    tree = json.loads(certificate_file(server.folder, purged).read_text(encoding="utf-8"))
    assert is_genuine(tree, record.keys)
    assert (tree["first"], tree["second"], tree["lines"]) == ("martin", "roy", purged.lines)
    assert count(server, LineKind.PAYLOAD_PURGED) == purged.lines
    assert [one.purge_id for one in record.keeping.purges()] == [purged.purge_id]
    look_at_what_is_left(record, old, young)


def look_at_what_is_left(record: Record, old: str, young: str) -> None:
    """What was decided stays, without anybody's words; what is young stays whole."""
    (left,) = record.item(old).decisions
    assert (left.recommendation_id, left.note, left.reasons) == ("d-s1", "", ())
    assert record.find_mark(old, "m-s1") is None
    assert record.find_mark(young, "m-s2") is not None
    assert [one.delivery.scan_id for one in record.deliveries.all()] == ["s2"]
    assert record.item(young).scans[0].scan_id == "s2"
    with pytest.raises(Refused, match="Nothing is due"):
        record.keeping.purge_by(YEARS, FIRST, BESIDE)
    # The case of it is exported and proved like any other, and says what was purged.
    assert any(line["payload"] is None for line in record.proof.case(old).lines)


def test_a_hold_keeps_what_is_due(server: ServerHome) -> None:
    old = decided(server, "s1")
    superuser(server, AGE)
    keeper(server, "martin").keeping.hold(old, MARTIN, "A court asked for it.")
    record = keeper(server)
    (item,) = record.keeping.due(YEARS).items
    assert item.held == "A court asked for it."
    with pytest.raises(Refused, match="Nothing is due"):
        record.keeping.purge_by(YEARS, FIRST, BESIDE)
    with pytest.raises(Refused, match="neither an item nor a shipment"):
        keeper(server, "martin").keeping.hold("nothing", MARTIN, "Why not.")
    held = keeper(server, "martin").keeping
    other = held.hold(old, MARTIN, "Another court, too.")
    assert record.keeping.due(YEARS).items[0].held == "A court asked for it.; Another court, too."
    with pytest.raises(Refused, match=f"under 2 legal holds.*{other}.*Another court"):
        held.lift(old, MARTIN, "The court is done.")
    held.lift(old, MARTIN, "The other court is done.", other)
    with pytest.raises(Refused, match="Nothing is due"):
        record.keeping.purge_by(YEARS, FIRST, BESIDE)
    held.lift(old, MARTIN, "The court is done.")
    assert record.keeping.purge_by(YEARS, FIRST, BESIDE).items == (old,)
    assert record.proof.prove().reason is None


def test_an_administrator_is_told_what_she_orders(server: ServerHome) -> None:
    """The server works it out as the program does for the service: items, holds, filings."""
    intake = server.intake()
    old, held, twice = (decided(server, name) for name in ("s1", "s2", "s3"))
    waiting = server.intake()
    waiting.add_image(values.scan("s9"), values.image(9))
    long_ago = -6 * 366 * 24
    told = [
        filing(
            FilingKind.EVENT,
            number,
            Event(EventKind.ARRIVED, number, values.now(), port=PORT),
            hours=long_ago,
        )
        for number in ("CCNs1", "CCNs2", "9XYZ1", "9XYZ2", "999-12345678", "99912345678")
    ]
    intake.add_filings(told)
    superuser(server, AGE)
    decided(server, "s4")
    intake.add_filings([filing(FilingKind.EVENT, "9XYZ1", Event(EventKind.RELEASED, "9XYZ1", NOW))])
    boss = keeper(server, "martin").keeping
    boss.hold(held, MARTIN, "By item")
    boss.hold("CCNs2", MARTIN, "By shipment")
    boss.hold(twice, MARTIN, "A court")
    service = keeper(server).keeping
    for years in (3, 4, 9):
        mine, wanted = boss.due(years), service.due(years)
        assert (mine.last_year, mine.filings) == (wanted.last_year, wanted.filings), years
        assert [(one.item_id, one.year, one.held) for one in mine.items] == [
            (one.item_id, one.year, one.held) for one in wanted.items
        ]
    due = boss.due(YEARS)
    assert [one.held for one in due.items] == ["", "By item; By shipment", "A court"]
    assert due.items[0].item_id == old
    assert due.filings == service.due(YEARS).filings > 0


def test_nobody_purges_alone_or_without_the_right_to(server: ServerHome) -> None:
    decided(server, "s1")
    superuser(server, AGE)
    record = keeper(server)
    purge = record.keeping.purge_by
    with pytest.raises(Refused, match="somebody else than"):
        purge(YEARS, FIRST, FIRST)
    with pytest.raises(Refused, match="may not purge"):
        purge(YEARS, BESIDE, FIRST)
    with pytest.raises(Refused, match="may not be the second"):
        purge(YEARS, FIRST, SecondPerson("tremblay", PASSWORD))
    with pytest.raises(SignInRefused):
        purge(YEARS, FIRST, SecondPerson("roy", "not hers"))
    with pytest.raises(SignInRefused):
        purge(YEARS, SecondPerson("martin", "not hers"), BESIDE)
    with pytest.raises(Refused, match="cannot carry a purge out"):
        keeper(server, "martin").keeping.purge_by(YEARS, FIRST, BESIDE)
    assert count(server, LineKind.PAYLOAD_PURGED) == 0
    # An administrator may stand beside another one.
    assert purge(YEARS, FIRST, SecondPerson("noel", PASSWORD)).second == "noel"
    assert record.proof.prove().reason is None


def test_it_is_typed_by_the_service_and_both_persons(
    server: ServerHome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = decided(server, "s1")
    superuser(server, AGE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "keys"))
    cluster = server.cluster
    home = (
        f"postgresql://{INTAKE}@localhost:{cluster.port}/{server.database}"
        f"?sslrootcert={cluster.authority}"
    )
    purge = ("retention", "purge", "--by", "martin", "--second", "roy")
    monkeypatch.setattr("sys.stdin", io.StringIO(3 * f"{PASSWORD}\n"))
    assert main([*purge, "--home", home, "--json"]) == 0
    (said,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (said["first"], said["second"], said["items"]) == ("martin", "roy", 1)
    assert Path(said["certificate"]).is_file()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["retention", "finish", "--home", home, "--json"]) == 0
    (said,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (said["files"], said["certificates"]) == (0, 0)
    assert keeper(server).item(old).decisions[0].note == ""

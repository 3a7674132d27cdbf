"""Retention: what is due, what is held, and a purge by two that leaves a record that verifies."""

from __future__ import annotations

import datetime as dt
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.decision import Draft, Kind
from app.domain.errors import Refused, SignInRefused
from app.domain.officer import Officer, Role
from app.domain.second import SecondPerson
from app.domain.shipment import Equipment
from app.keeping.retention import CERTIFICATES, certificate_file, finish, is_genuine, purge
from app.record.chain import LineKind
from app.record.due import last_kept_year
from app.screening import waiting_scans
from tests.unit.record_values import ROY, TREMBLAY
from tests.unit.room_values import House, radiograph, shipment, silent

ROOT = Path(__file__).resolve().parents[2]
PHRASE = "four words of one sentence"
ADMIN = Officer("gagnon", "E. Gagnon", Role.ADMINISTRATOR)
BESIDE = SecondPerson("roy", PHRASE)
YEAR_S = 366 * 86_400
CCN = "9XYZPARS0001234"
NOTE = "The door stood open and nobody was there."


def decide(house: House, name: str = "1.2.3.4", ccn: str = "9XYZPARS0001234") -> str:
    """Let a scan with its shipment arrive, and sign that no decision is possible."""
    trailer = f"TRL{ccn[-3:]}"
    filed = shipment(ccn, equipment=(Equipment("trailer", trailer),), received_at=house.hand.now())
    seen = radiograph(name, trailer, seed=int(ccn[-3:]), CCN=ccn, TRAILER=trailer)
    house.arrive(seen, filed)
    house.screen(silent)
    sitting = house.room().next()
    assert sitting is not None
    for one in sitting.item.scans:
        for view in one.views:
            sitting.shown(one.scan_id, view)
    sitting.sign(
        Draft(Kind.NO_DECISION, ("IMAGE_QUALITY",), confidence=3, note=f"{NOTE} {ccn[-3:]}")
    )
    return sitting.item_id


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    for one in (TREMBLAY, ROY, ADMIN):
        made.record.add_account(one, PHRASE)
    yield made
    made.record.close()


def store_names(house: House) -> set[str]:
    return {path.name for path in (house.folder / "home" / "scans").rglob("?" * 64)}


def held_text(house: House, text: str) -> bool:
    """Whether any file of the record still holds a text."""
    found = (house.folder / "home").glob("record.db*")
    return any(text.encode() in path.read_bytes() for path in found)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2029-12-31T23:00:00+00:00", 2025),
        ("2030-01-01T04:00:00+00:00", 2025),
        ("2030-01-01T12:00:01+00:00", 2026),
    ],
)
def test_t82_a_year_is_over_when_it_is_over_everywhere(now: str, last: int) -> None:
    assert last_kept_year(dt.datetime.fromisoformat(now), 3) == last


def test_t82_a_purge_takes_nothing_before_31_december_of_the_third_year_is_over(
    house: House,
) -> None:
    """Signed in March 2026: kept in 2027, 2028 and 2029, to their last hour."""
    item_id = decide(house)
    house.hand.moment = dt.datetime(2029, 12, 31, 23, 59, tzinfo=dt.UTC)
    assert house.record.keeping.due(3).items == ()
    with pytest.raises(Refused, match="Nothing is due"):
        purge(house.record, house.store, 3, ADMIN, BESIDE)
    assert house.record.item(item_id).decisions[-1].note.startswith(NOTE)
    house.hand.moment = dt.datetime(2030, 1, 2, tzinfo=dt.UTC)
    purged, _ = purge(house.record, house.store, 3, ADMIN, BESIDE)
    assert purged.items == (item_id,)
    assert not held_text(house, NOTE)
    assert house.record.verify().ok


def test_nothing_is_due_before_its_time(house: House) -> None:
    decide(house)
    house.hand.pass_s(3 * YEAR_S)
    due = house.record.keeping.due(3)
    assert (due.items, due.filings) == ((), 0)
    with pytest.raises(Refused, match="Nothing is due"):
        purge(house.record, house.store, 3, ADMIN, BESIDE)


def test_what_is_due_goes_and_the_record_verifies(house: House) -> None:
    item_id = decide(house)
    house.hand.pass_s(4 * YEAR_S)
    kept = decide(house, "1.2.3.5", "9XYZPARS0005678")
    before = house.record.item(kept)
    due = house.record.keeping.due(3)
    assert [one.item_id for one in due.items] == [item_id]
    files = store_names(house)
    purged, done = purge(house.record, house.store, 3, ADMIN, BESIDE)
    assert (purged.first, purged.second, purged.items) == ("gagnon", "roy", (item_id,))
    assert done.files == len(purged.files) >= 3
    assert store_names(house) == files - set(purged.files)
    assert house.record.verify().ok
    assert house.record.item(kept) == before
    left = house.record.item(item_id)
    assert left.decisions[-1].kind is Kind.NO_DECISION
    assert left.decisions[-1].note == ""
    assert not left.shipments
    assert left.state == "decided"
    assert not waiting_scans(house.record)
    tree = json.loads(certificate_file(house.record.path.parent, purged).read_text())
    assert is_genuine(tree, house.record.keys)
    assert not is_genuine(tree | {"second": "tremblay"}, house.record.keys)
    # And it goes on: a later item gets the next number, whatever was purged.
    later = decide(house, "1.2.3.6", "9XYZPARS0009999")
    assert later == "C00003"
    assert house.record.verify().ok
    # Numbers stay, as subjects of lines that the chain covers; what was said of them is gone.
    house.record.close()
    assert not held_text(house, f"{NOTE} 234")
    assert held_text(house, f"{NOTE} 678")


def test_indexing_anew_after_a_purge_finds_the_same(house: House) -> None:
    decide(house)
    house.hand.pass_s(4 * YEAR_S + 86_400)
    purge(house.record, house.store, 3, ADMIN, BESIDE)
    house.record.close()
    with closing(sqlite3.connect(house.folder / "home" / "record.db")) as database:
        database.execute("PRAGMA user_version = 1")
    house.record = house.open()
    assert house.record.verify().ok


def test_what_is_undecided_is_never_due(house: House) -> None:
    house.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    house.hand.pass_s(9 * YEAR_S)
    due = house.record.keeping.due(3)
    assert (due.items, due.filings) == ((), 0)


def test_what_is_held_stays_until_the_hold_is_lifted(house: House) -> None:
    item_id = decide(house)
    keeping = house.record.keeping
    keeping.hold(shipment().shipment_id, ROY, "Court file 12-345")
    house.hand.pass_s(5 * YEAR_S)
    (due,) = keeping.due(3).items
    assert due.held == "Court file 12-345"
    with pytest.raises(Refused, match="Nothing is due"):
        purge(house.record, house.store, 3, ADMIN, BESIDE)
    keeping.hold(item_id, ADMIN, "The same, by item")
    assert keeping.due(3).items[0].held == "Court file 12-345; The same, by item"
    keeping.lift(shipment().shipment_id, ROY, "Closed")
    assert [hold.subject for hold in keeping.holds()] == [item_id]
    with pytest.raises(Refused, match="Nothing is due"):
        purge(house.record, house.store, 3, ADMIN, BESIDE)
    keeping.lift(item_id, ROY, "Closed")
    assert house.record.verify().ok
    purged, _ = purge(house.record, house.store, 3, ADMIN, BESIDE)
    assert purged.items == (item_id,)


def test_two_courts_hold_the_same_item_and_each_lets_go_of_its_own(house: House) -> None:
    item_id = decide(house)
    keeping = house.record.keeping
    first, second = (keeping.hold(item_id, ROY, f"Court {one}") for one in (1, 2))
    assert [(one.hold_id, one.reason) for one in keeping.holds()] == [
        (first, "Court 1"),
        (second, "Court 2"),
    ]
    house.hand.pass_s(5 * YEAR_S)
    assert keeping.due(3).items[0].held == "Court 1; Court 2"
    with pytest.raises(Refused, match=f"under 2 legal holds.*{first}.*Court 1.*{second}"):
        keeping.lift(item_id, ROY, "Closed")
    with pytest.raises(Refused, match=f"not under a legal hold h0.*{first}.*{second}"):
        keeping.lift(item_id, ROY, "Closed", "h0")
    assert keeping.lift(item_id, ROY, "Closed", first).reason == "Court 1"
    assert [one.hold_id for one in keeping.holds()] == [second]
    with pytest.raises(Refused, match="Nothing is due"):
        purge(house.record, house.store, 3, ADMIN, BESIDE)
    assert keeping.lift(item_id, ROY, "Closed").hold_id == second
    assert house.record.verify().ok
    purged, _ = purge(house.record, house.store, 3, ADMIN, BESIDE)
    assert purged.items == (item_id,)


def test_a_hold_on_what_was_joined_keeps_what_it_was_joined_into(house: House) -> None:
    house.arrive(radiograph("1.2.3.5", "TRL234", seed=7, CCN=CCN, TRAILER="TRL234"))
    item_id = decide(house)
    with closing(sqlite3.connect(house.folder / "home" / "record.db")) as database:
        query = "SELECT item_id, joined_into FROM item WHERE joined_into <> ''"
        ((joined, into),) = database.execute(query).fetchall()
    assert into == item_id
    house.record.keeping.hold(joined, ROY, "Court file 12-345")
    house.hand.pass_s(5 * YEAR_S)
    (due,) = house.record.keeping.due(3).items
    assert (due.item_id, due.held) == (item_id, "Court file 12-345")


def test_holds_from_before_they_had_names_stand_as_they_stood(house: House) -> None:
    """The second line of such a hold took the place of the first; one lift ended it."""
    item_id = decide(house)
    keeping = house.record.keeping

    def said(kind: LineKind, reason: str) -> int:
        with house.record._access.write() as writing:
            body = {"reason": reason}
            return writing.append(kind, actor="roy", subject=item_id, body=body)

    said(LineKind.HOLD_PUT, "Court 1")
    line = said(LineKind.HOLD_PUT, "Court 2")
    assert [(one.hold_id, one.reason) for one in keeping.holds()] == [(str(line), "Court 2")]
    named = keeping.hold(item_id, ROY, "Court 3")
    assert house.record.verify().ok
    keeping.lift(item_id, ROY, "Closed", str(line))
    assert [one.hold_id for one in keeping.holds()] == [named]
    said(LineKind.HOLD_LIFTED, "Closed")
    assert keeping.holds() == ()
    assert house.record.verify().ok


@pytest.mark.parametrize(
    ("subject", "officer", "reason", "says"),
    [
        ("C00001", TREMBLAY, "why", "may not put or lift"),
        ("C00001", ROY, " ", "needs a reason"),
        ("C00001", ROY, "x" * 501, "needs a reason"),
        ("nothing", ROY, "why", "neither an item nor a shipment"),
    ],
)
def test_holds_that_are_refused(
    house: House, subject: str, officer: Officer, reason: str, says: str
) -> None:
    decide(house)
    with pytest.raises(Refused, match=says):
        house.record.keeping.hold(subject, officer, reason)
    with pytest.raises(Refused):
        house.record.keeping.lift("C00001", ROY, "was never held")


def test_one_person_purges_nothing(house: House) -> None:
    decide(house)
    house.hand.pass_s(5 * YEAR_S)
    before = house.record.version()
    with pytest.raises(Refused, match="somebody else"):
        purge(house.record, house.store, 3, ADMIN, SecondPerson("gagnon", PHRASE))
    with pytest.raises(Refused, match="may not purge"):
        purge(house.record, house.store, 3, ROY, SecondPerson("gagnon", PHRASE))
    with pytest.raises(Refused, match="may not be the second"):
        purge(house.record, house.store, 3, ADMIN, SecondPerson("tremblay", PHRASE))
    assert house.record.version() == before
    with pytest.raises(SignInRefused):
        purge(house.record, house.store, 3, ADMIN, SecondPerson("roy", "not her password"))
    assert house.record.keeping.purges() == ()


def test_what_another_item_needs_stays(house: House) -> None:
    """The old item's shipment is seen again in a scan of this year."""
    item_id = decide(house)
    house.hand.pass_s(4 * YEAR_S)
    house.arrive(radiograph("1.2.3.5", "TRL234", seed=7, CCN=CCN, TRAILER="TRL234"))
    (other,) = [one for one in house.record.items() if one != item_id]
    assert [one.ccn for one in house.record.item(other).shipments] == [CCN]
    files = store_names(house)
    purged, _ = purge(house.record, house.store, 3, ADMIN, BESIDE)
    assert purged.items == (item_id,)
    assert purged.records == ()
    assert [one.ccn for one in house.record.item(other).shipments] == [CCN]
    assert house.record.filings(CCN)
    (message,) = house.record.arrivals()
    assert message.sha256 in store_names(house) < files
    assert house.record.verify().ok


def test_a_purged_decision_cannot_be_edited_unseen(house: House) -> None:
    decide(house)
    house.hand.pass_s(5 * YEAR_S)
    purge(house.record, house.store, 3, ADMIN, BESIDE)
    with closing(sqlite3.connect(house.folder / "home" / "record.db")) as database:
        database.execute("UPDATE decision SET kind = 'RECOMMEND_RELEASE'")
        database.commit()
    assert "decision" in str(house.record.verify().reason)


# --- killed ------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import app.keeping.retention as act
import app.record.purging as within
from app.scans import FolderStore
from tests.unit.room_values import House
from tests.unit.test_keeping_retention import ADMIN, BESIDE, YEAR_S
def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)
setattr({where}, {name!r}, die)
house = House(Path(sys.argv[2]))
house.hand.pass_s(5 * YEAR_S)
act.purge(house.record, house.store, 3, ADMIN, BESIDE)
"""


@pytest.mark.parametrize(
    ("where", "name", "on_record"),
    [
        ("within", "settle", False),
        ("act", "finish", True),
        ("FolderStore", "forget", True),
        ("act", "_write", True),
    ],
)
def test_a_killed_purge_did_not_begin_or_goes_on(
    house: House, where: str, name: str, on_record: bool
) -> None:
    decide(house)
    files = store_names(house)
    code = KILLED.format(where=where, name=name)
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(house.folder)], check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert house.record.verify().ok
    house.hand.pass_s(5 * YEAR_S)
    assert bool(house.record.keeping.purges()) is on_record
    if on_record:
        finish(house.record, house.store)
    else:
        purge(house.record, house.store, 3, ADMIN, BESIDE)
    (purged,) = house.record.keeping.purges()
    assert store_names(house) == files - set(purged.files)
    assert len(list((house.folder / "home" / CERTIFICATES).glob("*.json"))) == 1
    assert finish(house.record, house.store).files == 0
    assert house.record.verify().ok

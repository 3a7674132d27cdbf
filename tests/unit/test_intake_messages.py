"""Message files come in: every form, each filing once, whatever stops in the middle."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.domain.dossier import Progress as Way
from app.domain.dossier import Standing
from app.intake import ACCEPTED, DUPLICATE, REJECTED, Outcome, Progress, take_in
from app.shipments.replies import is_reply
from tests.unit import edi_messages as edi
from tests.unit.room_values import House, radiograph

CCN = "7QRSPARS0004321"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "edi"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def put(house: House, name: str, text: str) -> Path:
    path = house.inbox(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_edi_file_becomes_a_shipment_that_is_linked(house: House) -> None:
    house.take(house.scan_files(radiograph(TRAILER="TRL70031", CCN=CCN)))
    (outcome,) = house.take([put(house, "cargo.edi", edi.CUSCAR)])
    assert (outcome.status, outcome.kind, outcome.id) == (ACCEPTED, "edi", CCN)
    item = house.record.item(house.record.items()[0])
    assert [link.shipment_id for link in item.links] == [CCN]
    assert house.record.queue()[0].pieces == 95
    (again,) = house.take([put(house, "copy.edi", edi.CUSCAR)])
    assert (again.status, again.id) == (DUPLICATE, CCN)


def test_cargo_trip_and_answers_meet_in_one_dossier(house: House) -> None:
    house.take(
        [
            put(house, "release.edi", edi.edifact(edi.CUSRES_RELEASE)),
            put(house, "trip.edi", edi.CONSIST_358),
            put(house, "cargo.edi", edi.CUSCAR),
        ]
    )
    found = house.record.dossier(CCN)
    assert [trip.crn for trip in found.trips] == ["7QRSTRIP000088"]
    assert found.progress is Way.RELEASED
    assert found.shipment is not None
    assert found.shipment.conveyance.crn == "7QRSTRIP000088"
    house.take([put(house, "reject.edi", edi.edifact(edi.CUSRES_REJECT))])
    assert house.record.dossier(CCN).standing is Standing.REJECTED


def test_a_file_that_is_partly_damaged_gives_what_is_whole_and_says_the_rest(
    house: House,
) -> None:
    text = edi.many(3)
    broken = text.replace("UNT+31+1", "UNT+99+1").replace("UNZ+3", "UNZ+4")
    (outcome,) = house.take([put(house, "cargo.edi", broken)])
    assert outcome.status == ACCEPTED
    assert outcome.arrival is not None
    assert outcome.arrival.filings >= 2
    assert outcome.arrival.faults
    kept = house.record.arrival(outcome.arrival.sha256)
    assert kept == outcome.arrival


@pytest.mark.parametrize("text", ["", "UNB+", "UNB+UNOA:2+A+B+261003:0915+1'", "ISA*00*"])
def test_a_file_without_a_message_is_turned_away_and_not_kept(house: House, text: str) -> None:
    (outcome,) = house.take([put(house, "cargo.edi", text)])
    assert outcome.status == REJECTED
    assert outcome.reason is not None
    assert not [path for path in house.store.root.rglob("*") if path.is_file()]


def test_a_large_file_tells_how_far_it_has_come(house: House) -> None:
    path = put(house, "cargo.edi", edi.many(1100))
    told: list[Progress] = []
    taking = take_in(
        [path], record=house.record, store=house.store, clock=house.clock, tell=told.append
    )
    (outcome,) = taking
    assert outcome.arrival is not None
    assert (outcome.arrival.filings, outcome.arrival.new) == (1100, 1100)
    assert [one.filings for one in told] == [1000, 1100]
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert 0 < told[0].done < told[-1].done <= told[0].size


def test_replies_stand_beside_a_batch_and_are_no_batch_themselves(house: House) -> None:
    path = put(house, "cargo.edi", edi.CUSCAR)
    (outcome,) = house.take([path])
    names = {reply.name for reply in outcome.replies}
    assert "cargo.edi.reply.json" in names
    assert all(reply.is_file() for reply in outcome.replies)
    (again,) = house.take([path.parent])
    assert (again.path, again.status, again.replies) == (path, DUPLICATE, ())


def test_an_answer_is_not_answered(house: House) -> None:
    (outcome,) = house.take([put(house, "ack.edi", edi.edifact(edi.CUSRES_REJECT))])
    assert (outcome.status, outcome.replies) == (ACCEPTED, ())


def test_replies_are_written_once_and_none_takes_the_place_of_another(house: House) -> None:
    path = put(house, "cargo.edi", edi.CUSCAR)
    (first,) = house.take([path])
    told = {reply: reply.read_bytes() for reply in first.replies}
    put(house, "cargo.edi", edi.many(2))
    (second,) = house.take([path])
    assert set(first.replies) & set(second.replies) == set()
    assert {reply: reply.read_bytes() for reply in first.replies} == told
    assert all(is_reply(reply) for reply in second.replies)


def test_a_file_that_is_turned_away_is_answered_once(house: House) -> None:
    path = put(house, "cargo.edi", "UNB+UNOA:2+A+B+261003:0915+1'")
    house.take([path])
    (reply, *_) = told = [one for one in path.parent.iterdir() if is_reply(one)]
    written = reply.stat().st_mtime_ns
    house.take([path])
    assert reply.stat().st_mtime_ns == written
    assert [one for one in path.parent.iterdir() if is_reply(one)] == told


def test_a_reply_given_by_name_is_not_taken_for_a_batch_and_says_so(house: House) -> None:
    (outcome,) = house.take([put(house, "cargo.edi.reply.contrl", edi.CUSCAR)])
    assert outcome.status == REJECTED
    assert "another name" in str(outcome.reason)


def test_what_cannot_be_answered_in_its_place_is_answered_in_the_workspace(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(house, "cargo.edi", edi.CUSCAR)
    write = Path.write_text

    def read_only(to: Path, *told: Any, **more: Any) -> int:
        if to.parent == path.parent:
            raise OSError(30, "Read-only file system")
        return write(to, *told, **more)

    monkeypatch.setattr(Path, "write_text", read_only)
    (outcome,) = house.take([path])
    assert outcome.status == ACCEPTED
    folder = house.record.path.parent / "replies"
    assert str(outcome.elsewhere) == (
        "The replies to cargo.edi cannot be written: Read-only file system. "
        f"They are kept in {outcome.replies[0].parent}."
    )
    assert outcome.replies
    assert all(reply.is_file() and folder in reply.parents for reply in outcome.replies)


def test_a_file_that_can_be_answered_nowhere_is_taken_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    path = put(house, "cargo.edi", edi.CUSCAR)
    monkeypatch.setattr(Path, "write_text", full)
    (outcome,) = house.take([path])
    assert outcome.status == ACCEPTED
    assert "No space left" in str(outcome.elsewhere)
    assert outcome.replies == ()


class Killed(BaseException):
    """The program ends here."""


def test_what_was_cut_short_goes_on_where_it_was(house: House) -> None:
    path = put(house, "cargo.edi", edi.many(1100))

    def killed(progress: Progress) -> None:
        if progress.filings == 1000:
            raise Killed

    with (
        pytest.raises(Killed),
        closing(
            take_in([path], record=house.record, store=house.store, clock=house.clock, tell=killed)
        ) as taking,
    ):
        next(taking)
    assert len(house.record.shipments()) == 1000
    (outcome,) = house.take([path])
    assert outcome.status == ACCEPTED
    assert outcome.arrival is not None
    assert (outcome.arrival.filings, outcome.arrival.new) == (1100, 100)
    assert len(house.record.shipments(current=False)) == 1100
    assert house.record.verify().ok


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared EDI samples are not here")
def test_every_shared_sample_is_taken_in_or_turned_away_with_a_reason(
    house: House, tmp_path: Path
) -> None:
    shutil.copytree(SHARED, tmp_path / "samples")
    for outcome in house.take([tmp_path / "samples"]):
        assert outcome.status in (ACCEPTED, DUPLICATE) or str(outcome.reason).endswith(".")
    assert house.record.verify().ok


def replied(path: Path) -> Any:
    return json.loads(path.with_name(f"{path.name}.reply.json").read_text(encoding="utf-8"))


def test_a_record_that_is_taken_and_would_be_rejected_for_its_form_is_answered_so(
    house: House,
) -> None:
    batch = put(house, "batch.edi", edi.CUSCAR.replace(CCN, "7QRS PARS 4321"))
    (outcome,) = house.take([batch])
    assert outcome.status == ACCEPTED
    told = replied(batch)
    assert told["received"] == {"filings": 1, "refused": 0, "would_be_rejected": 1}
    (answer,) = told["answers"]
    assert (answer["verdict"], answer["key"]) == ("would_be_rejected", "7QRS PARS 4321")
    assert answer["reasons"][0].startswith("R002: ")
    assert "ERC+R002'" in batch.with_name("batch.edi.reply.cusres").read_text(encoding="latin-1")


def test_a_record_in_good_form_or_accepted_by_the_feed_is_not_doubted(house: House) -> None:
    accepted = {
        "schema": "prescreen-shipment/1",
        "sent_at": "2026-02-28T08:00:00Z",
        "validated_at": "2026-02-28T08:01:00Z",
        "conveyance": {"mode": "highway", "crn": "9XYZTRIP77", "eta": "2026-03-02T09:45:00Z"},
        "shipments": [{"ccn": "9XYZ PARS 77", "lines": [{"description": "Steel bolts"}]}],
    }
    doubted = {name: value for name, value in accepted.items() if name != "validated_at"}
    files = {
        "good.edi": edi.CUSCAR,
        "good.x12": edi.MANIFEST_309,
        "accepted.json": json.dumps(accepted),
        "doubted.json": json.dumps(doubted),
    }
    rules = {}
    for name, text in files.items():
        path = put(house, name, text)
        house.take([path])
        rules[name] = [one["reasons"][0].split(":")[0] for one in replied(path)["answers"]]
    assert rules.pop("doubted.json")[0] == "R002"
    assert rules == {"good.edi": [], "good.x12": [], "accepted.json": []}


LISTED = (
    "list_id,total_shipments,function,shipment_id,consignee_name,shipper_name,quantity,weight_kg,"
    "value_cad,description,country_of_origin,clvs\n"
)
PARCEL = "CRL-9,{count},{function},{key},Buyer,Maker,1,2.4,39.90,Kitchen utensils,DE,yes\n"


def courier_list(*keys: str, function: str = "") -> str:
    count = 0 if function else len(keys)
    rows = (PARCEL.format(count=count, function=function, key=key) for key in keys)
    return LISTED + "".join(rows)


def told(outcome: Outcome) -> list[str]:
    assert outcome.arrival is not None
    return [str(fault.sentence) for fault in outcome.arrival.faults]


def test_a_list_that_comes_again_without_a_shipment_says_so(house: House) -> None:
    """Whole-record replacement is of a shipment (¶150), and off the list is what is removed."""
    (first,) = house.take([put(house, "1.csv", courier_list("P1", "P2", "P3", "P4"))])
    assert told(first) == []
    house.take([put(house, "2.csv", courier_list("P2", function="remove"))])
    (again,) = house.take([put(house, "3.csv", courier_list("P1", "P4").replace("2.4", "2.5"))])
    left_out = (
        "List CRL-9 came before with shipments that are not in this file (1): P3. They stand as "
        "they were; what is off a list must be sent as removed."
    )
    assert told(again) == [left_out]
    assert house.record.dossier("P3").standing is Standing.ACCEPTED
    (other,) = house.take(
        [put(house, "4.csv", courier_list("P7", "P8").replace("CRL-9", "CRL-10"))]
    )
    assert told(other) == []

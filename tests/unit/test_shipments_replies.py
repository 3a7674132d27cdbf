from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.domain.filing import Fault, Filing, Response, Verdict
from app.shipments.messages import read_filings
from app.shipments.replies import Replies, answered_at, is_reply, replies_at
from tests.unit import edi_messages as messages
from tests.unit.edi_messages import CUSCAR, MANIFEST_309, x12

NOW = dt.datetime(2026, 10, 3, 10, tzinfo=dt.UTC)
BROKEN_CUSCAR = CUSCAR.replace("4321+9'", "4321+77'")
BROKEN_309 = MANIFEST_309.replace("*****00*37", "*****77*37")


def answer(folder: Path, text: str, reason: str = "") -> dict[str, Path]:
    """Read a batch, refuse what was taken when there is a reason, and write the replies."""
    batch = folder / "batch.edi"
    batch.write_text(text, newline="")
    replies = Replies()
    for entry in read_filings(batch, received_at=NOW):
        replies.note(entry)
        if isinstance(entry, Filing) and reason:
            replies.refuse(entry, reason)
    sha256 = hashlib.sha256(batch.read_bytes()).hexdigest()
    written = replies.write(batch, batch, at=NOW, sha256=sha256)
    assert answered_at(batch) == sha256
    assert set(written) <= set(replies_at(batch))
    assert all(is_reply(path) for path in written)
    assert all(is_reply(path.with_name(f"{path.name}.part")) for path in written)
    assert not is_reply(batch)
    return {path.suffix.removeprefix("."): path for path in written}


def responses(path: Path) -> list[Response]:
    """Read a reply as the sender would."""
    found = list(read_filings(path, received_at=NOW))
    assert not [str(entry.sentence) for entry in found if isinstance(entry, Fault)]
    taken = [entry for entry in found if isinstance(entry, Filing)]
    assert not [fault for filing in taken for fault in filing.faults]
    return [filing.body for filing in taken if isinstance(filing.body, Response)]


def test_what_was_read_is_acknowledged_and_not_accepted(tmp_path: Path) -> None:
    edifact = answer(tmp_path, CUSCAR)
    assert set(edifact) == {"json", "contrl"}
    assert responses(edifact["contrl"]) == [Response(Verdict.RECEIVED, "000000101")]
    sets = answer(tmp_path, MANIFEST_309)
    assert set(sets) == {"json", "997"}
    assert responses(sets["997"]) == [Response(Verdict.RECEIVED, "101")]


def test_what_could_not_be_taken_is_rejected_by_its_control_number(tmp_path: Path) -> None:
    told = responses(answer(tmp_path, BROKEN_CUSCAR)["contrl"])
    assert [(one.verdict, one.control) for one in told] == [
        (Verdict.REJECTED, "000000101"),
        (Verdict.REJECTED, "000000101/1"),
    ]
    told = responses(answer(tmp_path, BROKEN_309)["997"])
    assert [(one.verdict, one.control) for one in told] == [
        (Verdict.REJECTED, "101/0001"),
        (Verdict.REJECTED, "101"),
    ]


def test_a_fault_is_answered_with_its_place(tmp_path: Path) -> None:
    text = MANIFEST_309.replace("*95*CTN*", "*many*CTN*")
    (told, group) = responses(answer(tmp_path, text)["997"])
    assert (told.verdict, group.verdict) == (Verdict.RECEIVED, Verdict.RECEIVED)
    assert told.reasons == ("AK3 M11 5 8", "AK4 3 7", "AK5 5")


def test_t81_a_refused_record_gets_a_notice_with_the_rule(tmp_path: Path) -> None:
    reason = "R059: the goods have arrived; nothing is deleted + kept: all"
    edifact = responses(answer(tmp_path, CUSCAR, reason)["cusres"])
    assert edifact == [
        Response(
            Verdict.REJECTED,
            "000000101/1",
            "7QRSPARS0004321",
            ("R059", "the goods have arrived; nothing is deleted + kept: all"),
        )
    ]
    (told,) = responses(answer(tmp_path, MANIFEST_309, reason)["824"])
    assert (told.verdict, told.key, told.control) == (
        Verdict.REJECTED,
        "7QRSPARS0004321",
        "101/0001",
    )
    assert told.reasons[0] == "ZZZ R059"


def test_the_json_says_what_was_taken_and_what_was_not(tmp_path: Path) -> None:
    tree = json.loads(answer(tmp_path, BROKEN_CUSCAR + CUSCAR, "R022: linked")["json"].read_text())
    assert tree["in_reply_to"] == {
        "file": "batch.edi",
        "form": "EDIFACT",
        "sha256": hashlib.sha256(tmp_path.joinpath("batch.edi").read_bytes()).hexdigest(),
    }
    assert tree["received"] == {"filings": 1, "refused": 1, "would_be_rejected": 0}
    assert tree["messages_not_taken"] == [1]
    assert tree["answers"][0]["key"] == "7QRSPARS0004321"
    assert tree["faults"][0]["weight"] == "error"


def test_the_json_is_of_the_programs_own_form(tmp_path: Path) -> None:
    told = responses(answer(tmp_path, CUSCAR, "R022: linked to another trip")["json"])
    assert told == [
        Response(
            Verdict.REJECTED,
            "000000101/1",
            "7QRSPARS0004321",
            ("R022: linked to another trip",),
        )
    ]


def test_answers_are_never_answered_in_their_own_terms(tmp_path: Path) -> None:
    assert set(answer(tmp_path, x12("FA", messages.ACKNOWLEDGED))) == {"json"}


def test_written_again_the_replies_are_the_same(tmp_path: Path) -> None:
    once = {name: path.read_bytes() for name, path in answer(tmp_path, BROKEN_309).items()}
    again = {name: path.read_bytes() for name, path in answer(tmp_path, BROKEN_309).items()}
    assert once == again
    assert not list(tmp_path.glob("*.part"))


def test_signs_that_part_values_never_break_a_reply(tmp_path: Path) -> None:
    reason = "é*~>^?+:' " * 60 + "鍛"
    assert len(responses(answer(tmp_path, CUSCAR, reason)["cusres"])) == 1
    assert len(responses(answer(tmp_path, MANIFEST_309, reason)["824"])) == 1


def test_a_batch_in_other_separators_gets_a_reply_that_can_be_read(tmp_path: Path) -> None:
    other = CUSCAR.replace("7QRSCARRIER:ZZ", "7QRS'S?+ CARRIER:ZZ")
    other = other.replace("?+", "\0").translate(str.maketrans({":": "|", "+": "*", "'": "~"}))
    other = other.replace("\0", "+").replace("UNA|*.? ~", "UNA|*.? ~").replace("QRS~S", "QRS'S")
    assert responses(answer(tmp_path, other)["contrl"]) == [Response(Verdict.RECEIVED, "000000101")]
    sets = MANIFEST_309.replace("*", "|").replace("7QRSCARRIER    ", "7QRS*CARRIER   ")
    assert responses(answer(tmp_path, sets)["997"]) == [Response(Verdict.RECEIVED, "101")]


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    batch = tmp_path / "batch.edi"
    batch.write_text(CUSCAR)
    with pytest.raises(Unavailable):
        Replies().write(batch, tmp_path / "nowhere" / "batch.edi", at=NOW)


def test_no_two_answers_carry_one_control_number_and_each_keeps_its_own(tmp_path: Path) -> None:
    numbers: list[str] = []
    for folder, text in enumerate([CUSCAR, CUSCAR + CUSCAR.replace("9001'", "9002'")]):
        place = tmp_path / str(folder)
        place.mkdir()
        written = answer(place, text, "R059: Deleted after arrival.")
        for name in ("contrl", "cusres"):
            reply = written[name].read_text()
            numbers += [line.split("+")[-1] for line in reply.split("'") if "UNB+" in line]
        assert answer(place, text)["contrl"].read_text() == written["contrl"].read_text()
    assert len(numbers) == len(set(numbers)) > 4
    sets = []
    for folder, text in enumerate([MANIFEST_309, MANIFEST_309.replace("CRANKSHAFTS", "PISTONS")]):
        place = tmp_path / f"sets{folder}"
        place.mkdir()
        for reply in answer(place, text, "R059: Deleted after arrival.").values():
            sets += [one.split("*")[13] for one in reply.read_text().split("~") if "ISA*" in one]
    assert len(sets) == len(set(sets)) == 4

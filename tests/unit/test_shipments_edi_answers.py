from __future__ import annotations

import datetime as dt
import io

import pytest

from app.domain.event import Event, EventKind
from app.domain.filing import CloseMessage, Fault, Filing, FilingKind, Response, Verdict
from app.domain.shipment import Function, Movement, Shipment
from app.shipments.edi.edifact import read_edifact
from app.shipments.edi.source import Incoming
from app.shipments.edi.x12 import read_x12
from tests.unit import edi_messages as messages
from tests.unit.edi_messages import edifact, x12

NOW = dt.datetime(2026, 10, 3, 13, tzinfo=dt.UTC)
CCN = "7QRSPARS0004321"


def filings(text: str) -> list[Filing]:
    reader = read_x12 if text.startswith("ISA") else read_edifact
    found = list(reader(io.BytesIO(text.encode()), Incoming("file.edi", "", NOW)))
    assert not [entry for entry in found if isinstance(entry, Fault)]
    read = [entry for entry in found if isinstance(entry, Filing)]
    assert not [str(fault.sentence) for filing in read for fault in filing.faults]
    return read


def answers(text: str) -> list[Response]:
    return [filing.body for filing in filings(text) if isinstance(filing.body, Response)]


def events(text: str) -> list[Event]:
    return [filing.body for filing in filings(text) if isinstance(filing.body, Event)]


def test_t81_customs_refuse_a_cargo_with_their_reasons() -> None:
    assert answers(edifact(messages.CUSRES_REJECT)) == [
        Response(Verdict.REJECTED, "000000101/1", CCN, ("118", "PORT NOT VALID"))
    ]


def test_customs_tell_that_goods_are_released() -> None:
    (told,) = events(edifact(messages.CUSRES_RELEASE))
    assert (told.kind, told.key, told.port, told.sub_location) == (
        EventKind.RELEASED,
        CCN,
        "0427",
        "3252",
    )
    assert told.at == dt.datetime(2026, 10, 3, 12, 15, tzinfo=dt.UTC)
    assert told.other_key == "12345098765432"


def test_an_acknowledged_interchange_may_hold_a_refused_message() -> None:
    interchange, message = answers(edifact(messages.CONTRL))
    assert interchange == Response(Verdict.RECEIVED, "000000101")
    assert message.verdict is Verdict.REJECTED
    assert message.control == "000000101/1"
    assert message.reasons == ("12", "UCS 3", "UCD 12 2:1")


def test_a_functional_acknowledgement_is_no_acceptance() -> None:
    accepted = messages.ACKNOWLEDGED.replace("AK5*R*5", "AK5*A").replace("AK9*R", "AK9*A")
    assert {answer.verdict for answer in answers(x12("FA", accepted))} == {Verdict.RECEIVED}
    one, group = answers(x12("FA", messages.ACKNOWLEDGED))
    assert (one.verdict, one.control) == (Verdict.REJECTED, "101/0001")
    assert one.reasons == ("AK3 M11 5 8", "AK4 3 380 6", "AK5 5")
    assert (group.verdict, group.control) == (Verdict.REJECTED, "101")


def test_an_application_answers_for_a_cargo() -> None:
    (answer,) = answers(x12("AG", messages.APPLICATION))
    assert answer == Response(Verdict.REJECTED, "101/0001", CCN, ("848 NOT", "LATE"))
    (accepted,) = answers(x12("AG", messages.APPLICATION.replace("OTI*TR", "OTI*TA")))
    assert accepted.verdict is Verdict.ACCEPTED


def test_a_manifest_that_comes_back_refuses_each_cargo() -> None:
    one, other = answers(x12("AQ", messages.REFUSED))
    assert one == Response(Verdict.REJECTED, "", CCN, ("901 HEAD", "118 PORT"))
    assert (other.key, other.reasons) == ("7QRSPARS0004322", ("901 HEAD",))


def test_a_consist_that_comes_back_refuses_the_conveyance_alone() -> None:
    consist = (
        "355 M10*7QRS*J*CA****7QRSTRIP000088*1*****00*37~ P4*0427*20261003~ "
        "VID*TL**TRL70031~ MBL*7QRS*PARS0004321~ K1*206*NOT_ON_FILE~"
    )
    assert answers(x12("BD", consist)) == [
        Response(Verdict.REJECTED, "", "7QRSTRIP000088", ("7QRSPARS0004321: 206 NOT_ON_FILE",))
    ]


def test_a_status_is_told_by_its_words_and_otherwise_kept() -> None:
    (told,) = events(x12("AU", messages.NOTICE_350))
    assert (told.kind, told.key, told.port) == (EventKind.RELEASED, CCN, "0427")
    assert told.at == dt.datetime(2026, 10, 3, 12, 15, tzinfo=dt.UTC)
    assert told.other_key == "12345098765432"
    (other,) = events(x12("AU", messages.NOTICE_350.replace("K1*Released~", "K1*Something~")))
    assert (other.kind, other.text) == (EventKind.NOTICE, "Something")
    assert other.details["code"] == "ZZ"


@pytest.mark.parametrize("words", ["DO NOT LOAD", "HELD BY CFIA", "RELEASE CANCELLED"])
def test_words_of_customs_that_nothing_here_knows_stay_a_notice(words: str) -> None:
    text = (
        "UNB+UNOA:2+A+B+261003:0900+1'UNH+1+CUSRES:D:03B:UN'BGM+961+7QRSX1+44'"
        f"FTX+AAI+++{words}'RFF+XC:7QRSX1'UNT+5+1'UNZ+1+1'"
    )
    (told,) = events(text)
    assert (told.kind, told.key, told.text) == (EventKind.NOTICE, "7QRSX1", words)
    (refused,) = filings(text.replace("7QRSX1+44", "7QRSX1+27"))
    assert isinstance(refused.body, Response)
    assert refused.body.reasons == (words,)


def test_a_notice_says_that_the_documents_are_complete() -> None:
    (told,) = events(edifact(messages.STATUS))
    assert (told.kind, told.key) == (EventKind.DOCUMENTS_COMPLETE, CCN)


def test_a_house_bill_lies_in_a_cargo() -> None:
    (filing,) = filings(edifact(messages.HOUSE_BILL))
    assert (filing.kind, filing.key) == (FilingKind.HOUSE_BILL, "7QRSHB0001")
    body = filing.body
    assert isinstance(body, Shipment)
    assert (body.previous_ccn, body.movement) == (CCN, Movement.IMPORT)
    assert [line.description for line in body.goods] == ["BRASS HINGES"]
    assert (body.pieces, body.gross_kg) == (12, 240)
    assert body.consignee is not None
    assert body.consignee.name == "SMALL SHOP LTD"


def test_a_close_message_names_the_bills_of_a_cargo() -> None:
    (filing,) = filings(edifact(messages.CLOSE))
    assert filing.kind is FilingKind.CLOSE
    assert filing.body == CloseMessage(CCN, ("7QRSHB0001", "7QRSHB0002"))
    (deleted,) = filings(edifact(messages.CLOSE.replace("CLOSE77+9", "CLOSE77+1")))
    assert (deleted.key, deleted.function, deleted.body) == (CCN, Function.DELETE, None)


def test_t41_a_request_for_release_is_told_of_its_cargo() -> None:
    (told,) = events(edifact(messages.RELEASE_REQUEST))
    assert (told.kind, told.key, told.port) == (EventKind.RELEASE_REQUESTED, CCN, "0427")
    assert told.details["transaction"] == "12345098765432"


def test_a_rail_waybill_is_a_paper_and_no_report() -> None:
    waybill = "404 BX*00*R*PP**NS*L~ N9*BM*778899~ N7*CR*237001*1000~ LX*1~ L5*1*GEARS~"
    (told,) = events(x12("SR", waybill))
    assert (told.kind, told.key, told.text) == (EventKind.DOCUMENT, "778899", "GEARS")
    assert told.details["equipment"] == "CR 237001"

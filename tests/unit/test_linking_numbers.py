"""Numbers of a scan and of a shipment, and what a number may have been misread as."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import Check, Key
from app.domain.scan import Scan
from app.domain.shipment import Conveyance, Equipment, GoodsLine, Seal
from app.shipments.linking.keys import declared_by, numbers_of, same
from app.shipments.linking.misreadings import keyholes, misreadings, near
from tests.unit.room_values import NOW, shipment

NUMBERS = st.text("ABOIS0158", min_size=4, max_size=11)


def scan(object_id: str = "", **identifiers: str) -> Scan:
    return Scan("S-1", NOW, "", "", object_id, "MACHINE", MappingProxyType(identifiers))


def test_a_number_keeps_who_read_it_and_how_sure_that_was() -> None:
    given_ = scan(CONTAINER="CSQU3054383", CONTAINER_CONFIDENCE="0.83", CONTAINER_SOURCE="OCR")
    (number,) = numbers_of(given_)[Key.CONTAINER]
    assert (number.source, number.confidence, number.sure) == ("OCR", 0.83, True)
    (plain,) = numbers_of(scan(CCN="9XYZPARS0001234", CCN_CONFIDENCE="high"))[Key.CCN]
    assert (plain.source, plain.confidence) == ("scanner", None)


def test_one_identifier_may_hold_several_numbers() -> None:
    found = numbers_of(scan(AWB="020-81140743; 176-12345675"))[Key.AWB]
    assert [one.identifier.value for one in found] == ["02081140743", "17612345675"]


def test_a_misread_check_digit_is_kept_as_a_doubt() -> None:
    (number,) = numbers_of(scan(CONTAINER="CSQU3054384"))[Key.CONTAINER]
    assert number.identifier.check is Check.FAILED


def test_a_barcode_of_unknown_meaning_may_be_cargo_or_conveyance_and_is_sure_of_neither() -> None:
    found = numbers_of(scan(BARCODE="9XYZPARS0001234"))
    assert {key for key in found if key in (Key.CCN, Key.CRN)} == {Key.CCN, Key.CRN}
    assert not any(one.sure for one in found[Key.CCN])


def test_an_object_number_may_be_anything_and_what_passes_its_check_is_sure() -> None:
    assert numbers_of(scan("CSQU3054383"))[Key.CONTAINER][0].sure
    assert not numbers_of(scan("TRL100"))[Key.TRAILER][0].sure
    assert numbers_of(scan("  ")) == {}


def test_a_reporting_mark_in_u_is_a_container_without_its_check_digit() -> None:
    (container,) = numbers_of(scan(RAILCAR="CSQU 305438"))[Key.CONTAINER]
    assert container.identifier.value == "CSQU3054383"
    assert not container.sure


def test_a_shipment_declares_plates_packages_and_every_seal() -> None:
    made = shipment(
        conveyance=Conveyance("9XYZTRIP1", plate="AB 123", plate_jurisdiction="ON", vin="1" * 17),
        equipment=(
            Equipment("trailer", "TRL100", ("S1",), plate="T 99", sealing=(Seal("S2"),)),
            Equipment("chassis", "CHS7"),
            Equipment("ancillary", "DOLLY1"),
        ),
        goods=(GoodsLine("Phone cases", packages=("1Z999AA10123456784",)),),
    )
    declared = declared_by(made)
    assert declared[Key.TRAILER] == ("TRL100", "T 99", "CHS7")
    assert declared[Key.PLATE] == ("AB 123/ON", "T 99")
    assert declared[Key.SEAL] == ("S1", "S2")
    assert declared[Key.PARCEL] == ("1Z999AA10123456784",)
    assert "DOLLY1" not in {number for numbers in declared.values() for number in numbers}


def test_plates_of_two_provinces_are_two_plates() -> None:
    assert same(Key.PLATE, "AB123/ON", "AB 123/ON")
    assert same(Key.PLATE, "AB123", "AB 123/ON")
    assert not same(Key.PLATE, "AB123/QC", "AB 123/ON")


def test_an_airline_makes_its_control_number_of_the_waybill() -> None:
    made = shipment("014-12345675", conveyance=Conveyance(eta=NOW + dt.timedelta(hours=1)))
    assert declared_by(made)[Key.AWB] == ("014-12345675",)


@given(NUMBERS, NUMBERS)
def test_numbers_that_are_near_have_a_keyhole_in_common(one: str, other: str) -> None:
    if near(one, other):
        assert keyholes(one) & keyholes(other)


@given(st.text("AB01", min_size=6, max_size=9), st.data())
def test_one_wrong_lost_or_added_sign_is_looked_up(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    sign = data.draw(st.sampled_from("AXZ09"))
    wrong = number[:place] + sign + number[place + 1 :]
    lost = number[:place] + number[place + 1 :]
    added = number[:place] + sign + number[place:]
    found = set(misreadings(Key.CCN, number))
    assert {wrong, added, lost} <= found | {number}


def test_a_container_is_read_back_into_its_letters_and_digits() -> None:
    assert "CSQU3054383" in set(misreadings(Key.CONTAINER, "C5QU3O54383"))


def test_short_numbers_are_not_taken_for_each_other() -> None:
    assert not near("AB12", "AB13")
    assert near("ABO2", "AB02")
    assert near("TRL1000", "TRL100")

"""The numbers of the trade, with vectors whose check digits are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.barcode import failed_check, meanings
from app.domain.check_digits import container_check_digit
from app.domain.identifiers import (
    Check,
    Identifier,
    Key,
    air_waybill,
    ccn,
    comparable,
    confusable,
    container,
    crn,
    house_waybill,
    parcel,
    plate,
    railcar,
    read,
    recognise,
    seal,
    trailer,
    uld,
    vin,
)
from app.domain.words import Sentence


@pytest.mark.parametrize("number", ["CSQU3054383", "MSKU6011672", "csqu 305438-3"])
def test_container_numbers_pass_their_check_digit(number: str) -> None:
    reading = container(number)
    assert isinstance(reading, Identifier)
    assert reading.check is Check.PASSED


def test_a_wrong_container_check_digit_is_said_with_the_right_one() -> None:
    reading = container("CSQU3054384")
    assert isinstance(reading, Sentence)
    assert "3 would fit" in str(reading)


@pytest.mark.parametrize(
    ("number", "check"),
    [
        ("020-81140743", Check.PASSED),
        ("176-12345675", Check.PASSED),
        ("000-12345622", Check.FAILED),
    ],
)
def test_air_waybills_warn_and_never_refuse(number: str, check: Check) -> None:
    reading = air_waybill(number)
    assert isinstance(reading, Identifier)
    assert reading.check is check


@pytest.mark.parametrize("number", ["1Z999AA10123456784", "012345678983", "EE473124829GB"])
def test_tracking_numbers_pass(number: str) -> None:
    reading = parcel(number)
    assert isinstance(reading, Identifier)
    assert reading.check is Check.PASSED


@pytest.mark.parametrize("number", ["1Z999AA10123456785", "012345678984", "EE473124828GB", "HELLO"])
def test_tracking_numbers_that_fail_are_refused(number: str) -> None:
    assert isinstance(parcel(number), Sentence)


@pytest.mark.parametrize("number", ["AKH16867ZZ", "DVA1234ZZ", "AKE12345ZZ"])
def test_ulds(number: str) -> None:
    assert uld(number) == Identifier(Key.ULD, number)


def test_leading_zeros_of_a_rail_car_do_not_count() -> None:
    assert railcar("CN 12345") == railcar("CN012345")


def test_control_numbers() -> None:
    assert ccn("9XYZPARS0001234") == Identifier(Key.CCN, "9XYZPARS0001234")
    assert crn(" 9xyztrip000077 ") == Identifier(Key.CRN, "9XYZTRIP000077")
    for wrong in ("9XYZ PARS1", "9XY", "9XYZ" + "1" * 22, "9XYZ/1"):
        assert isinstance(ccn(wrong), Sentence)


def test_seals_and_trailers_compare_without_blanks_hyphens_and_leading_zeros() -> None:
    assert seal("00-12 34a") == Identifier(Key.SEAL, "1234A")
    assert trailer("ab 12-3") == Identifier(Key.TRAILER, "AB123")
    assert isinstance(trailer("A" * 13), Sentence)


def test_confusable_numbers() -> None:
    assert confusable("CSQU3O54383", "CSQU3054383")
    assert confusable("AB1234", "AB1235")
    assert not confusable("AB1234", "AB-1234")
    assert not confusable("AB1234", "AB2345")
    assert not confusable("", "A")


def test_a_free_text_is_recognised_by_its_pattern() -> None:
    assert [found.key for found in recognise("CSQU3054383")] == [Key.CONTAINER]
    assert recognise("pallet in lane 4") == ()


def test_an_ill_formed_number_is_compared_as_it_stands() -> None:
    assert comparable(Key.CONTAINER, "csqu 3054384") == "CSQU3054384"


@given(st.sampled_from(list(Key)), st.text(max_size=30))
def test_no_text_breaks_a_reader(key: Key, text: str) -> None:
    reading = read(key, text)
    assert isinstance(reading, Identifier | Sentence)
    assert str(reading)


@given(st.from_regex(r"[A-Z]{3}U[0-9]{6}", fullmatch=True))
def test_every_container_has_exactly_one_check_digit(first_ten: str) -> None:
    good = [d for d in range(10) if isinstance(container(f"{first_ten}{d}"), Identifier)]
    assert good == [container_check_digit(first_ten)]


@given(st.from_regex(r"1Z[A-Z0-9]{15}", fullmatch=True))
def test_every_tracking_number_has_exactly_one_check_digit(first: str) -> None:
    assert sum(isinstance(parcel(f"{first}{d}"), Identifier) for d in range(10)) == 1


@pytest.mark.parametrize(
    ("number", "check"),
    [
        # 49 CFR 565.15: the check digit stands in the ninth place.
        ("1M8GDM9AXKP042788", Check.PASSED),
        ("11111111111111111", Check.PASSED),
        ("1M8GDM9A1KP042788", Check.FAILED),
        ("WAUZZZ8K9BA123456", Check.NONE),
    ],
)
def test_a_vin_is_checked_where_its_maker_must_keep_a_check_digit(
    number: str, check: Check
) -> None:
    reading = vin(number)
    assert isinstance(reading, Identifier)
    assert reading.check is check


def test_a_plate_keeps_its_province_apart() -> None:
    assert plate("ab 12-345 / on") == Identifier(Key.PLATE, "AB12345/ON")
    assert plate("AB12345") == Identifier(Key.PLATE, "AB12345")
    for wrong in ("", "AB12345678901", "AB1/ONTARIO", "AB1/1"):
        assert isinstance(plate(wrong), Sentence)


def test_house_waybills_have_any_form() -> None:
    assert house_waybill("MAA 12326064") == Identifier(Key.HAWB, "MAA12326064")
    assert isinstance(house_waybill("A" * 36), Sentence)


def test_a_barcode_may_name_a_cargo_or_a_conveyance() -> None:
    assert [found.key for found in meanings("9XYZPARS0001234")] == [
        Key.CCN,
        Key.CRN,
        Key.HAWB,
    ]
    assert meanings("1Z999AA10123456784")[0].key is Key.PARCEL
    assert meanings("CSQU3054383")[0].key is Key.CONTAINER


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("CSQU3054384", "3 would fit"),
        ("1Z999AA10123456785", "Tracking number 1Z999AA10123456785 fails"),
        ("012345678984", "Tracking number 012345678984 fails"),
        ("000-12345622", "Air waybill 00012345622 fails"),
        ("1M8GDM9A1KP042788", "VIN 1M8GDM9A1KP042788 fails"),
    ],
)
def test_a_wrong_check_digit_is_said(text: str, said: str) -> None:
    assert said in str(failed_check(text))


@pytest.mark.parametrize(
    "text", ["CSQU3054383", "9XYZPARS0001234", "CN 012345", "020-81140743", "WAUZZZ8K9BA123456", ""]
)
def test_what_keeps_its_check_digit_or_has_none_is_not_doubted(text: str) -> None:
    assert failed_check(text) is None

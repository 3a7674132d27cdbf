"""The numbers of the trade, with vectors whose check digits are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import (
    Check,
    Identifier,
    Key,
    air_waybill,
    ccn,
    comparable,
    confusable,
    container,
    container_check_digit,
    crn,
    parcel,
    railcar,
    read,
    recognise,
    seal,
    trailer,
    uld,
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

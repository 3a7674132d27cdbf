from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.place import Doors, Place

metres = st.integers(-400, 400).map(lambda tenths: tenths / 10.0)


@given(metres, metres, st.booleans())
def test_a_place_reads_back_as_it_was_written(across: float, above: float, doors: bool) -> None:
    place = Place(across, above, doors, from_floor=True)
    assert Place.read(place.text) == place


def test_a_place_is_told_from_the_doors_once_they_are_known() -> None:
    def told(doors: Doors, floor: float | None = 1.14) -> str:
        return Place.told((4.21, 7.98), floor, 2.0, doors).text

    assert told(Doors.UNKNOWN) == "4.2 m from the left end, 1.1 m above the floor"
    assert told(Doors.LEFT) == "4.2 m from the doors, 1.1 m above the floor"
    assert told(Doors.RIGHT) == "8.0 m from the doors, 1.1 m above the floor"
    assert told(Doors.RIGHT, -0.3) == "8.0 m from the doors, 0.3 m below the floor"
    assert told(Doors.LEFT, None) == "4.2 m from the doors, 2.0 m above the lowest point"


@pytest.mark.parametrize("text", ["", "5.5 m from left, 1.9 m up", "here"])
def test_other_words_are_no_place(text: str) -> None:
    assert Place.read(text) is None

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import pickle
from types import MappingProxyType

import pytest

from app.domain.event import Event, EventKind
from app.domain.shipment import Conveyance, Party
from app.shipments.quick import quick


def test_a_quick_value_is_the_value_itself() -> None:
    made = quick(Party)("NAME", ("STREET",), country="CA")
    assert type(made) is Party
    assert made == Party("NAME", ("STREET",), country="CA")
    assert hash(made) == hash(Party("NAME", ("STREET",), country="CA"))
    assert dataclasses.replace(made, name="OTHER").name == "OTHER"
    assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own


def test_a_quick_value_is_as_frozen_as_any() -> None:
    made = quick(Conveyance)(crn="7QRS1")
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.crn = "other"  # type: ignore[misc]
    assert made.exception_codes == ()


def test_defaults_that_are_made_are_made_anew() -> None:
    at = dt.datetime(2026, 10, 3, tzinfo=dt.UTC)
    one, other = (quick(Event)(EventKind.HELD, "7QRS1", at) for _ in range(2))
    assert one.details == {}
    assert isinstance(one.details, MappingProxyType)
    assert one.details is not other.details


def test_what_is_asked_for_must_be_given() -> None:
    with pytest.raises(TypeError):
        quick(Party)()  # type: ignore[call-arg]


def test_a_class_that_does_more_than_keep_fields_is_refused() -> None:
    @dataclasses.dataclass(frozen=True, slots=True)
    class Checked:
        number: int

        def __post_init__(self) -> None:
            raise ValueError(self.number)

    with pytest.raises(TypeError):
        quick(Checked)

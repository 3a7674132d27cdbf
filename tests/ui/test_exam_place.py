"""Where an exam would be made, as the referral form offers it."""

from __future__ import annotations

import pytest

from app.domain.decision import warehouse_of
from app.domain.shipment import Movement
from app.shipments.tables import Tables
from app.ui.exam_place import offered_place
from tests.unit.rule_values import shipment

TABLES = Tables.shipped()


@pytest.mark.parametrize(
    ("warehouse", "movement", "offered"),
    [
        ("3127", Movement.IMPORT, "0351, 3127"),
        ("3252", Movement.IMPORT, "0351"),
        ("3252", Movement.IN_BOND, "0495, 3252"),
        ("8888", Movement.IMPORT, "0351, 8888"),
        ("", Movement.IMPORT, "0351"),
    ],
)
def test_only_an_examining_warehouse_is_offered_at_the_border(
    warehouse: str, movement: Movement, offered: str
) -> None:
    goods = shipment(sub_location=warehouse, movement=movement)
    assert offered_place(goods, TABLES, in_bond=False) == offered


def test_after_a_failed_release_the_place_inland_is_offered() -> None:
    goods = shipment(sub_location="3252", movement=Movement.IMPORT)
    assert offered_place(goods, TABLES, in_bond=True) == "0495, 3252"
    assert offered_place(goods, None, in_bond=True) == "0351, 3252"


@pytest.mark.parametrize(
    ("place", "warehouse"),
    [
        ("0351, 3127", "3127"),
        ("3127", "3127"),
        ("3127 Sample Warehouse", "3127"),
        ("the yard", "the yard"),
        ("", ""),
    ],
)
def test_the_warehouse_in_a_place_is_its_last_code(place: str, warehouse: str) -> None:
    assert warehouse_of(place) == warehouse

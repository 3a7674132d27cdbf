"""Every package is valid by the schema that is published, and the schema is one that says no."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema
import pytest

from app.domain.decision import Draft, ExamType, Kind, Recommendation, Urgency
from app.domain.dispatch import Posting
from app.domain.mark import Shape
from app.domain.proof import Acknowledged
from app.domain.work import Item
from app.review.addressing import address_of
from app.review.package_tree import SCHEMA, package_tree
from app.review.readouts import readouts
from app.scans.views import read_view
from tests.unit.room_values import NOW, House, draw, radiograph, shipment

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
REFERRAL = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY", "I01_WEIGHT"),
    region_labels=("M1", "1"),
    exam=ExamType.TAILGATE,
    urgency=Urgency.PRIORITY,
    confidence=4,
    note="Look.",
)


def schema() -> jsonschema.Draft202012Validator:
    name = SCHEMA.replace("/", "-")
    tree = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(tree)
    return jsonschema.Draft202012Validator(tree)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.record.close()


def signed(house: House, *, data: bool = True) -> tuple[Recommendation, Item]:
    house.arrive(radiograph(CCN="9XYZPARS0001234"), *([shipment()] if data else []))
    house.screen()
    sitting = house.room().open(house.record.items()[0])
    scan = sitting.item.scans[0]
    sitting.shown(scan.scan_id, "side")
    draw(sitting, Shape.ELLIPSE, ((10, 10), (20, 15)), scan.scan_id, "side")
    return sitting.sign(REFERRAL), sitting.item


def tree_of(house: House, decision: Recommendation, item: Item) -> Any:
    posting = Posting(decision.recommendation_id, 1, address_of(decision, item), NOW, "dispatch")
    files = [house.store.path(file.sha256) for file in item.scans[0].files]
    told = readouts(decision, lambda *_: read_view(files))
    tree = package_tree(decision, item, {}, posting=posting, readouts=told)
    return json.loads(json.dumps(tree))


def test_a_package_is_valid_with_and_without_data(house: House) -> None:
    schema().validate(tree_of(house, *signed(house)))


def test_a_package_without_a_manifest_is_valid(house: House) -> None:
    schema().validate(tree_of(house, *signed(house, data=False)))


@pytest.mark.parametrize("kind", [one for one in Kind if one is not Kind.REFER_FOR_EXAM])
def test_other_decisions_are_valid_too(house: House, kind: Kind) -> None:
    decision, item = signed(house)
    other = dataclasses.replace(
        decision, kind=kind, exam=None, valid_until=None, regions=(), confidence=0
    )
    schema().validate(json.loads(json.dumps(package_tree(other, item, {}))))


def test_every_optional_part_is_valid(house: House) -> None:
    decision, item = signed(house)
    full = dataclasses.replace(
        decision,
        supersedes="before",
        second="singh",
        unit="0351",
        degraded=True,
        caveats=("For Canada alone.",),
        co_loaded=("9XYZPARS0009999",),
        overrides=MappingProxyType({"R111:x": "Exempt under D3-1-1."}),
        acknowledgements=(Acknowledged("R017:x", "tremblay", NOW),),
        regions=tuple(
            dataclasses.replace(region, place="4.2 m from the doors, 1.1 m above the floor")
            for region in decision.regions
        ),
    )
    schema().validate(tree_of(house, full, item))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "prescreen-referral/1"),
        (("exam",), None),
        (("exam", "port"), "495"),
        (("regions", 0, "severity"), 4),
        (("regions", 0, "polygon"), [[1, 2]]),
        (("scans", 0, "views", 0, "images"), ["not a digest"]),
        (("extra",), 1),
    ],
)
def test_what_is_wrong_is_refused(house: House, path: tuple[Any, ...], value: object) -> None:
    tree = tree_of(house, *signed(house))
    place = tree
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        schema().validate(tree)

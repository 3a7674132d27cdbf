"""Section 2.7: what disables a release recommendation and a referral, condition by condition."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from app.domain.decision import OTHER_REASONS, Draft, ExamType, Kind
from app.domain.dossier import Progress, Standing
from app.domain.event import EventKind
from app.domain.shipment import Equipment, Function, Movement
from app.domain.work import LinkClass
from app.review.decision_table import TABLE, condition_of, overrides, stale
from app.review.missing import missing
from app.review.package_tree import package_tree
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.rules.table import BY_NAME
from tests.unit.room_values import NOW, House, shipment, silent
from tests.unit.rule_values import (
    DAY,
    HOUR,
    case,
    differs,
    event,
    filed,
    referred,
    referring,
    scan,
    version,
)

RELEASE = Draft(Kind.RECOMMEND_RELEASE, reasons=("NO_ANOMALY",), confidence=4)
REFER = Draft(Kind.REFER_FOR_EXAM, reasons=("ANOMALY",), confidence=4, exam=ExamType.TAILGATE)
NOTE = Draft(
    Kind.NO_DECISION, reasons=("RELEASED_ALREADY",), confidence=4, note="Seen after release."
)


def lacks(of: Case, draft: Draft) -> dict[str, list[str]]:
    """What is missing, by field; a view that is cited and the place in the image left out."""
    found: dict[str, list[str]] = {}
    item = dataclasses.replace(of.item, shown=MappingProxyType({("S-1", "side"): True}))
    for one in missing(item, examine(of).notices, draft):
        if one.field != "regions":
            found.setdefault(one.field, []).append(str(one.sentence))
    return found


def plain(*changes: Any, **more: Any) -> Case:
    """A cargo that nothing speaks against."""
    return case(*(changes or (filed(shipment(movement=Movement.IMPORT)),)), **more)


def test_nothing_stands_in_the_way_of_a_quiet_item() -> None:
    assert lacks(plain(), RELEASE) == {}
    assert lacks(plain(), REFER) == {}


def probable(of: Case) -> Case:
    links = tuple(dataclasses.replace(k, link_class=LinkClass.PROBABLE) for k in of.item.links)
    return dataclasses.replace(of, item=dataclasses.replace(of.item, links=links))


IMPORT = shipment(movement=Movement.IMPORT)
TWO = shipment(
    movement=Movement.IMPORT,
    equipment=(Equipment("trailer", "TRL100"), Equipment("trailer", "TRL200")),
)
GROUPED = shipment(movement=Movement.IMPORT, consolidated=True)
ASKED = event(EventKind.REQUEST_OPENED, text="Describe the goods", other_key="Q1")


@pytest.mark.parametrize(
    ("of", "field"),
    [
        (plain(filed(TWO)), "blocks"),
        (
            plain(
                filed(TWO),
                scans=(scan("S-1", TRAILER="TRL100"), scan("S-2", TRAILER="TRL200")),
                viewed=(("S-1", "side"),),
            ),
            "views",
        ),
        (probable(plain()), "link"),
        (plain(filed(IMPORT, standing=Standing.REJECTED, feed_accepts=False)), "blocks"),
        (plain(shipment(function=Function.DELETE)), "blocks"),
        (plain(filed(IMPORT, accepted_at=NOW - 91 * DAY)), "override"),
        (case(), "override"),
        (plain(filed(GROUPED)), "override"),
        (plain(filed(IMPORT, events=(ASKED,))), "override"),
        (plain(filed(IMPORT, events=(event(EventKind.TARGETED),))), "override"),
        (plain(filed(IMPORT, events=(event(EventKind.HELD),))), "override"),
        (plain(filed(IMPORT, renumbered_as=("9XYZPARS7",))), "warnings"),
        (plain(filed(IMPORT, released_at=NOW, progress=Progress.RELEASED)), "blocks"),
    ],
)
def test_a_condition_disables_release_and_leaves_referral(of: Case, field: str) -> None:
    assert field in lacks(of, RELEASE)
    referral = lacks(of, REFER)
    released = any(notice.rule == "RELEASED" for notice in examine(of).notices)
    assert bool(referral) is released


def test_an_exemption_takes_the_place_of_a_cargo_record() -> None:
    exempt = case(observed=MappingProxyType({"exemption": "X101h"}))
    assert "blocks" not in lacks(exempt, RELEASE)


def test_a_warning_waits_until_it_is_acknowledged() -> None:
    warned = plain(filed(IMPORT, renumbered_as=("9XYZPARS7",)))
    keys = tuple(n.key for n in examine(warned).notices)
    taken = dataclasses.replace(warned.item, acknowledged=keys)
    assert lacks(dataclasses.replace(warned, item=taken), RELEASE) == {}


@pytest.mark.parametrize(
    ("of", "rule"),
    [(plain(filed(GROUPED)), "R038"), (plain(filed(IMPORT, events=(ASKED,))), "R070")],
)
def test_an_override_needs_a_reason_and_is_kept_with_it(of: Case, rule: str) -> None:
    notices = examine(of).notices
    blank = dataclasses.replace(RELEASE, overrides={rule: "  "})
    assert "override" in lacks(of, blank)
    given = dataclasses.replace(RELEASE, overrides={rule: "The forwarder sent them by post."})
    assert "override" not in lacks(of, given)
    kept = overrides(notices, given)
    assert list(kept.values()) == ["The forwarder sent them by post."]
    assert all(key.startswith(f"{rule}:") for key in kept)
    longer = dataclasses.replace(RELEASE, overrides={rule: "x" * 501})
    assert "override" in lacks(of, longer)


@pytest.mark.parametrize(
    ("of", "rule"),
    [
        (case(), "R020"),
        (plain(filed(IMPORT, accepted_at=NOW - 91 * DAY)), "R061"),
        (plain(filed(IMPORT, events=(event(EventKind.TARGETED),))), "TARGET"),
    ],
)
def test_no_manifest_and_a_target_take_a_reason_and_a_second_person(of: Case, rule: str) -> None:
    assert {"override", "second"} <= set(lacks(of, RELEASE))
    given = dataclasses.replace(RELEASE, overrides={rule: "Told by the unit, 10:42."})
    lacking = lacks(of, given)
    assert "override" not in lacking
    assert len(lacking["second"]) == 1
    assert "second" not in lacks(of, dataclasses.replace(REFER, overrides={rule: "Told."}))


def test_what_one_may_override_alone_takes_no_second_person() -> None:
    given = dataclasses.replace(RELEASE, overrides={"R038": "By post."})
    assert "second" not in lacks(plain(filed(GROUPED)), given)


def test_what_cannot_be_overridden_is_not() -> None:
    deleted = plain(shipment(function=Function.DELETE))
    forced = dataclasses.replace(RELEASE, overrides={"R059": "Never mind."})
    assert "blocks" in lacks(deleted, forced)
    assert overrides(examine(deleted).notices, forced) == {}


def test_t69_a_referral_to_a_place_that_is_no_border_place_needs_a_reason() -> None:
    wrong = plain(draft=referring("3252"))
    draft = dataclasses.replace(REFER, exam_place="3252")
    assert "3252 is no examining warehouse" in lacks(wrong, draft)["override"][0]
    excused = dataclasses.replace(draft, overrides={"R111": "Exempt under D3-1-1."})
    assert "override" not in lacks(wrong, excused)
    written = plain(draft=referring("0495, 3252"))
    assert "override" in lacks(written, dataclasses.replace(REFER, exam_place="0495, 3252"))
    fine = plain(draft=referring("3127"))
    assert "override" not in lacks(fine, dataclasses.replace(REFER, exam_place="3127"))


def test_t42_released_goods_take_a_note_and_nothing_else() -> None:
    done = plain(filed(IMPORT, released_at=NOW, progress=Progress.RELEASED))
    assert "blocks" in lacks(done, RELEASE)
    assert "blocks" in lacks(done, REFER)
    assert "blocks" not in lacks(done, NOTE)
    assert "RELEASED_ALREADY" in OTHER_REASONS[Kind.NO_DECISION]


def test_t79_reported_goods_can_be_decided_and_are_marked_as_late() -> None:
    reported = plain(filed(IMPORT, progress=Progress.REPORTED))
    assert "LATE" in {notice.rule for notice in examine(reported).notices}
    assert lacks(reported, RELEASE) == {}


def test_t77_a_recommendation_is_stale_once_data_or_scans_are_newer() -> None:
    fewer = version(2, NOW + HOUR, changes=(differs("pieces", "100", "60"),))
    changed = filed(shipment(version=2, pieces=60), versions=(version(), fewer))
    assert stale(examine(case(changed, decisions=(referred(),))).notices)
    more = case(filed(), scans=(scan(), scan("S-2")), decisions=(referred(),))
    assert stale(examine(more).notices)
    assert not stale(examine(case(filed(), decisions=(referred(),))).notices)


def test_every_row_names_rules_that_there_are() -> None:
    named = {rule for row in TABLE for rule in row.rules}
    assert named <= set(BY_NAME)
    for row in TABLE:
        assert row.when
        assert row.release
        assert row.refer
    blocked = examine(plain(filed(GROUPED))).notices
    row = next(condition_of(n) for n in blocked if n.rule == "R038")
    assert row is not None
    assert row.overridable


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def test_an_override_goes_on_record_and_to_the_port(house: House) -> None:
    house.arrive(None, shipment(consolidated=True))
    house.screen(silent)
    sitting = house.room().next()
    assert sitting is not None
    for one in sitting.item.scans:
        for view in one.views:
            sitting.shown(one.scan_id, view)
            sitting.viewed(one.scan_id, view)
    draft = dataclasses.replace(RELEASE, overrides={"R038": "House bill seen on paper."})
    for notice in sitting.open_notices:
        if notice.severity == "warning":
            sitting.acknowledge(notice.key)
    assert [m.field for m in sitting.missing(RELEASE)] == ["override"]
    signed = sitting.sign(draft)
    assert list(signed.overrides.values()) == ["House bill seen on paper."]
    kept = house.record.item(sitting.item_id)
    assert kept.decisions[-1].overrides == signed.overrides
    tree = package_tree(kept.decisions[-1], kept, {})
    assert tree["overrides"] == [
        {"notice": f"R038:{shipment().shipment_id}", "reason": "House bill seen on paper."}
    ]


def test_t71_a_referral_inland_says_that_a_seal_is_required(house: House) -> None:
    house.arrive(None, shipment(csa=True))
    item = house.record.item(house.record.items()[0])
    tree = package_tree(referred(notices=("R084:9XYZPARS0001234 3252",)), item, {})
    assert tree["seal_required"] is True
    assert package_tree(referred(), item, {})["seal_required"] is False

"""The reference library on a real record: what is found, why, and what is never shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.cli.reference_desk import ReferenceDesk
from app.domain.decision import Draft, ExamType, Kind
from app.domain.reference import Aim, Found, Origin, Pictured, Reference
from app.domain.shipment import Equipment, GoodsLine, Mode
from app.domain.words import Sentence
from app.domain.work import Item
from app.references import Library, Question
from app.references.crowds import looks
from app.references.matching import equal_digits
from app.review import ReviewRoom
from app.scans.likenesses import Likenesses, key_of
from app.shipments.discrepancies import Crowd, Looks
from app.shipments.pictured import Declared, pictured
from imaging.likeness import FEATURES, BeamKind, Likeness, describe
from tests.unit.edi_messages import CUSCAR
from tests.unit.room_values import OFFICER, SITE, House, flagging, radiograph, shipment

NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
REFERRED = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY",),
    region_labels=("M1",),
    exam=ExamType.TAILGATE,
    confidence=5,
    note="Ask for K. Martin on arrival.",
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def arrive(house: House, number: int, trailer: str, hs: str, *, empty: bool = False) -> None:
    """Take in one trailer with its declaration, and screen it."""
    ccn = f"9XYZPARS000{number:04d}"
    declared = shipment(
        ccn,
        goods=(GoodsLine("Goods", hs, "US", 10, "CT"),),
        equipment=(Equipment("trailer", trailer, empty=empty, length_ft=53),),
    )
    picture = radiograph(f"1.2.3.{number}", trailer, seed=number, CCN=ccn, TRAILER=trailer)
    house.arrive(picture, declared)
    house.screen(flagging)


def decide(house: House) -> str:
    """Refer the item that is due; return its id."""
    sitting = house.room().next()
    assert sitting is not None
    scan = sitting.item.scans[0]
    sitting.shown(scan.scan_id, scan.views[0])
    sitting.first_paint()
    for link in sitting.item.links:
        sitting.confirm_link(link.scan_id, link.shipment_id)
    sitting.sign(REFERRED)
    return str(sitting.item.item_id)


def find(house: House, desk: ReferenceDesk, aim: Aim = Aim.LOADS) -> Found:
    """Ask what the newest item can be compared with."""
    item = house.record.item(house.record.items()[-1])
    scan = item.scans[0]
    return desk.find(house.record, item.item_id, (scan.scan_id, scan.views[0]), aim)


def words(reference: Reference) -> list[str]:
    return [str(reason) for reason in reference.reasons]


def decided(found: Found) -> list[Reference]:
    return [one for one in found.references if one.picture.origin is Origin.DECIDED]


def test_a_decided_scan_of_the_same_goods_is_found_with_its_reasons(house: House) -> None:
    arrive(house, 1, "TRL101", "940350")
    referred = decide(house)
    arrive(house, 2, "TRL102", "940350")
    found = find(house, ReferenceDesk(house.store))
    (first,) = decided(found)
    assert first.picture.item_id == referred
    assert first.picture.outcome == Kind.REFER_FOR_EXAM.value
    assert words(first)[:2] == ["Same HS 9403.50", "Looks alike"]
    assert "Also a trailer" in words(first)


def test_goods_that_a_message_declared_are_found_too(house: House) -> None:
    message = house.inbox("cargo.edi")
    message.write_text(CUSCAR, encoding="ascii")
    house.take([message])
    picture = radiograph("1.2.3.1", "TRL70031", CCN="7QRSPARS0004321", TRAILER="TRL70031")
    house.arrive(picture)
    house.screen(flagging)
    referred = decide(house)
    arrive(house, 2, "TRL102", "848310")
    (first,) = decided(find(house, ReferenceDesk(house.store)))
    assert first.picture.item_id == referred
    assert "Same HS 8483.10" in words(first)


def test_an_undecided_scan_and_the_item_itself_are_never_found(house: House) -> None:
    arrive(house, 1, "TRL101", "940350")
    arrive(house, 2, "TRL102", "940350")
    desk = ReferenceDesk(house.store)
    assert decided(find(house, desk)) == []
    decide(house)
    decide(house)
    item = house.record.items()[-1]
    assert item not in {one.picture.item_id for one in decided(find(house, desk))}


def test_a_reference_tells_nothing_of_marks_notes_or_people(house: House) -> None:
    arrive(house, 1, "TRL101", "940350")
    decide(house)
    arrive(house, 2, "TRL102", "940350")
    (first,) = decided(find(house, ReferenceDesk(house.store)))
    told = repr(first)
    assert "Martin" not in told
    assert "tremblay" not in told.lower()
    names = {field.name for field in dataclasses.fields(Pictured)}
    assert names.isdisjoint({"note", "marks", "officer", "reasons", "regions", "consignee"})


def test_the_same_trailer_of_before_is_found_with_the_days_between(house: House) -> None:
    arrive(house, 1, "TRL100", "940350")
    decide(house)
    later = radiograph("1.2.3.9", "trl-100", seed=9, CCN="9XYZPARS0000009", TRAILER="TRL-100")
    moved = dataclasses.replace(later.source, taken_at=NOW + dt.timedelta(days=12))
    house.arrive(dataclasses.replace(later, source=moved), shipment("9XYZPARS0000009"))
    desk = ReferenceDesk(house.store)
    (first,) = find(house, desk, Aim.EARLIER).references
    assert words(first)[:2] == ["Same trailer", "12 d earlier"]


def test_nothing_found_is_said_in_words(house: House) -> None:
    arrive(house, 1, "TRL101", "970110")
    desk = ReferenceDesk(house.store)
    assert str(find(house, desk).nothing) == "No decided scan with HS 9701.10 or like it yet."
    assert str(find(house, desk, Aim.EARLIER).nothing) == "No earlier scan of TRL101 yet."
    assert str(find(house, desk, Aim.VIEWS).nothing) == "This item has one view only."


def test_samples_serve_an_empty_workspace_and_say_that_they_are_simulated(house: House) -> None:
    arrive(house, 1, "TRL101", "220110")
    (first, *_) = find(house, ReferenceDesk(house.store)).references
    assert first.picture.origin is Origin.SAMPLE
    assert first.picture.simulated
    assert first.picture.title == "Mineral water in bottles"


def test_a_sample_is_not_found_as_its_own_reference(house: House) -> None:
    arrive(house, 1, "SMPU4410221", "220110")
    names = {one.picture.scan_id for one in find(house, ReferenceDesk(house.store)).references}
    assert "sample/truck_beverages" not in names


def test_empty_equipment_is_a_decided_empty_one_and_then_a_simulated_template(
    house: House,
) -> None:
    arrive(house, 1, "TRL101", "860900", empty=True)
    decide(house)
    arrive(house, 2, "TRL102", "940350")
    desk = ReferenceDesk(house.store)
    first, second = find(house, desk, Aim.EMPTY).references
    assert first.picture.origin is Origin.DECIDED
    assert words(first)[0] == "Declared empty"
    assert second.picture.origin is Origin.TEMPLATE
    assert second.picture.simulated
    like = radiograph()
    empty = desk.read(second, like)
    assert empty.dual
    assert empty.main.kilovolts == pytest.approx(6000.0)


def test_a_decided_reference_is_read_from_the_store(house: House) -> None:
    arrive(house, 1, "TRL101", "940350")
    decide(house)
    arrive(house, 2, "TRL102", "940350")
    desk = ReferenceDesk(house.store)
    (first,) = decided(find(house, desk))
    assert np.array_equal(
        desk.read(first, radiograph()).main.pixels, radiograph("1.2.3.1", seed=1).main.pixels
    )


def test_what_screening_did_not_describe_is_described_later(house: House) -> None:
    arrive(house, 1, "TRL101", "010121")
    decide(house)
    (kept,) = house.store.root.glob("likeness-*.bin")
    kept.unlink()
    arrive(house, 2, "TRL102", "440799")
    desk = ReferenceDesk(house.store)
    assert decided(find(house, desk)) == []
    while desk.describe_next(house.record):
        pass
    (first,) = decided(find(house, desk))
    assert words(first)[0] == "Looks alike"


def test_a_correction_changes_the_outcome_that_is_shown(house: House) -> None:
    arrive(house, 1, "TRL101", "940350")
    item = decide(house)
    arrive(house, 2, "TRL102", "940350")
    desk = ReferenceDesk(house.store)
    assert decided(find(house, desk))[0].picture.outcome == Kind.REFER_FOR_EXAM.value
    again = house.room().open(item)
    again.shown(again.item.scans[0].scan_id, again.item.scans[0].views[0])
    again.sign(Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=3, note="Blurred."))
    (first,) = decided(find(house, desk))
    assert first.picture.outcome == Kind.NO_DECISION.value


def test_decisions_are_read_a_few_at_a_time_and_none_is_missed(house: House) -> None:
    for number in range(1, 4):
        arrive(house, number, f"TRL10{number}", "940350")
        decide(house)
    found, after = [], 0
    for _ in range(3):
        some, after = house.record.decided_views(after, most=1)
        found += [picture.number for picture in some]
    assert found == ["TRL101", "TRL102", "TRL103"]
    assert house.record.decided_views(after, most=1) == ((), after)


@pytest.mark.parametrize(
    ("one", "other", "digits"),
    [
        (("73089010",), ("73089099",), 6),
        (("73089010",), ("73089010", "01"), 8),
        (("730890",), ("730410",), 2),
        (("730890",), ("730899",), 4),
        (("730890",), ("720890",), 0),
        ((), ("730890",), 0),
    ],
)
def test_hs_codes_are_compared_by_item_subheading_heading_and_chapter(
    one: tuple[str, ...], other: tuple[str, ...], digits: int
) -> None:
    assert equal_digits(one, other) == digits


def test_goods_of_other_equipment_in_the_same_shipment_do_not_count() -> None:
    declared = Declared(
        (GoodsLine("A", "8458.11", equipment="TRL 1"), GoodsLine("B", "8466.93", equipment="TRL2")),
        (Equipment("trailer", "TRL-1", length_ft=53), Equipment("trailer", "TRL-2")),
        Mode.HIGHWAY,
    )
    bare = Pictured("s", "side", "C1", Origin.DECIDED, number="trl1")
    found = pictured(bare, {"TRAILER": "TRL1"}, declared)
    assert found.hs == ("845811",)
    assert (found.equipment, found.length_ft) == ("trailer", 53)


def vector(seed: int) -> Likeness:
    values = np.random.default_rng(seed).normal(size=FEATURES).astype(np.float32)
    return Likeness(BeamKind.LINAC_DUAL, values)


def test_vectors_are_kept_and_a_torn_row_spoils_no_other(tmp_path: Path) -> None:
    keys = [key_of([f"{n}"]) for n in range(3)]
    shelf = Likenesses(tmp_path)
    shelf.put(keys[0], vector(0))
    (path,) = tmp_path.iterdir()
    with path.open("ab") as torn:
        torn.write(path.read_bytes()[:100])
    shelf.put(keys[1], vector(1))
    other = Likenesses(tmp_path)
    assert other.refresh()
    assert not other.refresh()
    shelf.put(keys[2], vector(2))
    assert other.refresh()
    for number, key in enumerate(keys):
        found = other.get(key)
        assert found is not None
        assert np.array_equal(found.values, vector(number).values)
    assert len(other) == 3


def test_likeness_alone_orders_what_has_no_common_goods(tmp_path: Path) -> None:
    """Pictures of another kind of scanner are never called alike."""
    shelf = Likenesses(tmp_path)
    pictures = tuple(
        Pictured(f"s{n}", "side", f"C{n}", Origin.SAMPLE, digests=(f"{n}",), number=f"N{n}")
        for n in range(2)
    )
    own = describe(radiograph())
    shelf.put(key_of(["0"]), Likeness(BeamKind.TUBE_DUAL, own.values))
    shelf.put(key_of(["1"]), own)
    library = Library(shelf, [(one, key_of(one.digests)) for one in pictures])
    shelf.refresh()
    asked = Question(Pictured("q", "side", "C9", Origin.ITEM), likeness=own)
    (only,) = library.search(asked).references
    assert only.picture.scan_id == "s1"
    assert only.reasons == (Sentence("Looks alike"),)


# --- unlike the others --------------------------------------------------------------------------


def described(number: int, *place: float, **changes: object) -> tuple[Pictured, Likeness]:
    """A decided picture of furniture, at a place among the features."""
    values = np.zeros(FEATURES, np.float32)
    values[: len(place)] = place
    made = Pictured(
        scan_id=f"S-{number}",
        view="side",
        item_id=f"C{number}",
        origin=Origin.DECIDED,
        digests=(f"{number:064x}",),
        hs=("940350",),
        number=f"TRL{number}",
        taken_at=NOW + dt.timedelta(days=number),
        outcome="RECOMMEND_RELEASE",
    )
    return dataclasses.replace(made, **changes), Likeness(BeamKind.LINAC_DUAL, values)


def crowd_of(count: int) -> list[tuple[Pictured, Likeness]]:
    rng = np.random.default_rng(3)
    return [described(n, *rng.normal(0.0, 0.1, FEATURES)) for n in range(count)]


def questioned(*place: float) -> Question:
    picture, likeness = described(999, *place)
    return Question(dataclasses.replace(picture, origin=Origin.ITEM), likeness=likeness)


def test_a_picture_far_from_its_crowd_lies_beyond_all_of_it() -> None:
    crowd = crowd_of(120)
    near = looks(questioned(), Crowd.HEADING, "9403", crowd)
    far = looks(questioned(*[3.0] * 20), Crowd.HEADING, "9403", crowd)
    assert near.count == far.count == 120
    assert near.share_nearer is not None
    assert near.share_nearer < 0.9
    assert far.share_nearer == 1.0
    assert len(far.nearest) == 3
    assert far.nearest[0].startswith("TRL")


def test_the_share_is_a_fair_percentile() -> None:
    crowd = crowd_of(200)
    rng = np.random.default_rng(9)
    shares = [
        looks(questioned(*rng.normal(0.0, 0.1, FEATURES)), Crowd.HEADING, "9403", crowd)
        for _ in range(40)
    ]
    beyond = sum((one.share_nearer or 0.0) >= 0.99 for one in shares)
    assert beyond <= 3
    assert 0.3 < float(np.mean([one.share_nearer or 0.0 for one in shares])) < 0.7


def test_without_a_vector_or_a_crowd_there_is_no_share() -> None:
    crowd = crowd_of(30)
    bare = dataclasses.replace(questioned(), likeness=None)
    assert looks(bare, Crowd.HEADING, "9403", crowd).share_nearer is None
    assert looks(questioned(), Crowd.HEADING, "9403", crowd[:1]).share_nearer is None
    other = [
        (picture, Likeness(BeamKind.TUBE_DUAL, likeness.values)) for picture, likeness in crowd
    ]
    found = looks(questioned(), Crowd.HEADING, "9403", other)
    assert (found.count, found.share_nearer) == (0, None)


def test_only_loads_of_the_goods_alone_that_nothing_was_found_in_are_a_crowd(
    tmp_path: Path,
) -> None:
    pictures = [
        described(1),
        described(2, outcome="REFER_FOR_EXAM"),
        described(3, hs=("940350", "640399")),
        described(4, origin=Origin.SAMPLE),
        described(5, view="top"),
        described(6, empty=True),
        described(7, hs=("940169",)),
        described(8),
    ]
    likenesses = Likenesses(tmp_path)
    for picture, likeness in pictures:
        likenesses.put(key_of(picture.digests), likeness)
    likenesses.refresh()
    library = Library(likenesses, ((picture, key_of(picture.digests)) for picture, _ in pictures))
    assert library.looks(questioned(), "9403").count == 2
    stream = library.looks(questioned(), "9403", frozenset({"C8"}))
    assert (stream.crowd, stream.count) == (Crowd.STREAM, 1)


def test_the_looks_of_an_item_are_asked_for_by_its_only_heading(house: House) -> None:
    arrive(house, 1, "TRL101", "940350")
    item = house.record.item(house.record.items()[-1])
    desk = ReferenceDesk(house.store)
    (one,) = desk.looks(house.record, item)
    assert (one.crowd, one.name, one.count, one.share_nearer) == (Crowd.HEADING, "9403", 0, None)
    assert house.room().next() is not None
    mixed = dataclasses.replace(
        item.shipments[0], goods=(GoodsLine("A", "940350"), GoodsLine("B", "640399"))
    )
    assert desk.looks(house.record, dataclasses.replace(item, shipments=(mixed,))) == ()


def test_an_officer_is_told_of_looks_where_a_library_is_asked(house: House) -> None:
    arrive(house, 1, "TRL101", "940350")
    scan = house.record.item(house.record.items()[-1]).scans[0].scan_id
    unlike = Looks(scan, "side", Crowd.HEADING, "9403", 150, 1.0, ("TRL7 2026-01-02",))
    asked = []

    def answer(item: Item) -> tuple[Looks, ...]:
        asked.append(item.item_id)
        return (unlike,)

    room = ReviewRoom(house.record, house.store, house.clock, OFFICER, site=SITE, looks=answer)
    sitting = room.next()
    assert sitting is not None
    told = [n for n in sitting.notices if n.rule == "I06"]
    assert [n.reason_code for n in told] == ["I06_TEXTURE"]
    assert "Nearest: TRL7 2026-01-02" in str(told[0].sentence)
    assert sitting.notices
    assert len(asked) == 1

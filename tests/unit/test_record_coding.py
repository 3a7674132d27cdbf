"""What is recorded is read back equal."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math
import zoneinfo
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.decision import (
    Draft,
    ExamType,
    Kind,
    ModelShown,
    Recommendation,
    Region,
    SeenScan,
    Times,
    Urgency,
)
from app.domain.mark import LONGEST_NOTE, Category, Mark, Shape
from app.domain.notice import Notice, Severity
from app.domain.officer import Officer, Role
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Party,
    Shipment,
    Value,
)
from app.domain.threat import Finding, ModelRun, ScreeningState, ThreatDetectionReport
from app.domain.words import Sentence
from app.domain.work import Evidence, Link, LinkClass
from app.record.coding import canonical, digest, read, text_of, time_of, time_text

some = settings(max_examples=30, deadline=None)

WORDS = st.text(max_size=12)
REALS = st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = st.integers(-(2**40), 2**40)
MOMENTS = st.datetimes(
    min_value=dt.datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis wants its bounds without zone
    max_value=dt.datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, zoneinfo.ZoneInfo("America/Toronto")]),
).filter(lambda at: at.replace(fold=0).utcoffset() == at.replace(fold=1).utcoffset())
"""Times with zone, but for the hours that the clocks repeat or skip in the night they change:

Python holds such a time equal to no time of another zone (PEP 495), whatever was written.
"""
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=3)
MAPS = st.dictionaries(WORDS, WORDS, max_size=3).map(MappingProxyType)


def tuples(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


st.register_type_strategy(str, WORDS)
st.register_type_strategy(float, REALS)
POINTS = st.tuples(REALS, REALS)
SENTENCES = st.builds(Sentence, WORDS, MAPS)


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    shape = draw(st.sampled_from(Shape))
    wanted = {Shape.FREEHAND: 4, Shape.POLYGON: 4, Shape.TEXT: 1}.get(shape, 2)
    points = draw(st.lists(POINTS, min_size=wanted, max_size=wanted).map(tuple))
    words = draw(WORDS), draw(NUMBERS), draw(WORDS), draw(WORDS)
    category = draw(st.sampled_from(Category))
    return Mark(*words, shape, points, draw(WORDS), category, draw(WORDS)[:LONGEST_NOTE])


IMAGES = st.builds(
    ImageFile,
    sha256=WORDS,
    name=WORDS,
    size=NUMBERS,
    kind=WORDS,
    study_uid=WORDS,
    view=WORDS,
    energy=WORDS,
    rows=NUMBERS,
    columns=NUMBERS,
    instance_uid=WORDS,
    mm_per_pixel=st.none() | POINTS,
)
SCANS = st.builds(
    Scan,
    scan_id=WORDS,
    taken_at=st.none() | MOMENTS,
    site=WORDS,
    scanner=WORDS,
    object_id=WORDS,
    origin=WORDS,
    identifiers=MAPS,
    files=tuples(IMAGES),
)
PARTIES = st.builds(Party, name=WORDS, address=tuples(WORDS), city=WORDS)
GOODS = st.builds(
    GoodsLine,
    description=WORDS,
    quantity=st.none() | NUMBERS,
    weight_kg=st.none() | AMOUNTS,
)
SHIPMENTS = st.builds(
    Shipment,
    shipment_id=WORDS,
    ccn=WORDS,
    version=NUMBERS,
    function=st.sampled_from(Function),
    received_at=MOMENTS,
    conveyance=st.builds(Conveyance, mode=st.sampled_from(Mode), eta=st.none() | MOMENTS),
    goods=tuples(GOODS),
    pieces=st.none() | NUMBERS,
    gross_kg=st.none() | AMOUNTS,
    shipper=st.none() | PARTIES,
    consignee=st.none() | PARTIES,
    equipment=tuples(
        st.builds(Equipment, kind=WORDS, number=WORDS, seals=tuples(WORDS), empty=st.booleans())
    ),
    value=st.none() | st.builds(Value, AMOUNTS, WORDS),
    house_bills=tuples(WORDS),
    clvs=st.booleans(),
)
FINDINGS = st.builds(
    Finding,
    finding_id=WORDS,
    number=NUMBERS,
    box=st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
    probability=REALS,
    kind=WORDS,
    title=SENTENCES,
    measure=SENTENCES,
)
REPORTS = st.builds(
    ThreatDetectionReport,
    report_id=WORDS,
    scan_id=WORDS,
    view=WORDS,
    state=st.sampled_from(ScreeningState),
    findings=tuples(FINDINGS),
    reason=st.none() | SENTENCES,
    image_digests=tuples(WORDS),
    model_name=WORDS,
    model_sha256=WORDS,
    provider=WORDS,
    milliseconds=REALS,
    made_at=MOMENTS,
    asked_provider=WORDS,
    fell_back=st.booleans(),
    remarks=tuples(SENTENCES),
    runs=tuples(
        st.builds(
            ModelRun, WORDS, WORDS, st.sampled_from(ScreeningState), NUMBERS, WORDS, WORDS, REALS
        )
    ),
    tdr_sha256=WORDS,
)
REGIONS = st.builds(
    Region,
    label=WORDS,
    scan_id=WORDS,
    view=WORDS,
    polygon=tuples(POINTS),
    polygon_share=tuples(POINTS),
)
RECOMMENDATIONS = st.builds(
    Recommendation,
    recommendation_id=WORDS,
    supersedes=WORDS,
    item_id=WORDS,
    kind=st.sampled_from(Kind),
    scope=WORDS,
    subjects=tuples(WORDS),
    shipment_digests=tuples(WORDS),
    scans=tuples(
        st.builds(SeenScan, WORDS, WORDS, tuples(WORDS), st.booleans(), REALS, tuples(WORDS), MAPS)
    ),
    link_classes=MAPS,
    reasons=tuples(WORDS),
    regions=tuples(REGIONS),
    exam=st.none() | st.sampled_from(ExamType),
    exam_port=WORDS,
    exam_place=WORDS,
    urgency=st.sampled_from(Urgency),
    confidence=NUMBERS,
    note=WORDS,
    acknowledged=tuples(WORDS),
    notices=tuples(WORDS),
    model=tuples(st.builds(ModelShown, WORDS, WORDS, WORDS, NUMBERS, st.booleans(), MAPS)),
    times=st.builds(
        Times,
        MOMENTS,
        st.none() | MOMENTS,
        st.none() | MOMENTS,
        MOMENTS,
        REALS,
        REALS,
        st.none() | MOMENTS,
        st.none() | REALS,
    ),
    officer=WORDS,
    role=WORDS,
    workstation=WORDS,
    authority=WORDS,
    program_version=WORDS,
)
LINKS = st.builds(
    Link,
    scan_id=WORDS,
    shipment_id=WORDS,
    shipment_version=NUMBERS,
    link_class=st.sampled_from(LinkClass),
    score=NUMBERS,
    evidence=tuples(st.builds(Evidence, WORDS, WORDS, WORDS, WORDS)),
    by=WORDS,
    at=MOMENTS,
)
DRAFTS = st.builds(
    Draft,
    kind=st.sampled_from(Kind),
    reasons=tuples(WORDS),
    region_labels=tuples(WORDS),
    exam=st.none() | st.sampled_from(ExamType),
    exam_place=WORDS,
    urgency=st.sampled_from(Urgency),
    confidence=st.none() | NUMBERS,
    note=WORDS,
)
NOTICES = st.builds(Notice, WORDS, st.sampled_from(Severity), WORDS, SENTENCES, WORDS, WORDS)
OFFICERS = st.builds(Officer, WORDS, WORDS, st.sampled_from(Role), WORDS, st.booleans())

ALL = {
    Mark: marks(),
    Scan: SCANS,
    Shipment: SHIPMENTS,
    ThreatDetectionReport: REPORTS,
    Recommendation: RECOMMENDATIONS,
    Link: LINKS,
    Draft: DRAFTS,
    Notice: NOTICES,
    Officer: OFFICERS,
}


@some
@given(data=st.data())
@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_what_is_written_is_read_back_equal(kind: type, data: st.DataObject) -> None:
    value = data.draw(ALL[kind])
    text = text_of(value)
    again = read(text, kind)
    assert again == value
    assert type(again) is kind
    assert text_of(again) == text
    json.loads(text)


def test_times_are_utc_and_sort_as_text() -> None:
    toronto = dt.datetime(2026, 3, 1, 7, 0, tzinfo=zoneinfo.ZoneInfo("America/Toronto"))
    assert time_text(toronto) == "2026-03-01T12:00:00.000000+00:00"
    later = toronto + dt.timedelta(microseconds=1)
    assert time_text(toronto) < time_text(later)
    assert time_of(time_text(later)) == later


def test_a_scanners_time_without_zone_stays_without() -> None:
    local = dt.datetime(2026, 3, 1, 7, 0)  # noqa: DTZ001 - that is what a scanner writes
    assert time_of(time_text(local)) == local


def test_amounts_keep_their_digits() -> None:
    line = GoodsLine("Paint", weight_kg=Decimal("3300.500"))
    assert str(read(text_of(line), GoodsLine).weight_kg) == "3300.500"


def test_equal_values_have_one_text() -> None:
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))


def test_mappings_come_back_frozen() -> None:
    scan = Scan("s1", None, "", "", "", "SYNTHETIC", {"plate": "AB12345"})
    again = read(text_of(scan), Scan)
    assert isinstance(again.identifiers, MappingProxyType)
    assert again == dataclasses.replace(scan, identifiers=MappingProxyType({"plate": "AB12345"}))


def test_a_mark_written_before_marks_had_class_and_note_still_reads() -> None:
    written = (
        '{"mark_id":"m1","number":1,"points":[[1.5,2.0],[3.0,4.0]],"scan_id":"s1",'
        '"shape":"box","text":"","view":"side"}'
    )
    assert read(written, Mark) == Mark("m1", 1, "s1", "side", Shape.BOX, ((1.5, 2.0), (3.0, 4.0)))


def test_a_mark_of_a_newer_program_still_shows() -> None:
    mark = Mark("m1", 1, "s1", "side", Shape.TEXT, ((1.0, 2.0),), note="here")
    newer = json.loads(text_of(mark)) | {"category": "antimatter", "colour": "red"}
    assert read(canonical(newer), Mark) == dataclasses.replace(mark, category=Category.OTHER)


@pytest.mark.parametrize(
    "values",
    [
        {"points": ((math.nan, 1.0),)},
        {"points": ((math.inf, 1.0),)},
        {"note": "x" * (LONGEST_NOTE + 1)},
        {"note": "\udcff"},
        {"text": "\ud800"},
        {"shape": Shape.POLYGON},
    ],
)
def test_what_is_no_mark_is_none(values: dict[str, object]) -> None:
    mark = Mark("m1", 1, "s1", "side", Shape.TEXT, ((1.0, 2.0),))
    with pytest.raises(ValueError, match=r"."):
        dataclasses.replace(mark, **values)

"""Whatever is filed in whatever order, one dossier follows, and nothing it changes is missed."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.event import EventKind
from app.domain.filing import Filing, Verdict
from app.domain.shipment import Conveyance, Equipment, Function, Mode
from app.record.filing_text import filing_from, tree_of
from app.shipments.json_form import digested
from app.shipments.lifecycle import Shelf, dossier, number_form, stands, touched_by
from tests.unit.filing_values import (
    answer,
    at,
    cargo,
    close,
    event,
    house_bill,
    late,
    trip,
)

CARGO = ("9XYZA1", "9XYZA2")
BILLS = ("8ABCH1", "8ABCH2", "8ABCH3")
TRIPS = ("9XYZT1", "9XYZT2")
KEYS = (*CARGO, *BILLS)
NOW = at(40)

hours = st.integers(0, 12)
functions = st.sampled_from(Function)
controls = st.sampled_from(("", "1", "1/1", "1/1/1", "1/1/2", "2/1/1"))
cargo_keys = st.sampled_from(CARGO)
bill_keys = st.sampled_from(BILLS)
trip_keys = st.sampled_from(TRIPS)

cargoes = st.builds(
    lambda key, when, function, control, pieces, crn: cargo(
        key,
        hours=when,
        function=function,
        control=control,
        pieces=pieces,
        csa=pieces > 1,
        conveyance=Conveyance(crn=crn, mode=Mode.HIGHWAY),
    ),
    cargo_keys,
    hours,
    functions,
    controls,
    st.integers(1, 3),
    st.sampled_from(("", *TRIPS)),
)
bills = st.builds(
    lambda key, above, when: house_bill(key, above, hours=when),
    bill_keys,
    st.sampled_from((*CARGO, *BILLS)),
    hours,
)
closes = st.builds(
    lambda key, named, when: close(key, *named, hours=when),
    st.sampled_from((*CARGO, *BILLS)),
    st.lists(bill_keys, max_size=2),
    hours,
)
trips = st.builds(
    lambda crn, named, when, function, plate: trip(
        crn,
        *named,
        hours=when,
        function=function,
        equipment=(Equipment("trailer", "SMPL530117", plate=plate),),
    ),
    trip_keys,
    st.lists(cargo_keys, max_size=2, unique=True),
    hours,
    functions,
    st.sampled_from(("", "AB1", "AB2")),
)
answers = st.builds(
    lambda verdict, key, control, when: answer(verdict, key, control=control, hours=when),
    st.sampled_from(Verdict),
    st.sampled_from(("", *CARGO, *TRIPS, *BILLS)),
    controls,
    hours,
)
events = st.builds(
    lambda kind, key, other, when: event(
        kind, key, hours=when, other_key=other, element="csa", value="yes"
    ),
    st.sampled_from(EventKind),
    st.sampled_from((*KEYS, *TRIPS)),
    st.sampled_from(("", *CARGO)),
    hours,
)
filings = st.builds(
    late, st.one_of(cargoes, bills, closes, trips, answers, events), st.integers(0, 3)
)
stories = st.lists(filings, max_size=12)
some = settings(max_examples=60, deadline=None)


def everything(story: Sequence[Filing]) -> list[object]:
    return [dossier(story, key, now=NOW) for key in KEYS]


@some
@given(story=stories, seed=st.integers(0, 2**16))
def test_order_and_copies_make_no_difference(story: list[Filing], seed: int) -> None:
    chance = random.Random(seed)
    mixed = [*story, *chance.sample(story, len(story) // 2)]
    chance.shuffle(mixed)
    assert everything(mixed) == everything(story)


@some
@given(story=stories, new=filings)
def test_whatever_a_filing_changes_is_known_to_be_touched(story: list[Filing], new: Filing) -> None:
    before, after = Shelf.of(story), Shelf.of([*story, new])
    touched = touched_by(new, after)
    for key in KEYS:
        if stands(before, key, NOW) != stands(after, key, NOW):
            assert number_form(key) in touched, key


@some
@given(story=stories)
def test_what_stands_is_what_the_dossier_says(story: list[Filing]) -> None:
    for key in KEYS:
        found = dossier(story, key, now=NOW)
        shipment = stands(Shelf.of(story), key, NOW)
        if found.shipment is not None:
            assert shipment is not None
            assert digested(shipment) == digested(found.shipment)
        assert (shipment is None) == (found.last is None)


@some
@given(filing=filings)
def test_a_filing_is_read_back_as_it_was_written(filing: Filing) -> None:
    assert filing_from(tree_of(filing)) == filing

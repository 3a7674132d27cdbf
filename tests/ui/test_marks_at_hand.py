"""The marks on screen while their acts are on the way to the record."""

from __future__ import annotations

import dataclasses

from app.domain.mark import Mark, MarkAct, Shape
from app.ui.marks_at_hand import MarksAtHand


def box(name: str, number: int = 1) -> Mark:
    return Mark(name, number, "s1", "side", Shape.BOX, ((1.0, 1.0), (9.0, 9.0)))


def test_an_act_is_shown_until_it_is_read_again() -> None:
    marks = MarksAtHand()
    drawn = box("a")
    ticket = marks.put(MarkAct(None, drawn))
    assert marks.marks == (drawn,)
    assert marks.unsaved == {"a"}
    early = marks.reading()
    marks.written(ticket, drawn)
    assert not marks.unsaved
    # A reading that began before the act was written does not show it, and takes nothing away.
    assert marks.read((), early) == ()
    assert marks.marks == (drawn,)
    assert marks.read((drawn,), marks.reading()) == ()
    assert marks.marks == (drawn,)
    assert marks.settled


def test_a_new_mark_gets_a_number_that_was_never_used() -> None:
    marks = MarksAtHand((box("a", 2),), last_number=5)
    assert marks.put(MarkAct(None, box("b", 1))).act.mark.number == 6
    assert marks.put(MarkAct(None, box("c", 1))).act.mark.number == 7
    # Taking back and doing again keeps it.
    assert marks.put(MarkAct(box("b", 6), None)).act.mark.number == 6
    assert marks.put(MarkAct(None, box("b", 1))).act.mark.number == 6


def test_the_number_on_record_wins_everywhere() -> None:
    marks = MarksAtHand()
    ticket = marks.put(MarkAct(None, box("a")))
    moved = dataclasses.replace(box("a"), note="here")
    later = marks.put(MarkAct(box("a"), moved))
    marks.written(ticket, box("a", 4))
    assert [mark.number for mark in marks.marks] == [4]
    marks.written(later, dataclasses.replace(moved, number=4))
    assert marks.read((dataclasses.replace(moved, number=4),), marks.reading()) == ()
    assert marks.put(MarkAct(None, box("b"))).act.mark.number == 5


def test_what_a_rule_forbids_stays_on_screen_unsaved() -> None:
    marks = MarksAtHand()
    ticket = marks.put(MarkAct(None, box("a")))
    marks.refused(ticket)
    assert marks.settled
    marks.read((), marks.reading())
    assert marks.marks == (box("a"),)
    assert marks.unsaved == {"a"}


def test_a_record_that_differs_from_the_screen_is_told() -> None:
    marks = MarksAtHand()
    drawn, removed = box("a"), box("b", 2)
    for act in (MarkAct(None, drawn), MarkAct(None, removed), MarkAct(removed, None)):
        marks.written(marks.put(act), act.after)
    other = dataclasses.replace(drawn, note="somebody else's words")
    differing = marks.read((other, removed), marks.reading())
    assert differing == (MarkAct(other, drawn), MarkAct(removed, None))

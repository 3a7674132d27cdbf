"""A paper typed in an outage, and what the carrier sent of the same cargo (¶36)."""

from __future__ import annotations

import dataclasses
import itertools

from app.domain.filing import Filing, Verdict, Via
from app.shipments.lifecycle import dossier
from tests.unit.filing_values import CCN, answer, at, cargo, late


def paper(hours: float, **values: object) -> Filing:
    """Return what an officer typed."""
    return dataclasses.replace(cargo(hours=hours, **values), via=Via.PAPER, sender="dupuis")


def test_what_was_sent_later_replaces_a_paper_and_says_what_differs() -> None:
    found = dossier([paper(0, pieces=90), cargo(hours=1)], CCN, now=at(2))
    assert [(one.via, one.typed_by) for one in found.versions] == [
        (Via.PAPER, "dupuis"),
        (Via.EDI, ""),
    ]
    (change,) = found.versions[1].changes
    assert (change.path, change.before, change.after) == ("pieces", "90", "100")
    assert found.via is Via.EDI


def test_what_waited_in_the_outage_replaces_the_paper_though_it_was_prepared_before() -> None:
    waited = [late(cargo(hours=-2, pieces=80), 3), late(cargo(hours=-1), 3)]
    for order in itertools.permutations([paper(0, pieces=90), *waited]):
        found = dossier(order, CCN, now=at(4))
        assert found.shipment is not None
        assert found.shipment.pieces == 100
        assert [one.via for one in found.versions] == [Via.PAPER, Via.EDI, Via.EDI]


def test_a_paper_that_was_typed_after_what_was_sent_is_newer() -> None:
    found = dossier([cargo(hours=0), paper(1, pieces=90)], CCN, now=at(2))
    assert found.shipment is not None
    assert found.shipment.pieces == 90
    assert found.via is Via.PAPER


def test_a_typing_slip_is_put_right_by_typing_again() -> None:
    found = dossier([paper(0, pieces=90), paper(1, pieces=91)], CCN, now=at(2))
    assert [one.number for one in found.versions] == [1, 2]
    assert found.shipment is not None
    assert found.shipment.pieces == 91


def test_a_reject_answers_what_was_sent_and_never_the_paper() -> None:
    sent = late(cargo(hours=-1, pieces=80), 1)
    told = answer(Verdict.REJECTED, key=CCN, hours=2)
    found = dossier([paper(0, pieces=90), sent, told], CCN, now=at(3))
    assert found.shipment is not None
    assert found.shipment.pieces == 90
    assert [one.via for one in found.versions] == [Via.PAPER]

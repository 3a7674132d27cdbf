"""What a finding reads like against what the declared goods are made of."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.matter import READS_LIKE, UNDECLARED
from app.domain.shipment import GoodsLine
from app.domain.threat import Finding
from app.domain.words import Sentence, say
from app.shipments.discrepancies import Sides, undeclared_findings
from app.shipments.discrepancies.foreign import CLASSES
from app.ui.shown import Shown
from tests.unit.record_values import report
from tests.unit.room_values import shipment
from tests.unit.rule_values import case, scan

COTTON = GoodsLine("cotton cloth", "520811")
STEEL = GoodsLine("steel in coils", "720839")
TEXT_ONLY = GoodsLine("general goods", "")
MORE, MASS = say("{delta} g/cm² more than what is around it", delta=18), say("at least {low} kg")


def finding(*clauses: Sentence) -> Finding:
    return Finding("r/1", 1, (0, 0, 5, 5), 0.9, "denser", say("Denser"), say("more"), "", clauses)


def sides(clauses: tuple[Sentence, ...], *lines: GoodsLine, consolidated: bool = False) -> Sides:
    made = shipment(goods=lines, consolidated=consolidated)
    item = case(made, scans=(scan(),)).item
    told = dataclasses.replace(report("r", "S-1"), findings=(finding(*clauses),))
    return Sides(dataclasses.replace(item, reports=(told,)))


@pytest.mark.parametrize(
    ("reads", "line", "undeclared"),
    [
        ("steel", COTTON, True),
        ("heavier", COTTON, True),
        ("steel_or_more", COTTON, True),
        ("organic", COTTON, False),
        ("below_steel", COTTON, False),
        ("organic", STEEL, True),
        ("steel", STEEL, False),
        # So much steel that little of the low energy is left reads as heavier than it is.
        ("heavier", STEEL, False),
        ("steel_or_more", STEEL, False),
    ],
)
def test_matter_that_no_line_is_made_of_is_not_in_the_declaration(
    reads: str, line: GoodsLine, undeclared: bool
) -> None:
    told = undeclared_findings(sides((MORE, say(READS_LIKE[reads]), MASS), line))
    assert told == (frozenset({"r/1"}) if undeclared else frozenset())


def test_nothing_is_said_of_what_nobody_declared_by_code() -> None:
    steel = (say(READS_LIKE["steel"]),)
    assert undeclared_findings(sides(steel, COTTON)) == {"r/1"}
    assert not undeclared_findings(sides(steel, COTTON, TEXT_ONLY))
    assert not undeclared_findings(sides(steel))
    assert not undeclared_findings(sides(steel, COTTON, consolidated=True))
    assert not undeclared_findings(sides((MORE, MASS), COTTON))


def test_every_matter_of_a_reason_has_its_classes() -> None:
    assert set(CLASSES) == set(READS_LIKE.values())


def test_the_officer_reads_it_right_after_the_matter() -> None:
    item = sides((MORE, say(READS_LIKE["steel"]), MASS), COTTON).item
    shown = Shown(item, (), frozenset(), (), (), (), ())
    ((_, plain),) = shown.findings
    assert [one.text for one in plain.reasons] == [MORE.text, "steel-like", MASS.text]
    told = dataclasses.replace(shown, undeclared=frozenset({"r/1"}))
    ((_, whole),) = told.findings
    assert [one.text for one in whole.reasons] == [MORE.text, "steel-like", UNDECLARED, MASS.text]

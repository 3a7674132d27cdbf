"""The clauses of a reason: what is said, and what is left unsaid."""

from __future__ import annotations

import dataclasses

from app.screening.reasoning import CLAUSES as SHOWN
from imaging.reads_as import ReadsAs
from imaging.standout import StandOut
from models.evaluation.figures import median, share
from models.evaluation.reasons import figures, judge_bodies
from models.evaluation.truths import true_scenes
from models.reasons import CLAUSES, clauses

FOUND = StandOut(18.0, 1.0, 30.0, 11, True, ReadsAs.STEEL, 40.0, 32.0, 48.0, 0.0, 0.0, False)


def kinds(**changes):
    return [one.kind for one in clauses(dataclasses.replace(FOUND, **changes))]


def test_a_reason_reads_as_a_person_would_say_it():
    words = [one.english for one in clauses(FOUND)]
    assert words == [
        "18 ± 2 g/cm² more than its 11 neighbours",
        "steel-like",
        "40 kg (32 to 48)",
    ]


def test_what_cannot_be_told_is_not_said():
    assert kinds(delta_g_cm2=1.5) == ["alike", "mass"]
    assert kinds(matter=None) == ["more_pieces", "mass"]
    assert kinds(low_kg=-3.0) == ["more_pieces", "steel"]
    assert kinds(kg=None, low_kg=None, high_kg=None) == ["more_pieces", "steel"]
    assert kinds(opaque_around=0.5) == []


def test_black_is_told_as_a_bound():
    assert kinds(opaque_share=0.3, matter=None, high_kg=None) == [
        "least_pieces",
        "opaque",
        "mass_least",
    ]
    assert kinds(opaque_share=0.3, matter=None, high_kg=None, tube=True) == ["opaque"]


def test_less_has_no_matter_and_is_missing():
    less = kinds(delta_g_cm2=-18.0, pieces=False, kg=-40.0, low_kg=-48.0, high_kg=-32.0)
    assert less == ["less_places", "missing_least"]
    assert kinds(neighbours=1)[0] == "more_around"


def test_every_clause_has_its_words():
    for kind in ReadsAs:
        assert kind.value in CLAUSES


def test_figures_have_intervals():
    half = share("a", [True] * 50 + [False] * 50)
    assert 0.4 < half.low < half.value == 0.5 < half.high < 0.6
    assert median("b", [1.0, 2.0, 3.0]).value == 2.0
    assert share("c", []).n == 0


def test_what_is_said_of_simulated_bodies_is_mostly_true():
    judged = judge_bodies(list(true_scenes(6)))
    by_name = {one.name: one for one in figures(judged)}
    assert by_name["reasons.true_clauses"].value > 0.6
    assert by_name["reasons.true_share"].n == len(judged) >= 4


def test_the_window_has_words_for_every_clause_and_the_same_in_english():
    assert dict(SHOWN) == dict(CLAUSES)

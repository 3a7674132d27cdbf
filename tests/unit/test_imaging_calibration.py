from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.calibrating import calibration_for, scale_for, scale_from
from imaging.calibration import Calibration, ScannerMatch, Step, Wedge
from imaging.calibration_file import (
    SCHEMA,
    UnreadableCalibration,
    calibration_bytes,
    parse_calibration,
    read_calibration,
    write_calibration,
)
from imaging.energy import place_between
from imaging.material import Grounds, computed_scale, scale_of
from imaging.phantom.beam import BeamSettings, make_beam
from imaging.radiograph import Channel, Energy, Radiograph, Source

SOFT = BeamSettings(6.0, 4.0, 15.0)
"""A linac with another filter than the computed scales assume."""
TUBE = BeamSettings(0.16, 0.0, 0.6, tube=True)
NUMBERS = {"organic": 7.0, "aluminium": 13.0, "steel": 26.0, "lead": 82.0}


def wedge(beam: BeamSettings, material: str, masses: list[float]) -> Wedge:
    steps = []
    for mass in masses:
        high, low = -np.log(make_beam(beam).transmission(material, mass))
        steps.append(Step(mass, float(high), float(low)))
    return Wedge(material, NUMBERS[material], tuple(steps))


def linac(*materials: str, scanner: ScannerMatch | None = None) -> Calibration:
    wedges = tuple(wedge(SOFT, name, [5.0, 20.0, 60.0, 120.0]) for name in materials)
    return Calibration("wedges", scanner or ScannerMatch(kilovolts=(6000.0, 4000.0)), wedges)


def scan(station: str = "", model: str = "", kilovolts: float | None = 6000.0) -> Radiograph:
    pixels = np.full((4, 4), 60000, np.uint16)
    low = None if kilovolts is None else kilovolts * 2 / 3
    return Radiograph(
        (
            Channel(Energy.HIGH, pixels, kilovolts=kilovolts),
            Channel(Energy.LOW, pixels.copy(), kilovolts=low),
        ),
        source=Source(manufacturer="Acme", model=model, station=station),
    )


def tree(**changes: Any) -> dict[str, Any]:
    return {**json.loads(calibration_bytes(linac("organic", "steel"))), **changes}


def test_readings_replace_the_computed_curves() -> None:
    scale = scale_from(linac("organic", "aluminium", "steel", "lead"))
    assert scale.source is Grounds.CALIBRATED
    assert not scale.rises
    for place, material in enumerate(("organic", "aluminium", "steel")):
        for mass in (10.0, 40.0, 100.0):
            high, low = -np.log(make_beam(SOFT).transmission(material, mass))
            ours = scale.ratios_at(np.array([high]))[place, 0]
            theirs = computed_scale(6.0, 4.0).ratios_at(np.array([high]))[place, 0]
            assert abs(ours - low / high) < 0.002 + 0.2 * abs(theirs - low / high)
            assert scale.densities_at(np.array([high]))[place, 0] == pytest.approx(mass, rel=0.01)


def test_a_tube_is_known_by_its_readings_alone() -> None:
    wedges = (
        wedge(TUBE, "organic", [1.0, 5.0, 15.0]),
        wedge(TUBE, "steel", [0.3, 1.5, 4.0]),
    )
    scale = scale_from(Calibration("", ScannerMatch(station="7"), wedges))
    assert scale.rises
    high, low = -np.log(make_beam(TUBE).transmission("steel", 1.0))
    assert scale.ratios_at(np.array([high]))[2, 0] == pytest.approx(low / high, rel=0.02)


def test_light_metal_wants_the_tubes_own_filter() -> None:
    """Posts of 11 g/cm2 of aluminium, as air cargo units have, behind another filter."""
    beam = BeamSettings(0.32, 0.0, 0.6, tube=True)
    high, low = -np.log(make_beam(beam).transmission("aluminium", 10.8))
    wedges = (
        wedge(beam, "organic", [1.0, 5.0, 15.0, 30.0]),
        wedge(beam, "aluminium", [1.0, 5.0, 15.0]),
        wedge(beam, "steel", [0.3, 1.5, 4.0]),
    )
    own = scale_from(Calibration("tube", ScannerMatch(kilovolts=(320.0, 160.0)), wedges))
    assumed = computed_scale(0.32, 0.0)
    organic, light = (
        place_between(low / high, scale.ratios_at(np.array([high]))[:, 0])
        for scale in (assumed, own)
    )
    assert organic < 0.6
    assert light == pytest.approx(1.0, abs=0.05)


def test_what_was_not_measured_keeps_its_order() -> None:
    ratios = scale_from(linac("organic", "steel")).ratios_at(np.linspace(0.3, 8.0, 30))
    assert (np.diff(ratios, axis=0) < 0).all()


def test_the_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    calibration = linac("organic", "steel", scanner=ScannerMatch("Acme", "R", "Porte é", None))
    write_calibration(tmp_path / "one.json", calibration)
    assert read_calibration(tmp_path / "one.json") == calibration


def test_thickness_in_millimetres_is_turned_into_areal_density() -> None:
    found = tree()
    steel = found["materials"][1]
    steel["density_g_cm3"] = 7.87
    for step in steel["steps"]:
        step["mm"] = step.pop("g_cm2") / 0.787
    read = parse_calibration(json.dumps(found).encode(), "mm.json")
    assert read.wedges[1].steps[2].g_cm2 == pytest.approx(60.0)


def spoiled(material: int, step: int, key: str, value: object) -> dict[str, Any]:
    found = tree()
    found["materials"][material]["steps"][step][key] = value
    return found


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ([], "must be an object"),
        (tree(schema="other/1"), f"must read {SCHEMA}"),
        (tree(scanner={}), "which scanner"),
        (tree(scanner={"kilovolts": [4000, 6000]}), "high energy first"),
        (tree(scanner={"kilovolts": "6000"}), "two numbers"),
        (tree(scanner={"station": "a\u0007b"}), "plain text"),
        (tree(materials=[]), "must be a list"),
        (tree(materials=tree()["materials"][:1]), "no readings of steel"),
        (tree(materials=tree()["materials"] * 2), "same class"),
        (spoiled(0, 1, "high", None), "must be a number"),
        (spoiled(0, 1, "high", True), "must be a number"),
        (spoiled(0, 1, "high", -1.0), "must lie above 0"),
        (spoiled(0, 1, "low", 1e300), "must lie above 0"),
        (spoiled(0, 1, "g_cm2", 10**400), "must lie above 0"),
        (spoiled(0, 2, "high", 0.001), "do not rise"),
        (spoiled(1, 0, "g_cm2", 20.0), "do not rise"),
        (tree(scanner={"kilovolts": [160, 80]}), "falls with atomic number"),
    ],
)
def test_what_is_no_calibration_is_said_in_a_sentence(found: object, why: str) -> None:
    with pytest.raises(UnreadableCalibration, match=why) as fault:
        parse_calibration(json.dumps(found).encode(), "wedges.json")
    assert str(fault.value).startswith("wedges.json")


def test_curves_that_cross_too_few_steps_and_no_numbers_are_refused() -> None:
    crossed = tree()
    for step in crossed["materials"][0]["steps"]:
        step["low"] = 1.14 * step["high"] if step["high"] > 1.0 else 1.3 * step["high"]
    few = tree()
    del few["materials"][0]["steps"][2:]
    odd = tree()
    odd["materials"][0]["atomic_number"] = 45
    for found, why in ((crossed, "cross"), (few, "needs 3"), (odd, "stands for no class")):
        with pytest.raises(UnreadableCalibration, match=why):
            parse_calibration(json.dumps(found).encode(), "x")
    text = json.dumps(tree()).replace("5.0", "NaN", 1).encode()
    with pytest.raises(UnreadableCalibration, match="NaN"):
        parse_calibration(text, "x")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[" * 100_000, b" " * (1 << 21), b'{"schema": 1'])
def test_hostile_bytes_end_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableCalibration):
        parse_calibration(data, "x")


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=4)
                    | st.dictionaries(st.sampled_from(["name", "steps", "high", "g_cm2", "mm"]),
                                      inner, max_size=4), max_leaves=12))  # fmt: skip
def test_no_tree_raises_anything_else(inner: object) -> None:
    for found in (tree(materials=inner), tree(scanner=inner), tree(materials=[inner, inner])):
        with pytest.raises(UnreadableCalibration):
            parse_calibration(json.dumps(found).encode(), "x")


def test_the_most_specific_calibration_of_the_scanner_counts() -> None:
    def of(**match: Any) -> Calibration:
        return linac("organic", "steel", scanner=ScannerMatch(**match))

    volts, make = of(kilovolts=(6000.0, 4000.0)), of(manufacturer="ACME", kilovolts=(6000, 4000))
    model, station = of(model="R60"), of(station="Lane 2")
    every = (volts, make, model, station)
    assert calibration_for(scan("lane  2", "R60"), every) is station
    assert calibration_for(scan("lane 3", "r60"), every) is model
    assert calibration_for(scan("lane 3", "r61"), every) is make
    assert calibration_for(scan("lane 3", "r61", 9000.0), every) is None
    assert calibration_for(scan("", "", None), (volts,)) is volts
    assert scale_for(scan(kilovolts=9000.0), every) is None


def test_a_single_energy_needs_no_calibration() -> None:
    single = Radiograph((dataclasses.replace(scan().main, energy=Energy.SINGLE),))
    assert calibration_for(single, (linac("organic", "steel"),)) is None


def test_a_radiograph_that_carries_a_calibration_is_read_by_it() -> None:
    calibrated = dataclasses.replace(scan(), calibration=linac("organic", "steel"))
    assert scale_of(calibrated).source is Grounds.CALIBRATED
    assert scale_of(scan()).source is Grounds.COMPUTED


def test_published_readings_of_carbon_iron_and_lead_are_ranked(shared_data: Path) -> None:
    folder = shared_data / "xray_cargo_material_calib"
    number, grams, high, low = (
        np.load(folder / f"{name}_calib.npy") for name in ("Z", "lmbda", "alpha_H", "alpha_L")
    )
    wedges = tuple(
        Wedge("", float(number[0, k]), tuple(
            Step(float(grams[n, k]), float(high[n, k]), float(low[n, k]))
            for n in range(20, 95, 15)
        ))
        for k in range(3)
    )  # fmt: skip
    scale = scale_from(Calibration("", ScannerMatch(kilovolts=(9000.0, 6000.0)), wedges))
    for n in range(5, 99, 7):
        ratios = [float(low[n, k] / high[n, k]) for k in range(3)]
        for k, place in ((0, 0), (1, 2), (2, 3)):
            curves = scale.ratios_at(np.array([high[n, k]]))[:, 0]
            assert int(np.abs(curves - ratios[k]).argmin()) == place


def test_published_readings_are_in_order_on_the_computed_scale_too(shared_data: Path) -> None:
    folder = shared_data / "xray_cargo_material_calib"
    high, low = (np.load(folder / f"alpha_{beam}_calib.npy") for beam in "HL")
    scale = computed_scale(9.0, 6.0)
    for attenuations, others in zip(high[::9], low[::9], strict=True):
        places = [
            place_between(float(b / a), scale.ratios_at(np.array([a]))[:, 0])
            for a, b in zip(attenuations, others, strict=True)
        ]
        carbon, iron, lead = places
        assert carbon < 1.2
        assert 1.6 < iron < 2.4
        assert lead > 2.6

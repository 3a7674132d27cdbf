"""What declared against seen tells of the sample scans: of clean ones nothing."""

from __future__ import annotations

import functools

import pytest

from app.domain.rule import Need
from app.screening.measuring import measure
from app.shipments import read_shipments
from app.shipments.discrepancies import CODES, Computable, Sides, stand
from app.shipments.pieces import KEY_OF_KIND
from imaging.reader import read_radiographs
from sample_scans import REFERENCE
from sample_scans.fresh import sample_folder
from tests.unit.rule_values import case, scan

IMAGE = [code for code in CODES if code.computable is Computable.IMAGE]


@functools.cache
def sides(name: str, *energies: str) -> Sides:
    """One sample with its declaration, measured as the screening does."""
    folder = sample_folder()
    (radiograph,) = read_radiographs(
        [folder / f"{name}_{energy}.dcs" for energy in energies or ("high", "low")]
    )
    shipments = read_shipments(folder / f"{name}.json", received_at=REFERENCE)
    piece = shipments[0].equipment[0]
    seen = measure(radiograph)
    of = case(*shipments, scans=(scan(**{KEY_OF_KIND[piece.kind].value: piece.number}),))
    return Sides(of.item, seen)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("truck_beverages", set()),
        # Four cars in the picture, one declared by number.
        ("rail_string", set()),
        # Dead detectors and lost pulses: a clean load, seen badly.
        ("truck_bad_detectors", set()),
        ("rail_empty", set()),
        ("truck_declared_empty", {"I02"}),
        ("truck_paper_is_steel", {"I05"}),
        ("truck_false_wall", {"I01"}),
    ],
)
def test_a_clean_sample_is_told_nothing_of_and_an_odd_one_what_is_odd(
    name: str, told: set[str]
) -> None:
    found = {code.short: stand(code, sides(name)).found for code in CODES}
    assert {code for code, fires in found.items() if fires} == told
    for code in told:
        # And the officer is led to where.
        assert all(one.place is not None for one in found[code])


def test_one_energy_tells_no_material_and_does_not_pass() -> None:
    one = sides("truck_paper_is_steel", "high")
    row = next(code for code in IMAGE if code.short == "I05")
    standing = stand(row, one)
    assert not standing.found
    assert Need.BOTH_ENERGIES in standing.missing

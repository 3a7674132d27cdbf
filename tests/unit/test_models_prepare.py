"""Preparation: every scan comes to the network's pitch, or is refused with a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from imaging.radiograph import Channel, Energy, Radiograph
from models.card import InputSpec
from models.errors import UnfitScan
from models.prepare import OPAQUE, working_view

SPEC = InputSpec(megavolt_mm=12.0, kilovolt_mm=4.0, tile_rows=1600, tile_columns=2560, overlap=256)


def attenuation_field(rows=300, columns=600):
    """A load of 1.2 (natural logarithm) with a denser block, sky above and ground below."""
    field = np.zeros((rows, columns))
    field[rows // 4 :, columns // 10 : -columns // 10] = 1.2
    field[rows // 2 : rows // 2 + 40, columns // 2 : columns // 2 + 60] = 2.4
    return field


def radiograph(field, *, ratio=1.15, kilovolts=(6000.0, 4000.0), mm=(12.0, 12.0), **changes):
    settings = {"air": 60000, **changes}
    names = (Energy.HIGH, Energy.LOW)
    channels = []
    for energy, factor, volts in zip(names, (1.0, ratio), kilovolts, strict=True):
        counts = np.exp(-field * factor) * 60000
        if not settings.get("bright_is_air", True):
            counts = 65535 - counts
        channels.append(
            Channel(energy, np.rint(counts).astype(np.uint16), kilovolts=volts, **settings)
        )
    return Radiograph(tuple(channels), mm)


def single(scan):
    high = scan.channels[0]
    return Radiograph(
        (Channel(Energy.SINGLE, high.pixels, air=high.air, kilovolts=high.kilovolts),),
        scan.mm_per_pixel,
    )


def test_attenuation_survives_preparation():
    view = working_view(radiograph(attenuation_field()), SPEC)
    assert view.shape == (300, 600)
    assert view.beam == "megavolt_dual"
    assert np.median(view.attenuation(0)[100:140, 100:250]) == pytest.approx(1.2, abs=1e-3)
    assert np.median(view.attenuation(1)[100:140, 100:250]) == pytest.approx(1.38, abs=1e-3)


@pytest.mark.parametrize(("mm", "shape"), [((6.0, 6.0), (150, 300)), ((6.0, 12.0), (150, 600))])
def test_pixels_of_any_size_come_to_one_pitch(mm, shape):
    assert working_view(radiograph(attenuation_field(), mm=mm), SPEC).shape == shape


def test_parcels_have_a_pitch_of_their_own():
    scan = radiograph(attenuation_field(), kilovolts=(160.0, 80.0), mm=(2.0, 2.0), ratio=1.5)
    view = working_view(scan, SPEC)
    assert view.beam == "kilovolt_dual"
    assert view.shape == (150, 300)


def test_without_a_voltage_the_pixel_size_tells_the_beam():
    none = (None, None)
    coarse = radiograph(attenuation_field(), kilovolts=none, mm=(5.0, 5.0))
    fine = radiograph(attenuation_field(), kilovolts=none, mm=(1.5, 1.5))
    assert working_view(coarse, SPEC).megavolt
    assert not working_view(fine, SPEC).megavolt


def test_an_unstated_pixel_size_is_assumed_and_said():
    view = working_view(radiograph(attenuation_field(), mm=None), SPEC)
    assert view.pitch_assumed
    assert view.shape == (105, 210)


def test_an_inverse_image_gives_the_same_attenuation():
    plain = working_view(radiograph(attenuation_field()), SPEC)
    inverse = working_view(
        radiograph(attenuation_field(), bright_is_air=False, air=65535 - 60000), SPEC
    )
    assert np.abs(plain.attenuation(0) - inverse.attenuation(0)).max() < 1e-3


def test_one_energy_is_enough():
    view = working_view(single(radiograph(attenuation_field())), SPEC)
    assert view.beam == "megavolt_single"
    assert np.array_equal(view.counts[0], view.counts[1])


def refusal(scan):
    with pytest.raises(UnfitScan) as caught:
        working_view(scan, SPEC)
    return str(caught.value)


def test_refusals_say_why():
    field = attenuation_field()
    assert "logarithmic" in refusal(radiograph(field, logarithmic=True))
    assert "too small" in refusal(radiograph(field[:30]))
    assert "too coarse" in refusal(radiograph(field, mm=(50.0, 50.0)))
    assert "cannot be" in refusal(radiograph(field, mm=(0.0, 5.0)))
    assert "cannot be" in refusal(radiograph(field, mm=(float("nan"), 5.0)))
    assert "more than any cargo scan" in refusal(radiograph(np.tile(field, (6, 1))))
    assert "no object" in refusal(radiograph(field * 0.0))
    assert "stated as zero" in refusal(radiograph(field, air=0))


def test_too_dense_is_refused():
    field = attenuation_field()
    field[80:] = -2 * np.log(OPAQUE)
    assert "does not get through" in refusal(radiograph(field))


def test_exchanged_energies_and_polarity_are_refused():
    field = attenuation_field()
    assert "exchanged" in refusal(radiograph(field, ratio=1 / 1.15))
    counts = 65535 - single(radiograph(field)).main.pixels
    wrong = Channel(Energy.SINGLE, np.ascontiguousarray(counts), air=65535, kilovolts=6000.0)
    assert "exchanged" in refusal(Radiograph((wrong,), (12.0, 12.0)))

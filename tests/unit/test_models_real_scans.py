"""Two real dual-energy scans: only looked at, never learned from, and none of their pixels kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from imaging.radiograph import Channel, Energy, Radiograph
from models.detector import Detector
from models.regions import MAX_REGIONS

REAL = Path(__file__).parents[3] / "shared" / "data" / "xray_cargo16_dual"
pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason="the real scans are not beside this checkout (../shared)"
)


@pytest.fixture(scope="module")
def detector():
    return Detector.load()


def real(name, *, inverse=False):
    planes = np.load(REAL / f"{name}.npy")
    planes = 65535 - planes if inverse else planes
    names = ((Energy.HIGH, 6000.0), (Energy.LOW, 4000.0))
    channels = tuple(
        Channel(energy, np.ascontiguousarray(planes[..., index]), kilovolts=volts)
        for index, (energy, volts) in enumerate(names)
    )
    return Radiograph(channels, (4.2, 4.2))


@pytest.mark.parametrize("name", ["8", "9"])
def test_a_real_scan_is_judged(detector, name):
    scan = real(name)
    found = detector.detect(scan)
    assert found.state in {"flagged", "nothing_flagged"}, found.reason
    assert len(found.findings) <= MAX_REGIONS
    rows, columns = scan.shape
    for finding in found.findings:
        x, y, width, height = finding.box
        assert 0 <= x < x + width <= columns
        assert 0 <= y < y + height <= rows


@pytest.mark.parametrize("name", ["8", "9"])
def test_an_inverse_real_scan_is_unknown(detector, name):
    found = detector.detect(real(name, inverse=True))
    assert found.state == "unknown"
    assert "exchanged" in found.reason


@pytest.mark.parametrize("name", ["8", "9"])
def test_one_energy_of_a_real_scan_is_judged_and_its_inverse_is_not(detector, name):
    high = real(name).main
    plain = Channel(Energy.SINGLE, high.pixels, kilovolts=6000.0)
    inverse = Channel(Energy.SINGLE, 65535 - high.pixels, kilovolts=6000.0)
    assert detector.detect(Radiograph((plain,), (4.2, 4.2))).state != "unknown"
    assert detector.detect(Radiograph((inverse,), (4.2, 4.2))).state == "unknown"

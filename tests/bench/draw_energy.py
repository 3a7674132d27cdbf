"""Draw ``docs/images/energy-wedges.svg``: areal density read behind wedges, against the truth.

Wedges of carbon, aluminium, iron and lead are simulated on a scanner whose filter is not the one
that the computed scales assume, with photon noise, and read twice: by the computed scale, and by a
calibration made of five other steps of the same scanner. Run it from the repository's root.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import numpy as np

from imaging.attenuation import element_attenuation
from imaging.calibrating import scale_from
from imaging.calibration import Calibration, ScannerMatch, Step, Wedge
from imaging.energy import box_region, region_survey
from imaging.material import MaterialScale, Matter, default_scale
from imaging.phantom.beam import BeamSettings, make_beam
from imaging.radiograph import Channel, Energy, Radiograph

TARGET = Path("docs/images/energy-wedges.svg")
ELEMENTS = {"C": 6.0, "Al": 13.0, "Fe": 26.0, "Pb": 82.0}
COLOURS = {"C": "#c46a00", "Al": "#2f7d32", "Fe": "#1f5fbf", "Pb": "#7a3fa0"}
_SIDE, _WIDE, _HIGH, _LEFT, _TOP = 40, 270, 190, 52, 46
_MOST_ERROR = 20.0


@dataclasses.dataclass(frozen=True, slots=True)
class Scanner:
    """One panel of the drawing: beam, stated voltages, thickest step in g/cm2 of each element."""

    title: str
    beam: BeamSettings
    kilovolts: tuple[float, float]
    thickest: dict[str, float]


SCANNERS = (
    Scanner(
        "6/4 MeV, 15 g/cm2 of iron", BeamSettings(6.0, 4.0, 15.0), (6000.0, 4000.0),
        dict.fromkeys(ELEMENTS, 160.0),
    ),
    Scanner(
        "9/6 MeV, 15 g/cm2 of iron", BeamSettings(9.0, 6.0, 15.0), (9000.0, 6000.0),
        dict.fromkeys(ELEMENTS, 160.0),
    ),
    Scanner(
        "160 kV, 0.6 g/cm2 of copper", BeamSettings(0.16, 0.0, 0.6, tube=True), (160.0, 80.0),
        {"C": 30.0, "Al": 22.0, "Fe": 5.0, "Pb": 0.6},
    ),
)  # fmt: skip


def transmission(beam: BeamSettings, element: str, grams: float) -> tuple[float, float]:
    """Return what comes through a slab of one element, high and low."""
    table = make_beam(beam)
    light = np.exp(-element_attenuation(element, table.energies) * grams)
    high, low = (table.weights[:2] @ light).tolist()
    return float(high), float(low)


def wedge_scan(scanner: Scanner, element: str, masses: list[float]) -> Radiograph:
    """Return steps of 40 by 40 pixels side by side, with photon noise and air around."""
    rng = np.random.default_rng(11)
    channels = []
    for index, energy in enumerate((Energy.HIGH, Energy.LOW)):
        light = np.ones((3 * _SIDE, _SIDE * (len(masses) + 2)))
        for number, grams in enumerate(masses, start=1):
            part = np.s_[_SIDE : 2 * _SIDE, number * _SIDE : (number + 1) * _SIDE]
            light[part] = transmission(scanner.beam, element, grams)[index]
        light += rng.standard_normal(light.shape) * np.sqrt(light / 4e4)
        pixels = np.clip(np.rint(light * 60000), 0, 65535).astype(np.uint16)
        channels.append(Channel(energy, pixels, air=60000, kilovolts=scanner.kilovolts[index]))
    return Radiograph(tuple(channels), (4.0, 4.0))


def own_scale(scanner: Scanner) -> MaterialScale:
    """Return the scale of a calibration on five steps of each element."""
    wedges = []
    for element, number in ELEMENTS.items():
        steps = []
        for share in (0.06, 0.25, 0.5, 0.75, 1.0):
            grams = share * scanner.thickest[element]
            high, low = -np.log(transmission(scanner.beam, element, grams))
            steps.append(Step(grams, float(high), float(low)))
        wedges.append(Wedge(element, number, tuple(steps)))
    return scale_from(Calibration("", ScannerMatch(kilovolts=scanner.kilovolts), tuple(wedges)))


def readings(
    scanner: Scanner, element: str, scale: MaterialScale | None
) -> list[tuple[float, float, bool]]:
    """Return (true g/cm2, error in per cent, whether the class was right) of ten steps."""
    masses = [scanner.thickest[element] * (number + 0.4) / 10.0 for number in range(10)]
    scan = wedge_scan(scanner, element, masses)
    meaning = scale or default_scale(scan)
    expected = list(Matter)[list(ELEMENTS).index(element)].value
    out = []
    for number, grams in enumerate(masses, start=1):
        inside = box_region(number * _SIDE + 8, _SIDE + 8, _SIDE - 16, _SIDE - 16)
        found = region_survey(scan, inside, scale=meaning)
        shares = found.material_shares
        right = bool(shares) and max(shares, key=lambda name: shares[name]) == expected
        out.append((grams, 100.0 * (found.density_g_cm2 / grams - 1.0), right))
    return out


def panel(scanner: Scanner, left: float) -> list[str]:
    """Draw one scanner: dashed by the computed scale, solid by its own calibration."""
    out = [f'<text x="{left}" y="{_TOP - 14}" class="t">{scanner.title}</text>']
    for error in (-20, -10, 0, 10, 20):
        y = _height(error)
        out.append(f'<path d="M{left} {y}h{_WIDE}" class="{"z" if error == 0 else "g"}"/>')
        out.append(f'<text x="{left - 6}" y="{y + 4}" class="e">{error} %</text>')
    for share in (0.0, 0.5, 1.0):
        x = left + share * _WIDE
        out.append(f'<text x="{x}" y="{_TOP + _HIGH + 18}" class="m">{100 * share:.0f} %</text>')
    own = own_scale(scanner)
    for element, colour in COLOURS.items():
        for scale, dash in ((None, "4 4"), (own, "none")):
            found = readings(scanner, element, scale)
            said = [f"{g:.3g}: {e:+.1f} %{'' if r else ' (class wrong)'}" for g, e, r in found]
            print(scanner.title, element, "own" if scale else "computed", ", ".join(said))
            places = [
                (left + g / scanner.thickest[element] * _WIDE, _height(e), r) for g, e, r in found
            ]
            line = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in places)
            out.append(
                f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.6" '
                f'stroke-dasharray="{dash}"/>'
            )
            out += [
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.8" stroke="{colour}" '
                f'fill="{colour if right else "#ffffff"}"/>'
                for x, y, right in places
            ]
    return out


def _height(error: float) -> float:
    inside = max(-_MOST_ERROR, min(_MOST_ERROR, error))
    return round(_TOP + _HIGH * (0.5 - inside / (2.0 * _MOST_ERROR)), 1)


def main() -> None:
    """Write the drawing."""
    wide = len(SCANNERS) * (_WIDE + _LEFT + 14) + 10
    high = _TOP + _HIGH + 62
    style = (
        ".t{font-weight:bold}.e{text-anchor:end;fill:#555}.m{text-anchor:middle;fill:#555}"
        ".g{stroke:#ddd}.z{stroke:#888}"
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">'
    )
    paper = f'<rect width="{wide}" height="{high}" fill="#fff"/>'
    out = [svg, f"<style>{style}</style>", paper]
    for number, scanner in enumerate(SCANNERS):
        out += panel(scanner, _LEFT + number * (_WIDE + _LEFT + 14))
    base = high - 12
    for number, (element, colour) in enumerate(COLOURS.items()):
        x = _LEFT + 46 * number
        out.append(f'<circle cx="{x}" cy="{base - 4}" r="4" fill="{colour}"/>')
        out.append(f'<text x="{x + 8}" y="{base}">{element}</text>')
    said = (
        "Error of areal density over the share of the thickest step; beyond 20 % at the edge.",
        "Dashed: computed; solid: own calibration; hollow: class not told, or wrong. Simulated.",
    )
    out += [
        f'<text x="{_LEFT + 200}" y="{base - 14 + 16 * row}" fill="#333">{line}</text>'
        for row, line in enumerate(said)
    ]
    TARGET.write_text("\n".join([*out, "</svg>"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()

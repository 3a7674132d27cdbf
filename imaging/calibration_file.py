"""The file that holds a scanner's calibration, ``prescreen-calibration/1``.

::

    {
      "schema": "prescreen-calibration/1",
      "name": "Portal 3, wedges of 12 May 2026",
      "scanner": {
        "manufacturer": "", "model": "", "station": "",    at least one of the four is stated
        "kilovolts": [6000, 4000]                          high, low
      },
      "materials": [
        {
          "name": "graphite",
          "atomic_number": 6,
          "density_g_cm3": 1.8,                            only where steps are given in mm
          "steps": [
            {"g_cm2": 10.0, "high": 0.42, "low": 0.51},    -ln of the transmission
            {"mm": 100.0, "high": 0.74, "low": 0.90}
          ]
        }
      ]
    }

A step states its areal density in g/cm2, or its thickness in mm. Organic matter (atomic number up
to 9) and steel (20 to 34) must be there with three steps each; aluminium (10 to 17) and a heavy
metal (50 and more) may be. Which way the ratio of the energies goes with atomic number is not
stated: the steps show it. Unknown keys are passed over.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from imaging.atomic import write_whole
from imaging.calibrating import check
from imaging.calibration import Calibration, ScannerMatch, Step, Wedge
from imaging.errors import ImagingError

SCHEMA = "prescreen-calibration/1"
MAX_BYTES = 1 << 20
_MOST_MATERIALS, _MOST_STEPS, _MOST_TEXT = 16, 1000, 200
_MOST_G_CM2, _MOST_ATTENUATION = 2000.0, 20.0
_MOST_KILOVOLTS = 50000.0
_REMEDY = "Correct the file, or ask the scanner's supplier for the readings of its wedges."


class UnreadableCalibration(ImagingError):
    """The file is no calibration, or one that no material can be told by."""


class UnwritableCalibration(ImagingError):
    """The disk refused the file."""


def read_calibration(path: Path) -> Calibration:
    """Read and check a calibration.

    Raises
    ------
    UnreadableCalibration
        With the file and the place at fault.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableCalibration(
            f"{path.name} cannot be read: {error.strerror}.", element=str(path)
        ) from error
    return parse_calibration(data, path.name)


def parse_calibration(data: bytes, name: str) -> Calibration:
    """Read a calibration from the bytes of a file called `name`; see `read_calibration`."""
    reading = _Reading(name)
    if len(data) > MAX_BYTES:
        reading.fail("file", "is larger than a mebibyte, which no calibration is")
    try:
        tree = json.loads(data.decode("utf-8"), parse_constant=reading.no_constant)
    except (ValueError, RecursionError):
        reading.fail("file", "is no JSON in UTF-8")
    top = reading.table(tree, "file")
    if top.get("schema") != SCHEMA:
        reading.fail("schema", f"must read {SCHEMA}")
    calibration = Calibration(
        name=reading.text(top, "name", "") or name,
        scanner=reading.scanner(top),
        wedges=tuple(
            reading.wedge(one, f"materials[{number}]")
            for number, one in enumerate(reading.rows(top, "materials", "", _MOST_MATERIALS))
        ),
    )
    fault = check(calibration)
    if fault:
        raise UnreadableCalibration(f"{name}: {fault}", remedy=_REMEDY)
    return calibration


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Write a calibration whole or not at all.

    Raises
    ------
    UnwritableCalibration
        When the disk refuses, or it would not read back as it is.
    """

    def back(beside: Path) -> None:
        if parse_calibration(beside.read_bytes(), path.name) != calibration:
            raise UnwritableCalibration(f"{path.name} would not read back as it was meant.")

    write_whole(path, calibration_bytes(calibration), back, error=UnwritableCalibration)


def calibration_bytes(calibration: Calibration) -> bytes:
    """Return the file of a calibration."""
    scanner = calibration.scanner
    tree = {
        "schema": SCHEMA,
        "name": calibration.name,
        "scanner": {
            "manufacturer": scanner.manufacturer,
            "model": scanner.model,
            "station": scanner.station,
            "kilovolts": list(scanner.kilovolts) if scanner.kilovolts else None,
        },
        "materials": [
            {
                "name": wedge.name,
                "atomic_number": wedge.atomic_number,
                "steps": [
                    {"g_cm2": step.g_cm2, "high": step.high, "low": step.low}
                    for step in wedge.steps
                ],
            }
            for wedge in calibration.wedges
        ],
    }
    return json.dumps(tree, indent=1, ensure_ascii=False).encode() + b"\n"


class _Reading:
    """Takes values out of a tree and says where one is wrong."""

    def __init__(self, name: str) -> None:
        self._name = name

    def fail(self, place: str, what: str) -> NoReturn:
        raise UnreadableCalibration(f"{self._name}: {place} {what}.", remedy=_REMEDY)

    def no_constant(self, text: str) -> NoReturn:
        self.fail("a number", f"is {text}, which is none")

    def table(self, value: object, place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fail(place, "must be an object")
        return value

    def rows(self, table: dict[str, Any], key: str, where: str, most: int) -> Sequence[object]:
        value = table.get(key)
        if not isinstance(value, list) or not 0 < len(value) <= most:
            self.fail(f"{where}{key}", f"must be a list of 1 to {most}")
        return value

    def text(self, table: dict[str, Any], key: str, where: str) -> str:
        value = table.get(key) or ""
        if not isinstance(value, str) or len(value) > _MOST_TEXT or not _plain(value):
            self.fail(f"{where}{key}", f"must be plain text of at most {_MOST_TEXT} characters")
        return value.strip()

    def number(self, table: dict[str, Any], key: str, where: str, most: float) -> float:
        value = table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(f"{where}{key}", "must be a number")
        if not 0 < value <= most or not math.isfinite(value):
            self.fail(f"{where}{key}", f"must lie above 0 and up to {most:g}")
        return float(value)

    def scanner(self, top: dict[str, Any]) -> ScannerMatch:
        found = self.table(top.get("scanner"), "scanner")
        names = [self.text(found, k, "scanner.") for k in ("manufacturer", "model", "station")]
        volts = self._kilovolts(found.get("kilovolts"))
        if not any(names) and volts is None:
            self.fail("scanner", "must say which scanner, by a name or its energies")
        return ScannerMatch(names[0], names[1], names[2], volts)

    def _kilovolts(self, value: object) -> tuple[float, float] | None:
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2:
            self.fail("scanner.kilovolts", "must be two numbers, high and low")
        pair = {"high": value[0], "low": value[1]}
        high, low = (self.number(pair, key, "scanner.kilovolts ", _MOST_KILOVOLTS) for key in pair)
        if low > high:
            self.fail("scanner.kilovolts", "must state the high energy first")
        return high, low

    def wedge(self, value: object, place: str) -> Wedge:
        found = self.table(value, place)
        where = f"{place}."
        density = None
        if found.get("density_g_cm3") is not None:
            density = self.number(found, "density_g_cm3", where, 30.0)
        steps = [
            self._step(one, f"{where}steps[{number}]", density)
            for number, one in enumerate(self.rows(found, "steps", where, _MOST_STEPS))
        ]
        steps.sort(key=lambda step: step.g_cm2)
        return Wedge(
            name=self.text(found, "name", where),
            atomic_number=self.number(found, "atomic_number", where, 100.0),
            steps=tuple(steps),
        )

    def _step(self, value: object, place: str, density: float | None) -> Step:
        found = self.table(value, place)
        where = f"{place}."
        if "g_cm2" in found:
            grams = self.number(found, "g_cm2", where, _MOST_G_CM2)
        elif density is None:
            self.fail(place, "states no g_cm2, and its material no density_g_cm3")
        else:
            grams = self.number(found, "mm", where, 1.0e5) * density / 10.0
        return Step(
            grams,
            self.number(found, "high", where, _MOST_ATTENUATION),
            self.number(found, "low", where, _MOST_ATTENUATION),
        )


def _plain(text: str) -> bool:
    """Whether a text can be shown and kept: no control characters, no lone surrogates."""
    return text.isprintable() and text.encode("utf-8", "replace").decode() == text

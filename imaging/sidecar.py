"""The JSON beside a TIFF or PNG scan: what those formats have no place for.

``scan.png`` is described by ``scan.png.json``, else by ``scan.json``::

    {
      "schema": "prescreen-sidecar/1",
      "energy": "high",                      low, high or single; "energies": [...] for two pages
      "kilovolts": 6000,                     or a list, one per page
      "mm_per_pixel": [4.2, 4.2],            vertical, horizontal, at the object
      "view": "side",
      "study": "any text that is the same for all files of one scan",
      "object_id": "1234ABCD00001",
      "taken_at": "2026-03-01T12:00:00Z",
      "identifiers": {"CCN": "1234ABCD00001", "CONTAINER": "MSKU1234565"},
      "bright_is_air": true,
      "logarithmic": false,
      "air": 65535,
      "pair": {"low": "scan_low.png", "high": "scan_high.png"},
      "manufacturer": "", "model": "", "station": "", "institution": "", "origin": "MACHINE"
    }

Only ``schema`` must be there. Unknown keys are passed over.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from imaging.errors import UnreadableScan
from imaging.radiograph import Energy, Origin, Source

SCHEMA = "prescreen-sidecar/1"
MAX_BYTES = 1 << 20


@dataclasses.dataclass(frozen=True, slots=True)
class Sidecar:
    """What a side-car says; the defaults are those of a file without one."""

    energies: tuple[Energy, ...] = ()
    kilovolts: tuple[float | None, ...] = (None,)
    mm_per_pixel: tuple[float, float] | None = None
    bright_is_air: bool | None = None
    logarithmic: bool = False
    air: int | None = None
    source: Source = dataclasses.field(default_factory=Source)
    pair: Mapping[str, str] = dataclasses.field(default_factory=dict)


def find_sidecar(path: Path) -> Path | None:
    """Find the side-car of a picture, None when there is none."""
    for candidate in (path.with_name(path.name + ".json"), path.with_suffix(".json")):
        if candidate.is_file():
            return candidate
    return None


def is_sidecar(path: Path) -> bool:
    """Whether a JSON file is a side-car (and not, for instance, shipment data)."""
    try:
        found = _load(path)
    except UnreadableScan:
        return False
    return found.get("schema") == SCHEMA


def read_sidecar(path: Path) -> Sidecar:
    """Read the side-car beside a picture; an empty one when there is none.

    Raises
    ------
    UnreadableScan
        With the key at fault.
    """
    beside = find_sidecar(path)
    if beside is None:
        return Sidecar()
    fields = _Fields(beside.name, _load(beside))
    if fields.text("schema") != SCHEMA:
        raise fields.wrong("schema", f"must read {SCHEMA}")
    return Sidecar(
        energies=fields.energies(),
        kilovolts=fields.kilovolts(),
        mm_per_pixel=fields.spacing(),
        bright_is_air=fields.flag("bright_is_air"),
        logarithmic=fields.flag("logarithmic") or False,
        air=fields.air(),
        source=_source(fields),
        pair=fields.pair(),
    )


def _load(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)
        found = json.loads(body.decode("utf-8-sig")) if len(body) <= MAX_BYTES else None
        # Escapes that are half a sign cannot be kept or digested.
        json.dumps(found, ensure_ascii=False).encode()
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableScan(
            f"The side-car {path.name} cannot be read as JSON.",
            element=path.name,
            remedy="Correct it, or remove it to read the picture alone.",
        ) from error
    if not isinstance(found, dict):
        raise UnreadableScan(
            f"The side-car {path.name} is not one JSON object of at most 1 MiB.",
            element=path.name,
            remedy="Correct it, or remove it to read the picture alone.",
        )
    return found


def _source(fields: _Fields) -> Source:
    origin = fields.text("origin") or Origin.MACHINE.value
    if origin not in list(Origin):
        raise fields.wrong("origin", "must be MACHINE, SYNTHETIC or AUGMENTED")
    return Source(
        study_uid=fields.text("study"),
        view=fields.text("view") or "side",
        object_id=fields.text("object_id"),
        object_id_authority=fields.text("object_id_authority"),
        taken_at=fields.moment("taken_at"),
        manufacturer=fields.text("manufacturer"),
        model=fields.text("model"),
        station=fields.text("station"),
        institution=fields.text("institution"),
        origin=Origin(origin),
        offset_minutes=fields.offset("taken_at"),
        identifiers=MappingProxyType(fields.texts("identifiers")),
    )


class _Fields:
    """The keys of one side-car, each checked as it is taken."""

    def __init__(self, name: str, found: Mapping[str, Any]) -> None:
        self._name = name
        self._found = found

    def wrong(self, key: str, what: str) -> UnreadableScan:
        """Make the error for one key."""
        return UnreadableScan(
            f"In the side-car, {key} {what}.",
            element=f"{self._name}: {key}",
            remedy="Correct the side-car.",
        )

    def text(self, key: str) -> str:
        """Take a short text, empty when absent."""
        found = self._found.get(key)
        if found is None:
            return ""
        if not isinstance(found, str) or len(found) > 1024:
            raise self.wrong(key, "must be a short text")
        return found

    def texts(self, key: str) -> dict[str, str]:
        """Take an object of short texts, empty when absent."""
        found = self._found.get(key)
        if found is None:
            return {}
        if not isinstance(found, dict) or len(found) > 64:
            raise self.wrong(key, "must be an object of texts")
        if not all(isinstance(part, str) and len(part) <= 1024 for part in found.values()):
            raise self.wrong(key, "must be an object of texts")
        return {str(name): str(part) for name, part in found.items()}

    def pair(self) -> dict[str, str]:
        """The two files of one view, by energy."""
        found = self.texts("pair")
        if found and set(found) != {"low", "high"}:
            raise self.wrong("pair", "must name the files of low and high")
        return found

    def flag(self, key: str) -> bool | None:
        """Take true or false, None when absent."""
        found = self._found.get(key)
        if found is not None and not isinstance(found, bool):
            raise self.wrong(key, "must be true or false")
        return found

    def energies(self) -> tuple[Energy, ...]:
        """Take the energy, or the energies of two pages."""
        found = self._found.get("energies", self._found.get("energy"))
        if found is None:
            return ()
        names = found if isinstance(found, list) else [found]
        if not 1 <= len(names) <= 2 or not all(name in list(Energy) for name in names):
            raise self.wrong("energy", "must be low, high or single, or a list of two")
        return tuple(Energy(name) for name in names)

    def kilovolts(self) -> tuple[float | None, ...]:
        """Take the beam voltage of each page, in kV."""
        found = self._numbers("kilovolts", 1e-3, 1e6)
        return found or (None,)

    def spacing(self) -> tuple[float, float] | None:
        """Take the pixel size in millimetres, vertical and horizontal."""
        found = self._numbers("mm_per_pixel", 1e-4, 1e4)
        return (found[0], found[-1]) if found else None

    def air(self) -> int | None:
        """Take the stored value of the unattenuated beam."""
        found = self._numbers("air", 1, 65_535)
        return int(found[0]) if found else None

    def moment(self, key: str) -> dt.datetime | None:
        """Take a date and time, in UTC unless it names a zone."""
        stamp = self.text(key)
        if not stamp:
            return None
        try:
            found = dt.datetime.fromisoformat(stamp)
            return found.replace(tzinfo=found.tzinfo or dt.UTC).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            raise self.wrong(key, "must be a date and time as in 2026-03-01T12:00:00Z") from None

    def offset(self, key: str) -> int | None:
        """Take the zone of a date and time in minutes from UTC, None when it names none."""
        moment = self.moment(key)
        stated = None if moment is None else dt.datetime.fromisoformat(self.text(key)).utcoffset()
        return None if stated is None else round(stated.total_seconds() / 60)

    def _numbers(self, key: str, least: float, most: float) -> tuple[float, ...]:
        found = self._found.get(key)
        if found is None:
            return ()
        parts = found if isinstance(found, list) else [found]
        for part in parts:
            if isinstance(part, bool) or not isinstance(part, int | float):
                raise self.wrong(key, "must be a number")
            if not (math.isfinite(part) and least <= part <= most):
                raise self.wrong(key, f"must lie between {least:g} and {most:g}")
        if not 1 <= len(parts) <= 2:
            raise self.wrong(key, "must be one number or two")
        return tuple(float(part) for part in parts)

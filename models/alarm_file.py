"""The file of an alarm calibration: JSON that a supervisor can read, known by its digest."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from models.alarms import SIGNS, AlarmCalibration, Reference
from models.errors import ModelRefused
from models.groups import ALL

FORMAT = 1
WHAT = "Scores of scans with nothing irregular in them, by group; from them follow the thresholds."


def alarm_path(folder: Path, model_sha256: str) -> Path:
    """Return where the calibration of some weights lies: other weights have another."""
    return folder / f"{model_sha256}.json"


def write_alarms(path: Path, calibration: AlarmCalibration) -> AlarmCalibration:
    """Write a calibration, whole or not at all; return it with its digest.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    tree = {
        "format": FORMAT,
        "what": WHAT,
        "model_sha256": calibration.model_sha256,
        "made_at": calibration.made_at.isoformat(),
        "scans": calibration.scans,
        "origins": dict(calibration.origins),
        "scores": {name: list(scores) for name, scores in calibration.scores.items()},
        "signs": {
            station: {
                group: {sign: list(values) for sign, values in reference.items()}
                for group, reference in groups.items()
            }
            for station, groups in calibration.signs.items()
        },
    }
    data = json.dumps(tree, allow_nan=False, separators=(",", ":")).encode() + b"\n"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)
    return dataclasses.replace(calibration, sha256=hashlib.sha256(data).hexdigest())


def read_alarms(path: Path) -> AlarmCalibration | None:
    """Read a calibration; None when there is none. Read once for every state of the file.

    Raises
    ------
    ModelRefused
        When the file is damaged or of another form.
    """
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(path, error.strerror or str(error)) from error
    return _read(path, stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=16)
def _read(path: Path, _changed: int, _size: int) -> AlarmCalibration:
    try:
        data = path.read_bytes()
        calibration = _parse(json.loads(data))
    except OSError as error:
        raise _refused(path, error.strerror or str(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _refused(path, f"{error!s}") from error
    return dataclasses.replace(calibration, sha256=hashlib.sha256(data).hexdigest())


def _refused(path: Path, why: str) -> ModelRefused:
    return ModelRefused(
        f"The alarm calibration {path.name} cannot be used: {why}.",
        remedy="Make it anew with `prescreen calibrate`, or take the file away: then the "
        "thresholds of the model's card are in force.",
    )


def _parse(tree: Mapping[str, object]) -> AlarmCalibration:
    if tree["format"] != FORMAT:
        raise ValueError(f"its format is {tree['format']}, this Prescreen reads {FORMAT}")
    scores = {name: _ascending(values) for name, values in _table(tree["scores"]).items()}
    if ALL not in scores or any(not 0.0 <= v <= 1.0 for found in scores.values() for v in found):
        raise ValueError("its scores do not lie between 0 and 1")
    made_at = dt.datetime.fromisoformat(str(tree["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError("its time has no zone")
    return AlarmCalibration(
        model_sha256=str(tree["model_sha256"]),
        made_at=made_at,
        origins=MappingProxyType(
            {name: int(str(count)) for name, count in _table(tree["origins"]).items()}
        ),
        scores=MappingProxyType(scores),
        signs=MappingProxyType(
            {station: _groups(found) for station, found in _table(tree["signs"]).items()}
        ),
    )


def _groups(value: object) -> Mapping[str, Reference]:
    return MappingProxyType({group: _reference(found) for group, found in _table(value).items()})


def _reference(value: object) -> Reference:
    found = _table(value)
    return MappingProxyType({name: _ascending(found[name]) for name in SIGNS})


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("a list stands where a table belongs")
    return value


def _ascending(value: object) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise TypeError("a table stands where a list belongs")
    numbers = tuple(float(one) for one in value)
    if not all(map(math.isfinite, numbers)) or list(numbers) != sorted(numbers):
        raise ValueError("its values are not in ascending order")
    return numbers

"""Several models at once: each in a process of its own, what they say together, whose it is.

A model that fails takes no other along, and its failure is never hidden by one that found nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Self

import numpy as np

from imaging.radiograph import Radiograph
from models.detection import Detection, State, unknown
from models.runtime import SHIPPED, ScreeningWorker
from models.source import Source


class Screeners:
    """The models in force, ready to be asked; the shipped one until told."""

    def __init__(self) -> None:
        self._sources: tuple[Source, ...] = (SHIPPED,)
        self._workers: dict[Source, ScreeningWorker] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def use(self, sources: tuple[Source, ...]) -> None:
        """Put other models in force from the next scan on; processes of the same ones stay."""
        for source in [known for known in self._workers if known not in sources]:
            self._workers.pop(source).close()
        self._sources = sources

    def detect(self, radiograph: Radiograph) -> Detection:
        """Judge one scan by every model in force. Never raises for a scan."""
        return self.detect_many([radiograph])[0]

    def detect_many(self, radiographs: Sequence[Radiograph]) -> tuple[Detection, ...]:
        """Judge several scans in one go by every model in force."""
        if not self._sources:
            return tuple(unknown(one, NO_MODEL) for one in radiographs)
        answers = [self._worker(source).detect_many(radiographs) for source in self._sources]
        return tuple(
            together(radiograph, parts)
            for radiograph, parts in zip(radiographs, zip(*answers, strict=True), strict=True)
        )

    def close(self) -> None:
        """End every process; the next scan would start others."""
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()

    def _worker(self, source: Source) -> ScreeningWorker:
        if source not in self._workers:
            self._workers[source] = ScreeningWorker(source)
        return self._workers[source]


NO_MODEL = "No model is in force."


def together(radiograph: Radiograph, parts: Sequence[Detection]) -> Detection:
    """What several models say of one scan, as one answer; the only one's as it is.

    A finding of any counts. Without one, a model that could not judge makes the whole unknown.
    """
    if len(parts) == 1:
        return parts[0]
    state = _state(parts)
    first = next((one for one in parts if one.state == "unknown"), parts[0])
    shown = first if state == "unknown" else parts[0]
    findings = tuple(
        dataclasses.replace(found, model=one.model) for one in parts for found in one.findings
    )
    blank = unknown(radiograph, "").heat
    return Detection(
        state=state,
        findings=findings,
        heat=blank if state == "unknown" else np.maximum.reduce([one.heat for one in parts]),
        reason=shown.reason,
        model_sha256=parts[0].model_sha256,
        provider=", ".join(dict.fromkeys(filter(None, (one.provider for one in parts)))),
        milliseconds=sum(one.milliseconds for one in parts),
        reason_kind=shown.reason_kind,
        reason_values=shown.reason_values,
        model=" + ".join(filter(None, (one.model for one in parts))),
        asked=", ".join(dict.fromkeys(filter(None, (one.asked for one in parts)))),
        fallback=next((one.fallback for one in parts if one.fallback), None),
        alarm=shown.alarm,
        signs=shown.signs,
        reading=next((part.reading for part in parts if part.reading is not None), None),
        parameters=parts[0].parameters,
        parts=tuple(parts),
    )


def _state(parts: Sequence[Detection]) -> State:
    states = {one.state for one in parts}
    if "flagged" in states:
        return "flagged"
    return "unknown" if "unknown" in states else "nothing_flagged"

"""The detector: one scan in, findings out; whatever goes wrong reads UNKNOWN, never clear."""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime as ort
from onnxruntime.capi import onnxruntime_pybind11_state as ort_state

from imaging.radiograph import Radiograph
from models.alarm_choice import AlarmChoice
from models.card import Card, load_card, shipped_card_path, weights_path
from models.detection import Detection, unknown
from models.errors import ModelError, ModelRefused, ScreeningFailed
from models.findings import MEASURES, REASONS, TITLES, Finding, Measurer
from models.prepare import CELL, Floats, WorkingView, working_view
from models.regions import find_regions, heat_map, to_stored
from models.signs import signs_of

PREFERRED = (
    "CUDAExecutionProvider",
    "DmlExecutionProvider",
    "CoreMLExecutionProvider",
    "OpenVINOExecutionProvider",
    "CPUExecutionProvider",
)
"""Providers we use where they are, best first; the others of ONNX Runtime need a build step."""
GRANULE = 16
"""The network halves its input four times."""
ORT_FAILURES = (
    ort_state.Fail,
    ort_state.InvalidArgument,
    ort_state.InvalidGraph,
    ort_state.InvalidProtobuf,
    ort_state.NoSuchFile,
    ort_state.NotImplemented,
    ort_state.RuntimeException,
    ort_state.EPFail,
)
INPUTS = {"counts", "air", "beam"}
OUTPUT = "probability"


def available_providers() -> tuple[str, ...]:
    """The execution providers of this installation that we use, best first."""
    present = set(ort.get_available_providers())
    return tuple(name for name in PREFERRED if name in present)


class Detector:
    """Weights that match their card, loaded and ready.

    Parameters
    ----------
    card
        The card of the weights.
    session
        ONNX Runtime's session over exactly the bytes whose digest is in the card.
    alarms
        From which score on there is a finding; the card's thresholds unless told.
    """

    def __init__(
        self, card: Card, session: ort.InferenceSession, alarms: AlarmChoice | None = None
    ) -> None:
        self._card = card
        self._session = session
        self._alarms = alarms or AlarmChoice()

    @classmethod
    def load(
        cls,
        card_path: Path | None = None,
        *,
        providers: Sequence[str] | None = None,
        threads: int = 0,
        alarms: AlarmChoice | None = None,
    ) -> Self:
        """Load the weights beside a card, the shipped ones unless told.

        Parameters
        ----------
        card_path
            The card; its weights bear the same name with the suffix ``.onnx``.
        providers
            Names in order of preference. Those this installation lacks are passed over, as ONNX
            Runtime itself would; ``provider`` tells which one runs.
        threads
            Threads inside one operation, 0 for as many as there are cores.
        alarms
            The site's calibrations and its false-alarm rate; the card's thresholds when None.

        Raises
        ------
        ModelRefused
            When the card or the weights are missing, damaged, or do not belong together.
        """
        place = shipped_card_path() if card_path is None else card_path
        card = load_card(place)
        content = _matching_bytes(card, weights_path(place))
        wanted = available_providers() if providers is None else tuple(providers)
        return cls(card, _open_session(content, wanted, threads), alarms)

    @property
    def card(self) -> Card:
        """The card of the weights in use."""
        return self._card

    @property
    def provider(self) -> str:
        """What ONNX Runtime really runs on, which may differ from what was asked for."""
        return str(self._session.get_providers()[0])

    def detect(
        self, radiograph: Radiograph, *, clock: Callable[[], float] = time.perf_counter
    ) -> Detection:
        """Judge one scan. Never raises for a scan: what cannot be judged is ``unknown``."""
        begun = clock()
        try:
            detection = self._judge(radiograph)
        except ModelError as error:
            detection = self._unknown(radiograph, error)
        except MemoryError:
            detection = self._unknown(radiograph, NO_MEMORY)
        return dataclasses.replace(detection, milliseconds=1000.0 * (clock() - begun))

    def probability(self, view: WorkingView) -> Floats:
        """The network's map: ``float32``, one cell for four working pixels each way, 0 to 1.

        Raises
        ------
        ScreeningFailed
            When ONNX Runtime fails or what comes out is not a probability.
        """
        rows, columns = (-(-n // CELL) for n in view.shape)
        out = np.empty((rows, columns), dtype=np.float32)
        spec = self._card.input
        for start, stop, keep_from, keep_to in _tiles(
            view.shape[1], spec.tile_columns, spec.overlap
        ):
            tile = self._run(view, start, stop)
            first, last = keep_from // CELL, -(-keep_to // CELL)
            out[:, first:last] = tile[:rows, first - start // CELL : last - start // CELL]
        if not np.isfinite(out).all() or out.min() < 0.0 or out.max() > 1.0:
            raise ScreeningFailed(
                "The network's answer is not a probability.",
                remedy="Review the scan without it and report the model to your administrator.",
            )
        return out

    def _run(self, view: WorkingView, start: int, stop: int) -> Floats:
        """The map of one tile of columns, with the padding still on it."""
        counts = view.counts[:, :, start:stop]
        below, right = (-n % GRANULE for n in counts.shape[1:])
        padded = np.pad(counts, ((0, 0), (0, below), (0, right)), mode="edge")
        beam = np.array([view.megavolt, view.dual], dtype=np.float32)
        feed = {"counts": padded[np.newaxis], "air": view.air, "beam": beam}
        try:
            (answer,) = self._session.run([OUTPUT], feed)
        except ORT_FAILURES as error:
            raise ScreeningFailed(
                f"ONNX Runtime could not run the model: {error}",
                remedy="Review the scan without it; `prescreen doctor` says more.",
            ) from error
        tile: Floats = np.asarray(answer, dtype=np.float32)[0, 0]
        return tile

    def _judge(self, radiograph: Radiograph) -> Detection:
        view = working_view(radiograph, self._card.input)
        probability = self.probability(view)
        alarm = self._alarms.in_force(self._card, view)
        regions = find_regions(probability, alarm.threshold)
        beam = "megavolt" if view.megavolt else "kilovolt"
        measurer = Measurer(view, self._card.cm2_per_g[beam])
        findings = []
        for region in regions:
            kind, values = measurer.kind_of(region)
            findings.append(
                Finding(
                    box=to_stored(region.box, _cells(probability), radiograph.shape),
                    probability=region.probability,
                    kind=kind,
                    title=TITLES[kind],
                    measure=MEASURES[kind].format(**values),
                    reason=REASONS[kind],
                    reason_values=values,
                )
            )
        return Detection(
            state="flagged" if findings else "nothing_flagged",
            findings=tuple(findings),
            heat=heat_map(probability, radiograph.shape),
            reason=PITCH_ASSUMED if view.pitch_assumed else "",
            model_sha256=self._card.sha256,
            provider=self.provider,
            milliseconds=0.0,
            alarm=alarm,
            signs=signs_of(view, float(probability.max())),
        )

    def _unknown(self, radiograph: Radiograph, reason: ModelError | str) -> Detection:
        return unknown(radiograph, reason, sha256=self._card.sha256, provider=self.provider)


NO_MEMORY = "There was not enough memory to screen the scan."
PITCH_ASSUMED = "The file does not state the size of a pixel; a usual one was assumed."


def _cells(probability: Floats) -> tuple[int, int]:
    return int(probability.shape[0]), int(probability.shape[1])


def _tiles(columns: int, width: int, overlap: int) -> list[tuple[int, int, int, int]]:
    """Cut columns into tiles: (start, stop, first kept, last kept), every column kept once.

    All starts are multiples of the network's granule, so that the tiles share one grid.
    """
    if columns <= width:
        return [(0, columns, 0, columns)]
    step = (width - overlap) // GRANULE * GRANULE
    half = overlap // (2 * GRANULE) * GRANULE
    starts = [*range(0, columns - width, step)]
    starts.append(-(-(columns - width) // GRANULE) * GRANULE)
    edges = [0, *(start + half for start in starts[1:]), columns]
    return [
        (start, min(start + width, columns), edges[i], edges[i + 1])
        for i, start in enumerate(starts)
    ]


def _matching_bytes(card: Card, path: Path) -> bytes:
    """The weights' bytes, read once, so that what was checked is what runs."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelRefused(
            f"The weights {path.name} cannot be read: {error.strerror}.",
            remedy="Install Prescreen again, or put the file back beside its card.",
        ) from error
    if hashlib.sha256(content).hexdigest() != card.sha256:
        raise ModelRefused(
            f"The weights {path.name} are not the ones their card speaks of.",
            remedy="Nothing runs that does not match its card; install Prescreen again.",
        )
    return content


def _open_session(content: bytes, providers: Sequence[str], threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # A spinning thread takes the core that the window is drawn with.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    present = set(ort.get_available_providers())
    usable = [name for name in providers if name in present] or ["CPUExecutionProvider"]
    try:
        session = ort.InferenceSession(content, sess_options=options, providers=usable)
    except ORT_FAILURES as error:
        raise ModelRefused(
            f"ONNX Runtime cannot load the weights: {error}",
            remedy="Install Prescreen again; `prescreen doctor` lists the versions.",
        ) from error
    names = {item.name for item in session.get_inputs()}
    if names != INPUTS or OUTPUT not in {item.name for item in session.get_outputs()}:
        raise ModelRefused(
            f"The model's inputs are {', '.join(sorted(names))}, not {', '.join(sorted(INPUTS))}.",
            remedy="It was not made for this Prescreen; install the model that came with it.",
        )
    return session

"""The detector: one scan in, findings out; whatever goes wrong reads UNKNOWN, never clear."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from imaging.radiograph import Radiograph
from models.alarm_choice import AlarmChoice
from models.card import Card, card_in_force, load_card, shipped_card_path, weights_path
from models.detection import Detection, unknown
from models.engines import Engine, LocalEngine
from models.errors import ModelError, ScreeningFailed
from models.feeding import as_probability, feed_of
from models.findings import MEASURES, REASONS, TITLES, Finding, Measurer
from models.groups import equipment_of, path_of
from models.prepare import Floats, WorkingView, working_view
from models.providers import AUTO
from models.reading import Reading, read_load
from models.regions import find_regions, heat_map, stored_mask, to_stored
from models.remote import ServerEngine
from models.signs import signs_of
from models.source import Source
from models.tensors import CELL
from models.tiling import GRANULE, Tile, alike, keep, tiles


class Detector:
    """Weights that match their card, loaded and ready.

    Parameters
    ----------
    card
        The card of the weights.
    engine
        What runs exactly the weights whose digest is in the card.
    asked
        The provider that was asked for.
    alarms
        From which score on there is a finding; the card's thresholds unless told.
    """

    def __init__(
        self, card: Card, engine: Engine, *, asked: str = AUTO, alarms: AlarmChoice | None = None
    ) -> None:
        self._card = card
        self._engine = engine
        self._asked = asked
        self._alarms = alarms or AlarmChoice()

    @classmethod
    def load(
        cls,
        card_path: Path | None = None,
        *,
        provider: str = AUTO,
        threads: int = 0,
        alarms: AlarmChoice | None = None,
    ) -> Self:
        """Load the weights beside a card, the shipped ones unless told.

        Parameters
        ----------
        card_path
            The card; its weights bear the same name with the suffix ``.onnx``.
        provider
            ``auto`` or one of `models.providers.PROVIDERS`. What cannot run falls back to the
            processor, and every answer says so.
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
        engine = LocalEngine(card, weights_path(place), asked=provider, threads=threads)
        return cls(card, engine, asked=provider, alarms=alarms)

    @classmethod
    def of(cls, source: Source, *, threads: int = 0) -> Self:
        """Load the model that a source names; ModelRefused when it cannot be."""
        place = shipped_card_path() if source.card_path is None else source.card_path
        card = card_in_force(place, source.sha256, source.site_key)
        if source.server is not None:
            engine: Engine = ServerEngine(card, source.server)
            return cls(card, engine, asked="server", alarms=source.alarms)
        engine = LocalEngine(card, weights_path(place), asked=source.provider, threads=threads)
        return cls(card, engine, asked=source.provider, alarms=source.alarms)

    @property
    def card(self) -> Card:
        """The card of the weights in use."""
        return self._card

    @property
    def provider(self) -> str:
        """What the network really runs on, which may differ from what was asked for."""
        return self._engine.provider

    @property
    def engine(self) -> Engine:
        """What runs the network."""
        return self._engine

    def detect(
        self, radiograph: Radiograph, *, clock: Callable[[], float] = time.perf_counter
    ) -> Detection:
        """Judge one scan. Never raises for a scan: what cannot be judged is ``unknown``."""
        return self.detect_many([radiograph], clock=clock)[0]

    def detect_many(
        self, radiographs: Sequence[Radiograph], *, clock: Callable[[], float] = time.perf_counter
    ) -> tuple[Detection, ...]:
        """Judge scans in one go; a network that takes a batch gets tiles of several at once.

        What cannot be judged is ``unknown``, and takes no other scan along. The milliseconds of
        scans that shared a run are the run's, divided by them.
        """
        begun = clock()
        views = [self._viewed(one) for one in radiographs]
        fit = [view for view in views if isinstance(view, WorkingView)]
        shared = (clock() - begun) / max(1, len(radiographs))
        begun = clock()
        maps = iter(self._maps_of(fit))
        shared += (clock() - begun) / max(1, len(fit))
        made = []
        for radiograph, view in zip(radiographs, views, strict=True):
            begun = clock()
            answer = next(maps) if isinstance(view, WorkingView) else view
            detection = self._told(radiograph, view, answer)
            spent = 1000.0 * (shared + clock() - begun)
            made.append(dataclasses.replace(detection, milliseconds=spent))
        return tuple(made)

    def probability(self, view: WorkingView) -> Floats:
        """The network's map: ``float32``, one cell for four working pixels each way, 0 to 1.

        Raises
        ------
        ScreeningFailed
            When the run fails or what comes out is not a probability.
        """
        return self.judged(view, self.maps([view])[0])

    def maps(self, views: Sequence[WorkingView]) -> tuple[dict[str, Floats], ...]:
        """Every output that the card names, for each scan: ``float32``, (channels, rows, columns).

        Scans are cut into tiles that overlap, so that memory does not grow with their length, and
        put together again in the cells of each output.

        Raises
        ------
        ScreeningFailed
            When the run fails.
        """
        self._engine.begin()
        jobs = [job for number, view in enumerate(views) for job in self._tiles_of(number, view)]
        out: tuple[dict[str, Floats], ...] = tuple({} for _ in views)
        batch = self._card.input.batch if self._card.ports.batched else 1
        for together in alike(jobs, batch):
            answers = self._run([views[job.scan] for job in together], together)
            for number, job in enumerate(together):
                for name, answer in answers.items():
                    cell = self._card.ports.outputs[name].cell
                    keep(out[job.scan], name, answer[number], cell, job)
        return out

    def _tiles_of(self, number: int, view: WorkingView) -> list[Tile]:
        spec = self._card.input
        return [
            Tile(number, *view.shape, *edges)
            for edges in tiles(view.shape[1], spec.tile_columns, spec.overlap)
        ]

    def _run(self, views: list[WorkingView], jobs: Sequence[Tile]) -> dict[str, Floats]:
        """The outputs for tiles of one size, with the padding still on them."""
        granule = math.lcm(self._card.input.granule, GRANULE)
        counts = []
        for view, job in zip(views, jobs, strict=True):
            tile = view.counts[:, :, job.start : job.stop]
            below, right = (-n % granule for n in tile.shape[1:])
            counts.append(np.pad(tile, ((0, 0), (0, below), (0, right)), mode="edge"))
        answers = self._engine.run(feed_of(self._card.ports, views, counts))
        for name, answer in answers.items():
            tensor = self._card.ports.outputs[name]
            rows, columns = (size // tensor.cell for size in counts[0].shape[1:])
            if answer.shape != (len(jobs), tensor.shape[1], rows, columns):
                raise ScreeningFailed(
                    f"The output {name} of the network has the shape {answer.shape} where "
                    f"{(len(jobs), tensor.shape[1], rows, columns)} belongs.",
                    remedy="It does not fit its card; ask its maker for the card of these weights.",
                )
        return answers

    def _viewed(self, radiograph: Radiograph) -> WorkingView | ModelError | str:
        try:
            return working_view(radiograph, self._card.input)
        except ModelError as error:
            return error
        except MemoryError:
            return NO_MEMORY

    def _maps_of(self, views: list[WorkingView]) -> list[dict[str, Floats] | ModelError | str]:
        """The maps of every scan, or why there are none."""
        try:
            return list(self.maps(views))
        except (ModelError, MemoryError) as error:
            if len(views) == 1:
                return [error if isinstance(error, ModelError) else NO_MEMORY]
        # One of them may have spoilt it for the others: each alone.
        return [answer for view in views for answer in self._maps_of([view])]

    def _told(
        self,
        radiograph: Radiograph,
        view: WorkingView | ModelError | str,
        answer: WorkingView | dict[str, Floats] | ModelError | str,
    ) -> Detection:
        if not isinstance(view, WorkingView) or not isinstance(answer, dict):
            why = NO_MEMORY if isinstance(answer, dict | WorkingView) else answer
            return self._unknown(radiograph, why)
        try:
            return self._judge(radiograph, view, answer)
        except ModelError as error:
            return self._unknown(radiograph, error)
        except MemoryError:
            return self._unknown(radiograph, NO_MEMORY)

    def judged(self, view: WorkingView, maps: dict[str, Floats]) -> Floats:
        """The judging output as probabilities in cells of four working pixels."""
        ports = self._card.ports
        answer = maps[ports.judging][0]
        rows, columns = (-(-n // CELL) for n in view.shape)
        # A logit that is no number must not be clipped into one.
        sound = bool(np.isfinite(answer).all())
        out = as_probability(ports.outputs[ports.judging], answer)[:rows, :columns]
        if not sound or out.min() < 0.0 or out.max() > 1.0:
            raise ScreeningFailed(
                "The network's answer is not a probability.",
                remedy="Review the scan without it and report the model to your administrator.",
            )
        return out

    def _judge(
        self, radiograph: Radiograph, view: WorkingView, maps: dict[str, Floats]
    ) -> Detection:
        probability = self.judged(view, maps)
        reading = self.read(view, maps)
        goods = None if reading is None else reading.commodity
        alarm = self._alarms.in_force(self._card, view, goods)
        regions = find_regions(probability, alarm.threshold)
        beam = "megavolt" if view.megavolt else "kilovolt"
        measurer = Measurer(view, self._card.cm2_per_g[beam])
        calibration = self._card.calibration
        findings = []
        for region in regions:
            kind, values = measurer.kind_of(region)
            box = to_stored(region.box, _cells(probability), radiograph.shape)
            means = calibration.of(region.probability, view.beam) if calibration else None
            findings.append(
                Finding(
                    box=box,
                    probability=region.probability,
                    kind=kind,
                    title=TITLES[kind],
                    measure=MEASURES[kind].format(**values),
                    reason=REASONS[kind],
                    reason_values=values,
                    mask=stored_mask(region.mask, box),
                    calibrated=means,
                    meaning=calibration.meaning.value if calibration and means is not None else "",
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
            reading=reading,
            model=self._card.title,
            asked=self._asked,
            fallback=self._engine.fallback,
            parameters=(
                f"beam={view.beam}",
                f"threshold={alarm.threshold:.6g}",
                f"pitch_mm={self._pitch(view):g}",
                f"tile={self._card.input.tile_columns}",
                f"overlap={self._card.input.overlap}",
            ),
        )

    def read(self, view: WorkingView, maps: dict[str, Floats]) -> Reading | None:
        """Read the load off the maps; None where the network says nothing of it."""
        return read_load(view, maps, self._card.commodities, pitch_mm=self._pitch(view))

    def groups_of(self, view: WorkingView, maps: dict[str, Floats]) -> tuple[str, ...]:
        """Groups of harmless scans with which a scan is compared, narrowest first."""
        reading = self.read(view, maps)
        goods = None if reading is None else reading.commodity
        return path_of(view.beam, equipment_of(view, self._card.input), goods)

    def _pitch(self, view: WorkingView) -> float:
        spec = self._card.input
        return spec.megavolt_mm if view.megavolt else spec.kilovolt_mm

    def _unknown(self, radiograph: Radiograph, reason: ModelError | str) -> Detection:
        made = unknown(radiograph, reason, sha256=self._card.sha256, provider=self.provider)
        return dataclasses.replace(
            made, model=self._card.title, asked=self._asked, fallback=self._engine.fallback
        )


NO_MEMORY = "There was not enough memory to screen the scan."
PITCH_ASSUMED = "The file does not state the size of a pixel; a usual one was assumed."


def _cells(probability: Floats) -> tuple[int, int]:
    return int(probability.shape[0]), int(probability.shape[1])

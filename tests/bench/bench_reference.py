"""How fast a like scan is found among 10,000, and how often the goods are right.

Both on simulated scenes from seeds that the metric was not fitted on (``imaging.likeness_fit``
spends those from 100,000). The peer of the search is what one does without descriptors: look at
small pictures of all scans, brute force in numpy. The peer of the hit rate is chance: five scans
drawn at random from the same library.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import numpy.typing as npt
from measure import figure, times
from PySide6.QtWidgets import QApplication

from app.domain.decision import Kind
from app.domain.reference import Origin, Pictured
from app.domain.shipment import Mode
from app.references import Library, Question
from app.scans.likenesses import Likenesses, key_of
from app.ui import tokens
from app.ui.viewer.beside import Beside
from app.ui.viewer.scan_view import ScanView
from imaging.likeness import BeamKind, Likeness, describe, metric_of
from imaging.likeness_fit import LINAC, TUBE, draw
from imaging.phantom import make_scene

SCANS = 10_000
LIBRARY, QUERIES = 400, 200
TUBE_LIBRARY, TUBE_QUERIES = 150, 60
FIRST, FIRST_TUBE = 300_000, 310_000
_NOW = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
_SMALL = (16, 48)


@dataclasses.dataclass(frozen=True)
class Drawn:
    """A simulated scan: its goods, its vector, and a small picture of it."""

    goods: str
    likeness: Likeness
    small: npt.NDArray[np.float32]


def scenes(first: int, count: int, kinds: tuple[str, ...]) -> list[Drawn]:
    """Simulate scans that are apart from those of the fit."""
    found = []
    for seed in range(first, first + count):
        sample = draw(seed, kinds)
        main = sample.radiograph.main.pixels
        rows = np.linspace(0, main.shape[0] - 1, _SMALL[0]).astype(int)
        columns = np.linspace(0, main.shape[1] - 1, _SMALL[1]).astype(int)
        small = main[rows][:, columns].astype(np.float32).ravel()
        found.append(Drawn(sample.goods, describe(sample.radiograph), small))
    return found


def picture(number: int, hs: str) -> Pictured:
    """One decided scan with its data, as the record would give it."""
    return Pictured(
        scan_id=f"scan-{number}",
        view="side",
        item_id=f"C{number:05d}",
        origin=Origin.DECIDED,
        digests=(f"{number:064x}",),
        hs=(hs,),
        number=f"SMPU{number:07d}",
        equipment=("container", "trailer", "railcar")[number % 3],
        length_ft=(20, 40, 53)[number % 3],
        mode=Mode.HIGHWAY,
        taken_at=_NOW - dt.timedelta(hours=number),
        outcome=Kind.RECOMMEND_RELEASE.value,
    )


class Recorded:
    """A record that holds only decided views; the library asks nothing else of it."""

    def __init__(self, pictures: tuple[Pictured, ...]) -> None:
        self._pictures = pictures

    def decided_views(
        self, after: int = 0, most: int | None = None
    ) -> tuple[tuple[Pictured, ...], int]:
        """Return what was decided since."""
        del most
        return (self._pictures, 1) if after == 0 else ((), after)


def speed(drawn: list[Drawn]) -> dict[str, Any]:
    """Search 10,000 scans by goods, equipment and looks."""
    rng = np.random.default_rng(1)
    codes = [
        f"{rng.integers(1, 97):02d}{rng.integers(1, 99):02d}{rng.integers(0, 99):02d}"
        for _ in range(600)
    ]
    pictures = tuple(picture(n, codes[n % len(codes)]) for n in range(SCANS))
    with tempfile.TemporaryDirectory() as folder:
        likenesses = Likenesses(Path(folder))
        for number, one in enumerate(pictures):
            near = drawn[number % len(drawn)].likeness.values
            values = near + rng.normal(0.0, 0.1, near.shape).astype(np.float32)
            likenesses.put(key_of(one.digests), Likeness(BeamKind.LINAC_DUAL, values))
        library = Library(Likenesses(Path(folder)), ())
        library.refresh(Recorded(pictures))
        asked = [
            Question(picture(SCANS + n, codes[n]), likeness=drawn[n].likeness) for n in range(25)
        ]
        order = iter(asked * 2)
        ours = times(lambda: library.search(next(order)), 25, warm_up=1)
    theirs = times(_by_small_pictures(drawn, rng), 10, warm_up=1)
    peer = "brute force over 16x48 pictures of all scans (numpy)"
    return figure("viewer.reference_s", "s", ours, peer, theirs, scale=1.0)


def _by_small_pictures(drawn: list[Drawn], rng: np.random.Generator) -> Any:
    """Search without descriptors: the nearest small pictures."""
    base = np.stack([one.small for one in drawn])
    every = np.tile(base, (SCANS // len(base) + 1, 1))[:SCANS]
    every = every + rng.normal(0.0, 10.0, every.shape).astype(np.float32)
    mine = drawn[0].small
    return lambda: np.argsort(((every - mine) ** 2).sum(axis=1))[:12]


def hits(library: list[Drawn], queries: list[Drawn]) -> tuple[int, float]:
    """Return how many queries have their goods among the first five, and what chance gives."""
    metric = metric_of(library[0].likeness.kind)
    points = metric.project(np.stack([one.likeness.values for one in library]))
    goods = np.array([one.goods for one in library])
    right, chance = 0, 0.0
    for query in queries:
        apart = np.linalg.norm(points - metric.project(query.likeness.values), axis=1)
        right += int((goods[np.argsort(apart)[:5]] == query.goods).any())
        chance += 1.0 - float(np.mean(goods != query.goods)) ** 5
    return right, chance / len(queries)


def wilson(right: int, count: int) -> tuple[float, float]:
    """Wilson's interval of a share at 95 % (E. B. Wilson, JASA 22 (1927) 209)."""
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * np.sqrt(share * (1 - share) / count + z * z / (4 * count**2))
    return middle - float(half), middle + float(half)


def top5(name: str, drawn: list[Drawn], library: int) -> dict[str, Any]:
    """Measure the share of queries whose goods are among the first five, by looks alone."""
    queries = drawn[library:]
    right, chance = hits(drawn[:library], queries)
    low, high = wilson(right, len(queries))
    share = right / len(queries)
    return {
        "name": name,
        "unit": "",
        "n": len(queries),
        "p50": low,
        "p99": high,
        "value": share,
        "peer": f"chance in a library of {library} (p50, p99: Wilson's interval)",
        "peer_value": chance,
        "ratio": share / chance,
    }


def linked_step() -> dict[str, Any]:
    """Pan two linked pictures, and one in the whole room: the cost of comparing while looking."""
    application = QApplication.instance() or QApplication([])
    tokens.apply(application, tokens.DARK)
    view = ScanView()
    room = Beside(view)
    room.resize(1520, 912)
    room.show()
    pictures = [make_scene(seed, equipment="trailer53", rows=700).radiograph for seed in (1, 2)]
    view.set_radiograph(pictures[0], key=("one", "side"))
    application.processEvents()
    alone = times(_panned(room), 60, warm_up=10)
    room.open()
    room.put(pictures[1], ("two", "side"))
    application.processEvents()
    both = times(_panned(room), 60, warm_up=10)
    room.close()
    peer = "one picture in the whole room"
    return figure("viewer.compare_step_ms", "ms", both, peer, alone, scale=1000.0)


def _panned(room: Beside) -> Callable[[], None]:
    """One step to and fro, painted at once."""
    view = room.main.view
    view.fill()
    view.zoom_by(1.6)
    step = itertools.cycle((-8.0, 8.0))

    def once() -> None:
        view.look(view.camera.panned(next(step), 0.0))
        view.repaint()
        if room.comparing:
            room.other.view.repaint()

    return once


def figures() -> list[dict[str, Any]]:
    """Measure both."""
    linac = scenes(FIRST, LIBRARY + QUERIES, LINAC)
    tube = scenes(FIRST_TUBE, TUBE_LIBRARY + TUBE_QUERIES, TUBE)
    return [
        speed(linac),
        linked_step(),
        top5("viewer.reference_top5", linac, LIBRARY),
        top5("viewer.reference_top5.tube", tube, TUBE_LIBRARY),
    ]

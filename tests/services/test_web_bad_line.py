"""Over a line of the kernel's own TCP that is slow, loses packets and is cut, a scan arrives."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from app.scans.web.fetching import Incoming
from app.scans.web.line import Line, Patience
from imaging.arriving import Arriving
from imaging.dicos import write_dx
from imaging.phantom import make_scene
from imaging.reader import read_image
from tests.services.absent import lacks_right
from tests.services.archive import far_archive
from tests.services.link import Far, Kind, line, why_not

PATIENCE = Patience(first=0.05, most=0.5, whole=60.0, connect=5.0, read=5.0)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_scene(4, equipment="container20", rows=400).radiograph
    taken = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
    dated = dataclasses.replace(made, source=dataclasses.replace(made.source, taken_at=taken))
    folder = tmp_path_factory.mktemp("scan")
    return write_dx(dated, folder, compress="htj2k", seed="bad line")[0]


@pytest.fixture
def bad_line() -> Iterator[Far]:
    reason = why_not()
    if reason:
        lacks_right("bad line", reason)
    with contextlib.ExitStack() as stack:
        kind = Kind(mbit=0.6, rtt=0.06, jitter=0.01, loss=0.01, cut_every=3.0)
        try:
            far = stack.enter_context(line(kind))
        except OSError as error:
            # A container may have root and the device, and still not be let.
            lacks_right("bad line", str(error))
        yield far


def test_a_scan_arrives_exact_over_a_line_that_loses_and_is_cut(
    bad_line: Far, scan: Path, tmp_path: Path
) -> None:
    data = scan.read_bytes()
    wait = Event().wait
    with (
        far_archive(tmp_path, bad_line, {"scan": data}) as place,
        Line(place, pause=wait, patience=PATIENCE) as asked,
    ):
        file = Incoming(asked, "scan", "scan 7")
        shown = []
        arriving = None
        for _ in file.flow():
            if file.held is not None and arriving is None and file.held.reach > 16 << 10:
                arriving = Arriving(file.held, scan.name)
            if arriving is not None and arriving.shown not in (None, *shown):
                shown.append(arriving.shown)
        assert asked.counts.again >= 1, "the line was never cut"
        assert asked.counts.received <= 1.03 * len(data)
    assert arriving is not None
    file.check(hashlib.sha256(data).hexdigest())
    whole = read_image(scan).channels[0].pixels
    np.testing.assert_array_equal(arriving.picture(0).channels[0].pixels, whole)
    # It was shown ever sharper while it came.
    assert shown == sorted(shown, reverse=True)
    assert len(shown) >= 3

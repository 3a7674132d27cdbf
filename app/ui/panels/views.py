"""The pictures of an item as tabs of the overview strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from app.domain.scan import ImageFile, Scan
from app.ui.i18n import tr
from app.ui.panels.declared import EQUIPMENT_WORDS, shipment_of
from app.ui.shown import Shown
from app.ui.view_words import view_words
from app.ui.viewer.overview import OverviewEntry, Share
from app.ui.wiring import Key


def entries(
    shown: Shown,
    small: Callable[[Key], npt.NDArray[np.uint8] | None],
    viewed: Mapping[Key, float],
    unreadable: Callable[[Key], object],
) -> list[OverviewEntry]:
    """Return one entry for each picture, in order of arrival."""
    return [
        _entry(shown, key, small(key), viewed, unreadable=unreadable(key) is not None)
        for key in shown.keys
    ]


def title(shown: Shown, key: Key) -> str:
    """Return the name of a picture, such as ``Trailer 1, side``."""
    scans = shown.item.scans
    scan = scan_of(shown, key)
    number = scans.index(scan) + 1 if scan in scans else 1
    shipment = shipment_of(shown.item, key[0])
    kinds = {one.number: one.kind for one in shipment.equipment} if shipment else {}
    kind = kinds.get(scan.object_id if scan else "", "")
    name = tr(EQUIPMENT_WORDS[kind]) if kind in EQUIPMENT_WORDS else tr("Scan")
    return tr("{object} {number}, {view}", object=name, number=number, view=view_words(key[1]))


def scan_of(shown: Shown, key: Key) -> Scan | None:
    """Return the scan that a picture belongs to."""
    found = [scan for scan in shown.item.scans if scan.scan_id == key[0]]
    return found[0] if found else None


def file_of(shown: Shown, key: Key) -> ImageFile | None:
    """Return one of the files of a picture."""
    scan = scan_of(shown, key)
    files = scan.of_view(key[1]) if scan else ()
    return files[0] if files else None


def _entry(
    shown: Shown,
    key: Key,
    thumbnail: npt.NDArray[np.uint8] | None,
    viewed: Mapping[Key, float],
    *,
    unreadable: bool,
) -> OverviewEntry:
    file = file_of(shown, key)
    share = 1.0 if key in shown.item.viewed else viewed.get(key, 0.0)
    name = title(shown, key)
    if unreadable:
        name = tr("{view}: unreadable", view=name)
        thumbnail = np.zeros((4, 8), np.uint8)
    return OverviewEntry(
        key=key,
        title=name,
        thumbnail=thumbnail,
        findings=_shares(shown, key, file),
        viewed=share,
        mm_per_pixel=file.mm_per_pixel if file else None,
    )


def _shares(shown: Shown, key: Key, file: ImageFile | None) -> tuple[Share, ...]:
    report = shown.report(key)
    if report is None or file is None:
        return ()
    return tuple(
        (x / file.columns, y / file.rows, wide / file.columns, high / file.rows)
        for x, y, wide, high in (finding.box for finding in report.findings)
    )

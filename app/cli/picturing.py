"""Pictures of an item as the window shows them, for what is written beside it."""

from __future__ import annotations

from app.domain.work import Item
from app.review.readouts import Read
from app.scans import FolderStore
from app.scans.calibrations import calibrated
from app.scans.near import Fetch, nowhere, view_of
from app.settings import Settings
from imaging.radiograph import Radiograph


def calibrated_reader(
    item: Item, settings: Settings, store: FolderStore, fetch: Fetch = nowhere
) -> Read:
    """Return what reads a view of the item, with its scanner's calibration where one is kept."""
    scans = {scan.scan_id: scan for scan in item.scans}

    def read(scan_id: str, view: str) -> Radiograph:
        found = view_of(store, scans[scan_id].of_view(view), fetch)
        return calibrated(found, settings.calibration_folder)

    return read

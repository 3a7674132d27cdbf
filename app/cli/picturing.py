"""Pictures of an item as the window shows them, for what is written beside it."""

from __future__ import annotations

from app.domain.work import Item
from app.review.readouts import Read
from app.scans import FolderStore
from app.scans.calibrations import calibrated
from app.scans.views import read_view
from app.settings import Settings
from imaging.radiograph import Radiograph


def calibrated_reader(item: Item, settings: Settings, store: FolderStore) -> Read:
    """Return what reads a view of the item, with its scanner's calibration where one is kept."""
    scans = {scan.scan_id: scan for scan in item.scans}

    def read(scan_id: str, view: str) -> Radiograph:
        files = [store.path(file.sha256) for file in scans[scan_id].of_view(view)]
        return calibrated(read_view(files), settings.calibration_folder)

    return read

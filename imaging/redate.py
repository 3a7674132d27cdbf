"""Move a simulated scan in time: the same pixels, told from another day.

Only simulated scans may be moved. What a scanner wrote is never altered.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pydicom

from imaging import elements
from imaging.dicos_elements import IMAGE_ORIGIN
from imaging.errors import UnreadableScan, UnsupportedScan
from imaging.radiograph import Origin

_MOMENTS = ("InstanceCreation", "Study", "Series", "Content")


def redate(path: Path, target: Path, shift: dt.timedelta) -> None:
    """Write a copy of a simulated DICOS file whose dates are later by ``shift``.

    Raises
    ------
    UnsupportedScan
        If the scan was not simulated.
    UnreadableScan
        If the file cannot be read; a damaged sample is meant to stay as it is.
    """
    try:
        with elements.quiet():
            dataset = pydicom.dcmread(path)
    except elements.FAULTS as fault:
        raise UnreadableScan(f"{path.name} cannot be read: {fault}.") from fault
    if IMAGE_ORIGIN not in dataset or dataset[IMAGE_ORIGIN].value != Origin.SYNTHETIC.value:
        raise UnsupportedScan(
            f"{path.name} was not simulated and keeps its date.", element="(0008,0118)"
        )
    for name in _MOMENTS:
        day, clock = dataset.get(f"{name}Date"), dataset.get(f"{name}Time")
        if not day or not clock:
            continue
        moment = dt.datetime.strptime(f"{day}{str(clock)[:6]}+0000", "%Y%m%d%H%M%S%z") + shift
        setattr(dataset, f"{name}Date", moment.strftime("%Y%m%d"))
        setattr(dataset, f"{name}Time", moment.strftime("%H%M%S.000000"))
    dataset.save_as(target, enforce_file_format=True)

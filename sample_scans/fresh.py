"""Copies of the samples that arrive today: the shipped ones are told from a day gone by."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from importlib import resources
from pathlib import Path

from app.domain.shipment import Shipment
from app.shipments import read_shipments, shipment_digest, write_shipments
from imaging.errors import ImagingError
from imaging.redate import redate
from sample_scans import REFERENCE


def sample_folder() -> Path:
    """Return where the shipped samples lie."""
    return Path(str(resources.files("sample_scans")))


def copy_fresh(target: Path, *, now: dt.datetime) -> list[Path]:
    """Copy every sample into a folder, moved in time so that its story begins now.

    Times are moved, nothing else. The damaged scan is copied as it is. EDI texts are left out: the
    same declarations lie beside them in the JSON form.
    """
    target.mkdir(parents=True, exist_ok=True)
    shift = dt.timedelta(seconds=round((now - REFERENCE).total_seconds()))
    written = []
    for path in sorted(sample_folder().glob("*.dcs")):
        copy = target / path.name
        try:
            redate(path, copy, shift)
        except ImagingError:
            shutil.copyfile(path, copy)
        written.append(copy)
    for path in sorted(sample_folder().glob("*.json")):
        shipments = read_shipments(path, received_at=REFERENCE)
        copy = target / path.name
        moved = [_moved(shipment, shift) for shipment in shipments]
        write_shipments(moved, copy, sent_at=moved[0].received_at)
        written.append(copy)
    return written


def _moved(shipment: Shipment, shift: dt.timedelta) -> Shipment:
    eta = shipment.conveyance.eta
    later = dataclasses.replace(
        shipment,
        received_at=shipment.received_at + shift,
        conveyance=dataclasses.replace(shipment.conveyance, eta=eta + shift if eta else None),
    )
    return dataclasses.replace(later, sha256=shipment_digest(later))

"""Verdicts as a labelled set for a later training: what was pointed at, and who agreed.

The set names nobody and holds nothing that was declared. What a supervisor approved says so, and
nothing else is to be trained on. Its form is in docs/labelled-set.md.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.domain.clock import Clock
from app.domain.decision import OTHER_REASONS, REFERRAL_REASONS, RELEASE_REASONS
from app.domain.errors import KnownError
from app.domain.labelled import LabelledVerdict, Outcome
from app.domain.scan import Scan
from app.domain.threat import Finding, ThreatDetectionReport
from app.domain.words import say
from app.record import Record
from app.review.mask_text import exact_mask, mask_text
from app.scans import FolderStore
from app.scans.views import read_view
from imaging.errors import ImagingError
from imaging.png import decode_png8
from imaging.radiograph import Radiograph
from imaging.tdr import ThreatObject, read_tdr

LINE_SCHEMA, SET_SCHEMA = "prescreen-verdict/1", "prescreen-labelled-set/1"
LINES, ABOUT, CROPS = "verdicts.jsonl", "labelled-set.json", "crops"
NOT_APPROVED = "Not approved. Officers' verdicts are no ground truth: nobody has confirmed them."
APPROVED = (
    "{approved} of {verdicts} verdicts were approved for training by a supervisor; no other is."
)
MARGIN = 0.5
"""A crop reaches beyond its box by this share of the box, on every side."""
_KEPT = 64
"""Scans and heat maps that are held while verdicts on them follow each other."""

Box = tuple[int, int, int, int]
Tree = dict[str, object]


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """What an export came to."""

    verdicts: int
    crops: int
    """Crops that lie in the set now."""
    missing: int
    """Crops that could not be cut: the scan is gone or damaged."""
    sha256: str
    """Of the file of lines."""
    approved: int = 0
    """Verdicts that a supervisor lets be trained on."""


def approval_words(done: Written) -> str:
    """Return what may be trained on of a set, as a sentence."""
    if not done.approved:
        return NOT_APPROVED
    return APPROVED.format(approved=done.approved, verdicts=done.verdicts)


def export_verdicts(
    folder: Path, *, record: Record, store: FolderStore, clock: Clock, crops: bool = False
) -> Written:
    """Write every verdict into a folder, one JSON object a line.

    The lines are written anew each time and appear whole; crops are named by what they show, and
    those that are there already are not cut again, so that a stopped export goes on.

    Parameters
    ----------
    folder
        Where the set goes; made when it is not there.
    record, store
        What was said, and on which pictures.
    clock
        For the time in the file about the set.
    crops
        Whether the stored values around each box are written too, ``uint16``.

    Raises
    ------
    KnownError
        When the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        count, approved, digest = _write_lines(folder / LINES, _Set(record, store, crops=crops))
        cut, missing = _cut_all(folder, store) if crops else (0, 0)
        done = Written(count, cut, missing, digest, approved)
        _write_whole(folder / ABOUT, json.dumps(_about(done, record, clock), indent=2).encode())
    except OSError as error:
        raise KnownError(
            say(
                "The verdicts cannot be written to {path}: {why}. Name another folder.",
                path=folder,
                why=error.strerror or error,
            )
        ) from error
    return done


class _Set:
    """Lines of the set, made while the record is read."""

    def __init__(self, record: Record, store: FolderStore, *, crops: bool) -> None:
        self._record = record
        self._crops = crops
        self._scan = functools.lru_cache(_KEPT)(record.scan)
        self._heat = functools.lru_cache(_KEPT)(functools.partial(_heat_in, store))
        self._objects = functools.lru_cache(_KEPT)(functools.partial(_objects_in, store))

    def lines(self) -> Iterator[Tree]:
        """Yield the lines, oldest first; verdicts on what was purged are left out."""
        for one in self._record.labelled_verdicts():
            finding = _finding_of(one)
            if one.report is not None and finding is not None:
                yield self._line(one, one.report, finding)

    def _line(self, one: LabelledVerdict, report: ThreatDetectionReport, finding: Finding) -> Tree:
        scan = self._scan(one.scan_id)
        shape = _shape(scan, report)
        box = _around(finding.box, shape)
        return {
            "schema": LINE_SCHEMA,
            "line": one.seq,
            "given_at": _time(one.given_at),
            "officer": one.officer,
            "verdict": one.verdict.value,
            "stands": one.stands,
            "scan": list(report.image_digests),
            "origin": scan.origin,
            "view": report.view,
            "rows": shape[0],
            "columns": shape[1],
            "model": report.model_sha256,
            "model_name": report.model_name,
            "finding": finding.finding_id,
            "box": list(finding.box),
            "mask": self._mask(report, finding, shape),
            "score": finding.probability,
            "threshold": None if report.alarm is None else report.alarm.threshold,
            "calibration": None if report.alarm is None else report.alarm.sha256,
            "kind": finding.kind,
            "reason": f"{finding.title}: {finding.measure}",
            "decision": _decision(one.outcome, finding),
            "approved": one.approved is not None,
            "approved_by": None if one.approved is None else one.approved.by,
            "approved_at": None if one.approved is None else _time(one.approved.at),
            "crop": crop_name(report.image_digests, box) if self._crops else None,
            "crop_box": list(box) if self._crops else None,
        }

    def _mask(
        self, report: ThreatDetectionReport, finding: Finding, shape: tuple[int, int]
    ) -> Tree | None:
        """Return the mask of the machine's report; of one of before, what the heat map shows."""
        for found in self._objects(report.tdr_sha256):
            if found.identifier == finding.number and found.mask is not None:
                return exact_mask(found.mask, finding, shape)
        heat = self._heat(report.heat_sha256)
        return None if heat is None else mask_text(heat, finding, shape)


def _time(moment: dt.datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _finding_of(one: LabelledVerdict) -> Finding | None:
    found = one.report.findings if one.report is not None else ()
    return next((each for each in found if each.finding_id == one.finding_id), None)


def _shape(scan: Scan, report: ThreatDetectionReport) -> tuple[int, int]:
    """Return rows and columns of the view."""
    file = scan.of_view(report.view)[0]
    return file.rows, file.columns


def _decision(outcome: Outcome | None, finding: Finding) -> Tree | None:
    if outcome is None:
        return None
    words = {**REFERRAL_REASONS, **RELEASE_REASONS, **OTHER_REASONS.get(outcome.kind, {})}
    return {
        "kind": outcome.kind.value,
        "reasons": [{"code": code, "words": words.get(code, "")} for code in outcome.reasons],
        "points_here": finding.finding_id in outcome.findings,
    }


def _heat_in(store: FolderStore, sha256: str) -> npt.NDArray[np.uint8] | None:
    if not sha256 or not store.check(sha256):
        return None
    return decode_png8(store.path(sha256).read_bytes())


def _objects_in(store: FolderStore, sha256: str) -> tuple[ThreatObject, ...]:
    """Return what the machine's report points at; nothing when it is gone or damaged."""
    if not sha256 or not store.check(sha256):
        return ()
    try:
        return read_tdr(store.path(sha256)).objects
    except ImagingError:
        return ()


# --- files -------------------------------------------------------------------------------------


def _write_lines(path: Path, made: _Set) -> tuple[int, int, str]:
    """Write all lines beside their place, then give them their name; counts and digest."""
    beside = path.with_name(f"{path.name}.part")
    digest, count, approved = hashlib.sha256(), 0, 0
    with beside.open("wb") as stream:
        for tree in made.lines():
            line = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            stream.write(line)
            count += 1
            approved += tree["approved"] is True
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    return count, approved, digest.hexdigest()


def _write_whole(path: Path, data: bytes) -> None:
    beside = path.with_name(f"{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)


def _about(done: Written, record: Record, clock: Clock) -> Tree:
    return {
        "schema": SET_SCHEMA,
        "made_at": _time(clock.now()),
        "record_lines": record.version(),
        "verdicts": done.verdicts,
        "sha256": done.sha256,
        "crops": done.crops,
        "crops_missing": done.missing,
        "approved": 0 < done.verdicts == done.approved,
        "approved_verdicts": done.approved,
        "approval": approval_words(done),
    }


# --- crops -------------------------------------------------------------------------------------


def crop_name(digests: tuple[str, ...], box: Box) -> str:
    """Return where a crop lies in the set: named by the files it is from and by its box."""
    what = json.dumps([sorted(digests), list(box)]).encode()
    name = hashlib.sha256(what).hexdigest()
    return f"{CROPS}/{name[:2]}/{name}.npy"


def _around(box: Box, shape: tuple[int, int]) -> Box:
    """Widen a box by the margin, as far as the picture reaches."""
    x, y, wide, high = box
    left, top = max(0, x - round(MARGIN * wide)), max(0, y - round(MARGIN * high))
    right = min(shape[1], x + wide + round(MARGIN * wide))
    bottom = min(shape[0], y + high + round(MARGIN * high))
    return left, top, right - left, bottom - top


def _cut_all(folder: Path, store: FolderStore) -> tuple[int, int]:
    """Cut what the lines name and is not there; return how many are there, and how many lack."""
    there, missing = 0, 0
    last: tuple[tuple[str, ...], Radiograph | None] = ((), None)
    with (folder / LINES).open("rb") as lines:
        for line in lines:
            tree = json.loads(line)
            place = folder / str(tree["crop"])
            digests = tuple(str(one) for one in tree["scan"])
            if not place.is_file():
                if last[0] != digests:
                    last = digests, _picture(store, digests)
                if last[1] is not None:
                    _write_crop(place, last[1], tree["crop_box"])
            there, missing = there + place.is_file(), missing + (not place.is_file())
    return there, missing


def _picture(store: FolderStore, digests: tuple[str, ...]) -> Radiograph | None:
    """Read a view; None when it is gone or cannot be read any more."""
    try:
        return read_view([store.path(sha256) for sha256 in digests])
    except (KnownError, ImagingError):
        return None


def _write_crop(place: Path, picture: Radiograph, box: list[int]) -> None:
    x, y, wide, high = box
    cut = np.stack([c.pixels[y : y + high, x : x + wide] for c in picture.channels])
    held = io.BytesIO()
    np.save(held, cut, allow_pickle=False)
    place.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(place, held.getvalue())

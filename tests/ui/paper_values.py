"""Referrals on paper, and the paper read back as text and pictures."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2

from app.domain.decision import Draft, ExamType, Kind, Recommendation, Urgency
from app.domain.dispatch import Posting
from app.domain.mark import Category, MarkAct, Shape
from app.domain.place import Doors
from app.domain.work import Item
from app.review import Sitting
from app.review.addressing import address_of
from app.review.readouts import Read
from app.review.referral import Contents
from app.scans.views import read_view
from imaging.radiograph import Radiograph
from imaging.standing import Frame
from tests.unit.room_values import House, draw

FRAME = Frame(6.0, 58.0, 34.0, 32.0)
"""Where the block stands in `radiograph()`: 5.2 m long, its floor 3.2 m below the top."""


def sitting_on(house: House, views: Sequence[Radiograph]) -> Sitting:
    """Take scans in, each a view of one item, and look at all of them."""
    for number, picture in enumerate(views):
        house.take(house.scan_files(picture, name=f"scan{number}"))
    sitting = house.room().open(house.record.items()[0])
    sitting.first_paint()
    for scan in sitting.item.scans:
        for view in scan.views:
            sitting.stands(scan.scan_id, view, FRAME, Doors.RIGHT)
            sitting.shown(scan.scan_id, view)
    return sitting


def marked(sitting: Sitting, count: int) -> tuple[str, ...]:
    """Draw marks of every class, in a raster over the block, and return their labels."""
    scan = sitting.item.scans[0]
    kinds = tuple(Category)
    labels = []
    for number in range(count):
        x, y = 8.5 + 4.8 * (number % 10), 10.5 + 5.0 * (number // 10)
        mark = draw(sitting, Shape.BOX, ((x, y), (x + 3, y + 3)), scan.scan_id, scan.views[0])
        named = dataclasses.replace(
            mark, category=kinds[number % len(kinds)], note=f"note of {mark.number}"
        )
        sitting.do_mark(MarkAct(mark, named))
        labels.append(str(mark.number))
    return tuple(labels)


def referral(labels: tuple[str, ...], **changes: object) -> Draft:
    """A complete referral that points at marks."""
    draft = Draft(
        Kind.REFER_FOR_EXAM,
        reasons=("ANOMALY", "I01_WEIGHT"),
        region_labels=labels,
        exam=ExamType.PARTIAL_UNLOAD,
        urgency=Urgency.ROUTINE,
        confidence=4,
    )
    return dataclasses.replace(draft, **changes)


def contents_of(house: House, signed: Recommendation) -> Contents:
    """What the paper of a decision shows, as the program reads it."""
    item = house.record.item(signed.item_id)
    posting = Posting(
        signed.recommendation_id, 1, address_of(signed, item), signed.times.decided_at, "tremblay"
    )
    return Contents(signed, item, posting, _reader(house, item))


def _reader(house: House, item: Item) -> Read:
    def read(scan_id: str, view: str) -> Radiograph:
        scan = next(scan for scan in item.scans if scan.scan_id == scan_id)
        return read_view([house.store.path(file.sha256) for file in scan.of_view(view)])

    return read


def text_of(path: Path) -> list[str]:
    """The text of each page, blanks and breaks as single blanks.

    One glyph serves the apostrophe and the letter that looks like it; the file names the letter.
    """
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(page.replace("\u02bc", "’").split()) for page in pages]


def pages_of(path: Path, dpi: float = 50.0) -> list[npt.NDArray[np.uint8]]:
    """Each page as pixels (height, width, 3)."""
    with pypdfium2.PdfDocument(path) as document:
        return [
            np.array(page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()[..., :3])
            for page in document
        ]

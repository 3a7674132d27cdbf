"""I21: one image given for two things."""

from __future__ import annotations

from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.domain.work import Likeness
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides

_SAID = {
    Likeness.SAME_IMAGE: phrase("The same image was given for {other} (item {item})."),
    Likeness.LIKE_IMAGE: phrase(
        "The image is all but the one of {other} (item {item}). Compare the two."
    ),
}


def same_image(sides: Sides) -> Outcomes:
    """Tell of other scans whose stored values, or whose noise, are those of a scan here."""
    if not sides.item.scans:
        yield Lacks(Need.SCAN)
    elif not all(file.pixels for scan in sides.item.scans for file in scan.files):
        yield Lacks(Need.PRINTS)
    for one in sides.item.alike:
        if one.likeness in _SAID:
            same = one.likeness is Likeness.SAME_IMAGE
            other = one.other_object or one.other_scan
            yield Fires(
                say(_SAID[one.likeness], other=other, item=one.other_item),
                1.0,
                None,
                "images",
                f"{one.scan_id} {one.other_scan}",
                Severity.BLOCK if same else Severity.WARNING,
            )

"""What may go wrong with the images of an item: taken twice, given twice, too early, unusable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.notice import Notice, Severity
from app.domain.threat import ScreeningState
from app.domain.words import phrase, say
from app.domain.work import Alike, Likeness
from app.shipments.linking.case import ENDED, LinkCase, links_of, moment
from app.shipments.linking.passes import passes
from app.shipments.linking.timing import clock_doubts


def scanned_again(case: LinkCase) -> Iterator[Notice]:
    """L3: the same thing passed the scanner more than once; the newest pass counts."""
    made = passes(case.item.scans)
    for one in made:
        earlier = [other for other in made if other.number == one.number and not other.primary]
        if one.primary and earlier and one.at is not None:
            yield Notice(
                "L3",
                Severity.NOTE,
                "",
                say(
                    "{object} was scanned {count} times. The newest image, of {time}, counts; "
                    "the earlier ones are kept.",
                    object=one.number,
                    count=len(earlier) + 1,
                    time=moment(one.at),
                ),
                subject=one.scans[0].scan_id,
            )


def doubtful_times(case: LinkCase) -> Iterator[Notice]:
    """L12: the time of a scan cannot be right; it is said, and never corrected."""
    for scan in case.item.scans:
        linked = {k.shipment_id for k in links_of(case, scan) if k.link_class not in ENDED}
        shipments = [s for s in case.item.shipments if s.shipment_id in linked]
        dossiers = [case.dossiers[one] for one in sorted(linked & case.dossiers.keys())]
        came = scan.received_at or case.item.received_at
        for doubt in clock_doubts(scan, came, shipments, dossiers):
            yield Notice(
                "L12", doubt.severity, "", doubt.sentence, "", f"{scan.scan_id} {doubt.name}"
            )


def images_alike(case: LinkCase) -> Iterator[Notice]:
    """L13: one image given for two things; L15: one number of the scanner for two objects."""
    for one in case.item.alike:
        if one.likeness is Likeness.SAME_OBJECT:
            yield _reused(one)
            continue
        same = one.likeness is Likeness.SAME_IMAGE
        yield Notice(
            "L13",
            Severity.BLOCK if same else Severity.WARNING,
            "",
            say(
                _ALIKE[one.likeness], other=one.other_object or one.other_scan, item=one.other_item
            ),
            "I21_DUPLICATE",
            f"{one.scan_id} {one.other_scan}",
        )


_ALIKE: Mapping[Likeness, str] = MappingProxyType(
    {
        Likeness.SAME_IMAGE: phrase("The same image was given for {other} (item {item})."),
        Likeness.LIKE_IMAGE: phrase(
            "The image is all but the one of {other} (item {item}). Compare the two."
        ),
    }
)


def _reused(one: Alike) -> Notice:
    return Notice(
        "L15",
        Severity.WARNING,
        "",
        say(
            "The scanner gave number {number} to another object as well, at {time}.",
            number=one.other_object,
            time=moment(one.other_taken_at),
        ),
        "LINK_DOUBT",
        f"{one.scan_id} {one.other_scan}",
    )


def unusable(case: LinkCase) -> Iterator[Notice]:
    """L14: an image that nothing can be measured in counts as not imaged."""
    for report in case.item.reports:
        if report.state is ScreeningState.UNKNOWN and not report.seen_sha256:
            yield Notice(
                "L14",
                Severity.BLOCK,
                "",
                say("The image of view {view} is unusable: it counts as none.", view=report.view),
                "IMAGE_QUALITY",
                f"{report.scan_id} {report.view}",
            )

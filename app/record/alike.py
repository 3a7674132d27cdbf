"""Scans too much like another one: one image for two things, one number for two objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, select

from app.domain.identifiers import folded
from app.domain.scan import ImageFile, Scan
from app.domain.work import Alike, Likeness, Link
from app.record.coding import read
from app.record.filing_tables import NUMBER
from app.record.indexing import OF_IMAGE, OF_SCAN
from app.record.numbers import OBJECT, numbers_of_file
from app.record.tables import IMAGE, SCAN
from app.shipments.linking.passes import ONE_PASS, shown_number
from app.shipments.linking.windows import aware, shipped
from imaging.prints import NEAR, apart

_MOST = 8
"""Others that are named of one scan; a number that a scanner gives to everything is one fault."""


def alike_of(
    connection: Connection, item_id: str, scans: Sequence[Scan], links: Iterable[Link]
) -> tuple[Alike, ...]:
    """Return the scans that share an exposure or a scanner's number with those of an item."""
    by_object = {
        link.scan_id for link in links for line in link.evidence if line.source == "object"
    }
    found: dict[tuple[str, str], Alike] = {}
    for one in _same_exposure(connection, item_id, scans):
        found.setdefault((one.scan_id, one.other_scan), one)
    for scan in scans:
        if scan.scan_id in by_object:
            for one in _same_object(connection, item_id, scan):
                found.setdefault((scan.scan_id, one.other_scan), one)
    return tuple(found.values())


def twins_of(connection: Connection, scan: Scan) -> tuple[str, ...]:
    """Return the scans that were given the very image of another thing's scan."""
    if not any(file.pixels for file in scan.files):
        return ()
    item_id = connection.scalar(select(SCAN.c.item_id).where(SCAN.c.scan_id == scan.scan_id))
    found = _same_exposure(connection, item_id or "", (scan,))
    same = (one.other_scan for one in found if one.likeness is Likeness.SAME_IMAGE)
    return tuple(dict.fromkeys(same))


_LIKE_THESE = (
    select(IMAGE.c.body, SCAN.c.item_id, SCAN.c.body)
    .join(SCAN, SCAN.c.scan_id == IMAGE.c.scan_id)
    .where(
        IMAGE.c.sha256.in_(
            select(NUMBER.c.owner).where(
                NUMBER.c.number.in_(bindparam("told", expanding=True)), NUMBER.c.of == OF_IMAGE
            )
        )
    )
    .order_by(IMAGE.c.seq)
)


def _same_exposure(connection: Connection, item_id: str, scans: Sequence[Scan]) -> Iterator[Alike]:
    """Yield scans of other things that hold an exposure of these."""
    files = [(scan, file) for scan in scans for file in scan.files]
    told = sorted({number for _, file in files for _, number in numbers_of_file(file)})
    if not told:
        return
    own = {file.sha256 for _, file in files}
    for body, item, other_body in connection.execute(_LIKE_THESE, {"told": told}):
        theirs = read(body, ImageFile)
        other = read(other_body, Scan)
        for scan, file in files:
            likeness = _likeness(file, theirs)
            mine = theirs.sha256 in own and other.scan_id == scan.scan_id
            if likeness is None or mine or _one_delivery(scan, other, same=item == item_id):
                continue
            number = shown_number(other)
            yield Alike(scan.scan_id, other.scan_id, item, number, likeness, other.taken_at)


def _likeness(one: ImageFile, other: ImageFile) -> Likeness | None:
    if one.pixels and one.pixels == other.pixels:
        return Likeness.SAME_IMAGE
    if one.noise and other.noise and apart(one.noise, other.noise) <= NEAR:
        return Likeness.LIKE_IMAGE
    return None


def _one_delivery(scan: Scan, other: Scan, *, same: bool) -> bool:
    """Whether two scans are one that came twice: same thing, and same moment or same item."""
    if shown_number(scan) != shown_number(other):
        return False
    return same or _seconds_apart(scan, other) is None or not _later(scan, other)


def _same_object(connection: Connection, item_id: str, scan: Scan) -> Iterator[Alike]:
    """Yield scans of other items to which the scanner gave the same number at another time.

    The number of a scanner is unique with site, machine and time only.
    """
    owners = select(NUMBER.c.owner).where(
        NUMBER.c.number == folded(scan.object_id), NUMBER.c.name == OBJECT, NUMBER.c.of == OF_SCAN
    )
    query = (
        select(SCAN.c.item_id, SCAN.c.body)
        .where(SCAN.c.scan_id.in_(owners), SCAN.c.item_id != item_id)
        .order_by(SCAN.c.seq.desc())
        .limit(_MOST)
    )
    for item, body in connection.execute(query):
        other = read(body, Scan)
        machine = (scan.site, scan.scanner) == (other.site, other.scanner)
        if machine and _later(scan, other):
            yield Alike(
                scan.scan_id,
                other.scan_id,
                item,
                scan.object_id,
                Likeness.SAME_OBJECT,
                other.taken_at,
            )


def _seconds_apart(scan: Scan, other: Scan) -> float | None:
    if scan.taken_at is None or other.taken_at is None:
        return None
    return abs((aware(scan.taken_at) - aware(other.taken_at)).total_seconds())


def _later(scan: Scan, other: Scan) -> bool:
    """Whether two scans are two passes, near enough in time to be taken for one load."""
    seconds = _seconds_apart(scan, other)
    if seconds is None:
        return False
    return ONE_PASS.total_seconds() < seconds <= shipped().rematch.total_seconds()

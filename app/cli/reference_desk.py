"""The reference library joined to one workspace: searching, reading, and describing in between."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.reference import Aim, Found, Key, Origin, Pictured, Reference
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Shipment
from app.domain.words import say
from app.domain.work import Item, LinkClass
from app.record import Record
from app.references import Library, Question
from app.references.reading import Reader, describe_one
from app.scans import FolderStore
from app.scans.likenesses import Likenesses, key_of
from app.scans.near import Fetch, nowhere
from app.shipments.discrepancies import Looks
from app.shipments.discrepancies.past import stream_of
from app.shipments.pictured import Declared, pictured, plain_number
from imaging.radiograph import Radiograph
from sample_scans.references import sample_references

_AT_ONCE = 300
"""Decisions read ahead each time: a few hundredths of a second."""


class ReferenceDesk:
    """Answers what a picture can be compared with.

    The library that searches belongs to the writer thread, the one that looks for what is not
    described yet to the thread that screens; both read the same small file.
    """

    def __init__(self, store: FolderStore, fetch: Fetch = nowhere) -> None:
        shipped = sample_references()
        self._store = store
        self._pictures = {name: picture for name, (picture, _) in shipped.items()}
        self._reader = Reader(store, {name: files for name, (_, files) in shipped.items()}, fetch)
        self._files: dict[Key, tuple[ImageFile, ...]] = {}
        self._searched: Library | None = None
        self._described: tuple[Library, Likenesses] | None = None

    def read_ahead(self, record: Record) -> None:
        """Read some of what was decided, so that the first search need not; in the writer thread.

        Thousands of decisions take seconds to read at once, during which nothing could be saved.
        """
        self._library_here().refresh(record, most=_AT_ONCE)

    def find(self, record: Record, item_id: str, key: Key, aim: Aim) -> Found:
        """Find what a picture of an item can be compared with; in the writer thread.

        Raises
        ------
        Refused
            When there is no such item.
        """
        item = record.item(item_id)
        library = self._library_here()
        library.refresh(record)
        scan = next(scan for scan in item.scans if scan.scan_id == key[0])
        mine = _picture(item, scan, key[1])
        if aim is Aim.VIEWS:
            found = _others(item, key)
        else:
            likeness = library.likeness_of(mine.digests)
            found = library.search(Question(mine, _numbers(item), likeness), aim)
        self._learn_files(record, found)
        return found

    def _learn_files(self, record: Record, found: Found) -> None:
        """Learn which originals the references stand for, where an archive may be asked for them.

        What was found before is of no use any more.
        """
        pictures = [one.picture for one in found.references if one.picture.digests]
        lacking = [
            one for one in pictures if not all(self._store.holds(sha256) for sha256 in one.digests)
        ]
        self._files = {
            one.key: record.scan(one.scan_id).of_view(one.view)
            for one in lacking
            if self._store.archive
        }

    def looks(self, record: Record, item: Item) -> tuple[Looks, ...]:
        """Say how the pictures of an item lie among others of its goods; in the writer thread.

        Only where all goods of a picture are of one heading: mixed loads look like their mixture.
        """
        self._library_here().refresh(record)
        return tuple(
            looks
            for scan in item.scans
            for view in scan.views
            for looks in self._looks_of(record, item, scan, view)
        )

    def _looks_of(self, record: Record, item: Item, scan: Scan, view: str) -> Iterator[Looks]:
        mine = _picture(item, scan, view)
        headings = {code[:4] for code in mine.hs if len(code) >= 4}
        if len(headings) != 1 or mine.empty:
            return
        library, heading = self._library_here(), headings.pop()
        question = Question(mine, _numbers(item), library.likeness_of(mine.digests))
        yield library.looks(question, heading)
        for stream in _streams(item, scan, heading):
            yield library.looks(question, heading, record.items_of_stream(stream))

    def read(self, reference: Reference, like: Radiograph) -> Radiograph:
        """Read the pixels of a reference; in any thread."""
        return self._reader.read(reference, like, self._files.get(reference.picture.key, ()))

    def describe_next(self, record: Record) -> bool:
        """Describe one picture that screening did not; in the thread that screens."""
        if self._described is None:
            self._described = self._library()
        library, likenesses = self._described
        library.refresh(record)
        return describe_one(library, self._reader, likenesses)

    def _library_here(self) -> Library:
        if self._searched is None:
            self._searched, _ = self._library()
        return self._searched

    def _library(self) -> tuple[Library, Likenesses]:
        likenesses = Likenesses(self._store.root)
        shipped = ((picture, key_of([name])) for name, picture in self._pictures.items())
        return Library(likenesses, shipped), likenesses


def _linked(item: Item, scan: Scan) -> list[Shipment]:
    """Return the shipments that a scan shows."""
    linked = {
        link.shipment_id
        for link in item.links
        if link.scan_id == scan.scan_id and link.link_class is not LinkClass.NONE
    }
    return [shipment for shipment in item.shipments if shipment.shipment_id in linked]


def _streams(item: Item, scan: Scan, heading: str) -> list[str]:
    """Return under what the record knows the shippers of what a scan shows, each once."""
    streams = (stream_of(shipment, heading) for shipment in _linked(item, scan))
    return list(dict.fromkeys(stream for stream in streams if stream))


def _picture(item: Item, scan: Scan, view: str) -> Pictured:
    """Describe a picture of an item as the library would, were it decided."""
    bare = Pictured(
        scan_id=scan.scan_id,
        view=view,
        item_id=item.item_id,
        origin=Origin.ITEM,
        digests=tuple(sorted(file.sha256 for file in scan.of_view(view))),
        number=scan.object_id,
        taken_at=scan.taken_at,
        simulated=scan.origin == "SYNTHETIC",
    )
    return pictured(bare, scan.identifiers, Declared.of(_linked(item, scan)))


def _numbers(item: Item) -> frozenset[str]:
    numbers = [scan.object_id for scan in item.scans]
    numbers += [piece.number for shipment in item.shipments for piece in shipment.equipment]
    return frozenset(plain_number(number) for number in numbers if number)


def _others(item: Item, key: Key) -> Found:
    """Return the other views of the item, those of the same scan first."""
    references = []
    for scan in sorted(item.scans, key=lambda scan: scan.scan_id != key[0]):
        for view in scan.views:
            if (scan.scan_id, view) != key:
                same = scan.scan_id == key[0]
                why = say("Other view of this scan") if same else say("Other scan of this item")
                references.append(Reference(_picture(item, scan, view), (why,)))
    nothing = None if references else say("This item has one view only.")
    return Found(Aim.VIEWS, tuple(references), nothing)

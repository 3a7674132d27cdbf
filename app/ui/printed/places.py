"""The places to examine: pictures, drawing and table of each view."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from app.domain.decision import Region
from app.domain.errors import KnownError
from app.domain.mark import CATEGORY_WORDS
from app.domain.place import Place
from app.domain.words import phrase
from app.domain.work import Item
from app.review.referral import Contents
from app.ui.printed.blocks import Block, Paragraph, Row, Title, kept
from app.ui.printed.picture import Picture, Printed, render_view
from app.ui.printed.sketch import Load, Sketch, load_of
from app.ui.printed.words import (
    Both,
    Figure,
    across_words,
    both,
    height_words,
    same,
    told,
    view_named,
)
from imaging.errors import ImagingError
from imaging.material import scale_of
from imaging.measuring import find_frame
from imaging.radiograph import Radiograph
from imaging.standing import Frame

_FIRST, _LONG, _OTHERS = 185.0, 280.0, 300.0
"""Points that a picture may be high on the first page, in strips there, and on the others."""
_UNREADABLE = phrase("This image could not be read when the paper was made. Ask the sender.")
_NO_SKETCH = phrase("No drawing: the scan states no scale, or no object can be told in it.")
_COLUMNS = (phrase("#"), phrase("Along"), phrase("Height"), phrase("Size"), phrase("What"))
_SHARES = (1.0, 4.6, 4.6, 2.6, 7.2)


@dataclasses.dataclass(frozen=True, slots=True)
class ViewSeen:
    """One view with its places, rendered."""

    scan_id: str
    view: str
    title: str
    regions: tuple[Region, ...]
    printed: Printed | None
    """None where the image cannot be read."""
    load: Load | None


def views_of(contents: Contents) -> tuple[ViewSeen, ...]:
    """Render every view of the decision, those with most places first."""
    recommendation = contents.recommendation
    found = []
    for seen in recommendation.scans:
        regions = tuple(
            region
            for region in recommendation.regions
            if (region.scan_id, region.view) == (seen.scan_id, seen.view)
        )
        named = view_named(seen.view).line
        title = f"{_object(contents.item, seen.scan_id)} · {named}"
        found.append(_view(contents, (seen.scan_id, seen.view), title, regions, seen.display_state))
    return tuple(sorted(found, key=lambda view: -len(view.regions)))


def _view(
    contents: Contents,
    key: tuple[str, str],
    title: str,
    regions: tuple[Region, ...],
    state: Mapping[str, str],
) -> ViewSeen:
    try:
        picture = contents.read(*key)
    except (KnownError, ImagingError, OSError):
        return ViewSeen(*key, title, regions, None, None)
    load = load_of(_frame(picture), picture.mm_per_pixel, regions)
    return ViewSeen(*key, title, regions, render_view(picture, state), load)


def _frame(picture: Radiograph) -> Frame | None:
    return find_frame(picture, scale_of(picture))


def _object(item: Item, scan_id: str) -> str:
    scan = next((one for one in item.scans if one.scan_id == scan_id), None)
    return scan.object_id if scan is not None and scan.object_id else scan_id


def first_view(views: Sequence[ViewSeen], item: Item) -> Iterator[Block]:
    """Yield picture, drawing and places of the view that the first page shows."""
    if not views:
        yield Paragraph(both(phrase("There is no image of this load.")).line, 9.5, 600)
        return
    view = views[0]
    yield Title(_titled(view))
    stripped = view.printed is not None and len(view.printed.strips) > 1
    yield from _picture(view, _LONG if stripped else _FIRST)
    if view.regions:
        yield from _sketch(view)
        yield from _table(view.regions, item)


def other_views(views: Sequence[ViewSeen], item: Item) -> Iterator[Block]:
    """Yield what the first page has no room for."""
    for view in views[1:]:
        yield Title(_titled(view))
        yield from _picture(view, _OTHERS)
        if view.regions:
            yield from _sketch(view)
            yield from _table(view.regions, item)


def _titled(view: ViewSeen) -> Both:
    count = len(view.regions)
    if count == 0:
        marked = both(phrase("no place marked"))
    elif count == 1:
        marked = both(phrase("1 place to examine"))
    else:
        marked = both(phrase("{count} places to examine"), count=count)
    return same(f"{view.title} · {marked.line}")


def _picture(view: ViewSeen, most: float) -> Iterator[Block]:
    if view.printed is None:
        yield Paragraph(both(_UNREADABLE).line, 9.5, 600)
    else:
        yield Picture(view.printed, view.regions, most)


def _sketch(view: ViewSeen) -> Iterator[Block]:
    if view.load is not None:
        yield Sketch(view.load)
    elif view.printed is not None:
        yield Paragraph(both(_NO_SKETCH).line, 8.0)


def _table(regions: Sequence[Region], item: Item) -> Iterator[Block]:
    yield from kept(_rows(regions, item))
    yield Paragraph("", 4.0, gap=0.0)


def _rows(regions: Sequence[Region], item: Item) -> Iterator[Block]:
    heads = [both(words).line for words in _COLUMNS]
    yield Row(heads, _SHARES, size=6.8, tone="soft", tied=True)
    for region in regions:
        yield Row(_cells(region, item), _SHARES, (700, 600, 600, 400, 400), size=8.0)


def _cells(region: Region, item: Item) -> tuple[str, ...]:
    place = Place.read(region.place)
    across = _two(across_words(place)) if place is not None else region.place or "–"
    above = _two(height_words(place)) if place is not None else "–"
    return region.label, across, above, _size(region), _what(region, item)


def _two(words: Both) -> str:
    return words.en if words.en == words.fr else f"{words.en}\n{words.fr}"


def _size(region: Region) -> str:
    if region.size_m is None:
        return "–"
    across, above = region.size_m
    places = 1 if max(across, above) >= 1 else 2
    values = {"x": Figure(across, places), "y": Figure(above, places)}
    return _two(both(phrase("{x} × {y} m"), **values))


def _what(region: Region, item: Item) -> str:
    mark = next((one for one in item.marks if one.mark_id == region.from_mark), None)
    lines = []
    if mark is not None:
        lines.append(both(CATEGORY_WORDS[mark.category]).line)
        lines += [text for text in (mark.text, mark.note) if text]
    for report in item.reports:
        for finding in report.findings:
            if finding.finding_id == region.from_finding:
                lines.append(told(finding.title).line)
    if region.subject:
        lines.append(both(phrase("Probably of {subject}"), subject=region.subject).line)
    return "\n".join(lines) or same("–").en

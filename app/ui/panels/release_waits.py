"""Why release cannot be recommended yet, in words: a few lines, each the way to resolve it."""

from __future__ import annotations

import dataclasses

from app.domain.notice import Severity
from app.ui.commands import keys
from app.ui.i18n import tr
from app.ui.shown import Shown

FIELDS = ("blocks", "passing", "detail", "views", "link", "warnings", "verdicts")


@dataclasses.dataclass(frozen=True, slots=True)
class Wait:
    """One thing that release waits for."""

    field: str
    words: str
    whole: str
    """The sentences behind it, for the tip."""
    severity: Severity
    keys: str


_SEVERITY = {
    "blocks": Severity.BLOCK,
    "passing": Severity.WARNING,
    "detail": Severity.WARNING,
    "views": Severity.BLOCK,
    "link": Severity.WARNING,
    "warnings": Severity.WARNING,
    "verdicts": Severity.NOTE,
}
_KEYS = {
    "detail": keys("view"),
    "views": keys("view"),
    "link": keys("confirm"),
    "warnings": keys("acknowledge"),
    "verdicts": keys("next_finding"),
}


def waits(shown: Shown, sentences: dict[str, list[str]]) -> tuple[Wait, ...]:
    """Return the lines, heaviest first; ``sentences`` holds what is missing, by field."""
    return tuple(
        Wait(
            field=field,
            words=_words(field, shown, sentences[field]),
            whole="\n".join(sentences[field]),
            severity=_SEVERITY[field],
            keys=_KEYS.get(field, ""),
        )
        for field in FIELDS
        if sentences.get(field)
    )


def _words(field: str, shown: Shown, sentences: list[str]) -> str:
    count = len(sentences)
    if field == "verdicts":
        return _verdict_words(shown)
    if field == "views":
        return _view_words(shown, sentences)
    one, many = {
        "blocks": (
            tr("What blocks release is resolved"),
            tr("{count} blocks are resolved", count=count),
        ),
        "passing": (
            tr("All of it has passed the scanner"),
            tr("All of {count} views has passed the scanner", count=count),
        ),
        "detail": (
            tr("The image is here in full detail"),
            tr("{count} images are here in full detail", count=count),
        ),
        "link": (
            tr("The link to the shipment is confirmed"),
            tr("{count} links are confirmed", count=count),
        ),
        "warnings": (
            tr("The warning is acknowledged"),
            tr("{count} warnings are acknowledged", count=count),
        ),
    }[field]
    return one if count == 1 else many


def _verdict_words(shown: Shown) -> str:
    tags = [f"M{one.number}" for _, one in shown.findings if shown.verdict(one) is None]
    if len(tags) == 1:
        return tr("{tag} has a verdict", tag=tags[0])
    if len(tags) == 2:
        return tr("{first} and {second} have a verdict", first=tags[0], second=tags[1])
    return tr("{count} findings have a verdict", count=len(tags))


def _view_words(shown: Shown, sentences: list[str]) -> str:
    unseen = [key for key in shown.keys if key not in shown.item.viewed]
    if not unseen:
        return sentences[0].rstrip(".")
    if len(unseen) > 1:
        return tr("{count} views are seen to the end", count=len(unseen))
    scans = [scan.scan_id for scan in shown.item.scans]
    if len(scans) > 1:
        return tr("Scan {number} is seen to the end", number=scans.index(unseen[0][0]) + 1)
    return tr("The image is seen to the end")

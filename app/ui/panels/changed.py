"""Data that is not what it was when it was scanned, or signed on (L5): what was, and what is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.dossier import Change
from app.domain.notice import Notice, Severity
from app.ui.i18n import tr
from app.ui.shipment.differences import field_words, told, value_words
from app.ui.shown import Shown

SHOWN = 3
"""Fields that a banner names; the rest stands with the whole shipment."""
LONGEST = 40
"""Signs of a value that a banner shows: a whole line of goods is longer."""
_SCANNED, _SIGNED = "R055", "R055D"


def is_change(notice: Notice) -> bool:
    """Whether a notice tells that data changed in what decides."""
    return notice.rule in (_SCANNED, _SIGNED) and notice.severity is Severity.WARNING


def changes_of(notice: Notice, shown: Shown | None) -> tuple[Change, ...]:
    """Return what differs from the data that was scanned, or signed on; nothing where unknown."""
    shipment_id = notice.subject.rpartition(" ")[0]
    dossier = shown.dossiers.get(shipment_id) if shown is not None else None
    if shown is None or dossier is None or not is_change(notice):
        return ()
    since = shown.item.scanned_at(shipment_id)
    if notice.rule == _SIGNED and shown.item.decisions:
        since = shown.item.decisions[-1].times.decided_at
    return told(dossier.changed_since(since)) if since is not None else ()


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each of the first fields, the decisive ones first, and how many remain."""
    for change in changes[:SHOWN]:
        before, after = _short(change.before), _short(change.after)
        field = field_words(change.path)
        yield tr("{field}: {before} → {after}", field=field, before=before, after=after)
    if len(changes) > SHOWN:
        yield tr("and {count} more", count=len(changes) - SHOWN)


def _short(text: str) -> str:
    words = value_words(text)
    return f"{words[: LONGEST - 1]}…" if len(words) > LONGEST else words or "—"

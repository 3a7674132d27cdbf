"""What a workplace decides about supervision, and the lots that follow from it."""

from __future__ import annotations

import dataclasses

from app.domain.supervision import Draw
from app.record import Record


@dataclasses.dataclass(frozen=True, slots=True)
class SupervisionRules:
    """The settings of supervision; `app.settings.SupervisionSettings` says what each means."""

    release_share: float = 0.05
    compliance_share: float = 0.0
    reading_share: float = 0.0
    hide_model: bool = True
    days: int = 30


def keep_lots(record: Record, rules: SupervisionRules) -> None:
    """Publish seeds where a share has changed, and draw what is due.

    On a server the service that takes things in does so; others leave it to that.
    """
    if not record.supervision.draws:
        return
    record.supervision.keep_shares(
        {
            Draw.RELEASES: rules.release_share,
            Draw.COMPLIANCE: rules.compliance_share,
            Draw.READINGS: rules.reading_share,
        }
    )
    record.supervision.draw_items()
    record.supervision.ask_by_lot(hide_model=rules.hide_model)

"""What is said of a finding: why it was made, and what its score means."""

from __future__ import annotations

from app.domain.threat import Finding
from app.domain.words import phrase
from app.ui.i18n import render, tr
from app.ui.i18n.formats import per_cent

MEANINGS = {
    "frequency": phrase("Of such findings {share} were true in calibration"),
    "false_alarms": phrase("Of harmless scans {share} score as high"),
}
"""What a calibrated score says, by its meaning."""


def measured(finding: Finding) -> str:
    """Return why a finding was made, and which model says so where several looked.

    Clause by clause where there are any; else what was measured when it was found.
    """
    told = "; ".join(render(one) for one in finding.reasons) or render(finding.measure)
    return f"{told} · {finding.model}" if finding.model else told


def score_words(finding: Finding) -> str:
    """Return a score, or what it means where the model's card says so."""
    words = MEANINGS.get(finding.meaning)
    if words is None or finding.calibrated is None:
        return tr("Score {score}", score=per_cent(finding.probability))
    return tr(words, share=per_cent(finding.calibrated))

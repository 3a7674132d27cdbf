"""How rules are said and found on the page of rules."""

from __future__ import annotations

import dataclasses
import enum
import re

from app.domain.notice import Notice, Severity
from app.domain.rule import NEED_WORDS, Bearing, Level, RuleRow, RuleStanding, RuleState
from app.domain.words import phrase
from app.ui.i18n import languages, render, tr
from app.ui.searching import misfit
from app.ui.shipment.differences import remark_words

LEVEL_WORDS = {
    Level.REJECT: phrase("Reject"),
    Level.WARN: phrase("Warn"),
    Level.INFORM: phrase("Inform"),
}
BEARING_WORDS = {
    Bearing.DECISION: phrase("bears on the decision"),
    Bearing.CONTEXT: phrase("bears on confidence, urgency and place"),
    Bearing.INFORMATION: phrase("for information"),
}
STATE_WORDS = {
    RuleState.FIRES: phrase("Fires"),
    RuleState.UNCHECKED: phrase("Cannot be checked"),
    RuleState.SILENT: phrase("Silent"),
}
_ORDER = (Severity.BLOCK, Severity.WARNING, Severity.NOTE)
_PARAGRAPH = re.compile(r"[¶§]?\s*(\d{1,3}(?:\([a-z]\))?)")
MEMORANDUM = "D3-4-2, 2024-10-21"
"""The edition that the rules were written from: it is marked as under review."""


class Which(enum.Enum):
    """Which rules are listed."""

    ALL = "all"
    FIRES = "fires"
    UNCHECKED = "unchecked"


WHICH_WORDS = {
    Which.ALL: phrase("All"),
    Which.FIRES: phrase("Fires here"),
    Which.UNCHECKED: phrase("Cannot be checked here"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule, how it stands on the open item (None without one), and how often it fired."""

    card: RuleRow
    standing: RuleStanding | None = None
    fired: int = 0

    @property
    def weight(self) -> int:
        """Its place among what fires: blocks, warnings, notes, then what is only mentioned."""
        return _ORDER.index(self.shape) if self.shape is not None else len(_ORDER)

    @property
    def shape(self) -> Severity | None:
        """The weightiest notice of it on the item; None when it has none there."""
        told = {notice.severity for notice in self.standing.notices} if self.standing else set()
        return next((severity for severity in _ORDER if severity in told), None)

    def fits(self, which: Which) -> bool:
        """Whether it belongs into a list; what lacks anything at all is listed as such."""
        standing = self.standing
        if which is Which.ALL or standing is None:
            return which is Which.ALL
        if which is Which.FIRES:
            return bool(standing.notices or standing.chips)
        return bool(standing.missing)

    def found_by(self, text: str) -> bool:
        """Whether a search finds it: by name, paragraph, or words in either language."""
        typed = text.strip()
        if not typed:
            return True
        number = _PARAGRAPH.fullmatch(typed)
        if number is not None and number[1] in _paragraphs(self.card.paragraph):
            return True
        if number is not None and typed[0] in "¶§":
            return False
        says = (self.card.says, languages.in_french(self.card.says))
        return misfit(typed, (self.card.rule, *says)) is not None


def _paragraphs(text: str) -> set[str]:
    """Return every paragraph that a list such as ``61, 64-65`` or ``101(b), 114`` names."""
    found: set[str] = set()
    for part in text.replace(" ", "").split(","):
        ends = part.split("-")
        found.add(part)
        found.add(re.sub(r"\(.*\)", "", ends[0]))
        if len(ends) == 2 and ends[0].isdigit() and ends[1].isdigit():
            found.update(str(n) for n in range(int(ends[0]), int(ends[1]) + 1))
    return found - {""}


def state_words(line: RuleLine) -> str:
    """Return how a rule stands on the open item."""
    standing = line.standing
    if standing is None:
        return ""
    if standing.state is RuleState.FIRES and not standing.notices:
        # Only a grey word beside the data: nothing is wrong, whatever the rule's level.
        return tr("Mentioned")
    return tr(STATE_WORDS[standing.state])


def told_words(notice: Notice) -> str:
    """Return what a notice or a chip says, with what the feed says before it."""
    before = f"{render(notice.preface)} " if notice.preface is not None else ""
    return before + remark_words(notice)


def missing_words(standing: RuleStanding) -> str:
    """Return what a rule lacks, as a list in words."""
    return ", ".join(tr(NEED_WORDS[need]) for need in standing.missing)


def needs_words(card: RuleRow) -> str:
    """Return what a rule needs to be decided, as a list in words."""
    return ", ".join(tr(NEED_WORDS[need]) for need in card.needs)


def level_words(card: RuleRow) -> str:
    """Return level and bearing of a rule."""
    return f"{tr(LEVEL_WORDS[card.level])}, {tr(BEARING_WORDS[card.bearing])}"

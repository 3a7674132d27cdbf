"""Values that the desk hands to the views; nothing in them can be changed."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import Draft, Region
from app.domain.dossier import Dossier
from app.domain.errors import Missing
from app.domain.matter import READS_LIKE, UNDECLARED
from app.domain.notice import Comparison, Notice
from app.domain.rule import RuleStanding
from app.domain.threat import Finding, ScreeningState, ThreatDetectionReport, Verdict
from app.domain.words import Sentence, say
from app.domain.work import Item
from app.ui.wiring import Key


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """One item under review, as it stands on record now."""

    item: Item
    notices: tuple[Notice, ...]
    open_keys: frozenset[str]
    """Keys of the notices that nobody has acknowledged."""
    comparisons: tuple[Comparison, ...]
    suggested: tuple[tuple[str, Sentence], ...]
    """Referral reasons that notices, comparisons and findings suggest, with their origin."""
    regions: tuple[Region, ...]
    release_waits_for: tuple[Missing, ...]
    """What stands between the officer and a release recommendation, form fields left out."""
    read_only: Sentence | None = None
    """Why nothing can be recorded any more; None while the lease holds."""
    last_mark_number: int = 0
    """The highest number that a mark of the item ever had, removed ones included."""
    dossiers: Mapping[str, Dossier] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    """What is on file about each shipment, by shipment_id."""
    standings: tuple[RuleStanding, ...] = ()
    """How every rule stands: what it told, its grey chips, and what it lacked."""
    undeclared: frozenset[str] = frozenset()
    """Findings, by finding_id, that read like nothing that is declared."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every picture of the item, in order of arrival."""
        return tuple((scan.scan_id, view) for scan in self.item.scans for view in scan.views)

    @property
    def chips(self) -> tuple[Notice, ...]:
        """What rules only mention beside the data, with nothing to answer."""
        return tuple(chip for standing in self.standings for chip in standing.chips)

    def passing(self, key: Key) -> int | None:
        """Columns that are here of a picture whose object still passes; None of one that is whole.

        Columns are those that both energies have, without a gap.
        """
        for scan in self.item.scans:
            if scan.scan_id == key[0] and scan.passing(key[1]):
                return scan.columns_here(key[1])
        return None

    def report(self, key: Key) -> ThreatDetectionReport | None:
        """Return what the model said of a picture."""
        found = [one for one in self.item.reports if (one.scan_id, one.view) == key]
        return found[-1] if found else None

    @property
    def findings(self) -> tuple[tuple[Key, Finding], ...]:
        """Every finding of every picture, by number within the picture.

        Beside what the pixels say of it stands whether anything declared reads like that.
        """
        return tuple(
            ((report.scan_id, report.view), self._with_declaration(finding))
            for report in self.item.reports
            for finding in report.findings
        )

    def _with_declaration(self, finding: Finding) -> Finding:
        if finding.finding_id not in self.undeclared:
            return finding
        clauses: list[Sentence] = []
        for clause in finding.reasons:
            clauses.append(clause)
            if clause.text in READS_LIKE.values():
                clauses.append(say(UNDECLARED))
        return dataclasses.replace(finding, reasons=tuple(clauses))

    @property
    def unknown(self) -> ThreatDetectionReport | None:
        """The first report whose outcome is unknown."""
        found = [one for one in self.item.reports if one.state is ScreeningState.UNKNOWN]
        return found[0] if found else None

    def verdict(self, finding: Finding) -> Verdict | None:
        """Return the officer's verdict on a finding."""
        return self.item.verdicts.get(finding.finding_id)


@dataclasses.dataclass(frozen=True, slots=True)
class Checked:
    """A draft and what it still lacks."""

    draft: Draft
    missing: tuple[Missing, ...]


class Saving(enum.Enum):
    """Whether everything the officer did is on record."""

    SAVED = "saved"
    BUSY = "busy"
    UNSAVED = "unsaved"


class Tone(enum.StrEnum):
    """How a line of message stands out."""

    PLAIN = "plain"
    WARNING = "warning"
    BLOCK = "block"


@dataclasses.dataclass(frozen=True, slots=True)
class Message:
    """One line that stays until it is answered or replaced."""

    sentence: Sentence
    tone: Tone = Tone.PLAIN
    act: str = ""
    """Command that answers it, ``retry`` or ``take_over``; empty when there is none."""

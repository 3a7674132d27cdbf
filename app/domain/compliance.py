"""What officers confirmed that does not fit: the list for CBSA's monitoring (D3-4-2, ¶10, R013)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable

from app.domain.notice import Notice

LATE_DATA = frozenset({"R050", "R051", "R052"})
"""Rules that say that data did not come in time (¶86 to 89)."""
_COMPARED = re.compile(r"I\d\d$")
_DECLARED, _OBSERVED = ("declared", "gross"), ("seen", "read", "sum", "total")
"""Names of both sides, in the sentences that have them."""


@dataclasses.dataclass(frozen=True, slots=True)
class Confirmed:
    """One notice that an officer took note of, as it stood then."""

    line: int
    """Of the record."""
    at: dt.datetime
    by: str
    item_id: str
    notice: Notice
    shipments: tuple[str, ...]
    """Numbers of the cargo: the one that the notice names, else all that the scan is tied to."""
    recommendation_id: str = ""
    """The newest decision of the item; empty while there is none."""

    @property
    def element(self) -> str:
        """What does not fit, such as ``weight``; ``timing`` for data that came late."""
        if self.notice.rule in LATE_DATA:
            return "timing"
        return self.notice.reason_code.partition("_")[2].lower()

    @property
    def declared(self) -> str:
        """The declared side, where the sentence has it by name."""
        return self._side(_DECLARED)

    @property
    def observed(self) -> str:
        """The other side, where the sentence has it by name."""
        return self._side(_OBSERVED)

    def _side(self, names: Iterable[str]) -> str:
        values = self.notice.sentence.values
        return next((values[name] for name in names if name in values), "")


def is_monitored(rule: str) -> bool:
    """Whether a notice of this rule speaks of data that is late, untrue or unlike its papers."""
    return rule in LATE_DATA or _COMPARED.match(rule) is not None

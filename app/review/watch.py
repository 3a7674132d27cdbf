"""How the views of an item were looked at: the proof of review, gathered as it happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.decision import SeenScan
from app.domain.threat import ThreatDetectionReport
from app.domain.work import Item
from app.review.regions import Standing

View = tuple[str, str]
"""(scan_id, view)."""


class Watch:
    """What one sitting has seen so far."""

    def __init__(self, opened_at: dt.datetime) -> None:
        self.opened_at = opened_at
        self.first_paint_at: dt.datetime | None = None
        self.first_judgement_at: dt.datetime | None = None
        self._dwell: dict[View, float] = {}
        self._tools: dict[str, None] = {}
        self._states: dict[View, Mapping[str, str]] = {}
        self._screens: dict[View, Mapping[str, str]] = {}
        self._on_screen: View | None = None
        self._told: Mapping[str, str] = {}
        self._shown_before: frozenset[str] = frozenset()
        self._coming: set[View] = set()
        self.standing: dict[View, Standing] = {}
        """Where the object stands in each view that was on screen."""

    def first_paint(self, now: dt.datetime) -> None:
        """Note when the first picture stood on screen."""
        self.first_paint_at = self.first_paint_at or now

    def first_judgement(self, now: dt.datetime, reports: Iterable[ThreatDetectionReport]) -> bool:
        """Note the officer's first own act and which reports were on screen before it.

        Returns True for the first call only.
        """
        if self.first_judgement_at is not None:
            return False
        self.first_judgement_at = now
        self._shown_before = frozenset(
            report.report_id for report in reports if self._findings_on(report)
        )
        return True

    def tool_used(self, name: str) -> bool:
        """Note a tool; return True when it is new."""
        new = name not in self._tools
        self._tools[name] = None
        return new

    def dwell(self, view: View, seconds: float) -> None:
        """Add time spent on a view; what is not positive is left out."""
        if seconds > 0:
            self._dwell[view] = self._dwell.get(view, 0.0) + seconds

    def display_state(self, view: View, state: Mapping[str, str]) -> None:
        """Keep how a view is shown now."""
        self._states[view] = MappingProxyType(dict(state))

    def expect(self, view: View, *, coming: bool) -> None:
        """Note whether a view comes from an archive: it is not exact before it is here."""
        if coming:
            self._coming.add(view)

    def came(self, view: View) -> None:
        """Note that a view is here, exactly."""
        self._coming.discard(view)

    @property
    def coming(self) -> frozenset[View]:
        """Views that are not here exactly yet."""
        return frozenset(self._coming)

    def screen_of(self, view: View) -> Mapping[str, str]:
        """Return how a view stood on screen when that was kept last; empty before the first."""
        return self._screens.get(view, MappingProxyType({}))

    def on_screen(self, view: View) -> bool:
        """Whether this view was the last to be kept."""
        return self._on_screen == view

    def screen(self, view: View, state: Mapping[str, str]) -> None:
        """Keep how a view stands on screen now."""
        self._on_screen = view
        self._screens[view] = MappingProxyType(dict(state))

    def told_anew(self, values: Mapping[str, str]) -> bool:
        """Keep which notices stand beside the picture; whether they are others than before."""
        news = values != self._told
        self._told = MappingProxyType(dict(values))
        return news

    def shown_before_judgement(self, report: ThreatDetectionReport) -> bool:
        """Whether a report's findings were on screen before the officer's first act."""
        return report.report_id in self._shown_before

    def seen_scans(self, item: Item) -> tuple[SeenScan, ...]:
        """Return the proof of review for every view of the item."""
        return tuple(
            SeenScan(
                scan_id=scan.scan_id,
                view=view,
                image_digests=tuple(file.sha256 for file in scan.of_view(view)),
                full_extent=(scan.scan_id, view) in item.viewed,
                dwell_s=round(self._dwell.get((scan.scan_id, view), 0.0), 3),
                tools=tuple(self._tools),
                display_state=self._states.get((scan.scan_id, view), MappingProxyType({})),
                opened=(scan.scan_id, view) in item.shown,
            )
            for scan in item.scans
            for view in scan.views
        )

    def _findings_on(self, report: ThreatDetectionReport) -> bool:
        """Findings are drawn unless the officer switched them off."""
        state = self._states.get((report.scan_id, report.view), {})
        return state.get("findings", "on") not in ("off", "false", "0")

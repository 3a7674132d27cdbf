"""On demand: the picture without the chosen finding, and the blind spots of the scan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.words import phrase, say
from app.review.mask_text import cells_of
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.i18n.formats import UNIT, number
from app.ui.panels.verdicts import Verdicts
from app.ui.shown import Message, Tone
from app.ui.stage import Stage
from app.ui.wiring import Key
from imaging.blind import BlindMap, blind_map
from imaging.blind_observer import Hidden
from imaging.removal import Removed, without
from imaging.standout import StandOut

_ORDER = tuple(Hidden)
BLACK = phrase("its mass cannot be told: nothing comes through")
FORMING = phrase("A decision form is open: decide on the scan as it is stored.")
WAITING = phrase("The whole scan is not here yet.")
NOTHING = phrase("Nothing is flagged that could be removed.")
ELSEWHERE = phrase("The chosen finding is in another view.")


class Estimating(QObject):
    """Works both out in a thread, shows them over the same place, and takes them away again.

    An altered picture goes away by itself when another finding or view is chosen, and when a
    decision form opens: nothing is decided on it.
    """

    def __init__(
        self, desk: Desk, stage: Stage, verdicts: Verdicts, deciding: Callable[[], bool]
    ) -> None:
        super().__init__(stage)
        self._desk, self._stage, self._verdicts = desk, stage, verdicts
        self._deciding = deciding
        self._asked = 0
        self._what = Hidden.STEEL
        self._kept: tuple[Key, BlindMap] | None = None
        verdicts.chosen.connect(self._chosen)
        stage.key_changed.connect(self._left)
        stage.stored_asked.connect(self.back)
        desk.pictures.covered.connect(self._cover)
        desk.session_changed.connect(self._session)
        stage.on_demand = {"without": self._do_without, "blind": self._do_blind}

    def turn_without(self) -> None:
        """Show the picture without the chosen finding, or the stored one again."""
        if self._stage.scan_view.estimate.picture is not None:
            self.back()
            return
        found, radiograph = self._verdicts.selected, self._stage.radiograph
        if self.why_not_without() or found is None or radiograph is None:
            return
        key, finding = found
        heat = self._stage.heat_of(key)
        cells = cells_of(heat, finding, radiograph.shape) if heat is not None else None
        mask = cells[1] if cells is not None else None
        scale = self._stage.scan_view.material_scale
        asked = self._ask()
        self._desk.jobs.read(
            lambda: without(radiograph, finding.box, mask, scale=scale),
            lambda removed: self._removed(asked, finding.number, removed),
            lambda _error: self._failed(asked),
        )

    def back(self) -> None:
        """Show the stored picture."""
        self._ask()
        self._stage.scan_view.estimate.alter(None)
        self._tell_tools()

    def turn_blind(self) -> None:
        """Show the blind spots, or take them away."""
        if self._stage.scan_view.estimate.blind is not None:
            self._stage.scan_view.estimate.show_blind(None)
            self._tell_tools()
            return
        key, radiograph = self._stage.key, self._stage.radiograph
        if self.why_not_blind() or key is None or radiograph is None:
            return
        if self._kept is not None and self._kept[0] == key:
            self._mapped(key, self._kept[1])
            return
        scale = self._stage.scan_view.material_scale
        self._desk.jobs.read(
            lambda: blind_map(radiograph, scale),
            lambda found: self._mapped(key, found),
            lambda _error: self._failed(self._asked),
        )

    def next_material(self) -> None:
        """Ask the map for the next material."""
        layer = self._stage.scan_view.estimate.blind
        if layer is not None:
            self._what = _ORDER[(_ORDER.index(self._what) + 1) % len(_ORDER)]
            self._stage.scan_view.estimate.show_blind(layer.found, self._what)

    def why_not_without(self) -> str:
        """Why nothing can be removed now; empty when it can."""
        found = self._verdicts.selected
        reasons = (
            (self._deciding(), FORMING),
            (self._stage.radiograph is None, WAITING),
            (found is None, NOTHING),
            (found is not None and found[0] != self._stage.key, ELSEWHERE),
        )
        return next((tr(words) for holds, words in reasons if holds), "")

    def why_not_blind(self) -> str:
        """Why blind spots cannot be told now; empty when they can."""
        radiograph = self._stage.radiograph
        if radiograph is None:
            return tr(WAITING)
        if radiograph.mm_per_pixel is None:
            return tr("The scan does not state the size of a pixel.")
        return ""

    def why_no_map(self) -> str:
        """Why no other material can be asked for; empty when one can."""
        shown = self._stage.scan_view.estimate.blind is not None
        return "" if shown else tr("The blind spots are not shown.")

    def _ask(self) -> int:
        """Begin anew: what was asked for before comes too late."""
        self._asked += 1
        return self._asked

    def _removed(self, asked: int, number_: int, removed: Removed) -> None:
        if asked != self._asked:
            return
        estimate = self._stage.scan_view.estimate
        estimate.alter(removed.radiograph, removed_words(number_, removed))
        self._tell_tools()

    def _mapped(self, key: Key, found: BlindMap) -> None:
        if self._desk.officer is None or self._desk.pictures.locked:
            return
        self._kept = key, found
        if key == self._stage.key:
            self._stage.scan_view.estimate.show_blind(found, self._what)
            self._tell_tools()

    def _failed(self, asked: int) -> None:
        if asked == self._asked:
            why = say("This could not be worked out for the scan. The picture is as it is stored.")
            self._desk.said.emit(Message(why, Tone.WARNING))

    def _chosen(self, _place: int) -> None:
        if self._stage.scan_view.estimate.picture is not None:
            self.back()

    def _left(self, _key: object) -> None:
        self._ask()
        self._tell_tools()

    def _cover(self, covered: bool) -> None:
        """Keep nothing that was worked out of pixels while the window is locked."""
        if covered:
            self._kept = None
            self._left(None)

    def _session(self) -> None:
        if self._desk.officer is None:
            self._kept = None

    def _do_without(self) -> None:
        self.turn_without()
        self._tell_tools()

    def _do_blind(self) -> None:
        self.turn_blind()
        self._tell_tools()

    def _tell_tools(self) -> None:
        estimate = self._stage.scan_view.estimate
        self._stage.tool_bar.show_turned("without", on=estimate.picture is not None)
        self._stage.tool_bar.show_turned("blind", on=estimate.blind is not None)


def removed_words(number_: int, removed: Removed) -> Callable[[], str]:
    """Return what the band over a picture without a finding says."""
    return lambda: tr(
        "Estimate without M{number}: {mass}. Not the scan: never decide on this picture.",
        number=number_,
        mass=_mass_words(removed.found),
    )


def _mass_words(found: StandOut) -> str:
    """Say what was taken out or filled in; nothing of a mass that may as well be none."""
    if found.kg is None or found.low_kg is None or found.high_kg is None:
        black = found.kg is not None
        return tr(BLACK) if black else tr("its mass cannot be told")
    if found.low_kg <= 0.0 <= found.high_kg:
        return tr("no mass that can be told from what is around it")
    ends = sorted((abs(found.low_kg), abs(found.high_kg)))
    words = {"kg": _kg(abs(found.kg)), "low": _kg(ends[0]), "high": _kg(ends[1])}
    if found.kg < 0.0:
        return tr("{kg} filled in ({low} to {high})", **words)
    return tr("{kg} removed ({low} to {high})", **words)


def _kg(kg: float) -> str:
    two = float(f"{kg:.2g}")
    return f"{number(two, 0 if abs(two) >= 10 else 1)}{UNIT}kg"

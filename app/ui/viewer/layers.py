"""What lies over the pixels: heat, findings, marks, what the hand is doing, and the tags."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from app.domain.mark import Borrowed
from app.domain.threat import Finding
from app.ui import tokens
from app.ui.i18n import tr
from app.ui.viewer.mark_book import MarkBook
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.picture import Picture
from app.ui.viewer.pointing import paint_place
from app.ui.viewer.scale_bar import paint_scale_bar
from app.ui.viewer.stamps import Laid, Stamps
from app.ui.viewer.tag_paint import Tag, paint_tags

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView


@dataclasses.dataclass(frozen=True, slots=True)
class _Standing:
    """What was laid over the image, and what it was laid for."""

    key: tuple[object, ...]
    laid: Laid
    taken: tuple[QRectF, ...]


class Layers:
    """The layers of one picture, and which of them are shown.

    Parameters
    ----------
    changed
        Called when the picture is to be painted again.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._findings: tuple[Finding, ...] = ()
        self._tags: tuple[Tag, ...] = ()
        self._stamps = Stamps()
        self._standing: _Standing | None = None
        self.selected: int | None = None
        """Number of the chosen finding."""
        self._findings_shown = True
        self._heat_shown = False
        self._borrowed: tuple[Borrowed, ...] = ()
        self._borrowed_shown = True
        self._change: QImage | None = None
        self._place: tuple[float, float, float, float] | None = None
        self._bare = False

    def begin(self) -> None:
        """Another picture was set: nothing that lay over the one before lies over it."""
        self.set_findings((), None)
        self.set_change(None)

    def set_findings(self, findings: tuple[Finding, ...], selected: int | None) -> None:
        """Take over the model's findings; `selected` is the number of one of them."""
        self._findings, self.selected = findings, selected
        self._changed()

    def set_change(self, change: QImage | None) -> None:
        """Take over what is more and less than in another scan, covering the whole view."""
        self._change = change
        self._changed()

    def set_borrowed(self, borrowed: tuple[Borrowed, ...]) -> None:
        """Take over marks of others on this picture: nothing chooses or changes them."""
        self._borrowed = borrowed
        self._changed()

    def point_out(self, box: tuple[float, float, float, float] | None) -> bool:
        """Draw a box around a stored place, None takes it away; whether there was one before."""
        before, self._place = self._place, box
        self._changed()
        return before is not None

    def show_findings(self, shown: bool) -> None:
        """Show or hide findings."""
        self._findings_shown = shown
        self._changed()

    def show_heat(self, shown: bool) -> None:
        """Show or hide the heat map."""
        self._heat_shown = shown
        self._changed()

    def show_borrowed(self, shown: bool) -> None:
        """Show or hide marks of others."""
        self._borrowed_shown = shown
        self._changed()

    def show_bare(self, bare: bool) -> None:
        """Show nothing but pixels, while a key is held."""
        self._bare = bare
        self._changed()

    @property
    def place(self) -> tuple[float, float, float, float] | None:
        """Stored box of the place that was asked for; None when none was."""
        return self._place

    @property
    def bare(self) -> bool:
        """Whether nothing but pixels is shown: nothing else can be taken hold of now."""
        return self._bare

    @property
    def findings_shown(self) -> bool:
        """Whether findings are to be drawn."""
        return self._findings_shown

    @property
    def heat_shown(self) -> bool:
        """Whether the heat map is to be drawn."""
        return self._heat_shown

    @property
    def known(self) -> int:
        """Number of findings, shown or not."""
        return len(self._findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings on screen."""
        return self._findings if self._findings_shown and not self._bare else ()

    @property
    def borrowed(self) -> tuple[Borrowed, ...]:
        """Marks of others on screen."""
        return self._borrowed if self._borrowed_shown and not self._bare else ()

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Tags on screen."""
        return () if self._bare else self._tags

    def paint(self, painter: QPainter, view: ScanView, picture: Picture) -> None:
        """Paint all that is shown, what the hand is doing last."""
        if self._bare:
            return
        if self._heat_shown:
            picture.paint_heat(painter, view.camera)
        if self._change is not None:
            picture.paint_over(painter, view.camera, self._change)
        overlay = Overlay(painter, view.camera, self._stamps)
        self._paint_standing(overlay, view.book, picture.pitch[1] if picture.pitch else None)
        if self._place is not None:
            paint_place(overlay, self._place)
        view.hands.paint(overlay)
        view.hands.paint_loupe(painter, picture)

    def prepare(self) -> bool:
        """Keep a little of what was painted for the next frame; False when all of it is."""
        return self._stamps.prepare()

    def _paint_standing(self, overlay: Overlay, book: MarkBook, pitch: float | None) -> None:
        """Paint scale, findings, marks and tags; only lay them down again if nothing changed.

        While the display alone changes, as under a hand that windows, they are all as they were.
        """
        findings, marks, chosen = self.findings, book.marks, book.selected
        borrowed = self.borrowed
        place = (overlay.look, overlay.camera, pitch)
        key = (*place, findings, self.selected, marks, chosen, book.unsaved, borrowed)
        kept = self._standing
        same = kept is not None and kept.key == key
        if kept is not None and same and self._stamps.again(overlay.painter, kept.laid):
            overlay.taken += kept.taken
            return
        overlay.begin()
        paint_scale_bar(overlay, pitch)
        overlay.findings(findings, self.selected)
        overlay.borrowed(borrowed)
        overlay.marks(marks, chosen, book.unsaved)
        self._tags = paint_tags(
            overlay, findings, marks, (self.selected, chosen.mark_id if chosen else ""), borrowed
        )
        laid = self._stamps.end()
        self._standing = _Standing(key, laid, tuple(overlay.taken)) if laid is not None else None


def paint_empty(painter: QPainter, rect: QRect) -> None:
    """Say that there is no picture yet."""
    painter.fillRect(rect, tokens.colour("well"))
    painter.setFont(tokens.font("command"))
    painter.setPen(tokens.colour("text3"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, tr("No image yet"))


def paint_ring(painter: QPainter, rect: QRect) -> None:
    """Draw the focus around the picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(tokens.colour("accent"), tokens.FOCUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))

"""The line in which the words of a text mark are written, at its place on the image."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.domain.mark import Mark
from app.domain.words import whole_text
from app.ui import tokens
from app.ui.i18n import languages, tr

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView

LONGEST = 200


class TextLine(QLineEdit):
    """Opens over a text mark that was drawn; Enter keeps the words, Esc removes the mark.

    The mark is saved before its words are typed, so that nothing is lost; words typed so far are
    kept when the line loses the focus.
    """

    def __init__(self, view: ScanView) -> None:
        super().__init__(view)
        self._view = view
        self._mark: Mark | None = None
        self.setObjectName("mark_text")
        self.setMaxLength(LONGEST)
        self.hide()
        self.returnPressed.connect(self.keep)
        languages.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(tr("Words of the mark"))
        self.setPlaceholderText(tr("Write, then Enter"))

    def open_for(self, mark: Mark) -> None:
        """Write the words of `mark`."""
        self._mark = mark
        self.setText(mark.text)
        self.setFont(tokens.font("body"))
        self.resize(tokens.px(240), tokens.px(tokens.CONTROL))
        self.follow()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self) -> None:
        """Stay at the mark while the image moves, inside the window."""
        if self._mark is None:
            return
        place = self._view.camera.to_screen(self._mark.points[0])
        x = min(max(0, round(place.x())), max(0, self._view.width() - self.width()))
        y = min(max(0, round(place.y())), max(0, self._view.height() - self.height()))
        self.move(x, y)

    def keep(self) -> None:
        """Keep the words; a mark without words goes."""
        mark, words = self._mark, whole_text(self.text().strip())
        self.close_line()
        if mark is None:
            return
        # The mark as it is now: it may have got another number on its way to the record.
        mark = self._view.book.find(mark.mark_id) or mark
        if words:
            self._view.book.change(mark, dataclasses.replace(mark, text=words))
        else:
            self._view.book.remove(mark)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._view.update()

    def close_line(self) -> None:
        """Put the line away without a word."""
        self._mark = None
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Take Tab before it walks the findings."""
        early = event.type() == QEvent.Type.ShortcutOverride
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if early and isinstance(event, QKeyEvent) and event.key() in tabs:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the words; the image has the keys again."""
        # Qt asks for another place also while the line is being put away.
        if self._mark is None:
            return super().focusNextPrevChild(forward)
        self.keep()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the mark up."""
        if event.key() == Qt.Key.Key_Escape and self._mark is not None:
            self.setText("")
            self.keep()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the line keeps the words."""
        super().focusOutEvent(event)
        if self._mark is not None:
            self.keep()

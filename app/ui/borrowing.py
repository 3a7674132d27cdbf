"""Marks of others over the image: read from a file, shown, hidden, never recorded."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.errors import KnownError
from app.domain.mark import Borrowed
from app.domain.words import say
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.i18n.qt_words import QtWords
from app.ui.jobs import log_failed
from app.ui.shown import Message, Tone
from app.ui.stage import Stage

TOOL = "marks of others"
"""What the record of the review says of it: the eye was led."""


class Borrowing(QObject):
    """Holds the marks of others for the item on the desk; they go when the item does."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage)
        self._desk, self._stage = desk, stage
        self._sheets: dict[Path, Borrowed] = {}
        self._shown = True
        self._folder = Path.home()
        self._dialog: QFileDialog | None = None
        self._words = QtWords(self)
        desk.review.opened.connect(lambda _: self._leave())
        desk.review.closed.connect(self._leave)
        desk.session_changed.connect(self._put_dialog_away)

    @property
    def sheets(self) -> tuple[Borrowed, ...]:
        """What was read for this item, file by file."""
        return tuple(self._sheets.values())

    @property
    def shown(self) -> bool:
        """Whether they are drawn."""
        return self._shown

    def why_not(self) -> str:
        """Say why no file can be asked for; empty when it can."""
        if self._desk.review.shown is None:
            return tr("Open an item first.")
        return "" if self._desk.wiring.borrow_marks else tr("Not possible now.")

    def why_none(self) -> str:
        """Say why there is nothing to show or hide; empty when there is."""
        return "" if self._sheets else tr("Show marks from a file first.")

    def choose(self) -> None:
        """Ask for a file; what is chosen is read at once."""
        if self._dialog is not None:
            self._dialog.raise_()
            return
        self._words.use()
        dialog = QFileDialog(self._stage.window(), tr("Show marks from a file"), str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{tr('Marks')} (*.json *.dcs)", f"{tr('All files')} (*)"])
        # Qt's French catalogue lacks these two.
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, tr("Folder:"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, tr("Kind of file:"))
        dialog.fileSelected.connect(self.read)
        dialog.finished.connect(self._dialog_left)
        self._dialog = dialog
        dialog.open()

    def read(self, name: str) -> None:
        """Read a file and show what of it lies on this item's pictures."""
        shown, borrow = self._desk.review.shown, self._desk.wiring.borrow_marks
        if shown is None or borrow is None:
            return
        path, item = Path(name), shown.item

        def told(found: Borrowed) -> None:
            now = self._desk.review.shown
            if now is not None and now.item.item_id == item.item_id:
                self._take(path, found)

        self._desk.jobs.read(lambda: borrow(path, item.scans), told, self._failed)

    def turn(self) -> None:
        """Show them, or hide them."""
        self._show(shown=not self._shown)

    def _take(self, path: Path, found: Borrowed) -> None:
        self._folder = path.parent
        self._sheets[path] = found
        self._show(shown=True)
        told = say("Dotted, not recorded: marks of {source}.", source=found.source)
        self._desk.said.emit(Message(told))

    def _show(self, *, shown: bool) -> None:
        self._shown = shown
        self._stage.show_borrowed(self.sheets, shown=shown)
        if shown:
            self._stage.scan_view.tool_used.emit(TOOL)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._desk.said.emit(Message(error.sentence, Tone.WARNING))
            return
        log_failed(error)
        self._desk.said.emit(
            Message(say("The marks cannot be read: {why}", why=error), Tone.WARNING)
        )

    def _leave(self) -> None:
        self._put_dialog_away()
        self._sheets.clear()
        self._shown = True
        self._stage.show_borrowed((), shown=True)

    def _put_dialog_away(self) -> None:
        """Close the list of files: the screen is locked, or the item has gone."""
        if self._dialog is not None:
            self._dialog.reject()

    def _dialog_left(self) -> None:
        self._dialog = None
        self._words.leave()
        # Keys go to the image again, also where no window system gives the window back.
        self._stage.window().activateWindow()
        self._stage.take_focus()

"""What is said on an image that is not all here: how sharp it is, how much came, and why not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.words import Sentence
from app.ui import tokens
from app.ui.controls import Panel, Text, column, row
from app.ui.i18n import tr
from app.ui.i18n.formats import per_cent
from app.ui.panels.pieces import MessageLine, Picture
from app.ui.shown import Message, Tone
from app.ui.viewer.detail_words import detail_words
from app.ui.wiring import Box, StageLike

_WIDE, _AWAY = 560, 12
"""The widest it gets, and how far from the edges of the image it stands, in pixels."""


class Share(QWidget):
    """A thin bar as long as what is here."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedHeight(tokens.px(4))

    def show_share(self, share: float) -> None:
        """Show how much is here, 0 to 1."""
        if share != self._share:
            self._share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        del event
        painter = QPainter(self)
        ground = QRectF(self.rect())
        painter.fillRect(ground, tokens.colour("well"))
        ground.setWidth(ground.width() * self._share)
        painter.fillRect(ground, tokens.colour("text2"))
        painter.end()


class ComingLabel(Panel):
    """Stands at the upper edge of an image until it is whole; takes no click but its link's."""

    again = Signal()
    """The officer asks to try again."""

    def __init__(self, over: QWidget) -> None:
        super().__init__("panel", name="coming", parent=over)
        self._stage: StageLike | None = None
        self._share: float | None = None
        self._sight: Box | None = None
        self._passing: int | None = None
        self._bar = Share()
        self._text = Text(self._words, "detail")
        self._text.setObjectName("coming-words")
        self._why = MessageLine(name="coming-why")
        self._why.acted.connect(lambda _: self.again.emit())
        line = row(gap=6)
        line.addWidget(Picture("hourglass-medium"))
        line.addWidget(self._text, 1)
        lines = column(margins=(10, 6, 10, 6), gap=4)
        lines.addLayout(line)
        lines.addWidget(self._bar)
        lines.addWidget(self._why)
        self.setLayout(lines)
        self.hide()
        over.installEventFilter(self)

    @property
    def words(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    @property
    def why(self) -> str:
        """Why the rest does not come, as it is said; empty when it does."""
        return "" if self.isHidden() or self._why.isHidden() else self._why.words

    def show_stage(self, stage: StageLike | None, share: float | None) -> None:
        """Tell of a picture and how much of it is here; None when there is nothing to say."""
        self._stage, self._share = stage, share
        self._bar.setVisible(share is not None)
        self._say()

    def show_passing(self, columns: int | None) -> None:
        """Tell that the object still passes the scanner, and how much is here; None when not."""
        if columns != self._passing:
            self._passing = columns
            self._say()

    def show_share(self, share: float) -> None:
        """Tell how much is here now."""
        self._share = share
        self._say()

    def show_sight(self, sight: Box) -> None:
        """Tell of what is in sight, (left, top, right, bottom) in stored pixels."""
        if sight != self._sight:
            self._sight = sight
            if self._stage is not None and self._stage.sharp is not None:
                self._say()

    def show_why(self, why: Sentence | None) -> None:
        """Say why the rest does not come; None when it does."""
        self._why.show_message(None if why is None else Message(why, Tone.WARNING, "retry"))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the upper edge while the image changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Be placed anew when the words turn out wider than they were when they were set."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return handled

    def sizeHint(self) -> QSize:
        """Be as wide as the words, within limits."""
        return super().sizeHint().boundedTo(QSize(tokens.px(_WIDE), tokens.px(_WIDE)))

    def _say(self) -> None:
        self.setVisible(self._stage is not None or self._passing is not None)
        self._bar.show_share(self._share or 0.0)
        self._text.set_words(self._words)
        self.setAccessibleName(self._text.text())
        self._place()

    def _words(self) -> str:
        if self._stage is not None:
            return self._words_of(self._stage)
        if self._passing is None:
            return ""
        return tr("It is still passing the scanner; {columns} columns here", columns=self._passing)

    def _words_of(self, stage: StageLike) -> str:
        rest, sharp = detail_words(stage.halvings), self._sharp_in_sight(stage)
        if self._share is None:
            return tr("{detail}; the whole image is being read", detail=_begun(rest))
        share = per_cent(self._share)
        if sharp is not None:
            return tr(
                "In sight {sharp}, elsewhere {detail}; {share} here",
                sharp=detail_words(sharp),
                detail=rest,
                share=share,
            )
        if stage.halvings == 0:
            return tr("{detail}, not checked yet; {share} here", detail=_begun(rest), share=share)
        return tr("{detail}; {share} here", detail=_begun(rest), share=share)

    def _sharp_in_sight(self, stage: StageLike) -> int | None:
        """How often what is in sight is halved where it is sharper than the rest."""
        if stage.sharp is None or self._sight is None:
            return None
        left, top, right, bottom = stage.sharp
        x, y, last, low = self._sight
        inside = left <= x and top <= y and last <= right and low <= bottom
        return stage.sharp_halvings if inside else None

    def _place(self) -> None:
        over = self.parentWidget()
        if over is None or self.isHidden():
            return
        away = tokens.px(_AWAY)
        most = max(tokens.px(160), over.width() - 2 * away)
        long = self._why.isVisibleTo(self)
        wide = tokens.px(_WIDE) if long else super().sizeHint().width()
        wide = min(wide, most)
        high = self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((over.width() - wide) // 2, away, wide, high)
        self.raise_()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not long)


def _begun(words: str) -> str:
    """Begin a sentence with these words."""
    return words[:1].upper() + words[1:]

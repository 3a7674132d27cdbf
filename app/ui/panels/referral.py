"""The decision side opened in place: what is signed, and what it still lacks, at the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea

from app.domain.decision import Draft, Kind
from app.domain.errors import Missing
from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Text, column, row
from app.ui.i18n import languages, render, tr
from app.ui.panels import form_words
from app.ui.panels.form_fields import FormFields
from app.ui.panels.pieces import MessageLine
from app.ui.shown import Checked, Message, Shown

HOLDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)
ELSEWHERE = phrase("Back in review: {what}")


class _Fields(QScrollArea):
    """The fields; the one that is being filled in stays in sight when others take its room."""

    def __init__(self) -> None:
        super().__init__()
        # Once all parts have their places.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._keep_in_sight)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring the whole field into sight, not its first line."""
        moved = super().focusNextPrevChild(forward)
        self._later.start()
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look after the field when the foot grows."""
        super().resizeEvent(event)
        self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look after it when what stands above it grows."""
        if event.type() is QEvent.Type.Resize and watched is self.widget():
            self._later.start()
        return super().eventFilter(watched, event)

    def _keep_in_sight(self) -> None:
        inside, focus = self.widget(), QApplication.focusWidget()
        if inside is not None and focus is not None and inside.isAncestorOf(focus):
            # `ensureWidgetVisible` is content with the line of the cursor.
            middle = focus.mapTo(inside, focus.rect().center())
            high = focus.height() // 2 + tokens.px(8)
            self.ensureVisible(middle.x(), middle.y(), 0, high)


class Referral(Panel):
    """The form of every kind of decision: the way back, its fields, and *sign*."""

    edited = Signal(object)
    """Draft: something was filled in."""
    sign_asked = Signal(object)
    """Draft."""
    back_asked = Signal()
    mark_asked = Signal()
    region_chosen = Signal(object)
    """Region to be shown."""
    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__("panel", name="referral")
        self._shown: Shown | None = None
        self._checked: Checked | None = None
        self._insist = False
        self._compact = False
        self.fields = FormFields()
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._outer.addWidget(Rule(accent=True))
        self._fill_head()
        self._fill_middle()
        self._fill_foot()
        languages.changed.connect(self._say)
        self.set_compact(False)

    def event(self, event: QEvent) -> bool:
        """Take the digits 1 to 5 while the form has the focus; text fields take theirs first."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _confidence(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say how sure one is by its digit."""
        sure = _confidence(event)
        if sure is None:
            super().keyPressEvent(event)
            return
        self.fields.be_sure(sure)

    @property
    def kind(self) -> Kind:
        """What is being decided."""
        return self.fields.kind

    @property
    def draft(self) -> Draft:
        """What is filled in now."""
        return self.fields.draft

    def open_form(self, shown: Shown, draft: Draft) -> None:
        """Show the form of a draft's kind, filled with it."""
        self._shown = shown
        self._checked = None
        self._insist = False
        self.fields.fill(shown, draft)
        self._say()
        self.edited.emit(self.draft)

    def show_item(self, shown: Shown) -> None:
        """Take in what changed of the item: a new mark becomes a place, chosen at once."""
        self._shown = shown
        self.fields.show_item(shown)

    def show_checked(self, checked: Checked) -> None:
        """Say beside each field what is missing."""
        if checked.draft.kind is self.kind:
            self._checked = checked
            self._say_missing()

    def show_message(self, message: Message | None) -> None:
        """Show a sentence above *sign*."""
        self.message.show_message(message)

    def ask_to_sign(self) -> None:
        """Sign, or say plainly what is missing."""
        self._insist = True
        self._say_missing()
        self.sign_asked.emit(self.draft)

    def show_busy(self, busy: bool) -> None:
        """Say that the signature is on its way."""
        self.sign.setEnabled(not busy)
        if busy:
            self.sign.set_words(lambda: tr("Signing"))
        else:
            self.sign.set_words(lambda: tr(form_words.SIGN_WORDS[self.kind]))

    def _back_words(self) -> str:
        title = tr(form_words.TITLES[self.kind])
        long = tr("Back, keeps the draft")
        room = self.width() - self._title.width_of(title) - tokens.px(96)
        return tr("Back") if self._compact or self._title.width_of(long) * 0.75 > room else long

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        self.back.set_words(self._back_words)
        self._title.set_compact(compact)
        measures = tokens.COMPACT if compact else tokens.FULL
        side = tokens.px(measures.margin)
        self.fields.set_compact(compact)
        self._head.setContentsMargins(side, tokens.px(8), side, tokens.px(4))
        self._foot.setContentsMargins(side, tokens.px(4), side, tokens.px(8 if compact else 16))
        self.sign.kind("primary", high=measures.command, role="body" if compact else "command")
        # In French its words need the room.
        self.sign.set_icon("" if compact else "note-pencil")

    def focus_reasons(self) -> None:
        """Put the cursor into the search of reasons."""
        self.fields.reasons.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill_head(self) -> None:
        self._head = row(gap=8)
        self._title = Text(lambda: tr(form_words.TITLES[self.kind]), "command", wrap=True)
        self._title.setObjectName("form-title")
        back = Button(self._back_words, keys=keys("back"), name="back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.back_asked)
        self.back = back
        self._head.addWidget(self._title, 1)
        self._head.addWidget(back)
        self._outer.addLayout(self._head)

    def _fill_middle(self) -> None:
        area = _Fields()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.fields)
        self._outer.addWidget(area, 1)
        self.fields.edited.connect(self._tell_edited)
        self.fields.second_changed.connect(self._say_missing)
        self.fields.sign_asked.connect(self.ask_to_sign)
        self.fields.mark_asked.connect(self.mark_asked)
        self.fields.region_chosen.connect(self.region_chosen)
        self.fields.reasons.left.connect(self.setFocus)

    def _fill_foot(self) -> None:
        self._foot = column(gap=6)
        self.message = MessageLine(name="form-message")
        self.message.acted.connect(self.acted)
        self._status = Text("", "detail", "text2", wrap=True)
        self._status.setObjectName("form-status")
        self.sign = Button(
            lambda: tr(form_words.SIGN_WORDS[self.kind]),
            keys=keys("sign"),
            icon="note-pencil",
            name="sign",
        )
        self.sign.clicked.connect(self.ask_to_sign)
        self._foot.addWidget(self.message)
        self._foot.addWidget(self._status)
        self._foot.addWidget(self.sign)
        self._outer.addLayout(self._foot)

    def _tell_edited(self) -> None:
        self.edited.emit(self.draft)

    def _say(self) -> None:
        self._title.set_words(lambda: tr(form_words.TITLES[self.kind]))
        self.back.set_words(self._back_words)
        self.show_busy(False)
        self.fields.say(self._shown)
        self._say_missing()

    def _say_missing(self) -> None:
        missing = self._checked.missing if self._checked else ()
        elsewhere = self.fields.show_missing(missing, insist=self._insist)
        if self.fields.second_person is not None:
            # Typed and not yet asked about: only the signature shows whether it is right.
            missing = tuple(one for one in missing if one.field != "second")
        self._status.set_words(lambda: self._status_words(missing, elsewhere))
        self._status.set_tone("amber" if self._insist and missing else "text2")

    def _status_words(self, missing: tuple[Missing, ...], elsewhere: tuple[Missing, ...]) -> str:
        if elsewhere:
            return tr(ELSEWHERE, what=render(elsewhere[0].sentence))
        if missing:
            count = len(missing)
            return tr("1 part missing") if count == 1 else tr("{count} parts missing", count=count)
        place = self.draft.exam_place
        if place:
            return tr("Nothing missing. Goes to {place}.", place=place)
        return tr("Nothing missing.")


def _confidence(event: QKeyEvent) -> int | None:
    """Return the digit from 1 to 5 that was pressed, None for any other key."""
    digit = event.key() - Qt.Key.Key_0
    return digit if 1 <= digit <= 5 and not event.modifiers() & HOLDS else None

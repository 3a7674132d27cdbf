"""The chosen line of the queue in more detail, and the way to the next item."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.late import LineState, Standing
from app.domain.threat import Finding, ScreeningState
from app.domain.words import Sentence, say
from app.domain.work import QueueLine
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Text, column
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import minutes_left
from app.ui.panels.compare import Compare
from app.ui.panels.declaration import Declaration
from app.ui.panels.line_words import claim_words
from app.ui.panels.notice_row import NoticeRow
from app.ui.panels.notices import ordered
from app.ui.queue.model import QueueModel
from app.ui.queue.words import goods_words, model_words
from app.ui.shown import Shown
from app.ui.turn_words import skill_words, whole
from app.ui.wiring import Files, Glance, Key

PICTURE_HIGH = 144
MARGIN = 24
PREVIEW_COMPACT = 304
LOOKING = say("This is a preview: claim the item to record anything.")
NOTICES, FINDINGS = 3, 2


class Thumbnail(QWidget):
    """The picture in small with the model's findings; the reserved place while it is not here."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview-picture")
        self.setFixedHeight(tokens.px(PICTURE_HIGH))
        self._image: QImage | None = None
        self._findings: tuple[Finding, ...] = ()
        self._shape = (1, 1)
        self._why: Sentence | None = None

    def show_nothing(self, why: Sentence | None = None) -> None:
        """Show that there is no picture, and why."""
        self._image = None
        self._why = why
        self.update()

    def let_go(self) -> None:
        """Keep no picture; what is said in its place stays."""
        if self._image is not None:
            self.show_nothing()

    def show_picture(
        self,
        values: npt.NDArray[np.uint8],
        findings: tuple[Finding, ...],
        shape: tuple[int, int],
    ) -> None:
        """Show a picture with findings in stored pixels of (rows, columns)."""
        rows, columns = values.shape
        held = np.ascontiguousarray(values)
        grey = QImage.Format.Format_Grayscale8
        self._image = QImage(held.tobytes(), columns, rows, columns, grey).copy()
        self._findings = findings
        self._shape = shape
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture at true aspect, findings over it."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("well"))
        if self._image is None:
            painter.setFont(tokens.font("detail"))
            painter.setPen(tokens.colour("text2"))
            text = render(self._why) if self._why else tr("No image yet")
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(16, 8, -16, -8), flags, text)
            painter.end()
            return
        wide, high = self._image.width(), self._image.height()
        scale = min(self.width() / wide, self.height() / high)
        target = QRectF(
            (self.width() - wide * scale) / 2,
            (self.height() - high * scale) / 2,
            wide * scale,
            high * scale,
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)
        for finding in self._findings:
            self._paint_finding(painter, finding, target)
        painter.end()

    def _paint_finding(self, painter: QPainter, finding: Finding, target: QRectF) -> None:
        rows, columns = self._shape
        x, y, wide, high = finding.box
        across, down = target.width() / columns, target.height() / rows
        corner = QPointF(target.left() + x * across, target.top() + y * down)
        box = QRectF(corner.x(), corner.y(), wide * across, high * down)
        box.adjust(-2, -2, 2, 2)
        painter.setPen(QPen(tokens.colour("halo"), 4))
        painter.drawRect(box)
        painter.setPen(QPen(tokens.colour("finding"), 1.6))
        painter.drawRect(box)


class Preview(Panel):
    """Right of the table: what the chosen line is, and *Next: claim and open*."""

    next_asked = Signal()

    def __init__(self, shown: QueueModel) -> None:
        super().__init__("panel", name="preview")
        self.setFixedWidth(tokens.px(tokens.PREVIEW_WIDTH))
        self._model = shown
        self._glance: Glance | None = None
        self._line: QueueLine | None = None
        self._due: QueueLine | None = None
        self._away: Sentence | None = None
        self._standing = Standing()
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._fill()
        self._fill_foot()
        languages.changed.connect(self._say)
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self.setFixedWidth(tokens.px(PREVIEW_COMPACT if compact else tokens.PREVIEW_WIDTH))
        self.declaration.set_labels(compact)

    @property
    def key(self) -> Key | None:
        """The picture that the preview shows."""
        if self._glance is None or not self._glance.files:
            return None
        return next(iter(self._glance.files))

    @property
    def files(self) -> Files:
        """What the picture is read from; nothing before the details are here."""
        key = self.key
        return {} if key is None or self._glance is None else {key: self._glance.files[key]}

    def show_line(self, line: QueueLine | None) -> None:
        """Show a line whose details are on their way."""
        if line is None or self._line is None or line.item_id != self._line.item_id:
            self._glance = self._away = None
            self.picture.show_nothing()
        self._line = line
        self._say()

    def show_glance(self, glance: Glance | None) -> None:
        """Show the details."""
        if glance is None or (self._line and glance.item.item_id == self._line.item_id):
            self._glance, self._away = glance, None
            self._say()

    def show_away(self, why: Sentence) -> None:
        """Say why there are no details while the line to the record is cut."""
        if self._glance is None:
            self._away = why
            self.picture.show_nothing(why)
            self._say()

    def show_standing(self, standing: Standing) -> None:
        """Say what *next* can do as the line to the record stands."""
        self._standing = standing
        self.next.set_words(self._next_words)
        self._say_foot()

    def show_picture(self, key: Key, values: npt.NDArray[np.uint8]) -> None:
        """Show the thumbnail when it is the one that is waited for."""
        if key != self.key or self._glance is None:
            return
        scan_id, view = key
        files = [
            file
            for scan in self._glance.item.scans
            if scan.scan_id == scan_id
            for file in scan.of_view(view)
        ]
        findings = tuple(
            finding
            for report in self._glance.item.reports
            if (report.scan_id, report.view) == key
            for finding in report.findings
        )
        shape = (files[0].rows, files[0].columns) if files else values.shape
        self.picture.show_picture(values, findings, (shape[0], shape[1]))

    def show_due(self, line: QueueLine | None) -> None:
        """Show what *next* would open."""
        self._due = line
        self.next.setEnabled(line is not None)
        self.next.set_words(self._next_words)
        self._say_foot()

    def _fill(self) -> None:
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Panel("panel")
        lines = column(gap=0)
        inside.setLayout(lines)
        self._area.setWidget(inside)
        self._outer.addWidget(self._area, 1)
        self._turn_holder = Panel("raised", name="preview-turn")
        told = column(margins=(MARGIN, 8, MARGIN, 8))
        self._turn_holder.setLayout(told)
        self.turn = Text("", "body", wrap=True)
        told.addWidget(self.turn)
        lines.addWidget(self._turn_holder)
        self._fill_top(lines)
        self._fill_below(lines)
        lines.addStretch(1)

    def _fill_top(self, lines: QVBoxLayout) -> None:
        self.declaration = Declaration()
        self.declaration.setMinimumHeight(0)
        self.declaration.setMaximumHeight(16777215)
        held = QWidget()
        inside = column(margins=(0, 6, 0, 8), gap=6)
        held.setLayout(inside)
        self.picture = Thumbnail()
        self._caption = Text("", "detail", "text2")
        inside.addWidget(self.picture)
        inside.addWidget(self._caption)
        self.declaration.embed(held, margin=MARGIN)
        lines.addWidget(self.declaration)
        lines.addWidget(Rule())

    def _fill_below(self, lines: QVBoxLayout) -> None:
        self._notices_head = Text("", "section")
        self._notices_holder = QWidget()
        self._notices = column(margins=(24, 12, 24, 8), gap=4)
        self._notices_holder.setLayout(self._notices)
        self._notices.addWidget(self._notices_head)
        self._notices_away = Text(lambda: tr("What they say is not here."), "detail", "text2")
        self._notices.addWidget(self._notices_away)
        self._rows: list[NoticeRow] = []
        lines.addWidget(self._notices_holder)
        lines.addWidget(Rule())
        self._model_holder = column(margins=(24, 12, 24, 12), gap=4)
        self._model_holder.addWidget(Text(lambda: tr("Model"), "section"))
        self._model_lines = [Text("", "body", wrap=True) for _ in range(FINDINGS)]
        for text in self._model_lines:
            self._model_holder.addWidget(text)
        lines.addLayout(self._model_holder)
        lines.addWidget(Rule())
        self.compare = Compare()
        self.compare.set_margin(MARGIN)
        lines.addWidget(self.compare)

    def _fill_foot(self) -> None:
        foot = column(margins=(24, 8, 24, 16), gap=8)
        self.next = Button(self._next_words, keys=keys("next"), name="queue-next")
        self.next.kind("primary", high=48, role="command")
        self.next.clicked.connect(self.next_asked)
        self._foot = Text("", "detail", "text2")
        self.ways = QWidget()
        grid = QGridLayout(self.ways)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.px(4))
        foot.addWidget(self.ways)
        foot.addWidget(self.next)
        foot.addWidget(self._foot)
        self._outer.addLayout(foot)

    def _say_turn(self) -> None:
        """Say of the chosen line why it does not simply wait."""
        line, said = self._line, ""
        if line is not None and line.lacking:
            said = tr("Beyond your training: {what}.", what=skill_words(line.lacking))
        elif line is not None:
            said = whole(line.turn, self._model.account, self._model.now)
        self.turn.set_words(said)
        self._turn_holder.setVisible(bool(said))

    def _say(self) -> None:
        self._say_turn()
        gone = self._away is not None
        self.compare.setVisible(not gone)
        self._area.verticalScrollBar().setAccessibleName(tr("Scroll"))
        glance = self._glance
        shown = None
        if glance is not None:
            shown = Shown(glance.item, glance.notices, frozenset(), (), (), (), (), LOOKING)
        self.declaration.show_item(shown, self.key)
        self.compare.show_comparisons(
            glance.comparisons if glance else None, glance.item if glance else None
        )
        self._say_notices(glance)
        self._say_model(glance)
        self._caption.set_words(self._caption_words())
        if glance is not None and not glance.files:
            self.picture.show_nothing()
        self._say_foot()

    def _say_notices(self, glance: Glance | None) -> None:
        for one in self._rows:
            self._notices.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._rows = []
        notices = ordered(glance.notices) if glance else []
        count = len(notices) if glance else _told_of(self._line)
        text = tr("1 notice") if count == 1 else tr("{count} notices", count=count)
        self._notices_head.set_words(text if count else tr("No notices"))
        self._notices_away.setVisible(self._away is not None and bool(count))
        for notice in notices[:NOTICES]:
            one = NoticeRow(notice)
            one.setMinimumHeight(0)
            one.show_state(is_open=True, first=False, read_only=True)
            self._notices.addWidget(one)
            self._rows.append(one)

    def _say_model(self, glance: Glance | None) -> None:
        texts: list[str] = []
        for report in glance.item.reports if glance else ():
            if report.state is ScreeningState.UNKNOWN:
                why = render(report.reason) if report.reason else tr("no reason given")
                texts.append(tr("Unknown: {why}", why=why))
            texts.extend(
                f"M{one.number}  {render(one.title)}  {render(one.measure)}"
                for one in report.findings
            )
        if glance and glance.item.reports and not texts:
            texts = [tr("Nothing flagged")]
        if not texts and self._line is not None:
            texts = [model_words(self._line)]
        for number, text in enumerate(self._model_lines):
            text.setVisible(number < len(texts))
            text.set_words(texts[number] if number < len(texts) else "")

    def _caption_words(self) -> str:
        if self._glance is None or self.key is None:
            return ""
        scans = self._glance.item.scans
        files = [len(scan.of_view(view)) for scan in scans for view in scan.views]
        energies = tr("both energies") if max(files) > 1 else tr("one energy")
        if len(files) == 1:
            return tr("1 view, {energies}", energies=energies)
        return tr("{count} views, {energies}", count=len(files), energies=energies)

    def _next_words(self) -> str:
        if self._standing.state is LineState.ON_LINE or self._due is None:
            return tr("Next: claim and open")
        return tr("Next: go on with yours")

    def _say_foot(self) -> None:
        due = self._due
        cut = claim_words(self._standing)
        if due is None and cut:
            self._foot.set_words(lambda: claim_words(self._standing))
            return
        if due is None:
            self._foot.set_words(lambda: tr("Nothing waits for you here."))
            return
        if due.eta is None:
            text = tr("N takes {goods}.", goods=goods_words(due))
        else:
            time = minutes_left(due.eta, self._model.now)
            text = tr("N takes {time}, {goods}.", time=time, goods=goods_words(due))
        self._foot.set_words(text)


def _told_of(line: QueueLine | None) -> int:
    """Return how many notices a line of the queue counts."""
    return 0 if line is None else line.blocks + line.warnings + line.notes

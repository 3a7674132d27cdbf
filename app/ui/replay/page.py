"""The page of a replay: the picture as it was seen, the time line, what changed; nothing to do.

No control here can write: there is a way through the steps, and a way out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QTextBrowser

from app.domain.errors import KnownError
from app.domain.replay import AsSeen, Replay, View
from app.domain.scan import ImageFile
from app.domain.words import Sentence
from app.ui import tokens
from app.ui.commands import keys, offer
from app.ui.controls import Button, Panel, Segment, Text, column, row
from app.ui.desk import Desk
from app.ui.i18n import languages, render, tr
from app.ui.icons import icon
from app.ui.jobs import log_failed
from app.ui.keycap import cap_words
from app.ui.pictures import read_grey
from app.ui.replay import words as wording
from app.ui.replay.plate import Plate
from app.ui.replay.player import Player
from app.ui.replay.time_line import TimeLine
from app.ui.screen_words import ON
from imaging.errors import ImagingError
from imaging.radiograph import Radiograph
from imaging.scale import scale_digest

SIDE, SIDE_COMPACT = 400, 300
Held = tuple[View, tuple[ImageFile, ...]]
"""A picture by what it is read from: more of a view may have come while it was looked at."""
Heat = npt.NDArray[np.uint8]


class ReplayPage(Panel):
    """One decision as it was made."""

    left = Signal()

    def __init__(self, desk: Desk, *, beside: bool = True) -> None:
        """Make the page; without what stands beside the picture it fits into a place of another."""
        super().__init__("bg", name="replay-page" if beside else "replay-pane")
        self._alone = beside
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._replay: Replay | None = None
        self._number = 0
        self._pictures: dict[Held, Radiograph] = {}
        self._failures: dict[Held, Sentence] = {}
        self._heat: dict[str, Heat | None] = {}
        self._asked: set[Held | str] = set()
        self.plate = Plate()
        self.time_line = TimeLine()
        self.player = Player(self.time_line, self)
        self.beside = QTextBrowser()
        self._make()
        self._lay()
        self.time_line.valueChanged.connect(self._show_step)
        self.player.changed.connect(self._say_time)
        languages.changed.connect(self._say)
        self._say()

    @property
    def replay(self) -> Replay | None:
        """What is replayed."""
        return self._replay

    def show_replay(self, replay: Replay) -> None:
        """Replay another decision, from its signature: what counts is what it was signed on."""
        self._replay = replay
        self._forget()
        self.time_line.show_steps(replay.steps)
        self.player.begin(replay)
        self.time_line.setValue(len(replay.steps) - 1)
        self._show_step(self.time_line.value())

    def close_replay(self) -> None:
        """Let go of pictures and words: a page that is left keeps none."""
        self.player.stop()
        self._replay = None
        self._forget()
        self.time_line.show_steps(())
        self.plate.say_instead(lambda: "")
        self.beside.clear()

    def try_again(self) -> None:
        """Read once more what could not be read: it may have come from an archive meanwhile."""
        self._asked.difference_update(self._failures)
        self._failures.clear()
        self._show_step(self._number)

    def cover(self, *, covered: bool) -> None:
        """Keep no picture behind a lock; read it again, and prove it again, when that is gone."""
        if covered:
            self.player.stop()
            self._forget()
            self.plate.say_instead(lambda: "")
        else:
            self._show_step(self._number)

    def take_focus(self) -> None:
        """Give the time line the keys."""
        self.time_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays or stands still, Esc leaves; arrows, Home and End are the time line's."""
        if event.key() == Qt.Key.Key_Escape and self._alone:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.player.turn()
        elif event.key() in _STEPPING:
            self.time_line.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the measures of small windows."""
        super().resizeEvent(event)
        compact = self.width() < tokens.px(tokens.COMPACT_WINDOW[0])
        self.beside.setFixedWidth(tokens.px(SIDE_COMPACT if compact else SIDE))

    # --- laying out --------------------------------------------------------------------------

    def _make(self) -> None:
        self._badge = Text(lambda: tr("REPLAY"), "detail", "onaccent").styled(weight=700).firm()
        self._badge.setObjectName("replay-badge")
        self._heading = Text("", "body").styled(weight=600)
        self._chain = Text("", "detail", "text2")
        self._remark = Text("", "detail", "amber")
        self._time = Text("", "body").styled(identifier=True).firm()
        self._back = Button(lambda: tr("Back"), keys=keys("back"), name="replay-back")
        self._back.kind("quiet").clicked.connect(self.left)
        self.play = Button(lambda: self.player.words, keys=keys("play"), name="replay-play")
        self.play.describe(lambda: f"{self.player.words} ({cap_words(keys('play'))})")
        self.play.clicked.connect(self.player.turn)
        offer(self, "play", self.player.turn, self._why_not_play)
        self.speed = Segment([(1, lambda: "1×"), (4, lambda: "4×")], name="replay-speed")
        self.speed.choose(1)
        self.speed.chosen.connect(self.player.set_speed)
        self.beside.setObjectName("replay-side")
        self.beside.setFrameShape(QFrame.Shape.NoFrame)
        self.beside.setOpenLinks(False)
        self.beside.setFixedWidth(tokens.px(SIDE))

    def _lay(self) -> None:
        left = column(gap=0)
        left.addWidget(self.plate, 1)
        left.addWidget(self._below())
        middle = row(gap=0)
        middle.addLayout(left, 1)
        middle.addWidget(self.beside)
        outer = column(gap=0)
        outer.addWidget(self._head())
        outer.addLayout(middle, 1)
        self.setLayout(outer)
        self.beside.setVisible(self._alone)
        self._back.setVisible(self._alone)

    def _head(self) -> Panel:
        head = Panel("panel", name="replay-head")
        badge = Panel("accent", name="replay-badge-ground")
        inner = row(margins=(8, 2, 8, 2))
        inner.addWidget(self._badge)
        badge.setLayout(inner)
        badge.setStyleSheet(f"#replay-badge-ground {{ background: {_accent()}; }}")
        line = row(margins=(16, 0, 16, 0), gap=16)
        line.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._heading)
        line.addWidget(self._chain, 1)
        line.addWidget(self._back)
        head.setLayout(line)
        head.setFixedHeight(tokens.px(48))
        return head

    def _below(self) -> Panel:
        below = Panel("panel", name="replay-below")
        hands = row(margins=(16, 4, 16, 0), gap=12)
        hands.addWidget(self.play)
        hands.addWidget(self.speed)
        hands.addWidget(self._time)
        hands.addWidget(self._remark, 1)
        lines = column(gap=0)
        lines.addLayout(hands)
        lines.addWidget(self.time_line)
        below.setLayout(lines)
        return below

    # --- showing a step ----------------------------------------------------------------------

    def _show_step(self, number: int) -> None:
        replay = self._replay
        if replay is None or not replay.steps:
            return
        self._number = number
        state = replay.state(number)
        self._heading.set_words(lambda: wording.heading(replay, replay.steps[number]))
        self._chain.set_words(lambda: self._chain_words(replay, number))
        self._say_side()
        self._say_time()
        self._show_picture(state)
        self._say_remarks()

    def _chain_words(self, replay: Replay, number: int) -> str:
        """Say how the pixels look; what changed as well, where nothing else beside says it."""
        display = wording.display_words(replay.state(number))
        if self._alone:
            return display
        return "  ·  ".join(filter(None, (render(replay.steps[number].words), display)))

    def _show_picture(self, state: AsSeen) -> None:
        if "lock" in state.paused:
            self.plate.say_instead(lambda: tr("Locked: no image stood on screen."))
        elif state.view is None:
            self.plate.say_instead(lambda: tr("No picture on screen yet."))
        else:
            held = _held(state, state.view)
            failure = self._failures.get(held)
            if failure is not None:
                self.plate.say_instead(lambda: render(failure))
            elif held in self._pictures:
                self._paint(state, self._pictures[held])
            else:
                self._ask_picture(state, held)

    def _paint(self, state: AsSeen, radiograph: Radiograph) -> None:
        replay = self._replay
        report = state.reports.get(state.view) if state.view is not None else None
        heat = report.heat_sha256 if report is not None else ""
        if heat and heat not in self._heat and state.screen.get("heat") == ON:
            self._ask_heat(state, heat)
        if replay is None:
            return
        try:
            self.plate.show_seen(state, radiograph, self._heat.get(heat), replay.decision)
        except ValueError as error:
            why = str(error)
            self.plate.say_instead(
                lambda: tr("The screen on record cannot be read here: {why}", why=why)
            )

    def _ask_picture(self, state: AsSeen, held: Held) -> None:
        calls = self._desk.wiring.replaying
        self.plate.say_instead(lambda: tr("The picture is read and its digest checked."))
        if calls is None or held in self._asked:
            return
        self._asked.add(held)
        self._desk.jobs.read(
            lambda: calls.picture(state, held[0]),
            lambda radiograph: self._came(held, radiograph),
            lambda error: self._failed(held, error),
        )

    def _came(self, held: Held, radiograph: Radiograph) -> None:
        if held in self._asked:
            self._pictures[held] = radiograph
            self._show_step(self._number)

    def _failed(self, held: Held, error: BaseException) -> None:
        if held not in self._asked:
            return
        if isinstance(error, KnownError):
            self._failures[held] = error.sentence
        else:
            log_failed(error)
            what = error.what if isinstance(error, ImagingError) else str(error)
            self._failures[held] = Sentence("This image cannot be shown: {why}", {"why": what})
        self._show_step(self._number)

    def _ask_heat(self, state: AsSeen, heat: str) -> None:
        calls, view = self._desk.wiring.replaying, state.view
        if calls is None or view is None or heat in self._asked:
            return
        self._asked.add(heat)

        def read() -> Heat | None:
            path: Path | None = calls.heat(state, view)
            return None if path is None else read_grey(path)

        def came(values: Heat | None) -> None:
            if heat in self._asked:
                self._heat[heat] = values
                self._show_step(self._number)

        self._desk.jobs.read(read, came, log_failed)

    def _forget(self) -> None:
        self._pictures.clear()
        self._failures.clear()
        self._heat.clear()
        self._asked.clear()

    def _why_not_play(self) -> str:
        return "" if self._replay is not None else tr("There is nothing to replay here.")

    # --- words -------------------------------------------------------------------------------

    def _say(self) -> None:
        self.setAccessibleName(tr("Replay"))
        self.beside.setAccessibleName(tr("What stood beside the picture"))
        self.beside.verticalScrollBar().setAccessibleName(tr("Scroll"))
        self.speed.setAccessibleName(tr("Speed"))
        self._say_side()
        self._say_time()
        self._say_remarks()

    def _say_side(self) -> None:
        if self._replay is not None and self._replay.steps:
            self.beside.document().setDefaultFont(tokens.font("body"))
            self.beside.document().setDocumentMargin(tokens.px(16))
            self.beside.setHtml(wording.side(self._replay, self._number))

    def _say_time(self) -> None:
        replay = self._replay
        self.play.set_words(lambda: self.player.words)
        self.play.setIcon(icon("pause" if self.player.playing else "play"))
        if replay is not None and replay.steps:
            now, whole = self.player.seconds, replay.length_s
            self._time.set_words(
                lambda: tr("{now} of {all}", now=wording.clock(now), all=wording.clock(whole))
            )

    def _say_remarks(self) -> None:
        replay = self._replay
        if replay is None or not replay.steps:
            self._remark.set_words("")
            return
        state = replay.state(self._number)
        picture = self._pictures.get(_held(state, state.view)) if state.view else None
        scale = "" if picture is None else scale_digest(self.plate.scale_of(picture))
        version = self._desk.wiring.version
        doubts = told = wording.remarks(state, replay.decision, scale=scale, version=version)
        if self.plate.image is not None and self.plate.scale < 1.0:
            share = f"{self.plate.scale * 100:.0f}"
            told = (*told, tr("Shown at {share} % of its size.", share=share))
        self._remark.set_tone("amber" if doubts else "text2")
        self._remark.set_words(lambda: "  ".join(told))


_STEPPING = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}
    | {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


def _held(state: AsSeen, view: View) -> Held:
    return view, state.files.get(view, ())


def _accent() -> str:
    return tokens.colour("accent").name()

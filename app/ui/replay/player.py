"""Playing a replay: time goes by as it did, or four times as fast, and the steps follow."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.domain.replay import Replay
from app.ui.i18n import tr
from app.ui.replay.time_line import TimeLine

TICK_MS = 50


class Player(QObject):
    """Moves a time line on."""

    changed = Signal()
    """It plays or stands still now, or the moment is another."""

    def __init__(self, line: TimeLine, parent: QObject) -> None:
        super().__init__(parent)
        self._line = line
        self._replay: Replay | None = None
        self._speed = 1
        self._moving = False
        self.seconds = 0.0
        """Where the needle stands, since the opening."""
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        line.valueChanged.connect(self._stepped)

    @property
    def playing(self) -> bool:
        """Whether time goes by."""
        return self._timer.isActive()

    @property
    def words(self) -> str:
        """What the button does."""
        return tr("Stand still") if self.playing else tr("Play")

    def begin(self, replay: Replay) -> None:
        """Play another replay."""
        self.stop()
        self._replay = replay
        self.seconds = 0.0

    def set_speed(self, speed: object) -> None:
        """Let time go by so many times as fast."""
        self._speed = speed if isinstance(speed, int) else 1

    def turn(self) -> None:
        """Play, from the beginning again when it has ended; or stand still."""
        if self.playing or self._replay is None:
            self.stop()
            return
        if self.seconds >= self._replay.length_s:
            self._line.setValue(0)
        self._since.start()
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.changed.emit()

    def pass_ms(self, milliseconds: int) -> None:
        """Let time go by."""
        replay = self._replay
        if replay is None:
            return
        self.seconds = min(replay.length_s, self.seconds + self._speed * milliseconds / 1000.0)
        self._moving = True
        self._line.setValue(replay.at(self.seconds))
        self._moving = False
        self._line.play_to(self.seconds)
        if self.seconds >= replay.length_s:
            self.stop()
        self.changed.emit()

    def _tick(self) -> None:
        self.pass_ms(int(self._since.restart()))

    def _stepped(self, number: int) -> None:
        """Go on from a step that somebody chose."""
        if not self._moving and self._replay is not None and self._replay.steps:
            self.seconds = self._replay.steps[number].seconds
            self.changed.emit()

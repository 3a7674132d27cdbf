"""How a window learns that the record has grown: by asking, or by being told.

`News` is the port. An embedded record is asked how many lines it has; a server's says so itself,
and is asked now and then all the same, for what is said while nobody listens is lost.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from app.domain.errors import ServerGone
from app.ui.jobs import Jobs, log_failed
from app.ui.wiring import ListenerLike

ASK_MS = 2000
"""Between two questions to an embedded record: one row is read."""
ASK_SELDOM_MS = 30_000
"""Between two questions to a server that tells by itself."""


class News(QObject):
    """Asks for the number of lines again and again, one question at a time."""

    grew = Signal(int)
    """Number of lines, when it is another than before."""

    def __init__(self, version: Callable[[], int], jobs: Jobs, parent: QObject | None) -> None:
        super().__init__(parent)
        self._version = version
        self._jobs = jobs
        self._known = -1
        self._asking = False
        self._again = False
        self._timer = QTimer(self, interval=ASK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin: somebody works here."""
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask now; what is asked meanwhile is asked once more after it."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._jobs.write(self._version, self._answered, self._failed)

    def _answered(self, version: int) -> None:
        self._rest()
        if version != self._known:
            self._known = version
            self.grew.emit(version)

    def _failed(self, error: BaseException) -> None:
        self._rest()
        log_failed(error)

    def _rest(self) -> None:
        self._asking = False
        if self._again:
            self._again = False
            self.look()


class Listening(News):
    """Is told by a server, and asks seldom; often while the line to it is cut."""

    def __init__(
        self,
        listen: Callable[[], ListenerLike],
        version: Callable[[], int],
        jobs: Jobs,
        parent: QObject | None,
    ) -> None:
        super().__init__(version, jobs, parent)
        self._listen = listen
        self._listener: ListenerLike | None = None
        self._notifier: QSocketNotifier | None = None
        self._opening = False
        self._timer.timeout.connect(self._open)
        # Of many who write at the same moment one tells: the others have written a little later.
        self._once_more = QTimer(self, interval=ASK_MS, singleShot=True)
        self._once_more.timeout.connect(self.look)

    @property
    def hears(self) -> bool:
        """Whether the server can tell."""
        return self._listener is not None

    def start(self) -> None:
        """Begin to listen, and to ask."""
        super().start()
        self._open()

    def stop(self) -> None:
        """Listen no more, and ask no more."""
        super().stop()
        self._once_more.stop()
        self._close()

    def _open(self) -> None:
        """Open the line where there is none; a window never waits for it."""
        if self._listener is None and not self._opening:
            self._opening = True
            self._jobs.aside(self._listen, self._opened, self._not_opened)

    def _opened(self, listener: ListenerLike) -> None:
        self._opening = False
        if not self._timer.isActive():
            listener.close()
            return
        self._listener = listener
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(listener.fileno(), kind, self)
        self._notifier.activated.connect(self._told)
        self._timer.setInterval(ASK_SELDOM_MS)
        # What was said before the line stood, nobody heard.
        self.look()

    def _not_opened(self, error: BaseException) -> None:
        self._opening = False
        self._timer.setInterval(ASK_MS)
        # The top line says that the line is cut; the log would get the same page every two seconds.
        if not isinstance(error, ServerGone):
            log_failed(error)

    def _told(self) -> None:
        if self._listener is None:
            return
        if self._listener.take():
            self.look()
            self._once_more.start()
        if self._listener.closed:
            self._close()

    def _close(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self._timer.setInterval(ASK_MS)


def news_of(
    listen: Callable[[], ListenerLike] | None,
    version: Callable[[], int],
    jobs: Jobs,
    parent: QObject,
) -> News:
    """Return the way that fits the home of the record."""
    if listen is None:
        return News(version, jobs, parent)
    return Listening(listen, version, jobs, parent)

"""What an officer likes of the hands: how strong the loupe is, and whether the picture may move."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.preferences import Preferences
from app.ui.viewer.loupe import Loupe
from app.ui.viewer.scan_view import ScanView

LOUPE, MOTION = "loupe", "motion"
DEFAULT_POWER = 3.0


class HandsKept(QObject):
    """Keeps the loupe's power and the wish for stillness; follows the officer who sits down.

    Parameters
    ----------
    view
        The picture.
    preferences
        Where the officer's wishes are kept.
    """

    def __init__(self, view: ScanView, preferences: Preferences) -> None:
        super().__init__(view)
        self._view = view
        self._preferences = preferences
        preferences.changed.connect(self._changed)
        view.hands.loupe.changed.connect(self._keep_loupe)
        self._take_loupe(view.hands.loupe)
        self._take_motion()

    @property
    def still(self) -> bool:
        """Whether the officer asks for stillness."""
        return self._preferences.get(MOTION) is False

    def turn_motion(self) -> None:
        """Let the picture move after the hand, or not."""
        self._preferences.set(MOTION, self.still)

    def _changed(self, name: str) -> None:
        if name == LOUPE:
            self._take_loupe(self._view.hands.loupe)
        elif name == MOTION:
            self._take_motion()

    def _take_loupe(self, loupe: Loupe) -> None:
        kept = self._preferences.get(LOUPE)
        power = kept.get("power") if isinstance(kept, dict) else None
        # What was kept by another version may be anything.
        loupe.set_power(float(power) if isinstance(power, int | float) else DEFAULT_POWER)

    def _take_motion(self) -> None:
        """Stillness is the officer's; leave to move is the system's."""
        self._view.hands.motion.wanted = False if self.still else None

    def _keep_loupe(self) -> None:
        power = self._view.hands.loupe.power
        kept = self._preferences.get(LOUPE)
        if power != (kept.get("power") if isinstance(kept, dict) else DEFAULT_POWER):
            self._preferences.set(LOUPE, {"power": power})

"""Which way round the picture is shown: as stored, flipped, turned by quarters."""

from __future__ import annotations

import dataclasses

from app.domain.words import phrase
from app.ui.i18n import tr

_WORDS = {
    (False, 0): "",
    (False, 1): phrase("turned a quarter to the right"),
    (False, 2): phrase("turned upside down"),
    (False, 3): phrase("turned a quarter to the left"),
    (True, 0): phrase("flipped left-right"),
    (True, 1): phrase("flipped left-right, turned a quarter to the right"),
    (True, 2): phrase("flipped up-down"),
    (True, 3): phrase("flipped left-right, turned a quarter to the left"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Orientation:
    """One of the eight ways to lay a picture down: mirrored first, then turned clockwise.

    Attributes
    ----------
    mirrored
        Stored columns run to the left.
    quarters
        Quarter turns clockwise after that, 0 to 3.
    """

    mirrored: bool = False
    quarters: int = 0

    @property
    def upright(self) -> bool:
        """Whether the picture is shown as it is stored."""
        return not self.mirrored and self.quarters == 0

    @property
    def sideways(self) -> bool:
        """Whether stored columns run along the height of the window."""
        return self.quarters % 2 == 1

    @property
    def words(self) -> str:
        """What the officer must know of it; empty while upright."""
        words = _WORDS[self.mirrored, self.quarters]
        return tr(words) if words else ""

    def flipped_left_right(self) -> Orientation:
        """Left becomes right, as seen on screen."""
        return Orientation(not self.mirrored, -self.quarters % 4)

    def flipped_up_down(self) -> Orientation:
        """Up becomes down, as seen on screen."""
        return Orientation(not self.mirrored, (2 - self.quarters) % 4)

    def turned(self) -> Orientation:
        """A quarter more, clockwise."""
        return Orientation(self.mirrored, (self.quarters + 1) % 4)

    @property
    def flips(self) -> tuple[bool, bool]:
        """Whether (left and right, up and down) are exchanged; neither while it lies sideways."""
        if self.sideways:
            return False, False
        return self.mirrored != (self.quarters == 2), self.quarters == 2

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Where a step along the stored axes goes on screen; both in the same unit."""
        if self.mirrored:
            x = -x
        for _ in range(self.quarters):
            x, y = -y, x
        return x, y

    def to_stored(self, x: float, y: float) -> tuple[float, float]:
        """Where a step on screen goes along the stored axes."""
        for _ in range(self.quarters):
            x, y = y, -x
        return (-x if self.mirrored else x), y


UPRIGHT = Orientation()
"""As stored."""

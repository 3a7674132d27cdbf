"""What has changed in the scans since the model was calibrated, for whoever leans on the model."""

from __future__ import annotations

from app.domain.drift import CARE, Drift
from app.domain.notice import Severity
from app.domain.words import phrase
from app.ui import tokens
from app.ui.controls import Panel, Text, row
from app.ui.i18n import render, tr
from app.ui.panels.pieces import Shape

_UNKNOWN = phrase(
    "Working alone: whether a scanner has changed since is looked at when the line is back."
)


def drift_words(drifts: tuple[Drift, ...]) -> str:
    """Return a line for each change, then what to do, each remedy once."""
    told = [render(one.sentence) for one in drifts]
    remedies = dict.fromkeys(render(one.remedy) for one in drifts)
    return "\n".join([*told, " ".join([tr(CARE), *remedies])])


class DriftUnknown(Panel):
    """Why nothing is said of the scanners while the line to the record is cut."""

    def __init__(self) -> None:
        super().__init__("bg", name="drift-unknown")
        layout = row(margins=(16, 8, 16, 8))
        self.setLayout(layout)
        layout.addWidget(Text(lambda: tr(_UNKNOWN), "detail", "text2", wrap=True))
        self.setVisible(False)


class DriftBanner(Panel):
    """A warning with its reason and remedy; nothing while nothing has changed."""

    def __init__(self) -> None:
        super().__init__("amber", name="drift")
        self._drifts: tuple[Drift, ...] = ()
        layout = row(margins=(16, 8, 16, 8), gap=8)
        self.setLayout(layout)
        shape = Shape(Severity.WARNING, tokens.SEVERITY_SMALL)
        self._text = Text(self._words, "detail", wrap=True)
        layout.addWidget(shape)
        layout.addWidget(self._text, 1)
        self.setVisible(False)

    @property
    def words(self) -> str:
        """What stands there now."""
        return self._text.text()

    def show_drifts(self, drifts: tuple[Drift, ...]) -> None:
        """Show what has changed."""
        if drifts != self._drifts:
            self._drifts = drifts
            self._text.set_words(self._words)
            self.setAccessibleName(self.words)
        self.setVisible(bool(drifts))

    def _words(self) -> str:
        return drift_words(self._drifts) if self._drifts else ""

"""Comparing: what is asked of the library, which picture stands beside the item's, what differs."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.domain.reference import Aim, Found, Pictured, Reference
from app.domain.words import Sentence
from app.ui import compare_words
from app.ui.controls import Words
from app.ui.desk import Desk
from app.ui.i18n import languages, render, tr
from app.ui.laying import Laying
from app.ui.panels import views
from app.ui.panels.comparing import CompareBar, CompareState
from app.ui.reference_pictures import ReferencePictures
from app.ui.stage import Stage
from app.ui.wiring import Key
from imaging.errors import ImagingError
from imaging.radiograph import Radiograph

_SAME_EQUIPMENT = frozenset({Aim.EARLIER, Aim.EMPTY})
"""What is laid over the item's picture point by point, when the two match."""


class Comparing(QObject):
    """The second picture of the stage: asked for, found, read, shown, taken away."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage)
        self._desk, self._stage = desk, stage
        self._beside = stage.beside
        self._bar = CompareBar()
        self._bar.hide()
        self._beside.head.addWidget(self._bar)
        self._aim = Aim.LOADS
        self._found: Found | None = None
        self._place = 0
        self._difference = False
        self._instead: Words | None = None
        """What is said over the item's picture while there is no room for another."""
        self._asked = 0
        self._pictures = ReferencePictures(desk)
        self._laying = Laying(desk.jobs, self._beside, self)
        self._laying.refused.connect(self._not_laid)
        self._connect()

    @property
    def on(self) -> bool:
        """Whether a second picture has its place."""
        return self._beside.comparing

    @property
    def aim(self) -> Aim:
        """What is compared with."""
        return self._aim

    @property
    def reference(self) -> Reference | None:
        """What stands beside the item's picture."""
        found = self._found.references if self._found else ()
        return found[self._place] if found else None

    def why_not(self) -> str:
        """Say why nothing can be compared; empty when it can."""
        if self._desk.wiring.references is None:
            return tr("The reference library is switched off at this workplace.")
        return "" if self._stage.radiograph is not None else tr("The picture is not here yet.")

    def why_no_difference(self) -> str:
        """Say why no difference can be shown; empty when it can."""
        if not self.on:
            return tr("Compare with another scan first.")
        if self.reference is None:
            return tr("There is no picture to compare with.")
        if self._same_equipment(self.reference.picture):
            return ""
        return tr("Only scans of the same equipment are subtracted.")

    def _same_equipment(self, other: Pictured) -> bool:
        """Whether another picture shows this very equipment, or stands for it empty."""
        shown, key = self._desk.review.shown, self._stage.key
        scan = views.scan_of(shown, key) if shown is not None and key is not None else None
        if scan is None:
            return False
        same = bool(scan.object_id) and _bare(scan.object_id) == _bare(other.number)
        return same or self._aim is Aim.EMPTY

    def turn(self) -> None:
        """Open the second picture, or close it."""
        if self.on:
            self.close()
        elif not self.why_not():
            self._beside.open()
            self._bar.show()
            self._say_main()
            self._desk.review.tool_used("compare")
            self._ask()

    def close(self) -> None:
        """Give the room back to the item's picture."""
        self._asked += 1
        self._found = None
        self._difference = False
        self._pictures.forget()
        self._bar.hide()
        self._beside.close_other()

    def step(self, by: int = 1) -> None:
        """Show the next reference, or the one before."""
        count = len(self._found.references) if self._found else 0
        if not self.on:
            self.turn()
        elif count > 1:
            self._place = (self._place + by) % count
            self._bring()

    def take_aim(self, aim: Aim) -> None:
        """Compare with something else."""
        self._aim = aim
        if self.on:
            self._ask()
        else:
            self.turn()

    def next_aim(self) -> None:
        """Walk through what can be compared with."""
        every = list(Aim)
        after = every[(every.index(self._aim) + 1) % len(every)]
        self.take_aim(after if self.on else self._aim)

    def turn_difference(self) -> None:
        """Show what is more and less than in the other scan, or hide it."""
        if self.why_no_difference():
            self._show_state()
            return
        self._difference = not self._difference
        if self._difference:
            self._desk.review.tool_used("difference")
        self._lay_over()
        self._show_state()

    def turn_link(self) -> None:
        """Link both pictures, or let each be moved alone."""
        pairing = self._beside.pairing
        if pairing is not None:
            pairing.link(not pairing.linked)
            self._show_state()

    def _connect(self) -> None:
        bar = self._bar
        bar.aim_chosen.connect(self.take_aim)
        bar.stepped.connect(self.step)
        bar.link_asked.connect(self.turn_link)
        bar.difference_asked.connect(self.turn_difference)
        bar.close_asked.connect(self.turn)
        self._stage.key_changed.connect(lambda _: self._moved_on())
        self._stage.tool_bar.tool_chosen.connect(self._beside.take_tool)
        self._desk.pictures.ready.connect(self._arrived)
        self._desk.pictures.covered.connect(self._cover)
        self._desk.review.closed.connect(self.close)
        languages.changed.connect(self._say_main)

    def _cover(self, covered: bool) -> None:
        """Keep no pixels while the window is locked; they come back with the item's picture."""
        if covered:
            self._next_number()
            self._pictures.forget()
            if self.on:
                self._clear(lambda: tr("Looking for references …"), divided=self._beside.divided)

    def _moved_on(self) -> None:
        """Another picture of the item, or of another item, stands on the stage."""
        if self.on:
            self._beside.open()
            self._say_main()
            self._ask()

    def _arrived(self, key: Key, _radiograph: Radiograph) -> None:
        reference = self.reference
        if self.on and reference is not None and key in (self._stage.key, reference.picture.key):
            self._bring()

    # --- asking --------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask the library; what was shown goes first, so that nothing wrong stands there."""
        find, key = self._desk.wiring.references, self._stage.key
        shown = self._desk.review.shown
        self._found, self._place = None, 0
        self._clear(lambda: tr("Looking for references …"), divided=self._beside.divided)
        if find is None or key is None or shown is None:
            return
        number, item_id, aim = self._next_number(), shown.item.item_id, self._aim
        self._desk.jobs.write(
            lambda: find(item_id, key, aim),
            lambda found: self._answered(number, found),
            lambda error: self._failed(number, error),
        )

    def _answered(self, number: int, found: Found) -> None:
        if number == self._asked and self.on:
            self._found = found
            self._bring()

    def _bring(self) -> None:
        """Bring the chosen reference here and show it."""
        reference, main = self.reference, self._stage.radiograph
        if reference is None:
            nothing = self._found.nothing if self._found else None
            self._clear((lambda: render(nothing)) if nothing else (lambda: ""), divided=False)
        elif main is not None:
            here = self._pictures.here(reference)
            if here is not None:
                self._put(reference, here)
            else:
                self._clear(lambda: tr("Reading the reference …"), divided=True)
                self._read(reference, main)

    def _read(self, reference: Reference, main: Radiograph) -> None:
        number = self._next_number()

        def came(radiograph: Radiograph) -> None:
            if number == self._asked and self.on:
                self._put(reference, radiograph)

        self._pictures.read(reference, main, came, lambda error: self._failed(number, error))

    def _failed(self, number: int, error: BaseException) -> None:
        if number == self._asked and self.on:
            why = getattr(error, "sentence", None)
            reason = render(why) if isinstance(why, Sentence) else _reason(error)
            self._clear(
                lambda: tr("This reference cannot be shown: {why}", why=reason),
                divided=self.reference is not None,
            )

    # --- showing -------------------------------------------------------------------------------

    def _put(self, reference: Reference, radiograph: Radiograph) -> None:
        self._laying.clear()
        self._instead = None
        self._say_main()
        self._difference = self._difference and not self.why_no_difference()
        self._beside.put(radiograph, reference.picture.key)
        self._beside.other.caption.set_words(lambda: compare_words.caption(reference))
        self._show_state()
        self._lay_over()

    def _clear(self, words: Words, *, divided: bool) -> None:
        """Say a sentence in the place of the second picture, or in the caption of the only one.

        Half of the room for a sentence would make the item's picture small for nothing.
        """
        self._laying.clear()
        self._instead = None if divided else words
        if divided:
            self._beside.divide()
        else:
            self._beside.unite()
        self._say_main()
        self._beside.put(None, words=words)
        self._beside.other.caption.set_words("")
        self._show_state()

    def _lay_over(self) -> None:
        """Lay scans of one equipment over each other, and draw the difference when it is on."""
        reference, main = self.reference, self._stage.radiograph
        other = self._pictures.here(reference) if reference is not None else None
        aligned = self._difference or self._aim in _SAME_EQUIPMENT
        if main is None or other is None or not aligned:
            self._laying.clear()
        else:
            weighed = not compare_words.of_type(reference)
            self._laying.lay(main, other, draw=self._difference, weighed=weighed)

    def _not_laid(self, why: Sentence) -> None:
        """Say that no difference can be shown of these two."""
        self._difference = False
        self._show_state()
        self._beside.other.caption.set_words(lambda: render(why))

    def _show_state(self) -> None:
        pairing = self._beside.pairing
        self._bar.show_state(
            CompareState(
                self._aim,
                self._place,
                len(self._found.references) if self._found else 0,
                linked=pairing.linked if pairing else True,
                difference=self._difference,
                can_difference=not self.why_no_difference(),
            )
        )

    def _say_main(self) -> None:
        shown, key = self._desk.review.shown, self._stage.key
        if shown is None or key is None:
            return
        instead = self._instead

        def words() -> str:
            said = [tr("This item: {view}", view=views.title(shown, key))]
            return " · ".join(said + ([instead()] if instead is not None else []))

        self._beside.main.caption.set_words(words)

    def _next_number(self) -> int:
        """Everything that is still on its way is out of date from here on."""
        self._asked += 1
        return self._asked


def _bare(number: str) -> str:
    """Letters and digits alone: blanks and dashes make no other number."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _reason(error: BaseException) -> str:
    return str(error) if isinstance(error, (ImagingError, OSError)) else type(error).__name__

"""The image and everything around it: strip, display, tools. The right panel is not its matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.mark import Borrowed, Mark
from app.domain.threat import Finding
from app.domain.words import Sentence
from app.ui.coming import ComingLabel
from app.ui.controls import column
from app.ui.i18n import languages, tr
from app.ui.look_book import LookBook
from app.ui.looks import Looks
from app.ui.panels import views
from app.ui.panels.tool_bar import SHAPES, ToolBar
from app.ui.pictures import Pictures
from app.ui.preferences import Preferences
from app.ui.shown import Shown
from app.ui.under_image import UnderImage
from app.ui.unreadable import Unreadable
from app.ui.viewer.beside import Beside
from app.ui.viewer.handling import hand_commands
from app.ui.viewer.scan_view import ScanView
from app.ui.viewer.sight import in_sight
from app.ui.wiring import Key, StageLike
from imaging.radiograph import Radiograph


class Stage(QWidget):
    """Which picture is on screen and how; tells what the officer does on it."""

    key_changed = Signal(object)
    """Key of the picture on screen."""
    display_settled = Signal(object, object)
    """(Key, Mapping): how the picture has been shown for half a second."""
    stored_asked = Signal()
    """A decision is about to be formed: it is formed on the stored pixels."""
    failed = Signal(object)
    """Sentence: the picture on screen cannot be shown."""

    def __init__(self, pictures: Pictures, preferences: Preferences) -> None:
        super().__init__()
        self.setObjectName("stage")
        self._pictures = pictures
        self._shown: Shown | None = None
        self._key: Key | None = None
        self._heat: dict[Key, npt.NDArray[np.uint8]] = {}
        self._marks: tuple[Mark, ...] = ()
        self._borrowed: tuple[Borrowed, ...] = ()
        self._borrowed_on = True
        self._visible = QRectF(0, 0, 1, 1)
        self._findings_on = True
        self._heat_on = False
        self.on_demand: dict[str, Callable[[], object]] = {}
        """What more the tools of the image can ask for, by the command's name."""
        self._selected: int | None = None
        self._laid = ""
        self.scan_view = ScanView()
        self.beside = Beside(self.scan_view)
        self.coming = ComingLabel(self.scan_view)
        self.under_image = UnderImage(pictures)
        self.overview = self.under_image.overview
        self.train = self.under_image.train
        self.display_bar = self.under_image.display_bar
        self.tool_bar = ToolBar()
        self._unreadable = Unreadable()
        self.looks = Looks(
            self.scan_view, LookBook(preferences, self), self.display_bar, self.tool_bar, self
        )
        self._lay()
        self._connect()

    @property
    def key(self) -> Key | None:
        """The picture on screen."""
        return self._key

    @property
    def radiograph(self) -> Radiograph | None:
        """The pixels on screen."""
        return self._pictures.kept(self._key) if self._key else None

    @property
    def pictured(self) -> bool:
        """Whether there is a picture on screen, sharp or coarse."""
        return self.scan_view.pictured

    @property
    def share(self) -> float | None:
        """How much is here of a picture that comes from an archive; None once it is whole."""
        if self._key is None or self._pictures.kept(self._key) is not None:
            return None
        return self._pictures.share(self._key)

    @property
    def reading(self) -> bool:
        """Whether the picture is still on its way."""
        return self._key is not None and self._unreadable.why is None

    def heat_of(self, key: Key) -> npt.NDArray[np.uint8] | None:
        """Return the heat map of a picture, if it is here."""
        return self._heat.get(key)

    def take_focus(self) -> None:
        """Give the image the keys."""
        # Behind another page it would keep the keys, and every one of them would do nothing there.
        if self.scan_view.isVisibleTo(self.scan_view.window()):
            self.scan_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_item(self, shown: Shown) -> None:
        """Begin with the first picture that nobody has seen to the end."""
        self._shown = shown
        self.under_image.begin()
        self._heat = {}
        self._marks = shown.item.marks
        self.scan_view.book.begin()
        self._key = None
        self._selected = None
        self.scan_view.looked.unsee(key for key in shown.keys if key not in shown.item.viewed)
        self._show_overview()
        first = first_key(shown)
        if first is not None:
            self.show_view(first)
        else:
            self._set_none(None)

    def take_in(self, shown: Shown) -> None:
        """Learn the rest of the item whose picture is on screen already."""
        self._marks = shown.item.marks
        self.show_item(shown)
        self.scan_view.set_marks(self._marks_here())

    def close_item(self) -> None:
        """Take the picture off the screen."""
        self._shown = None
        self._key = None
        self._heat = {}
        self._set_none(None)
        self.overview.set_views([])

    def show_item(self, shown: Shown) -> None:
        """Take in what changed of the item."""
        self._shown = shown
        self._show_overview()
        self._show_findings()
        self._show_passing()

    def show_view(self, key: Key) -> None:
        """Show another picture of the item."""
        if key == self._key:
            return
        self.scan_view.finish()
        self._key = key
        radiograph, coming = self._pictures.kept(key), self._pictures.stage(key)
        why = self._pictures.failure(key)
        if radiograph is not None:
            self._put(key, radiograph)
        elif coming is not None:
            self._put(key, coming.radiograph, coming)
            self.coming.show_why(self._pictures.trouble(key))
        else:
            self._set_none(why)
        self.overview.set_current(key)
        self.key_changed.emit(key)

    def next_view(self) -> None:
        """Show the next picture of the item."""
        keys = self._shown.keys if self._shown else ()
        if self._key in keys and len(keys) > 1:
            self.show_view(keys[(keys.index(self._key) + 1) % len(keys)])

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show these marks on their pictures."""
        self._marks = marks
        self.scan_view.set_marks(self._marks_here())

    def show_borrowed(self, borrowed: tuple[Borrowed, ...], *, shown: bool) -> None:
        """Show marks of others on their pictures, or hide them."""
        self._borrowed, self._borrowed_on = borrowed, shown
        self._show_borrowed()

    def show_unsaved(self, unsaved: frozenset[str]) -> None:
        """Draw these marks as not on record."""
        self.scan_view.book.unsaved = unsaved
        self.scan_view.update()

    def select_finding(self, key: Key, finding: Finding) -> None:
        """Choose a finding, and bring it into the window when it is not there."""
        self.show_view(key)
        self._selected = finding.number
        self._show_findings()
        file = views.file_of(self._shown, key) if self._shown else None
        if file is not None:
            x, y, wide, high = finding.box
            box = QRectF(x / file.columns, y / file.rows, wide / file.columns, high / file.rows)
            if not self._visible.contains(box.center()):
                self.scan_view.centre_on((x, y, wide, high))

    def select_number(self, number: int) -> None:
        """Draw a finding of this picture as chosen."""
        self._selected = number
        self._show_findings()

    def show_place(
        self, key: Key, box: tuple[float, float, float, float], *, outlined: bool = True
    ) -> None:
        """Bring a place into the window, with a box around it until it is left."""
        self.show_view(key)
        self.scan_view.layers.point_out(box if outlined else None)
        self.scan_view.centre_on(box)

    def turn_findings(self) -> None:
        """Show the findings, or hide them."""
        self.show_findings(not self._findings_on)

    def show_findings(self, on: bool) -> None:
        """Show the findings or not."""
        self._findings_on = on
        self.scan_view.layers.show_findings(on)

    def findings_shown(self) -> bool:
        """Whether findings are drawn."""
        return self._findings_on

    def turn_heat(self) -> None:
        """Show the heat map, or hide it."""
        self._heat_on = not self._heat_on
        self.scan_view.layers.show_heat(self._heat_on)

    def do(self, name: str) -> None:
        """Do what a command of the image says."""
        commands: dict[str, Callable[[], object]] = dict(hand_commands(self.scan_view))
        commands.update(self.looks.commands())
        commands.update(self.on_demand)
        commands[name]()

    def set_read_only(self, read_only: bool) -> None:
        """Let marks be drawn, or not."""
        if read_only:
            # Words that are still being typed go to the record, which keeps or refuses them aloud.
            self.scan_view.editor.close_editor()
        self.scan_view.book.read_only = read_only
        self.tool_bar.set_enabled_tool("mark", enabled=not read_only)
        if read_only and self.tool_bar.tool in SHAPES:
            self.tool_bar.take("pan")

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self.under_image.set_compact(compact)
        self.tool_bar.set_compact(compact)

    def arrived(self, key: Key, radiograph: Radiograph) -> None:
        """Put a picture on screen that has just been read."""
        if self._shown is None or key not in self._shown.keys:
            return
        # Told again of what stands there, everything that was worked out for it would be lost.
        if key == self._key and not self._stands(radiograph):
            self._put(key, radiograph)
        self._show_overview()

    def first_look(self, key: Key, look: StageLike) -> None:
        """Put a coarse picture on screen; a sharper one takes its place without a jump."""
        if self._shown is not None and key == self._key and self._pictures.kept(key) is None:
            self._put(key, look.radiograph, look)

    def progressed(self, key: Key, share: float) -> None:
        """Say how much of a picture is here."""
        if key == self._key:
            self.coming.show_share(share)

    def held_up(self, key: Key, why: Sentence | None) -> None:
        """Say over a coarse picture why the rest of it does not come; None when it does."""
        if key == self._key:
            self.coming.show_why(why)

    def refused(self, key: Key, why: Sentence) -> None:
        """Say that a picture cannot be shown."""
        if key == self._key:
            self._set_none(why)
        self._show_overview()

    def heat_arrived(self, key: Key, values: npt.NDArray[np.uint8]) -> None:
        """Keep a heat map."""
        self._heat[key] = values
        if key == self._key:
            self.scan_view.set_heat(values)

    def _lay(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.beside)
        self._stack.addWidget(self._unreadable)
        lines = column(gap=0)
        lines.addWidget(self._stack, 1)
        lines.addWidget(self.under_image)
        self.setLayout(lines)

    def _connect(self) -> None:
        view = self.scan_view
        view.book.elsewhere.connect(self.show_view)
        view.seen_share_changed.connect(self._seen)
        view.cursor_moved.connect(self.display_bar.show_readout)
        view.visible_rect_changed.connect(self._moved)
        loupe = view.hands.loupe
        loupe.changed.connect(lambda: self.tool_bar.show_turned("loupe", on=loupe.up))
        self.looks.settled.connect(self._tell_display)
        self.overview.view_chosen.connect(self.show_view)
        self.overview.go_to.connect(view.go_to)
        self.overview.zoomed.connect(view.zoom_at_share)
        self.tool_bar.tool_chosen.connect(view.set_tool)
        self.tool_bar.asked.connect(self.do)
        self._pictures.ready.connect(self.arrived)
        self._pictures.covered.connect(self._cover)
        self._pictures.coarse.connect(self.first_look)
        self._pictures.progress.connect(self.progressed)
        self._pictures.held_up.connect(self.held_up)
        self.coming.again.connect(self._pictures.again)
        self._unreadable.again.connect(self._pictures.again)
        self._pictures.failed.connect(self.refused)
        self._pictures.heat.connect(self.heat_arrived)
        self._pictures.thumbnail.connect(lambda _key, _small: self._show_overview())
        languages.changed.connect(self._show_overview)
        languages.changed.connect(self._say_orientation)

    def _cover(self, covered: bool) -> None:
        """Keep no pixels while the window is locked; the picture comes back where it stood."""
        if covered:
            self._heat = {}
            self.scan_view.let_go()
            self._show_overview()

    def _put(self, key: Key, radiograph: Radiograph, look: StageLike | None = None) -> None:
        self._unreadable.tell(None)
        self._stack.setCurrentWidget(self.beside)
        if look is None:
            self.scan_view.set_radiograph(radiograph, key=key)
        else:
            self.scan_view.set_radiograph(
                radiograph, key=key, full_shape=look.full_shape, detail=look.halvings
            )
            self._tell_sight()
        self.coming.show_stage(look, self._pictures.share(key))
        self._show_passing()
        self._show_findings()
        self.scan_view.set_marks(self._marks_here())
        self._show_borrowed()
        self.scan_view.set_heat(self._heat.get(key))
        self.scan_view.layers.show_findings(self._findings_on)
        self.scan_view.layers.show_heat(self._heat_on)
        dual = radiograph.dual
        self.looks.fit_energies(dual=dual)
        self.tool_bar.set_enabled_tool(
            "colour", enabled=dual, why=None if dual else lambda: tr("One energy: no material")
        )

    def _stands(self, radiograph: Radiograph) -> bool:
        """Whether these very pixels are on screen, as the whole picture."""
        picture = self.scan_view.shown_picture
        return picture is not None and not picture.preview and picture.radiograph is radiograph

    def _show_passing(self) -> None:
        """Say that the object still passes, as long as it does."""
        if self._shown is not None and self._key is not None:
            self.coming.show_passing(self._shown.passing(self._key))

    def _set_none(self, why: Sentence | None) -> None:
        self.display_bar.show_energies(dual=True)
        self._unreadable.tell(why, again=self._key is not None and self.share is not None)
        self.coming.show_stage(None, None)
        self.coming.show_passing(None)
        self.scan_view.set_radiograph(None, key=self._key or ("", ""))
        if why is None:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(1)
            self.failed.emit(why)

    def _marks_here(self) -> tuple[Mark, ...]:
        return tuple(one for one in self._marks if (one.scan_id, one.view) == self._key)

    def _show_borrowed(self) -> None:
        """Show what of each file lies on the picture on screen."""
        found = (
            Borrowed(
                sheet.source,
                tuple(one for one in sheet.marks if (one.scan_id, one.view) == self._key),
            )
            for sheet in self._borrowed
        )
        here = tuple(sheet for sheet in found if sheet.marks)
        self.scan_view.set_borrowed(here, shown=self._borrowed_on)

    def _show_findings(self) -> None:
        report = self._shown.report(self._key) if self._shown and self._key else None
        findings = report.findings if report else ()
        self.scan_view.set_findings(findings, selected=self._selected)

    def _show_overview(self) -> None:
        if self._shown is not None:
            self.under_image.show_views(self._shown, self._key)

    def _seen(self, share: float) -> None:
        if self._key is not None:
            self.under_image.seen(self._key, share)

    def _moved(self, rect: QRectF) -> None:
        self._visible = rect
        self._tell_sight()
        self._say_orientation()
        self.overview.set_orientation(self.scan_view.camera.orientation)
        self.overview.set_visible(rect)

    def _tell_sight(self) -> None:
        """Say what is in sight of a picture that is still coming."""
        key, picture = self._key, self.scan_view.shown_picture
        if key is None or picture is None or not picture.preview:
            return
        box, halvings = in_sight(self.scan_view.camera.view, self._visible, picture.shape)
        self.coming.show_sight(box)
        self._pictures.look(key, box, halvings)

    def _say_orientation(self) -> None:
        words = self.scan_view.orientation_words()
        if words != self._laid:
            self._laid = words
            self.display_bar.show_orientation(words)

    def _tell_display(self, state: Mapping[str, str]) -> None:
        if self._key is not None:
            self.display_settled.emit(self._key, state)


def first_key(shown: Shown) -> Key | None:
    """Return the picture that an item begins with: the first that nobody has seen to the end."""
    unseen = [key for key in shown.keys if key not in shown.item.viewed]
    return next(iter(unseen or shown.keys), None)

"""The picture: one radiograph with its findings and marks, painted in one paintEvent."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from app.domain.mark import Borrowed, Mark, Shape
from app.domain.place import Doors
from app.domain.threat import Finding
from app.ui.i18n import languages, tr
from app.ui.viewer.ahead import Ahead
from app.ui.viewer.camera import Camera
from app.ui.viewer.estimate import Estimate
from app.ui.viewer.gestures import Tool
from app.ui.viewer.hands import Hands
from app.ui.viewer.layers import Layers, paint_empty, paint_ring
from app.ui.viewer.looked import Looked
from app.ui.viewer.mark_book import MarkBook
from app.ui.viewer.mark_editor import MarkEditor
from app.ui.viewer.measures import Ground
from app.ui.viewer.pane import Pane
from app.ui.viewer.picture import Picture
from app.ui.viewer.readied import Readied
from app.ui.viewer.readout import read_out
from app.ui.viewer.text_line import TextLine
from app.ui.viewer.visits import Key
from imaging.display import PRESETS, DisplaySettings
from imaging.material import MaterialScale, computed_scale
from imaging.radiograph import Radiograph
from imaging.standing import Frame

BARE_ENDS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress})
"""What ends a bare image that no key holds."""


class ScanView(Pane):
    """Shows one view of one scan; reports what the officer does on it, decides nothing.

    Coordinates in signals are stored pixels: x to the right, y down, from the top left corner.
    """

    painted_first = Signal(object)
    """Key of a view whose pixels are on screen for the first time since it was set."""
    painted_whole = Signal(object)
    """The same, once it is all the pixels and no preview."""
    mark_acted = Signal(object)
    """`MarkAct`: a mark was drawn, changed or removed, or such a step taken back."""
    finding_chosen = Signal(int)
    """Number of the finding that was clicked."""
    extent_seen = Signal(object)
    """Key of a view every part of which has been on screen, at fit or larger."""
    seen_share_changed = Signal(float)
    """Share of the view that has been on screen, 0 to 1."""
    cursor_moved = Signal(object)
    """`Readout` under the pointer, or None."""
    tool_used = Signal(str)
    """A tool did something: its name."""
    menu_asked = Signal(object)
    """QPointF: the right button was clicked here, or the menu key pressed."""
    doors_said = Signal(object)
    """Key of a view of which the officer has said at which end the doors are."""
    display_changed = Signal(object)
    """`DisplaySettings` in force."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scan_view")
        self.book = MarkBook(self)
        self._picture: Picture | None = None
        self._key: Key = ("", "")
        self._let_go = False
        self._display = PRESETS["standard"]
        self.layers = Layers(self.update)
        self.looked = Looked(self)
        self.estimate = Estimate(self)
        self._bare_once = False
        self._ahead = Ahead(self)
        self.readied = Readied()
        self.hands = Hands(self)
        self._text_line = TextLine(self)
        self.editor = MarkEditor(self)
        self.visible_rect_changed.connect(self._follow)
        self.looked.painted_first.connect(self.painted_first)
        self.looked.painted_whole.connect(self.painted_whole)
        self.looked.extent_seen.connect(self.extent_seen)
        self.looked.share_changed.connect(self.seen_share_changed)
        self.book.acted.connect(self.mark_acted)
        self.book.drawn.connect(self._mark_drawn)
        self.book.selection_changed.connect(self.update)
        languages.changed.connect(self._say)
        self._say()

    # What is shown

    def set_radiograph(
        self,
        radiograph: Radiograph | None,
        *,
        key: Key,
        full_shape: tuple[int, int] | None = None,
        detail: int | None = None,
    ) -> None:
        """Show a view; None shows that there is no image yet.

        Parameters
        ----------
        radiograph
            The pixels at hand.
        key
            (scan_id, view). The same key again replaces a preview by the whole without moving.
        full_shape
            (rows, columns) as stored, when `radiograph` is a preview at reduced size.
        detail
            How often it is halved where it is coarsest, when that is not told by its size.
        """
        there = self._picture is not None or self._let_go
        same = key == self._key and there
        if there:
            self.looked.visits.leave(self._key, self.camera)
        self._let_go = False
        self._picture = self._picture_of(key, radiograph, full_shape, detail)
        if not same or radiograph is None:
            self.hands.drop()
            self._text_line.close_line()
            self.editor.close_editor()
            self.book.stand(key)
            self.layers.begin()
            self.estimate.clear()
            self.looked.begin()
        if key != self._key:
            self.layers.point_out(None)
        self._key = key
        self.looked.stand(key)
        if same:
            self._grow()
        if self._picture is not None and not same:
            self._stand(self._picture)
        if same:
            self.hands.tape.whole_arrived()
        else:
            self.hands.pointer_left()
        self.update()

    def let_go(self) -> None:
        """Keep nothing of the pixels: the window is locked.

        Where one stands, the tool, marks, measurements and how the picture is shown stay; the same
        picture takes its place again. What was worked out of it ends: an altered picture, blind
        spots.
        """
        self.readied.forget()
        self.estimate.clear()
        if self._picture is not None:
            self.finish()
            self._picture = None
            self._let_go = True
            self.update()

    def _picture_of(
        self,
        key: Key,
        radiograph: Radiograph | None,
        full_shape: tuple[int, int] | None,
        detail: int | None,
    ) -> Picture | None:
        """Return what paints these pixels: made ready before where it could be, else new."""
        if radiograph is None:
            return None
        whole = full_shape is None and detail is None
        ready = self.readied.take(key, radiograph) if whole else None
        return ready or Picture(radiograph, full_shape, detail)

    def first_camera(self, radiograph: Radiograph, start: Callable[[Camera], Camera]) -> Camera:
        """Return where one stands at the first look of a picture that is not shown yet."""
        return start(self._first(Picture(radiograph)))

    def _first(self, picture: Picture) -> Camera:
        rows, columns = picture.shape
        return Camera(columns, rows, *self.window_size, aspect=picture.aspect)

    def _grow(self) -> None:
        """Stand over a picture that has become longer: only its end moves."""
        picture = self._picture
        if picture is not None and picture.shape[1] > self.camera.columns:
            self.looked.visits.grow(self._key, picture.shape[1])
            self.look(self.camera.grown(picture.shape[1]))

    def _stand(self, picture: Picture) -> None:
        """Take the place that this view was left at, or the first one."""
        self.look(self.looked.visits.enter(self._key, self._first(picture)))

    def look(self, camera: Camera) -> None:
        """Move the window over the image; a plot that lies over it may have come or gone."""
        super().look(self.hands.tape.followed(camera))

    def frame(self, step: Callable[[Camera], Camera]) -> None:
        """Move so that what is to be seen lies beside the plot of a profile, not under it."""
        self.look(self.hands.tape.framed(self.camera, step))

    @property
    def pictured(self) -> bool:
        """Whether there is an image to move over."""
        return self._picture is not None

    @property
    def shown_picture(self) -> Picture | None:
        """The pixels as they are painted; None while there are none."""
        return self._picture

    @property
    def radiograph(self) -> Radiograph | None:
        """What is shown."""
        return self._picture.radiograph if self._picture else None

    @property
    def material_scale(self) -> MaterialScale:
        """What the energies of the picture mean; of a typical linac while there is none."""
        return self._picture.scale if self._picture else computed_scale(6.0, 4.0)

    @property
    def ground(self) -> Ground:
        """What a measurement on this picture stands on."""
        picture = self._picture
        return Ground(
            radiograph=picture.radiograph if picture and not picture.preview else None,
            pitch=self.mm_per_pixel,
            scale=self.material_scale,
            frame=picture.frame if picture else None,
            doors=self.doors,
            upright=self.camera.orientation.upright,
            detail=picture.detail if picture else None,
        )

    @property
    def doors(self) -> Doors:
        """At which end of the stored picture the doors are, as far as the officer has said."""
        return self.looked.visits.doors(self._key)

    def set_doors(self, doors: Doors) -> None:
        """Say at which end the doors are: places are told from there."""
        self.looked.visits.set_doors(self._key, doors)
        self.doors_said.emit(self._key)
        self.update()

    def find_frame(self, key: Key) -> Callable[[], Frame | None]:
        """Return what finds the object in a picture, if that is still here; touches no widget."""
        picture = self._picture if key == self._key else None
        return lambda: picture.frame if picture is not None else None

    def orientation_words(self) -> str:
        """Which way round the picture is shown; empty while it is upright."""
        return self.camera.orientation.words

    @property
    def mm_per_pixel(self) -> tuple[float, float] | None:
        """(vertical, horizontal) size of a stored pixel."""
        return self._picture.pitch if self._picture else None

    def set_findings(self, findings: tuple[Finding, ...], *, selected: int | None = None) -> None:
        """Show the model's findings; `selected` is the number of one of them."""
        self.layers.set_findings(findings, selected)
        self._say()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show the marks that are on record for this view."""
        self.book.replace(marks)
        self._say()
        self.update()

    def set_borrowed(self, borrowed: tuple[Borrowed, ...], *, shown: bool) -> None:
        """Show marks of others, or hide them; they are there to be looked at."""
        self.layers.set_borrowed(borrowed)
        self.layers.show_borrowed(shown)
        self._say()

    def set_heat(self, heat: npt.NDArray[np.uint8] | None) -> None:
        """Take over a heat map, ``uint8``, any size, covering the whole view."""
        if self._picture is not None:
            self._picture.set_heat(heat)
            self.update()

    def bare(self, bare: bool) -> None:
        """Hide everything but the image, while a key is held."""
        self.layers.show_bare(bare)

    def bare_once(self) -> None:
        """Hide everything but the image until the next key or click, for a hand on the mouse."""
        self._bare_once = True
        self.bare(True)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu by the menu key; the right button's click comes from the hands."""
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(QPointF(self.rect().center()))

    # How it is shown

    def display(self) -> DisplaySettings:
        """How the pixels look now."""
        return self._display

    def set_display(self, settings: DisplaySettings) -> None:
        """Let the pixels look otherwise."""
        if settings != self._display:
            self._display = settings
            self.display_changed.emit(settings)
            self.update()

    def set_preset(self, name: str) -> None:
        """Use one of `imaging.display.PRESETS`; sharpening and full range stay as they are."""
        kept = self._display
        preset = PRESETS[name]
        self.set_display(
            dataclasses.replace(preset, sharpen=kept.sharpen, full_range=kept.full_range)
        )

    def remove_chosen(self) -> bool:
        """Take the chosen mark away, or the last corner of a polygon; False when there is none."""
        if self.hands.take_corner_back():
            return True
        chosen = self.book.selected
        if chosen is None:
            return False
        self.book.remove(chosen)
        self.update()
        return True

    def edit_chosen(self) -> bool:
        """Open class and note of the chosen mark, or of the only one; False when there is none."""
        marks = self.book.marks
        mark = self.book.selected or (marks[0] if len(marks) == 1 else None)
        if mark is not None:
            self.editor.open_for(mark)
        return mark is not None

    # Tools

    def _follow(self) -> None:
        """Let what is written on the image stay at its mark."""
        self._text_line.follow()
        self.editor.follow()

    def settle(self) -> None:
        """Let the pixels on screen be those that anybody paints who stands in the same place."""
        picture = self._picture
        if picture is None or self.estimate.picture is not None:
            return
        if not picture.shows(self.camera):
            self.repaint()
        if picture.settle():
            self.repaint()

    def finish(self) -> None:
        """Make marks of what is begun: the item, or the picture, is about to be left."""
        self.hands.finish_polygon()
        self._text_line.keep()
        self.editor.close_editor()

    def set_tool(self, tool: str) -> None:
        """Let the left button do something else: a value of `Tool`."""
        self.hands.take(Tool(tool))

    @property
    def tool(self) -> Tool:
        """What the left button does."""
        return self.hands.tool

    def tell_readout(self, place: QPointF) -> None:
        """Report what lies under a place in the window."""
        if self._picture is not None:
            point = self.camera.to_stored(place)
            found = read_out(self.ground, point)
            if found is not None:
                found = dataclasses.replace(found, hidden=self.estimate.blind_words(point))
            self.cursor_moved.emit(found)

    def _mark_drawn(self, mark: Mark) -> None:
        if mark.shape is Shape.TEXT:
            self._text_line.open_for(mark)

    # Words, size and painting

    def _say(self) -> None:
        """Tell a screen reader what the picture is and what lies on it."""
        self.setAccessibleName(tr("X-ray image"))
        said = tr(
            "{findings} findings of the model, {marks} marks. Arrow keys move the image, or "
            "the cross of a drawing tool; Enter sets its corners.",
            findings=self.layers.known,
            marks=len(self.book.marks),
        )
        others = (
            tr("Marks of {source}: {count}.", source=one.source, count=len(one.marks))
            for one in self.layers.borrowed
        )
        self.setAccessibleDescription(" ".join((said, *others)))

    def event(self, event: QEvent) -> bool:
        """Let the hands have it first.

        An event filter would do the same, but Qt still calls a filter while the widget is being
        destroyed, when there is no Python object behind it any more. The first events come while
        the widget is still being made.
        """
        ready = hasattr(self, "hands")
        if ready and event.type() == QEvent.Type.MouseButtonPress:
            self._ringed = False
        if ready and self._bare_once and event.type() in BARE_ENDS:
            self._bare_once = False
            self.bare(False)
        return (ready and self.hands.handle(event)) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme: the ground behind the image is a token."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "readied"):
            self.readied.forget()
        if event.type() == QEvent.Type.PaletteChange and self._picture is not None:
            self._picture = self._picture.recoloured()
            self.estimate.recolour()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the image, then what lies over it."""
        painter = QPainter(self)
        self._ahead.follow(self._prepare if self._picture is not None else None)
        if self._picture is None:
            paint_empty(painter, self.rect())
            return
        picture = self.estimate.picture or self._picture
        picture.paint(painter, self.camera, self._display)
        if not self.layers.bare:
            self.estimate.paint_layer(painter, self.camera, picture)
        self.layers.paint(painter, self, picture)
        self.estimate.paint_words(painter)
        if self.ringed:
            paint_ring(painter, self.rect())
        painter.end()
        self._note_painted()

    def _prepare(self) -> bool:
        """Do a little for the next frame; False when there is nothing left."""
        picture = self._picture
        return self.layers.prepare() or (picture is not None and picture.prepare())

    def _note_painted(self) -> None:
        """Remember what was on screen; tell about it once the painting is over."""
        picture = self._picture
        if picture is None or self.estimate.picture is not None:
            # Of an altered picture nothing counts as seen.
            return
        self.looked.painted(
            self.camera,
            self.hands.tape.uncovered(self.camera),
            picture.detail,
        )

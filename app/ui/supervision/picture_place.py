"""The middle: the picture that was decided upon, with findings and marks; a replay beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.decision import Recommendation
from app.domain.mark import Borrowed, Mark, Shape
from app.domain.supervision_case import Case
from app.domain.threat import Finding
from app.domain.words import Sentence, phrase
from app.ui import tokens
from app.ui.coming import ComingLabel
from app.ui.commands import keys
from app.ui.controls import Button, Link, Panel, Segment, Text, column, row
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import moment
from app.ui.panels.pieces import Picture
from app.ui.pictures import Pictures
from app.ui.view_words import view_words
from app.ui.viewer.camera import Camera
from app.ui.viewer.scan_view import ScanView
from app.ui.viewer.sight import in_sight
from app.ui.wiring import Key, StageLike
from imaging.radiograph import Radiograph

HEAD = 48
PICTURE, FIRST, SECOND = "picture", "replay", "second"
"""What can stand here: the picture, or how the decision or its second reading was made."""
_DECIDED = phrase("Decided by {name}, {time}")
_READ = phrase("Read a second time by {name}, {time}")


class PicturePlace(Panel):
    """One picture at a time; nothing can be drawn on it."""

    replay_shown = Signal(str)
    """Identity of what was signed, whose replay has come up, for whoever fills the place."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__("bg", name="recheck-picture")
        self._pictures = pictures
        self._case: Case | None = None
        self._key: Key | None = None
        self._why: Sentence | None = None
        self._replay: QWidget | None = None
        self._visible = QRectF(0, 0, 1, 1)
        self.scan_view = ScanView()
        self.coming = ComingLabel(self.scan_view)
        # Marks are judged, not looked for: all of them are in sight from the first moment.
        self.scan_view.looked.visits.start = Camera.fitted
        self.scan_view.book.read_only = True
        self._lay()
        pictures.ready.connect(self._arrived)
        pictures.covered.connect(self._cover)
        pictures.coarse.connect(self._coarse)
        pictures.progress.connect(self._progressed)
        pictures.held_up.connect(self._held_up)
        pictures.failed.connect(self._refused)
        self.coming.again.connect(pictures.again)
        self._again.clicked.connect(pictures.again)
        self.scan_view.visible_rect_changed.connect(self._moved)
        languages.changed.connect(self._say)
        self._say()

    @property
    def case(self) -> Case | None:
        """The decision whose picture this is."""
        return self._case

    @property
    def replaying(self) -> bool:
        """Whether the replay stands in place of the picture."""
        return self._stack.currentWidget() is self._replay is not None

    def set_replay(self, replay: QWidget) -> None:
        """Give the replay its place; from now on it can be chosen."""
        self._replay = replay
        self._stack.addWidget(replay)
        self.which.show()

    def turn_replay(self) -> None:
        """Go from the picture to its replay, to that of a second reading, and back."""
        if self._replay is not None:
            there = [PICTURE, FIRST, *([SECOND] if self._second else [])]
            now = there.index(self.which.value) if self.which.value in there else 0
            self._turn(there[(now + 1) % len(there)])

    @property
    def _signed_second(self) -> Recommendation | None:
        """What a second reader signed; None where nobody did."""
        reading = self._case.line.reading if self._case is not None else None
        return reading.signed if reading is not None else None

    @property
    def _second(self) -> str:
        """Identity of what a second reader signed; empty where nobody did."""
        signed = self._signed_second
        return "" if signed is None else signed.recommendation_id

    def show_case(self, case: Case | None) -> None:
        """Show the first picture of another decision, or none."""
        same = case is not None and self._case is not None and _name(case) == _name(self._case)
        self._case = case
        self.which.offer(SECOND, on=bool(self._second))
        if same:
            self._say()
            return
        self._key, self._why = None, None
        self.scan_view.set_radiograph(None, key=("", ""))
        self.coming.show_stage(None, None)
        self._turn(PICTURE)
        if case is not None and case.files:
            self._key = next(iter(case.files))
            self._pictures.ask(case.files, first=self._key)
            self._show()
        self._say()

    def next_view(self) -> None:
        """Show the next picture of the decision."""
        keys_ = list(self._case.files) if self._case is not None else []
        if self._key in keys_ and len(keys_) > 1:
            self._key = keys_[(keys_.index(self._key) + 1) % len(keys_)]
            self._show()

    def _lay(self) -> None:
        lines = column(gap=0)
        self.setLayout(lines)
        head = Panel("panel", name="recheck-head")
        head.setFixedHeight(tokens.px(HEAD))
        line = row(margins=(16, 0, 16, 0), gap=12)
        head.setLayout(line)
        line.addWidget(Picture("eye", "text", tokens.ICON))
        self._title = Text("", "body").styled(weight=600)
        # Under one another: beside one another they are cut where the window is narrow.
        said = column(gap=0)
        said.addStretch(1)
        said.addWidget(self._title)
        self._view = Text("", "detail", "text2")
        said.addWidget(self._view)
        said.addStretch(1)
        line.addLayout(said, 1)
        self._next = Button(
            lambda: tr("Next view"), keys=keys("recheck_view"), name="recheck-view"
        ).kind("bare", high=24)
        self._next.clicked.connect(self.next_view)
        line.addWidget(self._next)
        self.which = self._make_which()
        self.which.hide()
        line.addWidget(self.which)
        lines.addWidget(head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.scan_view)
        self._none = self._make_none()
        self._stack.addWidget(self._none)
        lines.addWidget(self._stack, 1)

    def _make_none(self) -> Panel:
        """Make what stands in place of a picture that is not there."""
        none = Panel("bg", name="recheck-none")
        inside = column(margins=(24, 24, 24, 24))
        none.setLayout(inside)
        self._told = Text("", "body", "text2", wrap=True)
        inside.addWidget(self._told)
        self._again = Link(lambda: tr("Try again"), keys=keys("retry"), name="recheck-again")
        self._again.hide()
        inside.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        return none

    def _make_which(self) -> Segment:
        which = Segment(
            [
                (PICTURE, lambda: tr("Picture")),
                (FIRST, lambda: tr("Replay")),
                (SECOND, lambda: tr("Second reading")),
            ],
            high=tokens.SEGMENT,
            name="recheck-which",
        )
        which.choose(PICTURE)
        which.offer(SECOND, on=False)
        which.chosen.connect(self._turn)
        return which

    def _turn(self, which: object) -> None:
        """Show the picture, or a replay in its place."""
        self.which.choose(which)
        self._say()
        if which == PICTURE or self._replay is None:
            self._show_place()
            return
        self._stack.setCurrentWidget(self._replay)
        first = "" if self._case is None else _name(self._case)
        self.replay_shown.emit(self._second if which == SECOND else first)

    def _show_place(self) -> None:
        """Show the picture's place: the picture, or why there is none."""
        shows = self._case is not None and bool(self._case.files) and self._why is None
        self._stack.setCurrentWidget(self.scan_view if shows else self._none)

    def _show(self) -> None:
        """Put up what is here of the picture; its place stays empty until there is something."""
        key, case = self._key, self._case
        if key is None or case is None:
            return
        whole, stage = self._pictures.kept(key), self._pictures.stage(key)
        if whole is not None:
            self._put(case, key, whole, None)
        elif stage is not None:
            self._put(case, key, stage.radiograph, stage)
        else:
            self._put_none(key)
        self._say()
        if not self.replaying:
            self._show_place()

    def _put(self, case: Case, key: Key, radiograph: Radiograph, stage: StageLike | None) -> None:
        """Put a picture up; a coarse one says so, and a sharper one takes its place."""
        self._why = None
        if stage is None:
            self.scan_view.set_radiograph(radiograph, key=key)
        else:
            self.scan_view.set_radiograph(
                radiograph, key=key, full_shape=stage.full_shape, detail=stage.halvings
            )
            self._tell_sight()
        self.coming.show_stage(stage, self._pictures.share(key))
        self.coming.show_why(self._pictures.trouble(key) if stage is not None else None)
        self.scan_view.set_findings(_findings(case, key))
        self.scan_view.set_borrowed(_of_second(case, key), shown=True)
        marks = tuple(one for one in case.item.marks if (one.scan_id, one.view) == key)
        self.scan_view.set_marks(marks)

    def _put_none(self, key: Key) -> None:
        self._why = self._pictures.failure(key)
        self.scan_view.set_radiograph(None, key=key)
        self.coming.show_stage(None, None)

    def _arrived(self, key: Key, radiograph: Radiograph) -> None:
        del radiograph
        if key == self._key:
            self._show()

    def _cover(self, covered: bool) -> None:
        """Keep no pixels while the window is locked; the picture comes back where it stood."""
        if covered:
            self.scan_view.let_go()

    def _coarse(self, key: Key, stage: StageLike) -> None:
        """Show a coarse picture; a sharper one takes its place without a jump."""
        if key == self._key and self._case is not None and self._pictures.kept(key) is None:
            self._put(self._case, key, stage.radiograph, stage)
            self._say()
            if not self.replaying:
                self._show_place()

    def _progressed(self, key: Key, share: float) -> None:
        if key == self._key:
            self.coming.show_share(share)

    def _held_up(self, key: Key, why: Sentence | None) -> None:
        """Say over a coarse picture why the rest of it does not come; None when it does."""
        if key == self._key:
            self.coming.show_why(why)

    def _refused(self, key: Key, why: Sentence) -> None:
        """Say in the picture's place why there is none."""
        del why
        if key == self._key:
            self._show()

    def _moved(self, rect: QRectF) -> None:
        self._visible = rect
        self._tell_sight()

    def _tell_sight(self) -> None:
        """Say what is in sight of a picture that is still coming: that comes first."""
        picture = self.scan_view.shown_picture
        if self._key is not None and picture is not None and picture.preview:
            box, halvings = in_sight(self.scan_view.camera.view, self._visible, picture.shape)
            self.coming.show_sight(box)
            self._pictures.look(self._key, box, halvings)

    def _say(self) -> None:
        self._title.set_words(self._title_words)
        self._view.set_words(self._view_words)
        self._told.set_words(self._none_words)
        far = self._key is not None and self._pictures.share(self._key) is not None
        self._again.setVisible(far and self._why is not None)
        views = len(self._case.files) if self._case is not None else 0
        self._next.setVisible(views > 1)

    def _title_words(self) -> str:
        case = self._case
        if case is None:
            return tr("No decision chosen")
        second = self._signed_second if self.which.value == SECOND else None
        made = second or case.decision
        words = _READ if second is not None else _DECIDED
        name, time = case.name(made.officer), moment(made.times.decided_at)
        return tr(words, name=name, time=time)

    def _view_words(self) -> str:
        if self._case is None or self._key is None:
            return ""
        return f"{view_words(self._key[1])} · {tr('marks and findings as they were signed')}"

    def _none_words(self) -> str:
        if self._why is not None:
            return render(self._why)
        return "" if self._case is None else tr("There is no image of this decision.")


def _name(case: Case) -> str:
    return case.line.recommendation_id


def _of_second(case: Case, key: Key) -> tuple[Borrowed, ...]:
    """Return the places of a signed second reading, as marks of somebody else."""
    reading = case.line.reading
    if reading is None or reading.signed is None:
        return ()
    marks = tuple(
        Mark(region.from_mark, number, *key, Shape.POLYGON, region.polygon)
        for number, region in enumerate(reading.signed.regions, start=1)
        if region.from_mark and (region.scan_id, region.view) == key
    )
    return (Borrowed(case.name(reading.reader), marks),) if marks else ()


def _findings(case: Case, key: Key) -> tuple[Finding, ...]:
    """Return the findings that the officer was shown, of the report that she was shown."""
    shown = {one.report_id for one in case.decision.model}
    return tuple(
        finding
        for report in case.item.reports
        if (report.scan_id, report.view) == key and report.report_id in shown
        for finding in report.findings
    )

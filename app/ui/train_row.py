"""Car after car: one long picture of several, or one item a car."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage

from app.domain.shipment import Mode
from app.domain.train import Car, Train
from app.domain.words import phrase, say
from app.domain.work import ItemState
from app.ui.desk import Desk
from app.ui.hanging import Part
from app.ui.panels.train import CONSIST, PICTURE, SCANS, TrainStrip
from app.ui.panels.train_cell import Cell
from app.ui.panels.views import file_of
from app.ui.qimage import grey_image
from app.ui.shown import Message, Shown
from app.ui.stage import Stage
from app.ui.thumbnails import Thumbnails
from app.ui.wiring import Key
from imaging.cars import LONGEST_M, CarSpan, find_cars
from imaging.radiograph import Radiograph

IN_SIGHT = 24
"""Cars on either side of the present one whose small pictures are wanted."""


class TrainRow(QObject):
    """Fills the strip of cars and goes from one car to the next."""

    def __init__(self, desk: Desk, stage: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stage = stage
        self._strip: TrainStrip = stage.train
        self._thumbnails = Thumbnails(desk.jobs, desk.pictures, desk.wiring, self)
        self._train: Train | None = None
        self._spans: dict[Key, tuple[CarSpan, ...]] = {}
        self._searching: set[Key] = set()
        self._small: tuple[Key, QImage] | None = None
        self._visible = QRectF(0, 0, 1, 1)
        self._passed: tuple[int, ...] = ()
        self._on = True
        self._cars = False
        self._connect()

    @property
    def active(self) -> bool:
        """Whether the cars of a train are stepped through, with their strip or without."""
        return self._cars

    def shown(self) -> bool:
        """Whether the layout asks for the strip of cars."""
        return self._on

    def show(self, on: bool) -> None:
        """Let the cars stand in the place of the views, or not."""
        self._on = on
        self._stand(self._cars)

    @property
    def train(self) -> Train | None:
        """The cars of the conveyance that the item came with."""
        return self._train

    def step(self, by: int) -> None:
        """Go to the next car, or back; a car that somebody else has is passed over with a word."""
        here, count = self._strip.present, len(self._strip.cells)
        aim = here + by
        if not self._divided:
            passed = []
            while 0 <= aim < count and not self._free(aim):
                passed.append(self._strip.cells[aim].number)
                aim += by
            self._passed = tuple(sorted(passed))
        if 0 <= aim < count:
            self.choose(aim)
        if not 0 <= aim < count or self._divided:
            self._say_passed()

    def end(self, *, last: bool) -> None:
        """Go to the first or the last car that can be had."""
        cars = range(len(self._strip.cells))
        free = [n for n in cars if self._divided or n == self._strip.present or self._free(n)]
        if free:
            self.choose(free[-1] if last else free[0])

    def choose(self, index: int) -> None:
        """Go to a car."""
        shown = self._desk.review.shown
        if shown is None:
            return
        if self._divided:
            self._look_at(self._here[index])
            return
        if self._train is None:
            return
        car = self._train.cars[index]
        if car.item_id == shown.item.item_id:
            self._stage.show_view((car.scan_id, car.view))
        elif self._strip.cells[index].other:
            who = self._strip.cells[index].other
            words = say("Car {number} is with {officer} now.", number=index + 1, officer=who)
            self._desk.said.emit(Message(words))
        else:
            self._desk.move_to((car.item_id,))

    def _connect(self) -> None:
        review, view = self._desk.review, self._stage.scan_view
        review.opened.connect(lambda _: self._opened())
        review.changed.connect(lambda _: self._ask())
        review.closed.connect(self._closed)
        self._desk.queue_changed.connect(lambda _: self._ask())
        self._desk.session_changed.connect(self._session)
        self._desk.pictures.ready.connect(self._arrived)
        self._desk.pictures.covered.connect(self._cover)
        self._desk.pictures.thumbnail.connect(lambda _key, _small: self._fill())
        self._stage.key_changed.connect(lambda _: self._turned())
        view.visible_rect_changed.connect(self._moved)
        view.seen_share_changed.connect(lambda _: self._fill())
        self._strip.car_chosen.connect(self.choose)
        self._strip.place_chosen.connect(self._go_to)
        self._thumbnails.ready.connect(lambda _: self._fill())

    # What is known

    @property
    def _here(self) -> tuple[CarSpan, ...]:
        """The cars of the picture on screen; none when it shows one only."""
        spans = self._spans.get(self._stage.key or ("", ""), ())
        return spans if len(spans) > 1 else ()

    @property
    def _divided(self) -> bool:
        return bool(self._here)

    def _opened(self) -> None:
        self._train = None
        self._ask()
        self._fill()
        self._say_passed()

    def _closed(self) -> None:
        self._train = None
        self._stand(False)

    def _session(self) -> None:
        if self._desk.officer is None:
            self._thumbnails.forget()
            self._spans.clear()
            self._let_go()

    def _cover(self, covered: bool) -> None:
        """Keep no pixels while the window is locked; the cars stay, and get theirs back after."""
        if covered:
            self._let_go()
        self._fill()

    def _let_go(self) -> None:
        self._small = None
        self._strip.show_bare()

    def _ask(self) -> None:
        """Ask the record how far the cars of this train are."""
        shown, officer = self._desk.review.shown, self._desk.officer
        if shown is None or officer is None or not by_rail(shown):
            return
        item_id, train_of = shown.item.item_id, self._desk.wiring.train_of
        self._desk.jobs.write(
            lambda: train_of(item_id, officer), lambda train: self._told(item_id, train)
        )

    def _told(self, item_id: str, train: Train | None) -> None:
        shown = self._desk.review.shown
        if shown is None or shown.item.item_id != item_id:
            return
        self._train = train
        if train is not None:
            here = train.index_of(item_id) or 0
            near = train.cars[max(0, here - IN_SIGHT) : here + IN_SIGHT]
            self._thumbnails.want([car.item_id for car in near])
        self._fill()

    def _arrived(self, key: Key, radiograph: Radiograph) -> None:
        """Look for couplings in a picture of rail cars."""
        shown = self._desk.review.shown
        wanted = shown is not None and key in shown.keys and by_rail(shown, radiograph)
        if not wanted or key in self._spans or key in self._searching:
            return
        self._searching.add(key)
        self._desk.jobs.read(
            lambda: find_cars(radiograph),
            lambda spans: self._found(key, spans),
            lambda _: self._found(key, ()),
        )

    def _found(self, key: Key, spans: tuple[CarSpan, ...]) -> None:
        self._searching.discard(key)
        self._spans[key] = spans
        self._fill()

    def _turned(self) -> None:
        key = self._stage.key
        kept = self._desk.pictures.kept(key) if key else None
        if key is not None and kept is not None:
            self._arrived(key, kept)
        self._fill()

    def _moved(self, visible: QRectF) -> None:
        self._visible = visible
        if self.active:
            self._fill()

    # What is shown

    def _stand(self, cars: bool) -> None:
        self._cars = cars
        self._stage.under_image.show_train(shown=cars and self._on)

    def _fill(self) -> None:
        shown, key = self._desk.review.shown, self._stage.key
        if shown is None or key is None:
            self._stand(False)
        elif self._divided:
            self._show_spans(shown, key)
        elif self._train is not None and len(self._train.cars) > 1:
            self._show_items(shown, key, self._train)
        else:
            self._stand(False)

    def _show_spans(self, shown: Shown, key: Key) -> None:
        file = file_of(shown, key)
        columns = file.columns if file else self._here[-1].stop
        image = self._small_image(key)
        all_seen = key in shown.item.viewed
        centre = self._visible.center().x() * columns
        spans = self._here
        present = next((n for n, one in enumerate(spans) if centre < one.stop), len(spans) - 1)
        ticks = [
            box[0] + box[2] / 2
            for box in (found.box for where, found in shown.findings if where == key)
        ]
        cells = []
        for number, span in enumerate(spans):
            mine = tuple((x - span.start) / span.columns for x in ticks if _in(span, x))
            view = self._stage.scan_view
            cells.append(
                Cell(
                    number + 1,
                    image=image,
                    part=(span.start / columns, span.stop / columns),
                    state=shown.item.state,
                    outcome=shown.item.decisions[-1].kind if shown.item.decisions else "",
                    seen=all_seen or view.looked.seen_between(key, span.start, span.stop),
                    flagged=len(mine),
                    ticks=mine,
                    visible=self._part_of(span, columns),
                )
            )
        self._strip.show_cars(cells, present, order=PICTURE)
        self._stand(True)

    def _part_of(self, span: CarSpan, columns: int) -> QRectF | None:
        """Return the part of a car that is in the window."""
        left = max(self._visible.left() * columns, span.start)
        right = min(self._visible.right() * columns, span.stop)
        if right <= left:
            return None
        return QRectF(
            (left - span.start) / span.columns,
            self._visible.top(),
            (right - left) / span.columns,
            self._visible.height(),
        )

    def _show_items(self, shown: Shown, key: Key, train: Train) -> None:
        present = train.index_of(shown.item.item_id, key[0]) or 0
        cells = [
            self._cell(n, car, train, shown if n == present else None)
            for n, car in enumerate(train.cars)
        ]
        order = CONSIST if train.stated else SCANS
        self._strip.show_cars(cells, present, order=order, missing=train.not_imaged)
        self._stand(True)

    def _cell(self, index: int, car: Car, train: Train, shown: Shown | None) -> Cell:
        officer = self._desk.officer
        mine = officer is not None and car.claimed_by == officer.account
        stated = train.stated and car.position is not None
        cell = Cell(
            number=car.position if stated and car.position is not None else index + 1,
            mark=car.mark,
            image=self._thumbnails.image(car.item_id, car.scan_id),
            state=car.state,
            other="" if mine else car.claimed_by,
            outcome=car.outcome,
            seen=car.seen,
            flagged=car.flagged,
            empty=car.empty,
        )
        if shown is None:
            return cell
        key = (car.scan_id, car.view)
        file = file_of(shown, key)
        wide = file.columns if file else 1
        ticks = tuple(
            (found.box[0] + found.box[2] / 2) / wide
            for where, found in shown.findings
            if where == key
        )
        image = self._small_image(key) or cell.image
        return dataclasses.replace(cell, ticks=ticks, image=image, visible=self._visible)

    def _small_image(self, key: Key) -> QImage | None:
        small = self._desk.pictures.small(key)
        if small is None:
            return None
        if self._small is None or self._small[0] != key:
            self._small = (key, grey_image(small))
        return self._small[1]

    # Where one goes

    def _free(self, index: int) -> bool:
        cell = self._strip.cells[index]
        return not cell.other and cell.state is not ItemState.DECIDED

    def _say_passed(self) -> None:
        """Say which cars were passed over, once the next one is open: opening clears the line."""
        numbers, self._passed = self._passed, ()
        if numbers:
            which = ", ".join(str(number) for number in numbers)
            self._desk.said.emit(
                Message(say("Passed over, decided or with others: car {numbers}.", numbers=which))
            )

    def _look_at(self, span: CarSpan) -> None:
        """Let one car fill the height; a car longer than the window is shown from its front."""
        view = self._stage.scan_view
        camera = view.camera.height_fitted()
        room = camera.width / camera.zoom
        middle = 0.5 * (span.start + span.stop)
        x = middle if room >= span.columns else span.start + room / 2
        view.look(dataclasses.replace(camera, x=x).bounded())
        view.tool_used.emit("car")

    def _go_to(self, index: int, share: float) -> None:
        view = self._stage.scan_view
        columns = view.camera.columns
        x = share * columns
        if self._divided:
            span = self._here[index]
            x = span.start + share * span.columns
        view.look(dataclasses.replace(view.camera, x=x).bounded())


def train_part(row: TrainRow) -> Part:
    """Return the strip of cars as a part of hanging layouts.

    A train is known by its length too, without a word on how it came: so in every mode at first.
    """
    return Part("train", phrase("Cars in the overview strip"), row.show, row.shown)


def by_rail(shown: Shown, radiograph: Radiograph | None = None) -> bool:
    """Whether an item came by rail: as declared, as the scanner read it, or by its very length."""
    if any(shipment.conveyance.mode is Mode.RAIL for shipment in shown.item.shipments):
        return True
    if any("RAILCAR" in scan.identifiers for scan in shown.item.scans):
        return True
    pitch = radiograph.mm_per_pixel if radiograph else None
    return bool(radiograph and pitch and radiograph.shape[1] * pitch[1] / 1000.0 > LONGEST_M)


def _in(span: CarSpan, x: float) -> bool:
    return span.start <= x < span.stop

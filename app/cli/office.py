"""The rooms behind the window, joined: what the desk of the workstation calls.

The record belongs to the thread that opens it. All that the window calls through its writer thread
shares one; screening runs in another thread and opens a record of its own.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.cli.alarms import alarm_choice
from app.cli.arguments import program_version
from app.cli.arriving import Arriving
from app.cli.dispatching import Dispatch
from app.cli.far import FarDesk, FarRecord
from app.cli.models_in_force import sources
from app.cli.papers import file_paper
from app.cli.reference_desk import ReferenceDesk
from app.cli.serving import vault_of
from app.cli.workspace import open_record, site_rules, supervision_rules
from app.domain.clock import Clock, system_clock
from app.domain.decision import Recommendation
from app.domain.delivery import ArchiveStanding
from app.domain.drift import Drift
from app.domain.errors import KnownError, ServerGone, Unavailable
from app.domain.exam_result import ExamResult, KeptResult
from app.domain.filing import Filing
from app.domain.officer import Act, Officer
from app.domain.paper import PaperManifest
from app.domain.passing import PassOn
from app.domain.raw import RawMessage
from app.domain.reference import Aim, Found, Key
from app.domain.train import Train
from app.domain.words import phrase, say
from app.domain.work import Item, Link
from app.drift import DriftWatch
from app.outage import notes_key
from app.record import Record, Verification
from app.record.server.listening import Listener
from app.review import ReviewRoom
from app.review.desk import Desk
from app.review.mark_files import borrow
from app.review.officer_figures import officer_figures
from app.review.passing import pass_on
from app.review.replay import heated, nothing_kept, pictured, replay_of
from app.review.unsaved import Journal, restore
from app.scans import FolderStore, StoreError
from app.scans.calibrations import calibrated
from app.scans.measured import seen_of
from app.scans.near import nowhere
from app.scans.views import read_first, read_small, read_view
from app.screening import screen, screen_waiting, waiting_scans
from app.settings import Settings
from app.shipments import rules
from app.shipments.discrepancies import Looks, compare
from app.shipments.raw import raw_message
from app.shipments.tables import Tables
from app.supervision import ReadingRoom, SupervisionRoom, keep_lots
from app.ui.wiring import (
    Files,
    FirstLook,
    Glance,
    Replaying,
    TakenUp,
    WindowSettings,
    Wiring,
)
from imaging.radiograph import Radiograph
from models.card import load_card
from models.errors import ModelError
from models.several import Screeners

if TYPE_CHECKING:
    # A workplace without an archive waits for no network library.
    from app.cli.bringing import Bringing
    from app.cli.far_scans import FarScans

_NO_NOTES = phrase(
    "Marks are not kept beside the record until they are saved: {why} Wait until all is saved "
    "before you go on."
)


class Office:
    """One workspace as the window uses it.

    Parameters
    ----------
    streams
        What brings the scans of an archive that do not lie here; None where all of them do.
    bringing
        The same with a cache, with what comes next, and measured.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        sample: bool = False,
        clock: Clock | None = None,
        far: FarRecord | None = None,
        streams: FarScans | None = None,
        bringing: Bringing | None = None,
    ) -> None:
        self._settings = settings
        self._sample = sample
        self._clock = clock or system_clock()
        self._site = site_rules(settings, sample=sample)
        self._streams = streams if bringing is None else bringing
        self._bringing = bringing
        self._officer: Officer | None = None
        self._store = FolderStore(settings.scan_folder, archive=self._streams is not None)
        self._arriving = self._watched()
        self._models = Screeners()
        # One watch a thread: each follows the record by itself, and both are told the same.
        choice = alarm_choice(settings)
        self._shown_drift = DriftWatch(choice, self._clock)
        self._screened_drift = DriftWatch(choice, self._clock)
        self._opened: Record | None = None
        self._far = FarDesk(settings, far, self._clock) if far is not None else None
        self._seated: ReadingRoom | None = None
        self._tables = Tables.of(settings.table_folder)
        fetch = nowhere if bringing is None else bringing.fetch
        self._references = ReferenceDesk(self._store, fetch) if settings.references else None

    def wiring(self) -> Wiring:
        """Return the calls that join the window to the rooms."""
        return Wiring(
            sign_in=self._sign_in,
            change_password=self._change_password,
            referral=self._referral,
            keep_result=self._keep_result,
            sign_out=self._sign_out,
            room=self._room,
            supervision=self._supervision,
            read_view=self._read_view,
            read_first=self._first_look,
            streams=self._streams,
            archive=None if self._bringing is None else self._archive,
            read_small=read_small,
            files_of=self._files_of,
            train_of=self._train_of,
            link_versions=self._link_versions,
            find=lambda number: self._record().find(number),
            screen_next=self.screen_next,
            look=self._look,
            pass_on=self._pass_on,
            colleagues=self._colleagues,
            hand_back=lambda item_id, officer: self._seat(officer).hand_back(item_id),
            record_version=self._version,
            verify=self._verify,
            screening_status=self.screening_status,
            drifts=self._drifts,
            send_due=self._send_due if self._far is None else None,
            listen=self._listen if self._settings.record else None,
            take_up=self._take_up,
            take_arrivals=None if self._arriving is None else self._arriving.take,
            borrow_marks=borrow,
            preferences=lambda officer: self._record().preferences(officer),
            keep_preference=lambda officer, name, body: self._record().keep_preference(
                officer, name, body
            ),
            references=None if self._references is None else self._find_references,
            read_reference=None if self._references is None else self._references.read,
            tables=self._tables,
            rule_cards=rules.CARDS,
            rule_counts=lambda: self._record().rule_counts(),
            raw=self._raw,
            file_paper=self._file_paper,
            replaying=self._replaying(),
            outage=None if self._far is None else self._far.away,
            shared=self._far is not None,
            sample=self._sample,
            version=program_version(),
            settings=WindowSettings(
                language=self._settings.language,
                theme=self._settings.theme,
                places=self._settings.exam_places,
                workspace=self._settings.home.name,
                release_needs_exact=self._settings.release_needs_exact,
            ),
            clock=self._clock,
        )

    def _watched(self) -> Arriving | None:
        folder = self._settings.inbox
        # On a server, the service that takes things in does so for all workstations.
        if folder is None or self._settings.record:
            return None
        return Arriving(folder, self._settings, self._store, self._clock)

    def screen_waiting(self) -> int:
        """Screen every scan that waits; return how many. In any thread but the writer's."""
        with self._open() as record:
            self._models.use(sources(self._settings, record))
            return screen_waiting(record, self._store, self._models.detect_many, self._clock)

    def screen_next(self) -> bool:
        """Screen one scan that waits, else describe one for the library; False when all is done.

        In any thread but the writer's. On a server, the service that takes things in does both.
        """
        if self._far is not None:
            return False
        with self._open() as record:
            waiting = waiting_scans(record)
            if waiting:
                self._models.use(sources(self._settings, record))
                self._screened_drift.catch_up(record)
                screen(
                    waiting[0],
                    record=record,
                    store=self._store,
                    detect=self._models.detect_many,
                    clock=self._clock,
                    drifts=self._screened_drift.of,
                )
                return True
            return self._references is not None and self._references.describe_next(record)

    def _listen(self) -> Listener:
        # Of a connection of its own: the writer may lose and take up its own meanwhile.
        return self._open().listen()

    def screening_status(self) -> str:
        """Return the models in one line; the reason when there is none to run."""
        choice = self._record().models()
        if choice is not None:
            return ", ".join(one.name for one in choice.models)
        try:
            card = load_card()
        except ModelError as error:
            return str(error)
        return f"{card.name} {card.version}"

    def _drifts(self) -> tuple[Drift, ...]:
        record = self._record()
        self._shown_drift.catch_up(record)
        return self._shown_drift.all()

    def close_record(self) -> None:
        """Let go of the record; in the writer thread."""
        self._settle_archive()
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        if self._far is not None:
            self._far.away.close()

    def close(self) -> None:
        """End the screening processes."""
        self._models.close()

    def _record(self) -> Record:
        """Return the record of the writer's thread, or what stands for it while it is away."""
        if self._far is not None:
            return self._far.away
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self) -> Record:
        """Open the record for a thread of its own."""
        if self._far is not None:
            return self._far.connect()
        return open_record(self._settings, self._clock)

    def _sign_in(self, account: str, password: str) -> Officer:
        signs_in = self._record() if self._far is None else self._far
        officer = signs_in.sign_in(account, password)
        return dataclasses.replace(officer, sample=officer.sample or self._sample)

    def _referral(self, number: str, officer: Officer) -> Recommendation:
        return self._record().dispatch.referral(number, officer)

    def _keep_result(self, result: ExamResult, officer: Officer) -> KeptResult | None:
        return self._record().dispatch.report(result, officer)

    def _sign_out(self, officer: Officer) -> None:
        self._settle_archive()
        # What comes for the next officer is never kept in this one's name.
        self._officer = None
        signs_out = self._record() if self._far is None else self._far
        signs_out.sign_out(officer)

    def _change_password(self, account: str, old: str, new: str) -> Officer:
        return self._record().people.change_password(account, old, new)

    def _room(self, officer: Officer) -> ReadingRoom:
        if self._far is not None:
            self._far.away.seat(officer)
        self._seated, self._officer = self._seat(officer), officer
        return self._seated

    def _seat(self, officer: Officer) -> ReadingRoom:
        """Return the room of an officer: what she reads blind is hidden from her in it."""
        desk = self._desk(officer)
        review = ReviewRoom(
            desk.record, desk.store, desk.clock, officer, site=desk.site, looks=desk.looks
        )
        return ReadingRoom(desk, review)

    def _desk(self, officer: Officer) -> Desk:
        looks = None if self._references is None else self._looks_of
        return Desk(self._record(), self._store, self._clock, officer, self._site, looks)

    def _supervision(self, officer: Officer) -> SupervisionRoom:
        return SupervisionRoom(self._desk(officer), supervision_rules(self._settings))

    def _train_of(self, item_id: str, officer: Officer) -> Train | None:
        return self._seat(officer).train(self._record().train_of(item_id, officer))

    def _link_versions(self, scan_id: str) -> tuple[Link, ...]:
        return () if self._seated is None else self._seated.links(scan_id)

    def _looks_of(self, item: Item) -> tuple[Looks, ...] | None:
        """Say how the pictures of an item lie among others; None without a library."""
        if self._references is None:
            return None
        try:
            return self._references.looks(self._record(), item)
        except ServerGone:
            return None

    def _take_up(self, officer: Officer) -> TakenUp:
        """Put on record what this officer's earlier sessions could not save."""
        try:
            key = notes_key(vault_of(self._settings), officer.account)
        except Unavailable as error:
            # What was left behind waits for its key; the record itself takes marks as ever.
            return TakenUp(None, troubles=(say(_NO_NOTES, why=error.sentence),))
        journal = Journal(self._settings.home / "unsaved", officer.account, key)
        try:
            journal.prepare()
            found = restore(journal, self._record(), officer, self._seat(officer).record_of)
        except OSError as error:
            why = say("The notes of an earlier session cannot be read: {why}.", why=error)
            return TakenUp(journal, troubles=(why,))
        except Unavailable as error:
            # The notes stay where they are, for the next time.
            return TakenUp(journal, refused=(error.sentence,))
        return TakenUp(journal, found.kept, found.refused, found.damaged)

    def _look(self, item_id: str) -> Glance:
        item = self._record().item(item_id)
        if self._seated is not None:
            item = self._seated.shown(item)
        seen = seen_of(self._store, item.reports)
        files = {
            (scan.scan_id, view): self._store.originals(scan.of_view(view))
            for scan in item.scans
            for view in scan.views
        }
        case = rules.Case.of(
            item,
            self._clock.now(),
            seen,
            self._record().known(item),
            self._tables,
            self._looks_of(item),
        )
        return Glance(
            item,
            notices=rules.examine(dataclasses.replace(case, tares=self._site.tares)).notices,
            comparisons=compare(item, seen, tares=self._site.tares),
            files=MappingProxyType(files),
        )

    def _pass_on(self, item_id: str, officer: Officer, act: PassOn) -> None:
        pass_on(self._record().turns, item_id, officer, act, self._clock.now())

    def _colleagues(self, item_id: str) -> tuple[Officer, ...]:
        record = self._record()
        return record.turns.trained(item_id, filter(_reviews, record.accounts()))

    def _replaying(self) -> Replaying:
        store, folder = self._store, self._settings.calibration_folder
        kept = nothing_kept if self._streams is None else self._streams.kept
        return Replaying(
            of=lambda name, officer: replay_of(self._record(), name, officer),
            picture=lambda state, view: calibrated(pictured(store, state, view, kept), folder),
            heat=lambda state, view: heated(store, state, view),
            figures=lambda officer: officer_figures(self._record(), officer),
        )

    def _version(self) -> int:
        if self._references is not None:
            with contextlib.suppress(ServerGone):
                self._references.read_ahead(self._record())
        self._settle_archive()
        return self._record().version()

    def _settle_archive(self) -> None:
        """Keep how views came, and say which come next; neither stands in anybody's way."""
        if self._bringing is not None and self._officer is not None:
            with contextlib.suppress(KnownError):
                self._bringing.settle(self._record(), self._officer)

    def _archive(self, officer: Officer) -> ArchiveStanding:
        if self._bringing is None:
            raise ValueError("there is no archive")
        return self._bringing.standing(self._record(), officer)

    def _find_references(self, item_id: str, key: Key, aim: Aim) -> Found:
        if self._references is None:
            raise ValueError("the reference library is switched off")
        found = self._references.find(self._record(), item_id, key, aim)
        return found if self._seated is None else self._seated.found(found)

    def _files_of(self, item_ids: Sequence[str]) -> Mapping[str, Files]:
        return {
            item_id: {
                (scan.scan_id, view): self._store.originals(scan.of_view(view))
                for scan in scans
                for view in scan.views
            }
            for item_id, scans in self._record().scans_of(item_ids).items()
        }

    def _verify(self) -> Verification:
        return self._record().verify()

    def _send_due(self) -> object:
        """Send, re-address and expire packages; in the thread for long runs, by its own record."""
        with self._open() as record:
            keep_lots(record, supervision_rules(self._settings))
            return Dispatch(self._settings, self._store, self._clock).run(record)

    def _file_paper(self, paper: PaperManifest) -> None:
        folder = self._settings.home / "paper"
        file_paper(paper, folder, record=self._record(), store=self._store, clock=self._clock)

    def _raw(self, filing: Filing, path: str) -> RawMessage:
        origin = filing.origin
        if not origin.sha256:
            raise StoreError(say("The original of this message was not kept."))
        with self._store.path(origin.sha256).open("rb") as kept:
            kept.seek(origin.start)
            return raw_message(kept.read(origin.end - origin.start), filing, path)

    def _read_view(self, paths: tuple[Path, ...]) -> Radiograph:
        return calibrated(read_view(paths), self._settings.calibration_folder)

    def _first_look(self, paths: tuple[Path, ...]) -> FirstLook | None:
        preview = read_first(paths)
        if preview is None:
            return None
        coarse = calibrated(preview.radiograph, self._settings.calibration_folder)
        return FirstLook(coarse, preview.full_shape, preview.halvings)


def _reviews(one: Officer) -> bool:
    return one.may(Act.REVIEW)

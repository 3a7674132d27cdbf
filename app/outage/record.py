"""The record of a server that may go away, as a review uses it.

While the line holds, every act goes to the record at once. One that broke on its way is kept as an
act that may have arrived; from then on acts go into the outbox, in the order of the hand, and what
is read is what is here. Nothing goes to the record past what waits.
"""

from __future__ import annotations

import contextlib
import dataclasses
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence

from app.domain.decision import Draft, Recommendation, needs_second
from app.domain.errors import Refused, ServerGone
from app.domain.late import LateAct, RestsUpon, What
from app.domain.mark import Mark, MarkAct
from app.domain.notice import Notice
from app.domain.observation import Observation
from app.domain.officer import Officer
from app.domain.second import SecondPerson
from app.domain.threat import Verdict
from app.domain.words import phrase, say
from app.domain.work import Item, ItemState, Link
from app.outage.reading import Reading
from app.outage.session import AWAY
from app.record import Record, Saying
from app.record.coding import plain, text_of

_NO_SECOND = phrase(
    "This takes a second person, who cannot sign in while the line to the record is cut. Choose "
    "another outcome, or wait for the line."
)
_MAY_BE = phrase(
    "The line to the record broke, and it is not known whether this was recorded. Look at item "
    "{item} when the line is back."
)
_NO_MARK = phrase("There is no mark {mark} on item {item}.")

Ask = Callable[[Record], object]


class AwayRecord(Reading):
    """What stands for the record in a review."""

    # --- marks ---------------------------------------------------------------------------------

    def save_mark(self, item_id: str, officer: Officer, mark: Mark) -> None:
        """Keep a mark, new or changed."""
        before = self._standing_mark(item_id, mark.mark_id)
        self._do(
            self._act(item_id, officer, What.MARK, MarkAct(before, mark)),
            officer,
            lambda record: record.save_mark(item_id, officer, mark),
            lambda _: self._mirror.mark(item_id, mark),
        )

    def remove_mark(
        self, item_id: str, officer: Officer, mark_id: str, second: SecondPerson | None = None
    ) -> None:
        """Take a mark away; with a second person only while the line holds."""
        if second is not None:
            self._by_two(
                item_id, lambda record: record.remove_mark(item_id, officer, mark_id, second)
            )
            return
        before = self._standing_mark(item_id, mark_id)
        if before is None:
            raise Refused(say(_NO_MARK, mark=mark_id, item=item_id))
        self._do(
            self._act(item_id, officer, What.MARK, MarkAct(before, None)),
            officer,
            lambda record: record.remove_mark(item_id, officer, mark_id),
            lambda _: self._mirror.unmark(item_id, before),
        )

    def restore_mark(self, item_id: str, officer: Officer, mark_id: str) -> None:
        """Let a removed mark stand again, under its own number."""
        kept = self.find_mark(item_id, mark_id)
        if kept is None or not kept.removed:
            raise Refused(say(_NO_MARK, mark=mark_id, item=item_id))
        removed = kept.mark
        self._do(
            self._act(item_id, officer, What.MARK, MarkAct(None, removed)),
            officer,
            lambda record: record.restore_mark(item_id, officer, mark_id),
            lambda _: self._mirror.mark(item_id, removed),
        )

    def _standing_mark(self, item_id: str, mark_id: str) -> Mark | None:
        kept = self.find_mark(item_id, mark_id)
        return None if kept is None or kept.removed else kept.mark

    # --- what is said of the item --------------------------------------------------------------

    def save_verdict(
        self, item_id: str, officer: Officer, finding_id: str, verdict: Verdict
    ) -> None:
        """Keep what the officer says of a finding."""
        body = {"finding_id": finding_id, "verdict": verdict.value}
        self._do(
            self._act(item_id, officer, What.VERDICT, body),
            officer,
            lambda record: record.save_verdict(item_id, officer, finding_id, verdict),
            lambda item: self._mirror.verdict(item, finding_id, verdict),
        )

    def acknowledge(self, item_id: str, officer: Officer, notice: Notice) -> None:
        """Keep that the officer has taken note of a notice."""
        self._do(
            self._act(item_id, officer, What.ACKNOWLEDGEMENT, notice),
            officer,
            lambda record: record.acknowledge(item_id, officer, notice),
            lambda item: self._mirror.acknowledge(item, notice.key, self._clock.now()),
        )

    def observe(self, item_id: str, officer: Officer, name: Observation, value: str) -> None:
        """Keep what was noted of an item that no message carries."""
        self._do(
            self._act(item_id, officer, What.OBSERVATION, {"name": name.value, "value": value}),
            officer,
            lambda record: record.observe(item_id, officer, name, value),
            lambda item: self._mirror.observe(item, name.value, value.strip()),
        )

    def note_viewed(self, item_id: str, officer: Officer, scan_id: str, view: str) -> None:
        """Keep that every part of a view was on screen."""
        self._do(
            self._act(item_id, officer, What.VIEW_SEEN, {"scan_id": scan_id, "view": view}),
            officer,
            lambda record: record.note_viewed(item_id, officer, scan_id, view),
            lambda item: self._mirror.seen(item, (scan_id, view)),
        )

    def note_shown(
        self, item_id: str, officer: Officer, view: tuple[str, str], *, readable: bool = True
    ) -> None:
        """Keep that a view stood on screen."""
        body = {"scan_id": view[0], "view": view[1], "readable": readable}
        self._do(
            self._act(item_id, officer, What.VIEW_SHOWN, body),
            officer,
            lambda record: record.note_shown(item_id, officer, view, readable=readable),
            lambda item: self._mirror.shown(item, view, readable=readable),
        )

    def note_event(
        self, item_id: str, officer: Officer, name: str, values: Mapping[str, str]
    ) -> None:
        """Keep that something happened; it needs no lease."""
        act = self._act(item_id, officer, What.EVENT, {"name": name, "values": dict(values)})
        left = self._left(act, lambda record: record.note_event(item_id, officer, name, values))
        if left is not None:
            self._keep(left)

    def save_draft(self, item_id: str, officer: Officer, draft: Draft | None) -> None:
        """Keep what the officer has filled in so far."""
        body = {"draft": None if draft is None else plain(draft)}
        self._do(
            self._act(item_id, officer, What.DRAFT, body),
            officer,
            lambda record: record.save_draft(item_id, officer, draft),
            lambda item: self._mirror.draft(item, draft),
        )

    def say_links(
        self, item_id: str, officer: Officer, saying: Saying, said: Sequence[Link]
    ) -> None:
        """Keep what an officer says of links."""
        links = [dataclasses.replace(one, by=officer.account, at=self._clock.now()) for one in said]
        body = {
            "name": saying.name,
            "values": dict(saying.values),
            "links": [plain(one) for one in links],
        }
        self._do(
            self._act(item_id, officer, What.LINKS, body),
            officer,
            lambda record: record.say_links(item_id, officer, saying, said),
            lambda item: self._mirror.links(item, links),
        )

    def decide(
        self,
        recommendation: Recommendation,
        *,
        officer: Officer,
        second: SecondPerson | None = None,
    ) -> Recommendation:
        """Record a signed recommendation; one that is made alone says that it is degraded.

        Raises
        ------
        Refused
            When it takes a second person and one works alone.
        """
        item_id = recommendation.item_id
        act = self._act(item_id, officer, What.DECISION, recommendation)
        act = dataclasses.replace(act, act_id=recommendation.recommendation_id)
        made = [recommendation]

        def decide(record: Record) -> None:
            made[0] = record.decide(recommendation, officer=officer, second=second)

        if needs_second(recommendation.overrides):
            self._by_two(item_id, decide)
        elif (left := self._left(act, decide)) is not None:
            self._require_turn(left, officer)
            made[0] = dataclasses.replace(recommendation, degraded=True)
            self._keep(dataclasses.replace(left, body=text_of(made[0])))
        self._on_mirror(item_id, lambda item: self._mirror.decide(item, made[0]))
        return made[0]

    def _by_two(self, item_id: str, ask: Ask) -> None:
        """Do what takes a second person, whose password is kept nowhere: on line or not at all."""
        if not self._line.holds:
            raise Refused(say(_NO_SECOND))
        try:
            self._ask(ask)
        except ServerGone as error:
            raise Refused(say(_MAY_BE, item=item_id)) from error

    # --- the lease -----------------------------------------------------------------------------

    def renew(self, item_id: str, officer: Officer) -> None:
        """Prolong a lease; one that nobody can prolong holds until somebody else takes the item."""
        if self._line.holds:
            with contextlib.suppress(ServerGone):
                self._ask(lambda record: record.renew(item_id, officer))

    def hand_back(self, item_id: str, officer: Officer) -> None:
        """Put the officer's item back into the queue."""
        self._do(
            self._act(item_id, officer, What.HAND_BACK, {}),
            officer,
            lambda record: record.hand_back(item_id, officer),
            lambda item: self._mirror.change(item.item_id, lease=None, state=ItemState.WAITING),
        )

    def set_notices(
        self, item_id: str, notices: tuple[Notice, ...], risk: float, fired: Collection[str] = ()
    ) -> None:
        """Keep what rules say of an item; made again at will, so nothing of it waits."""
        if self._line.holds:
            with contextlib.suppress(ServerGone):
                self._ask(lambda record: record.set_notices(item_id, notices, risk, fired))

    # --- doing ---------------------------------------------------------------------------------

    def _act(self, item_id: str, officer: Officer, what: What, body: object) -> LateAct:
        here = self._mirror.here(item_id)
        item = None if here is None else here.item
        rests = RestsUpon(
            self._version,
            () if item is None else tuple(one.sha256 for one in item.shipments),
            () if item is None else tuple(sha for scan in item.scans for sha in scan.digests),
        )
        act_id, now = str(uuid.uuid4()), self._clock.now()
        return LateAct(act_id, item_id, officer.account, what, now, text_of(body), rests)

    def _do(self, act: LateAct, officer: Officer, ask: Ask, here: Callable[[Item], object]) -> None:
        """Do an act on the record, or keep it for later; what is here follows either way."""
        left = self._left(act, ask)
        if left is None:
            self._on_mirror(act.item_id, here)
            return
        self._require_turn(left, officer)
        self._keep(left)
        self._on_mirror(act.item_id, here)

    def _left(self, act: LateAct, ask: Ask) -> LateAct | None:
        """Return what is left to send of an act: None when the record took it at once.

        One that broke on its way may have arrived, and says so.
        """
        if not self._line.holds:
            return act
        try:
            self._ask(ask)
        except ServerGone:
            return dataclasses.replace(act, tried=True)
        return None

    def _on_mirror(self, item_id: str, here: Callable[[Item], object]) -> None:
        kept = self._mirror.here(item_id)
        if kept is not None:
            here(kept.item)
        self._stand()

    def _keep(self, act: LateAct) -> None:
        """Put an act into the outbox; it is on the disk when this returns."""
        if self._box is None or not self._box.usable:
            raise ServerGone(say(AWAY))
        self._box.add(act)
        self._stand()

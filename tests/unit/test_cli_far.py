"""The window's calls on a far record: signing in, unlocking and reviewing while it is away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.far import FarRecord, far_of
from app.cli.office import Office
from app.domain.errors import ServerGone, SignInRefused
from app.domain.late import LineState, Standing
from app.domain.words import say
from app.record import Record
from app.settings import Settings
from app.ui.wiring import Wiring
from tests.unit.record_values import CHEAP
from tests.unit.room_values import OFFICER, House, flagging, shipment
from tests.unit.test_outage_away import REFERRAL, judge, look

PHRASE = "a long enough password"


class Far:
    """A far record, and a window that speaks to it."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder / "server")
        self.house.arrive(None, shipment())
        self.house.screen(flagging)
        self.house.record.add_account(OFFICER, PHRASE)
        self.house.record.close()
        self.cut = False
        self.entered: list[str] = []
        home, keys = folder / "desk", folder / "keys"
        scans = folder / "server" / "home" / "scans"
        self.settings = Settings(home, keys, "READING-1", scans=scans, references=False)
        self.sit()

    def sit(self) -> None:
        """Begin anew, as after a kill."""
        far = FarRecord("agency", self._open, self._enter, CHEAP)
        self.office = Office(self.settings, clock=self.house.clock, far=far)
        self.wiring: Wiring = self.office.wiring()

    def _open(self) -> Record:
        if self.cut:
            raise ServerGone(say("gone"))
        return self.house.open()

    def _enter(self, _: Record, account: str, password: str) -> None:
        assert password == PHRASE
        self.entered.append(account)

    def break_line(self) -> None:
        self.cut = True
        self.office._far.away._drop()


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Far]:
    made = Far(tmp_path)
    yield made
    made.office.close_record()
    made.office.close()


def test_a_shift_with_a_cut_in_it(far: Far) -> None:
    wiring = far.wiring
    officer = wiring.sign_in(OFFICER.account, PHRASE)
    assert officer == OFFICER
    outage = wiring.outage
    assert outage is not None
    sitting = wiring.room(officer).next()
    assert sitting is not None
    look(sitting)
    far.break_line()
    judge(sitting)
    version = wiring.record_version()
    assert outage.stands.state is LineState.ALONE
    # The lock asks for the password, and opens for nobody else's.
    assert wiring.sign_in(OFFICER.account, PHRASE) == OFFICER
    with pytest.raises(SignInRefused):
        wiring.sign_in(OFFICER.account, "another password")
    signed = sitting.sign(REFERRAL)
    assert wiring.record_version() != version
    for ask in (outage.probe, lambda: wiring.find("9XYZPARS0001234")):
        with pytest.raises(ServerGone):
            ask()
    far.cut = False
    outage.probe()
    while outage.send_next():
        assert outage.stands.state is LineState.SENDING
    assert outage.stands == Standing(to_confirm=1)
    assert far.entered
    with far.house.open() as record:
        assert record.item(sitting.item_id).decisions == (signed,)
        assert record.verify().ok
    assert wiring.look(sitting.item_id).item.decisions == (signed,)
    wiring.sign_out(officer)


def test_after_a_kill_one_signs_in_without_the_record_and_all_of_it_arrives(far: Far) -> None:
    officer = far.wiring.sign_in(OFFICER.account, PHRASE)
    sitting = far.wiring.room(officer).next()
    assert sitting is not None
    look(sitting)
    far.break_line()
    judge(sitting)
    signed = sitting.sign(REFERRAL)
    far.office.close_record()
    far.sit()
    again = far.wiring.sign_in(OFFICER.account, PHRASE)
    far.wiring.room(again)
    outage = far.wiring.outage
    assert outage is not None
    assert outage.stands.to_send == len(outage.waiting()) > 0
    far.cut = False
    while outage.send_next():
        continue
    with far.house.open() as record:
        assert record.item(sitting.item_id).decisions == (signed,)
    far.wiring.sign_out(again)


def test_who_never_signed_in_here_waits_for_the_line(far: Far) -> None:
    far.cut = True
    with pytest.raises(SignInRefused, match="Only who signed in"):
        far.wiring.sign_in(OFFICER.account, PHRASE)


def test_a_record_of_this_machine_has_no_line(tmp_path: Path, far: Far) -> None:
    settings = Settings(tmp_path / "own", tmp_path / "own-keys", "READING-1", references=False)
    assert far_of(settings, far.house.clock) is None
    office = Office(settings)
    assert office.wiring().outage is None
    assert not office.wiring().shared
    office.close()

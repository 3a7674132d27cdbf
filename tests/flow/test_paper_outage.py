"""A paper manifest in an outage: typed at the real window, killed, filed, replaced (¶36)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.cli.office import Office
from app.domain.filing import Via
from app.settings import settings_of
from app.ui.demo_drive import pause
from app.ui.opening import build_window
from tests.flow.places import OFFICER, Place
from tests.flow.scenes import pair_of_trailers as scene
from tests.flow.scenes.cast import at
from tests.flow.scenes.officer import SceneOfficer
from tests.flow.scenes.stage import Opener

ROOT = Path(__file__).resolve().parents[2]
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
TYPED = {"ccn": scene.CARGO, "fpoa": "0351", "description-0": "Lathes", "pieces-0": "99"}

pytestmark = pytest.mark.usefixtures("qapp")


def type_paper(officer: SceneOfficer) -> None:
    """Open the form from the image and type what stands on the document."""
    officer.key(Qt.Key.Key_P, BOTH)
    for name, text in TYPED.items():
        field = officer.page.side.paper.findChild(QLineEdit, f"paper-{name}")
        assert field is not None, name
        field.setFocus()
        QTest.keyClicks(field, text)


def test_t86_a_paper_is_on_record_linked_and_replaced_by_what_was_sent(stage: Opener) -> None:
    play = stage(scene.messages(), at(13, 3))
    play.scan(scene.SHOTS[0], at=at(13, 22))
    officer = play.sit_down(at(13, 30), screens="paper")
    officer.take_next()
    assert officer.sees("No shipment data", "Paper manifest")
    type_paper(officer)
    officer.take("typed")
    officer.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    officer.until("the shipment", lambda: bool(officer.shown.item.shipments))
    assert officer.sees(scene.CARGO, "Lathes", "99 pieces")
    assert "Paper" in officer.chips
    assert f"typed from paper by {OFFICER.account}" in officer.whole("exchanges")
    officer.close_whole()
    typed = play.dossier(scene.CARGO)
    assert (typed.via, typed.versions[0].typed_by) == (Via.PAPER, OFFICER.account)
    officer.take("filed")

    # It was prepared at 13:02 and waited until the line was back.
    play.message("1-cargo.cuscar.edi", "2-cargo-accepted.cusres.edi", at=at(13, 50))
    officer.until("what was sent", lambda: officer.shown.item.shipments[0].version == 2)
    assert officer.sees("100 pieces")
    changed = officer.whole("changes")
    assert "99" in changed
    assert "Paper" not in officer.chips
    assert [one.via for one in play.dossier(scene.CARGO).versions] == [Via.PAPER, Via.EDI]
    officer.take("replaced")


def test_what_is_typed_outlives_a_kill_and_needs_no_network(place: Place, stage: Opener) -> None:
    play = stage(scene.messages(), at(13, 3))
    play.scan(scene.SHOTS[0], at=at(13, 22))
    command = [sys.executable, str(Path(__file__)), str(place.settings.home)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "typed\n"
        # Nothing is unsaved for more than a second.
        time.sleep(1)
        program.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        assert program.stdout.read() == ""
    officer = play.sit_down(at(13, 40), screens="paper")
    # The item is still lent to the officer who was cut off.
    officer.window.desk.open_item(officer.line().item_id)
    officer.until("the item", lambda: officer.window.desk.review.shown is not None)
    officer.key(Qt.Key.Key_P, BOTH)
    draft = officer.page.side.paper.fields.draft
    assert (draft.ccn, draft.fpoa) == (TYPED["ccn"], TYPED["fpoa"])
    assert (draft.lines[0].description, draft.lines[0].pieces) == ("Lathes", "99")
    assert draft.equipment == scene.FIRST


def type_until_killed(home: Path) -> None:
    """Type at a window of one's own, and wait there; a call to the network ends it at once."""
    sys.addaudithook(refuse_network)
    office = Office(settings_of(home))
    window = build_window(office.wiring(), OFFICER)
    window.show()
    officer = SceneOfficer(window, home / "screens", Still())
    officer.wait("the queue", lambda: bool(window.desk.lines))
    officer.take_next()
    type_paper(officer)
    print("typed", flush=True)
    while True:
        pause(50)


class Still:
    """No clock to set: this window lives now."""

    def set(self, moment: object) -> None:
        """Leave the time as it is."""


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """End the program when it looks for another machine."""
    looks = event in ("socket.getaddrinfo", "socket.gethostbyname")
    if looks or (event == "socket.connect" and isinstance(arguments[1], tuple)):
        print(event, arguments, flush=True)
        os._exit(3)


if __name__ == "__main__":
    from PySide6.QtWidgets import QApplication

    QApplication([])
    type_until_killed(Path(sys.argv[1]))

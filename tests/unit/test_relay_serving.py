"""A port for scanners that fails ends the relay: who runs it hears of it, and starts it again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.clock import system_clock
from app.domain.errors import KnownError
from app.relay.handing import Handing
from app.relay.relaying import PREPARE, Relay
from app.relay.serving import served
from app.relay.working import Pace, Stop, Works
from app.scans.dimse import Peer, Port, Receiver
from tests.unit import test_relay_handing, test_relay_working
from tests.unit.imaging_files import dicom_bytes, picture
from tests.unit.relay_archive import Shelf


def broken() -> Receiver:
    """Return a port whose socket is gone before it is served."""
    receiver = Receiver(Port(0, "RELAY", (Peer("LANE1"),), "127.0.0.1"), lambda *_: None)
    receiver.close()
    return receiver


def ended(run: Callable[[], None], stop: Stop) -> list[str]:
    """Let something run for as long as a port may take to fail; return how it ended."""
    said = []

    def tried() -> None:
        try:
            run()
        except KnownError as error:
            said.append(str(error))

    thread = threading.Thread(target=tried)
    thread.start()
    thread.join(20.0)
    stop.set()
    thread.join()
    return said


FAILED = "The port for scanners failed, and nothing more came in (ValueError: "


def test_one_relay_ends_when_its_port_fails(tmp_path: Path) -> None:
    relay, stop = Relay(tmp_path / "relay", Shelf(), system_clock()), Stop()
    (tmp_path / "scan").write_bytes(dicom_bytes(picture()))
    relay.take(tmp_path / "scan", "folder")
    works = Works(relay, test_relay_working.Heard(), stop, Pace(look=0.02))
    (said,) = ended(lambda: works.run([], broken()), stop)
    assert said.startswith(FAILED)


def test_taking_in_for_many_ends_when_its_port_fails_and_hands_on_what_came(
    tmp_path: Path,
) -> None:
    relay, stop = Relay(tmp_path / "relay", Shelf(), system_clock()), Stop()
    (tmp_path / "scan").write_bytes(dicom_bytes(picture()))
    jobs = test_relay_handing.Jobs()
    handing = Handing(jobs, test_relay_handing.Heard(), stop, look=0.02)
    taken = relay.take(tmp_path / "scan", "folder")
    handing.take(taken)
    (said,) = ended(lambda: handing.run([], broken()), stop)
    assert said.startswith(FAILED)
    assert jobs.made == [(taken.sha256, PREPARE)]


def test_a_port_that_is_told_to_stop_has_not_failed() -> None:
    stop = Stop()
    port = Port(0, "RELAY", (Peer("LANE1"),), "127.0.0.1")
    with Receiver(port, lambda *_: None) as receiver, served(receiver, stop):
        assert receiver.number
    assert not stop.is_set()
    with pytest.raises(ZeroDivisionError), served(broken(), stop):
        raise ZeroDivisionError

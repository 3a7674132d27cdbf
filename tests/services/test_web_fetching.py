"""Files come over real TLS from an archive that misbehaves: exact, once, or a sentence why not."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.errors import KnownError
from app.scans.web.address import Archive, archive_of
from app.scans.web.faults import ArchiveFault, Fault
from app.scans.web.fetching import Incoming
from app.scans.web.line import Line, Patience
from tests.services.archive import Plan, archive
from tests.services.certificates import certified

BODY = np.random.default_rng(1).integers(0, 256, 900_000, np.uint8).tobytes()
QUICK = Patience(first=0.001, most=0.002, whole=5.0, connect=2.0, read=2.0)


def never(_seconds: float) -> bool:
    """Wait no time at all."""
    return False


def line_to(place: Archive, patience: Patience = QUICK) -> Line:
    return Line(place, pause=never, patience=patience)


@pytest.fixture
def plan() -> Plan:
    return Plan({"scan": BODY})


@pytest.fixture
def line(plan: Plan, tmp_path: Path) -> Iterator[Line]:
    with archive(tmp_path, plan) as place, line_to(place) as line:
        yield line


def fault_of(line: Line, path: str = "scan") -> ArchiveFault:
    with pytest.raises(ArchiveFault) as caught:
        list(Incoming(line, path, "scan 7").flow())
    assert "localhost" in str(caught.value)
    return caught.value


def test_a_file_comes_whole_and_once(line: Line, plan: Plan) -> None:
    file = Incoming(line, "scan", "scan 7")
    assert sum(file.flow()) == len(BODY)
    assert file.held is not None
    assert file.held.part(0, len(BODY)) == BODY
    file.check(hashlib.sha256(BODY).hexdigest())
    assert plan.asked == [("scan", "bytes=0-")]


def test_what_was_cut_goes_on_where_it_stopped(line: Line, plan: Plan) -> None:
    plan.cut_after = [100_000, 1, 350_000, 77]
    file = Incoming(line, "scan", "scan 7")
    list(file.flow())
    assert file.held is not None
    assert file.held.part(0, len(BODY)) == BODY
    assert line.counts.again == 4
    assert plan.body_bytes == len(BODY)
    assert line.counts.received == len(BODY)


def test_without_parts_a_cut_begins_again_and_still_ends_exact(line: Line, plan: Plan) -> None:
    plan.ranges, plan.cut_after = False, [100_000, 300_000]
    file = Incoming(line, "scan", "scan 7")
    list(file.flow())
    assert file.held is not None
    assert file.held.part(0, len(BODY)) == BODY
    assert not file.ranges
    assert list(file.bring([(0, 10)])) == []


def test_without_parts_a_line_that_never_holds_out_is_given_up(line: Line, plan: Plan) -> None:
    plan.ranges, plan.cut_after = False, [100_000] * 10_000
    line.patience = dataclasses.replace(QUICK, whole=0.3)
    assert fault_of(line).fault is Fault.CUT


def test_what_is_wanted_sooner_comes_sooner_and_no_byte_twice(line: Line, plan: Plan) -> None:
    file = Incoming(line, "scan", "scan 7")
    flow = file.flow()
    next(flow)
    plan.cut_after = [0, 500]
    assert sum(file.bring([(600_000, 650_000), (700_000, 701_000)])) == 51_000
    assert file.held is not None
    assert file.held.part(600_000, 650_000) == BODY[600_000:650_000]
    list(flow)
    assert file.held.part(0, len(BODY)) == BODY
    # The flow stops where it comes upon what is here; what was under way then is lost.
    assert line.counts.received <= len(BODY) + 3 * (64 << 10)


def wanted_parts(line: Line) -> Incoming:
    """Ask for two parts of a file of which the beginning is here."""
    file = Incoming(line, "scan", "scan 7")
    flow = file.flow()
    next(flow)
    flow.close()
    list(file.bring([(600_000, 650_000), (700_000, 701_000)]))
    return file


def test_several_parts_cost_one_request(line: Line, plan: Plan) -> None:
    file = wanted_parts(line)
    assert file.held is not None
    assert file.held.part(600_000, 650_000) == BODY[600_000:650_000]
    assert file.held.part(700_000, 701_000) == BODY[700_000:701_000]
    assert plan.asked[1:] == [("scan", "bytes=600000-649999, 700000-700999")]


def test_what_is_asked_for_up_to_what_is_here_leaves_its_connection_to_the_next(
    line: Line, plan: Plan
) -> None:
    file = Incoming(line, "scan", "scan 7")
    list(file.begin(1000))
    for spans in ([(9000, 9500)], [(8000, 9000)], [(5000, 6000), (7000, 8000)], [(6000, 7000)]):
        list(file.bring(spans))
    list(file.bring([(1000, 5000)]))
    assert file.held is not None
    assert file.held.part(0, 9500) == BODY[:9500]
    assert len(plan.asked) == 6
    assert len(plan.peers) == 1


def test_an_archive_that_gives_one_part_at_a_time_is_asked_twice(line: Line, plan: Plan) -> None:
    plan.many = False
    file = wanted_parts(line)
    assert file.held is not None
    assert file.held.part(700_000, 701_000) == BODY[700_000:701_000]
    assert [span for _, span in plan.asked[2:]] == ["bytes=600000-649999", "bytes=700000-700999"]
    assert file.ranges


def test_parts_of_another_file_are_thrown_away(line: Line, plan: Plan) -> None:
    file = Incoming(line, "scan", "scan 7")
    flow = file.flow()
    next(flow)
    flow.close()
    plan.files["scan"] = BODY + b"x"
    with pytest.raises(ArchiveFault) as caught:
        list(file.bring([(600_000, 650_000), (700_000, 701_000)]))
    assert caught.value.fault is Fault.ALTERED
    assert file.held is not None
    assert file.held.missing([(600_000, 650_000)])


def test_who_stops_reading_stops_the_bringing(line: Line) -> None:
    file = Incoming(line, "scan", "scan 7")
    flow = file.flow()
    next(flow)
    flow.close()
    assert file.held is not None
    assert 0 < file.held.reach < len(BODY)
    assert sum(file.flow()) < len(BODY)
    assert file.whole


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (401, Fault.UNKNOWN_USER),
        (403, Fault.NOT_ALLOWED),
        (404, Fault.NOT_THERE),
        (400, Fault.REFUSED),
        (302, Fault.REFUSED),
    ],
)
def test_a_refusal_is_told_at_once(line: Line, plan: Plan, status: int, fault: Fault) -> None:
    plan.statuses = [status] * 3
    found = fault_of(line)
    assert found.fault is fault
    assert str(status) in str(found)
    assert not found.passing
    assert len(plan.asked) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 408])
def test_what_may_pass_is_asked_again(line: Line, plan: Plan, status: int) -> None:
    plan.statuses = [status] * 3
    file = Incoming(line, "scan", "scan 7")
    list(file.flow())
    assert file.whole
    assert len(plan.asked) == 4


def test_a_connection_that_the_archive_let_go_is_opened_again_at_once(
    plan: Plan, tmp_path: Path
) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return False

    with archive(tmp_path, plan) as place, Line(place, pause=wait, patience=QUICK) as line:
        line.read("scan", "scan 7")
        plan.statuses = [0]
        assert line.read("scan", "scan 7") == BODY
        assert waits == [0.0]
        plan.statuses = [0, 0, 0]
        list(Incoming(line, "scan", "scan 7").flow())
    assert waits[1] == 0.0
    assert all(seconds > 0.0 for seconds in waits[2:])
    assert len(waits) == 4


def test_an_archive_that_stays_broken_is_told(line: Line, plan: Plan) -> None:
    plan.statuses = [500] * 100_000
    line.patience = dataclasses.replace(QUICK, whole=0.2)
    assert fault_of(line).fault is Fault.BROKEN


def test_who_stops_waiting_is_told_why(plan: Plan, tmp_path: Path) -> None:
    plan.statuses = [503] * 100
    with archive(tmp_path, plan) as place, Line(place, pause=lambda _: True) as line:
        assert fault_of(line).fault is Fault.BUSY
    assert len(plan.asked) == 1


def test_an_answer_with_nothing_in_it_is_no_answer(line: Line, plan: Plan) -> None:
    plan.files["scan"] = b""
    plan.ranges = False
    assert fault_of(line).fault is Fault.EMPTY
    with pytest.raises(ArchiveFault) as caught:
        line.read("scan", "the list of scans")
    assert caught.value.fault is Fault.EMPTY


def test_a_file_that_changed_in_between_is_not_sewn_together(line: Line, plan: Plan) -> None:
    file = Incoming(line, "scan", "scan 7")
    flow = file.flow()
    next(flow)
    flow.close()
    plan.headers["etag"] = '"2"'
    with pytest.raises(ArchiveFault) as caught:
        list(file.flow())
    assert caught.value.fault is Fault.ALTERED
    plan.headers["etag"] = '"1"'
    plan.files["scan"] = BODY + b"more"
    with pytest.raises(ArchiveFault) as caught:
        list(file.flow())
    assert caught.value.fault is Fault.ALTERED


def test_altered_bytes_are_found_by_the_digest(line: Line, plan: Plan) -> None:
    plan.alter = lambda body: body[:5000] + b"\0" + body[5001:]
    file = Incoming(line, "scan", "scan 7")
    list(file.flow())
    with pytest.raises(ArchiveFault) as caught:
        file.check(hashlib.sha256(BODY).hexdigest())
    assert caught.value.fault is Fault.ALTERED


@pytest.mark.parametrize(
    "headers",
    [
        {"content-range": "bytes 5-899999/900000"},
        {"content-range": "bytes */900000"},
        {"content-range": None},
    ],
)
def test_parts_that_are_not_those_asked_for_are_refused(
    line: Line, plan: Plan, headers: dict[str, str | None]
) -> None:
    plan.headers = headers
    assert fault_of(line).fault in (Fault.ALTERED, Fault.REFUSED)


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "trust.pem").write_bytes(certified().authority)
    place = archive_of(f"https://localhost:{port}", tmp_path / "trust.pem")
    with line_to(place, dataclasses.replace(QUICK, whole=0.1)) as line:
        assert fault_of(line).fault is Fault.DOWN


def test_a_certificate_of_somebody_else_stops_everything(plan: Plan, tmp_path: Path) -> None:
    with archive(tmp_path, plan) as place:
        (tmp_path / "trust.pem").write_bytes(certified().authority)
        with line_to(place) as line:
            assert fault_of(line).fault is Fault.UNTRUSTED
    with archive(tmp_path, plan, certified("another.example")) as place, line_to(place) as line:
        assert fault_of(line).fault is Fault.UNTRUSTED
    assert plan.asked == []


@pytest.mark.parametrize("days", [(-9, -2), (2, 9)])
def test_a_certificate_of_another_time_points_at_the_clock(
    plan: Plan, tmp_path: Path, days: tuple[int, int]
) -> None:
    begins, ends = (dt.timedelta(days=day) for day in days)
    made = certified(begins=begins, ends=ends)
    with archive(tmp_path, plan, made) as place, line_to(place) as line:
        found = fault_of(line)
    assert found.fault is Fault.CLOCK
    assert "clock" in str(found)


def test_a_certificate_to_trust_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "none.pem").write_text("nothing")
    for name in ("none.pem", "absent.pem"):
        with pytest.raises(ArchiveFault, match=name):
            line_to(archive_of("https://localhost:1", tmp_path / name))


@pytest.mark.parametrize(
    "url",
    ["http://archive.example/x", "ftp://a/b", "https://", "archive.example", "https://a:b:c/"],
)
def test_addresses_that_are_none_or_open_to_others_are_refused(url: str) -> None:
    with pytest.raises(KnownError):
        archive_of(url)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(KnownError) as caught:
        archive_of("https://anna:geheim@archive.example/x")
    assert "geheim" not in str(caught.value)


def test_the_password_is_sent_and_never_shown(plan: Plan, tmp_path: Path) -> None:
    with archive(tmp_path, plan) as place:
        named = dataclasses.replace(place, user="anna")
        with Line(named, lambda: "geheim", pause=never, patience=QUICK) as line:
            assert line.read("scan", "scan 7") == BODY
            plan.statuses = [401]
            assert "geheim" not in str(fault_of(line))
            assert "geheim" not in repr(line.archive)


def test_files_that_several_threads_bring_at_once_are_each_the_right_one(
    line: Line, plan: Plan
) -> None:
    wrong: list[tuple[int, int]] = []

    def bring(seed: int) -> None:
        places = np.random.default_rng(seed).integers(0, len(BODY) - 3000, 60)
        for start in places.tolist():
            file = Incoming(line, "scan", "scan 7", size=len(BODY))
            list(file.bring([(start, start + 3000)]))
            if file.held is None or file.held.part(start, start + 3000) != BODY[start:][:3000]:
                wrong.append((seed, start))

    threads = [threading.Thread(target=bring, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(plan.asked) == 6 * 60

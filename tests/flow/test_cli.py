"""The command line as it is typed: one JSON object a line, exit codes, never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import demo, main, repeating
from app.cli.display import display_name
from app.cli.printing import Printer
from app.cli.workspace import open_record, workspace
from app.domain.decision import Draft, ExamType, Kind
from app.domain.mark import Shape
from app.domain.officer import Officer, Role
from app.review import ReviewRoom, SiteRules
from app.settings import settings_of
from tests.unit.edi_messages import CUSCAR
from tests.unit.room_values import House, draw, radiograph, shipment

Run = Callable[..., tuple[int, list[dict[str, Any]]]]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; return its exit code and its objects."""

    def runs(*words: object) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main(["--home", str(home), "--json", *map(str, words)])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, [json.loads(line) for line in said.out.splitlines()]

    return runs


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """One truck, both energies, with its shipment."""
    house = House(tmp_path / "house")
    house.scan_files(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"))
    house.shipment_file(shipment())
    house.record.close()
    return house.folder / "inbox"


def test_what_arrives_is_accepted_once(run: Run, inbox: Path) -> None:
    code, outcomes = run("ingest", inbox)
    assert code == 0
    assert [(o["kind"], o["status"]) for o in outcomes] == [
        ("dicos-dx", "accepted"),
        ("dicos-dx", "accepted"),
        ("shipment", "accepted"),
    ]
    assert all(set(o) >= {"path", "kind", "status", "id", "reason"} for o in outcomes)
    assert (outcomes[2]["messages"], outcomes[2]["new"], outcomes[2]["faults"]) == (1, 1, [])
    assert [Path(reply).name for reply in outcomes[2]["replies"]] == ["shipment.json.reply.json"]
    code, again = run("ingest", inbox)
    assert (code, {o["status"] for o in again}) == (0, {"duplicate"})
    assert (again[2]["messages"], again[2]["new"], again[2]["replies"]) == (1, 0, [])


class EnoughError(BaseException):
    """Ends a program that runs for ever."""


def test_scans_that_come_later_are_screened_for_as_long_as_the_program_runs(
    run: Run, home: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("ingest", next(inbox.glob("*.json")))[0] == 0
    seen: list[int] = []

    def wait(_seconds: float) -> None:
        with open_record(settings_of(home)) as record:
            seen.append(sum(len(record.item(one).reports) for one in record.items()))
        if len(seen) == 1:
            # Within the program that screens: what it prints comes among its lines.
            assert main(["--home", str(home), "--json", "ingest", str(inbox)]) == 0
        elif len(seen) == 4:
            raise EnoughError

    monkeypatch.setattr(repeating, "wait", wait)
    with pytest.raises(EnoughError):
        run("screen", "--watch")
    assert seen == [0, 1, 1, 1], "once, and not again in every round"
    code, _ = run("screen", "--watch", "--all")
    assert code == 1


def test_screening_runs_the_model_once_unless_told(run: Run, inbox: Path) -> None:
    scan_id = run("ingest", inbox)[1][0]["id"]
    code, (report,) = run("screen")
    assert report["id"] == scan_id
    assert report["state"] in ("flagged", "nothing_flagged", "unknown")
    assert set(report) >= {"findings", "model_sha256", "provider", "ms"}
    assert code == (1 if report["state"] == "unknown" else 0)
    for finding in report["findings"]:
        assert set(finding) == {"box", "probability", "class", "reason"}
    assert run("screen") == (0, [])
    assert len(run("screen", scan_id)[1]) == 1
    assert len(run("screen", "--all")[1]) == 1


def test_an_item_is_shown_by_any_of_its_names(run: Run, inbox: Path) -> None:
    scan_id = run("ingest", inbox)[1][0]["id"]
    code, (line,) = run("queue")
    assert (code, line["goods"]) == (0, "Wooden bedroom furniture")
    for name in (line["id"], scan_id, "9XYZPARS0001234"):
        code, (shown,) = run("show", name)
        assert (code, shown["id"]) == (0, line["id"])
        assert {row["quantity"] for row in shown["comparisons"]} >= {"Mass", "Loaded"}


def test_the_record_verifies(run: Run, inbox: Path) -> None:
    run("ingest", inbox)
    code, (proof,) = run("verify")
    assert (code, proof["ok"], proof["first_bad"]) == (0, True, None)
    assert proof["lines"] >= 4
    assert len(proof["head"]) == 64


def test_the_package_of_a_decision(run: Run, inbox: Path, home: Path, tmp_path: Path) -> None:
    run("ingest", inbox)
    code, (refused,) = run("referral", "C00001", "--out", tmp_path / "package")
    assert code == 1
    assert "not been decided" in refused["reason"]
    decide(home)
    code, files = run("referral", "C00001", "--out", tmp_path / "package")
    assert code == 0
    assert [Path(f["path"]).suffix for f in files] == [".dcs", ".pdf", ".json"]
    code, (tdr,) = run("inspect", files[0]["path"])
    assert (code, tdr["kind"], tdr["boxes"]) == (0, "dicos-tdr", [[10, 10, 20, 10]])
    assert run("queue") == (0, [])
    assert len(run("queue", "--all")[1]) == 1


def test_marks_go_out_and_come_back(run: Run, inbox: Path, home: Path, tmp_path: Path) -> None:
    run("ingest", inbox)
    code, (refused,) = run("marks", "export", "C00001", "--out", tmp_path / "marks")
    assert (code, "has no marks" in refused["reason"]) == (1, True)
    decide(home)
    code, files = run("marks", "export", "C00001", "--out", tmp_path / "marks")
    assert code == 0
    assert [Path(f["path"]).suffix for f in files] == [".dcs", ".json"]
    code, read = run("marks", "import", *(f["path"] for f in files))
    assert code == 0
    assert [(one["status"], one["id"]) for one in read] == [("as on record", "C00001")] * 2
    assert read[0]["mark"] == read[1]["mark"]
    assert read[0]["mark"]["points"] == [[10.0, 10.0], [30.0, 20.0]]
    tree = json.loads(Path(files[1]["path"]).read_text(encoding="ascii"))
    other = tmp_path / "other.json"
    other.write_text(json.dumps(tree | {"images": ["0" * 64]}), encoding="ascii")
    code, (refused,) = run("marks", "import", other)
    assert (code, "other pixels" in refused["reason"]) == (1, True)


def decide(home: Path) -> None:
    """Refer what waits, as the window would."""
    officer = Officer("tremblay", "A. Tremblay", Role.OFFICER)
    with workspace(home, create=False) as place:
        room = ReviewRoom(
            place.record, place.store, place.clock, officer, site=SiteRules("READING-1", "test")
        )
        sitting = room.next()
        assert sitting is not None
        sitting.shown(sitting.item.scans[0].scan_id, "side")
        mark = draw(sitting, Shape.BOX, ((10, 10), (30, 20)), sitting.item.scans[0].scan_id, "side")
        sitting.sign(
            Draft(
                Kind.REFER_FOR_EXAM,
                reasons=("ANOMALY",),
                region_labels=(str(mark.number),),
                exam=ExamType.TAILGATE,
                confidence=4,
            )
        )


def test_global_words_may_stand_before_or_after_the_command(
    inbox: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", str(inbox), "--home", str(home), "--json"]) == 0
    assert main(["--json", "queue", "--home", str(home)]) == 0
    assert main(["--home", str(home), "queue"]) == 0
    text = capsys.readouterr().out.splitlines()
    assert json.loads(text[-2])["id"] == "C00001"
    assert "Wooden bedroom furniture" in text[-1]


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["--nonsense"],
        ["ingest"],
        ["inspect"],
        ["show"],
        ["account"],
        ["account", "add", "x"],
        ["account", "add", "x", "--role", "king"],
        ["referral", "C00001"],
        ["demo", "--out"],
        ["marks"],
        ["marks", "export", "C00001"],
        ["marks", "import"],
    ],
)
def test_wrong_usage_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "usage: prescreen" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["ingest", "--help"], ["--version"]])
def test_help_is_no_failure(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert "prescreen" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["queue"], ["screen"], ["show", "X"], ["verify"]])
def test_without_a_workspace_nothing_is_made(run: Run, home: Path, words: list[str]) -> None:
    code, (said,) = run(*words)
    assert code == 1
    assert "There is no record" in said["reason"]
    assert not home.exists()


def test_a_home_that_cannot_be_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["--home", str(tmp_path / "file"), "ingest", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("prescreen: ")


def test_a_name_that_nothing_has(run: Run, inbox: Path) -> None:
    run("ingest", inbox)
    for words in (["show", "C99999"], ["screen", "C99999"], ["referral", "S-0", "--out", "x"]):
        code, (said,) = run(*words)
        assert code == 1
        assert said["reason"]


def test_rejected_files_make_one(run: Run, inbox: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.dcs"
    damaged.write_bytes((inbox / "scan_high.dcs").read_bytes()[:-1500])
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    code, outcomes = run("ingest", inbox, damaged, empty, tmp_path / "gone")
    assert code == 1
    assert [o["status"] for o in outcomes] == ["accepted"] * 3 + ["rejected"] * 3
    assert all(o["reason"] for o in outcomes[3:])


def test_inspect_says_what_each_file_is(run: Run, inbox: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"MZ" + bytes(500))
    code, found = run("inspect", *sorted(inbox.iterdir()), bad, tmp_path / "gone")
    assert code == 1
    high, low, declared, program, gone = found
    assert high["kind"] == "dicos-dx"
    assert (high["rows"], high["columns"], high["energies"]) == (40, 64, ["high"])
    assert low["energies"] == ["low"]
    assert len(high["pixels_sha256"]) == 64
    assert (declared["kind"], declared["shipments"]) == ("shipment", ["9XYZPARS0001234"])
    for refused in (program, gone):
        assert refused["status"] == "refused"
        assert refused["reason"]


def test_one_image_has_one_pixel_digest(run: Run, shared_data: Path) -> None:
    folder = shared_data / "xray_cargo16_dual" / "dicos"
    code, found = run("inspect", *sorted(folder.glob("R60_scan09_6MeV_*.dcs")))
    assert code == 0
    assert len(found) == 4
    assert len({one["pixels_sha256"] for one in found}) == 1


def test_accounts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def types(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    types("correct horse battery\n")
    code, (added,) = run("account", "add", "roy", "--role", "supervisor", "--port", "351")
    assert code == 0
    assert added == {"account": "roy", "name": "roy", "role": "supervisor", "port": "0351"}
    types("short\n")
    code, (refused,) = run("account", "add", "singh", "--role", "officer")
    assert code == 1
    assert "password" in refused["reason"]
    types("correct horse battery\n")
    assert run("account", "add", "x", "--role", "officer", "--port", "north")[0] == 1
    assert [person["account"] for person in run("account", "list")[1]] == ["roy"]


def test_an_administrator_adds_people_once_there_is_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def added(account: str, role: str, *by: str, typed: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code, (told,) = run("account", "add", account, "--role", role, *by)
        return code, str(told.get("reason", ""))

    phrase = "correct horse battery\n"
    assert added("roy", "supervisor", typed=phrase) == (0, "")
    assert added("admin", "administrator", typed=phrase) == (0, "")
    code, why = added("singh", "officer", typed=phrase)
    assert (code, "--by admin" in why) == (1, True)
    code, why = added("singh", "officer", "--by", "roy", typed=phrase * 2)
    assert (code, "may not add people" in why) == (1, True)
    code, _ = added("singh", "officer", "--by", "admin", typed="not this one\n" + phrase)
    assert code == 1
    assert added("singh", "officer", "--by", "admin", typed=phrase * 2) == (0, "")
    names = [person["account"] for person in run("account", "list")[1]]
    assert names == ["admin", "roy", "singh"]
    assert run("verify")[0] == 0


def test_an_administrator_says_what_people_are_trained_for(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("correct horse battery\n" * 5))
    for name, role in (("roy", "officer"), ("gagnon", "administrator")):
        assert run("account", "add", name, "--role", role)[0] == 0
    said = ("--modes", "air", "rail", "--cargo", "dangerous")
    code, (trained,) = run("account", "skills", "roy", "--by", "gagnon", *said)
    assert code == 0
    assert trained == {"account": "roy", "modes": ["air", "rail"], "cargo": ["dangerous"]}
    with workspace(home, create=False) as place:
        kept = place.record.turns.skills_of("roy")
    assert sorted((*kept.modes, *kept.cargo)) == ["air", "dangerous", "rail"]
    code, (refused,) = run("account", "skills", "gagnon", "--by", "roy")
    assert code == 1
    assert "administrator" in refused["reason"]


@pytest.mark.parametrize(
    "words", [("show", "\udcff"), ("--home", "\udcff", "queue"), ("demo", "--out", "\udcff")]
)
def test_a_word_that_is_no_text_is_wrong_usage(words: tuple[str, ...]) -> None:
    assert main(words) == 2


def test_a_password_that_is_no_text_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for encoding in ("utf-8", "utf-16"):
        stream = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\xff\x00\xd8" * 12), encoding=encoding)
        monkeypatch.setattr(sys, "stdin", stream)
        code, (refused,) = run("account", "add", "roy", "--role", "officer")
        assert code == 1
        assert "not text" in refused["reason"]


def test_a_sample_workspace_is_opened_again_as_it_is(home: Path, tmp_path: Path) -> None:
    printer = Printer(json_lines=True)
    settings = settings_of(home)
    assert demo.prepare(settings, tmp_path / "arrivals", printer)
    with workspace(home, create=False) as place:
        version = place.record.version()
        assert place.record.scans()
    assert not demo.prepare(settings, tmp_path / "again", printer)
    with workspace(home, create=False) as place:
        assert place.record.version() == version


def test_samples_never_come_into_a_workspace_in_use(
    run: Run, inbox: Path, home: Path, tmp_path: Path
) -> None:
    run("ingest", inbox)
    code, (refused,) = run("demo", "--out", tmp_path / "out")
    assert code == 1
    assert "in use" in refused["reason"]
    (tmp_path / "place").mkdir()
    home.rename(tmp_path / "place" / "workspace")
    code, (refused,) = run("demo", "--out", tmp_path / "place")
    assert code == 1
    assert (tmp_path / "place" / "workspace" / "record.db").is_file()


def test_a_damaged_record_is_found(run: Run, inbox: Path, home: Path) -> None:
    run("ingest", inbox)
    data = bytearray((home / "record.db").read_bytes())
    data[200:] = bytes(len(data) - 200)
    (home / "record.db").write_bytes(bytes(data))
    code, (proof,) = run("verify")
    assert code == 1
    assert proof["ok"] is False
    assert proof["reason"]


def test_a_kept_message_file_that_was_changed_is_found(run: Run, inbox: Path, home: Path) -> None:
    run("ingest", inbox / "shipment.json")
    (kept,) = (path for path in (home / "scans").rglob("*") if path.is_file())
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes() + b" ")
    code, (proof,) = run("verify")
    assert (code, proof["ok"]) == (1, False)
    assert "shipment.json" in proof["reason"]


def test_a_kept_scan_that_was_swapped_is_found(run: Run, inbox: Path, home: Path) -> None:
    run("ingest", inbox)
    digest = run("show", "9XYZPARS0001234")[1][0]["scans"][0]["files"][0]["sha256"]
    kept = home / "scans" / digest[:2] / digest
    kept.chmod(0o600)
    kept.write_bytes(b"other pixels")
    code, (proof,) = run("verify")
    assert (code, proof["ok"]) == (1, False)
    assert "not the one that was taken in" in proof["reason"]
    kept.unlink()
    assert "is gone" in run("verify")[1][0]["reason"]
    run("ingest", inbox)
    assert run("verify")[0] == 0


def test_the_doctor_looks_at_everything(run: Run) -> None:
    code, checks = run("doctor")
    names = [check["check"] for check in checks]
    assert names[-1] == "main job"
    assert {"packages", "providers", "model", "store", "fonts", "display"} <= set(names)
    needed = [check["ok"] for check in checks[:-1] if check["needed"]]
    assert code == (0 if all(needed) else 1)
    assert checks[-1]["ok"] is all(needed)


def test_the_doctor_says_when_what_was_asked_for_does_not_run(run: Run, home: Path) -> None:
    home.mkdir()
    server = '[server]\nurl = "http://127.0.0.1:9"\nmodel = "anomaly"\ntimeout_s = 2\n'
    (home / "settings.toml").write_text(server)
    asked = [check for check in run("doctor")[1] if check["check"] == "provider asked for"]
    assert [(check["ok"], check["needed"]) for check in asked] == [(False, False)]
    assert "http://127.0.0.1:9 cannot be reached" in asked[0]["detail"]


@pytest.mark.parametrize(
    "text",
    [
        'provider = "abacus"',
        "provider = 5",
        "[server]",
        '[server]\nurl = "ftp://x"\nmodel = "m"',
        '[server]\nurl = "http://x"\nmodel = "m"\ntimeout_s = 0',
        '[server]\nurl = "http://x"\nmodel = "m"\nother = 1',
        "signed_models = 1",
    ],
)
def test_settings_of_models_that_cannot_be_are_said(run: Run, home: Path, text: str) -> None:
    home.mkdir()
    (home / "settings.toml").write_text(text)
    code, (said,) = run("queue")
    assert code == 1
    assert "settings.toml cannot be used" in said["reason"]


def test_damaged_settings_are_said(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("port = 351")
    code, (said,) = run("queue")
    assert code == 1
    assert "port" in said["reason"]


def test_a_display_that_does_not_answer_is_none() -> None:
    assert display_name({}) == ""
    assert display_name({"DISPLAY": ":4711"}) == ""
    assert display_name({"DISPLAY": "nonsense"}) == ""
    assert display_name({"QT_QPA_PLATFORM": "offscreen", "DISPLAY": "host:0"}) == ""
    assert display_name({"DISPLAY": "host:0"}) == "host:0"


def test_without_a_display_the_window_says_so(run: Run) -> None:
    code, (said,) = run("window")
    assert code == 1
    assert "no display" in said["reason"]


def test_the_quick_commands_load_no_window_and_no_runtime() -> None:
    script = (
        "import sys, app.cli, app.cli.verify, app.cli.queue\n"
        "heavy = ('PySide6', 'onnxruntime', 'cv2', 'pydicom', 'keyring', 'secretstorage')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_module_and_a_closed_pipe(home: Path, inbox: Path, key_folder: Path) -> None:
    environ = {**os.environ, "PRESCREEN_KEYS": str(key_folder)}
    base = [sys.executable, "-m", "app", "--home", str(home)]
    done = subprocess.run([*base, "ingest", str(inbox)], cwd=ROOT, env=environ, check=True)
    assert done.returncode == 0
    reader, writer = os.pipe()
    os.close(reader)
    gone = subprocess.run(
        [*base, "queue"], cwd=ROOT, env=environ, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert gone.returncode == 1
    assert b"Traceback" not in gone.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="needs a device that is always full")
@pytest.mark.parametrize("words", [("queue",), ("--json", "queue"), ("--json", "verify")])
def test_output_that_nobody_can_take_is_no_traceback(
    home: Path, key_folder: Path, words: tuple[str, ...]
) -> None:
    environ = {**os.environ, "PRESCREEN_KEYS": str(key_folder)}
    base = [sys.executable, "-m", "app", "--home", str(home)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*base, *words], cwd=ROOT, env=environ, stdout=full, stderr=full, check=False
        )
        assert done.returncode == 1
        said = subprocess.run(
            [*base, *words], cwd=ROOT, env=environ, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert said.returncode == 1
    assert b"Traceback" not in said.stderr
    assert b"Exception" not in said.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not text exist on Linux only")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_name_that_is_no_text_is_said_in_any_terminal(tmp_path: Path, encoding: str) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xc3\xa9\x1b[2J.dcs")
    Path(name).touch()
    environ = {**os.environ, "PYTHONIOENCODING": f"{encoding}:strict"}
    base = [sys.executable, "-m", "app", "inspect", name]
    said = subprocess.run(
        [*base, "--json"], cwd=ROOT, env=environ, capture_output=True, check=False
    )
    assert said.returncode == 1
    assert json.loads(said.stdout)["path"] == name
    plain = subprocess.run(base, cwd=ROOT, env=environ, capture_output=True, check=False)
    assert plain.returncode == 1
    assert b"The file is empty" in plain.stdout
    assert b"\x1b" not in plain.stdout


def test_a_shipment_without_a_scan_is_shown_by_its_number(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "batch.edi"
    batch.write_text(CUSCAR, newline="")
    assert run("ingest", batch)[0] == 0
    code, (shown,) = run("show", "7QRSPARS0004321")
    assert (code, shown["state"], shown["standing"]) == (0, "no_scan", "submitted")
    assert shown["shipment"]["pieces"] == 95
    assert [version["number"] for version in shown["versions"]] == [1]
    assert {found["id"] for found in run("show", "TRL70031")[1]} == {"7QRSPARS0004321"}
    assert run("show", "7QRSPARS9999999")[0] != 0


def test_supervision_is_listed_drawn_approved_and_exported(
    run: Run, inbox: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("ingest", inbox)
    phrase = "a quite long pass phrase"
    with workspace(home, create=False) as place:
        place.record.add_account(Officer("lavigne", "P. Lavigne", Role.SUPERVISOR), phrase)

    def typed() -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))

    typed()
    assert run("supervision", "list", "--by", "lavigne") == (0, [])
    typed()
    code, (seed,) = run("supervision", "seed", "compliance", "6 of 49", "--by", "lavigne")
    assert (code, seed["draw"], seed["seed"], seed["share"]) == (0, "compliance", "6 of 49", 0.0)
    code, said = run("supervision", "draw")
    assert (code, said[-1]) == (0, {"drawn": 0, "second_readings_open": 0})
    typed()
    code, (refused,) = run("supervision", "approve", "1", "--by", "lavigne")
    assert (code, refused["reason"]) == (1, "Line 1 of the record is no verdict on a finding.")
    code, (done,) = run("supervision", "export", tmp_path / "found")
    assert (code, done["answers"], done["readings"]) == (0, 0, 0)
    assert sorted(path.name for path in (tmp_path / "found").iterdir()) == [
        "answers.csv",
        "draws.json",
        "readings.csv",
        "supervision.json",
    ]
    assert run("verify")[0] == 0

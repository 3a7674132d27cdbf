"""Another edition of a code table takes the place of the one in force, which is kept."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.cli.doctor import checks
from app.domain.errors import Unavailable
from app.settings import settings_of
from app.shipments.tables import Tables, TableUnreadable
from app.shipments.tables.replacing import put_in_place, read_edition, restore

DAY = dt.date(2026, 12, 1)
CSV = 'code,en,fr,bonded,state\r\n9ABC,"Carrier, sample",Transporteur,yes,active,extra\r\n,,,,\r\n'

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def runs(*words: object) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main(["--home", str(tmp_path / "home"), "--json", "tables", *map(str, words)])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return runs


@pytest.fixture
def carriers(tmp_path: Path) -> Path:
    path = tmp_path / "carriers.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return path


def test_t33_a_csv_becomes_a_dated_table(carriers: Path, tmp_path: Path) -> None:
    table = read_edition(carriers, "carriers", dated=DAY, source="a test", complete=True)
    put_in_place(table, tmp_path / "tables")
    tables = Tables.of(tmp_path / "tables")
    assert not tables.faults
    assert (tables.dated("carriers"), tables.complete("carriers")) == (DAY, True)
    entry = tables.look_up("carriers", "9abc")
    assert entry is not None
    assert (entry.en, entry.fr) == ("Carrier, sample", "Transporteur")
    assert entry.details == {"bonded": "yes", "state": "active"}


def test_t36_carriers_are_looked_up_with_bond_and_state() -> None:
    tables = Tables.shipped()
    found = {
        code: (entry.details["bonded"], entry.details["state"], entry.details["kind"])
        for code in ("9XYZ", "9XYW", "9XYS", "8XYZ")
        if (entry := tables.look_up("carriers", code)) is not None and entry.sample
    }
    assert found == {
        "9XYZ": ("yes", "active", "carrier"),
        "9XYW": ("no", "active", "carrier"),
        "9XYS": ("yes", "suspended", "carrier"),
        "8XYZ": ("yes", "active", "forwarder"),
    }
    assert tables.look_up("carriers", "0000") is None
    assert not tables.complete("carriers")


def test_what_was_in_force_is_kept(carriers: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    for day in (DAY, DAY + dt.timedelta(1)):
        put_in_place(
            read_edition(carriers, "carriers", dated=day, source="a test", complete=False), folder
        )
    assert Tables.of(folder).dated("carriers") == DAY + dt.timedelta(1)
    kept = sorted((folder / "replaced").iterdir())
    assert [path.name for path in kept] == ["carriers-1.json"]
    assert json.loads(kept[0].read_text(encoding="utf-8"))["dated"] == DAY.isoformat()
    assert restore("carriers", folder)
    assert not restore("carriers", folder)
    assert Tables.of(folder).stamp("carriers").shipped
    assert len(list((folder / "replaced").iterdir())) == 2
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("content", "dated", "says"),
    [
        (CSV.encode(), None, "say of which day"),
        (b"a,b\n1,2\n", DAY, "needs the columns code and en"),
        (b"", DAY, "needs the columns code and en"),
        (b"code,en\n", DAY, "holds 0 entries"),
        (b"code,en\nA,a\nA,b\n", DAY, "has the code A twice"),
        (b'code,en\nA,"a\n', DAY, "is not CSV from line"),
        (b"\xff\xfe", DAY, "not UTF-8"),
        (b'{"form": "x"}', DAY, "is not a code table"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, content: bytes, dated: dt.date | None, says: str
) -> None:
    path = tmp_path / "carriers.csv"
    path.write_bytes(content)
    with pytest.raises(TableUnreadable, match=says):
        read_edition(path, "carriers", dated=dated, source="a test", complete=False)


def test_a_folder_that_cannot_be_written_leaves_all_as_it_was(
    carriers: Path, tmp_path: Path
) -> None:
    (tmp_path / "tables").write_bytes(b"a file stands in the way")
    table = read_edition(carriers, "carriers", dated=DAY, source="a test", complete=False)
    with pytest.raises(Unavailable, match="cannot be written"):
        put_in_place(table, tmp_path / "tables")


def test_the_command_lists_shows_replaces_and_proves(run: Run, carriers: Path) -> None:
    code, listed = run("list")
    assert code == 0
    assert all(one["shipped"] and len(one["sha256"]) == 64 for one in listed)
    code, (replaced,) = run(
        "replace", "carriers", carriers, "--dated", "2024-12-01", "--source", "a test"
    )
    assert code == 0
    assert (replaced["dated"], replaced["shipped"]) == ("2024-12-01", False)
    code, (shown,) = run("show", "carriers", "9abc")
    assert (code, shown["code"], shown["bonded"]) == (0, "9ABC", "yes")
    code, (absent,) = run("show", "carriers", "9XYZ")
    assert code == 1
    assert absent["reason"] == "9XYZ is not in local table carriers dated 2024-12-01."
    assert run("verify")[0] == 0
    assert run("restore", "carriers")[1][0]["shipped"] is True
    assert len(run("show", "provinces")[1]) == 13


def test_the_command_names_a_table_that_was_changed_by_hand(
    run: Run, carriers: Path, tmp_path: Path
) -> None:
    run("replace", "carriers", carriers, "--dated", "2024-12-01", "--source", "a test")
    file = tmp_path / "home" / "tables" / "carriers.json"
    file.write_text(file.read_text(encoding="utf-8").replace("yes", "no"), encoding="utf-8")
    code, said = run("verify")
    assert code == 1
    assert "carriers.json was changed since it was stamped" in said[-1]["reason"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "nonsense"), "There is no table nonsense"),
        (("restore", "nonsense"), "There is no table nonsense"),
        (("replace", "carriers", "gone.csv"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, words: tuple[str, ...], says: str) -> None:
    code, (said,) = run(*words)
    assert code == 1
    assert says in said["reason"]


def test_a_day_must_be_one(run: Run, carriers: Path) -> None:
    code, (said,) = run("replace", "carriers", carriers, "--dated", "soon", "--source", "x")
    assert (code, "soon is no day" in said["reason"]) == (1, True)


def test_the_doctor_names_a_damaged_table_and_says_that_work_goes_on(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    (check,) = (one for one in checks(settings) if one.name == "code tables")
    assert check.ok
    settings.table_folder.mkdir()
    (settings.table_folder / "offices.json").write_text("{}", encoding="utf-8")
    (check,) = (one for one in checks(settings) if one.name == "code tables")
    assert (check.ok, check.needed) == (False, False)
    assert "offices.json" in check.detail


def test_an_edition_of_a_day_to_come_is_not_put_in_force(carriers: Path, run: Run) -> None:
    code, (said,) = run("replace", "carriers", carriers, "--dated", "9999-01-01", "--source", "x")
    assert code == 1
    assert "dated 9999-01-01, which is still to come" in said["reason"]
    assert run("list")[1][0]["shipped"]


def test_a_damaged_table_is_named_in_its_line(
    tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "home" / "tables"
    folder.mkdir(parents=True)
    (folder / "carriers.json").write_text("{", encoding="utf-8")
    code, lines = run("list")
    assert code == 1
    assert [one["table"] for one in lines if one.get("damaged")] == ["carriers"]
    main(["--home", str(tmp_path / "home"), "tables", "list"])
    (line,) = [one for one in capsys.readouterr().out.splitlines() if one.startswith("carriers:")]
    assert "carriers.json of the workspace is damaged" in line

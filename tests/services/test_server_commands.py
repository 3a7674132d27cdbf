"""The commands with a server's record as their home, as an administrator types them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from app.record.server.standing import REVISION
from tests.services.postgres import Cluster
from tests.services.secret_service import Desktop
from tests.services.typed import PASSWORD, Run

SAMPLES = Path(__file__).resolve().parents[2] / "sample_scans"


def prove_and_take_away(run: Run, folder: Path) -> None:
    """Prove the record, whole and onward, keep its heads, take a case away."""
    code, said = run("taker", f"{PASSWORD}\n", "verify")
    assert (code, said[0]["ok"], said[0]["reason"]) == (0, True, "")
    # The first proof onward is whole: nothing was signed yet that says where to go on.
    for goes_on in (False, True):
        code, said = run("taker", f"{PASSWORD}\n", "verify", "--onward")
        assert (code, said[0]["ok"], bool(said[0]["whole_at"])) == (0, True, goes_on)

    kept = str(folder / "heads.jsonl")
    code, said = run("taker", f"{PASSWORD}\n", "heads", "--now", "--out", kept)
    assert (code, {one["chain"] for one in said}) == (0, {"", "intake"})
    code, said = run("taker", f"{PASSWORD}\n", "verify", "--heads", kept)
    assert (code, said[0]["reason"]) == (0, "")
    code, said = run("typist", f"{PASSWORD}\n", "heads")
    assert (code, "does not read the whole record" in str(said)) == (1, True)
    item = str(run("taker", f"{PASSWORD}\n", "queue")[1][0]["id"])
    hold = ("retention", "hold", item, "--by", "typist", "--reason", "A court asked for it.")
    assert run("taker", f"{PASSWORD}\n{PASSWORD}\n", *hold)[0] == 0
    code, said = run("taker", f"{PASSWORD}\n", "retention", "list")
    assert (code, said[0]["subject"], said[-1]["items"]) == (0, item, 0)
    purge = ("retention", "purge", "--by", "typist", "--second", "typist")
    code, said = run("taker", 3 * f"{PASSWORD}\n", *purge)
    assert (code, "Nothing is due" in str(said)) == (1, True)
    out = folder / "case"
    code, said = run("taker", f"{PASSWORD}\n", "export", item, "--out", str(out), "--files")
    assert (code, said[-1]["chain"]) == (0, "intake")
    words = [sys.executable, "-I", "-S", str(out / "verify.py"), "--heads", kept]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


def test_a_record_is_laid_out_filled_looked_at_and_proved(
    run: Run, postgres: Cluster, tmp_path: Path
) -> None:
    admin = f"{postgres.password}\n"
    code, said = run("postgres", admin, "init")
    assert (code, said[0]["before"], said[0]["after"]) == (0, "", REVISION)
    code, said = run("postgres", admin, "init")
    assert (code, said[0]["before"], said[0]["after"]) == (0, REVISION, REVISION)
    add = ("account", "add")
    assert run("postgres", f"{admin}{PASSWORD}\n", *add, "taker", "--role", "intake")[0] == 0
    typist = (*add, "typist", "--role", "supervisor", "--name", "T. Ypist")
    assert run("postgres", f"{admin}{PASSWORD}\n", *typist)[0] == 0
    code, said = run("postgres", f"{admin}{PASSWORD}\n", *typist)
    assert code == 1
    assert "already" in str(said)

    # An answer to a message is put beside it.
    samples = sorted(SAMPLES.glob("parcel_row_1*"))
    files = [str(shutil.copy(path, tmp_path)) for path in samples]
    code, said = run("taker", f"{PASSWORD}\n", "ingest", *files)
    assert (code, [one["status"] for one in said]) == (0, ["accepted"] * len(files))
    code, said = run("taker", f"{PASSWORD}\n", "screen")
    assert (code, len(said) > 0) == (0, True)
    code, said = run("typist", f"{PASSWORD}\n", "queue")
    assert (code, len(said)) == (0, 1)
    assert said[0]["screening"]
    prove_and_take_away(run, tmp_path)

    code, said = run("taker", f"{PASSWORD}\n", "doctor")
    found = {str(one["check"]): one for one in said}
    assert found["server TLS"]["detail"].startswith("TLSv1.3")
    assert found["server tables"]["ok"]
    assert "intake" in str(found["server role"]["detail"])
    assert found["server clock"]["ok"]
    assert any(name.startswith("chain") for name in found)


def test_what_is_wrong_ends_in_a_sentence(run: Run, postgres: Cluster) -> None:
    code, said = run("postgres", "wrong\n", "init")
    assert (code, "belong together" in str(said)) == (1, True)
    code, said = run("", "", "queue")
    assert (code, "Say who comes in" in str(said)) == (1, True)
    code, said = run("postgres:secret", "", "queue")
    assert (code, "holds no password" in str(said)) == (1, True)
    code, said = run("postgres", f"{postgres.password}\n", "queue")
    assert (code, "prescreen init" in str(said)) == (1, True)
    code, said = run(
        "postgres", f"{postgres.password}\n", "account", "add", "x", "--role", "intake"
    )
    assert (code, "prescreen init" in str(said)) == (1, True)


def test_who_leaves_is_shut_out(run: Run, postgres: Cluster) -> None:
    admin, typed = f"{postgres.password}\n", f"{PASSWORD}\n"
    assert run("postgres", admin, "init")[0] == 0
    add = ("account", "add", "typist", "--role", "officer")
    assert run("postgres", f"{admin}{typed}", *add)[0] == 0
    assert run("typist", typed, "queue") == (0, [])
    code, said = run("typist", typed, "account", "shut-out", "typist")
    assert (code, said[0]["status"]) == (1, "failed")
    code, said = run("postgres", admin, "account", "shut-out", "typist")
    assert (code, said[0]["stands"]) == (0, "shut out")
    assert run("typist", typed, "queue")[0] == 1
    code, said = run("postgres", admin, "account", "list")
    assert [(one["account"], one["stands"]) for one in said] == [("typist", "shut out")]
    for name in ("typist", "nobody"):
        code, said = run("postgres", admin, "account", "shut-out", name)
        assert (code, f"There is no account {name}" in str(said)) == (1, True)


def test_who_comes_back_is_let_in(run: Run, postgres: Cluster) -> None:
    admin, typed = f"{postgres.password}\n", f"{PASSWORD}\n"
    assert run("postgres", admin, "init")[0] == 0
    add = ("account", "add", "typist", "--role", "officer")
    assert run("postgres", f"{admin}{typed}", *add)[0] == 0
    code, said = run("postgres", admin, "account", "let-in", "typist")
    assert (code, "was not shut out" in str(said)) == (1, True)
    code, said = run("postgres", admin, "account", "let-in", "nobody")
    assert (code, "There is no account nobody" in str(said)) == (1, True)
    assert run("postgres", admin, "account", "shut-out", "typist")[0] == 0
    assert run("typist", typed, "account", "let-in", "typist")[0] == 1
    assert run("typist", typed, "queue")[0] == 1
    code, said = run("postgres", admin, "account", "let-in", "typist")
    assert (code, said[0]["stands"]) == (0, "works")
    assert run("typist", typed, "queue") == (0, [])
    _, said = run("postgres", admin, "account", "list")
    assert [one["stands"] for one in said] == ["works"]


def test_a_word_for_one_sign_in_is_one_still_when_its_bearer_is_let_in(
    run: Run, postgres: Cluster
) -> None:
    admin, typed = f"{postgres.password}\n", f"{PASSWORD}\n"
    assert run("postgres", admin, "init")[0] == 0
    add = ("account", "add", "typist", "--role", "officer")
    assert run("postgres", f"{admin}{typed}", *add)[0] == 0
    code, said = run("postgres", admin, "account", "reset", "typist")
    word = str(said[0]["word"])
    assert code == 0
    assert run("postgres", admin, "account", "shut-out", "typist")[0] == 0
    code, said = run("postgres", admin, "account", "let-in", "typist")
    assert (code, said[0]["stands"]) == (0, "has a word for one sign-in")
    _, said = run("postgres", admin, "account", "list")
    assert [one["stands"] for one in said] == ["has a word for one sign-in"]
    assert run("typist", f"{word}\n", "queue")[0] == 1, "it opens nothing but the change"
    assert run("typist", f"{word}\n{PASSWORD}\n", "account", "password", "typist")[0] == 0
    assert run("typist", typed, "queue") == (0, [])


def test_where_scans_are_kept_is_told_once(run: Run, postgres: Cluster, tmp_path: Path) -> None:
    admin, typed = f"{postgres.password}\n", f"{PASSWORD}\n"
    assert run("postgres", admin, "init")[0] == 0
    add = ("account", "add", "taker", "--role", "intake")
    assert run("postgres", f"{admin}{typed}", *add)[0] == 0
    shared = tmp_path / "shared"
    files = [str(shutil.copy(path, tmp_path)) for path in sorted(SAMPLES.glob("parcel_row_1*"))]
    code, said = run("taker", typed, "ingest", "--store", str(shared), *files)
    assert (code, said[0]["scans"]) == (0, str(shared))
    # There is no key on this machine yet, and none is needed to prove.
    assert run("taker", typed, "verify")[1][0]["ok"]
    item = str(run("taker", typed, "queue")[1][0]["id"])
    assert run("taker", typed, "export", item, "--files", "--out", str(tmp_path / "case"))[0] == 0
    assert {"check": "store", "ok": True, "detail": str(shared), "needed": True} in run(
        "taker", typed, "doctor"
    )[1]


def test_supervision_from_the_command_line(run: Run, postgres: Cluster, tmp_path: Path) -> None:
    admin = f"{postgres.password}\n"
    assert run("postgres", admin, "init")[0] == 0
    for name, role in (("taker", "intake"), ("typist", "supervisor")):
        add = ("account", "add", name, "--role", role)
        assert run("postgres", f"{admin}{PASSWORD}\n", *add)[0] == 0
    twice = f"{PASSWORD}\n{PASSWORD}\n"
    by = ("--by", "typist")
    code, said = run("typist", twice, "supervision", "seed", "compliance", "Gazette 4", *by)
    assert (code, said[0]["seed"]) == (0, "Gazette 4")
    assert run("typist", twice, "supervision", "list", *by) == (0, [])
    code, said = run("typist", twice, "officers", *by)
    assert (code, said[0]["decisions"]) == (0, 0)
    code, said = run("typist", f"{PASSWORD}\n", "supervision", "draw")
    assert (code, "takes things in" in str(said)) == (1, True)
    code, said = run("taker", f"{PASSWORD}\n", "supervision", "draw")
    assert (code, said[-1]["drawn"]) == (0, 0)
    found = tmp_path / "found"
    code, said = run("typist", f"{PASSWORD}\n", "supervision", "export", str(found))
    assert (code, said[0]["seeds"]) == (0, 2)
    assert {path.name for path in found.iterdir()} == {
        "answers.csv",
        "draws.json",
        "readings.csv",
        "supervision.json",
    }


def test_a_backup_is_put_into_an_empty_database(
    run: Run,
    database: str,
    postgres: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    admin = f"{postgres.password}\n"
    assert run("postgres", admin, "init")[0] == 0
    add = ("account", "add", "taker", "--role", "intake")
    assert run("postgres", f"{admin}{PASSWORD}\n", *add)[0] == 0
    copy = str(tmp_path / "copy")
    code, said = run("taker", f"{PASSWORD}\n", "backup", copy)
    assert (code, said[0]["lines"], said[0]["damaged"]) == (0, 1, [])
    code, said = run("postgres", admin, "restore", copy)
    assert (code, "nothing is ever put over it" in str(said)) == (1, True)
    with psycopg.connect(**postgres.superuser(database), autocommit=True) as connection:
        connection.execute("DROP SCHEMA prescreen CASCADE")
    # Another machine than the one that was lost: nothing of it is here but its key.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "new"))
    code, said = run("postgres", admin, "restore", copy)
    assert (code, said[0]["lines"], said[0]["without_password"]) == (0, 1, [])
    assert run("postgres", f"{admin}{PASSWORD}\n", *add)[0] == 0
    code, said = run("taker", f"{PASSWORD}\n", "verify")
    assert (code, said[0]["ok"], said[0]["lines"]) == (0, True, 2)


def test_a_password_stays_in_the_keyring_only_for_who_asks(
    run: Run, postgres: Cluster, session: Desktop, tmp_path: Path
) -> None:
    admin, typed = f"{postgres.password}\n", f"{PASSWORD}\n"
    assert run("postgres", admin, "init")[0] == 0
    add = ("account", "add", "taker", "--role", "intake")
    assert run("postgres", f"{admin}{typed}", *add)[0] == 0
    assert run("taker", typed, "queue") == (0, [])
    assert session.entries() == []
    assert run("taker", "", "queue")[0] == 1

    assert run("taker", "another word\n", "keys", "remember")[0] == 1
    assert session.entries() == []
    assert run("taker", typed, "keys", "remember")[0] == 0
    assert run("taker", typed, "keys", "remember")[0] == 0
    assert len(session.entries()) == 1
    assert run("taker", "", "queue") == (0, [])
    for path in (tmp_path / "keys").iterdir():
        assert PASSWORD.encode() not in path.read_bytes()

    session.lock()
    assert run("taker", "", "queue")[0] == 1
    assert run("taker", typed, "queue") == (0, [])
    session.kill_keyring()
    session.start_keyring()
    assert run("taker", "", "keys", "forget")[0] == 0
    assert session.entries() == []
    assert run("taker", "", "queue")[0] == 1


def test_a_service_is_given_its_password(
    run: Run, postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = f"{postgres.password}\n"
    assert run("postgres", admin, "init")[0] == 0
    add = ("account", "add", "taker", "--role", "intake")
    assert run("postgres", f"{admin}{PASSWORD}\n", *add)[0] == 0
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "prescreen.password").write_text(f"{PASSWORD}\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    assert run("taker", "", "queue") == (0, [])


def test_who_runs_the_database_has_no_account_and_is_told_so(run: Run, postgres: Cluster) -> None:
    admin = f"{postgres.password}\n"
    assert run("postgres", admin, "init")[0] == 0
    typist = ("account", "add", "typist", "--role", "officer", "--name", "T. Ypist")
    assert run("postgres", f"{admin}{PASSWORD}\n", *typist)[0] == 0
    code, said = run("postgres", admin, "doctor")
    found = {str(one["check"]): one for one in said}
    assert (code, found["server role"]["ok"], found["server tables"]["ok"]) == (0, True, True)
    assert "runs the database and has no account" in str(found["server role"]["detail"])
    assert found["chain without a port"]["ok"]
    code, said = run("postgres", admin, "account", "list")
    assert (code, [one["account"] for one in said]) == (0, ["typist"])
    assert said[0]["stands"] == "works"
    code, said = run("postgres", admin, "queue")
    assert (code, "come in as a person" in str(said)) == (1, True)
    code, said = run("typist", f"{PASSWORD}\n", "account", "list")
    assert (code, [one["name"] for one in said]) == (0, ["T. Ypist"])


def test_a_word_for_one_sign_in_opens_the_change_of_the_password_alone(
    run: Run, postgres: Cluster
) -> None:
    admin, own = f"{postgres.password}\n", "six herons over a quiet estuary"
    assert run("postgres", admin, "init")[0] == 0
    for add in (("typist", "--role", "officer"), ("taker", "--role", "intake")):
        assert run("postgres", f"{admin}{PASSWORD}\n", "account", "add", *add)[0] == 0
    code, said = run("postgres", admin, "account", "reset", "typist")
    assert (code, said[0]["account"]) == (0, "typist")
    word = str(said[0]["word"])
    code, said = run("typist", f"{PASSWORD}\n", "queue")
    assert (code, "belong together" in str(said)) == (1, True)
    code, said = run("typist", f"{word}\n", "queue")
    assert (code, "Choose a password of your own" in str(said)) == (1, True)
    assert run("postgres", admin, "account", "list")[1][1]["stands"] == "has a word for one sign-in"
    # A password that is guessed first does not take its place.
    code, said = run("typist", f"{word}\n{'typist' * 3}\n", "account", "password", "typist")
    assert code == 1
    code, said = run("typist", f"{word}\n{own}\n", "account", "password", "typist")
    assert code == 0
    assert run("typist", f"{own}\n", "queue")[0] == 0
    code, said = run("typist", f"{word}\n", "queue")
    assert (code, "belong together" in str(said)) == (1, True)
    code, said = run("taker", f"{PASSWORD}\n", "verify")
    assert (code, said[0]["reason"]) == (0, "")
    for nobody, told in (("ghost", "There is no account"), ("taker", "no person at a workstation")):
        code, said = run("postgres", admin, "account", "reset", nobody)
        assert (code, told in str(said)) == (1, True)
    code, said = run("typist", f"{own}\n", "account", "reset", "typist")
    assert code == 1

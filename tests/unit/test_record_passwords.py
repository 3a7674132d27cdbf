"""What a password must be, how it changes, and how an administrator helps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import PasswordMustChange, Refused, SignInRefused
from app.domain.officer import Officer, Role
from app.record import Record
from app.record.accounts import FREE_FAILURES, approach, let_in, matches
from app.record.passwords import (
    FEWEST_PIECES,
    check_password,
    common_words,
    fewest_pieces,
    one_time_word,
)
from app.record.renewing import ONE_TIME_H
from tests.unit.record_values import CHEAP, ROY, TREMBLAY, Workspace

RIGHT = "four words of one sentence"
NEW = "a kettle boils on thursday"
ADMIN = Officer("gagnon", "E. Gagnon", Role.ADMINISTRATOR)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as opened:
        opened.add_account(TREMBLAY, RIGHT)
        opened.add_account(ADMIN, RIGHT)
        yield opened


@pytest.mark.parametrize(
    "poor",
    [
        "password1234",
        "P@ssw0rd2024!",
        "Motdepasse2026",
        "qwertyuiop12",
        "123456789012",
        "aaaaaaaaaaaa",
        "xk9mxk9mxk9m",
        "iloveyou12345",
        "Summer2026!!!!",
        "dragonmonkeyfootball",
        "CBSAagent2026!",
        "Prescreen-Prescreen",
        "tremblay-2026",
        "A.Tremblay12345",
        "readingroom7readingroom",
        "été2026été2026",
        "Canadiens-2026",
    ],
)
def test_what_is_guessed_first_is_refused_in_a_sentence(poor: str) -> None:
    with pytest.raises(Refused, match="guessed first"):
        check_password("tremblay", poor, ("A. Tremblay", "reading room"))


@pytest.mark.parametrize(
    "good",
    [
        RIGHT,
        NEW,
        "correct horse battery staple",
        "winter hockey canada 2026",
        "ЖзУк-мо4ре-лодка",
        "kV7#qm2xR9!w",
        "les huards crient la nuit",
    ],
)
def test_a_sentence_of_ones_own_is_taken(good: str) -> None:
    check_password("tremblay", good, ("A. Tremblay", "reading room"))


def test_the_refusal_names_what_was_found_and_no_more() -> None:
    with pytest.raises(Refused) as caught:
        check_password("tremblay", "password1234")
    assert "(password, 1234)" in str(caught.value)


def test_a_list_is_read_as_words_and_nothing_else() -> None:
    words = common_words()
    assert len(words) > 400
    assert {"password", "motdepasse", "qwertyuiop", "azerty", "iloveyou"} <= words
    assert all(word == word.casefold() and word.isascii() for word in words)


def test_the_shortest_reading_is_found() -> None:
    words = frozenset({"pass", "word", "password", "sword"})
    assert fewest_pieces("password", words) == ("password",)
    assert len(fewest_pieces("p4ssw0rd99x", words)) == 4
    assert FEWEST_PIECES > 5


def test_the_longest_password_is_judged_in_time_for_a_person() -> None:
    with pytest.raises(Refused, match="guessed first"):
        check_password("tremblay", "x" * 1024)


def test_words_for_one_sign_in_differ_and_pass_the_check() -> None:
    made = {one_time_word() for _ in range(50)}
    assert len(made) == 50
    for word in made:
        check_password("tremblay", word)


# --- changing ----------------------------------------------------------------------------------


def test_a_person_changes_her_password(record: Record) -> None:
    assert record.people.change_password("tremblay", RIGHT, NEW) == TREMBLAY
    assert record.sign_in("tremblay", NEW) == TREMBLAY
    with pytest.raises(SignInRefused, match="belong together"):
        record.sign_in("tremblay", RIGHT)
    assert record.verify().ok


@pytest.mark.parametrize(
    ("new", "says"),
    [("short", "5 characters"), ("password1234", "guessed first"), (RIGHT, "is the one you have")],
)
def test_a_poor_new_password_changes_nothing(record: Record, new: str, says: str) -> None:
    before = record.version()
    with pytest.raises(Refused, match=says):
        record.people.change_password("tremblay", RIGHT, new)
    assert record.version() == before
    assert record.sign_in("tremblay", RIGHT) == TREMBLAY


def test_a_wrong_old_password_is_counted_like_a_sign_in(
    record: Record, workspace: Workspace
) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(SignInRefused, match="belong together"):
            record.people.change_password("tremblay", "not my password", NEW)
    with pytest.raises(SignInRefused, match="31 seconds"):
        record.sign_in("tremblay", RIGHT)
    workspace.hand.pass_s(31)
    assert record.sign_in("tremblay", RIGHT) == TREMBLAY


# --- a word for one sign-in --------------------------------------------------------------------


def test_a_word_opens_only_the_change(record: Record) -> None:
    given = record.people.reset_password("tremblay", ADMIN)
    with pytest.raises(SignInRefused, match="belong together"):
        record.sign_in("tremblay", RIGHT)
    with pytest.raises(PasswordMustChange, match="password of your own"):
        record.sign_in("tremblay", given.word)
    assert record.verify().ok
    record.people.change_password("tremblay", given.word, NEW)
    assert record.sign_in("tremblay", NEW) == TREMBLAY
    with pytest.raises(SignInRefused, match="belong together"):
        record.sign_in("tremblay", given.word)
    assert record.verify().ok


def test_the_word_itself_is_no_new_password(record: Record) -> None:
    given = record.people.reset_password("tremblay", ADMIN)
    with pytest.raises(Refused, match="is the one you have"):
        record.people.change_password("tremblay", given.word, given.word)


def test_a_word_runs_out(record: Record, workspace: Workspace) -> None:
    given = record.people.reset_password("tremblay", ADMIN)
    workspace.hand.pass_s(ONE_TIME_H * 3600 + 1)
    with pytest.raises(SignInRefused, match="run out"):
        record.sign_in("tremblay", given.word)
    with pytest.raises(SignInRefused, match="run out"):
        record.people.change_password("tremblay", given.word, NEW)
    again = record.people.reset_password("tremblay", ADMIN)
    record.people.change_password("tremblay", again.word, NEW)


def test_a_reset_lets_in_who_had_failed_too_often(record: Record) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(SignInRefused):
            record.sign_in("tremblay", "forgotten")
    given = record.people.reset_password("tremblay", ADMIN)
    assert record.people.change_password("tremblay", given.word, NEW) == TREMBLAY


@pytest.mark.parametrize(
    ("account", "by", "says"),
    [
        ("tremblay", ROY, "may not reset"),
        ("gagnon", ADMIN, "your own account"),
        ("nobody", ADMIN, "no account nobody"),
    ],
)
def test_resets_that_are_refused(record: Record, account: str, by: Officer, says: str) -> None:
    before = record.version()
    with pytest.raises(Refused, match=says):
        record.people.reset_password(account, by)
    assert record.version() == before


def test_neither_word_nor_hash_is_in_the_log(record: Record, workspace: Workspace) -> None:
    given = record.people.reset_password("tremblay", ADMIN)
    record.people.change_password("tremblay", given.word, NEW)
    with closing(sqlite3.connect(workspace.file)) as database:
        log = str(database.execute("SELECT * FROM line").fetchall())
        log += str(database.execute("SELECT * FROM payload").fetchall())
    for secret in (given.word, NEW, "$argon2"):
        assert secret not in log
    assert given.word not in repr(given)


def test_an_edited_term_of_a_word_is_found(record: Record, workspace: Workspace) -> None:
    record.people.reset_password("tremblay", ADMIN)
    with closing(sqlite3.connect(workspace.file)) as database:
        database.execute("UPDATE one_time SET until = '9999-01-01T00:00:00.000000+00:00'")
        database.commit()
    assert "one_time" in str(record.verify().reason)


# --- guesses side by side ----------------------------------------------------------------------


def test_a_right_guess_among_too_many_at_once_is_refused(
    record: Record, workspace: Workspace
) -> None:
    """Six programs look at the door before one of them has failed: the count holds for all."""
    people = record.people
    with record._access.read() as connection:
        tag = workspace.keys.tag("tremblay")
        early = approach(connection, "tremblay", tag, workspace.hand.now())
    assert matches(early, RIGHT, CHEAP)
    for _ in range(FREE_FAILURES):
        with pytest.raises(SignInRefused):
            people.sign_in("tremblay", "a guess at it")
    with pytest.raises(SignInRefused, match="seconds"), record._access.write() as writing:
        let_in(writing, early, None)

"""A watched folder: complete files are taken once, unfinished ones wait, nothing is moved."""

from __future__ import annotations

import os
from pathlib import Path

from app.intake import Inbox


def test_a_file_is_taken_when_it_stands_still_between_two_looks(tmp_path: Path) -> None:
    inbox = Inbox((tmp_path,))
    path = tmp_path / "cargo.edi"
    path.write_text("UNB+")
    assert inbox.look() == ()
    path.write_text("UNB+UNOA")
    assert inbox.look() == ()
    assert inbox.look() == (path,)
    assert inbox.look() == ()
    path.write_text("UNB+UNOA:2")
    assert inbox.look() == ()
    assert inbox.look() == (path,)


def test_a_file_under_a_passing_name_waits_until_it_is_renamed(tmp_path: Path) -> None:
    inbox = Inbox((tmp_path,))
    passing = tmp_path / "cargo.edi.part"
    passing.write_text("UNB+")
    assert (inbox.look(), inbox.look()) == ((), ())
    passing.rename(tmp_path / "cargo.edi")
    assert inbox.look() == ()
    assert inbox.look() == (tmp_path / "cargo.edi",)


def test_a_file_of_the_same_name_that_comes_again_is_taken_again(tmp_path: Path) -> None:
    inbox = Inbox((tmp_path,))
    path = tmp_path / "cargo.edi"
    path.write_text("one")
    state = path.stat()
    assert (inbox.look(), inbox.look()) == ((), (path,))
    path.unlink()
    assert inbox.look() == ()
    path.write_text("two")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert (inbox.look(), inbox.look()) == ((), (path,))


def test_a_folder_that_is_missing_may_come(tmp_path: Path) -> None:
    inbox = Inbox((tmp_path / "in",))
    assert inbox.look() == ()
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.json").write_text("{}")
    assert (inbox.look(), inbox.look()) == ((), (tmp_path / "in" / "deep" / "a.json",))

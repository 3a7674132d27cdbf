"""docs/mission.md names tests that there are, and leaves no requirement without test or owner."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "mission.md").read_text("utf-8")
REQUIRED = {*range(1, 21), *range(30, 87)}
LATER = {
    "later: pilot": {10, 11, 17, 18},
    "later: product": {3, 12},
}
"""What a later chapter owns, whole or the rest of it."""


def rows() -> list[list[str]]:
    """Return the cells of every row of both tables."""
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] not in ("name", "---")]


def there() -> set[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {
        name for file in files for name in re.findall(r"def (test_\w+)", file.read_text("utf-8"))
    }


def numbers(row: list[str]) -> set[int]:
    return {int(number) for number in re.findall(r"T-(\d\d)", row[-2])}


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", "".join(row[-1] for row in rows())))
    assert len(named) > 100
    assert named - there() == set()


def test_every_row_is_proved_owned_or_information() -> None:
    told = re.compile(r"`test_\w+`|later: (pilot|product)|^information")
    assert [row[0] for row in rows() if not told.search(row[-1])] == []


def test_every_requirement_has_a_row() -> None:
    assert {number for row in rows() for number in numbers(row)} == REQUIRED


def test_no_requirement_is_information_alone() -> None:
    answered = {n for row in rows() if not row[-1].startswith("information") for n in numbers(row)}
    owned = {n for row in rows() if "later: " in row[-1] for n in numbers(row)}
    assert answered | owned == REQUIRED


def test_later_chapters_own_what_they_said_they_would() -> None:
    for chapter, expected in LATER.items():
        owned = {n for row in rows() if chapter in row[-1] for n in numbers(row)}
        assert owned == expected, chapter


def test_every_requirement_of_a_row_has_a_test_that_bears_its_number() -> None:
    for row in rows():
        borne = {int(n) for n in re.findall(r"`test_t(\d\d)_", row[-1])}
        if not re.search("information|later: ", row[-1]):
            assert borne == numbers(row), row[0]


def test_a_test_that_bears_a_requirement_stands_in_a_row_of_it() -> None:
    for row in rows():
        borne = {int(n) for n in re.findall(r"`test_t(\d\d)_", row[-1])}
        assert borne <= numbers(row), row[0]

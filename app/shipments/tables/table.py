"""One code table: its entries, its date and its stamp, and the file that holds them.

A table is one JSON file in the form ``prescreen-table/1``, with one entry a line so that two
editions can be compared by eye. Its stamp is the SHA-256 of everything in it but the stamp: a table
that was changed by hand says so.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.errors import KnownError
from app.domain.words import say

SCHEMA = "prescreen-table/1"
MOST_ENTRIES = 500_000
LONGEST_CODE = 60


class TableUnreadable(KnownError):
    """The file is no code table, or was changed since it was stamped."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One code and what it stands for."""

    code: str
    en: str
    fr: str = ""
    details: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """More columns by name; ``from`` (yyyy-mm-dd) is the first day that the entry holds."""

    @property
    def since(self) -> str:
        """First day that the entry holds, as yyyy-mm-dd; empty when it always did."""
        return self.details.get("from", "")

    @property
    def sample(self) -> bool:
        """Whether it is made up, for demonstrations and training."""
        return self.details.get("sample") == "yes"


@dataclasses.dataclass(frozen=True, slots=True)
class Stamp:
    """What is said of a table as a whole.

    Attributes
    ----------
    dated
        Edition. Sentences quote it: "not in local table dated yyyy-mm-dd".
    source
        Where its entries were taken from.
    complete
        Whether a code that is missing here does not exist. Most tables that come with the program
        are not complete, and absence from them proves nothing.
    sha256
        Of everything else in the file.
    shipped
        Whether it came with the program, or was put in its place.
    """

    dated: dt.date
    source: str
    complete: bool
    sha256: str
    shipped: bool
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table by name; `entries` by code, the newest of a code first."""

    name: str
    stamp: Stamp
    entries: Mapping[str, tuple[Entry, ...]]

    def look_up(self, code: str, on: dt.date | None = None) -> Entry | None:
        """Return the entry of a code that holds on a day, by default the newest; None if none."""
        found = self.entries.get(code, ())
        if on is None:
            return found[0] if found else None
        return next((entry for entry in found if entry.since <= on.isoformat()), None)


def make_table(
    name: str,
    entries: Iterable[Entry],
    *,
    dated: dt.date,
    source: str,
    complete: bool = False,
    shipped: bool = False,
) -> Table:
    """Put entries together and stamp them.

    Raises
    ------
    TableUnreadable
        When there is none, or the same code stands twice with the same ``from``.
    """
    kept = tuple(sorted(entries, key=lambda entry: (entry.code, entry.since)))
    _check(name, kept)
    stamp = Stamp(dated, source, complete, "", shipped, len(kept))
    digest = hashlib.sha256(_canonical(name, stamp, kept)).hexdigest()
    by_code: dict[str, tuple[Entry, ...]] = {}
    for entry in kept:
        by_code[entry.code] = (entry, *by_code.get(entry.code, ()))
    return Table(name, dataclasses.replace(stamp, sha256=digest), MappingProxyType(by_code))


def _check(name: str, entries: tuple[Entry, ...]) -> None:
    if not 0 < len(entries) <= MOST_ENTRIES:
        raise TableUnreadable(
            say("The table {name} holds {count} entries.", name=name, count=len(entries))
        )
    before: tuple[str, str] | None = None
    for entry in entries:
        if not entry.code or len(entry.code) > LONGEST_CODE:
            raise TableUnreadable(
                say("The table {name} has an entry without a usable code.", name=name)
            )
        if (entry.code, entry.since) == before:
            raise TableUnreadable(
                say("The table {name} has the code {code} twice.", name=name, code=entry.code)
            )
        before = (entry.code, entry.since)


def table_text(table: Table) -> str:
    """Return the file of a table."""
    stamp = table.stamp
    head = {
        "form": SCHEMA,
        "table": table.name,
        "dated": stamp.dated.isoformat(),
        "source": stamp.source,
        "complete": stamp.complete,
        "sha256": stamp.sha256,
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join(
        "  " + json.dumps(_tree(entry), ensure_ascii=False)
        for code in sorted(table.entries)
        for entry in reversed(table.entries[code])
    )
    return f'{opening},\n "entries": [\n{lines}\n ]\n}}\n'


def read_table(text: str, *, file: str, shipped: bool = False) -> Table:
    """Read the file of a table and prove its stamp.

    Raises
    ------
    TableUnreadable
        When it is not in the form, or its stamp does not fit what it holds.
    """
    try:
        table = _table(json.loads(text), shipped=shipped)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise TableUnreadable(
            say("{file} is not a code table in the form {form}.", file=file, form=SCHEMA)
        ) from error
    if table is None:
        raise TableUnreadable(
            say(
                "{file} was changed since it was stamped. Put it in place again with "
                "`prescreen tables replace`.",
                file=file,
            )
        )
    return table


def _table(tree: dict[str, object], *, shipped: bool) -> Table | None:
    """Return the table of a tree; None when its stamp does not fit."""
    rows = tree["entries"]
    if tree["form"] != SCHEMA or not isinstance(rows, list):
        raise ValueError(SCHEMA)
    table = make_table(
        str(tree["table"]),
        [_entry(row) for row in rows],
        dated=dt.date.fromisoformat(str(tree["dated"])),
        source=str(tree["source"]),
        complete=tree["complete"] is True,
        shipped=shipped,
    )
    return table if table.stamp.sha256 == tree["sha256"] else None


def _entry(row: dict[str, object]) -> Entry:
    details = {name: str(value) for name, value in row.items() if name not in {"code", "en", "fr"}}
    code, en, fr = (str(row.get(name, "")) for name in ("code", "en", "fr"))
    return Entry(code, en, fr, MappingProxyType(details))


def _tree(entry: Entry) -> dict[str, str]:
    named = {"code": entry.code, "en": entry.en, "fr": entry.fr}
    return {name: text for name, text in named.items() if text or name == "code"} | dict(
        sorted(entry.details.items())
    )


def _canonical(name: str, stamp: Stamp, entries: tuple[Entry, ...]) -> bytes:
    tree = {
        "table": name,
        "dated": stamp.dated.isoformat(),
        "source": stamp.source,
        "complete": stamp.complete,
        "entries": [_tree(entry) for entry in entries],
    }
    return json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

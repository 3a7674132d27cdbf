"""All code tables together: those that came with the program, and those put in their place."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from app.domain.words import Sentence, phrase, say
from app.shipments.tables.generic import generic_sub_location
from app.shipments.tables.table import Entry, Stamp, Table, TableUnreadable, read_table
from app.shipments.tables.wording import plain_words

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "airlines": phrase("Airline prefixes of air waybills"),
        "airports": phrase("Airports in Canada"),
        "carriers": phrase("Carrier and forwarder codes"),
        "countries": phrase("Countries"),
        "descriptions_refused": phrase("Descriptions that say too little"),
        "exceptions": phrase("Exceptions to pre-arrival data"),
        "hs_headings": phrase("Chapters and headings of the Harmonized System"),
        "offices": phrase("Offices"),
        "packages": phrase("Kinds of packages"),
        "provinces": phrase("Provinces and territories of Canada"),
        "reporting_marks": phrase("Reporting marks of rail equipment"),
        "scan_windows": phrase("When scans are expected, by mode"),
        "service_options": phrase("Service options of releases"),
        "special_processes": phrase("Other processes of paragraph 120"),
        "states": phrase("States of the United States"),
        "sub_locations": phrase("Sub-locations"),
        "thresholds": phrase("Thresholds of value"),
        "time_frames": phrase("Time frames by mode"),
        "un_numbers": phrase("Dangerous goods by UN number"),
    }
)
"""Every table there is, and what it holds."""

_WORDS = ("descriptions_refused", "scan_windows", "special_processes", "time_frames")
"""Tables whose codes are words in lower case; the codes of all others are upper case."""


class Tables:
    """Look-up of codes; never changes once made.

    Parameters
    ----------
    tables
        By name; every name of `NAMES` must be there.
    faults
        Why a table that was put in place is not used, and the shipped one is.
    """

    def __init__(self, tables: Mapping[str, Table], faults: tuple[Sentence, ...] = ()) -> None:
        self._tables = dict(tables)
        self._worded: dict[str, frozenset[str]] = {}
        self.faults = faults

    @classmethod
    def shipped(cls) -> Tables:
        """Return what comes with the program."""
        return cls(_shipped())

    @classmethod
    def of(cls, folder: Path) -> Tables:
        """Return the tables of a workspace: what lies in its folder, else what is shipped.

        A file that is damaged is not used and named in `faults`: a look-up table must not keep an
        officer from working.
        """
        tables, faults = dict(_shipped()), []
        for name in NAMES:
            file = folder / f"{name}.json"
            try:
                if file.is_file():
                    tables[name] = named_table(file.read_text(encoding="utf-8"), name, file.name)
            except TableUnreadable as error:
                faults.append(error.sentence)
            except (OSError, UnicodeDecodeError) as error:
                faults.append(say("{file} cannot be read: {why}.", file=file.name, why=error))
        return cls(tables, tuple(faults))

    @classmethod
    def at(cls, home: Path) -> Tables:
        """Return the tables of a workspace, read again only when one was put in place since."""
        folder = home / "tables"
        try:
            kept = sorted(folder.glob("*.json"))
            stamps = tuple((file.name, file.stat().st_mtime_ns) for file in kept)
        except OSError:
            stamps = ()
        return _at(folder, stamps)

    def look_up(self, table: str, code: str, *, on: dt.date | None = None) -> Entry | None:
        """Return what a code stands for, None when it is not in the local table.

        Parameters
        ----------
        table
            One of `NAMES`.
        code
            As it was declared. Case and blanks around it do not matter; office codes may have
            three digits or four. Generic sub-locations (9 and the port's code, ¶124 to 126) follow
            from the table of offices.
        on
            Day for which the entry must hold; by default the newest entry is returned.
        """
        normal = _normal(table, code)
        found = self._tables[table].look_up(normal, on)
        if found is None and table == "sub_locations":
            return generic_sub_location(normal, self._tables["offices"])
        return found

    def longest(self, table: str, code: str) -> Entry | None:
        """Return the entry of the longest beginning of a code: the heading, else the chapter.

        For codes that grow from left to right, such as those of the Harmonized System.
        """
        normal = _normal(table, code)
        for length in range(len(normal), 0, -1):
            found = self._tables[table].look_up(normal[:length])
            if found is not None:
                return found
        return None

    def dated(self, table: str) -> dt.date:
        """Return the date of a table."""
        return self.stamp(table).dated

    def complete(self, table: str) -> bool:
        """Whether a code that is missing from the table does not exist (on the table's date)."""
        return self.stamp(table).complete

    def stamp(self, table: str) -> Stamp:
        """Return date, source and digest of a table."""
        return self._tables[table].stamp

    def table(self, name: str) -> Table:
        """Return a table whole."""
        return self._tables[name]

    def entries(self, table: str) -> Iterator[Entry]:
        """Yield the newest entry of each code, in the order of codes."""
        for found in self._tables[table].entries.values():
            yield found[0]

    def words(self, table: str) -> frozenset[str]:
        """Return the words of a table whose codes are words, in both languages, as plain words."""
        if table not in self._worded:
            said = (text for one in self.entries(table) for text in (one.code, one.en, one.fr))
            self._worded[table] = frozenset(map(plain_words, said)) - {""}
        return self._worded[table]

    def absent(self, table: str, code: str) -> Sentence:
        """Say that a code is not in a table, with the table's date."""
        return say(
            "{code} is not in local table {table} dated {date}.",
            code=code,
            table=table,
            date=self.dated(table).isoformat(),
        )


def named_table(text: str, name: str, file: str, *, shipped: bool = False) -> Table:
    """Read a table that must be of a given name."""
    table = read_table(text, file=file, shipped=shipped)
    if table.name != name:
        raise TableUnreadable(
            say(
                "{file} holds the table {found}, not {name}.",
                file=file,
                found=table.name,
                name=name,
            )
        )
    return table


@functools.lru_cache(maxsize=4)
def _at(folder: Path, stamps: tuple[tuple[str, int], ...]) -> Tables:
    return Tables.of(folder) if stamps else Tables.shipped()


@functools.cache
def _shipped() -> Mapping[str, Table]:
    folder = resources.files("app.shipments.tables").joinpath("data")
    return MappingProxyType(
        {
            name: named_table(
                folder.joinpath(f"{name}.json").read_text(encoding="utf-8"),
                name,
                f"{name}.json",
                shipped=True,
            )
            for name in NAMES
        }
    )


def _normal(table: str, code: str) -> str:
    text = code.strip().lower() if table in _WORDS else code.strip().upper()
    if table == "offices" and text.isdigit():
        return text.zfill(4)
    if table == "exceptions":
        # Rows of the memorandum end in the small letter of their paragraph: X102a.
        return re.sub(r"^(X\d{3})([A-I])$", lambda row: row[1] + row[2].lower(), text)
    return text.removeprefix("UN").strip() if table == "un_numbers" else text

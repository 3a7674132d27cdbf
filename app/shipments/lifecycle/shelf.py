"""Filings, found by the numbers that they name, asked for as they are needed.

A dossier asks for what it needs and no more, so that it costs the same among a million shipments.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from app.domain.filing import Filing, FilingKind
from app.shipments.lifecycle.numbers import Named, Part, form_of, named_by, quoted_as

Ask = Callable[[Collection[Named]], Mapping[Named, Sequence[Filing]]]
"""Returns the filings that name some numbers in some ways; always the same object for one.

A control number (`Part.SENT`) is also named by what it begins with, up to a slash: whoever quotes
an interchange means all that is in it.
"""


class Shelf:
    """Filings by what they name.

    Parameters
    ----------
    ask
        Is asked once for each name.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[Named, Sequence[Filing]] = {}

    @classmethod
    def of(cls, filings: Iterable[Filing]) -> Shelf:
        """Return a shelf that holds some filings and nothing else."""
        by: dict[Named, list[Filing]] = {}
        for filing in filings:
            for part, number in named_by(filing):
                for form in _outer(number) if part is Part.SENT else (number,):
                    by.setdefault((part, form), []).append(filing)
        return cls(lambda wanted: {named: by.get(named, ()) for named in wanted})

    def read_ahead(self, wanted: Iterable[Named]) -> None:
        """Ask for several names at once."""
        new = {named for named in wanted if named not in self._known}
        if new:
            found = self._ask(new)
            self._known.update((named, found.get(named, ())) for named in new)

    def find(self, part: Part, numbers: Iterable[str], *kinds: FilingKind) -> list[Filing]:
        """Return the filings that name one of some numbers in this way, each once."""
        wanted = list(dict.fromkeys((part, form_of(part, number)) for number in numbers))
        self.read_ahead(wanted)
        found = {
            id(filing): filing
            for named in wanted
            for filing in self._known[named]
            if filing.kind in kinds
        }
        return list(found.values())

    def named(self, name: Named) -> Sequence[Filing]:
        """Return the filings of one name."""
        self.read_ahead((name,))
        return self._known[name]

    def responses(self, filings: Sequence[Filing]) -> list[Filing]:
        """Return the responses that may answer some transmissions."""
        kind = FilingKind.RESPONSE
        keyed = self.find(Part.KEY, (filing.key for filing in filings), kind)
        numbers = (number for filing in filings for number in quoted_as(filing))
        quoted = self.find(Part.QUOTED, numbers, kind)
        return list({id(filing): filing for filing in (*keyed, *quoted)}.values())


def _outer(control: str) -> list[str]:
    """Return a control number and what stands before each of its slashes."""
    parts = control.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]

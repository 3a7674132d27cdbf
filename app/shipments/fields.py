"""A JSON object read field by field; each fault names the field by its path."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from app.domain.clock import YEARS
from app.domain.words import Sentence, say
from app.shipments.errors import ShipmentUnreadable

LONGEST_TEXT = 2000
MOST_ENTRIES = 20_000

Choice = TypeVar("Choice", bound=str)


class Fields:
    """One JSON object and where it stands in the file.

    What is asked for is noted for all objects of a kind together, such as every line of every
    shipment: what nobody asked for was not read.
    """

    def __init__(
        self, tree: object, path: str, kind: str = "", asked: dict[str, set[str]] | None = None
    ) -> None:
        if not isinstance(tree, Mapping):
            raise _fault(say("{path} must be an object.", path=path or "The file"))
        self._tree: Mapping[str, object] = tree
        self.path = path
        self._kind = kind
        self._asked = {} if asked is None else asked
        self._names = self._asked.setdefault(kind, set())

    @property
    def tree(self) -> Mapping[str, object]:
        """The object as it was read."""
        return self._tree

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._value(name) is not None

    def known(self, names: Iterable[str]) -> None:
        """Take names for read, whether anybody asks for them or not."""
        self._names.update(names)

    def unread(self, leave: Collection[str] = ()) -> tuple[str, ...]:
        """Return the fields in this object, and in those inside it, that nobody asked for.

        Parameters
        ----------
        leave
            Names of this object in which nothing is looked for.
        """
        found: dict[str, None] = {}
        waiting = [(self._kind, "", name, value) for name, value in self._tree.items()]
        while waiting:
            kind, before, name, value = waiting.pop()
            if value is None or (not before and name in leave):
                continue
            if name not in self._asked.get(kind, ()):
                found[f"{before}{name}"] = None
                continue
            many = "[]" if isinstance(value, list) else ""
            for inner in value if isinstance(value, list) else (value,):
                if isinstance(inner, Mapping):
                    own = (f"{kind}.{name}", f"{before}{name}{many}.")
                    waiting.extend((*own, deeper, told) for deeper, told in inner.items())
        return tuple(sorted(found))

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a text without blanks around it; empty when absent and not required."""
        value = self._value(name)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise _fault(say("{path} must be text.", path=self._at(name)))
        value = value.strip()
        if required and not value:
            raise _fault(say("{path} is missing; it must be given.", path=self._at(name)))
        if len(value) > LONGEST_TEXT:
            raise self._too_long(name)
        return value

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of a closed list of words, given as a string enumeration."""
        value = self.text(name, required=default is None).lower()
        if not value and default is not None:
            return default
        try:
            return kind(value)
        except ValueError as error:
            raise _fault(
                say(
                    "{path} is {value}, which is not in its list.", path=self._at(name), value=value
                )
            ) from error

    def truth(self, name: str) -> bool:
        """Return true or false; false when absent."""
        value = self._value(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise _fault(say("{path} must be true or false.", path=self._at(name)))
        return value

    def whole(self, name: str) -> int | None:
        """Return a whole number of 0 or more, None when absent."""
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, decimal.Decimal) and value == value.to_integral_value():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
            raise _fault(say("{path} must be a whole number of 0 or more.", path=self._at(name)))
        return value

    def amount(self, name: str) -> decimal.Decimal | None:
        """Return a decimal of 0 or more, None when absent."""
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | decimal.Decimal):
            raise _fault(say("{path} must be a number.", path=self._at(name)))
        number = decimal.Decimal(value)
        if not number.is_finite() or not 0 <= number < 10**12:
            raise _fault(say("{path} must be a number of 0 or more.", path=self._at(name)))
        return number

    def moment(self, name: str) -> dt.datetime | None:
        """Return a time with its zone as UTC, None when absent."""
        value = self.text(name)
        if not value:
            return None
        try:
            moment = dt.datetime.fromisoformat(value)
            if moment.tzinfo is not None and moment.year in YEARS:
                return moment.astimezone(dt.UTC)
        except (ValueError, OverflowError) as error:
            raise self._no_time(name) from error
        raise self._no_time(name)

    def part(self, name: str) -> Fields | None:
        """Return an object inside this one, None when absent."""
        value = self._value(name)
        return None if value is None else self._inner(value, name, self._at(name))

    def parts(self, name: str) -> tuple[Fields, ...]:
        """Return the objects of a list, empty when absent."""
        return tuple(
            self._inner(value, name, f"{self._at(name)}[{index}]")
            for index, value in enumerate(self._list(name))
        )

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list, empty when absent."""
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise _fault(say("{path} must be a list of texts.", path=self._at(name)))
        found = tuple(str(value).strip() for value in values)
        if any(len(value) > LONGEST_TEXT for value in found):
            raise self._too_long(name)
        return found

    def pairs(self, name: str, first: str, second: str) -> tuple[tuple[str, str], ...]:
        """Return the objects of a list as pairs of two of their texts, both required."""
        return tuple(
            (part.text(first, required=True), part.text(second, required=True))
            for part in self.parts(name)
        )

    def words(self, name: str) -> Mapping[str, str]:
        """Return an object of texts by name, empty when absent."""
        part = self.part(name)
        return MappingProxyType({} if part is None else part.all_texts())

    def all_texts(self) -> dict[str, str]:
        """Return every field of this object, which must all be texts."""
        return {str(key): self.text(key) for key in self._tree}

    def _value(self, name: str) -> object:
        self._names.add(name)
        return self._tree.get(name)

    def _inner(self, tree: object, name: str, path: str) -> Fields:
        return Fields(tree, path, f"{self._kind}.{name}", self._asked)

    def _list(self, name: str) -> list[object]:
        value = self._value(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise _fault(say("{path} must be a list.", path=self._at(name)))
        if len(value) > MOST_ENTRIES:
            raise _fault(
                say("{path} has more than {most} entries.", path=self._at(name), most=MOST_ENTRIES)
            )
        return value

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _too_long(self, name: str) -> ShipmentUnreadable:
        return _fault(
            say("{path} is longer than {most} signs.", path=self._at(name), most=LONGEST_TEXT)
        )

    def _no_time(self, name: str) -> ShipmentUnreadable:
        return _fault(
            say(
                "{path} must be a time with its zone, as 2026-11-20T09:45:00Z.", path=self._at(name)
            )
        )


def _fault(sentence: Sentence) -> ShipmentUnreadable:
    return ShipmentUnreadable(sentence)

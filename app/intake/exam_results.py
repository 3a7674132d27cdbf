"""Results of examinations from files: JSON by the published schema, or CSV, one result a row."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import decimal
import enum
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from app.domain.decision import ExamType
from app.domain.errors import KnownError
from app.domain.exam_result import (
    SCHEMA,
    Enforcement,
    ExamOutcome,
    ExamResult,
    Found,
    FoundCode,
    Hit,
    RegionHit,
)
from app.domain.words import phrase, say, whole_text

LARGEST = 8 << 20
"""Bytes of a file of results."""
LONGEST_COMMENT = 2000
_MOST_DIGITS = 30
_LARGE = phrase("{file} is too large for results: {most} MB at most.")
_NOT_READ = phrase("{file} cannot be read: {why}.")
_NO_TEXT = phrase("{file} is no text in UTF-8. Save it as such, and take it in again.")
_NO_JSON = phrase(
    "{file}, line {line}, sign {column}: from here on this is no JSON. Put it right and take the "
    "file in again; nothing of it was taken in. Results as rows need a name that ends with .csv."
)
_NO_ROWS = phrase(
    "{file}, line {line}: this is no row of a CSV. Put its quotation marks right and take the file "
    "in again; nothing of it was taken in."
)
_NO_NUMBER = phrase(
    "{file} has {written} where a number belongs. Put it right and take the file in again; nothing "
    "of it was taken in."
)
_NESTED = phrase("{file} is nested too deep to be results.")
_ONE_OF = phrase("{file}, result {number}: {field} cannot be {value}. One of: {known}.")
_A_LIST = phrase(
    "{file}, result {number}: {field} is a list, in square brackets, and not {value} alone."
)
_A_TIME = phrase(
    "{file}, result {number}: {field} cannot be {value}. A time has its zone with it, such as "
    "2026-03-01T12:00:00-05:00."
)
_A_SHARE = phrase(
    "{file}, result {number}: {field} cannot be {value}. A share lies between 0 and 1."
)
_WRONG = phrase("{file}, result {number}: {field} cannot be {value}.")
_LACKS = phrase("{file}, result {number}: {field} is missing.")
_UNKNOWN = phrase("{file}, result {number}: there is no field {field}.")
_OTHER = phrase("{file}, result {number}: the form is {schema}, not {known}.")
_REASON = phrase("{file}, result {number}: say in `reason` why nothing was examined.")
_Word = TypeVar("_Word", bound=enum.StrEnum)


class ResultsUnreadable(KnownError):
    """A file holds no results that can be taken in; nothing of it was."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where in which file something is wrong."""

    file: str
    number: int

    def wrong(self, field: str, value: object) -> ResultsUnreadable:
        return self.error(_WRONG, field=field, value=_brief(value))

    def error(self, text: str, **values: object) -> ResultsUnreadable:
        return ResultsUnreadable(say(text, file=self.file, number=self.number, **values))


def _brief(value: object) -> str:
    return whole_text(str(value))[:60]


def read_results(path: Path) -> tuple[ExamResult, ...]:
    """Read all results of a file: ``.csv`` as rows, anything else as JSON.

    Raises
    ------
    ResultsUnreadable
        With the first thing that is wrong, and where; no result of the file counts then.
    """
    text = _text(path)
    if path.suffix.lower() == ".csv":
        return tuple(
            _result(tree, _Place(path.name, number))
            for number, tree in enumerate(_rows(text, path.name), start=1)
        )
    found = _json(text, path.name)
    trees = found if isinstance(found, list) else [found]
    return tuple(
        _result(tree, _Place(path.name, number)) for number, tree in enumerate(trees, start=1)
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ResultsUnreadable(say(_LARGE, file=path.name, most=LARGEST >> 20))
        return data.decode("utf-8-sig")
    except UnicodeError as error:
        raise ResultsUnreadable(say(_NO_TEXT, file=path.name)) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise ResultsUnreadable(say(_NOT_READ, file=path.name, why=why)) from error


def _json(text: str, name: str) -> object:
    def no_number(written: str) -> object:
        raise ResultsUnreadable(say(_NO_NUMBER, file=name, written=written[:20]))

    def whole(written: str) -> object:
        return int(written) if len(written) <= _MOST_DIGITS else no_number(written)

    try:
        return json.loads(
            text, parse_float=decimal.Decimal, parse_int=whole, parse_constant=no_number
        )
    except json.JSONDecodeError as error:
        values = {"file": name, "line": error.lineno, "column": error.colno}
        raise ResultsUnreadable(say(_NO_JSON, **values)) from error
    except RecursionError as error:
        raise ResultsUnreadable(say(_NESTED, file=name)) from error


# --- CSV ---------------------------------------------------------------------------------------

_LISTS = ("exam_types", "enforcement", "photos", "actual_hs")
"""Columns that hold several words, apart by semicolons."""


def _rows(text: str, name: str) -> Iterator[dict[str, object]]:
    """Yield each row as the tree that JSON would hold.

    ``findings`` holds ``code`` or ``code:quantity unit``, ``regions`` ``label=hit``, each several
    apart by semicolons; an empty cell is a field that is left out.
    """
    reader = csv.DictReader(io.StringIO(text), strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if None in row or None in row.values():
                raise _Place(name, number).error(_LACKS, field="column")
            told = {key.strip(): cell.strip() for key, cell in row.items() if cell.strip()}
            yield {"schema": SCHEMA, **{key: _cell(key, cell) for key, cell in told.items()}}
    except csv.Error as error:
        # A line is counted once it was read.
        line = reader.line_num + 1
        raise ResultsUnreadable(say(_NO_ROWS, file=name, line=line)) from error


def _cell(key: str, cell: str) -> object:
    parts = [part.strip() for part in cell.split(";") if part.strip()]
    made: dict[str, Callable[[], object]] = {
        "findings": lambda: [_found_cell(part) for part in parts],
        "regions": lambda: [
            dict(zip(("label", "hit"), part.partition("=")[::2], strict=True)) for part in parts
        ],
        "unload_share": lambda: _number(cell),
        "actual_pieces": lambda: int(cell) if cell.isdecimal() else cell,
        "actual_weight_kg": lambda: _number(cell),
        "cost_to_client": lambda: {"yes": True, "no": False}.get(cell, cell),
        **{name: lambda: parts for name in _LISTS},
    }
    return made[key]() if key in made else cell


def _found_cell(part: str) -> dict[str, object]:
    code, _, rest = part.partition(":")
    quantity, _, unit = rest.strip().partition(" ")
    found: dict[str, object] = {"code": code.strip()}
    if quantity:
        found |= {"quantity": _number(quantity), "unit": unit.strip()}
    return found


def _number(text: str) -> object:
    """Return a number; text that is none stays text, and is refused where a number belongs."""
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation:
        return text


# --- one result --------------------------------------------------------------------------------


def _result(tree: object, place: _Place) -> ExamResult:
    if not isinstance(tree, dict):
        raise place.wrong("result", tree)
    told = dict(tree)
    schema = told.pop("schema", SCHEMA)
    if schema != SCHEMA:
        raise place.error(_OTHER, schema=str(schema)[:40], known=SCHEMA)
    for field in told:
        if field not in _READERS:
            raise place.error(_UNKNOWN, field=str(field)[:40])
    for field in ("referral_id", "outcome", "officer", "ended_at"):
        if field not in told:
            raise place.error(_LACKS, field=field)
    values: dict[str, Any] = {
        field: _READERS[field](value, field, place) for field, value in told.items()
    }
    result = ExamResult(**values)
    if result.outcome is ExamOutcome.NOT_EXAMINED and not result.reason:
        raise place.error(_REASON)
    return result


def _words(value: object, field: str, place: _Place) -> str:
    if not isinstance(value, str) or whole_text(value) != value:
        raise place.wrong(field, value)
    if len(value) > LONGEST_COMMENT:
        raise place.wrong(field, value)
    return value.strip()


def _needed(value: object, field: str, place: _Place) -> str:
    words = _words(value, field, place)
    if not words:
        raise place.error(_LACKS, field=field)
    return words


def _moment(value: object, field: str, place: _Place) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(_needed(value, field, place))
    except ValueError as error:
        raise place.error(_A_TIME, field=field, value=_brief(value)) from error
    if moment.tzinfo is None:
        raise place.error(_A_TIME, field=field, value=_brief(value))
    return moment.astimezone(dt.UTC)


def _quantity(value: object, field: str, place: _Place) -> decimal.Decimal:
    if isinstance(value, bool) or not isinstance(value, int | decimal.Decimal):
        raise place.wrong(field, value)
    number = decimal.Decimal(value)
    if not number.is_finite() or number < 0:
        raise place.wrong(field, value)
    return number


def _share(value: object, field: str, place: _Place) -> float:
    share = float(_quantity(value, field, place))
    if share > 1:
        raise place.error(_A_SHARE, field=field, value=_brief(value))
    return share


def _whole(value: object, field: str, place: _Place) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise place.wrong(field, value)
    return value


def _flag(value: object, field: str, place: _Place) -> bool:
    if not isinstance(value, bool):
        raise place.wrong(field, value)
    return value


def _list(value: object, field: str, place: _Place) -> list[object]:
    if not isinstance(value, list):
        raise place.error(_A_LIST, field=field, value=_brief(value))
    return value


def _one_of(kind: type[_Word]) -> Callable[[object, str, _Place], _Word]:
    def read(value: object, field: str, place: _Place) -> _Word:
        if not isinstance(value, str) or value not in {word.value for word in kind}:
            known = ", ".join(word.value for word in kind)
            raise place.error(_ONE_OF, field=field, value=_brief(value), known=known)
        return kind(value)

    return read


def _all_of(kind: type[_Word]) -> Callable[[object, str, _Place], tuple[_Word, ...]]:
    one = _one_of(kind)
    return lambda value, field, place: tuple(
        one(word, field, place) for word in _list(value, field, place)
    )


def _texts(value: object, field: str, place: _Place) -> tuple[str, ...]:
    return tuple(_needed(word, field, place) for word in _list(value, field, place))


def _parts(value: object, field: str, place: _Place, known: set[str]) -> dict[str, object]:
    if not isinstance(value, dict) or not set(value) <= known:
        raise place.wrong(field, value)
    return value


def _findings(value: object, field: str, place: _Place) -> tuple[Found, ...]:
    found = []
    for one in _list(value, field, place):
        told = _parts(one, field, place, {"code", "quantity", "unit", "location", "words"})
        quantity = told.get("quantity")
        found.append(
            Found(
                _one_of(FoundCode)(told.get("code"), field, place),
                None if quantity is None else _quantity(quantity, field, place),
                *(_words(told.get(name, ""), field, place) for name in _FOUND_WORDS),
            )
        )
    return tuple(found)


_FOUND_WORDS = ("unit", "location", "words")


def _regions(value: object, field: str, place: _Place) -> tuple[RegionHit, ...]:
    found = []
    for one in _list(value, field, place):
        told = _parts(one, field, place, {"label", "hit"})
        label = _needed(told.get("label"), field, place)
        found.append(RegionHit(label, _one_of(Hit)(told.get("hit"), field, place)))
    return tuple(found)


_READERS: Mapping[str, Callable[[object, str, _Place], Any]] = MappingProxyType(
    {
        "referral_id": _needed,
        "result_id": _words,
        "outcome": _one_of(ExamOutcome),
        "reason": _words,
        "exam_types": _all_of(ExamType),
        "officer": _needed,
        "team": _words,
        "started_at": _moment,
        "ended_at": _moment,
        "unload_share": _share,
        "findings": _findings,
        "regions": _regions,
        "enforcement": _all_of(Enforcement),
        "seal_before": _words,
        "seal_after": _words,
        "photos": _texts,
        "actual_pieces": _whole,
        "actual_weight_kg": _quantity,
        "actual_hs": _texts,
        "comments": _words,
        "release_status": _words,
        "cost_to_client": _flag,
    }
)

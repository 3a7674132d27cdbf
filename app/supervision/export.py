"""What supervision found, as files: JSON for programs, CSV for spreadsheets.

docs/supervision.md describes the fields. The lots can be repeated from ``draws.json`` alone.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.domain.clock import Clock
from app.domain.csv_text import csv_line
from app.domain.errors import KnownError
from app.domain.supervision import Answered, Draw, Drawn, SecondReading
from app.domain.words import say
from app.record import Record

SCHEMA = "prescreen-supervision/1"
PROTECTED = "PROTECTED B / PROTÉGÉ B"
ALGORITHM = (
    "lot = first 13 hexadecimal digits of SHA-256 over DRAW|SEED|IDENTITY in UTF-8, "
    "divided by 16**13; drawn when lot < share; IDENTITY of releases and readings: by rule 1 the "
    "recommendation, by rule 2 its item"
)

Row = dict[str, str | int | float | None]
Tree = dict[str, object]


@dataclasses.dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to."""

    answers: int
    readings: int
    draws: int
    """Seeds."""


def export_found(folder: Path, record: Record, clock: Clock) -> Exported:
    """Write answers, second readings and lots into a folder.

    Raises
    ------
    KnownError
        When the folder cannot be written.
    """
    answers = [_answer(one) for one in record.supervision.answers()]
    readings = [_reading(record, one) for one in record.supervision.readings()]
    draws = _draws(record)
    tables: Mapping[str, Sequence[Row]] = {"answers": answers, "readings": readings}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = {
            f"{name}.csv": _write(folder / f"{name}.csv", _csv(name, rows))
            for name, rows in tables.items()
        }
        written["draws.json"] = _write(folder / "draws.json", _json(draws))
        about = _about(record, clock, tables, written)
        _write(folder / "supervision.json", _json(about))
    except OSError as error:
        raise KnownError(
            say(
                "What supervision found cannot be written to {path}: {why}. Name another folder.",
                path=folder,
                why=error.strerror or error,
            )
        ) from error
    return Exported(len(answers), len(readings), len(record.supervision.seeds()))


FIELDS: Mapping[str, tuple[str, ...]] = {
    "answers": (
        *("line", "at", "by", "item", "decision"),
        *("why", "answer", "reasons", "comment"),
    ),
    "readings": (
        *("reading", "item", "decision", "first", "first_kind"),
        *("second", "second_kind", "second_confidence", "model_hidden"),
        *("asked_by", "asked_at", "signed_at", "differs"),
        *("third", "stands", "adjudicated_at", "comment"),
    ),
}
"""Columns of each table, in their order."""


def _answer(one: Answered) -> Row:
    return {
        "line": one.line,
        "at": one.at.isoformat(),
        "by": one.by,
        "item": one.item_id,
        "decision": one.recommendation_id,
        "why": " ".join(why.value for why in one.why),
        "answer": one.answer.value,
        "reasons": " ".join(one.reasons),
        "comment": one.comment,
    }


def _reading(record: Record, one: SecondReading) -> Row:
    signed, third = one.signed, one.adjudicated
    found: Row = {
        "reading": one.reading_id,
        "item": one.item_id,
        "decision": one.recommendation_id,
        "first": one.first,
        "first_kind": record.supervision.kind(one.recommendation_id),
        "second": one.reader,
        "second_kind": "",
        "second_confidence": None,
        "model_hidden": int(one.hide_model),
        "asked_by": one.asked_by,
        "asked_at": one.asked_at.isoformat(),
        "signed_at": "",
        "differs": None,
        "third": "",
        "stands": "",
        "adjudicated_at": "",
        "comment": "",
    }
    if signed is not None:
        found["second_kind"] = signed.kind.value
        found["second_confidence"] = signed.confidence
        found["signed_at"] = signed.times.decided_at.isoformat()
        found["differs"] = int(one.differs)
    if third is not None:
        found |= {"third": third.by, "stands": third.stands.value, "comment": third.comment}
        found["adjudicated_at"] = third.at.isoformat()
    return found


def _draws(record: Record) -> Tree:
    """Return every seed with what it was drawn among, so that anybody can repeat the draw."""
    drawn = {one.item_id: one for one in record.supervision.drawn()}
    return {
        "schema": SCHEMA,
        "algorithm": ALGORITHM,
        "draws": [
            {
                "draw": draw.value,
                "seed": seed.seed,
                "share": seed.share,
                "line": seed.line,
                "rule": seed.rule,
                "by": seed.by,
                "at": seed.at.isoformat(),
                "among": [
                    {"identity": identity, "line": line, "drawn": seed.draws(identity)}
                    for identity, line in among
                ],
                "on_record": _on_record(drawn.values(), seed.line, draw),
            }
            for draw in Draw
            for seed, among in record.supervision.drawn_among(draw)
        ],
    }


def _on_record(drawn: Iterable[Drawn], seed_line: int, draw: Draw) -> list[Tree] | None:
    """Return the lines that say so of each drawn item; None for draws that leave none."""
    if draw is not Draw.COMPLIANCE:
        return None
    return [{"item": one.item_id, "line": one.line} for one in drawn if one.seed_line == seed_line]


def _about(
    record: Record, clock: Clock, tables: Mapping[str, Sequence[Row]], written: Mapping[str, str]
) -> Tree:
    return {
        "schema": SCHEMA,
        "classification": PROTECTED,
        "made_at": clock.now().isoformat(),
        "record_lines": record.version(),
        "files": dict(written),
        **{name: list(rows) for name, rows in tables.items()},
    }


def _csv(name: str, rows: Sequence[Row]) -> bytes:
    fields = FIELDS[name]
    lines = [csv_line(fields), *(csv_line(row[field] for field in fields) for row in rows)]
    # With a mark of the encoding, without which spreadsheets misread accents.
    return "".join(lines).encode("utf-8-sig")


def _json(tree: Tree) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def _write(path: Path, data: bytes) -> str:
    """Write a file whole, and return its SHA-256."""
    beside = path.with_name(f"{path.name}.part")
    beside.write_bytes(data)
    beside.replace(path)
    return hashlib.sha256(data).hexdigest()

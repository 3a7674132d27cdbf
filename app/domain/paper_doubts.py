"""What looks mistyped in a paper manifest: check digits, shapes of numbers, sums.

A doubt stops nothing: a document is filed as it stands, and rules judge it as they judge all data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from app.domain.check_digits import waybill_keeps
from app.domain.errors import Missing
from app.domain.identifiers import Reading, container, folded, railcar, trailer, uld
from app.domain.paper import PaperManifest
from app.domain.shipment import Equipment, GoodsLine, Mode
from app.domain.words import Sentence, say

_LIKE_A_CONTAINER = re.compile(r"[A-Z]{3}[UJZ]\d{5,8}")
_LIKE_A_WAYBILL = re.compile(r"\d{11}")
_OFFICE = re.compile(r"\d{3,4}")
_READERS = {
    Mode.MARINE: container,
    Mode.RAIL: railcar,
    Mode.AIR: uld,
}


def line_field(place: int, name: str) -> str:
    """Return the name of a field in a line of goods, 0 the first."""
    return f"lines.{place}.{name}"


def doubts_of(paper: PaperManifest, places: Sequence[int]) -> tuple[Missing, ...]:
    """Return what looks mistyped, each with its field.

    Parameters
    ----------
    paper
        As it was read.
    places
        Line of the form that each line of goods was typed in.
    """
    return (
        *_of_numbers(paper),
        *_of_places(paper),
        *_of_lines(zip(places, paper.goods, strict=True)),
        *_of_sums(paper),
    )


def _of_numbers(paper: PaperManifest) -> Iterator[Missing]:
    number = folded(paper.ccn)
    if _LIKE_A_WAYBILL.fullmatch(number) and not waybill_keeps(number):
        sentence = say("Air waybill {number} fails its check digit.", number=paper.ccn)
        yield Missing("ccn", sentence)
    for piece in paper.equipment:
        reading = _of_equipment(piece, paper.mode)
        if isinstance(reading, Sentence):
            yield Missing("equipment", reading)


def _of_equipment(piece: Equipment, mode: Mode) -> Reading:
    """Read a number as what it looks like: containers ride on trucks and on rail cars too."""
    if _LIKE_A_CONTAINER.fullmatch(folded(piece.number)):
        return container(piece.number)
    return _READERS.get(mode, trailer)(piece.number)


def _of_places(paper: PaperManifest) -> Iterator[Missing]:
    for field, code in (("destination", paper.destination), ("sub_location", paper.sub_location)):
        if code and not _OFFICE.fullmatch(code):
            sentence = say("{typed} is no office or sub-location code: 4 digits.", typed=code)
            yield Missing(field, sentence)


def _of_lines(lines: Iterable[tuple[int, GoodsLine]]) -> Iterator[Missing]:
    for place, line in lines:
        if line.un_number and not re.fullmatch(r"\d{4}", line.un_number):
            sentence = say("{typed} is no UN number: 4 digits.", typed=line.un_number)
            yield Missing(line_field(place, "un_number"), sentence)
        if line.hs and not re.fullmatch(r"\d{4,10}", folded(line.hs)):
            sentence = say("{typed} is no HS number: 4 to 10 digits.", typed=line.hs)
            yield Missing(line_field(place, "hs"), sentence)


def _of_sums(paper: PaperManifest) -> Iterator[Missing]:
    counts = [line.quantity for line in paper.goods if line.quantity is not None]
    whole = bool(counts) and len(counts) == len(paper.goods)
    if whole and paper.pieces is not None and sum(counts) != paper.pieces:
        told = say("The lines add up to {sum}, not {typed}.", sum=sum(counts), typed=paper.pieces)
        yield Missing("pieces", told)
    masses = [line.weight_kg for line in paper.goods if line.weight_kg is not None]
    if paper.gross_kg is not None and masses and sum(masses) > paper.gross_kg:
        typed = paper.gross_kg
        told = say(
            "The lines add up to {sum} kg, more than {typed} kg.", sum=sum(masses), typed=typed
        )
        yield Missing("mass", told)

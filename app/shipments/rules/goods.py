"""The goods themselves: pieces and trailers, CSA, danger (¶114, 115, 119)."""

from __future__ import annotations

import re

from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.words import Sentence, phrase, say
from app.shipments.pieces import pieces
from app.shipments.rules import besides
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)

_ENGLISH = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FRENCH = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_NUMBERS = {word: n for words in (_ENGLISH, _FRENCH) for n, word in enumerate(words, start=2)}


def _in_trailers(parting: str, numbers: tuple[str, ...], trailers: str) -> re.Pattern[str]:
    """Return the words of a language; `parting` is what may stand before three more digits."""
    count = rf"(?<![\w,.])(\d{{1,3}}(?:[{parting}]\d{{3}}){{1,3}}|\d{{1,9}})\s+pi[eè]ces?\b"
    return re.compile(
        rf"{count}.*?\b({'|'.join(numbers)}|\d{{1,3}})\s+{trailers}\b", re.IGNORECASE | re.DOTALL
    )


_NO_BREAK = "\u00a0\u202f"
_IN_TRAILERS = (
    _in_trailers(f",{_NO_BREAK}", _ENGLISH, "trailers"),
    _in_trailers(f" .{_NO_BREAK}", _FRENCH, "remorques"),
)


@of_cargo(
    ("R034I", "115", WARN, DECISION),
    phrase("Every declared piece of equipment is imaged."),
    Need.EQUIPMENT,
)
def _imaged(cargo: Cargo) -> Outcomes:
    declared = pieces(cargo.item, cargo.shipment)
    if not declared:
        yield Lacks(Need.EQUIPMENT)
    missing = [piece.equipment.number for piece in declared if not piece.scans]
    if missing:
        yield Fires(
            say(
                "{count} of {total} declared pieces imaged; no image of {numbers}.",
                count=len(declared) - len(missing),
                total=len(declared),
                numbers=", ".join(missing[:4]),
            ),
            "NOT_IMAGED",
            weight=Severity.BLOCK,
        )


@of_cargo(
    ("R034", "115", WARN, DECISION),
    phrase("One shipment on several trailers: one number, every trailer declared, and all viewed."),
    Need.EQUIPMENT,
)
def _all_viewed(cargo: Cargo) -> Outcomes:
    declared = pieces(cargo.item, cargo.shipment)
    if not declared:
        yield Lacks(Need.EQUIPMENT)
        return
    imaged = [piece for piece in declared if piece.scans]
    viewed = [piece for piece in imaged if piece.seen_whole(cargo.item)]
    if len(imaged) > 1 and len(viewed) < len(imaged):
        kind = declared[0].equipment.kind
        yield Fires(_viewed_sentence(kind, len(viewed), len(declared)), weight=Severity.BLOCK)
    yield from _trailers_in_text(cargo)


def _viewed_sentence(kind: str, viewed: int, total: int) -> Sentence:
    """One phrase for each kind, so that each can be translated."""
    values = {"viewed": viewed, "total": total}
    if kind == "trailer":
        return say("{viewed} of {total} trailers viewed to the end.", **values)
    if kind == "railcar":
        return say("{viewed} of {total} rail cars viewed to the end.", **values)
    if kind == "container":
        return say("{viewed} of {total} containers viewed to the end.", **values)
    return say("{viewed} of {total} pieces viewed to the end.", **values)


def said_in_trailers(text: str) -> tuple[int, int] | None:
    """Return (pieces, trailers) of a text such as “100 pieces contained in two trailers” (¶115)."""
    found = next(filter(None, (words.search(text) for words in _IN_TRAILERS)), None)
    if found is None:
        return None
    trailers = _NUMBERS.get(found[2].lower()) or int(found[2])
    return int(re.sub(r"\D", "", found[1])), trailers


def _trailers_in_text(cargo: Cargo) -> Outcomes:
    shipment = cargo.shipment
    told = said_in_trailers(f"{shipment.special_instructions}; {shipment.goods_text}")
    declared = [piece for piece in shipment.equipment if piece.kind == "trailer"]
    if told is not None and declared and told[1] != len(declared):
        yield Fires(
            say(
                "The text says {said} trailers, {declared} are declared.",
                said=told[1],
                declared=len(declared),
            ),
            rule="R034T",
        )
    if told is not None and shipment.pieces is not None and told[0] != shipment.pieces:
        yield Fires(
            say(
                "The text says {said} pieces in all, {declared} are declared.",
                said=told[0],
                declared=shipment.pieces,
            ),
            "I04_PIECES",
            rule="R034P",
        )


@of_item(
    ("R035", "114", WARN, DECISION),
    phrase("CSA goods in a mixed load need full details and the CSA indicator."),
    Need.ABOARD,
)
def _csa_mixed(case: Case) -> Outcomes:
    known = {**case.aboard, **case.dossiers}
    for cargo in case.cargos:
        if not cargo.shipment.csa:
            continue
        others = [one.shipment.csa for one in case.cargos if one is not cargo]
        quoted = cargo.trip.report.cargo if cargo.trip is not None else ()
        shipments = [known[ccn].shipment for ccn in quoted if ccn in known]
        others += [one.csa for one in shipments if one is not None]
        if not all(others):
            yield from _csa_details(cargo)
        elif cargo.trip is None or any(ccn not in known for ccn in quoted):
            yield Lacks(Need.ABOARD)


def _csa_details(cargo: Cargo) -> Outcomes:
    shipment = cargo.shipment
    whole = bool(shipment.goods and shipment.pieces and shipment.shipper and shipment.consignee)
    if not whole or not cargo.conveyance.csa:
        yield Fires(
            say(
                "CSA goods of {shipment} in a mixed load, without full details or indicator: "
                "not eligible for CSA.",
                shipment=cargo.key,
            ),
            "CSA_INELIGIBLE",
            subject=cargo.key,
        )


@of_cargo(
    ("R036", "114", WARN, CONTEXT),
    phrase("CSA goods in a cargo transmission name the importer's business number."),
    Need.CSA,
)
def _csa_importer(cargo: Cargo) -> Outcomes:
    shipment = cargo.shipment
    number = shipment.importer_bn or (
        shipment.importer.business_number if shipment.importer else ""
    )
    if shipment.csa and not shipment.csa_full_load and not number:
        yield Fires(
            say("CSA is claimed and the importer's business number is missing."), "CSA_INELIGIBLE"
        )
    elif cargo.conveyance.csa and not shipment.csa:
        yield Lacks(Need.CSA)


@of_cargo(
    ("R037", "101(b), 114", INFORM, CONTEXT),
    phrase("A full load of CSA goods may go without transmitted data; it can still be scanned."),
    Need.CSA,
)
def _csa_full_load(cargo: Cargo) -> Outcomes:
    if "X101b" in cargo.claims:
        yield Chip(say("Full CSA load: data optional"))
    elif cargo.conveyance.csa and not cargo.shipment.csa:
        yield Lacks(Need.CSA)


@of_cargo(
    ("R040", "119", WARN, DECISION),
    phrase("Dangerous goods are declared before arrival like all others, by UN number and class."),
    Need.GOODS,
    Need.HOUSE_BILLS,
    besides=besides.dangerous,
)
def _dangerous(cargo: Cargo) -> Outcomes:
    dangers = [one for line in cargo.shipment.goods for one in line.dangers]
    numbers = sorted({one.un_number for one in dangers if one.un_number})
    if not cargo.shipment.goods:
        yield Lacks(Need.GOODS)
    if numbers:
        yield Fires(
            say("Dangerous goods declared: UN {numbers}.", numbers=", ".join(numbers)),
            weight=Severity.NOTE,
        )
    for number in numbers:
        declared = {one.dg_class for one in dangers if one.un_number == number}
        yield from _other_class(cargo, number, declared)


def _other_class(cargo: Cargo, number: str, declared: set[str]) -> Outcomes:
    """Tell a class that is not the one of the number, as far as the table has it."""
    known = cargo.detail("un_numbers", number, "class")
    # A group of compatibility, as the S of 1.4S, is left out by many.
    others = sorted(one for one in declared if one and not known.startswith(one))
    if known and others:
        yield Fires(
            say(
                "UN {number} is declared as class {declared}; it is of class {known}.",
                number=number,
                declared=", ".join(others),
                known=known,
            )
        )


ROWS: tuple[Row, ...] = (
    _imaged,
    _all_viewed,
    _csa_mixed,
    _csa_importer,
    _csa_full_load,
    _dangerous,
)

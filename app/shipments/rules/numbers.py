"""How long numbers and records last, and what a barcode says (¶8 to 10, 14, 19, 35 to 52)."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from app.domain.filing import FilingKind, Verdict
from app.domain.rule import Need
from app.domain.shipment import Function, Shipment
from app.domain.words import Sentence, phrase, say
from app.shipments.rules.cargo import Cargo, utc
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    INFORMATION,
    REJECT,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)

OTTAWA = zoneinfo.ZoneInfo("America/Toronto")
"""Where calendar years of the memorandum begin; it names no zone, CBSA's seat has this one."""
YEARS = 3
GOODS_MOST = 60
"""Signs of a description that a sentence names."""
ANOTHER_USE = dt.timedelta(days=90)
"""A conveyance's number that comes again after this names another journey (¶153)."""


def year_of(moment: dt.datetime) -> int:
    """Return the calendar year of an instant, in Ottawa."""
    return utc(moment).astimezone(OTTAWA).year


def free_again(first_used: dt.datetime) -> dt.date:
    """Return the first day on which a number may be used again.

    Three years from 1 January of the year after the first use (¶38, ¶52): a number first used in
    2026 is free on 1 January 2030.
    """
    return dt.date(year_of(first_used) + YEARS + 1, 1, 1)


def kept_until(moment: dt.datetime) -> dt.date:
    """Return the last day on which records of a year must be kept.

    Three complete calendar years after the current one (¶9); ¶40 counts to the same day.
    """
    return dt.date(year_of(moment) + YEARS, 12, 31)


@of_cargo(
    ("R009", "38, 52", REJECT, DECISION),
    phrase("A cargo number is not used again within three calendar years after its first year."),
    Need.HISTORY,
)
def _cargo_number_again(cargo: Cargo) -> Outcomes:
    dossier = cargo.dossier
    if dossier is None or dossier.first_used is None:
        yield Lacks(Need.HISTORY)
        return
    again = dossier.reused_at
    if again is not None and _day(again) < free_again(dossier.first_used):
        yield Fires(_two_uses(cargo, dossier.first_used, dossier.used_before), "LINK_DOUBT")


def _day(moment: dt.datetime) -> dt.date:
    return utc(moment).astimezone(OTTAWA).date()


def _two_uses(cargo: Cargo, first: dt.datetime, before: Shipment | None) -> Sentence:
    """Say what both cargoes are, where both are on file: the officer chooses between them."""
    number = cargo.shipment.ccn or cargo.key
    if before is None:
        return _reused(number, first)
    return say(
        "Number {number} was first used on {date}, for {before}; now it is used for {now}. It is "
        "free from {free} on. Confirm the link only if the scan shows the goods of now.",
        number=number,
        date=_day(first).isoformat(),
        before=_goods(before),
        now=_goods(cargo.shipment),
        free=free_again(first).isoformat(),
    )


def _goods(shipment: Shipment) -> str:
    """Return what a cargo is and who sends it, short enough for a sentence."""
    goods = shipment.goods_text or shipment.shipment_id
    short = goods if len(goods) <= GOODS_MOST else f"{goods[: GOODS_MOST - 1]}…"
    sender = shipment.shipper.name if shipment.shipper is not None else ""
    return f"{short} ({sender})" if sender else short


def _reused(number: str, first: dt.datetime) -> Sentence:
    return say(
        "Number {number} was first used on {date} for something else; it is free from {free} on.",
        number=number,
        date=_day(first).isoformat(),
        free=free_again(first).isoformat(),
    )


@of_item(
    ("R010", "38, 52", REJECT, CONTEXT),
    phrase("A conveyance's number is not used again within the same three years."),
    Need.REGISTER,
    Need.TRIP,
)
def _conveyance_number_again(case: Case) -> Outcomes:
    if case.register is None:
        yield Lacks(Need.REGISTER)
        return
    trips = {trip.crn: trip for cargo in case.cargos for trip in cargo.trips}
    if not trips:
        yield Lacks(Need.TRIP)
    for number, trip in sorted(trips.items()):
        first = case.register.first_used(number, FilingKind.CONVEYANCE)
        if first is None:
            continue
        another = utc(trip.received_at) - utc(first) > ANOTHER_USE
        if another and _day(trip.received_at) < free_again(first):
            yield Fires(_reused(number, first), subject=number)


@of_cargo(
    ("R011", "38, 144, 153", INFORM, INFORMATION),
    phrase("A rejected transmission does not use its number up."),
    Need.ANSWERS,
)
def _rejected_add(cargo: Cargo) -> Outcomes:
    dossier = cargo.dossier
    if dossier is None or not dossier.exchanges:
        yield Lacks(Need.ANSWERS)
        return
    for sent in dossier.exchanges:
        rejected = [at for at, verdict, _ in sent.answers if verdict is Verdict.REJECTED]
        if rejected and sent.function is Function.ADD:
            when = _day(rejected[0]).isoformat()
            yield Chip(say("Rejected on {date}; the number was not used up by it", date=when))
            return


@of_item(
    ("R012", "8, 9, 39, 40", REJECT, INFORMATION),
    phrase("Records are kept for three complete calendar years and the current one."),
    Need.ARRIVAL,
)
def _record_kept(case: Case) -> Outcomes:
    for cargo in case.cargos:
        moment = cargo.arrived_at or cargo.conveyance.eta
        if moment is None:
            yield Lacks(Need.ARRIVAL)
            continue
        until = kept_until(moment)
        if _day(case.now) <= until:
            yield Chip(say("Kept until {date}", date=until.isoformat()), cargo.key)


def confirmed(case: Case) -> tuple[str, ...]:
    """Return the inconsistencies of an item that an officer took note of, by code."""
    codes = (row.code for row in case.comparisons if row.code)
    keys = set(case.item.acknowledged)
    return tuple(code for code in codes if f"{code.split('_', 1)[0]}:{case.item.item_id}" in keys)


@of_item(
    ("R013", "10", INFORM, CONTEXT),
    phrase("CBSA monitors whether data is in time, true, and as the source documents have it."),
    Need.MEASURED,
)
def _compliance(case: Case) -> Outcomes:
    codes = confirmed(case)
    if codes:
        yield Chip(say("On the compliance list: {codes}", codes=", ".join(codes)))
    elif case.seen is None:
        yield Lacks(Need.MEASURED)


@of_item(
    ("R014", "19", WARN, DECISION),
    phrase("What is declared must be true, accurate and complete (Customs Act, s. 7.1)."),
    Need.MEASURED,
)
def _true_and_complete(case: Case) -> Outcomes:
    codes = confirmed(case)
    if codes:
        # The inconsistency itself is the warning; this is what a referral says of it.
        yield Chip(say("A referral cites s. 7.1 of the Customs Act: {codes}", codes=codes[0]))
    elif case.seen is None:
        yield Lacks(Need.MEASURED)


@of_cargo(
    ("R015", "14", INFORM, CONTEXT),
    phrase("There are codes of bonded and of non-bonded carriers."),
    Need.BONDED,
)
def _bonded(cargo: Cargo) -> Outcomes:
    for code in dict.fromkeys(filter(None, (cargo.carrier_code, cargo.crn[:4]))):
        bonded = cargo.bonded(code)
        if bonded is None:
            yield Lacks(Need.BONDED)
        elif bonded:
            yield Chip(say("{code} is bonded", code=code), code)
        else:
            yield Chip(say("{code} is not bonded", code=code), code)


@of_cargo(
    ("R019", "", WARN, CONTEXT),
    phrase("PARS does not belong in a conveyance's number (CBSA's best practices)."),
    Need.CRN,
)
def _pars_in_trip(cargo: Cargo) -> Outcomes:
    if not cargo.crn:
        yield Lacks(Need.CRN)
    elif "PARS" in cargo.crn.upper():
        yield Fires(
            say(
                "The conveyance's number {crn} says PARS: the release may hang on it.",
                crn=cargo.crn,
            ),
            subject=cargo.crn,
        )


ROWS: tuple[Row, ...] = (
    _cargo_number_again,
    _conveyance_number_again,
    _rejected_add,
    _record_kept,
    _compliance,
    _true_and_complete,
    _bonded,
    _pars_in_trip,
)

"""On what each exemption depends: seen in the image, in the data, or noted by officer or port."""

from __future__ import annotations

from decimal import Decimal

from app.domain.notice import Severity
from app.domain.observation import Observation
from app.domain.rule import Need
from app.domain.words import Sentence, phrase, say
from app.shipments.pieces import KEY_OF_KIND, read_numbers
from app.shipments.rules.case import Case
from app.shipments.rules.row import Chip, Fires, Lacks, Outcomes

BOBTAIL_MOST_M = 10.0
"""Length in metres from which on what was scanned is no tractor alone: a starting value between
a long sleeper tractor, about 8.5 m, and the shortest tractor with a trailer."""
LOADED = 0.06
"""Share of the imaged area, 0 to 1, from which on something stands on a trailer, as
`discrepancies.LOADED_FROM` has it."""
_BODIES = ("trailer", "container", "chassis", "railcar")
_BODY_KEYS = tuple(key for kind, key in KEY_OF_KIND.items() if kind in _BODIES)


def _doubt(sentence: Sentence, reason: str = "EXEMPTION_DOUBT") -> Fires:
    return Fires(sentence, reason, weight=Severity.WARNING)


def approved(case: Case) -> Outcomes:
    """Importer, carrier and driver must all be approved (¶101(b), (i))."""
    noted = case.observed(Observation.DRIVER).lower()
    if not noted:
        yield Lacks(Need.CONDITION)
    elif noted != "yes":
        yield _doubt(
            say("Driver, carrier or importer is not approved under CSA."), "CSA_INELIGIBLE"
        )


def full_csa(case: Case) -> Outcomes:
    """A full load only, and all three parties approved."""
    if any(not cargo.shipment.csa and not cargo.shipment.csa_full_load for cargo in case.cargos):
        yield _doubt(
            say("A full CSA load is claimed, and other goods are on board."), "CSA_INELIGIBLE"
        )
    yield from approved(case)


def turned_around(case: Case) -> Outcomes:
    """The entire conveyance and its complete cargo, back at the same port."""
    noted = case.observed(Observation.SAME_PORT).lower()
    if not noted:
        yield Lacks(Need.CONDITION)
    elif noted != "yes":
        yield _doubt(say("A turn-around must come back whole, at the port that it left by."))


def never_scanned(case: Case) -> Outcomes:
    """A scan that is linked to it is an error in the data."""
    if case.item.scans:
        yield _doubt(say("Electricity, oil or gas in a line has no image: the link is an error."))


def military(case: Case) -> Outcomes:
    """Both the goods and the conveyance."""
    noted = case.observed(Observation.MILITARY).lower()
    if not noted:
        yield Lacks(Need.CONDITION)
    elif noted != "yes":
        yield _doubt(say("Military goods are exempt on a military conveyance only."))


def tractor_alone(case: Case) -> Outcomes:
    """No equipment and no goods: declared, read at the scan site, or seen in the image.

    A dolly between trailers does not count as equipment.
    """
    declared = any(
        piece.kind in _BODIES for cargo in case.cargos for piece in cargo.shipment.equipment
    )
    goods = any(cargo.shipment.goods or cargo.shipment.pieces for cargo in case.cargos)
    read = any(key in read_numbers(scan) for scan in case.item.scans for key in _BODY_KEYS)
    if declared or goods or read:
        yield _doubt(say("Claimed as a tractor alone, with equipment or goods on it."))
    elif case.seen is None or (case.seen.length_m is None and case.seen.loaded_share is None):
        yield Lacks(Need.MEASURED)
    elif (case.seen.length_m or 0.0) > BOBTAIL_MOST_M or (case.seen.loaded_share or 0.0) > LOADED:
        yield _doubt(say("Claimed as a tractor alone; the image shows more than a tractor."))


def mail_alone(case: Case) -> Outcomes:
    """A full load only; mail among other cargo is another row."""
    quoted = {ccn for cargo in case.cargos if cargo.trip for ccn in cargo.trip.report.cargo}
    if quoted or len(case.cargos) > 1:
        yield _doubt(say("Mail is claimed as a full load, and other cargo is on board."))
    elif not any(cargo.trip for cargo in case.cargos):
        yield Lacks(Need.TRIP)


def empty_csa(case: Case) -> Outcomes:
    """Empty is what the image can show; the driver is noted."""
    if case.seen is None or case.seen.loaded_share is None:
        yield Lacks(Need.MEASURED)
    elif case.seen.loaded_share > LOADED:
        yield _doubt(say("Claimed as an empty CSA carrier; a load is seen."), "CSA_INELIGIBLE")
    yield from approved(case)


def courier_value(case: Case) -> Outcomes:
    """A value for duty up to the programme's threshold."""
    for cargo in case.cargos:
        value = cargo.shipment.value
        entry = (
            case.tables.look_up("thresholds", "CLVS", on=case.now.date()) if case.tables else None
        )
        if "X102a" not in cargo.claims:
            continue
        if entry is None:
            yield Lacks(Need.THRESHOLD)
        elif value is None or value.currency != entry.details.get("currency", "CAD"):
            yield Lacks(Need.VALUE)
        elif value.amount > Decimal(entry.details["amount"]):
            yield Fires(
                say(
                    "Value {value} {currency} is above the courier programme's {most}.",
                    value=value.amount,
                    currency=value.currency,
                    most=entry.details["amount"],
                ),
                "CLVS_INELIGIBLE",
                subject=cargo.key,
                weight=Severity.WARNING,
            )


def mail_in_load(case: Case) -> Outcomes:
    """The rest of the load needs cargo records: it must be known."""
    if len(case.cargos) < 2 and not any(c.trip and c.trip.report.cargo for c in case.cargos):
        yield Lacks(Need.ABOARD)


_TOWED = {
    "nothing": phrase("Empty tow truck: verbal report"),
    "car": phrase("Tow truck with a private car: verbal report"),
    "tractor": phrase(
        "Tow truck with a disabled tractor: its owner may send empty conveyance data"
    ),
    "empty_trailer": phrase("Tow truck with an empty trailer: its owner may send conveyance data"),
    "loaded_trailer": phrase(
        "Tow truck with a loaded trailer: its owner sends cargo and conveyance"
    ),
}


def towed(case: Case) -> Outcomes:
    """Five cases, of which one needs data."""
    noted = case.observed(Observation.TOW).lower()
    if noted not in _TOWED:
        yield Lacks(Need.CONDITION)
        return
    yield Chip(say(_TOWED[noted]), noted)
    if noted == "loaded_trailer" and not case.item.shipments:
        yield Fires(
            say("A loaded trailer is towed, and its owner sent no data."),
            "NO_MANIFEST",
            weight=Severity.BLOCK,
        )


def seen_at_all(case: Case) -> Outcomes:
    """Only the image tells: without a measurement the officer has to look."""
    if case.seen is None or case.seen.loaded_share is None:
        yield Lacks(Need.MEASURED)

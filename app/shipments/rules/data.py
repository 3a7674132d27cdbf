"""Rules on the shipment data itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.notice import Notice, Severity
from app.domain.shipment import Function, Mode, Shipment
from app.domain.words import say
from app.domain.work import LinkClass
from app.shipments.commodities import looks_dangerous, vague
from app.shipments.figures import kilograms
from app.shipments.rules.case import Case

TIME_FRAME: Mapping[Mode, int] = MappingProxyType(
    {Mode.HIGHWAY: 60, Mode.RAIL: 120, Mode.AIR: 240, Mode.COURIER: 240, Mode.MARINE: 1440}
)
"""Minutes before arrival by which data must be in."""
SUM_SHARE = 0.01


def no_shipment_data(case: Case) -> Iterator[Notice]:
    """R020: nothing on file that the scan could belong to."""
    if not case.item.shipments:
        yield Notice(
            "R020",
            Severity.BLOCK,
            "71",
            say("No shipment data on file for this scan. An exemption may apply; ask for it."),
            "NO_MANIFEST",
            case.item.item_id,
        )


def deleted(case: Case) -> Iterator[Notice]:
    """R059: the carrier deleted the record after the scan was linked."""
    for shipment in case.item.shipments:
        if shipment.function is Function.DELETE:
            yield Notice(
                "R059",
                Severity.BLOCK,
                "153",
                say("Shipment data {shipment} was deleted.", shipment=shipment.shipment_id),
                "MANIFEST_DELETED",
                shipment.shipment_id,
            )


def house_bills_missing(case: Case) -> Iterator[Notice]:
    """R038: a consolidation without its house bills is not complete."""
    for shipment in case.shipments:
        if shipment.consolidated and not shipment.house_bills:
            yield Notice(
                "R038",
                Severity.BLOCK,
                "20",
                say("Consolidated cargo, and no house bill is on file: the cargo is incomplete."),
                "CARGO_INCOMPLETE",
                shipment.shipment_id,
            )


def changed_since_confirmed(case: Case) -> Iterator[Notice]:
    """R055: a Change replaced the record after an officer confirmed the link."""
    versions = {
        link.shipment_id: link.shipment_version
        for link in case.item.links
        if link.link_class is LinkClass.CONFIRMED
    }
    for shipment in case.shipments:
        if versions.get(shipment.shipment_id, shipment.version) < shipment.version:
            yield changed(shipment)


def changed(shipment: Shipment) -> Notice:
    """Return the warning on data that changed after the first look."""
    return Notice(
        "R055",
        Severity.WARNING,
        "150",
        say(
            "The data of {shipment} changed to version {version} after the first look.",
            shipment=shipment.shipment_id,
            version=shipment.version,
        ),
        subject=f"{shipment.shipment_id} v{shipment.version}",
    )


def changed_since_decided(case: Case) -> Iterator[Notice]:
    """R055: a Change replaced the record after the recommendation was signed."""
    if not case.item.decisions:
        return
    decided = set(case.item.decisions[-1].shipment_digests)
    for shipment in case.shipments:
        if shipment.sha256 not in decided:
            yield Notice(
                "R055D",
                Severity.WARNING,
                "150",
                say(
                    "The data of {shipment} differs from what the recommendation was signed on.",
                    shipment=shipment.shipment_id,
                ),
                subject=f"{shipment.shipment_id} v{shipment.version}",
            )


def empty_flag_contradicted(case: Case) -> Iterator[Notice]:
    """R025: the conveyance is declared empty and goods are declared with it."""
    for shipment in case.shipments:
        if shipment.conveyance.empty and (shipment.goods or shipment.pieces):
            yield Notice(
                "R025",
                Severity.WARNING,
                "83",
                say(
                    "The conveyance is declared empty, yet {shipment} declares goods.",
                    shipment=shipment.shipment_id,
                ),
                subject=shipment.shipment_id,
            )


def dangerous_undeclared(case: Case) -> Iterator[Notice]:
    """R040 and I09: words or codes of dangerous goods without the element that declares them."""
    for shipment in case.shipments:
        lines = [g for g in shipment.goods if looks_dangerous(g) and not g.un_number]
        if lines:
            yield Notice(
                "I09",
                Severity.WARNING,
                "119",
                say(
                    "Possible dangerous goods without a UN number: {goods}.",
                    goods=lines[0].description,
                ),
                "I09_DG_UNDECLARED",
                shipment.shipment_id,
            )


def dangerous_declared(case: Case) -> Iterator[Notice]:
    """R040: dangerous goods are declared."""
    for shipment in case.shipments:
        numbers = sorted({line.un_number for line in shipment.goods if line.un_number})
        if numbers:
            yield Notice(
                "R040",
                Severity.NOTE,
                "119",
                say("Dangerous goods declared: UN {numbers}.", numbers=", ".join(numbers)),
                subject=shipment.shipment_id,
            )


def vague_description(case: Case) -> Iterator[Notice]:
    """Q001 and I13: a description that says too little."""
    for shipment in case.shipments:
        lines = [line for line in shipment.goods if vague(line.description)]
        if lines:
            yield Notice(
                "Q001",
                Severity.WARNING,
                "",
                say(
                    "The description “{goods}” is too vague to compare the image with.",
                    goods=lines[0].description,
                ),
                "I13_DESCRIPTION",
                shipment.shipment_id,
            )


def weights_do_not_add_up(case: Case) -> Iterator[Notice]:
    """I15: the lines do not add up to the gross weight."""
    for shipment in case.shipments:
        weights = [line.weight_kg for line in shipment.goods]
        if not weights or None in weights or not shipment.gross_kg:
            continue
        total = sum(weight for weight in weights if weight is not None)
        if abs(float(total - shipment.gross_kg)) > SUM_SHARE * float(shipment.gross_kg):
            yield Notice(
                "I15",
                Severity.WARNING,
                "",
                say(
                    "The lines weigh {total} together, the shipment {gross}.",
                    total=kilograms(total),
                    gross=kilograms(shipment.gross_kg),
                ),
                "I15_WEIGHT_SUM",
                shipment.shipment_id,
            )


def received_late(case: Case) -> Iterator[Notice]:
    """R051 and R052: data that came in later than the mode's time frame before arrival."""
    for shipment in case.shipments:
        eta, limit = shipment.conveyance.eta, TIME_FRAME[shipment.conveyance.mode]
        if eta is None or eta - shipment.received_at >= dt.timedelta(minutes=limit):
            continue
        highway = shipment.conveyance.mode is Mode.HIGHWAY
        yield Notice(
            "R051" if highway else "R052",
            Severity.WARNING,
            "89" if highway else "",
            say(
                "Insufficient review time: data came {minutes} min before arrival, not {limit}.",
                minutes=int((eta - shipment.received_at) / dt.timedelta(minutes=1)),
                limit=limit,
            ),
            "I20_TIMING",
            shipment.shipment_id,
        )


def arrival_passed(case: Case) -> Iterator[Notice]:
    """LATE: the estimated time of arrival is over."""
    eta = case.item.eta
    if eta is not None and case.now > eta:
        yield Notice(
            "LATE",
            Severity.NOTE,
            "",
            say(
                "Late: arrival was due {minutes} min ago. Tell the port by telephone.",
                minutes=int((case.now - eta) / dt.timedelta(minutes=1)),
            ),
            subject=case.item.item_id,
        )

"""What need not be declared before arrival (¶1, 101 to 112).

None of these stops an image from being viewed or referred: all goods are reported (¶4). The rows
are local names; CBSA's exception codes are not public. Paragraph 108 has two footnotes that the
published text leaves empty: nothing is made of them here.
"""

from __future__ import annotations

from collections.abc import Callable

from app.domain.rule import Bearing, Need
from app.domain.words import phrase, say
from app.shipments.rules import conditions
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    INFORMATION,
    Chip,
    Lacks,
    Outcomes,
    Row,
    of_item,
)

Condition = Callable[[Case], Outcomes]


def _nothing(case: Case) -> Outcomes:
    del case
    yield from ()


def _claim(
    facts: tuple[str, str, Bearing],
    says: str,
    chip: str,
    condition: Condition = _nothing,
    needs: tuple[Need, ...] = (),
) -> Row:
    """Make a row of section 2.4: a chip where it is claimed, and then what it depends on.

    Nobody can tell what is claimed while an exception code is not understood.
    """
    rule, paragraph, bearing = facts

    def decide(case: Case) -> Outcomes:
        if rule in case.claims:
            yield Chip(say(chip))
            yield from condition(case)
        elif any(cargo.unknown_codes for cargo in case.cargos):
            yield Lacks(Need.EXCEPTION)

    level = (rule, paragraph, INFORM, bearing)
    return of_item(level, says, Need.EXCEPTION, *needs)(decide)


_EXEMPT_FROM_BOTH: tuple[Row, ...] = (
    _claim(
        ("X101a", "101(a)", CONTEXT),
        phrase("Emergency vehicles, personnel and equipment need no data."),
        phrase("Emergency response: never delay it for an image"),
    ),
    _claim(
        ("X101b", "101(b)", CONTEXT),
        phrase("A full load of CSA goods needs no data; all three parties are approved."),
        phrase("Full load of CSA goods"),
        conditions.full_csa,
        (Need.CONDITION,),
    ),
    _claim(
        ("X101c", "101(c)", DECISION),
        phrase("What the US refused comes back whole, by the same port, without data."),
        phrase("Turned around by US CBP"),
        conditions.turned_around,
        (Need.CONDITION,),
    ),
    _claim(
        ("X101d", "101(d)", INFORMATION),
        phrase("What comes by wire or pipe needs no data, and no image can show it."),
        phrase("By wire or pipe"),
        conditions.never_scanned,
    ),
    _claim(
        ("X101e", "101(e)", CONTEXT),
        phrase("Military goods on a military conveyance need no data; both must hold."),
        phrase("Military goods on a military conveyance"),
        conditions.military,
        (Need.CONDITION,),
    ),
    _claim(
        ("X101f", "101(f)", DECISION),
        phrase("A tractor with no equipment, no goods, and not imported itself needs no data."),
        phrase("Tractor alone"),
        conditions.tractor_alone,
        (Need.MEASURED,),
    ),
    _claim(
        ("X101g", "101(g)", CONTEXT),
        phrase("A full load of mail needs no data."),
        phrase("Mail, full load"),
        conditions.mail_alone,
        (Need.TRIP,),
    ),
    _claim(
        ("X101h", "101(h)", CONTEXT),
        phrase("Hand-carried goods need no data."),
        phrase("Hand-carried goods"),
    ),
    _claim(
        ("X101i", "101(i)", DECISION),
        phrase("An empty conveyance of a CSA carrier with an approved driver needs no data."),
        phrase("Empty CSA carrier, approved driver"),
        conditions.empty_csa,
        (Need.MEASURED, Need.CONDITION),
    ),
)

_EXEMPT_FROM_CARGO: tuple[Row, ...] = (
    _claim(
        ("X102a", "102(a), 109", DECISION),
        phrase("Courier low value goods stand on the courier's list, not in a cargo report."),
        phrase("CLVS: scans are linked to the courier's list"),
        conditions.courier_value,
        (Need.VALUE, Need.THRESHOLD),
    ),
    _claim(
        ("X102b", "102(b)", DECISION),
        phrase("Empty containers, racks and totes of shipper or importer need conveyance data."),
        phrase("Instruments of trade: racks and containers must be empty"),
        conditions.seen_at_all,
        (Need.MEASURED,),
    ),
    _claim(
        ("X102c", "102(c), 60-67", CONTEXT),
        phrase("Domestic in-transit movements need conveyance data, without penalty (¶68)."),
        phrase("Domestic in-transit on an A8B"),
    ),
    _claim(
        ("X102d", "102(d)", CONTEXT),
        phrase("Mail in a mixed load needs conveyance data; the rest of the load cargo records."),
        phrase("Mail in a mixed load"),
        conditions.mail_in_load,
        (Need.ABOARD,),
    ),
    _claim(
        ("X102e", "102(e), 111", DECISION),
        phrase("Air cargo on a truck goes by its paper air waybill, as long as that is so."),
        phrase("Flying truck: found by its air waybill"),
    ),
    _claim(
        ("X102f", "102(f)", INFORMATION),
        phrase("Conveyances that were repaired abroad in an emergency need conveyance data."),
        phrase("Emergency repair abroad"),
    ),
    _claim(
        ("X102g", "102(g)", DECISION),
        phrase("Boards and bracing that support goods need conveyance data."),
        phrase("Dunnage: boards and bracing only"),
        conditions.seen_at_all,
        (Need.MEASURED,),
    ),
)

_OTHERS: tuple[Row, ...] = (
    _claim(
        ("X103", "104", DECISION),
        phrase("An empty conveyance sends an empty indicator; no penalty until further notice."),
        phrase("Declared empty"),
        conditions.seen_at_all,
        (Need.MEASURED,),
    ),
    _claim(
        ("X108", "108", CONTEXT),
        phrase("Of tow trucks, only one with a loaded trailer needs data, from its owner."),
        phrase("Tow truck"),
        conditions.towed,
        (Need.CONDITION,),
    ),
    _claim(
        ("X000", "1", INFORMATION),
        phrase("Goods that the regulations do not call specified need no data."),
        phrase("No specified goods"),
    ),
)


@of_item(
    ("X105", "105", INFORM, CONTEXT),
    phrase("Conveyance reports may be sent ahead, and one changed when a truck returns empty."),
    Need.HISTORY,
)
def _sent_ahead(case: Case) -> Outcomes:
    for cargo in case.cargos:
        if "X103" not in cargo.claims:
            continue
        if cargo.dossier is None:
            yield Lacks(Need.HISTORY)
        elif len(cargo.dossier.versions) > 1:
            yield Chip(say("Sent ahead and changed: expected of an empty conveyance"), cargo.key)


@of_item(
    ("X106", "106", INFORM, INFORMATION),
    phrase("Carriers under CSA do not send reports of empty conveyances ahead."),
    Need.PROGRAMMES,
)
def _not_for_csa(case: Case) -> Outcomes:
    for cargo in case.cargos:
        if "X103" not in cargo.claims:
            continue
        programmes = cargo.detail("carriers", cargo.crn[:4], "programmes")
        if cargo.conveyance.csa or "CSA" in programmes:
            yield Chip(say("CSA carrier: no reports sent ahead"), cargo.key)
        elif not programmes:
            yield Lacks(Need.PROGRAMMES)


@of_item(
    ("X112", "112", INFORM, CONTEXT),
    phrase("Dollies and the like are not declared unless they are imported as goods."),
    Need.EQUIPMENT,
)
def _ancillary(case: Case) -> Outcomes:
    if not any(cargo.shipment.equipment for cargo in case.cargos):
        yield Lacks(Need.EQUIPMENT)
    named = any(p.kind == "ancillary" for c in case.cargos for p in c.shipment.equipment)
    if named or "X112" in case.claims:
        yield Chip(say("Ancillary equipment: a dolly is no irregularity"))


ROWS: tuple[Row, ...] = (
    *_EXEMPT_FROM_BOTH,
    *_EXEMPT_FROM_CARGO,
    *_OTHERS,
    _sent_ahead,
    _not_for_csa,
    _ancillary,
)

"""How goods cross: port of arrival and of release, modes, exceptions (¶74 to 88)."""

from __future__ import annotations

from app.domain.rule import Need
from app.domain.shipment import Mode, Movement
from app.domain.words import phrase, say
from app.shipments.rules.cargo import Cargo, same_port
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    INFORMATION,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)

MODE_WORDS = {
    Mode.HIGHWAY: phrase("highway"),
    Mode.RAIL: phrase("rail"),
    Mode.AIR: phrase("air"),
    Mode.MARINE: phrase("marine"),
    Mode.COURIER: phrase("courier"),
}


@of_cargo(
    ("R027", "74", INFORM, CONTEXT),
    phrase("A sub-location names the inland place of release should release at the border fail."),
    Need.MOVEMENT,
)
def _inland_fallback(cargo: Cargo) -> Outcomes:
    if cargo.shipment.sub_location:
        return
    if cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    elif cargo.movement is Movement.IMPORT:
        yield Chip(say("No inland fallback named"))


@of_cargo(
    ("R028", "75", WARN, DECISION),
    phrase("Goods that arrive at another port than that of release cannot be released there."),
    Need.MOVEMENT,
    Need.PORT,
    Need.RELEASE_OFFICE,
)
def _released_elsewhere(cargo: Cargo) -> Outcomes:
    port, office = cargo.conveyance.fpoa, cargo.shipment.release_office
    same = same_port(port, office) if port and office else None
    if same is None:
        yield Lacks(Need.RELEASE_OFFICE if port else Need.PORT)
    elif not same:
        if cargo.movement is Movement.UNKNOWN:
            yield Lacks(Need.MOVEMENT)
        elif cargo.movement is Movement.IMPORT:
            yield Fires(
                say(
                    "Arrives at {port}, release is asked for at {office}: "
                    "it cannot be released on arrival.",
                    port=port,
                    office=office,
                )
            )


@of_cargo(
    ("R029", "84", INFORM, CONTEXT),
    phrase("Any frontier port may be used: the port of report may change up to arrival."),
    Need.HISTORY,
)
def _port_changed(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    moves = [c for v in cargo.dossier.versions for c in v.changes if c.path.endswith("fpoa")]
    if moves:
        yield Chip(
            say("Port changed from {before} to {after}", before=moves[-1].before, after=_now(cargo))
        )


def _now(cargo: Cargo) -> str:
    return cargo.conveyance.fpoa or "-"


@of_cargo(
    ("R030", "77, 78", INFORM, CONTEXT),
    phrase("Cargo on one mode's document may arrive by another mode."),
    Need.CARRIER,
)
def _multimodal(cargo: Cargo) -> Outcomes:
    paper, arrives = cargo.conveyance.document_mode, cargo.conveyance.mode
    if paper is None:
        # Without a word of it, the mode of the carrier that issued the document tells.
        told = cargo.detail("carriers", cargo.carrier_code, "mode")
        if not told:
            yield Lacks(Need.CARRIER)
            return
        paper = next((mode for mode in Mode if mode.value == told), arrives)
    if paper is not arrives:
        yield Chip(
            say(
                "Cargo of one mode on another: {paper} on {arrives}",
                paper=MODE_WORDS[paper],
                arrives=MODE_WORDS[arrives],
            )
        )


@of_cargo(
    ("R032", "80, 85", WARN, CONTEXT),
    phrase("Conveyance data is required from the carrier that operates the conveyance."),
    Need.HISTORY,
)
def _unlinked(cargo: Cargo) -> Outcomes:
    if cargo.linked or cargo.above is not None:
        return
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif not cargo.claims & {f"X101{letter}" for letter in "abcdefghi"}:
        yield Fires(
            say("Unlinked cargo: no conveyance report names {shipment}.", shipment=cargo.key)
        )


@of_item(
    ("R033", "81, 88, 99", INFORM, INFORMATION),
    phrase("Which exceptions there are stands in a table that is not public; ours is local."),
    Need.EXCEPTION,
)
def _exceptions_listed(case: Case) -> Outcomes:
    codes = dict.fromkeys(code for cargo in case.cargos for code in cargo.exception_codes)
    if codes and case.tables is None:
        yield Lacks(Need.EXCEPTION)
    elif codes and case.tables is not None:
        when = case.tables.dated("exceptions").isoformat()
        yield Chip(say("Exceptions by the local table dated {date}", date=when))


ROWS: tuple[Row, ...] = (
    _inland_fallback,
    _released_elsewhere,
    _port_changed,
    _multimodal,
    _unlinked,
    _exceptions_listed,
)

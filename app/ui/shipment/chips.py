"""Short words beside the goods: what the data itself claims of a shipment."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.dossier import Dossier
from app.domain.filing import Via
from app.domain.shipment import Movement, Shipment
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.shipment.codes import Codes, term

MOVEMENTS: Mapping[Movement, tuple[str, str]] = MappingProxyType(
    {
        Movement.IN_BOND: (phrase("In bond"), phrase("Moves in bond to an inland office")),
        Movement.IN_TRANSIT: (phrase("In transit"), phrase("Foreign to foreign through Canada")),
        Movement.DOMESTIC_IN_TRANSIT: (
            phrase("A8B"),
            phrase("Domestic in-transit: Canada-US-Canada or US-Canada-US (¶60)"),
        ),
        Movement.FROB: (phrase("FROB"), phrase("Foreign cargo that remains on board")),
        Movement.EXPORT: (phrase("Export"), phrase("Leaves Canada")),
    }
)


@dataclasses.dataclass(frozen=True, slots=True)
class Claim:
    """A short word, and what it stands for."""

    text: str
    tip: str


def claims(shipment: Shipment, codes: Codes, dossier: Dossier | None = None) -> tuple[Claim, ...]:
    """Return what marks a shipment out; never a judgement."""
    found = [*_state(shipment), *_programmes(shipment, dossier)]
    if shipment.movement in MOVEMENTS:
        text, tip = MOVEMENTS[shipment.movement]
        found.append(Claim(tr(text), tr(tip)))
    exempt = dict.fromkeys((*shipment.exemptions, *shipment.conveyance.exception_codes))
    found += [Claim(code, codes.explain("exceptions", code) or code) for code in exempt]
    if shipment.special_process:
        name = codes.name("special_processes", shipment.special_process)
        text = name or shipment.special_process
        found.append(Claim(text, tr("Other process of paragraph 120: {name}", name=text)))
    if dossier is not None and dossier.via is Via.PAPER:
        found.append(Claim(tr("Paper"), tr("Typed from a paper manifest in an outage (¶36).")))
    return _each_once(found)


def _each_once(found: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims of one word as one, with all that it stands for."""
    tips: dict[str, list[str]] = {}
    for claim in found:
        tips.setdefault(claim.text, []).append(claim.tip)
    return tuple(Claim(text, "\n".join(dict.fromkeys(several))) for text, several in tips.items())


def _state(shipment: Shipment) -> list[Claim]:
    found = []
    if shipment.conveyance.empty or any(one.empty for one in shipment.equipment):
        found.append(Claim(tr("Empty"), tr("Declared empty (¶83)")))
    if any(line.dangers for line in shipment.goods):
        found.append(Claim(tr("DG"), term("DG")))
    return found


def _programmes(shipment: Shipment, dossier: Dossier | None) -> list[Claim]:
    found = []
    if shipment.csa:
        found.append(Claim(tr("CSA"), term("CSA")))
    if shipment.clvs:
        found.append(Claim(tr("CLVS"), term("CLVS")))
    bills = len(dossier.house_bills) if dossier is not None else 0
    if bills:
        told = tr("House bills that lie in it: {count} (¶20)", count=bills)
        found.append(Claim(tr("{count} HB", count=bills), told))
    elif shipment.consolidated:
        found.append(Claim(tr("Consol."), tr("Consolidated: house bills lie in it (¶20)")))
    return found

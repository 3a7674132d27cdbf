"""What stands over each of two pictures: which it is, from when, and why it was chosen."""

from __future__ import annotations

from app.domain.decision import Kind
from app.domain.reference import Origin, Pictured, Reference
from app.domain.words import phrase
from app.ui.i18n import render, tr
from app.ui.i18n.formats import kilograms, moment
from app.ui.panels.declared import EQUIPMENT_WORDS
from app.ui.view_words import view_words
from imaging.difference import Difference

_ORIGINS = {
    Origin.SAMPLE: phrase("Sample scan"),
    Origin.TEMPLATE: phrase("Empty equipment, drawn by the simulator"),
    Origin.DECIDED: phrase("Decided scan"),
    Origin.ITEM: phrase("This item"),
}
_OUTCOMES = {
    Kind.RECOMMEND_RELEASE: phrase("Release recommended"),
    Kind.REFER_FOR_EXAM: phrase("Referred for exam"),
    Kind.NO_DECISION: phrase("No decision"),
    Kind.REQUEST_INFO: phrase("Data asked for"),
}


def caption(reference: Reference) -> str:
    """Return what stands over a picture beside the item's, the weightiest first."""
    picture = reference.picture
    parts = [tr("SIMULATED")] if picture.simulated else []
    parts.append(tr(_ORIGINS[picture.origin]))
    if of_type(reference):
        parts.append(tr("the template shows the type, not this unit"))
    if picture.origin is not Origin.TEMPLATE:
        parts += [render(reason) for reason in reference.reasons]
    parts += [picture.title, "" if _says_hs(reference) else _hs(picture), _equipment(picture)]
    if picture.origin is Origin.ITEM:
        parts.append(view_words(picture.view))
    if picture.outcome:
        parts.append(tr(_OUTCOMES[Kind(picture.outcome)]))
    parts.append(moment(picture.taken_at))
    return " · ".join(part for part in parts if part)


def of_type(reference: Reference | None) -> bool:
    """Whether a picture was drawn of a type of equipment, and so weighs nothing of this unit."""
    picture = reference.picture if reference is not None else None
    return picture is not None and picture.origin is Origin.TEMPLATE and picture.simulated


def _says_hs(reference: Reference) -> bool:
    """Whether a reason names the HS code already."""
    return any("hs" in reason.values for reason in reference.reasons)


def _hs(picture: Pictured) -> str:
    if not picture.hs:
        return ""
    shown = (f"{code[:4]}.{code[4:]}".rstrip(".") for code in picture.hs[:2])
    more = ", …" if len(picture.hs) > 2 else ""
    return tr("HS {codes}", codes=", ".join(shown) + more)


def _equipment(picture: Pictured) -> str:
    kind = EQUIPMENT_WORDS.get(picture.equipment)
    words = tr(kind) if kind else ""
    return " ".join(part for part in (words, picture.number) if part)


def more_words(found: Difference, *, weighed: bool = True) -> str:
    """Say what the item's picture has more than the other, with its mass where that is true."""
    if not found.added.any():
        return tr("More in this scan: nothing")
    return _with_mass(found.added_kg if weighed else None, found, tr("More in this scan"))


def less_words(found: Difference, *, weighed: bool = True) -> str:
    """Say what the item's picture has less than the other, with its mass where that is true."""
    if not found.removed.any():
        return tr("Less in this scan: nothing")
    return _with_mass(found.removed_kg if weighed else None, found, tr("Less in this scan"))


def _with_mass(mass: float | None, found: Difference, words: str) -> str:
    if mass is None:
        return words
    if found.lower_bound:
        return tr("{change}: at least {mass}", change=words, mass=kilograms(mass))
    return tr("{change}: about {mass}", change=words, mass=kilograms(mass))

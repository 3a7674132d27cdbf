"""The last pages: what was declared, and by what the decision can be proved."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.decision import Recommendation, SeenScan
from app.domain.officer import Role
from app.domain.shipment import GoodsLine, Shipment
from app.domain.words import phrase
from app.review.citing import sections_of
from app.review.referral import Contents
from app.review.site import AUTHORITY
from app.ui.printed.blocks import Block, Paragraph, Row, Title, kept
from app.ui.printed.facts import decided_on
from app.ui.printed.words import Both, Figure, both, moment, view_named

_PAIR = (2.2, 7.8)
_SECTION = phrase("Customs Act, s. {number}")
_SECTIONS = phrase("Customs Act, ss. {number}")
"""Where several are quoted together. French writes both as it writes one."""
_ROLES = {
    Role.OFFICER.value: phrase("border services officer"),
    Role.SUPERVISOR.value: phrase("supervisor"),
}
"""Who may sign."""


def declared(contents: Contents) -> Iterator[Block]:
    """Yield the declaration as it stands in the data."""
    yield Title(both(phrase("Declaration")))
    if not contents.item.shipments:
        yield Paragraph(both(phrase("No shipment data is on file for this load.")).line, 9.5, 600)
    for shipment in contents.item.shipments:
        yield from kept(_shipment(shipment, contents.recommendation))
        yield Paragraph("", 5.0, gap=0.0)


def _shipment(shipment: Shipment, recommendation: Recommendation) -> Iterator[Block]:
    bound = phrase("the decision speaks of this version")
    other = phrase("the decision speaks of another version")
    told = both(bound if decided_on(shipment, recommendation) else other)
    version = both(phrase("version {number}"), number=shipment.version)
    yield Row(
        (f"{shipment.shipment_id}\n{version.line}", told.line), (4, 6), (700, 400), 9.0, tied=True
    )
    trip = shipment.conveyance
    pairs = (
        (phrase("Trip, carrier"), " · ".join(filter(None, (trip.crn, trip.carrier_code)))),
        (phrase("Shipper"), shipment.shipper.name if shipment.shipper else ""),
        (phrase("Consignee"), shipment.consignee.name if shipment.consignee else ""),
        (phrase("Pieces"), "" if shipment.pieces is None else str(shipment.pieces)),
        (phrase("Gross mass"), _kilograms(shipment)),
        (phrase("Equipment"), ", ".join(one.number for one in shipment.equipment)),
        (phrase("Instructions"), shipment.special_instructions),
    )
    for name, value in pairs:
        if value:
            yield Row((both(name).line, value), _PAIR)
    for line in shipment.goods:
        yield Row((both(phrase("Goods")).line, _goods(line)), _PAIR)


def _kilograms(shipment: Shipment) -> str:
    if shipment.gross_kg is None:
        return ""
    return both(phrase("{mass} kg"), mass=Figure(float(shipment.gross_kg), 0)).line


def _goods(line: GoodsLine) -> str:
    parts = [
        line.description,
        f"HS {line.hs}" if line.hs else "",
        line.origin,
        f"{line.quantity} {line.unit}".strip() if line.quantity is not None else "",
        " ".join(f"UN {one.un_number}" for one in line.dangers if one.un_number),
    ]
    return " · ".join(part for part in parts if part)


def proof(contents: Contents) -> Iterator[Block]:
    """Yield who signed what when, on which images, data and models."""
    yield from kept(_proof(contents))


def _proof(contents: Contents) -> Iterator[Block]:
    recommendation = contents.recommendation
    yield Title(both(phrase("Record of the decision")))
    times = recommendation.times
    pairs = (
        (phrase("Decision"), recommendation.recommendation_id),
        (phrase("Supersedes"), recommendation.supersedes),
        (phrase("Package"), contents.posting.package_id if contents.posting else ""),
        (phrase("Sent"), _sent(contents)),
        (phrase("Opened"), moment(times.opened_at)),
        (phrase("Signed"), f"{moment(times.decided_at)} · {_who(recommendation)}"),
        (phrase("Authority"), _authority(recommendation.authority)),
        (phrase("Handling"), "\n".join(recommendation.caveats)),
        (phrase("Program"), recommendation.program_version),
        (phrase("Degraded data"), both(phrase("yes")).line if recommendation.degraded else ""),
    )
    for name, value in pairs:
        if value:
            yield Row((both(name).line, value), _PAIR)
    for section in sections_of(recommendation):
        text = _SECTIONS if "," in section.number else _SECTION
        number = both(text, number=section.number)
        yield Row((number.line, both(section.words).line), _PAIR)
    for seen in recommendation.scans:
        yield Row((_view(seen).line, _digests(seen)), _PAIR)
    for one in recommendation.model:
        before = phrase("shown before the officer's first judgement")
        after = phrase("shown after the officer's first judgement")
        when = both(before if one.shown_before_first_judgement else after)
        weights = "\n".join(one.digests or (one.model_sha256,))
        found = both(phrase("findings: {count}"), count=one.findings)
        words = f"{one.name} · {found.line}\n{when.line}\n{weights}"
        yield Row((both(phrase("Model")).line, words), _PAIR)
    yield from _closing()


def _authority(sealed: str) -> str:
    """Return what the decision stands on as it was sealed, and in French where it is our own text.

    The sections that are quoted after it stand in both languages below.
    """
    return f"{sealed}\n{both(AUTHORITY).fr}" if sealed.startswith(AUTHORITY) else sealed


def _sent(contents: Contents) -> str:
    posting = contents.posting
    return "" if posting is None else f"{moment(posting.sent_at)} · {posting.sent_by}"


def _who(recommendation: Recommendation) -> str:
    parts = (
        recommendation.officer,
        both(_ROLES.get(recommendation.role, recommendation.role)).line,
        recommendation.second,
        recommendation.unit,
        recommendation.workstation,
    )
    return ", ".join(part for part in parts if part)


def _view(seen: SeenScan) -> Both:
    return both(phrase("Image of view {view}"), view=view_named(seen.view))


def _digests(seen: SeenScan) -> str:
    whole = phrase("seen to the end") if seen.full_extent else phrase("not seen to the end")
    digests = "\n".join(f"SHA-256 {one}" for one in seen.image_digests)
    return f"{both(whole).line}\n{digests}"


def _closing() -> Iterator[Block]:
    yield Paragraph("", 4.0, gap=0.0)
    words = both(
        phrase("A recommendation releases nothing. Examination and release take place at the port.")
    )
    yield Paragraph(f"{words.en}\n{words.fr}", 8.5, 600)

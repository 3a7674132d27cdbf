"""I06 and I22: a load that looks unlike others of its goods, or of its shipper."""

from __future__ import annotations

from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.discrepancies.goods import undeclared_goods
from app.shipments.discrepancies.limits import LEAST_PICTURES, LEAST_STREAM, UNLIKE_SHARE
from app.shipments.discrepancies.looks import Crowd, Looks
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.figures import percent

_LEAST = {Crowd.HEADING: LEAST_PICTURES, Crowd.STREAM: LEAST_STREAM}
_UNLIKE = {
    Crowd.HEADING: phrase(
        "It looks unlike heading {name}: {share} of {count} decided scans lie nearer to the "
        "others. Nearest: {nearest}."
    ),
    Crowd.STREAM: phrase(
        "It looks unlike earlier loads of this shipper, heading {name}: {share} of {count} lie "
        "nearer to the others. Nearest: {nearest}."
    ),
}


def unlike_goods(sides: Sides) -> Outcomes:
    """Hold every picture against decided ones of the same heading, and goods against the lines."""
    yield from _unlike(sides, Crowd.HEADING)
    yield from undeclared_goods(sides)


def unlike_stream(sides: Sides) -> Outcomes:
    """Hold every picture against earlier ones of the same shipper and heading."""
    yield from _unlike(sides, Crowd.STREAM)


def _unlike(sides: Sides, crowd: Crowd) -> Outcomes:
    told = [one for one in sides.looks or () if one.crowd is crowd]
    if not told:
        yield Lacks(Need.REFERENCES)
    for one in told:
        if one.share_nearer is None or one.count < _LEAST[crowd]:
            yield Lacks(Need.REFERENCES)
        elif _stands_out(one):
            yield Fires(
                say(
                    _UNLIKE[crowd],
                    name=one.name,
                    share=percent(one.share_nearer),
                    count=one.count,
                    nearest=", ".join(one.nearest) or "–",
                ),
                one.share_nearer,
                _uncertainty(one),
                "1",
                f"{one.scan_id} {one.view} {one.name}",
                Severity.WARNING if crowd is Crowd.HEADING else Severity.NOTE,
            )


def _stands_out(one: Looks) -> bool:
    """Whether it lies further out than all but the allowed share.

    Of fewer than a hundred pictures only one that lies further out than every other counts.
    """
    limit = min(UNLIKE_SHARE, 1.0 - 1.0 / (one.count + 1))
    return one.share_nearer is not None and one.share_nearer >= limit


def _uncertainty(one: Looks) -> float:
    """Standard uncertainty of a share of `count` pictures, by the rule of succession."""
    share = ((one.share_nearer or 0.0) * one.count + 1.0) / (one.count + 2.0)
    return float((share * (1.0 - share) / (one.count + 3.0)) ** 0.5)

"""Findings of a matter that no declared line is made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.matter import READS_LIKE
from app.domain.threat import Finding
from app.shipments.commodities import HEAVY, LIGHT, METAL, ORGANIC
from app.shipments.discrepancies.material import allowed_materials
from app.shipments.discrepancies.sides import Sides

CLASSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        READS_LIKE["organic"]: frozenset({ORGANIC}),
        READS_LIKE["light"]: frozenset({LIGHT}),
        READS_LIKE["steel"]: frozenset({METAL}),
        READS_LIKE["heavier"]: frozenset({HEAVY}),
        READS_LIKE["below_steel"]: frozenset({ORGANIC, LIGHT}),
        READS_LIKE["steel_or_more"]: frozenset({METAL, HEAVY}),
    }
)
"""Classes of material that each clause of a reason leaves possible."""


def undeclared_findings(sides: Sides) -> frozenset[str]:
    """Return the findings, by finding_id, that read like nothing that is declared.

    Nothing where one declared line has no usable code, or house bills are lacking: what nobody
    declared by code cannot be told from what nobody declared at all.
    """
    allowed = allowed_materials(sides)
    if allowed is None:
        return frozenset()
    findings = (one for report in sides.item.reports for one in report.findings)
    return frozenset(one.finding_id for one in findings if _foreign(one, allowed))


def _foreign(finding: Finding, allowed: frozenset[str]) -> bool:
    told = [CLASSES[one.text] for one in finding.reasons if one.text in CLASSES]
    return bool(told) and not any(classes & allowed for classes in told)

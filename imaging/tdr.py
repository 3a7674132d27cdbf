"""DICOS threat detection reports: the one door for reading and writing them."""

from imaging.tdr_read import read_tdr
from imaging.tdr_write import check_report, write_tdr
from imaging.threat_report import (
    Ability,
    AbortReason,
    AlarmDecision,
    AssessmentFlag,
    Operator,
    ReportKind,
    ThreatCategory,
    ThreatObject,
    ThreatReport,
)

__all__ = [
    "Ability",
    "AbortReason",
    "AlarmDecision",
    "AssessmentFlag",
    "Operator",
    "ReportKind",
    "ThreatCategory",
    "ThreatObject",
    "ThreatReport",
    "check_report",
    "read_tdr",
    "write_tdr",
]

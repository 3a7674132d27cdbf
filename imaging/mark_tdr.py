"""Marks as a threat detection report: outlines for everybody, the exact marks for us."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from imaging.errors import UnreadableScan
from imaging.mark_sheet import MarkSheet, read_sheet, sheet_text
from imaging.tdr_read import read_tdr
from imaging.tdr_write import write_tdr
from imaging.threat_report import ThreatReport


def write_marks_tdr(
    sheet: MarkSheet, report: ThreatReport, path: Path, *, interop: bool = False
) -> None:
    """Write a report that carries a sheet, and read it back before it counts as written.

    Parameters
    ----------
    report
        What a reader without our private block sees: one object for each mark, with an outline in
        pixels of its picture.
    interop
        As in `imaging.tdr.write_tdr`.

    Raises
    ------
    UnwritableReport
        When the report contradicts itself or cannot be kept.
    """
    write_tdr(dataclasses.replace(report, marks=sheet_text(sheet)), path, interop=interop)


def read_marks_tdr(path: Path) -> MarkSheet:
    """Read the exact marks of a report.

    Raises
    ------
    UnreadableScan
        When the file is damaged, or carries no marks of ours.
    UnsupportedScan
        When it is no threat detection report.
    """
    report = read_tdr(path)
    if not report.marks:
        raise UnreadableScan(
            "The report carries no marks that can be read back exactly.",
            element="(4011,xx05)",
            remedy="Name a report that this program exported.",
        )
    author = report.operator.name or report.operator.identifier if report.operator else ""
    return dataclasses.replace(read_sheet(report.marks), author=author)

"""``prescreen calibration add|list|make``: what the energies of each scanner mean."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.domain.errors import KnownError
from app.domain.words import say
from app.scans.calibrations import Kept, add_calibration, kept_calibrations
from app.settings import settings_of
from imaging.calibration import ScannerMatch
from imaging.calibration_file import write_calibration
from imaging.calibration_make import make_calibration
from imaging.errors import ImagingError
from imaging.pairing import group_files, radiograph
from imaging.reader import read_image


def run(arguments: Arguments, printer: Printer) -> int:
    """Keep a calibration, say which are kept, or read one from a scan; 1 when one is damaged."""
    if arguments.act == "make":
        kept = _make(arguments)
    elif arguments.act == "add":
        kept = (add_calibration(arguments.file, settings_of(arguments.home).calibration_folder),)
    else:
        kept = kept_calibrations(settings_of(arguments.home).calibration_folder)
    if not kept:
        printer.nothing("No calibration is kept; `prescreen calibration add FILE` keeps one.")
    for one in kept:
        printer.line(_values(one), _text(one))
    return 1 if any(one.fault for one in kept) else 0


def _make(arguments: Arguments) -> tuple[Kept, ...]:
    """Read the steps of the recipe in a scan of one file, or of two."""
    try:
        files = [read_image(path) for path in arguments.scans]
        groups = group_files(files)
        if len(groups) != 1:
            raise KnownError(
                say("The files are {count} scans; name those of one.", count=len(groups))
            )
        calibration = make_calibration(arguments.recipe, radiograph(groups[0]))
        write_calibration(arguments.out, calibration)
    except ImagingError as error:
        raise KnownError(say("{reason}", reason=error)) from error
    return (Kept(arguments.out, calibration),)


def _values(kept: Kept) -> dict[str, object]:
    found = kept.calibration
    values: dict[str, object] = {
        "path": str(kept.path),
        "status": "refused" if found is None else "ok",
        "reason": kept.fault,
    }
    if found is None:
        return values
    return values | {
        "name": found.name,
        "scanner": _scanner(found.scanner),
        "materials": [wedge.name or f"Z {wedge.atomic_number:g}" for wedge in found.wedges],
    }


def _scanner(match: ScannerMatch) -> str:
    parts = [match.manufacturer, match.model, match.station]
    if match.kilovolts is not None:
        parts.append(f"{match.kilovolts[0]:g} and {match.kilovolts[1]:g} kV")
    return ", ".join(filter(None, parts))


def _text(kept: Kept) -> str:
    values = _values(kept)
    if kept.calibration is None:
        return f"{values['path']}: refused: {kept.fault}"
    materials = ", ".join(
        f"{wedge.name or f'Z {wedge.atomic_number:g}'} ({len(wedge.steps)} steps)"
        for wedge in kept.calibration.wedges
    )
    return f"{values['path']}: {values['name']}, for {values['scanner']}: {materials}"

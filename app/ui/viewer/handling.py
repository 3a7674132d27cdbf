"""Commands of the hands by name: where the window stands, which way round, what is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.ui.i18n import tr
from app.ui.viewer.gestures import Tool
from app.ui.viewer.orientation import UPRIGHT, Orientation

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView


def hand_commands(view: ScanView) -> Mapping[str, Callable[[], object]]:
    """What each command of the hands does, by its name."""
    tape, loupe = view.hands.tape, view.hands.loupe
    return {
        "fit": view.fit,
        "one_to_one": view.one_to_one,
        "fit_height": view.fit_height,
        "fill": view.fill,
        "flip_x": lambda: _lay(view, view.camera.orientation.flipped_left_right()),
        "flip_y": lambda: _lay(view, view.camera.orientation.flipped_up_down()),
        "turn": lambda: _lay(view, view.camera.orientation.turned()),
        "upright": lambda: _lay(view, UPRIGHT),
        "loupe": lambda: turn_loupe(view),
        "loupe_power": loupe.next_power,
        "keep_measure": tape.keep,
        "copy_measure": tape.copy,
        "mark_measure": tape.to_mark,
        "profile_axis": tape.next_axis,
        "profile_width": tape.next_width,
        "doors": lambda: _next_doors(view),
    }


def turn_loupe(view: ScanView) -> None:
    """Take the loupe up or put it down."""
    view.hands.loupe.turn()
    if view.hands.loupe.up:
        view.tool_used.emit(Tool.LOUPE.value)


def _lay(view: ScanView, orientation: Orientation) -> None:
    """Lay the picture another way round; it is told, for a flipped picture misleads."""
    if orientation != view.camera.orientation:
        view.look(view.camera.laid(orientation))
        mirrored = "flipped" if orientation.mirrored else "plain"
        view.tool_used.emit(f"turn {mirrored} {90 * orientation.quarters}")


def _next_doors(view: ScanView) -> None:
    """Say at which end of the stored picture the doors are: not known, left, right."""
    doors = view.doors.following
    view.set_doors(doors)
    view.tool_used.emit(f"doors {doors.value}")


def no_measurement(view: ScanView) -> Callable[[], str]:
    """Say why a command on the last measurement cannot act."""
    return lambda: "" if view.hands.tape.measures.all else tr("Measure something first.")


def no_profile(view: ScanView) -> Callable[[], str]:
    """Say why a command on the profile cannot act."""
    return lambda: "" if view.hands.tape.profiled else tr("Draw a profile first.")

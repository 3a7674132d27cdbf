"""How a picture stands on screen, as words for the record, and back again for a replay."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.place import Doors
from app.ui import i18n, tokens
from app.ui.viewer.camera import Camera
from app.ui.viewer.orientation import Orientation
from app.ui.viewer.picture import Picture
from app.ui.viewer.scan_view import ScanView
from imaging.display import Colour
from imaging.display_state import as_state
from imaging.scale import scale_digest

_CAMERA = (
    ("columns", int),
    ("rows", int),
    ("window_width", float),
    ("window_height", float),
    ("ratio", float),
    ("aspect", float),
    ("zoom", float),
    ("window_x", float),
    ("window_y", float),
)
"""Words of the camera that are numbers; exact, so that the same pixels can be painted again."""
_FIELD = {
    "window_width": "width",
    "window_height": "height",
    "window_x": "x",
    "window_y": "y",
}
ON, OFF = "on", "off"


def screen_words(view: ScanView) -> dict[str, str]:
    """Say how a view stands on screen; empty while there is no picture."""
    picture = view.shown_picture
    if picture is None:
        return {}
    coloured = view.display().colour is not Colour.GREY and picture.radiograph.dual
    return {
        **camera_words(view.camera),
        **_phase(picture),
        **as_state(view.display()),
        **_over(view),
        "preview": ON if picture.preview else OFF,
        "scale": scale_digest(picture.scale),
        "grounds": picture.scale.source.value if coloured else "",
        "theme": tokens.current().name,
        "size": repr(tokens.scale()),
        "language": i18n.language(),
    }


def camera_words(camera: Camera) -> dict[str, str]:
    """Say where a window stands, to the last digit."""
    said = {name: repr(kind(getattr(camera, _FIELD.get(name, name)))) for name, kind in _CAMERA}
    top, bottom = camera.covered
    lies = camera.orientation
    return said | {
        "mirrored": ON if lies.mirrored else OFF,
        "quarters": str(lies.quarters),
        "covered": f"{float(top)!r} {float(bottom)!r}",
        "least": "" if camera.least is None else repr(float(camera.least)),
    }


def camera_of(words: Mapping[str, str]) -> Camera:
    """Return the camera that words were said of.

    Raises
    ------
    ValueError
        When they are no camera's.
    """
    try:
        numbers = {
            _FIELD.get(name, name): float(words[name]) for name, kind in _CAMERA if kind is float
        }
        top, bottom = words["covered"].split()
        return Camera(
            int(words["columns"]),
            int(words["rows"]),
            **numbers,
            orientation=Orientation(words["mirrored"] == ON, int(words["quarters"])),
            covered=(float(top), float(bottom)),
            least=float(words["least"]) if words.get("least") else None,
        )
    except KeyError as error:
        raise ValueError(f"the record does not say {error}") from error


def doors_of(words: Mapping[str, str]) -> Doors:
    """Return at which end the doors were said to be."""
    return Doors(words["doors"]) if "doors" in words else Doors.UNKNOWN


def phase_of(words: Mapping[str, str]) -> tuple[float, float] | None:
    """Return where the first sample lay (`imaging.grid.Grid.phase`); None where it is not said.

    Raises
    ------
    ValueError
        When it is no number.
    """
    if not words.get("phase"):
        return None
    x, y = words["phase"].split()
    return float(x), float(y)


def _phase(picture: Picture) -> dict[str, str]:
    phase = picture.phase
    return {} if phase is None else {"phase": f"{phase[0]!r} {phase[1]!r}"}


def _over(view: ScanView) -> dict[str, str]:
    """Say what lies over the pixels."""
    layers, chosen = view.layers, view.book.selected
    blind = view.estimate.blind
    return {
        "findings": ON if layers.findings_shown else OFF,
        "heat": ON if layers.heat_shown else OFF,
        "bare": ON if layers.bare else OFF,
        "finding": "" if layers.selected is None else str(layers.selected),
        "mark": "" if chosen is None else chosen.mark_id,
        "altered": view.estimate.words,
        "blind": "" if blind is None else blind.what.value,
        "loupe": ON if view.hands.loupe.up else OFF,
        "others": " ".join(sheet.source for sheet in layers.borrowed),
        "place": "" if layers.place is None else " ".join(repr(float(n)) for n in layers.place),
        "doors": view.doors.value,
    }

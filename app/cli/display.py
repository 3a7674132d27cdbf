"""Whether a window can be shown here: Qt ends the program when it cannot, so we look first."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers listen, on every system


def display_name(environ: Mapping[str, str] = os.environ) -> str:
    """Return the display that Qt would use; empty when there is none that answers."""
    if sys.platform in ("win32", "darwin"):
        return sys.platform
    platform = environ.get("QT_QPA_PLATFORM", "")
    if platform and not platform.startswith(("xcb", "wayland")):
        # Somebody chose a platform without a display on purpose, such as offscreen.
        return ""
    wayland = environ.get("WAYLAND_DISPLAY", "")
    if wayland and (Path(environ.get("XDG_RUNTIME_DIR", "/")) / wayland).exists():
        return wayland
    display = environ.get("DISPLAY", "")
    return display if _answers(display) else ""


def _answers(display: str) -> bool:
    """Whether an X server listens; one on another machine is taken at its word."""
    found = re.fullmatch(r"(?P<host>[^:]*):(?P<number>\d+)(\.\d+)?", display)
    if found is None:
        return False
    if found["host"] not in ("", "unix"):
        return True
    name = str(_SOCKETS / f"X{found['number']}")
    # Linux servers may listen on the abstract name only.
    return _connects(name) or _connects("\0" + name)


def _connects(name: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tried:
        tried.settimeout(2.0)
        try:
            tried.connect(name)
        except OSError:
            return False
    return True

"""Whether a folder lies on a network share, where SQLite's locks and shared memory do not hold."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

NETWORKS = frozenset(
    {"afs", "ceph", "cifs", "davfs", "fuse.glusterfs", "fuse.sshfs", "nfs", "nfs4", "smb3", "smbfs"}
)
"""File systems that other machines write to as well, as Linux names them."""

_REMOTE = 4  # DRIVE_REMOTE


def share_kind(folder: Path) -> str:
    """Return the kind of network share that a folder lies on; empty for a disk of this machine."""
    place = folder.resolve()
    if sys.platform == "win32":
        remote = ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _REMOTE
        return "SMB" if remote or place.anchor.startswith("\\\\") else ""
    mounts = Path("/proc/self/mounts")
    try:
        return kind_among(mounts.read_text("utf-8", errors="replace"), place)
    except OSError:
        # Systems that do not tell: nothing can be said, and nothing is refused.
        return ""


def kind_among(mounts: str, place: Path) -> str:
    """Return the network file system that holds a place, by the table of what is mounted."""
    deepest, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " "))
        # A later mount over the same point hides the earlier one.
        if place.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, kind = len(point.parts), fields[2]
    return kind if kind in NETWORKS else ""

"""Scans at a far place: a web server of files behind a line of the kernel's own TCP.

The server is nginx with TLS, as a site's gate is, in a network namespace of its own; what it serves
lies on its disk already, as what a gate has given once does. It needs root on Linux.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from app.scans.web.address import Archive, archive_of
from app.scans.web.wanted import Wanted
from imaging.arriving import Arriving
from imaging.canvas import Box
from imaging.dicos import write_dx
from imaging.holding import Held
from imaging.phantom import make_scene
from imaging.radiograph import Radiograph
from imaging.stream import StreamIndex
from tests.services.archive import prepare
from tests.services.certificates import certified
from tests.services.link import Far, Kind, line

TAKEN = dt.datetime(2026, 3, 1, 8, 0, tzinfo=dt.UTC)
ROWS = 1024
_SCENES = 4
_CONF = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/errors; {user}
events {{ }}
http {{
    access_log off; sendfile on; keepalive_timeout 15m;
    server {{
        listen {address}:8443 ssl http2;
        ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.pem;
        root {folder}/files;
    }}
}}
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Served:
    """A view at the far place, in both forms.

    Attributes
    ----------
    columns
        How wide it is.
    stream
        Its files in the form that streams, high energy first.
    whole
        The same as JPEG-LS.
    indexes
        Which bytes of each stream show what.
    """

    columns: int
    stream: tuple[Wanted, ...]
    whole: tuple[Wanted, ...]
    indexes: tuple[StreamIndex, ...]

    @property
    def bytes_of_stream(self) -> int:
        """Of both energies."""
        return sum(one.size for one in self.stream)

    def bytes_in(self, box: Box) -> int:
        """Of the tiles of both energies that a part of the view lies in, in full detail."""
        return sum(
            part.end - part.start
            for index in self.indexes
            for part in index.parts_of(index.tiles_in(box), 0)
        )


def scan_of(columns: int) -> Radiograph:
    """Return a simulated view of 1024 rows, as wide as asked for: containers side by side."""
    made = [
        make_scene(seed, equipment="container40", rows=ROWS).radiograph for seed in range(_SCENES)
    ]
    channels = []
    for number, channel in enumerate(made[0].channels):
        row = np.concatenate([one.channels[number].pixels for one in made], axis=1)
        times = -(-columns // row.shape[1])
        pixels = np.ascontiguousarray(np.tile(row, (1, times))[:, :columns])
        channels.append(dataclasses.replace(channel, pixels=pixels))
    source = dataclasses.replace(made[0].source, taken_at=TAKEN, study_uid=f"2.25.{columns}")
    return dataclasses.replace(made[0], channels=tuple(channels), source=source)


def put(folder: Path, columns: int) -> Served:
    """Write a view in both forms where the server finds it."""
    view = scan_of(columns)
    forms = {}
    for form in ("htj2k", "jpeg-ls"):
        paths = [folder / f"{form}-{columns}-{channel.energy}" for channel in view.channels]
        write_dx(view, paths, compress=form, seed=f"{columns}")
        forms[form] = tuple(_wanted(path, columns) for path in paths)
    indexes = tuple(_index_of(folder / one.name) for one in forms["htj2k"])
    return Served(columns, forms["htj2k"], forms["jpeg-ls"], indexes)


def _index_of(path: Path) -> StreamIndex:
    data = path.read_bytes()
    held = Held(len(data))
    held.put(0, data)
    index = Arriving(held, path.name).index
    assert index is not None
    return index


def _wanted(path: Path, columns: int) -> Wanted:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return Wanted(digest, len(data), f"2.25.{columns}", f"2.25.{columns}.1", path.name)


@contextlib.contextmanager
def far_scans(kind: Kind, *widths: int) -> Iterator[tuple[Archive, list[Served]]]:
    """Serve views of so many columns at the end of a line, until the end of the block.

    Raises
    ------
    OSError
        If this machine lets nobody lay a line, or has no nginx.
    """
    with far_folder(kind) as (place, folder):
        yield place, [put(folder, columns) for columns in widths]


@contextlib.contextmanager
def far_folder(kind: Kind) -> Iterator[tuple[Archive, Path]]:
    """Serve what is put into a folder at the end of a line. Raises as `far_scans`."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        raise OSError("no nginx here: Debian's package has it")
    with tempfile.TemporaryDirectory(prefix="far-scans-") as name, line(kind) as far:
        folder = Path(name)
        (folder / "files").mkdir()
        trust = prepare(folder, certified(far.address))
        # What the server runs as must be let in.
        folder.chmod(0o755)
        conf = folder / "nginx.conf"
        conf.write_text(_CONF.format(folder=folder, address=far.address, user="user root;"))
        run = subprocess.Popen([*far.inside, nginx, "-c", str(conf), "-p", str(folder)])
        try:
            _await(far)
            yield archive_of(f"https://{far.address}:8443", trust), folder / "files"
        finally:
            run.terminate()
            run.wait()


def _await(far: Far) -> None:
    """Wait until the far place answers."""
    test = ["sh", "-c", "exec 3<>/dev/tcp/$0/8443"]
    for _ in range(100):
        asked = ["bash", *test[1:], far.address]
        if subprocess.run([*far.inside, *asked], capture_output=True, check=False).returncode == 0:
            return
        threading.Event().wait(0.1)
    raise OSError("the far place does not answer")

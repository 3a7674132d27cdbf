"""A site's archive for the tests: a stock Orthanc, and nginx before it with the site's own file.

Both are programs of the system, started on free ports of this machine in a folder of their own and
stopped again; nothing that is installed is changed or started by it.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from app.scans.web.address import Archive, archive_of
from tests.services.certificates import Certified, certified

CONF = Path(__file__).parents[2] / "packaging" / "site" / "nginx.conf"
PLUGIN = Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")
PEOPLE: Mapping[str, str] = {"officer": "sample-officer", "relay-lyon": "sample-relay"}
"""Sample people of the archive, and their passwords."""
_KEEPER = 'read -r _; cat "$1"/*.pid 2>/dev/null | xargs -r kill -TERM; rm -rf -- "$1"'
"""Waits until nobody holds its standard input any more: also when the tests were killed."""
_LONGEST_S = 60.0


def missing() -> str:
    """Return what of it is not installed here; empty when all is."""
    for name in ("Orthanc", "nginx"):
        if program(name) is None:
            return name
    return "" if PLUGIN.exists() else PLUGIN.name


def program(name: str) -> str | None:
    """Return where a program is that not everybody has on the path."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclasses.dataclass(slots=True)
class Running:
    """A program that runs until it is stopped.

    Attributes
    ----------
    command
        What starts it.
    folder
        Where it runs, and where its log lies.
    port
        Where it answers when it is up.
    """

    command: list[str]
    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self.folder / f"{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._pid.write_text(f"{self.process.pid}\n")
        ends = time.monotonic() + _LONGEST_S
        while not answers(self.port):
            if _ended(self.process, 0.05) or time.monotonic() > ends:
                said = (self.folder / f"{self.port}.log").read_text(errors="replace")
                self.stop()
                raise RuntimeError(f"{self.command[0]} did not start:\n{said[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it; `SIGKILL` as if the power had gone."""
        if self.process is None:
            return
        self.process.send_signal(how)
        if not _ended(self.process, 20.0):
            self.process.kill()
            self.process.wait()
        self.process = None
        self._pid.unlink(missing_ok=True)

    @property
    def _pid(self) -> Path:
        return self.folder / f"{self.port}.pid"


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end of a program, for so long."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """An archive behind its gate."""

    folder: Path
    orthanc: Running
    gate: Running

    def archive(self, user: str = "officer") -> Archive:
        """Return its address, as one of its people has it."""
        url = f"https://localhost:{self.gate.port}"
        return archive_of(url, self.folder / "trust.pem", user)

    @property
    def inner(self) -> str:
        """Return where the archive itself listens, behind the gate."""
        return f"http://127.0.0.1:{self.orthanc.port}"

    def context(self) -> ssl.SSLContext:
        """Return what trusts the gate."""
        return ssl.create_default_context(cafile=str(self.folder / "trust.pem"))


@contextmanager
def site(
    *, made: Certified | None = None, store: Path | None = None, **options: object
) -> Iterator[Site]:
    """Run an archive behind its gate until the end of the block.

    Parameters
    ----------
    made
        The gate's certificate.
    store
        Where the archive keeps its files, when not in the folder of the tests.
    options
        More of Orthanc's own configuration.
    """
    folder = Path(tempfile.mkdtemp(prefix="prescreen-site-"))
    # Workers of a gate that root starts are somebody else.
    folder.chmod(0o755)
    built = _built(folder, made or certified(), store or folder / "store", options)
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "keeper", str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        built = _built(folder, made or certified(), store or folder / "store", options)
        with built.orthanc, built.gate:
            yield built
    finally:
        keeper.communicate()


def _built(folder: Path, made: Certified, store: Path, options: Mapping[str, object]) -> Site:
    inner, outer = free_port(), free_port()
    (folder / "trust.pem").write_bytes(made.authority)
    (folder / "gate.pem").write_bytes(made.certificate)
    (folder / "gate.key").write_bytes(made.key)
    configured = {
        "StorageDirectory": str(store),
        "IndexDirectory": str(folder / "index"),
        "HttpPort": inner,
        "DicomServerEnabled": False,
        "RemoteAccessAllowed": True,
        "AuthenticationEnabled": True,
        "RegisteredUsers": dict(PEOPLE),
        "Plugins": [str(PLUGIN)],
    } | dict(options)
    (folder / "orthanc.json").write_text(json.dumps(configured))
    (folder / "nginx.conf").write_text(_conf(folder, inner, outer))
    orthanc = [str(program("Orthanc")), str(folder / "orthanc.json")]
    gate = [str(program("nginx")), "-p", str(folder), "-c", "nginx.conf", "-e", "gate.log"]
    return Site(folder, Running(orthanc, folder, inner), Running(gate, folder, outer))


def _conf(folder: Path, inner: int, outer: int) -> str:
    """Return the site's own file, at other places and ports."""
    head = f"daemon off;\npid {folder}/gate.pid;\n"
    if os.geteuid() == 0:
        head += "user root;\n"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    text = CONF.read_text(encoding="utf-8")
    for told, here in (
        ("/run/secrets", str(folder)),
        ("/var/cache/nginx", str(folder)),
        ("archive:8042", f"127.0.0.1:{inner}"),
        ("listen 443", f"listen 127.0.0.1:{outer}"),
        ("http {\n", f"http {{\n    access_log off;\n{temporary}"),
    ):
        if told not in text:
            raise ValueError(f"{CONF.name} has no {told}")
        text = text.replace(told, here)
    return head + text

"""A PostgreSQL server of our own for the tests: made, started, stopped and removed again.

It listens on one free port of this machine only, takes nothing but TLS and SCRAM, and has no
socket file: what the tests do to it, anybody on a network could try. Its programs refuse to run as
root, so root's tests run them as an unprivileged user.
"""

from __future__ import annotations

import dataclasses
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.services.certificates import certified

OLDEST = 15
"""What the record needs of a server."""
SUPERUSER = "postgres"
_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = ("postgres", "nobody")

_KEEPER = 'read -r _; "$1" --pgdata="$2/data" --mode=immediate stop >/dev/null 2>&1; rm -rf -- "$2"'
"""Waits until nobody holds its standard input any more: also when the tests were killed."""


def programs() -> Path | None:
    """Return the folder of the newest server's programs; None where none is installed."""
    found = [folder for folder in _DEBIAN.glob("*/bin") if (folder / "initdb").exists()]
    found.sort(key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0)
    on_path = shutil.which("initdb")
    if on_path is not None:
        found.insert(0, Path(on_path).resolve().parent)
    fit = [folder for folder in found if _version(folder) >= OLDEST]
    return fit[-1] if fit else None


def _version(folder: Path) -> int:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"\d+", said.stdout)
    return int(number.group()) if number else 0


@dataclasses.dataclass(frozen=True, slots=True)
class Cluster:
    """A server that runs."""

    folder: Path
    bin: Path
    port: int
    password: str
    """Of the superuser."""

    @property
    def authority(self) -> Path:
        """The certificate that the server's own is signed with."""
        return self.folder / "authority.pem"

    def parts(self, user: str, password: str, database: str = "postgres") -> dict[str, Any]:
        """Return what psycopg's `connect` takes."""
        return {
            "host": "localhost",
            "hostaddr": "127.0.0.1",
            "port": self.port,
            "user": user,
            "password": password,
            "dbname": database,
            "sslmode": "verify-full",
            "sslrootcert": str(self.authority),
            "connect_timeout": 30,
        }

    def superuser(self, database: str = "postgres") -> dict[str, Any]:
        """Return how its superuser connects."""
        return self.parts(SUPERUSER, self.password, database)

    def url(self, user: str, password: str, database: str = "postgres") -> str:
        """Return the same as SQLAlchemy writes it."""
        who = f"{quote(user, safe='')}:{quote(password, safe='')}"
        options = f"sslmode=verify-full&sslrootcert={quote(str(self.authority), safe='')}"
        return f"postgresql+psycopg://{who}@localhost:{self.port}/{database}?{options}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = self.folder / "server.log"
        self._control("start", "-w", "-t", "120", f"--log={log}")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `smart`, `fast`, or `immediate`, at once."""
        self._control("stop", "-w", "-t", "120", f"--mode={mode}")

    def _control(self, what: str, *options: str) -> None:
        _run([self.bin / "pg_ctl", f"--pgdata={self.folder / 'data'}", *options, what])


def _owner() -> str | None:
    """Return the user that runs the server where the tests run as root; None elsewhere."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in known)


def _who() -> dict[str, Any]:
    owner = _owner()
    if owner is None:
        return {}
    return {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": ()}


def _run(command: list[str | Path]) -> None:
    # What a started server inherits stays open as long as it runs: its words go to a file.
    with tempfile.TemporaryFile() as said:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": said, "stderr": said}
        done = subprocess.run(command, check=False, cwd="/", **pipes, **_who())
        said.seek(0)
        words = said.read().decode(errors="replace")
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed. It said: {words}")


@contextmanager
def cluster(*, durable: bool = False, settings: dict[str, str] | None = None) -> Iterator[Cluster]:
    """Make a server and start it; stop and remove it at the end, also when the tests are killed.

    Parameters
    ----------
    durable
        Whether a commit waits for the disk, as it must outside of tests.
    settings
        More lines of `postgresql.conf`.
    """
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError(f"No PostgreSQL {OLDEST} or later is installed here.")
    folder = Path(tempfile.mkdtemp(prefix="prescreen-postgres-"))
    made = Cluster(folder, bin_folder, _free_port(), secrets.token_urlsafe(24))
    _give(folder)
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", _KEEPER, "keeper", bin_folder / "pg_ctl", folder],
        stdin=subprocess.PIPE,
        start_new_session=True,
        cwd="/",
        **_who(),
    )
    try:
        _make(made, durable=durable, settings=settings or {})
        made.start()
        yield made
    finally:
        keeper.communicate()


def _make(made: Cluster, *, durable: bool, settings: dict[str, str]) -> None:
    secret = made.folder / "password"
    _write(secret, made.password.encode())
    _run(
        [
            made.bin / "initdb",
            f"--pgdata={made.folder / 'data'}",
            f"--username={SUPERUSER}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]
    )
    _certify(made.folder)
    data = made.folder / "data"
    lines = {
        "listen_addresses": "127.0.0.1",
        "port": str(made.port),
        "unix_socket_directories": "",
        "ssl": "on",
        "ssl_ca_file": str(made.authority),
        "ssl_cert_file": str(made.folder / "server.pem"),
        "ssl_key_file": str(made.folder / "server.key"),
        "ssl_min_protocol_version": "TLSv1.2",
        "password_encryption": "scram-sha-256",
        "max_connections": "200",
        "shared_buffers": "64MB",
        "fsync": "on" if durable else "off",
        **settings,
    }
    text = "".join(f"{name} = '{value}'\n" for name, value in lines.items())
    _write(data / "postgresql.conf", text.encode())
    _write(data / "pg_hba.conf", b"hostssl all all 127.0.0.1/32 scram-sha-256\n")


def _write(path: Path, body: bytes) -> None:
    path.write_bytes(body)
    path.chmod(0o600)
    _give(path)


def _give(path: Path) -> None:
    owner = _owner()
    if owner is not None:
        shutil.chown(path, owner, pwd.getpwnam(owner).pw_gid)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _certify(folder: Path) -> None:
    """Write an authority's certificate, and the server's key with a certificate signed by it."""
    made = certified()
    for name, body in (
        ("authority.pem", made.authority),
        ("server.pem", made.certificate),
        ("server.key", made.key),
    ):
        _write(folder / name, body)
    # Clients read it too, and the folder is the server's alone where root tests.
    (folder / "authority.pem").chmod(0o644)

"""A keyring of our own for the tests: GNOME's Secret Service on a session bus of its own.

Nobody's real keyring is touched: bus, folder of keyrings and passphrase are the test's. Both
programs are killed at the end, also when the tests were.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import secretstorage

PASSPHRASE = "lanterns for a keyring of tests"
PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A bus that starts no program by itself: a service that was killed stays away."""


def missing() -> list[str]:
    """Return the programs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@dataclasses.dataclass(slots=True)
class Desktop:
    """A session with a bus and a keyring."""

    folder: Path
    bus: subprocess.Popen[str]
    address: str
    keyring: subprocess.Popen[bytes] | None = None

    @property
    def environ(self) -> dict[str, str]:
        """What a program of this session finds in its environment."""
        return {
            "DBUS_SESSION_BUS_ADDRESS": self.address,
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "HOME": str(self.folder),
        }

    def start_keyring(self) -> None:
        """Start the Secret Service with its keyring open, as after signing in to the desktop."""
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        self.keyring = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], **self.environ},
        )
        assert self.keyring.stdin is not None
        with closing(self.keyring.stdin) as pipe:
            pipe.write(PASSPHRASE.encode())
        self._wait()

    def _wait(self) -> None:
        """Wait until it has taken its name on the bus and opened the keyring."""
        for _ in range(2000):
            assert self.keyring is not None
            assert self.keyring.poll() is None, "the keyring ended by itself"
            with contextlib.suppress(secretstorage.SecretStorageException, OSError):
                if self._is_open():
                    return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.keyring.wait(0.02)
        raise AssertionError("the keyring did not open")

    def _is_open(self) -> bool:
        with closing(self.connected()) as bus:
            return not secretstorage.get_collection_by_alias(bus, "default").is_locked()

    def connected(self) -> Any:
        """Return a connection to the bus of this session."""
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415 - untyped

        return open_dbus_connection(self.address)

    def lock(self) -> None:
        """Lock the keyring, as its owner may at any time."""
        with closing(self.connected()) as bus:
            secretstorage.get_collection_by_alias(bus, "default").lock()

    def kill_keyring(self) -> None:
        """Kill the Secret Service, as a desktop that ends or crashes."""
        if self.keyring is not None:
            self.keyring.kill()
            self.keyring.wait()
            self.keyring = None

    def freeze(self) -> None:
        """Stop the Secret Service in its tracks: it is there and does not answer."""
        assert self.keyring is not None
        self.keyring.send_signal(signal.SIGSTOP)

    def entries(self) -> list[str]:
        """Return the names of what is kept, in order."""
        with closing(self.connected()) as bus:
            found = secretstorage.get_collection_by_alias(bus, "default")
            return sorted(one.get_attributes()["service"] for one in found.get_all_items())

    def spoil(self, service: str, text: bytes | None) -> None:
        """Put something else into an entry, or take it away."""
        with closing(self.connected()) as bus:
            found = secretstorage.get_collection_by_alias(bus, "default")
            (one,) = (e for e in found.get_all_items() if e.get_attributes()["service"] == service)
            if text is None:
                one.delete()
            else:
                one.set_secret(text)


@contextmanager
def desktop() -> Iterator[Desktop]:
    """Start a session with an open keyring; end it at the end."""
    # Names of sockets are short: the tests' own folders are too deep for them.
    with tempfile.TemporaryDirectory(prefix="prescreen-keyring-") as name:
        yield from _sessions(Path(name))


def _sessions(folder: Path) -> Iterator[Desktop]:
    for name in ("run", "data"):
        (folder / name).mkdir(mode=0o700)
    config = folder / "bus.conf"
    config.write_text(_CONFIG.format(folder=folder / "run"))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
    bus = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd="/"
    )
    assert bus.stdout is not None
    made = Desktop(folder, bus, bus.stdout.readline().strip())
    try:
        made.start_keyring()
        yield made
    finally:
        made.kill_keyring()
        bus.kill()
        bus.wait()
        bus.stdout.close()

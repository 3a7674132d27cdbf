"""Set up a checkout: system libraries, virtual environment, locked packages.

Runs on a bare Python 3.11 or later, standard library only. ``make setup`` calls it; calling it
again when nothing changed costs a fraction of a second.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
APART = {name: ROOT / f".{name}" for name in ("bench", "fuzz", "peers", "server")}
"""Where tools are that stay out of the product's environment: what it is measured beside, what
feeds its readers any bytes, other detectors, and a real server of models that the tests speak
to."""
BARE = frozenset({"peers", "server"})
"""Environments without the checkout: what runs there finds it by its path, or needs none of it."""
TORCH = "torch==2.13.0"
"""What `peers` and its lock were resolved with. Not locked by hash: some machines have a build for
the processor alone at hand, of the same number, others take the one with everything for GPUs."""
STAMPS = ROOT / ".setup"

# Shared library -> Debian package. Without these `import PySide6.QtGui` fails.
NEEDED_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libbrotlidec.so.1": "libbrotli1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
# Without these a window opens only offscreen.
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# The tests open a real window on a virtual screen.
TEST_COMMANDS = {"Xvfb": "xvfb", "xauth": "xauth"}
# A server of the record: Debian keeps its programs beside the path, one folder a version.
SERVER_PROGRAMS = Path("/usr/lib/postgresql")
SERVER_PACKAGE = "postgresql"
# A keyring for the tests: Debian's names of a Secret Service, and of the bus that it speaks on.
KEYRING_COMMANDS = {"gnome-keyring-daemon": "gnome-keyring", "dbus-daemon": "dbus"}
# An archive behind its gate for the tests, and a second decoder of what is stored there.
ARCHIVE_PROGRAMS = {
    "/usr/sbin/Orthanc": "orthanc",
    "/usr/share/orthanc/plugins/libOrthancDicomWeb.so": "orthanc-dicomweb",
    "/usr/sbin/nginx": "nginx-light",
    "/usr/bin/opj_decompress": "libopenjp2-tools",
}
# Statistics that nobody here wrote, for the tests of ours.
R_PACKAGES = {
    "/usr/bin/Rscript": "r-base-core",
    "/usr/lib/R/site-library/lme4": "r-cran-lme4",
    "/usr/lib/R/site-library/ordinal": "r-cran-ordinal",
    "/usr/lib/R/site-library/pROC": "r-cran-proc",
    "/usr/lib/R/site-library/psych": "r-cran-psych",
    "/usr/lib/R/site-library/survey": "r-cran-survey",
    "/usr/lib/R/library/survival": "r-cran-survival",
}
# What Debian asks before it starts a service that was installed: 101 is no.
START_POLICY = Path("/usr/sbin/policy-rc.d")
# Manifests come in every script; without these Chinese text is boxes.
FONTS = {
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf": "fonts-noto-core",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
}


def loads(library: str) -> bool:
    """Return whether the dynamic linker finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(lock: str) -> tuple[list[str], list[str]]:
    """Return (needed, wanted) Debian packages that are not there."""
    needed = [package for library, package in NEEDED_LIBRARIES.items() if not loads(library)]
    wanted = [package for library, package in WINDOW_LIBRARIES.items() if not loads(library)]
    wanted += [package for path, package in FONTS.items() if not Path(path).exists()]
    if lock != "run":
        wanted += [name for command, name in TEST_COMMANDS.items() if not shutil.which(command)]
    if lock == "server" and not has_database_server():
        wanted.append(SERVER_PACKAGE)
    if lock == "server":
        wanted += [name for command, name in KEYRING_COMMANDS.items() if not shutil.which(command)]
        there = ARCHIVE_PROGRAMS | R_PACKAGES
        wanted += [name for path, name in there.items() if not Path(path).exists()]
    if not has_venv():
        needed.append("python3-venv")
    return needed, wanted


def has_database_server() -> bool:
    """Return whether PostgreSQL's server, not only its client, is installed."""
    return bool(shutil.which("initdb")) or any(SERVER_PROGRAMS.glob("*/bin/initdb"))


def has_venv() -> bool:
    """Return whether this Python can make a virtual environment with pip."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian ships Python without it
    except ImportError:
        return False
    return True


def as_root() -> list[str] | None:
    """Return the command prefix that installs packages without asking, None if there is none."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n"]
    return None


def install_system_packages(lock: str) -> None:
    """Install what Qt and the tests need, or say the one command that does."""
    if not sys.platform.startswith("linux"):
        return
    needed, wanted = missing_packages(lock)
    packages = needed + wanted
    if not packages:
        return
    prefix = as_root() if shutil.which("apt-get") else None
    if prefix is not None:
        print("Installing system packages:", " ".join(packages), flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*prefix, "apt-get", "update", "-qq"], env=environment, check=False)
        install = [*prefix, "apt-get", "install", "-y", "--no-install-recommends"]
        with starting_nothing(prefix):
            run_quietly([*install, *packages], environment)
            needed, wanted = missing_packages(lock)
            # One that this system does not know keeps all others out; alone, only itself.
            for package in needed + wanted:
                run_quietly([*install, package], environment)
        needed, wanted = missing_packages(lock)
    if needed or wanted:
        print_what_to_type(needed, wanted)


def run_quietly(command: list[str], environment: dict[str, str]) -> None:
    """Run a command of which only what goes wrong is shown."""
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


@contextmanager
def starting_nothing(prefix: list[str]) -> Iterator[None]:
    """Install without starting what is installed: an archive and a gate on their usual ports.

    The tests start their own, on free ports.
    """
    if START_POLICY.exists():
        yield
        return
    write = [*prefix, "install", "--mode=755", "/dev/stdin", str(START_POLICY)]
    subprocess.run(write, input=b"#!/bin/sh\nexit 101\n", check=False)
    try:
        yield
    finally:
        subprocess.run([*prefix, "rm", "--force", str(START_POLICY)], check=False)


def print_what_to_type(needed: list[str], wanted: list[str]) -> None:
    """Name the one command that a person with root has to type; stop when Qt cannot start."""
    print("These system packages are missing. Please type:\n", file=sys.stderr)
    line = " ".join(["sudo apt-get install -y --no-install-recommends", *needed, *wanted])
    print(f"    {line}\n", file=sys.stderr)
    print("(on another system: the packages that hold the same libraries)", file=sys.stderr)
    if needed:
        raise SystemExit(1)


def venv_python(environment: Path) -> Path:
    """Path of the environment's interpreter."""
    folder = "Scripts" if os.name == "nt" else "bin"
    return environment / folder / ("python.exe" if os.name == "nt" else "python")


def stamp_of(lock: Path) -> str:
    """Return what the installed packages depend on, as one digest."""
    text = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(text + sysconfig.get_python_version().encode()).hexdigest()


def install_packages(name: str, environment: Path = VENV) -> None:
    """Install the locked packages, checked by hash, and the checkout itself."""
    python = venv_python(environment)
    lock = ROOT / "packaging" / "locks" / f"{name}.txt"
    stamp = STAMPS / name
    digest = stamp_of(lock)
    if stamp.exists() and stamp.read_text() == digest and python.exists():
        return
    if not python.exists():
        venv.create(environment, with_pip=True, symlinks=os.name != "nt")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    print(f"Installing the packages of packaging/locks/{name}.txt", flush=True)
    # The lock is complete but for torch; without looking at what needs what, torch can come after.
    alone = ["--no-deps"] if name == "peers" else []
    subprocess.run([*pip, "--require-hashes", *alone, "-r", str(lock)], check=True)
    if name == "peers":
        subprocess.run([*pip, TORCH], check=True)
    if name not in BARE:
        subprocess.run([*pip, "--no-build-isolation", "--no-deps", "-e", str(ROOT)], check=True)
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(digest)


def main() -> None:
    """Prepare for running (``run``), checks and tests (``dev``), or what stays apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lock", choices=("run", "dev", *APART))
    lock = parser.parse_args().lock
    if sys.version_info < (3, 11):  # noqa: UP036 - the message is for those who have less
        raise SystemExit("Prescreen needs Python 3.11 or later.")
    install_system_packages(lock)
    install_packages(lock, APART.get(lock, VENV))
    if lock == "dev" and platform.machine() in ("x86_64", "AMD64"):
        # The second opinion on what we write exists for this kind of machine only.
        install_packages("oracle")


if __name__ == "__main__":
    main()

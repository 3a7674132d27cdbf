"""What a test says where a program that it needs is not installed."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import pytest

REQUIRED = "PRESCREEN_SERVERS"
"""Set to `required` by `make test` on Linux: a test that was never run is no success there."""


def lacks_server(what: str) -> NoReturn:
    """Skip the test, or fail it where all servers have to be there."""
    reason = f"no {what} here: `python packaging/prepare.py server` installs it"
    if os.environ.get(REQUIRED) == "required":
        pytest.fail(f"{reason}; PRESCREEN_WITHOUT_SERVER=1 does without")
    pytest.skip(reason)


def lacks_right(what: str, why: str) -> NoReturn:
    """Skip a test that needs more than a program may be given: no set-up can give it."""
    pytest.skip(f"not run, for this machine lets it have no {what}: {why}")


def why_not_root() -> str:
    """Say why the kernel is not asked for what only root on Linux gets; empty when it can be."""
    if not sys.platform.startswith("linux"):
        return f"it needs Linux, and this is {sys.platform}"
    return "" if os.geteuid() == 0 else f"it needs root, and this is user {os.geteuid()}"

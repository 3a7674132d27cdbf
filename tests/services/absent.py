"""What a test says where a program that it needs is not installed."""

from __future__ import annotations

import os
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

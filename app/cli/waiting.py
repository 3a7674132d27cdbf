"""Waiting at the command line: whoever ends the program ends it."""

from __future__ import annotations

import asyncio


def wait(seconds: float) -> bool:
    """Wait so many seconds; nobody can say that it is enough, so it returns False."""
    asyncio.run(asyncio.sleep(seconds))
    return False

"""What is typed after a command has begun: passwords, at a terminal or on the input."""

from __future__ import annotations

import getpass
import sys

from app.domain.errors import Refused
from app.domain.words import Sentence


def asked(prompt: str) -> str:
    """Ask once at a terminal; take a line when something else writes to us.

    Raises
    ------
    Refused
        When what comes is no text.
    """
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    try:
        line = sys.stdin.readline().rstrip("\r\n")
        line.encode()
    except UnicodeError as error:
        raise Refused(
            Sentence("The password is not text in UTF-8; nothing was changed.")
        ) from error
    return line

"""Doing what is due again and again, for as long as the program runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from app.cli.printing import Printer
from app.cli.waiting import wait
from app.domain.errors import Unavailable


def repeat(do_round: Callable[[], object], printer: Printer, every_s: float) -> NoReturn:
    """Do rounds until the program is ended; a record that is away is waited for.

    What stands in the way is said once for as long as it does.

    Parameters
    ----------
    every_s
        Seconds between two rounds.
    """
    told = ""
    while True:
        try:
            do_round()
            told = ""
        except Unavailable as error:
            if str(error) != told:
                told = str(error)
                printer.failure(told)
        wait(every_s)

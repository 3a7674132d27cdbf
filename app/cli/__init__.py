"""The command line: one file a command, one door.

Exit codes: 0 done, 1 refused or failed, 2 wrong usage. Whatever is wrong with what was given ends
in a sentence, never in a traceback.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

from app.cli.arguments import Arguments, parse
from app.cli.printing import Printer, end_output
from app.domain.errors import KnownError
from app.settings import SettingsUnreadable

DONE, FAILED, USAGE = 0, 1, 2

Command = Callable[[Arguments, Printer], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
    except OSError:
        # The reader of our output has gone, or its disk is full; there is nobody left to tell.
        code = FAILED
    return code if end_output() else FAILED


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = parse(argv)
    except SystemExit as ended:
        # argparse has said what it had to say.
        return ended.code if isinstance(ended.code, int) else USAGE
    printer = Printer(json_lines=arguments.json)
    try:
        if arguments.store is not None and arguments.command != "restore":
            # A restore puts back the settings first, and over nothing.
            _loaded("store_place").keep_store(arguments, printer)
        run: Command = _loaded(arguments.command.replace("-", "_")).run
        return run(arguments, printer)
    except (KnownError, SettingsUnreadable) as error:
        printer.failure(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        printer.failure(f"{place}{error.strerror or error}.")
    except KeyboardInterrupt:
        printer.failure("Interrupted.")
    return FAILED


def _loaded(name: str) -> Any:
    """Load a command when it is asked for: `verify` must not wait for Qt or ONNX Runtime."""
    return importlib.import_module(f"app.cli.{name}")

"""``prescreen heads [--out FILE] [--now]``: the signed head of each day, for others to keep.

A file that holds heads already is only appended to, and only after the record was held against
them: a record that was rewound gets no new heads to hide it.
"""

from __future__ import annotations

import os
from pathlib import Path

from app.cli.amounts import counted
from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.domain.errors import KnownError, RecordDamaged
from app.domain.words import say
from app.record import Record
from app.record.heads import DayHead, heads_of, text_of_heads


def run(arguments: Arguments, printer: Printer) -> int:
    """Write the heads that are not there yet, or say them."""
    with workspace(arguments.home, create=False) as place:
        kept = kept_heads(arguments.out) if arguments.out else ()
        require_kept(place.record, kept)
        made = place.record.proof.new_heads(kept, now=arguments.now)
    if arguments.out:
        _append(arguments.out, made)
    for head in made:
        lines = counted(head.lines, "line")
        text = f"{head.day}: {_chain(head)}{lines}, {head.hash}, key {head.key}"
        printer.line(head.tree, text)
    if not made:
        printer.nothing(
            "There is no head to add: no day is over that is not there yet. --now adds the record "
            "as it stands."
        )
    return 0


def _chain(head: DayHead) -> str:
    if head.chain is None:
        return ""
    return f"chain {head.chain}, " if head.chain else "chain without a port, "


def of_chain(head: DayHead) -> str:
    """Return which chain of a server's record a head is of, to be said before what it says."""
    if head.chain is None:
        return ""
    return f"of the chain {head.chain} " if head.chain else "of the chain without a port "


def kept_heads(path: Path) -> tuple[DayHead, ...]:
    """Return the heads in a file; none where there is no file yet.

    Raises
    ------
    KnownError
        When it cannot be read, or holds something else.
    """
    try:
        return heads_of(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except UnicodeError as error:
        raise KnownError(say("{path} holds no heads of a record.", path=path)) from error


def require_kept(record: Record, kept: tuple[DayHead, ...]) -> None:
    """Raise `RecordDamaged` when the record contradicts heads that were kept."""
    trouble = record.proof.kept_trouble(kept)
    if trouble is not None:
        raise RecordDamaged(trouble.sentence)


def _append(path: Path, made: tuple[DayHead, ...]) -> None:
    """Add heads at the end of a file, durably; what stands there is not touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text_of_heads(made))
        file.flush()
        os.fsync(file.fileno())

"""``prescreen export ID --out DIR [--files]``: a case, to be verified on another machine."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.heads import of_chain
from app.cli.printing import Printer
from app.cli.show import item_named
from app.cli.workspace import workspace
from app.review.case_export import VERIFIER, write_case


def run(arguments: Arguments, printer: Printer) -> int:
    """Write everything that is on record about an item, and say how it is verified."""
    with workspace(arguments.home, create=False) as place:
        item_id = item_named(arguments.id, place).item_id
        case = place.record.proof.case(item_id)
        store = place.store if arguments.files else None
        for path in write_case(case, arguments.out, store=store):
            printer.line({"id": item_id, "path": str(path)}, str(path))
        count = len(case.lines)
        for head in case.heads:
            chain = {} if head.chain is None else {"chain": head.chain}
            values = {"id": item_id, "lines": count, "head_day": head.day, "head_lines": head.lines}
            end = f" Verify with: python {arguments.out / VERIFIER}" * (head is case.heads[-1])
            printer.line(
                {**values, **chain, "key": head.key},
                f"{count} lines, tied to the head {of_chain(head)}of {head.day} at line "
                f"{head.lines}, key {head.key}.{end}",
            )
    return 0

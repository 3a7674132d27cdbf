"""A manifest typed from paper becomes a file, and is taken in as every other file is (¶36)."""

from __future__ import annotations

from pathlib import Path

from app.domain.clock import Clock
from app.domain.errors import Refused, Unavailable
from app.domain.paper import PaperManifest
from app.domain.words import say
from app.intake import take_in
from app.record import Record
from app.scans import FolderStore
from app.shipments.paper import paper_file


def file_paper(
    paper: PaperManifest, folder: Path, *, record: Record, store: FolderStore, clock: Clock
) -> None:
    """Keep what was typed and put it on record; links and notices follow.

    Parameters
    ----------
    folder
        Where the files of typed manifests lie; it is made when it is not there.

    Raises
    ------
    Refused
        When it cannot be taken in as it stands.
    Unavailable
        When the disk stands in the way; nothing was filed.
    """
    path = folder / f"{paper.ccn}-{paper.typed_at:%Y%m%dT%H%M%S}.json"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(paper_file(paper))
    except OSError as error:
        why = error.strerror or error
        raise Unavailable(
            say("The manifest cannot be kept: {why}. Nothing was filed.", why=why)
        ) from error
    for outcome in tuple(take_in([path], record=record, store=store, clock=clock)):
        if outcome.reason is not None:
            raise Refused(outcome.reason)

"""The export of one case: everything needed to verify its decisions on another machine."""

from __future__ import annotations

import importlib.resources
import json
import shutil
import tempfile
from pathlib import Path

from app.domain.errors import KnownError
from app.domain.words import say
from app.record.cases import Case
from app.review.case_verifier import README, case_text, pem_of, scan_files
from app.scans import FolderStore

VERIFIER = "verify.py"


class ExportUnwritable(KnownError):
    """The export could not be written; nothing of it was left behind."""


def write_case(case: Case, folder: Path, *, store: FolderStore | None = None) -> tuple[Path, ...]:
    """Write a case into a folder of its own and return its files.

    Parameters
    ----------
    case
        As the record gives it.
    folder
        Where the export goes; it is made, and must hold nothing.
    store
        Where the scans are kept, when their files are to go with it.

    Raises
    ------
    ExportUnwritable
        When the folder holds something, a scan file is not here, or something cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportUnwritable(
            say("{folder} is not empty. Name a folder of its own for this case.", folder=folder)
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            _write(case, made, store)
            if folder.is_dir():
                folder.rmdir()
            made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise ExportUnwritable(
            say("The case could not be written to {folder}: {why}", folder=folder, why=error)
        ) from error
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _write(case: Case, folder: Path, store: FolderStore | None) -> None:
    tree = case.tree(files=store is not None)
    # Escaped, so that any text that was ever declared is text again when it is read.
    evidence = json.dumps(tree, indent=1)
    # Read back as the verifier does, so that both see the same.
    texts = {
        "evidence.json": evidence + "\n",
        "case.txt": case_text(json.loads(evidence)),
        "public-key.pem": pem_of(case.heads[0].key),
        "README.txt": README,
        VERIFIER: _verifier(),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    if store is not None:
        _copy_files(case, folder, store)


def _verifier() -> str:
    room = importlib.resources.files("app.review")
    return (room / "case_verifier.py").read_text(encoding="utf-8")


def _copy_files(case: Case, folder: Path, store: FolderStore) -> None:
    (folder / "files").mkdir()
    bodies = [
        None if line["payload"] is None else json.loads(line["payload"])["body"]
        for line in case.lines
    ]
    for name, sha256 in scan_files(list(case.lines), bodies):
        if not store.check(sha256):
            raise ExportUnwritable(
                say(
                    "The scan file {sha256} is gone, or is not the one that was taken in. Take "
                    "the original in again, or export the case without its files.",
                    sha256=sha256,
                )
            )
        shutil.copyfile(store.path(sha256), folder / name)

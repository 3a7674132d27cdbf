"""An archive for tests of the relay: files by their numbers, and what it was asked for."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from app.domain.errors import Unavailable
from app.domain.words import say
from imaging.reader import kind_of, read_header
from imaging.tdr import read_tdr

Numbers = tuple[str, str]


def numbers(file: Path) -> Numbers:
    """Study and instance of a file."""
    if kind_of(file) == "dicos-tdr":
        report = read_tdr(file)
        return report.source.study_uid, report.sop_uid
    header = read_header(file)
    return header.study_uid, header.instance_uid


class Shelf:
    """Keeps files in memory; `down` is how many requests fail before one succeeds."""

    def __init__(self) -> None:
        self.files: dict[Numbers, bytes] = {}
        self.sent: Counter[Numbers] = Counter()
        self.down = 0

    def put(self, file: Path, sha256: str) -> None:
        self._answer()
        data = file.read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
        key = numbers(file)
        self.sent[key] += 1
        self.files.setdefault(key, data)
        assert self.files[key] == data

    def holds(self, study_uid: str, instance_uid: str) -> bool:
        self._answer()
        return (study_uid, instance_uid) in self.files

    def _answer(self) -> None:
        if self.down:
            self.down -= 1
            raise Unavailable(say("The archive is down."))

"""An archive for tests of the relay: files by their numbers, and what it was asked for."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

from app.domain.errors import Unavailable
from app.domain.words import say
from app.scans.web.faults import Asked, Fault
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
    """Keeps files in memory, the first of a number, and tells when it has another one.

    `down` is how many requests fail before one succeeds.
    """

    def __init__(self) -> None:
        self.files: dict[Numbers, bytes] = {}
        self.sent: Counter[Numbers] = Counter()
        self.down = 0

    def put(self, file: Path, sha256: str, uids: Numbers, /) -> None:
        self._answer()
        data = file.read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
        key = numbers(file)
        assert uids == key
        self.sent[key] += 1
        self.files.setdefault(key, data)
        self._compare(key, data)

    def keeps(self, file: Path, sha256: str, uids: Numbers) -> bool:
        self._answer()
        data = file.read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
        key = numbers(file)
        assert uids == key
        if key in self.files:
            self._compare(key, data)
        return key in self.files

    def _compare(self, key: Numbers, data: bytes) -> None:
        if self.files[key] != data:
            raise Asked("The shelf", key[1]).fault(Fault.ANOTHER)

    def _answer(self) -> None:
        if self.down:
            self.down -= 1
            raise Unavailable(say("The archive is down."))

"""Which file one wants from an archive, and which one came to it."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is on record and lies in an archive.

    Attributes
    ----------
    sha256, size
        What it must be when it is here: its digest, and its length in bytes.
    study_uid, instance_uid
        Under which numbers the archive has it.
    name
        What it is called in sentences.
    """

    sha256: str
    size: int
    study_uid: str
    instance_uid: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came to an archive.

    Attributes
    ----------
    study_uid, instance_uid
        Under which numbers it is there.
    mark
        Where to go on once this one is done with.
    """

    study_uid: str
    instance_uid: str
    mark: str

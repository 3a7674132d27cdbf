"""What the officer can be told when something is refused or fails.

KnownError
    Refused           a rule of the work forbids it
      MissingParts      a decision is not complete yet
      LeaseLost         the item is somebody else's now
      Held              somebody else has the item; it can be read
      SignInRefused     name and password do not belong together
        PasswordMustChange  the word was given out for one sign-in
      SecondNeeded      a second person signs in for this act
    RecordDamaged     the record does not verify
    Unavailable       something stands in the way now; trying again may help
      ServerGone        the server of the record cannot be reached, or the way to it was cut
"""

from __future__ import annotations

import dataclasses

from app.domain.words import Sentence


class KnownError(Exception):
    """An error with a sentence that says what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Refused(KnownError):
    """A rule of the work forbids it."""


class LeaseLost(Refused):
    """The item's lease has run out or belongs to somebody else."""


class Held(Refused):
    """Somebody else has the item now; it can be read, and a supervisor can take it over."""


class SignInRefused(Refused):
    """Name and password do not belong together, or the account waits."""


class PasswordMustChange(SignInRefused):
    """The word is good for choosing a password of one's own, and for nothing else."""


class SecondNeeded(Refused):
    """A second person signs in for this act, and nobody has."""


class RecordDamaged(KnownError):
    """The record does not verify."""


class Unavailable(KnownError):
    """The disk, the file or another program stands in the way now; nothing was changed."""


class ServerGone(Unavailable):
    """The server of the record does not answer, or the connection to it was lost.

    Whether a write that was under way is on record is not known: it may be asked for again by its
    identity, and may not simply be made again.
    """


@dataclasses.dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a decision still lacks: the field it belongs beside, and why."""

    field: str
    """``reasons``, ``regions``, ``confidence``, ``note``, ``warnings``, ``blocks``,
    ``verdicts``, ``views``, ``passing``, ``detail``, ``link``, ``exam``, ``override``,
    ``second``."""
    sentence: Sentence


class MissingParts(Refused):
    """A decision is not complete; each missing part is named with its field."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(missing[0].sentence)
        self.missing = missing

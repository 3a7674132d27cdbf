"""The outbox of one officer in one workspace: what she did alone, until the record has answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cattrs

from app.domain.errors import Unavailable
from app.domain.late import LateAct, Outcome, Receipt, Waiting
from app.domain.words import Sentence, phrase, say
from app.outage.holding import Hold, hold
from app.record.coding import canonical, plain, value_of
from app.vault.frames import FrameFull, Frames

_UNWRITABLE = phrase(
    "What is done while working alone cannot be kept in {path}: {why}. Free some space or give "
    "this account write permission there."
)
_FULL = phrase(
    "No more can be kept while working alone: {count} acts wait for the record. Nothing of them "
    "is lost; wait for the line."
)
_HELD = phrase("Another window of {account} works alone on this machine. Go on there.")
_DAMAGED = phrase(
    "A part of what was done while working alone cannot be read any more. The file was kept as "
    "{path}. Look through the items of that time, and tell the administrator."
)


class BoxUnwritable(Unavailable):
    """The disk does not take what is done."""


class Box:
    """Acts in their order; all calls belong to one thread.

    Parameters
    ----------
    folder
        Made when it is missing, for this account alone.
    account
        Whose acts these are; the file's name does not name her.
    workspace
        Which record they are for.
    key
        32 bytes, of this officer and workspace (`keys.box_key`).
    """

    def __init__(self, folder: Path, account: str, workspace: str, key: bytes) -> None:
        tag = hashlib.sha256(f"{workspace}\0{account}".encode()).hexdigest()[:32]
        self.path = folder / f"{tag}.acts"
        self._account = account
        self._frames = Frames(self.path, key)
        self._hold: Hold | None = None
        self._waiting: dict[str, LateAct] = {}
        self._refused: dict[str, Waiting] = {}

    def open(self) -> Sentence | None:
        """Take up what an earlier session left; return what to say where some of it is damaged.

        Raises
        ------
        BoxUnwritable
            When the disk refuses, or another window of the same officer has it.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._hold is None:
                self._hold = hold(self.path.with_suffix(".lock"))
            if self._hold is None:
                raise BoxUnwritable(say(_HELD, account=self._account))
            before = self.path.read_bytes() if self.path.exists() else b""
            found = self._frames.open()
            unread = [text for text in found.texts if not self._take_up(text)]
            if not unread and not found.damaged:
                self._wipe_if_done()
                return None
            aside = self.path.with_suffix(".damaged")
            aside.write_bytes(before)
            aside.chmod(0o600)
        except OSError as error:
            raise self._unwritable(error) from error
        return say(_DAMAGED, path=aside)

    def close(self) -> None:
        """Let another window have it; what waits stays where it is."""
        if self._hold is not None:
            self._hold.close()
            self._hold = None

    @property
    def usable(self) -> bool:
        """Whether it is open."""
        return self._hold is not None

    @property
    def waiting(self) -> tuple[LateAct, ...]:
        """Acts that the record has not answered, in the order of the hand."""
        return tuple(self._waiting.values())

    @property
    def refused(self) -> tuple[Waiting, ...]:
        """Acts that the record refused, until their officer has taken note of it."""
        return tuple(self._refused.values())

    def first(self) -> LateAct | None:
        """Return the act that is sent next."""
        return next(iter(self._waiting.values()), None)

    def add(self, act: LateAct) -> None:
        """Keep an act; it survives the end of program and machine when this returns.

        Raises
        ------
        BoxUnwritable
            When the disk refuses, or no more may be kept.
        """
        self._put({"act": plain(act)})
        self._waiting[act.act_id] = act

    def settle(self, receipt: Receipt) -> None:
        """Keep the record's answer to the first act."""
        act = self._waiting[receipt.act_id]
        if receipt.outcome is Outcome.REFUSED and receipt.why is not None:
            self._put({"refused": receipt.act_id, "why": plain(receipt.why)})
            self._refused[act.act_id] = Waiting(act, receipt.why)
        else:
            self._put({"sent": receipt.act_id})
        del self._waiting[receipt.act_id]
        self._tidy()

    def take_note(self, act_id: str) -> None:
        """Keep that the officer has read why an act was refused."""
        if act_id in self._refused:
            self._put({"noted": act_id})
            del self._refused[act_id]
            self._tidy()

    def _put(self, tree: Mapping[str, object]) -> None:
        text = canonical(tree).encode()
        try:
            try:
                self._frames.add(text)
            except FrameFull:
                # What was answered long ago takes room still.
                self._frames.renew(self._standing())
                self._frames.add(text)
        except FrameFull as error:
            raise BoxUnwritable(say(_FULL, count=len(self._waiting))) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def _standing(self) -> list[bytes]:
        refused = list(self._refused.values())
        trees: list[Mapping[str, object]] = [{"act": plain(one.act)} for one in refused]
        trees += [{"refused": one.act.act_id, "why": plain(one.refused)} for one in refused]
        trees += [{"act": plain(act)} for act in self._waiting.values()]
        return [canonical(tree).encode() for tree in trees]

    def _tidy(self) -> None:
        try:
            self._wipe_if_done()
        except OSError as error:
            raise self._unwritable(error) from error

    def _wipe_if_done(self) -> None:
        if not self._waiting and not self._refused:
            self._frames.wipe()

    def _take_up(self, text: bytes) -> bool:
        """Apply one frame; False when it says what this program does not understand."""
        try:
            self._apply(json.loads(text))
        except (cattrs.BaseValidationError, KeyError, TypeError, ValueError):
            return False
        return True

    def _apply(self, tree: Mapping[str, Any]) -> None:
        if "act" in tree:
            act = value_of(tree["act"], LateAct)
            self._waiting[act.act_id] = act
        elif "refused" in tree:
            act = self._waiting.pop(tree["refused"])
            self._refused[act.act_id] = Waiting(act, value_of(tree["why"], Sentence))
        elif "sent" in tree:
            del self._waiting[tree["sent"]]
        else:
            del self._refused[tree["noted"]]

    def _unwritable(self, error: OSError) -> BoxUnwritable:
        why = error.strerror or str(error)
        return BoxUnwritable(say(_UNWRITABLE, path=self.path.parent, why=why))

"""Which key means which command for the officer who sits here: defaults, choices, clashes."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.domain.words import Sentence, phrase, say

RESERVED = frozenset(
    {
        *("Esc", "Tab", "Shift+Tab", "Backtab", "Shift+Backtab", "Space", "Return", "Enter"),
        *("Ctrl+Return", "Ctrl+Enter", "Up", "Down", "Left", "Right"),
        *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Alt+F4"),
    }
)
"""Keys with one meaning for everybody: leaving, walking, choosing, signing, editing a text."""

_PAIRS = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))
"""A sign and the key that types it with Shift, on the keyboards of Canada and the United States."""

_MODIFIERS = frozenset(
    {
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta),
        *(Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown),
    }
)

_RESERVED = phrase("{keys} means the same for everybody and cannot be given away.")
_FIXED = phrase("This key is the same for everybody.")
_DROPPED = phrase("The key {keys} that you chose is taken now; {command} has its own key again.")


@dataclasses.dataclass(frozen=True, slots=True)
class Binding:
    """A command's key as the program comes with it."""

    title: str
    keys: str
    scopes: frozenset[str]
    """Where it acts; commands that share a place may not share a key."""
    also: tuple[str, ...] = ()
    """More ways to type it, as long as the officer has chosen no other key."""
    count: int = 1
    """How many digits in a row it has, from its own key on."""
    fixed: bool = False
    """Whether nobody may choose another."""


class CommandKeys(str):
    """The keys of a command as text, together with the command: painters follow a new choice."""

    __slots__ = ("command",)
    command: str

    def __new__(cls, command: str, text: str) -> CommandKeys:
        """Make the text of a command's keys."""
        made = super().__new__(cls, text)
        made.command = command
        return made


class Keymap(QObject):
    """Effective keys: the defaults with one officer's choices over them."""

    changed = Signal()

    def __init__(self, bindings: Mapping[str, Binding]) -> None:
        super().__init__()
        self._bindings = bindings
        self._chosen: dict[str, str] = {}

    @property
    def chosen(self) -> Mapping[str, str]:
        """What differs from the defaults: command to keys."""
        return dict(self._chosen)

    def text(self, command: str) -> str:
        """Return the key of a command as Qt writes it; the first one of a row of digits."""
        return self._chosen.get(command, self._bindings[command].keys)

    def default(self, command: str) -> str:
        """Return the key that the program comes with."""
        return self._bindings[command].keys

    def scopes(self, command: str) -> frozenset[str]:
        """Return where a command acts: ``queue``, ``review``, or both."""
        return self._bindings[command].scopes

    def count(self, command: str) -> int:
        """Return how many digits in a row a command has."""
        return self._bindings[command].count

    def fixed(self, command: str) -> bool:
        """Whether nobody may choose another key."""
        return self._bindings[command].fixed

    def typed(self, command: str) -> tuple[str, ...]:
        """Return every way to type a command's key: many signs need Shift on some keyboards."""
        return tuple(sorted(self._typed(command, self._chosen)))

    def pressed(self, command: str, event: QKeyEvent) -> bool:
        """Whether a key event is the key of a command."""
        keys = _same_key(captured(event))
        return any(keys == _same_key(one) for one in self._typed(command, self._chosen))

    def holder(self, command: str, keys: str) -> str:
        """Return the command that has this key where another acts; empty for a free key."""
        wanted = _same_key(keys)
        scopes = self._bindings[command].scopes
        for name, binding in self._bindings.items():
            taken = {_same_key(one) for one in self._typed(name, self._chosen)}
            if name != command and scopes & binding.scopes and wanted in taken:
                return name
        return ""

    def refusal(self, command: str, keys: str) -> Sentence | None:
        """Return why a key cannot belong to a command at all; None when it can."""
        if self._bindings[command].fixed:
            return say(_FIXED)
        if normal(keys) in RESERVED or not normal(keys):
            return say(_RESERVED, keys=keys)
        return None

    def with_key(self, command: str, keys: str) -> dict[str, str]:
        """Return the choices with one more; a default is no choice."""
        return self._without_defaults({**self._chosen, command: normal(keys)})

    def swapped(self, command: str, other: str) -> dict[str, str]:
        """Return the choices with the keys of two commands exchanged."""
        keys = {command: self.text(other), other: self.text(command)}
        return self._without_defaults({**self._chosen, **keys})

    def may_swap(self, command: str, other: str) -> bool:
        """Whether exchanging the keys of two commands leaves no clash anywhere."""
        if self.fixed(other) or self.fixed(command):
            return False
        wanted = self.swapped(command, other)
        kept, _ = self._sound(wanted)
        return kept == wanted

    def use(self, chosen: object) -> tuple[Sentence, ...]:
        """Put an officer's choices in force; return what could not be, in sentences.

        Parameters
        ----------
        chosen
            Command to keys, as a preference holds it; whatever else it is counts as none. A key
            that a newer version of the program gave to another command goes back to its default.
        """
        given = chosen if isinstance(chosen, Mapping) else {}
        wanted = {
            name: normal(keys)
            for name, keys in given.items()
            if name in self._bindings and isinstance(keys, str) and not self.refusal(name, keys)
        }
        kept, dropped = self._sound(self._without_defaults(wanted))
        if kept != self._chosen:
            self._chosen = kept
            self.changed.emit()
        return tuple(
            say(_DROPPED, keys=keys, command=self._bindings[name].title) for name, keys in dropped
        )

    def free(self, command: str, among: Iterable[str]) -> tuple[str, ...]:
        """Return those keys that a command could have without taking anybody's."""
        return tuple(
            keys
            for keys in among
            if self.refusal(command, keys) is None and not self.holder(command, keys)
        )

    def clashes(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of commands that share a key where both act; none, if all is well."""
        return tuple(self._clashing(self._chosen))

    def _without_defaults(self, chosen: Mapping[str, str]) -> dict[str, str]:
        return {
            name: keys
            for name, keys in chosen.items()
            if keys and _same_key(keys) != _same_key(self._bindings[name].keys)
        }

    def _sound(
        self, chosen: Mapping[str, str]
    ) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
        """Take choices back until no two commands clash; return what stays and what went."""
        kept, dropped = dict(chosen), []
        while clashing := next(
            (pair for pair in self._clashing(kept) if set(pair) & set(kept)), ()
        ):
            name = next(one for one in reversed(clashing) if one in kept)
            dropped.append((name, kept.pop(name)))
        return kept, tuple(dropped)

    def _clashing(self, chosen: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        seen: dict[tuple[str, str], str] = {}
        for name, binding in self._bindings.items():
            for keys in sorted({_same_key(one) for one in self._typed(name, chosen)}):
                for scope in sorted(binding.scopes):
                    other = seen.setdefault((scope, keys), name)
                    if other != name:
                        yield other, name

    def _typed(self, command: str, chosen: Mapping[str, str]) -> frozenset[str]:
        binding = self._bindings[command]
        keys = chosen.get(command, binding.keys)
        if binding.count > 1:
            before, first = keys[:-1], int(keys[-1])
            return frozenset(f"{before}{first + step}" for step in range(binding.count))
        more = () if command in chosen else binding.also
        return frozenset(normal(way) for one in (keys, *more) for way in _ways(one))


@functools.cache
def normal(keys: str) -> str:
    """Return a key sequence as Qt writes it; empty for what is none."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def captured(event: QKeyEvent) -> str:
    """Return the key of an event as text; empty for a modifier alone.

    A sign that needs Shift is written as the sign: ``?``, not ``Shift+?``.
    """
    key = Qt.Key(event.key())
    if key in _MODIFIERS:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    sign = len(text) == 1 and text.isprintable() and not text.isalnum() and text != " "
    if sign and QKeySequence(key).toString() == text:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    combined = QKeySequence(QKeyCombination(modifiers, key))
    return combined.toString(QKeySequence.SequenceFormat.PortableText)


def _ways(keys: str) -> tuple[str, ...]:
    """Return a sign that is typed with Shift in both spellings; everything else as it is."""
    before, sign = _parted(keys)
    spelt = sign in _PAIRS and "Shift+" not in before
    return (keys, f"{before}Shift+{sign}") if spelt else (keys,)


def _parted(keys: str) -> tuple[str, str]:
    """Return modifiers and key of one sequence: ``Ctrl+``, ``,``."""
    cut = keys.rfind("+", 0, len(keys) - 1) + 1
    return keys[:cut], keys[cut:]


def _same_key(keys: str) -> str:
    """Return one name for what the same press types: ``{`` is ``Shift+[``."""
    before, sign = _parted(normal(keys))
    if sign in _PAIRS:
        return f"{before}{'' if 'Shift+' in before else 'Shift+'}{_PAIRS[sign]}"
    return before + sign

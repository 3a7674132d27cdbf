"""What a password must be: long, and nothing that is guessed first.

Length protects, odd characters do not, and nothing runs out by itself (NIST SP 800-63B, 3.1.1.2).
A password is read as a row of pieces: a common word, a name of this place, keys or digits in a
row, a sign that is repeated, a year, each count once, and so does every other sign. What has few
pieces is long on paper only.
"""

from __future__ import annotations

import functools
import itertools
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files

from app.domain.errors import Refused
from app.domain.words import phrase, say

SHORTEST = 12
"""Characters a password has at least."""

LONGEST = 1024
"""Characters a password has at most, so that hashing it cannot be used to tie up the machine."""

FEWEST_PIECES = 6
"""Pieces a password has at least: five common words in a row are still guessed."""

_SHORT = phrase("The password has {length} characters; it needs {shortest} or more.")
_LONG = phrase("The password has more than {longest} characters; use a shorter one.")
_SAME = phrase("The password is the account's name; use another.")
_COMMON = phrase(
    "The password is made of what is guessed first ({found}). Take a sentence of your own, or add "
    "words that nobody expects."
)

_REPEATS = phrase(
    "The password is among what is guessed first: it says {length} of its {of} characters again "
    "and again, and that adds nothing. Take a sentence of your own, or add words that nobody "
    "expects."
)

OWN_NAMES = (
    "prescreen",
    "canada border services agency",
    "agence des services frontaliers du canada",
    "cbsa",
    "asfc",
)
"""Names that everybody here knows: the program's and the agency's."""

_LEAST_WORD = 4
_LEAST_RUN = 3
_MOST_TOLD = 4
_DISGUISES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"})
_SIGNS = str.maketrans({"@": "a", "$": "s", "!": "i", "€": "e", "£": "l"})
_REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for one another."""


def check_password(account: str, password: str, names: Iterable[str] = ()) -> None:
    """Refuse passwords that are too short, too long, or made of what is guessed first.

    Parameters
    ----------
    account
        Whose it is.
    password
        As it was typed.
    names
        What else stands for the person or the place: full name, workspace.

    Raises
    ------
    Refused
        With a sentence that says what to do.
    """
    if len(password) < SHORTEST:
        raise Refused(say(_SHORT, length=len(password), shortest=SHORTEST))
    if len(password) > LONGEST:
        raise Refused(say(_LONG, longest=LONGEST))
    if password.casefold() == account.casefold():
        raise Refused(say(_SAME))
    own = _own_words((account, *names, *OWN_NAMES))
    # A piece that is only said again adds nothing.
    repeated = _REPEATED.fullmatch(password)
    once = password if repeated is None else repeated[1]
    pieces = fewest_pieces(once, common_words() | own)
    if len(pieces) < FEWEST_PIECES and repeated is not None:
        # The piece itself may be half of a password that is used elsewhere.
        raise Refused(say(_REPEATS, length=len(once), of=len(password)))
    if len(pieces) < FEWEST_PIECES:
        found = ", ".join(dict.fromkeys(piece for piece in pieces if len(piece) > 1))
        raise Refused(say(_COMMON, found=_brief(found or pieces[0])))


def _brief(text: str) -> str:
    words = text.split(", ")
    return ", ".join(words[:_MOST_TOLD]) + (", …" if len(words) > _MOST_TOLD else "")


@functools.cache
def common_words() -> frozenset[str]:
    """Return the words that are guessed first, in small letters without accents."""
    text = (files("app.record") / "common_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _own_words(names: Iterable[str]) -> frozenset[str]:
    plain = (_plain(name) for name in names)
    words = (word for name in plain for word in (name, *re.split(r"[^a-z0-9]+", name)))
    return frozenset(word for word in words if len(word) >= _LEAST_WORD)


def fewest_pieces(password: str, words: Collection[str]) -> tuple[str, ...]:
    """Return a password as the shortest row of pieces that it can be read as."""
    read = _readings(password)
    size = len(read[0])
    longest = max(map(len, words), default=0)
    best: list[tuple[str, ...]] = [()]
    for end in range(1, size + 1):
        rows = [best[end - 1] + (read[0][end - 1],)]
        for start in range(max(0, end - max(longest, SHORTEST)), end - 1):
            found = next((p for p in _parts(read, start, end) if p in words or _is_run(p)), None)
            if found is not None:
                rows.append(best[start] + (found,))
        best.append(min(rows, key=len))
    return best[size]


def _parts(read: tuple[str, ...], start: int, end: int) -> Iterator[str]:
    return (one[start:end] for one in read)


def _readings(password: str) -> tuple[str, ...]:
    """Return a password as it stands and with the usual disguises of letters undone."""
    plain = _plain(password)
    signs = plain.translate(_SIGNS)
    return tuple(dict.fromkeys((plain, signs, signs.translate(_DISGUISES))))


def _plain(text: str) -> str:
    """Return a text in small letters without accents, one sign for each of its signs."""
    spread = (unicodedata.normalize("NFD", sign)[:1].casefold()[:1] or sign for sign in text)
    return "".join(spread)


def _is_run(part: str) -> bool:
    """Whether signs repeat, or digits or letters follow one another, or it is a year."""
    if len(part) < _LEAST_RUN:
        return False
    if _YEAR.fullmatch(part):
        return True
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(part)}
    return steps == {0} or (part.isalnum() and steps in ({1}, {-1}))


def one_time_word() -> str:
    """Return a word that an administrator passes on: some 99 bits, easily read out."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(4))
    return "-".join(groups)

"""How well what was typed fits a text: beginnings before middles, initials, then loose letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BEGINS, WORD_BEGINS, INITIALS, INSIDE, SCATTERED = 0.0, 1.0, 1.5, 3.0, 6.0
SHORTEST_SCATTERED = 3
"""Letters that a piece has at least before they may stand apart: two are in every text."""
WIDEST = 3
"""How many times as long as the piece the part of the text may be that its letters stand in."""
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Return a text without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def misfit(typed: str, texts: Iterable[str]) -> float | None:
    """Return how far texts are from what was typed: 0 fits best, None fits not at all.

    Every piece of what was typed has to fit one of the texts; case and accents do not count.

    Parameters
    ----------
    typed
        Pieces apart by blanks: beginnings of words, initials, or letters in order.
    texts
        The same thing said in several ways, such as in both languages.
    """
    hays = [plain(text) for text in texts if text]
    total = 0.0
    for piece in plain(typed).split():
        fits = [fit for hay in hays if (fit := _piece(piece, hay)) is not None]
        if not fits:
            return None
        total += min(fits)
    return total


def _piece(piece: str, hay: str) -> float | None:
    words = _WORD.findall(hay)
    initials = "".join(word[0] for word in words)
    fit: float | None = None
    if hay.startswith(piece):
        fit = BEGINS
    elif any(word.startswith(piece) for word in words):
        fit = WORD_BEGINS
    elif len(piece) > 1 and initials.startswith(piece):
        fit = INITIALS
    elif piece in hay:
        fit = INSIDE
    elif len(piece) >= SHORTEST_SCATTERED:
        fit = _scattered(piece, hay)
    return fit


def _scattered(piece: str, hay: str) -> float | None:
    """Return how far apart the letters of a piece stand in a text, in their order."""
    found = re.search(".*?".join(map(re.escape, piece)), hay)
    if found is None or len(found[0]) > WIDEST * len(piece):
        return None
    return SCATTERED + len(found[0]) / len(piece)

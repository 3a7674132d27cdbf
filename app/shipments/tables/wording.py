"""The form in which words are held equal, in English and in French."""

from __future__ import annotations

import re
import unicodedata


def plain_words(text: str) -> str:
    """Return words in lower case without accents, parted by single blanks.

    Letters and digits stay, of every script; all else is a blank.
    """
    apart = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", " ", letters).strip()

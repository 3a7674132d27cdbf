"""Words in both languages at once: paper does not know who will read it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.place import Place
from app.domain.words import Sentence, phrase
from app.ui.i18n import in_english, in_french, languages
from app.ui.view_words import view_in_french

UNIT = "\u00a0"


@dataclasses.dataclass(frozen=True, slots=True)
class Both:
    """The same words in English and in French."""

    en: str
    fr: str

    @property
    def line(self) -> str:
        """Both in one line; once where they are the same."""
        return self.en if self.en == self.fr else f"{self.en} / {self.fr}"

    @property
    def capitals(self) -> Both:
        """Both in capitals, accents kept."""
        return Both(self.en.upper(), self.fr.upper())


def both(text: str, /, **values: object) -> Both:
    """Put values into a phrase in both languages.

    A figure is given as `Figure`, so that each language writes it its own way; a `Both` is put in
    with its own words.
    """
    english = {name: _in(value, french=False) for name, value in values.items()}
    french = {name: _in(value, french=True) for name, value in values.items()}
    translated = languages.in_french(text)
    if not values:
        return Both(text, translated)
    return Both(text.format(**english), translated.format(**french))


def same(text: str) -> Both:
    """Return words that are not translated: numbers, names, what somebody typed."""
    return Both(text, text)


def told(sentence: Sentence) -> Both:
    """Return a sentence of the domain, its values in the words of each language."""
    return Both(in_english(sentence), in_french(sentence))


def view_named(view: str) -> Both:
    """Return the name of a view."""
    return Both(view, view_in_french(view))


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A number with its decimals."""

    value: float
    places: int = 1


def _in(value: object, *, french: bool) -> str:
    if isinstance(value, Both):
        return value.fr if french else value.en
    if isinstance(value, Figure):
        text = f"{value.value:,.{value.places}f}".replace(",", "\u00a0")
        return text.replace(".", ",") if french else text
    return str(value)


def moment(at: dt.datetime | None) -> str:
    """Return a time as both languages read it, in UTC; a dash where there is none."""
    if at is None:
        return "–"
    aware = at.astimezone(dt.UTC) if at.tzinfo is not None else at
    return f"{aware:%Y-%m-%d %H:%M}{UNIT}UTC"


_X_DOORS = phrase("{x} m from the doors")
_X_LEFT = phrase("{x} m from the left end")
_ABOVE, _BELOW = phrase("{y} m above the floor"), phrase("{y} m below the floor")
_LOWEST = phrase("{y} m above the lowest point")


def across_words(place: Place) -> Both:
    """Say how far along the load a place is."""
    return both(_X_DOORS if place.from_doors else _X_LEFT, x=Figure(place.across_m))


def height_words(place: Place) -> Both:
    """Say how high a place is."""
    y = Figure(abs(place.above_m))
    if not place.from_floor:
        return both(_LOWEST, y=y)
    return both(_ABOVE if place.above_m >= 0.0 else _BELOW, y=y)

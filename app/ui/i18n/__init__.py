"""Words on screen: English in the code, French in the catalogues ``fr*.ts`` beside this file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from PySide6.QtCore import QObject, QXmlStreamReader, Signal

from app.domain.words import Sentence

LANGUAGES = ("en", "fr")
_FIGURE = re.compile(
    r"(?<![\w.,])\d+\.\d+(?=(?: ± \d+\.\d+)?[\u00a0\u202f ]"
    r"(?:kg/m³|m³|k?g|[ckm]?m|t|%|[A-Z]{3})(?!\w))"
)
"""A figure with its unit; numbers of versions, tariffs and paragraphs have none."""
_KEPT = re.compile(r" (?=[:;!?%»])|(?<=«) ")
"""Blanks at which no line may break."""


class CatalogueDamaged(Exception):
    """A catalogue is not well-formed Qt Linguist XML."""


class Languages(QObject):
    """Which language is in force, and a signal when that changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._language = "en"
        self._french: Mapping[str, str] | None = None

    @property
    def language(self) -> str:
        """``en`` or ``fr``."""
        return self._language

    def use(self, language: str) -> None:
        """Change the language; every widget says its words again."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        if language != self._language:
            self._language = language
            self.changed.emit()

    def translate(self, text: str) -> str:
        """Return the text in the language in force, the English one where none is known."""
        return text if self._language == "en" else self.in_french(text)

    def in_french(self, text: str) -> str:
        """Return the French text whatever language is in force: both can be searched."""
        if self._french is None:
            self._french = MappingProxyType(french())
        return self._french.get(text, text)

    def name_in_french(self, name: str) -> str:
        """Return the French text of a known word, also with a number after it: ``side 2``."""
        told = self.in_french(name)
        word, _, number = name.rpartition(" ")
        if told == name and word and number.isdecimal():
            return f"{self.in_french(word)} {number}"
        return told


def french() -> dict[str, str]:
    """Read all catalogues: English text to French text."""
    found: dict[str, str] = {}
    for entry in sorted(resources.files("app.ui.i18n").iterdir(), key=lambda one: one.name):
        if entry.name.startswith("fr") and entry.name.endswith(".ts"):
            found.update(read_catalogue(entry.read_text(encoding="utf-8"), entry.name))
    return found


def read_catalogue(text: str, name: str) -> dict[str, str]:
    """Read one Qt Linguist file; unfinished and empty translations are left out.

    French puts a blank before a colon and inside its quotes, and breaks no line there.

    Raises
    ------
    CatalogueDamaged
        With the line, when the file is not well formed.
    """
    reader = QXmlStreamReader(text)
    found: dict[str, str] = {}
    source = ""
    while not reader.atEnd():
        reader.readNext()
        if not reader.isStartElement():
            continue
        if reader.name() == "source":
            source = reader.readElementText()
        elif reader.name() == "translation":
            unfinished = reader.attributes().hasAttribute("type")
            translation = reader.readElementText()
            if translation and not unfinished:
                found[source] = _KEPT.sub("\u00a0", translation)
    if reader.hasError():
        raise CatalogueDamaged(f"{name}, line {reader.lineNumber()}: {reader.errorString()}")
    return found


languages = Languages()


def use(language: str) -> None:
    """Put ``en`` or ``fr`` in force."""
    languages.use(language)


def language() -> str:
    """Return the language in force."""
    return languages.language


def tr(text: str, /, **values: object) -> str:
    """Translate a literal and put values into its named places."""
    translated = languages.translate(text)
    return translated.format(**values) if values else translated


def render(sentence: Sentence) -> str:
    """Return a sentence of the domain in the language in force."""
    return in_french(sentence) if languages.language == "fr" else in_english(sentence)


def in_english(sentence: Sentence) -> str:
    """Return a sentence as it was written, whatever language is in force."""
    return sentence.text.format_map(sentence.values) if sentence.values else sentence.text


def in_french(sentence: Sentence) -> str:
    """Return a sentence in French whatever language is in force."""
    translated = languages.in_french(sentence.text)
    values = {name: _french_value(value) for name, value in sentence.values.items()}
    return translated.format_map(values) if values else translated


def _french_value(value: str) -> str:
    """Return a value in French: a known phrase, a numbered one, or a measured figure."""
    translated = languages.name_in_french(value)
    if translated == value:
        return _FIGURE.sub(lambda found: found[0].replace(".", ","), value)
    return translated

"""Every sentence of the program has a French one, with the same places for values."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.words import say
from app.ui import i18n
from app.ui.i18n import CatalogueDamaged, formats, read_catalogue, render, tr

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "imaging", "models", "sample_scans")
MARKERS = {"tr", "phrase", "say"}
ITSELF = {"app/ui/i18n/__init__.py", "app/domain/words.py"}


def literals(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each literal that is marked for translation, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in MARKERS:
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value, node.lineno


def places(text: str) -> set[str]:
    """Return the names of the places for values."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_has_its_french_one() -> None:
    french = i18n.french()
    lacking = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in ITSELF
        for text, line in literals(path)
        if text not in french
    ]
    assert not lacking, "\n".join(lacking)


def test_places_for_values_agree() -> None:
    differing = [en for en, fr in i18n.french().items() if places(en) != places(fr)]
    assert not differing


def test_the_item_of_the_queue_has_one_french_word() -> None:
    """It was *article*, *dossier* and *élément*; a package for a port was *dossier* as well."""
    for en, fr in i18n.french().items():
        said = re.sub(r"\{\w+\}", "", en)
        if re.search(r"\bitems?\b", said, re.IGNORECASE) and "Letter of exclusivity" not in en:
            assert re.search(r"\bdossiers?\b", fr, re.IGNORECASE), (en, fr)
            assert not re.search(r"\b(article|élément)s?\b", fr, re.IGNORECASE), (en, fr)
        if "{package}" in en:
            assert "dossier" not in fr.lower(), (en, fr)


def test_the_supervisor_has_one_french_word() -> None:
    assert not [fr for fr in i18n.french().values() if "superviseur" in fr.lower()]


def test_language_changes_at_once() -> None:
    i18n.use("fr")
    assert tr("No time") == "Sans heure"
    assert render(say("{time} late", time="5 min")) == "5 min de retard"
    i18n.use("en")
    assert tr("No time") == "No time"


def test_figures_follow_the_language() -> None:
    assert formats.number(8250.5, 1) == "8\u202f250.5"
    i18n.use("fr")
    assert formats.number(8250.5, 1) == "8\u202f250,5"


def test_a_damaged_catalogue_says_where() -> None:
    with pytest.raises(CatalogueDamaged, match=r"fr\.ts, line 2"):
        read_catalogue("<TS>\n<message></TS>", "fr.ts")


def test_no_line_of_a_french_text_begins_with_its_punctuation() -> None:
    told = i18n.french()
    assert told["Target of another unit: {words}"] == "Cible d’une autre unité\u00a0: {words}"
    assert [text for text in told.values() if re.search(r" [:;!?%»]|« ", text)] == []

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui import i18n, tokens


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Give every test the dark theme at scale 1, in English, and leave it so."""
    tokens.apply(qapp, tokens.DARK)
    i18n.use("en")
    yield
    tokens.apply(qapp, tokens.DARK)
    i18n.use("en")

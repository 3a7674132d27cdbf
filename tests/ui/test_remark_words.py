"""What rules mention names fields as an officer knows them, in both languages."""

from __future__ import annotations

from app.domain.notice import Notice, Severity
from app.domain.words import say
from app.ui import i18n
from app.ui.shipment.differences import remark_words

PATHS = "goods[0], conveyance.eta"


def test_a_field_is_named_and_never_its_path() -> None:
    told = say(
        "Removed in version {version}: {fields}", version=2, fields="goods[0], conveyance.eta"
    )
    remark = Notice("R056", Severity.NOTE, "150", told)
    assert remark_words(remark) == "Removed in version 2: Line 1, ETA"
    i18n.use("fr")
    assert remark_words(remark).startswith("Retiré à la version 2\u00a0: ")
    assert "[" not in remark_words(remark)

"""How a person is called in a list: name, account, and whether she supervises."""

from __future__ import annotations

from app.domain.officer import Officer, Role
from app.ui.i18n import tr


def person_words(one: Officer) -> str:
    """Return a person in one line; two of the same name are told apart by their accounts."""
    named = one.name if one.name == one.account else f"{one.name}  ·  {one.account}"
    return f"{named}  ·  {tr('supervisor')}" if one.role is Role.SUPERVISOR else named

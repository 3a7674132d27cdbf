"""What the painted widgets are to a screen reader: a picture, and a row of tabs."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLES: dict[str, QAccessible.Role] = {}


def speak_as(kind: type[QWidget], role: QAccessible.Role) -> None:
    """Give every widget of a class a role; without one Qt calls it a client area."""
    if not _ROLES:
        QAccessible.installFactory(_interface)
    _ROLES[kind.__name__] = role


def _interface(key: str, widget: QObject | None) -> QAccessibleInterface | None:
    """Answer Qt, which asks for each class of a widget by its name."""
    role = _ROLES.get(key)
    if role is None or not isinstance(widget, QWidget):
        return None
    return QAccessibleWidget(widget, role, "")

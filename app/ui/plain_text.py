"""Text of strangers as plain text: what would act on the screen is shown, and does nothing.

A message may hold signs that turn the order of reading (a bidirectional override makes ``exe.gpj``
read ``jpg.exe``), signs of control, and marks of HTML.
"""

from __future__ import annotations

import html

from PySide6.QtGui import Qt

_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_KEPT = (0x09, 0x0A, 0x0D)
"""Tabs and ends of lines are set as such."""
_TURNING = (
    *(0x061C, 0x200E, 0x200F),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_SHOWN = {code: shown for code, shown in _CONTROLS.items() if code not in _KEPT} | dict.fromkeys(
    (*range(0x80, 0xA0), *_TURNING, 0xFEFF), 0xFFFD
)
"""As many signs as before: places in the text keep their meaning."""


def visible(text: str) -> str:
    """Return a text in which signs of control and of the order of reading are seen and do nothing.

    Scripts that read from the right are left as they are.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def plain_tip(text: str) -> str:
    """Return a text for a tip, in which marks of HTML are read and not obeyed."""
    shown = visible(text)
    if not Qt.mightBeRichText(shown):
        return shown
    return f'<span style="white-space: pre-wrap">{html.escape(shown)}</span>'

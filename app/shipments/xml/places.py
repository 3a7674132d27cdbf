"""Where the text of an element stands in its file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.filing import Spot
from app.shipments.source import Source
from app.shipments.xml.elements import Element

_TAG = re.compile(rb"""<[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*>""")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


def spots_of(found: Mapping[str, tuple[str, Element]], data: Source) -> Mapping[str, Spot]:
    """Return the spots of values.

    Parameters
    ----------
    found
        The field of each value, with the name of its place (such as
        ``BusinessHeaderDocument/ID``) and its element.
    data
        The file, whose characters the spots count.
    """
    encoding = encoding_of(data)
    wide = encoding.startswith("utf-16")
    spots: dict[str, Spot] = {}
    chars, at = 0, 0
    for field, (place, element) in sorted(found.items(), key=lambda one: one[1][1].start):
        start, end = (element.start, element.end) if wide else text_place(data, element)
        chars, at = chars + _length(data, at, start, encoding), start
        spots[field] = Spot(0, place, chars, chars + _length(data, start, end, encoding))
    return MappingProxyType(spots)


def text_place(data: Source, element: Element) -> tuple[int, int]:
    """Return the bytes of an element's text, without blanks around it.

    Parameters
    ----------
    data
        The file, in an encoding in which marks are single bytes.
    """
    tag = _TAG.match(data, element.start)
    start = tag.end() if tag else element.start
    text = bytes(data[start : max(start, element.end)])
    begins = start + len(text) - len(text.lstrip())
    return begins, max(begins, start + len(text.rstrip()))


def encoding_of(data: Source) -> str:
    """Return the name of the encoding that a file says it is in; UTF-8 when it does not say."""
    head = bytes(data[:200])
    if head.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return "utf-16-be" if head.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    declared = _DECLARED.match(head)
    try:
        return codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
    except LookupError:
        return "utf-8"


def _length(data: Source, start: int, end: int, encoding: str) -> int:
    return len(bytes(data[start:end]).decode(encoding, "replace"))

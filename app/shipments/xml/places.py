"""Where the text of an element stands in its file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.filing import Spot
from app.shipments.source import Source
from app.shipments.xml.elements import LONGEST_MARK, Element

_TAG = re.compile(r"""<[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*>""")
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
    spots: dict[str, Spot] = {}
    chars, at = 0, 0
    for field, (place, element) in sorted(found.items(), key=lambda one: one[1][1].start):
        chars, at = chars + len(_text(data, at, element.start, encoding)), element.start
        attribute = place.rpartition("@")[2] if "@" in place else ""
        if attribute:
            written = _text(data, element.start, element.start + LONGEST_MARK, encoding)
            start, end = attribute_place(written, attribute)
        else:
            start, end = text_place(_text(data, element.start, element.end, encoding))
        spots[field] = Spot(0, place, chars + start, chars + end)
    return MappingProxyType(spots)


def text_place(written: str) -> tuple[int, int]:
    """Return where the text of an element stands, without blanks around it.

    Parameters
    ----------
    written
        The element from the beginning of its start tag to that of its end tag.
    """
    tag = _TAG.match(written)
    text = written[tag.end() :] if tag else ""
    start = len(written) - len(text.lstrip())
    return start, max(start, len(written.rstrip()))


def attribute_place(written: str, name: str) -> tuple[int, int]:
    """Return where the value of an attribute stands in the start tag that a text begins with."""
    tag = _TAG.match(written)
    value = rf"""\s(?:[\w.-]+:)?{re.escape(name)}\s*=\s*(?:"\s*([^"]*?)\s*"|'\s*([^']*?)\s*')"""
    found = re.search(value, tag[0]) if tag else None
    return (0, 0) if found is None else found.span(1 if found[1] is not None else 2)


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


def _text(data: Source, start: int, end: int, encoding: str) -> str:
    return bytes(data[start : max(start, end)]).decode(encoding, "replace")

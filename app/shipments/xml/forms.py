"""Which form an XML file is of, told by its root: Cargo-XML, or a courier's list."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from app.domain.filing import Fault, Filing, Origin
from app.shipments.air.cargo_xml import ROOTS, read_cargo_xml
from app.shipments.courier.xml_list import read_courier_xml
from app.shipments.source import Source

_PROLOGUE = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[^\s<>/:]+:)?([A-Za-z_][\w.-]*)")
_HEAD = 64 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def is_xml(head: bytes) -> bool:
    """Whether a file that begins with these bytes is XML."""
    return head.startswith((b"<?xml", b"<!DOCTYPE")) or root_of(head) != ""


def root_of(head: bytes) -> str:
    """Return the local name of the root element; empty when none is seen."""
    if head.startswith(_WIDE):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf")
    prologue = _PROLOGUE.match(head)
    found = _ROOT.match(head, prologue.end() if prologue else 0)
    return found[1].decode("ascii", "replace") if found else ""


def read_xml(data: Source, origin: Origin, received_at: dt.datetime) -> Iterator[Filing | Fault]:
    """Read a file as what its root says it is; as a courier's list when it says nothing known."""
    cargo = root_of(bytes(data[:_HEAD])) in ROOTS
    return (read_cargo_xml if cargo else read_courier_xml)(data, origin, received_at)

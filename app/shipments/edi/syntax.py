"""Separators, character sets, and a message cut into segments.

A message without released separators is cut by ``str.split`` alone, which is what makes reading
fast. In one that has them, every element with a released sign becomes a `Composite`, which knows
its components; whoever maps values sees no difference.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import SupportsIndex

Segment = list[str]
"""Tag and elements; longer than any segment read here, filled up with empty elements."""

PADDING = [""] * 18
"""So that an element that was left out reads as empty."""

CHARSETS: Mapping[str, str] = MappingProxyType(
    {
        "UNOA": "ascii",
        "UNOB": "ascii",
        "UNOC": "latin-1",
        "UNOD": "iso8859-2",
        "UNOE": "iso8859-5",
        "UNOF": "iso8859-7",
        "UNOG": "iso8859-3",
        "UNOH": "iso8859-4",
        "UNOI": "iso8859-6",
        "UNOJ": "iso8859-8",
        "UNOK": "iso8859-9",
        "UNOL": "iso8859-15",
        "UNOW": "utf-8",
        "UNOX": "iso2022_jp_2",
        "UNOY": "utf-8",
    }
)
"""Python codec of each syntax identifier (element 0001 of ISO 9735)."""

_DOUBTED = ("ascii", "utf-8")

# Signs that no text may hold (noncharacters of Unicode) stand for released ones meanwhile.
_HELD = ("\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3")
_ANY_HELD = re.compile("[\ufdd0-\ufdd3]")


@dataclasses.dataclass(frozen=True, slots=True)
class Syntax:
    """How one interchange is written."""

    element: str = "+"
    component: str = ":"
    segment: str = "'"
    release: str = "?"
    """Empty where there is none (X12)."""
    charset: str = "ascii"

    def __str__(self) -> str:
        return f"{self.component}{self.element}{self.release or ' '}{self.segment} {self.charset}"

    @property
    def unusual(self) -> bool:
        """Whether components are parted by another sign than the mapping expects."""
        return self.component != ":"


def syntax_from(text: str) -> Syntax:
    """Return the syntax whose ``str`` this is."""
    return Syntax(text[1], text[0], text[3], text[2].strip(), text[5:])


class Composite(str):
    """The text of an element with released separators; splitting gives its true components."""

    __slots__ = ("components",)
    components: list[str]

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        """Return the components, whatever the separator."""
        del sep, maxsplit
        return list(self.components)

    def __add__(self, more: str) -> Composite:
        """Return the element with empty components after its own."""
        longer = Composite(str(self) + more)
        longer.components = self.components + more.split(":")[1:]
        return longer


def decoded(data: bytes, charset: str) -> tuple[str, str]:
    """Return text, and the character set that it is of.

    Accents stand in many a message that says it has none: what is no ASCII and no UTF-8, as was
    said, is the other one of these, or Latin-1. Of other sets, bytes that are none of their signs
    become U+FFFD, and the set is not told.
    """
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii"), charset
    if charset not in _DOUBTED:
        text = data.decode(charset, "replace")
        return text, charset if "\ufffd" not in text else ""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


class Cut:
    """A message cut at its terminators; going through it gives segments, one at a time.

    The n-th segment is number n + 1 wherever positions are told.
    """

    __slots__ = ("_freed", "_parts", "_syntax")

    def __init__(self, text: str, syntax: Syntax) -> None:
        self._syntax = syntax
        self._freed: dict[int, str] | None = None
        if syntax.release and (syntax.release in text or syntax.unusual):
            text = self._hold(text)
        self._parts = _parts(text, syntax.segment)

    def __len__(self) -> int:
        return len(self._parts)

    @property
    def parts(self) -> Sequence[str]:
        """The segments as they stand, stand-ins for released signs within."""
        return self._parts

    def __iter__(self) -> Iterator[Segment]:
        if self._freed is not None:
            return map(self._released, self._parts)
        separator = self._syntax.element
        return (part.split(separator) + PADDING for part in self._parts)

    def __getitem__(self, place: int) -> Segment:
        """Return one segment, the last one as -1; empty elements where there is none."""
        if not self._parts:
            return PADDING
        part = self._parts[place]
        return (
            part.split(self._syntax.element) + PADDING
            if self._freed is None
            else self._released(part)
        )

    def _hold(self, text: str) -> str:
        """Put stand-ins for released signs, so that the others can be cut at."""
        syntax = self._syntax
        signs = (syntax.release, syntax.element, syntax.component, syntax.segment)
        held = dict(zip(_HELD, signs, strict=True))
        for stand_in in held:
            text = text.replace(stand_in, "\ufffd")
        for stand_in, sign in held.items():
            text = text.replace(syntax.release + sign, stand_in)
        self._freed = str.maketrans(held)
        return text.replace(syntax.release, "")

    def _released(self, part: str) -> Segment:
        elements = part.split(self._syntax.element)
        if self._syntax.unusual or _ANY_HELD.search(part):
            freed, component = self._freed or {}, self._syntax.component
            elements = [_element(element, component, freed) for element in elements]
        return elements + PADDING


def _parts(text: str, end: str) -> list[str]:
    """Cut at the terminators, and drop line ends and blanks that stand between segments."""
    if "\n" in text or "\r" in text:
        text = text.replace(end + "\r\n", end).replace(end + "\n", end)
    parts = text.split(end)
    if not parts[-1].strip():
        del parts[-1]
    if "\n" in text or "\r" in text:
        # Lines that were broken at a fixed width, inside values too.
        parts = [part.replace("\r", "").replace("\n", "") for part in parts]
    if parts and min(parts) < "A":
        # Some part is empty or begins with a blank: every tag begins with a letter.
        parts = [part.lstrip() for part in parts]
        return [part for part in parts if part]
    return parts


def _element(element: str, component: str, freed: dict[int, str]) -> str:
    """Return an element with its released signs; one of several components knows them apart."""
    whole = element.translate(freed)
    components = element.split(component)
    if len(components) == 1 and ":" not in whole:
        return whole
    if whole == element and component == ":":
        return element
    composite = Composite(whole)
    composite.components = [part.translate(freed) for part in components]
    return composite


def segment_spans(text: str, syntax: Syntax) -> list[tuple[int, int]]:
    """Return (start, end) of each segment without its terminator, numbered as `segments_of`."""
    end = re.escape(syntax.segment)
    spans = []
    for match in re.finditer(_run(end, syntax.release), text):
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip())
        if raw.strip():
            spans.append((start, match.end()))
    return spans


def value_span(
    text: str, span: tuple[int, int], syntax: Syntax, place: tuple[int, int]
) -> tuple[int, int]:
    """Return (start, end) of element `place[0]`, or of its component `place[1]` if that is >= 0."""
    for separator, number in ((syntax.element, place[0]), (syntax.component, place[1])):
        if number >= 0:
            span = _nth(text, span, _run(re.escape(separator), syntax.release), number)
    return span


def _run(end: str, release: str) -> re.Pattern[str]:
    """Return what matches a run of signs up to a separator that is not released."""
    if not release:
        return re.compile(f"[^{end}]*", re.DOTALL)
    mark = re.escape(release)
    # What runs on is taken in one go and never given back: a segment may have ten million signs.
    return re.compile(f"(?:[^{end}{mark}]++|{mark}.?)*+", re.DOTALL)


def _nth(text: str, span: tuple[int, int], run: re.Pattern[str], number: int) -> tuple[int, int]:
    start, end = span
    for _ in range(number):
        match = run.match(text, start, end)
        start = min(end, (match.end() if match else end) + 1)
    match = run.match(text, start, end)
    return start, match.end() if match else end

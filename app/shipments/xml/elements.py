"""Elements of an XML file of any length, each handed out when it ends.

Document types and the entities that come with them are refused at sight: nobody's shipment data
needs them, and they are how XML is made to explode or to read other files. Depth, size of one
element and size of one text are bounded.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from xml.parsers import expat

from app.domain.words import phrase, say
from app.shipments.errors import ShipmentUnreadable
from app.shipments.source import Source

DEEPEST = 64
MOST_ELEMENTS = 200_000
"""Of one record; a manifest of 5,000 waybills has about 100,000."""
MOST_ATTRIBUTES = 64
LONGEST_TEXT = 100_000
"""Characters of one element's own text."""
LONGEST_MARK = 1 << 20
"""Bytes of one tag or comment."""
_BLOCK = 64 * 1024


@dataclasses.dataclass(slots=True)
class Element:
    """One element, by its local name."""

    name: str
    space: str
    """Its namespace."""
    attributes: dict[str, str]
    start: int
    """Byte of the file at which its start tag begins."""
    line: int
    text: str = ""
    """Its own text, blanks around it removed once it has ended."""
    end: int = 0
    """Byte at which its end tag begins."""
    children: list[Element] = dataclasses.field(default_factory=list)

    def find(self, path: str) -> Element | None:
        """Return the first element at a path such as ``A/B``; None when there is none."""
        return next(self.all(path), None)

    def all(self, path: str) -> Iterator[Element]:
        """Yield every element at a path, in the order of the file."""
        name, _, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                yield from child.all(rest) if rest else (child,)

    def value(self, path: str) -> str:
        """Return the text at a path; empty when it is absent."""
        found = self.find(path)
        return "" if found is None else found.text

    def walk(self) -> Iterator[Element]:
        """Yield this element and all in it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def elements(data: Source, *, name: str, records: Collection[str]) -> Iterator[Element]:
    """Yield every element of some local names when it ends, then the root without them.

    Raises
    ------
    ShipmentUnreadable
        With line and column, when the file is not well-formed XML, declares a document type or
        goes beyond a bound. What was yielded before that stands.
    """
    reader = _Reader(frozenset(records), name)
    for start in range(0, len(data), _BLOCK):
        reader.feed(bytes(data[start : start + _BLOCK]), last=start + _BLOCK >= len(data))
        yield from reader.taken()
    if not data:
        raise ShipmentUnreadable(say("{name} is empty.", name=name))
    if reader.root is not None:
        yield reader.root


class _Reader:
    """The state of one reading."""

    def __init__(self, records: frozenset[str], name: str) -> None:
        self._records = records
        self._name = name
        self._open: list[Element] = []
        self._count = 0
        self._fed = 0
        self._done: list[Element] = []
        self.root: Element | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._starts
        self._parser.EndElementHandler = self._ends
        self._parser.CharacterDataHandler = self._says
        self._parser.StartDoctypeDeclHandler = self._declares

    def taken(self) -> list[Element]:
        """Return the records that have ended since the last call."""
        done, self._done = self._done, []
        return done

    def feed(self, block: bytes, *, last: bool) -> None:
        """Read on."""
        self._fed += len(block)
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            raise self._refusal(phrase("it is not well-formed")) from error
        except (LookupError, ValueError) as error:
            raise self._refusal(phrase("its encoding is not read here")) from error
        if self._fed - self._parser.CurrentByteIndex > LONGEST_MARK and not last:
            raise self._refusal(phrase("a tag or comment in it does not end"))

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST:
            raise self._refusal(phrase("its elements lie too deep"))
        if self._count > MOST_ELEMENTS or len(attributes) > MOST_ATTRIBUTES:
            raise self._refusal(phrase("one of its records has too many parts"))
        space, _, local = name.rpartition(" ")
        element = Element(
            local,
            space,
            {key.rpartition(" ")[2]: value for key, value in attributes.items()},
            self._parser.CurrentByteIndex,
            self._parser.CurrentLineNumber,
        )
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _says(self, text: str) -> None:
        element = self._open[-1]
        element.text += text
        if len(element.text) > LONGEST_TEXT:
            raise self._refusal(phrase("a text in it is longer than any there is"))

    def _ends(self, _: str) -> None:
        element = self._open.pop()
        element.text = element.text.strip()
        element.end = self._parser.CurrentByteIndex
        if element.name in self._records and self._open:
            self._open[-1].children.pop()
            self._done.append(element)
            self._count = 0

    def _declares(self, *_: object) -> None:
        raise self._refusal(phrase("it declares a document type, which shipment data never does"))

    def _refusal(self, why: str) -> ShipmentUnreadable:
        return ShipmentUnreadable(
            say(
                "{name} is not read as XML from line {line}, column {column} on: {why}.",
                name=self._name,
                line=self._parser.CurrentLineNumber,
                column=self._parser.CurrentColumnNumber + 1,
                why=why,
            )
        )

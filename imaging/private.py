"""Our block of private elements: what a radiograph carries that DICOS has no element for."""

from __future__ import annotations

from collections.abc import Mapping

from pydicom.dataset import Dataset

from imaging import elements
from imaging.errors import ImagingError, UnwritableScan

GROUP = 0x4011
CREATOR = "PRESCREEN 1.0"
IDENTIFIERS, AIR, VIEW, REPORT, MARKS, ORIGINAL = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06

_KEYS = 64
_LONGEST = 200


def write_lines(
    dataset: Dataset, element: int, lines: Mapping[str, str], *, error: type[ImagingError]
) -> None:
    """Add ``KEY=value`` lines to the block, sorted by key; nothing when there are none.

    Raises
    ------
    error
        If a key or a value cannot be read back: line breaks, ``=`` in a key, control characters.
    """
    if not lines:
        return
    for key, found in lines.items():
        _check_line(key, found, error)
    body = "\n".join(f"{key}={lines[key]}" for key in sorted(lines))
    block = dataset.private_block(GROUP, CREATOR, create=True)
    block.add_new(element, "UT", body)


def _check_line(key: str, found: str, error: type[ImagingError]) -> None:
    if not key or key != key.strip() or "=" in key or not (key + found).isprintable():
        raise error(
            f"{key!r} cannot be written: keys have no '=', values one printable line.",
            element=f"({GROUP:04X},10xx)",
            remedy="Correct the identifier.",
        )
    if found != found.strip():
        raise error(
            f"The value of {key} begins or ends with a space, which DICOM does not keep.",
            element=f"({GROUP:04X},10xx)",
            remedy="Remove the space.",
        )


def write_text(dataset: Dataset, element: int, text: str) -> None:
    """Add one text in ASCII to the block, as long as it likes; nothing when it is empty.

    Unlimited Text holds a single value, in which a backslash parts nothing.
    """
    if text:
        dataset.private_block(GROUP, CREATOR, create=True).add_new(element, "UT", text)


def read_lines(dataset: Dataset, element: int) -> dict[str, str]:
    """Read ``KEY=value`` lines back, empty when there is no such block."""
    found: dict[str, str] = {}
    for line in read_text(dataset, element).splitlines()[:_KEYS]:
        key, equals, rest = line.partition("=")
        if equals and key.strip():
            found[key.strip()[:_LONGEST]] = rest.strip()[:_LONGEST]
    return found


def read_text(dataset: Dataset, element: int) -> str:
    """Read one text of the block, empty when there is none."""
    tag = _tag_in_block(dataset, element)
    found = elements.value(dataset, tag) if tag else None
    if isinstance(found, bytes):
        # A writer that did not know our block has kept it as bytes of unknown kind.
        return found.decode("utf-8", "replace").strip(" \0")
    return elements.text(dataset, tag) if tag else ""


def _tag_in_block(dataset: Dataset, element: int) -> int | None:
    """Find our block, wherever another writer has moved it within the group."""
    for slot in range(0x10, 0x100):
        if elements.text(dataset, (GROUP << 16) | slot) == CREATOR:
            return (GROUP << 16) | (slot << 8) | element
        if (GROUP << 16) | slot not in dataset:
            return None
    return None


def write_channel(dataset: Dataset, identifiers: Mapping[str, str], air: int, view: str) -> None:
    """Add what a channel needs beyond DICOS: identifiers, value of air, name of the view."""
    write_lines(dataset, IDENTIFIERS, identifiers, error=UnwritableScan)
    block = dataset.private_block(GROUP, CREATOR, create=True)
    block.add_new(AIR, "US", air)
    if view:
        _check_line("VIEW", view, UnwritableScan)
        block.add_new(VIEW, "LO", view)


def write_original(dataset: Dataset, sha256: str) -> None:
    """Add the digest of the file that this one was made from."""
    dataset.private_block(GROUP, CREATOR, create=True).add_new(ORIGINAL, "LO", sha256)


def read_air(dataset: Dataset) -> int | None:
    """Read the stored value of the unattenuated beam, None when not stated."""
    tag = _tag_in_block(dataset, AIR)
    found = elements.number(dataset, tag) if tag else None
    return int(found) if found is not None and 0 < found <= 65_535 else None

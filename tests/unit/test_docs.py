"""What the documents name is there: modules, files and folders of this tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
NAMED = re.compile(r"`((?:app|imaging|models|sample_scans|packaging|tests)(?:[./][\w*]+)+)`")
ROW = re.compile(r"^\| `([\w/]+)` \| [^|]* \| ([^|]*) \|$", re.MULTILINE)
FAMILIES = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def there(name: str) -> bool:
    """Whether a path, or a dotted name of a module or of something in one, is in this tree."""
    if "/" in name:
        return any(ROOT.glob(name))
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:count])
        module = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if module.is_file():
            rest = parts[count:]
            return not rest or re.search(rf"\b{rest[0]}\b", module.read_text("utf-8")) is not None
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_name_in_a_page_is_in_the_tree(page: Path) -> None:
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    assert [name for name in named if not there(name)] == []


def test_every_module_of_a_family_is_in_its_room() -> None:
    rows = ROW.findall(FAMILIES)
    assert {room for room, _ in rows} == {"imaging", "app/ui/viewer"}
    missing = [
        f"{room}/{name}.py"
        for room, modules in rows
        for name in re.findall(r"`([a-z_*]+)`", modules)
        if not any((ROOT / room).glob(f"{name}.py"))
    ]
    assert missing == []

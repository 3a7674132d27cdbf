"""How images came, in words: cells of the table, and the lines over it."""

from __future__ import annotations

from app.domain.delivery import ArchiveStanding, Delivered
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import UNIT, number
from app.ui.view_words import view_words

COLUMNS = (
    phrase("Opened at"),
    phrase("Item"),
    phrase("View"),
    phrase("Size"),
    phrase("Came"),
    phrase("Rate"),
    phrase("First picture"),
    phrase("Lossless"),
    phrase("Retries"),
    phrase("From"),
)


def column_words(section: int) -> str:
    """Return the name of a column."""
    return tr(COLUMNS[section])


def cell_words(one: Delivered, section: int) -> str:
    """Return what a cell reads; a dash stands for what never was."""
    came = one.delivery
    cells = (
        came.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
        one.item_id,
        view_words(came.view),
        megabytes(came.size),
        megabytes(came.received),
        rate_words(came.rate),
        waited(came.first_s),
        waited(came.lossless_s),
        number(came.retries),
        tr("the cache") if came.kept else tr("the line"),
    )
    return cells[section]


def line_words(standing: ArchiveStanding) -> str:
    """Say what the line does."""
    rate = rate_words(standing.rate) if standing.rate else tr("nothing came yet")
    if not standing.coming:
        return tr("{archive}: {rate}.", archive=standing.archive, rate=rate)
    return tr(
        "{archive}: {rate}, images on their way: {count}.",
        archive=standing.archive,
        rate=rate,
        count=standing.coming,
    )


def cache_words(standing: ArchiveStanding) -> str:
    """Say how full the cache is."""
    if not standing.cache_most:
        return tr("No image is kept on this machine.")
    return tr(
        "Cache: {files} files, {used} of {most} GB.",
        files=number(standing.cache_files),
        used=number(standing.cache_bytes / 1e9, 2),
        most=number(standing.cache_most / 1e9, 1),
    )


def megabytes(size: int) -> str:
    """Return bytes as megabytes."""
    return tr("{size} MB", size=number(size / 1e6, 2)).replace(" ", UNIT)


def rate_words(rate: float) -> str:
    """Return a rate as megabits a second, as lines are sold; a dash for none."""
    if not rate:
        return "-"
    return tr("{rate} Mbit/s", rate=number(8 * rate / 1e6, 1)).replace(" ", UNIT)


def waited(seconds: float | None) -> str:
    """Return a wait in seconds, with its hundredths; a dash for what never came."""
    return "-" if seconds is None else f"{number(seconds, 2)}{UNIT}s"

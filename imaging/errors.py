"""What can be wrong with a scan file, as sentences an officer can act on.

ImagingError
    UnreadableScan        damaged, truncated, or not what its name says
    UnsupportedScan       whole, but of a kind that Prescreen does not show
    HostileScan           claims that no honest scanner makes
    UnwritableScan        a radiograph that its format cannot carry, or a disk that refused it
    UnwritableReport      a report that its format cannot carry
"""


class ImagingError(Exception):
    """Base of every error that this package raises on purpose.

    Parameters
    ----------
    what
        What is wrong, as a sentence without the remedy.
    element
        The element, tag or byte range at fault, for instance ``"(0028,0010) Rows"``.
    remedy
        What the reader can do about it, as a sentence.
    """

    def __init__(self, what: str, *, element: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.element = element
        self.remedy = remedy

    def __str__(self) -> str:
        place = f" [{self.element}]" if self.element else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.what}{place}{remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.element, self.remedy))


def _rebuild(kind: type[ImagingError], what: str, element: str, remedy: str) -> ImagingError:
    """Make the error again on the other side of a process boundary."""
    return kind(what, element=element, remedy=remedy)


class UnreadableScan(ImagingError):
    """The file is damaged, truncated, or not what it says it is."""


class UnsupportedScan(ImagingError):
    """The file is whole, but of a kind that Prescreen does not show."""


class HostileScan(ImagingError):
    """The header claims what no honest scanner claims; nothing was decoded."""


class UnwritableScan(ImagingError):
    """The radiograph holds something that its file format cannot carry, or was not kept."""


class UnwritableReport(ImagingError):
    """The report holds something that its file format cannot carry."""

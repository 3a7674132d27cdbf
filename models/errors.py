"""Why the detector did not run, as sentences an officer can act on.

ModelError
    ModelRefused      the weights or their card are missing, damaged, or do not belong together
    UnfitScan         this scan cannot be judged by this model
    ScreeningFailed   the run itself broke: the runtime, the memory, the numbers that came out
      ServerFailed    the server of models did not answer, or not as its card says
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

UNFIT: Mapping[str, str] = MappingProxyType(
    {
        "logarithmic": "The pixels are stored on a logarithmic scale, which the model was not made "
        "for. Ask the scanner's operator for the linear image.",
        "pitch": "The stated pixel size of {high} by {wide} cannot be. Correct the pixel "
        "spacing at the scanner.",
        "coarse": "A pixel of {stated} is too coarse for the model, which works at {pitch}.",
        "large": "At its stated pixel size the scan shows {high} by {wide}, more than any cargo "
        "scan.",
        "small": "The scan is too small: {rows} by {columns} pixels of {pitch}, where {least} "
        "are needed.",
        "no_air": "The unattenuated beam is stated as zero, so nothing can be measured.",
        "opaque": "The beam does not get through {share} % of the scan, too much to judge it.",
        "empty": "The scan shows no object.",
        "inverse": "Dark and bright seem to be exchanged, or the two energies: no air above the "
        "object, or the low energy goes through more than the high one. Check the polarity and "
        "the energies that the file states.",
    }
)
"""Why a scan cannot be judged, by kind; in braces what was measured, as text."""


SERVER: Mapping[str, str] = MappingProxyType(
    {
        "server_slow": "The model server {server} gave no answer within {seconds} s. Review the "
        "scan without it, or screen it again.",
        "server_gone": "The model server {server} cannot be reached: {why}. Review the scan "
        "without it, or screen it again when the server is there.",
        "server_refused": "The model server {server} refused: {why}. Review the scan without it, "
        "or screen it again.",
        "server_garbled": "The answer of the model server {server} cannot be read: {why}. Review "
        "the scan without it, and tell your administrator.",
        "server_no_digest": "The answer of the model server {server} carries no digest of its "
        "weights, so nothing is taken from it. Tell your administrator.",
        "server_other_weights": "The model server {server} answered with other weights ({found}) "
        "than the card speaks of ({wanted}), so nothing is taken from it. Tell your administrator.",
        "server_output": "The answer of the model server {server} lacks the output {output}, or "
        "it does not hold 32-bit numbers. Tell your administrator.",
    }
)
"""Why a server of models did not judge, by kind; in braces what was found, as text."""


class ModelError(Exception):
    """Base of every error that this package raises on purpose.

    Parameters
    ----------
    what
        What is wrong and where, as a sentence.
    remedy
        What the reader can do about it, as a sentence.
    """

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.remedy))


def _rebuild(kind: type[ModelError], what: str, remedy: str) -> ModelError:
    """Make the error again on the other side of a process boundary."""
    return kind(what, remedy=remedy)


class ModelRefused(ModelError):
    """The weights or their card are missing, damaged, or do not belong together."""


class UnfitScan(ModelError):
    """The scan cannot be judged by this model; the result is UNKNOWN.

    Parameters
    ----------
    kind
        Of `UNFIT`: whoever shows the reason in another language finds its words by it.
    values
        What stands in the braces of its words.
    """

    def __init__(self, kind: str, **values: str) -> None:
        super().__init__(UNFIT[kind].format_map(values))
        self.kind = kind
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return (_unfit_again, (self.kind, self.values))


def _unfit_again(kind: str, values: dict[str, str]) -> UnfitScan:
    """Make the error again on the other side of a process boundary."""
    return UnfitScan(kind, **values)


class ScreeningFailed(ModelError):
    """The run broke; the result is UNKNOWN."""


class ServerFailed(ScreeningFailed):
    """The server of models did not answer, or not as its card says; the result is UNKNOWN.

    Parameters
    ----------
    kind
        Of `SERVER`: whoever shows the reason in another language finds its words by it.
    values
        What stands in the braces of its words.
    """

    def __init__(self, kind: str, **values: str) -> None:
        super().__init__(SERVER[kind].format_map(values))
        self.kind = kind
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return (_server_again, (self.kind, self.values))


def _server_again(kind: str, values: dict[str, str]) -> ServerFailed:
    """Make the error again on the other side of a process boundary."""
    return ServerFailed(kind, **values)

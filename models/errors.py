"""Why the detector did not run, as sentences an officer can act on.

ModelError
    ModelRefused      the weights or their card are missing, damaged, or do not belong together
    UnfitScan         this scan cannot be judged by this model
    ScreeningFailed   the run itself broke: the runtime, the memory, the numbers that came out
"""


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
    """The scan cannot be judged by this model; the result is UNKNOWN."""


class ScreeningFailed(ModelError):
    """The run broke; the result is UNKNOWN."""

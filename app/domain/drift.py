"""What has changed in the scans of one scanner, in the words that an officer reads."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.words import Sentence, phrase, say

_CHANGED: Mapping[tuple[str, bool], str] = MappingProxyType(
    {
        ("air", True): phrase(
            "Scans of {scanner} show more air than those the model was calibrated on: {outside} of "
            "the last {of}."
        ),
        ("air", False): phrase(
            "Scans of {scanner} show less air than those the model was calibrated on: {outside} of "
            "the last {of}."
        ),
        ("opaque", True): phrase(
            "Scans of {scanner} show more that the beam does not get through than those the model "
            "was calibrated on: {outside} of the last {of}."
        ),
        ("opaque", False): phrase(
            "Scans of {scanner} show less that the beam does not get through than those the model "
            "was calibrated on: {outside} of the last {of}."
        ),
        ("noise", True): phrase(
            "Scans of {scanner} have become noisier than those the model was calibrated on: "
            "{outside} of the last {of}."
        ),
        ("noise", False): phrase(
            "Scans of {scanner} have become smoother than those the model was calibrated on: "
            "{outside} of the last {of}."
        ),
        ("ratio", True): phrase(
            "In scans of {scanner} the two energies lie further apart than in those the model was "
            "calibrated on: {outside} of the last {of}."
        ),
        ("ratio", False): phrase(
            "In scans of {scanner} the two energies lie closer together than in those the model "
            "was calibrated on: {outside} of the last {of}."
        ),
        ("score", True): phrase(
            "The model scores scans of {scanner} higher than those it was calibrated on: {outside} "
            "of the last {of}."
        ),
        ("score", False): phrase(
            "The model scores scans of {scanner} lower than those it was calibrated on: {outside} "
            "of the last {of}."
        ),
    }
)
CARE = phrase("Treat “nothing flagged” with care.")
_GOODS = phrase(
    "If these are other goods or another way of scanning, and they stay, the model must be "
    "calibrated again."
)
_SCANNER = phrase(
    "Have the scanner checked: dose, detectors, energies. If it stays as it is, the model must be "
    "calibrated again."
)
REMEDIES: Mapping[str, str] = MappingProxyType(
    {"air": _GOODS, "opaque": _GOODS, "score": _GOODS, "noise": _SCANNER, "ratio": _SCANNER}
)
"""What to do, by sign."""
UNNAMED = "–"


@dataclasses.dataclass(frozen=True, slots=True)
class Drift:
    """One sign of a scanner's scans that is no longer what it was when the model was calibrated."""

    scanner: str
    """Its name; empty when the files state none."""
    sign: str
    """``air``, ``opaque``, ``noise``, ``ratio`` or ``score``."""
    higher: bool
    outside: int
    """How many of the last scans lie beyond nine in ten of those calibrated on, on that side."""
    of: int

    @property
    def sentence(self) -> Sentence:
        """Return what has changed, and by how many scans that is seen."""
        return say(
            _CHANGED[self.sign, self.higher],
            scanner=self.scanner or UNNAMED,
            outside=self.outside,
            of=self.of,
        )

    @property
    def remedy(self) -> Sentence:
        """Return what to do."""
        return say(REMEDIES[self.sign])

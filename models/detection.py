"""What the detector says of one scan; light enough for a process that never runs the network."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from imaging.radiograph import Radiograph
from models.alarms import InForce
from models.errors import ModelError, ServerFailed, UnfitScan
from models.fallback import Fallback
from models.findings import Finding
from models.reading import Reading
from models.signs import Signs

State = Literal["flagged", "nothing_flagged", "unknown"]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """What the detector says of one scan.

    Attributes
    ----------
    state
        ``flagged``, ``nothing_flagged``, or ``unknown``. There is no "clear".
    findings
        Likeliest first; empty unless flagged.
    heat
        ``uint8``, shape (rows // 8, columns // 8) of the stored image, 255 is certain; all 0 when
        unknown.
    reason
        Why unknown, as a sentence; otherwise a remark (an assumed pixel size) or empty.
    model_sha256
        Digest of the weights; empty when there were none to use.
    provider
        What ONNX Runtime ran on; empty when it did not run.
    milliseconds
        From the stored pixels to the findings.
    reason_kind
        Which of `models.errors.UNFIT` or ``SERVER`` the reason is; empty for any other.
    reason_values
        What stands in the braces of that reason.
    alarm
        The threshold that judged it and what that rests on; None when unknown.
    signs
        What the scan is like, for the monitors of drift; None when unknown.
    model
        Name and version of the model; empty when its card could not be read.
    asked
        The provider that was asked for, ``auto`` for any; empty when nothing ran.
    fallback
        Why another provider ran than was asked for; None when none did.
    parameters
        What it was run with: kind of scan, threshold, pitch; each ``name=value``.
    parts
        What each of several models said; empty when one spoke.
    reading
        What the network makes of the load; None where it says nothing of it.
    """

    state: State
    findings: tuple[Finding, ...]
    heat: npt.NDArray[np.uint8]
    reason: str
    model_sha256: str
    provider: str
    milliseconds: float
    reason_kind: str = ""
    reason_values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    alarm: InForce | None = None
    signs: Signs | None = None
    model: str = ""
    asked: str = ""
    fallback: Fallback | None = None
    parameters: tuple[str, ...] = ()
    parts: tuple[Detection, ...] = ()
    reading: Reading | None = None


def unknown(
    radiograph: Radiograph, reason: ModelError | str, *, sha256: str = "", provider: str = ""
) -> Detection:
    """The only answer when a scan could not be judged."""
    rows, columns = radiograph.shape
    heat = np.zeros((max(1, rows // 8), max(1, columns // 8)), dtype=np.uint8)
    kind, values = (
        (reason.kind, reason.values) if isinstance(reason, UnfitScan | ServerFailed) else ("", {})
    )
    return Detection("unknown", (), heat, str(reason), sha256, provider, 0.0, kind, values)

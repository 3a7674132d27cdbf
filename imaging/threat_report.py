"""The vocabulary of a DICOS threat detection report (TDR), free of any file."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from imaging.radiograph import Origin, Source

Box = tuple[int, int, int, int]
Mask = npt.NDArray[np.bool_]


class ReportKind(enum.StrEnum):
    """TDR Type (4010,1027)."""

    MACHINE = "MACHINE"
    OPERATOR = "OPERATOR"
    GROUND_TRUTH = "GROUND TRUTH"
    AGGREGATE = "AGGREGATE"
    MOD_AGGREGATE = "MOD_AGGREGATE"
    UNDEFINED = "UNDEFINED"


class AlarmDecision(enum.StrEnum):
    """Alarm Decision (4010,1031)."""

    ALARM = "ALARM"
    CLEAR = "CLEAR"


class AbortReason(enum.StrEnum):
    """Abort Reason (4010,1021)."""

    OVERSIZE_BAG = "OVERSIZE_BAG"
    CLIPPED_BAG = "CLIPPED_BAG"
    INCOMPLETE_SCAN = "INCOMPLETE_SCAN"
    FAILED_RECON = "FAILED_RECON"
    TIMEOUT = "TIMEOUT"
    NOT_REVIEWED = "NOT_REVIEWED"
    UNKNOWN_DATATYPE = "UNKNOWN_DATATYPE"
    USER_INTERRUPT = "USER_INTERRUPT"
    OUT_OF_BOUNDS = "OUT_OF_BOUNDS"


class ThreatCategory(enum.StrEnum):
    """Threat Category (4010,1012)."""

    EXPLOSIVE = "EXPLOSIVE"
    PROHIBITED_ITEM = "PI"
    CONTRABAND = "CONTRABAND"
    ANOMALY = "ANOMALY"
    LAPTOP = "LAPTOP"
    PHARMACEUTICAL = "PHARMACEUTICAL"
    OTHER = "OTHER"


class AssessmentFlag(enum.StrEnum):
    """ATD Assessment Flag (4010,1015)."""

    HIGH_THREAT = "HIGH_THREAT"
    THREAT = "THREAT"
    NO_THREAT = "NO_THREAT"
    UNKNOWN = "UNKNOWN"


class Ability(enum.StrEnum):
    """ATD Ability Assessment (4010,1014): whether something hid the object."""

    NO_INTERFERENCE = "NO_INTERFERENCE"
    SHIELD = "SHIELD"


@dataclasses.dataclass(frozen=True, slots=True)
class Operator:
    """The officer behind an operator report."""

    identifier: str
    name: str


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class ThreatObject:
    """One potential threat object (PTO) in one picture.

    Attributes
    ----------
    identifier
        PTO ID, 0 to 65,535; objects with the same one are the same thing in several views.
    box
        (x, y, width, height) in pixels, x to the right and y down; None when the report gives no
        place.
    polygon
        Corners (x, y) in pixels.
    mask
        ``bool`` array (height, width) whose corner lies at ``box[:2]``, True on the object.
    probability
        0 to 1, None when not stated.
    mass_kg
        Estimated mass in kilograms (DICOS keeps grams), None when not stated.
    instance_uid
        The picture it was found in; empty for the report's only one.
    """

    identifier: int
    box: Box | None
    category: ThreatCategory = ThreatCategory.ANOMALY
    flag: AssessmentFlag = AssessmentFlag.THREAT
    ability: Ability = Ability.NO_INTERFERENCE
    probability: float | None = None
    description: str = ""
    polygon: tuple[tuple[float, float], ...] = ()
    mask: Mask | None = None
    mass_kg: float | None = None
    instance_uid: str = ""

    def __post_init__(self) -> None:
        if self.box is not None and min(self.box) < 0:
            raise ValueError("a box lies inside the picture")
        if self.mask is None:
            return
        if self.box is None or self.mask.shape != (self.box[3], self.box[2]):
            raise ValueError("a mask has the size of its box")
        self.mask.flags.writeable = False

    @property
    def alarming(self) -> bool:
        """Whether it counts among the alarm objects."""
        return self.flag in (AssessmentFlag.THREAT, AssessmentFlag.HIGH_THREAT)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class ThreatReport:
    """What a machine or an officer found in a scan.

    Attributes
    ----------
    kind
        Whose report it is.
    instances
        SOP Instance UIDs of the pictures that were looked at, at least one.
    decision
        ALARM, CLEAR, or None when there is none: when it was aborted, or a machine flagged nothing,
        which clears nothing. Never CLEAR when ``abort_reason`` is given.
    abort_reason
        Why no decision was reached.
    algorithm
        Maker, version and parameters of a machine.
    decided_at
        When the decision fell, with its zone.
    processing_ms
        How long it took, in milliseconds.
    source
        The object of inspection, study, machine and origin.
    sop_uid
        UID of the report itself, made when written if empty.
    mirror
        What DICOS has no place for (exam type, reasons, confidence, CCN and the like), carried in
        our private block.
    marks
        The marks that it speaks of, exactly: the text of an `imaging.mark_sheet`, carried in our
        private block; empty when there is none.
    version
        DICOS version of the file that was read.
    """

    kind: ReportKind
    instances: tuple[str, ...]
    decision: AlarmDecision | None
    decided_at: dt.datetime
    source: Source
    objects: tuple[ThreatObject, ...] = ()
    abort_reason: AbortReason | None = None
    algorithm: tuple[str, ...] = ()
    operator: Operator | None = None
    processing_ms: float = 0.0
    sop_uid: str = ""
    mirror: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    marks: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        if self.abort_reason is not None and self.decision is not None:
            raise ValueError("an aborted report has no decision, least of all CLEAR")

    @property
    def object_id(self) -> str:
        """OOI ID (0010,0020)."""
        return self.source.object_id

    @property
    def origin(self) -> Origin:
        """Image Origin (0008,0118)."""
        return self.source.origin

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all objects that have one."""
        return tuple(found.box for found in self.objects if found.box is not None)

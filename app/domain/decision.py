"""What the officer records: a recommendation, never a release."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.proof import Acknowledged, LinkSeen, ShownFinding, Timing
from app.domain.words import phrase


class Kind(enum.StrEnum):
    """The only outcomes there are. Goods are released or examined by the port, not here."""

    RECOMMEND_RELEASE = "RECOMMEND_RELEASE"
    REFER_FOR_EXAM = "REFER_FOR_EXAM"
    NO_DECISION = "NO_DECISION"
    REQUEST_INFO = "REQUEST_INFO"


class ExamType(enum.StrEnum):
    """What the port is asked to do."""

    DOCUMENT_REVIEW = "document_review"
    REIMAGE = "reimage"
    TAILGATE = "tailgate"
    PARTIAL_UNLOAD = "partial_unload"
    FULL_UNLOAD = "full_unload"
    DETECTOR_DOG = "detector_dog"
    TRACE = "trace"
    OGD_INSPECTION = "ogd_inspection"


class Urgency(enum.StrEnum):
    """How soon the port must know."""

    ROUTINE = "routine"
    PRIORITY = "priority"
    LIFE_SAFETY = "life_safety"


REASONS_VERSION = "2"

REFERRAL_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "I01_WEIGHT": phrase("Mass does not fit"),
        "I02_DECLARED_EMPTY": phrase("Declared empty, but loaded"),
        "I03_DECLARED_LOADED_EMPTY": phrase("Declared loaded, but empty"),
        "I04_PIECES": phrase("Number of pieces does not fit"),
        "I05_MATERIAL": phrase("Material does not fit"),
        "I06_TEXTURE": phrase("Appearance does not fit the goods"),
        "I07_HIDDEN_SPACE": phrase("Hidden space"),
        "I08_SEAL": phrase("Seal does not fit"),
        "I09_DG_UNDECLARED": phrase("Dangerous goods not declared"),
        "I10_DG_PRESENT_NO_MATCH": phrase("Declared dangerous goods not seen"),
        "I11_EQUIPMENT": phrase("Equipment does not fit"),
        "I12_VALUE_DENSITY": phrase("Value unusual for the goods"),
        "I13_DESCRIPTION": phrase("Description vague or impossible"),
        "I14_HS_TEXT": phrase("HS code and description differ"),
        "I15_WEIGHT_SUM": phrase("Weights or pieces do not add up"),
        "I16_PIECE_WEIGHT": phrase("Weight per piece implausible"),
        "I17_DENSITY": phrase("Density implausible"),
        "I18_ROUTE": phrase("Route does not fit"),
        "I19_PARTY": phrase("Parties unusual"),
        "I20_TIMING": phrase("Data late"),
        "I21_DUPLICATE": phrase("Same image given twice"),
        "I22_STREAM_OF_COMMERCE": phrase("Unlike earlier loads of this shipper"),
        "I23_PERSON_ANIMAL": phrase("Person or animal in the load"),
        "I24_RESIDUAL": phrase("Residue in an empty tank or hopper"),
        "NO_MANIFEST": phrase("No shipment data"),
        "MANIFEST_REJECTED": phrase("Shipment data rejected"),
        "MANIFEST_DELETED": phrase("Shipment data deleted"),
        "CARGO_INCOMPLETE": phrase("Cargo incomplete: house bills missing"),
        "LINK_DOUBT": phrase("Doubt which shipment this is"),
        "IMAGE_QUALITY": phrase("Image quality"),
        "IMAGE_INCOMPLETE": phrase("Image incomplete"),
        "NOT_IMAGED": phrase("Not imaged"),
        "EXEMPTION_DOUBT": phrase("Doubt about the exemption"),
        "CSA_INELIGIBLE": phrase("Not eligible for CSA"),
        "CLVS_INELIGIBLE": phrase("Not eligible for CLVS"),
        "SEAL_NOT_DECLARED": phrase("Seal not declared"),
        "SEAL_MISMATCH": phrase("Seal number differs"),
        "SEAL_BROKEN": phrase("Seal broken"),
        "SHAPE_WEAPON": phrase("Shape of a weapon"),
        "SHAPE_AMMUNITION": phrase("Shape of ammunition"),
        "SUSPECT_NARCOTIC": phrase("Suspected narcotics"),
        "SUSPECT_CURRENCY": phrase("Suspected currency"),
        "SUSPECT_TOBACCO": phrase("Suspected tobacco"),
        "SUSPECT_FOOD_PLANT_ANIMAL": phrase("Suspected food, plant or animal (CFIA)"),
        "SUSPECT_CONTROLLED_EXPORT_IMPORT": phrase("Suspected controlled goods (GAC)"),
        "STOLEN_GOODS_VEHICLE": phrase("Suspected stolen goods or vehicle"),
        "EXISTING_TARGET": phrase("Existing target"),
        "RANDOM_COMPLIANCE": phrase("Random compliance check"),
        "RADIATION_ALARM": phrase("Radiation alarm"),
        "ANOMALY": phrase("Irregularity in the image"),
        "OTHER": phrase("Other, see the note"),
    }
)
"""Closed list of reasons for a referral: code to English label."""

LIFE_SAFETY_REASONS = frozenset({"I23_PERSON_ANIMAL"})
"""Reasons that are no ordinary referral: the port is called at once."""

RELEASE_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "NO_ANOMALY": phrase("Nothing irregular seen"),
        "ANOMALY_EXPLAINED": phrase("Irregularity explained, see the note"),
        "LOW_VALUE_ROUTINE": phrase("Low value, routine"),
    }
)

OTHER_REASONS: Mapping[Kind, Mapping[str, str]] = MappingProxyType(
    {
        Kind.NO_DECISION: MappingProxyType(
            {
                "IMAGE_QUALITY": phrase("Image unusable"),
                "IMAGE_INCOMPLETE": phrase("Image incomplete"),
                "LINK_DOUBT": phrase("Doubt which shipment this is"),
                "NO_MANIFEST": phrase("No shipment data"),
                "RELEASED_ALREADY": phrase("Released already, see the note"),
            }
        ),
        Kind.REQUEST_INFO: MappingProxyType(
            {
                "CARGO_INCOMPLETE": phrase("Cargo incomplete: house bills missing"),
                "I13_DESCRIPTION": phrase("Description vague or impossible"),
                "LINK_DOUBT": phrase("Doubt which shipment this is"),
                "NO_MANIFEST": phrase("No shipment data"),
                "OTHER": phrase("Other, see the note"),
            }
        ),
    }
)


TWO_PERSONS = ("R020", "R061", "R065", "X108", "TARGET")
"""Rules that nobody overrides alone: no manifest (not on file, unused for 90 days, sent only after
arrival, towed without data), and a target or hold of another unit."""

OVERRIDABLE: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.RECOMMEND_RELEASE: ("R038", "R070", *TWO_PERSONS),
        Kind.REFER_FOR_EXAM: ("R111",),
    }
)
"""Rules that an officer may override with a reason: house bills missing, a request for information
open, what takes two persons (release), an exam elsewhere than at the port (referral, ¶140)."""


def needs_second(overrides: Iterable[str]) -> bool:
    """Whether any of some overrides, by keys of notices, takes a second person."""
    return any(key.partition(":")[0] in TWO_PERSONS for key in overrides)


@dataclasses.dataclass(frozen=True, slots=True)
class Region:
    """A place to look at, taken from a finding or a mark."""

    label: str
    """``M1`` for a finding, ``1`` for an officer's mark."""
    scan_id: str
    view: str
    polygon: tuple[tuple[float, float], ...]
    """Outline in stored pixels, at least three points."""
    polygon_share: tuple[tuple[float, float], ...]
    """The same outline with each axis from 0 to 1."""
    from_finding: str = ""
    from_mark: str = ""
    place: str = ""
    """Where that is, as `app.domain.place` writes it; told from the picture's edges where nothing
    is known of the object: ``5.5 m from left, 1.9 m up``. May be empty."""
    subject: str = ""
    """Shipment that it probably belongs to, where the scan shows several and the officer said."""
    size_m: tuple[float, float] | None = None
    """Width and height in metres; None where the scan states no scale. The middle is given, so
    half of it is how far the thing may lie beside the place that is told."""
    severity: int = 1
    """1 to 3, from what it looks like (`app.domain.proof.SEVERITY_OF_CLASS`)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """What the officer has filled in so far; kept as it is typed, signed later."""

    kind: Kind
    reasons: tuple[str, ...] = ()
    region_labels: tuple[str, ...] = ()
    exam: ExamType | None = None
    exam_place: str = ""
    urgency: Urgency = Urgency.ROUTINE
    confidence: int | None = None
    note: str = ""
    overrides: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Rule that stands in the way, one of `OVERRIDABLE`, and why it is no obstacle."""
    scope: str = ""
    """``equipment`` or ``shipment`` where the officer chose; empty leaves it to the program."""
    subjects: tuple[str, ...] = ()
    """Shipments that it speaks of, where a scan shows several and not all are meant."""
    region_subjects: tuple[tuple[str, str], ...] = ()
    """(label of a region, shipment that it probably belongs to)."""


@dataclasses.dataclass(frozen=True, slots=True)
class SeenScan:
    """How one view was looked at: the proof of review."""

    scan_id: str
    view: str
    image_digests: tuple[str, ...]
    full_extent: bool
    """Whether every part of the view was on screen."""
    dwell_s: float
    tools: tuple[str, ...]
    display_state: Mapping[str, str] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    opened: bool | None = None
    """Whether the view stood on the officer's screen; None in decisions of before."""


@dataclasses.dataclass(frozen=True, slots=True)
class ModelShown:
    """What the officer was shown of the model, for the audit of automation bias."""

    report_id: str
    model_sha256: str
    state: str
    findings: int
    shown_before_first_judgement: bool
    verdicts: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    digests: tuple[str, ...] = ()
    """Digests of the weights of all models, where several looked."""
    name: str = ""
    """Name and version by its card; empty in decisions of before."""
    shown: tuple[ShownFinding, ...] = ()
    """Every finding with its box and score; empty in decisions of before."""


@dataclasses.dataclass(frozen=True, slots=True)
class Times:
    """When things happened, UTC, and how long they took."""

    opened_at: dt.datetime
    first_paint_at: dt.datetime | None
    first_judgement_at: dt.datetime | None
    decided_at: dt.datetime
    active_s: float
    """From first paint to signature, without lock, pause and idle."""
    wall_s: float
    eta: dt.datetime | None
    lead_minutes: float | None
    """Minutes left to arrival when signed; negative when late."""


@dataclasses.dataclass(frozen=True, slots=True)
class Recommendation:
    """The signed outcome of one review; immutable, a correction supersedes it."""

    recommendation_id: str
    supersedes: str
    item_id: str
    kind: Kind
    scope: str
    """``shipment``, ``package`` or ``equipment``."""
    subjects: tuple[str, ...]
    """CCN, shipment or equipment numbers that it speaks of."""
    shipment_digests: tuple[str, ...]
    scans: tuple[SeenScan, ...]
    link_classes: Mapping[str, str]
    reasons: tuple[str, ...]
    regions: tuple[Region, ...]
    exam: ExamType | None
    exam_port: str
    exam_place: str
    urgency: Urgency
    confidence: int
    note: str
    acknowledged: tuple[str, ...]
    notices: tuple[str, ...]
    """Keys of every notice that was shown, acknowledged or not."""
    model: tuple[ModelShown, ...]
    times: Times
    officer: str
    role: str
    workstation: str
    authority: str
    program_version: str
    reasons_version: str = REASONS_VERSION
    overrides: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    """Key of each notice that was overridden, and the reason given."""
    classification: str = "PROTECTED B"
    sample: bool = False
    co_loaded: tuple[str, ...] = ()
    """Shipments in the same equipment as what is referred: co-loaded, not referred."""
    second: str = ""
    """Account of the person who signed in beside the officer, where an override took two."""
    shipment_versions: tuple[tuple[str, int], ...] = ()
    """(shipment, version of its data that was seen)."""
    links: tuple[LinkSeen, ...] = ()
    """Every link with its evidence."""
    acknowledgements: tuple[Acknowledged, ...] = ()
    """Who took note of what, and when."""
    unit: str = ""
    """Office that the officer belongs to, four digits; empty when it is all."""
    site: str = ""
    """Office of the workplace where it was signed."""
    timing: Timing = Timing.UNKNOWN
    degraded: bool = False
    """Whether the feed was out, or a manifest typed from paper was what was seen (¶36, ¶161)."""
    caveats: tuple[str, ...] = ()
    """What the site says of handling beside the classification."""
    valid_until: dt.datetime | None = None
    """Until when the port may act on a referral; None for other decisions."""


def warehouse_of(place: str) -> str:
    """Return the warehouse in a place as it is typed: the last code of four digits, else all.

    A place reads ``0351, 3127``, ``3127`` or ``3127 Sample Warehouse``: port, then sub-location.
    """
    codes = re.findall(r"(?<!\w)\d{4}(?!\w)", place)
    return codes[-1] if codes else place.strip()

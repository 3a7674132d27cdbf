"""The card that travels with the weights: what they are, how good they are, where they stop.

Nothing runs that does not match its card. The card is a JSON file that a supervisor can read; the
digest in it ties it to one file of weights, and the same digest stands in every decision.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from models.calibration import Calibration
from models.errors import ModelRefused
from models.tensors import OURS, Ports, Shape, Tensor

FORMAT = 1
"""Version of the card's own layout."""
SHIPPED, SHIPPED_INT8 = "anomaly.json", "anomaly-int8.json"
BEAMS = ("megavolt_dual", "megavolt_single", "kilovolt_dual", "kilovolt_single")
"""The kinds of scan that have a threshold of their own."""


@dataclasses.dataclass(frozen=True, slots=True)
class InputSpec:
    """What the network is fed.

    Attributes
    ----------
    megavolt_mm, kilovolt_mm
        Pitch in millimetres to which a scan is resampled before the network sees it.
    tile_rows, tile_columns
        Largest tile in working pixels; wider scans are cut and put together again.
    overlap
        Columns two neighbouring tiles share.
    granule
        Rows and columns are filled up to a multiple of this.
    batch
        Tiles that go in at once, of a network that takes several.
    """

    megavolt_mm: float
    kilovolt_mm: float
    tile_rows: int
    tile_columns: int
    overlap: int
    granule: int = 16
    batch: int = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Card:
    """Everything that is known about one file of weights.

    Attributes
    ----------
    name, version
        What the weights are called; the version changes with every training.
    sha256
        Digest of the ONNX file, lower-case hexadecimal.
    input
        What the network is fed.
    thresholds
        By kind of scan (``BEAMS``): the probability from which a region is a finding, 0 to 1.
    cm2_per_g
        By ``megavolt`` and ``kilovolt``: how much one g/cm2 of goods attenuates the high-energy
        beam (natural logarithm), fitted on the training scenes.
    classes
        By kind of finding: its English title.
    trained_on
        What, which seeds, how many, by which command.
    figures
        What was measured, each with its name, value, interval, number of cases and the data it is
        of (`models.evaluation.figures.Figure`).
    limits
        By language: where the model stops, in plain words.
    licence
        Terms of the weights.
    ports
        Inputs and outputs by name, with their meaning.
    vendor
        Whose they are; empty for Prescreen's own.
    meaning
        What the network answers, in a sentence a supervisor can read.
    calibration
        What the scores mean; None where nobody calibrated them.
    commodities
        What the classes of its output ``commodity`` are called, no cargo first; none where it has
        no such output.
    """

    name: str
    version: str
    sha256: str
    input: InputSpec
    thresholds: Mapping[str, float]
    cm2_per_g: Mapping[str, float]
    classes: Mapping[str, str]
    trained_on: Mapping[str, object]
    figures: tuple[Mapping[str, object], ...]
    limits: Mapping[str, tuple[str, ...]]
    licence: str
    ports: Ports = OURS
    vendor: str = ""
    meaning: str = ""
    calibration: Calibration | None = None
    commodities: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Name and version, as the record calls the model; ours by its short name."""
        return f"{self.name if self.vendor else 'anomaly'} {self.version}"

    def __post_init__(self) -> None:
        if len(self.sha256) != 64 or set(self.sha256) - set("0123456789abcdef"):
            raise ValueError("sha256 is not a SHA-256 digest in lower-case hexadecimal")
        missing = [beam for beam in BEAMS if not 0.0 < self.thresholds.get(beam, 0.0) <= 1.0]
        if missing:
            raise ValueError(f"no threshold between 0 and 1 for {', '.join(missing)}")
        if not all(self.cm2_per_g.get(beam, 0.0) > 0 for beam in ("megavolt", "kilovolt")):
            raise ValueError("cm2_per_g needs positive figures for megavolt and kilovolt")


def shipped_card_path(*, int8: bool = False) -> Path:
    """Where the card that comes with Prescreen lies, or that of its form in whole numbers."""
    return Path(str(files("models").joinpath(SHIPPED_INT8 if int8 else SHIPPED)))


def alarms_path(card_path: Path) -> Path:
    """What harmless scans scored with a shipped card's weights: beside it."""
    return card_path.with_name(f"{card_path.stem}-alarms.json")


def weights_path(card_path: Path) -> Path:
    """The weights that belong beside a card: same name, other suffix."""
    return card_path.with_suffix(".onnx")


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, lower-case hexadecimal.

    Raises
    ------
    ModelRefused
        When the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelRefused(
            f"The weights {path.name} cannot be read: {error.strerror}.",
            remedy="Install Prescreen again, or put the file back.",
        ) from error


def load_card(path: Path | None = None) -> Card:
    """Read a card, the shipped one unless told.

    Raises
    ------
    ModelRefused
        When there is no card, it is not JSON, or a field is missing or of the wrong kind.
    """
    place = shipped_card_path() if path is None else path
    return _card(place, card_bytes(place))


def card_bytes(place: Path) -> bytes:
    """The bytes of a card; ModelRefused when it cannot be read."""
    try:
        return place.read_bytes()
    except OSError as error:
        raise ModelRefused(
            f"The model card {place.name} cannot be read: {error.strerror}.",
            remedy="A model without a card does not run; put the card beside its weights.",
        ) from error


def card_in_force(place: Path, sha256: str = "", site_key: Path | None = None) -> Card:
    """Read a card, if it is the one that was put in force and the site signed it where it must.

    Parameters
    ----------
    sha256
        Digest of the card's file that is in force; empty where any will do.
    site_key
        The site's public key; None where cards need not be signed.

    Raises
    ------
    ModelRefused
        When it is another card, unsigned, or cannot be used.
    """
    content = card_bytes(place)
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        raise ModelRefused(
            f"The model card {place.name} is not the one that was put in force.",
            remedy="Put the old one back, or put the new one in force with `prescreen models use`.",
        )
    if site_key is not None:
        # Only where signatures are asked for: loading cryptography takes a while.
        from models.signing import check_signature  # noqa: PLC0415 - see above

        check_signature(place, content, site_key)
    return _card(place, content)


def _card(place: Path, content: bytes) -> Card:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _damaged(place, "it is not UTF-8 text") from error
    try:
        return _parse(json.loads(text))
    except KeyError as error:
        raise _damaged(place, f"the field {error} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise _damaged(place, str(error)) from error


def matches(card: Card, onnx_path: Path) -> bool:
    """Whether the weights at a path are the ones the card speaks of."""
    try:
        return file_sha256(onnx_path) == card.sha256
    except ModelRefused:
        return False


def _damaged(place: Path, why: str) -> ModelRefused:
    return ModelRefused(
        f"The model card {place.name} cannot be used: {why}.",
        remedy="A model without a sound card does not run; install Prescreen again.",
    )


def _parse(tree: Mapping[str, object]) -> Card:
    """Turn the JSON tree into a card; KeyError, TypeError or ValueError when it does not fit."""
    if tree["format"] != FORMAT:
        raise ValueError(f"its format is {tree['format']}, this Prescreen reads {FORMAT}")
    spec = _mapping(tree["input"])
    return Card(
        name=_text(tree["name"]),
        version=_text(tree["version"]),
        sha256=_text(tree["sha256"]),
        input=InputSpec(
            megavolt_mm=_positive(spec["megavolt_mm"]),
            kilovolt_mm=_positive(spec["kilovolt_mm"]),
            tile_rows=round(_positive(spec["tile_rows"])),
            tile_columns=round(_positive(spec["tile_columns"])),
            overlap=round(_positive(spec["overlap"])),
            granule=round(_positive(spec.get("granule", 16))),
            batch=round(_positive(spec.get("batch", 8))),
        ),
        thresholds=_numbers(tree["thresholds"]),
        cm2_per_g=_numbers(tree["cm2_per_g"]),
        classes=MappingProxyType({k: _text(v) for k, v in _mapping(tree["classes"]).items()}),
        trained_on=_mapping(tree["trained_on"]),
        figures=_figures(tree["figures"]),
        limits=_sentences(tree["limits"]),
        licence=_text(tree["licence"]),
        ports=_ports(tree),
        vendor=_text(tree.get("vendor", "")),
        meaning=_text(tree.get("meaning", "")),
        calibration=_calibration(tree.get("calibration")),
        commodities=_names(tree.get("commodities", [])),
    )


def _ports(tree: Mapping[str, object]) -> Ports:
    """What the card says of its tensors; what Prescreen's own have, where it says nothing."""
    if "inputs" not in tree and "outputs" not in tree:
        return OURS
    return Ports(_tensors(tree["inputs"]), _tensors(tree["outputs"]))


def _tensors(value: object) -> Mapping[str, Tensor]:
    found: dict[str, Tensor] = {}
    for name, said in _mapping(value).items():
        entry = _mapping(said)
        cell = round(_positive(entry.get("cell", 4)))
        found[name] = Tensor(_text(entry["meaning"]), _shape(entry["shape"]), cell)
    return MappingProxyType(found)


def _shape(value: object) -> Shape:
    if not isinstance(value, list) or any(
        isinstance(size, bool) or not isinstance(size, int | str) for size in value
    ):
        raise TypeError(f"{value!r} stands where the sizes of a tensor belong")
    return tuple(value)


def _calibration(value: object) -> Calibration | None:
    return None if value is None else Calibration.read(_mapping(value))


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} stands where a table belongs")
    return MappingProxyType(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} stands where text belongs")
    return value


def _positive(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise TypeError(f"{value!r} stands where a positive number belongs")
    return float(value)


def _numbers(value: object) -> Mapping[str, float]:
    return MappingProxyType({name: _positive(item) for name, item in _mapping(value).items()})


def _figures(value: object) -> tuple[Mapping[str, object], ...]:
    """The list of figures; cards from before there was a list hold a table of any shape."""
    if isinstance(value, list):
        return tuple(_mapping(one) for one in value)
    return tuple(
        MappingProxyType({"name": name, "value": item}) for name, item in _mapping(value).items()
    )


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("commodities holds a list of names")
    return tuple(_text(name) for name in value)


def _sentences(value: object) -> Mapping[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for language, lines in _mapping(value).items():
        if not isinstance(lines, list):
            raise TypeError("limits holds a list of sentences for each language")
        out[language] = tuple(_text(line) for line in lines)
    return MappingProxyType(out)

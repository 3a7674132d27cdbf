"""Whether an ONNX file is one that Prescreen would run: what ``prescreen inspect`` prints."""

from __future__ import annotations

from pathlib import Path

from models.card import Card, file_sha256, load_card, matches, shipped_card_path, weights_path
from models.detector import Detector
from models.errors import ModelError


def inspect_model(path: Path) -> dict[str, object]:
    """Hold an ONNX file against the card beside it, or else against the shipped card.

    Returns
    -------
    dict
        ``status`` (``ok`` or ``refused``), ``reason`` (a sentence, empty when ok), ``sha256``,
        ``card`` (the file name of the card it was held against), ``fits``, ``name``, ``version``.
        Never raises for a bad file.
    """
    beside = path.with_suffix(".json")
    place = beside if beside.is_file() else shipped_card_path()
    report: dict[str, object] = {
        "status": "refused",
        "reason": "",
        "sha256": "",
        "card": place.name,
        "fits": False,
        "name": "",
        "version": "",
    }
    try:
        report["sha256"] = file_sha256(path)
        card = load_card(place)
        report |= {"name": card.name, "version": card.version}
        _check(card, place, path)
    except ModelError as error:
        return report | {"reason": str(error)}
    if not matches(card, path):
        reason = f"The weights {path.name} are not the ones that the card {place.name} speaks of."
        return report | {"reason": f"{reason} They would not be run."}
    return report | {"status": "ok", "fits": True}


def _check(card: Card, place: Path, path: Path) -> None:
    """Load the weights for real when they are the ones beside the card."""
    if matches(card, path) and weights_path(place).resolve() == path.resolve():
        Detector.load(place)

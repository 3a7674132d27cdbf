"""The detector: weights with a card, run by ONNX Runtime in a process of its own."""

from __future__ import annotations

from pathlib import Path


def inspect_model(path: Path) -> dict[str, object]:
    """Whether an ONNX file is one that Prescreen would run: see ``models.inspection``."""
    # ONNX Runtime takes a while to load, and most who import this package do not need it.
    from models.inspection import inspect_model as inspect  # noqa: PLC0415 - see above

    return inspect(path)

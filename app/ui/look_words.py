"""How the picture looks, in words: what stands on the bar, on the panel and in the tips."""

from __future__ import annotations

from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import number, per_cent
from imaging.display import Beam, Colour, DisplaySettings, MatterView, Response, ScannerKind

PRESET_WORDS = {
    "standard": phrase("Standard"),
    "dense": phrase("Dense"),
    "light": phrase("Light"),
    "organic": phrase("Organic"),
    "metal": phrase("Metal"),
}
COLOUR_WORDS = {
    Colour.GREY: phrase("Grey"),
    Colour.MATERIAL: phrase("Material"),
    Colour.MATERIAL_CLASSIC: phrase("Material, classic"),
}
RESPONSE_WORDS = {
    Response.LOG: phrase("Log"),
    Response.SQRT: phrase("Square root"),
    Response.LINEAR: phrase("Linear"),
}
MATTER_WORDS = {
    MatterView.ALL: phrase("All matter"),
    MatterView.ORGANIC_ONLY: phrase("Organic only"),
    MatterView.METAL_ONLY: phrase("Metal only"),
    MatterView.STRIP_ORGANIC: phrase("Organic stripped"),
    MatterView.STRIP_METAL: phrase("Metal stripped"),
}
BEAM_WORDS = {Beam.HIGH: phrase("High energy"), Beam.LOW: phrase("Low energy")}
KIND_WORDS = {
    ScannerKind.LINAC_DUAL: phrase("linac, two energies"),
    ScannerKind.LINAC_SINGLE: phrase("linac, one energy"),
    ScannerKind.TUBE_DUAL: phrase("X-ray tube, two energies"),
    ScannerKind.TUBE_SINGLE: phrase("X-ray tube, one energy"),
}


def chain_words(settings: DisplaySettings, *, dual: bool = True) -> tuple[str, ...]:
    """Say everything that makes the picture look as it does, in the order in which it acts.

    Parameters
    ----------
    settings
        How the picture looks.
    dual
        Whether it has two energies; with one, what needs two has no effect and is not said.
    """
    said = [tr(RESPONSE_WORDS[settings.response])]
    said.append(tr("penetration {share}", share=per_cent(settings.penetration)))
    if (settings.centre, settings.width) != (0.5, 1.0):
        said.append(window_words(settings))
    if settings.gamma != 1.0:
        said.append(tr("gamma {value}", value=number(settings.gamma, 2)))
    said.extend(_filters(settings))
    if dual:
        said.extend(_energies(settings))
    if settings.invert:
        said.append(tr("inverted"))
    if settings.highlights:
        said.append(tr("density ranges: {count}", count=len(settings.highlights)))
    if settings.hatch:
        said.append(tr("no signal hatched"))
    if settings.full_range:
        said.append(tr("full range"))
    return tuple(said)


def window_words(settings: DisplaySettings) -> str:
    """Say the window: its middle and its width in per cent of the brightness."""
    return tr(
        "window {centre} / {width}",
        centre=per_cent(settings.centre),
        width=per_cent(settings.width),
    )


def _filters(settings: DisplaySettings) -> list[str]:
    strengths = (
        (settings.denoise, phrase("denoise {share}")),
        (settings.local, phrase("local contrast {share}")),
        (settings.sharpen, phrase("sharpen {share}")),
        (settings.edge, phrase("edges {share}")),
    )
    return [tr(words, share=per_cent(share)) for share, words in strengths if share > 0.0]


def _energies(settings: DisplaySettings) -> list[str]:
    said = []
    if settings.beam is not Beam.HIGH:
        said.append(tr("low energy"))
    if settings.colour is not Colour.GREY:
        said.append(tr(COLOUR_WORDS[settings.colour]).lower())
    if settings.matter is not MatterView.ALL:
        said.append(tr(MATTER_WORDS[settings.matter]).lower())
    return said

"""How the picture looks, in words: what stands on the bar, on the panel and in the tips."""

from __future__ import annotations

from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import number, per_cent
from imaging.display import Beam, Colour, DisplaySettings, MatterView, Response, ScannerKind
from imaging.material import Grounds

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
GROUNDS_WORDS = {
    Grounds.COMPUTED: phrase("computed"),
    Grounds.ASSUMED: phrase("6/4 MeV assumed"),
    Grounds.ANCHORED: phrase("fitted to the walls"),
    Grounds.CALIBRATED: phrase("calibrated"),
}
_SHORT_GROUNDS = {
    Grounds.COMPUTED: phrase("comp."),
    Grounds.ASSUMED: phrase("6/4 MeV assumed"),
    Grounds.ANCHORED: phrase("walls"),
    Grounds.CALIBRATED: phrase("cal."),
}
_SHORT_RESPONSE = {Response.LOG: "log", Response.SQRT: "√", Response.LINEAR: phrase("linear")}
_SHORT_MATTER = {
    MatterView.ORGANIC_ONLY: phrase("organic only"),
    MatterView.METAL_ONLY: phrase("metal only"),
    MatterView.STRIP_ORGANIC: phrase("no organic"),
    MatterView.STRIP_METAL: phrase("no metal"),
}


def chain_words(
    settings: DisplaySettings, *, dual: bool = True, grounds: Grounds | None = None
) -> tuple[str, ...]:
    """Say everything that makes the picture look as it does, in the order in which it acts.

    Parameters
    ----------
    settings
        How the picture looks.
    dual
        Whether it has two energies; with one, what needs two has no effect and is not said.
    grounds
        What the colours of the material rest on, when that is known.
    """
    said = [tr(RESPONSE_WORDS[settings.response])]
    said.append(tr("penetration {share}", share=per_cent(settings.penetration)))
    if _windowed(settings):
        centre, width = per_cent(settings.centre), per_cent(settings.width)
        said.append(tr("window {centre} / {width}", centre=centre, width=width))
    if settings.gamma != 1.0:
        said.append(tr("gamma {value}", value=number(settings.gamma, 2)))
    said.extend(_filters(settings))
    if dual:
        said.extend(_energies(settings, grounds))
    if settings.invert:
        said.append(tr("inverted"))
    if settings.highlights:
        said.append(tr("density ranges: {count}", count=len(settings.highlights)))
    if settings.hatch:
        said.append(tr("no signal hatched"))
    if settings.full_range:
        said.append(tr("full range"))
    return tuple(said)


def short_chain(
    settings: DisplaySettings, *, dual: bool = True, grounds: Grounds | None = None
) -> tuple[str, ...]:
    """Say the same with fewer letters, for where the words do not fit."""
    said = [tr(_SHORT_RESPONSE[settings.response])]
    said.append(tr("pen. {share}", share=_figure(settings.penetration)))
    if _windowed(settings):
        said.append(f"{_figure(settings.centre)}/{_figure(settings.width)}")
    if settings.gamma != 1.0:
        said.append(f"γ {number(settings.gamma, 2)}")
    said.extend(_filters(settings, short=True))
    if dual:
        said.extend(_energies(settings, grounds, short=True))
    flags = (
        (settings.invert, phrase("inv.")),
        (bool(settings.highlights), phrase("ranges")),
        (settings.hatch, phrase("hatch")),
        (settings.full_range, phrase("full")),
    )
    said.extend(tr(words) for on, words in flags if on)
    return tuple(said)


def _windowed(settings: DisplaySettings) -> bool:
    return (settings.centre, settings.width) != (0.5, 1.0)


def _figure(share: float) -> str:
    """A share as a bare figure of a hundred."""
    return f"{share * 100:.0f}"


def _filters(settings: DisplaySettings, *, short: bool = False) -> list[str]:
    strengths = (
        (settings.denoise, phrase("denoise {share}"), phrase("noise {share}")),
        (settings.local, phrase("local contrast {share}"), phrase("local {share}")),
        (settings.sharpen, phrase("sharpen {share}"), phrase("sharp {share}")),
        (settings.edge, phrase("edges {share}"), phrase("edge {share}")),
    )
    said = _figure if short else per_cent
    return [
        tr(few if short else words, share=said(share))
        for share, words, few in strengths
        if share > 0.0
    ]


def _energies(
    settings: DisplaySettings, grounds: Grounds | None, *, short: bool = False
) -> list[str]:
    said = []
    if settings.beam is not Beam.HIGH:
        said.append(tr("low E") if short else tr("low energy"))
    if settings.colour is not Colour.GREY:
        classic = settings.colour is Colour.MATERIAL_CLASSIC and short
        name = tr("classic") if classic else tr(COLOUR_WORDS[settings.colour]).lower()
        rests = _SHORT_GROUNDS if short else GROUNDS_WORDS
        said.append(name if grounds is None else f"{name} ({tr(rests[grounds])})")
    if settings.matter is not MatterView.ALL:
        said.append(tr((_SHORT_MATTER if short else MATTER_WORDS)[settings.matter]).lower())
    return said

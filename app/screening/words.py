"""What the detector says, in words that can be shown in the officer's language."""

from __future__ import annotations

import string
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.words import Sentence, phrase, say
from models.detection import Detection
from models.fallback import Fallback
from models.findings import MEASURES as TEMPLATES
from models.findings import Finding as Found

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "denser": phrase("Denser than neighbours"),
        "lighter": phrase("Lighter than neighbours"),
        "metallic": phrase("More metallic than neighbours"),
        "organic": phrase("More organic than neighbours"),
        "opaque": phrase("Too dense to see through"),
        "pattern": phrase("Pattern unlike neighbours"),
    }
)
"""The detector's kinds of finding as the officer reads them."""
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "denser": phrase("{delta} g/cm²"),
        "lighter": phrase("{delta} g/cm²"),
        "metallic": phrase("Energy ratio {inside}, around it {around}"),
        "organic": phrase("Energy ratio {inside}, around it {around}"),
        "opaque": phrase("At least {least} g/cm²"),
        "pattern": phrase("{delta} g/cm²"),
    }
)
"""What was measured, by kind; the values are formatted as the detector formats them."""
UNFIT: Mapping[str, str] = MappingProxyType(
    {
        "logarithmic": phrase(
            "The pixels are stored on a logarithmic scale, which the model was not made for. Ask "
            "the scanner's operator for the linear image."
        ),
        "pitch": phrase(
            "The stated pixel size of {high} by {wide} cannot be. Correct the pixel spacing at "
            "the scanner."
        ),
        "coarse": phrase(
            "A pixel of {stated} is too coarse for the model, which works at {pitch}."
        ),
        "large": phrase(
            "At its stated pixel size the scan shows {high} by {wide}, more than any cargo scan."
        ),
        "small": phrase(
            "The scan is too small: {rows} by {columns} pixels of {pitch}, where {least} are "
            "needed."
        ),
        "no_air": phrase("The unattenuated beam is stated as zero, so nothing can be measured."),
        "opaque": phrase(
            "The beam does not get through {share} % of the scan, too much to judge it."
        ),
        "empty": phrase("The scan shows no object."),
        "inverse": phrase(
            "Dark and bright seem to be exchanged, or the two energies: no air above the object, "
            "or the low energy goes through more than the high one. Check the polarity and the "
            "energies that the file states."
        ),
    }
)
"""Why the detector cannot judge a scan, by its kinds, as the officer reads it."""
WHOLE = (
    phrase("There was not enough memory to screen the scan."),
    phrase("The detector gave no reason."),
)
"""Other reasons of the detector that stand without a value: shown in the officer's language."""
SERVER: Mapping[str, str] = MappingProxyType(
    {
        "server_slow": phrase(
            "The model server {server} gave no answer within {seconds} s. Review the scan without "
            "it, or screen it again."
        ),
        "server_gone": phrase(
            "The model server {server} cannot be reached: {why}. Review the scan without it, or "
            "screen it again when the server is there."
        ),
        "server_refused": phrase(
            "The model server {server} refused: {why}. Review the scan without it, or screen it "
            "again."
        ),
        "server_garbled": phrase(
            "The answer of the model server {server} cannot be read: {why}. Review the scan "
            "without it, and tell your administrator."
        ),
        "server_no_digest": phrase(
            "The answer of the model server {server} carries no digest of its weights, so nothing "
            "is taken from it. Tell your administrator."
        ),
        "server_other_weights": phrase(
            "The model server {server} answered with other weights ({found}) than the card speaks "
            "of ({wanted}), so nothing is taken from it. Tell your administrator."
        ),
        "server_output": phrase(
            "The answer of the model server {server} lacks the output {output}, or it does not "
            "hold 32-bit numbers. Tell your administrator."
        ),
    }
)
"""Why a server of models did not judge, by kind, as the officer reads it."""
FALLBACKS: Mapping[str, str] = MappingProxyType(
    {
        "absent": phrase(
            "{asked} was asked for and is not installed here; the model ran on {used}."
        ),
        "no_device": phrase(
            "{asked} was asked for and finds no device here; the model ran on {used}."
        ),
        "failed": phrase("{asked} was asked for and could not run the model, which ran on {used}."),
    }
)
"""Why a model ran on another provider than was asked for, by kind."""


def remarks(detection: Detection) -> tuple[Sentence, ...]:
    """Return what the officer should know of a run besides its answer."""
    parts = detection.parts or (detection,)
    said = [fell_back(part.fallback) for part in parts if part.fallback is not None]
    if detection.state == "flagged":
        said += [
            say(
                "{model} could not judge this view: what it would find is unknown.",
                model=part.model,
            )
            for part in parts
            if part.state == "unknown"
        ]
    return tuple(one for number, one in enumerate(said) if one not in said[:number])


def fell_back(fallback: Fallback) -> Sentence:
    """Return that another provider ran than was asked for, and why."""
    return say(FALLBACKS[fallback.kind], asked=fallback.asked, used=fallback.used)


def unfit(detection: Detection) -> Sentence:
    """Return why a scan was not judged, in words that can be translated where they are known."""
    words = {**UNFIT, **SERVER}.get(detection.reason_kind)
    if words is None:
        return why(detection.reason)
    return say(words, **detection.reason_values)


def why(text: str) -> Sentence:
    """Return a reason as it came, or that there is none."""
    return say("{reason}", reason=text or "The detector gave no reason.")


def measure_sentence(found: Found) -> Sentence:
    """Return the measure with its values as the detector writes them.

    The detector's template says how each value is formatted; a sentence's places take text.
    """
    values = {
        name: format(found.reason_values[name], spec or "")
        for _, name, spec, _ in string.Formatter().parse(TEMPLATES[found.kind])
        if name
    }
    return Sentence(MEASURES[found.kind], MappingProxyType(values))

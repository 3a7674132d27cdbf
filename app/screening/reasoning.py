"""Why each finding was made, measured on the stored pixels, in words that can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.matter import READS_LIKE
from app.domain.words import Sentence, phrase, say
from imaging.material import MaterialScale
from imaging.radiograph import Radiograph
from models.findings import Finding as Found
from models.reasons import explain, said

CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "more_pieces": phrase("{delta} ± {error} g/cm² more than its {count} neighbours"),
        "less_pieces": phrase("{delta} ± {error} g/cm² less than its {count} neighbours"),
        "more_places": phrase("{delta} ± {error} g/cm² more than the {count} places beside it"),
        "less_places": phrase("{delta} ± {error} g/cm² less than the {count} places beside it"),
        "more_around": phrase("{delta} ± {error} g/cm² more than what is around it"),
        "less_around": phrase("{delta} ± {error} g/cm² less than what is around it"),
        "least_pieces": phrase("at least {delta} g/cm² more than its {count} neighbours"),
        "least_places": phrase("at least {delta} g/cm² more than the {count} places beside it"),
        "least_around": phrase("at least {delta} g/cm² more than what is around it"),
        "alike": phrase("as much mass as beside it, to within {error} g/cm²"),
        "opaque": phrase("nothing comes through {share} % of it"),
        **READS_LIKE,
        "mass": phrase("{kg} kg ({low} to {high})"),
        "mass_least": phrase("at least {low} kg"),
        "missing_least": phrase("at least {low} kg missing"),
    }
)
"""The kinds of clause of `models.reasons` as the officer reads them."""


def reasons_of(radiograph: Radiograph, found: Found, scale: MaterialScale) -> tuple[Sentence, ...]:
    """Return the clauses that can be told of a finding, in the order in which they are read."""
    return tuple(
        say(CLAUSES[one.kind], **{name: said(value) for name, value in one.values.items()})
        for one in explain(radiograph, found.box, found.mask, scale=scale)
    )

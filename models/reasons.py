"""Why a place was pointed at, in clauses that can be checked one by one on the picture.

Nothing here comes from the network. Each clause is a kind and its values; the words are the
window's (`app.screening`). A clause that cannot be told is left out, never guessed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from imaging.material import MaterialScale, scale_of
from imaging.outline import Box
from imaging.radiograph import Radiograph
from imaging.reads_as import ReadsAs
from imaging.standout import StandOut, stand_out

CLAUSES: Mapping[str, str] = MappingProxyType(
    {
        "more_pieces": "{delta} ± {error} g/cm² more than its {count} neighbours",
        "less_pieces": "{delta} ± {error} g/cm² less than its {count} neighbours",
        "more_places": "{delta} ± {error} g/cm² more than the {count} places beside it",
        "less_places": "{delta} ± {error} g/cm² less than the {count} places beside it",
        "more_around": "{delta} ± {error} g/cm² more than what is around it",
        "less_around": "{delta} ± {error} g/cm² less than what is around it",
        "least_pieces": "at least {delta} g/cm² more than its {count} neighbours",
        "least_places": "at least {delta} g/cm² more than the {count} places beside it",
        "least_around": "at least {delta} g/cm² more than what is around it",
        "alike": "as much mass as beside it, to within {error} g/cm²",
        "opaque": "nothing comes through {share} % of it",
        "organic": "organic-like",
        "light": "like light metal or mineral",
        "steel": "steel-like",
        "heavier": "heavier than steel",
        "below_steel": "lighter than steel",
        "steel_or_more": "steel-like or heavier",
        "mass": "{kg} kg ({low} to {high})",
        "mass_least": "at least {low} kg",
        "missing_least": "at least {low} kg missing",
    }
)
"""Every kind of clause, in English: the closed list that is translated."""
SIGMAS = 2.0
"""A difference is told with so many standard uncertainties, and only when it is larger."""
_FEWEST = 2
_LEAST_SHARE = 0.02
_MUCH_HIDDEN = 0.2
_HALF = 0.5


@dataclasses.dataclass(frozen=True, slots=True)
class Clause:
    """One statement about a place: a kind of `CLAUSES` and what fills it, unrounded."""

    kind: str
    values: Mapping[str, float]

    @property
    def english(self) -> str:
        """The clause in English."""
        texts = {name: said(value) for name, value in self.values.items()}
        return CLAUSES[self.kind].format(**texts)


def explain(
    radiograph: Radiograph,
    box: Box,
    mask: npt.NDArray[np.bool_] | None = None,
    *,
    scale: MaterialScale | None = None,
) -> tuple[Clause, ...]:
    """Measure a place and say how it differs; see `imaging.standout.stand_out`."""
    return clauses(stand_out(radiograph, box, mask, scale=scale or scale_of(radiograph)))


def clauses(found: StandOut) -> tuple[Clause, ...]:
    """Return what can be said of a place, in the order in which it is read."""
    said_so = _difference(found)
    if found.opaque_share > _LEAST_SHARE:
        said_so.append(_clause("opaque", share=100.0 * found.opaque_share))
    more = bool(said_so) and said_so[0].kind.startswith("more")
    if found.matter is not None and more:
        said_so.append(Clause(_LIKE[found.matter], MappingProxyType({})))
    said_so += _mass(found)
    return tuple(said_so)


def _difference(found: StandOut) -> list[Clause]:
    """Return the difference of areal density; nothing where black hides too much to tell one."""
    error = SIGMAS * found.sigma_g_cm2
    delta = found.delta_g_cm2
    hidden = found.opaque_share > _LEAST_SHARE
    if found.opaque_around > _LEAST_SHARE or (hidden and (found.tube or delta <= error)):
        return []
    if abs(delta) <= error:
        return [_clause("alike", error=abs(delta) + error)]
    values = {"delta": delta - error} if hidden else {"delta": abs(delta), "error": error}
    way = "least" if hidden else "more" if delta > 0.0 else "less"
    if found.neighbours < _FEWEST:
        return [_clause(f"{way}_around", **values)]
    kind = f"{way}_{'pieces' if found.pieces else 'places'}"
    return [_clause(kind, **values, count=float(found.neighbours))]


def _mass(found: StandOut) -> list[Clause]:
    """Return the mass with its interval; nothing where the interval holds zero."""
    kg, low, high = found.kg, found.low_kg, found.high_kg
    if kg is None or low is None or found.opaque_around > _MUCH_HIDDEN:
        return []
    if high is None:
        # Behind black the background is a guess as well: then there is no least either.
        sure = not found.tube and max(found.opaque_share, 9.0 * found.opaque_around) < _HALF
        return [_clause("mass_least", low=low)] if low > 0.0 and sure else []
    if low > 0.0:
        return [_clause("mass", kg=kg, low=low, high=high)]
    # How much more is missing nobody can see: what stood there may have been unlike its neighbours.
    return [_clause("missing_least", low=-high)] if high < 0.0 else []


_LIKE: Mapping[ReadsAs, str] = MappingProxyType({one: one.value for one in ReadsAs})


def _clause(kind: str, **values: float) -> Clause:
    return Clause(kind, MappingProxyType(values))


def said(value: float) -> str:
    """Two significant figures: what such a measurement bears."""
    if abs(value) < 0.005:
        return "0"
    return f"{float(f'{value:.2g}'):g}" if abs(value) < 1e4 else f"{round(value, -2):.0f}"

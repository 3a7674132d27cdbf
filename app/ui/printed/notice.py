"""The notice beside a package that a port must not act on any more, in both languages."""

from __future__ import annotations

from app.domain.dispatch import Package, Step
from app.domain.words import phrase
from app.ui.printed.words import both, moment

MARKING = "PROTECTED B / PROTÉGÉ B"
_TITLES = {
    Step.RECALLED: phrase("Recalled: do not act on this package."),
    Step.SUPERSEDED: phrase("Superseded: do not act on this package."),
    Step.EXPIRED: phrase("Expired: do not act on this package."),
}
_BY = phrase("By {who}, {when}.")
_WHY = phrase("Reason: {why}")
_INSTEAD = phrase("Package {package} takes its place.")
_NOTHING_INSTEAD = phrase("No package takes its place.")


def notice_text(package: Package) -> str:
    """Return the notice of a package at its end.

    Raises
    ------
    ValueError
        When the port may still act on it.
    """
    step = package.standing
    if step.step not in _TITLES:
        raise ValueError(f"{package.package_id} is not at its end")
    lines = [
        both(_TITLES[step.step]).capitals,
        both(_BY, who=step.by, when=moment(step.at)),
    ]
    if step.reason:
        lines.append(both(_WHY, why=both(step.reason)))
    if step.replaced_by:
        lines.append(both(_INSTEAD, package=step.replaced_by))
    else:
        lines.append(both(_NOTHING_INSTEAD))
    told = [MARKING, package.package_id, ""]
    told += [one.en for one in lines] + [""] + [one.fr for one in lines] + [""]
    return "\n".join(told)

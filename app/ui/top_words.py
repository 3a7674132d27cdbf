"""What the top bar says of the image, the model and whose turn it is."""

from __future__ import annotations

from app.domain.work import QueueLine
from app.ui.controls import Words
from app.ui.i18n import render, tr
from app.ui.panels.drift import drift_words
from app.ui.panels.pieces import State
from app.ui.shown import Shown
from app.ui.stage import Stage

LOCAL_PROVIDERS = frozenset({"CPUExecutionProvider", "CPU", "cpu", ""})


def place_words(shown: Shown, mine: tuple[QueueLine, ...]) -> Words:
    """Return which of the officer's items this is."""
    ids = [line.item_id for line in mine]
    item_id = shown.item.item_id
    if item_id not in ids:
        return lambda: ""
    number = ids.index(item_id) + 1
    return lambda: tr("{number} of {count} mine", number=number, count=len(ids))


def image_state(state: State, shown: Shown | None, stage: Stage) -> None:
    """Say how much of the image is here."""
    radiograph = stage.radiograph
    if shown is None or not shown.keys:
        state.tell("x", lambda: tr("No image"), "text")
    elif radiograph is None:
        arriving = stage.reading
        icon = "hourglass-medium" if arriving else "x"
        state.tell(icon, lambda: tr("Reading") if arriving else tr("Unreadable"), "text2")
    elif radiograph.dual:
        state.tell("check-circle", lambda: tr("Lossless"))
    else:
        state.tell("check-circle", lambda: tr("Lossless, one energy"), "text")


def model_state(state: State, shown: Shown | None, status: str, *, short: bool) -> None:
    """Say which model spoke, where it ran, and that it is unknown when it is."""
    unknown = shown.unknown if shown is not None else None
    reports = shown.item.reports if shown is not None else ()
    if unknown is not None:
        why = unknown.reason
        state.tell(
            "question",
            lambda: tr("Model unknown"),
            "text",
            lambda: render(why) if why is not None else "",
        )
    elif reports:
        last = reports[-1]
        here = last.provider in LOCAL_PROVIDERS

        def words() -> str:
            place = tr("this machine") if here else last.provider.removesuffix("ExecutionProvider")
            if here and short:
                return last.model_name
            return f"{last.model_name}, {place}"

        drift = tuple(dict.fromkeys(one for report in reports for one in report.drift))
        if drift:
            state.tell(
                "warning", lambda: tr("Scans have changed"), "amber", lambda: drift_words(drift)
            )
        else:
            state.tell("cpu", words, tip=lambda: f"{last.provider} {last.model_sha256[:12]}")
    elif shown is not None:
        state.tell("hourglass-medium", lambda: tr("Not screened yet"))
    else:
        state.tell("cpu", lambda: status or tr("No model"))

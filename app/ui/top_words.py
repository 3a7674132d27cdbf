"""What the top bar says of the image, the model and whose turn it is."""

from __future__ import annotations

from app.domain.threat import Alarm, ScreeningState, ThreatDetectionReport
from app.domain.work import QueueLine
from app.ui.controls import Words
from app.ui.i18n import render, tr
from app.ui.i18n.formats import per_cent, rate
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
    elif radiograph is None and stage.pictured:
        share = stage.share
        if share is None:
            state.tell("hourglass-medium", lambda: tr("Reading"), "text2")
        else:
            state.tell(
                "hourglass-medium",
                lambda: tr("{share} of the image here", share=per_cent(share)),
                "text",
            )
    elif radiograph is None and stage.share is not None and not stage.reading:
        state.tell("x", lambda: tr("Not here yet"), "text2")
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
        drift = tuple(dict.fromkeys(one for report in reports for one in report.drift))
        if drift:
            state.tell(
                "warning", lambda: tr("Scans have changed"), "amber", lambda: drift_words(drift)
            )
        else:
            # Another provider than was asked for is told before what else the line could say.
            told = next((one for one in reversed(reports) if one.remarks), reports[-1])
            _ran(state, told, short=short)
    elif shown is not None:
        state.tell("hourglass-medium", lambda: tr("Not screened yet"))
    else:
        state.tell("cpu", lambda: status or tr("No model"))


def alarm_words(alarm: Alarm | None) -> tuple[str, ...]:
    """Return what the threshold in force means; nothing of what could not be judged."""
    if alarm is None:
        return ()
    if alarm.rate is None:
        return (tr("Thresholds of the model's card, not of this site's scans"),)
    return (
        tr(
            "Marks on about {rate} of views with nothing irregular, by {count} such scans",
            rate=rate(alarm.rate),
            count=alarm.scans,
        ),
    )


def _ran(state: State, report: ThreatDetectionReport, *, short: bool) -> None:
    """Say which models spoke and where they ran; a remark on that is never left to the tip."""
    here = report.provider in LOCAL_PROVIDERS
    missed = any(run.state is ScreeningState.UNKNOWN for run in report.runs)

    def words() -> str:
        ran = report.provider.replace("ExecutionProvider", "")
        if missed:
            return tr("A model did not judge")
        if report.fell_back:
            return tr("{place}, not as asked", place=ran)
        if here and short:
            return report.model_name
        return f"{report.model_name}, {tr('this machine') if here else ran}"

    def tip() -> str:
        digests = " ".join(digest[:12] for digest in report.digests)
        return "\n".join(
            [
                *(render(remark) for remark in report.remarks),
                f"{report.model_name}, {report.provider} {digests}",
                *alarm_words(report.alarm),
            ]
        )

    if report.remarks:
        state.tell("warning", words, "text", tip)
    else:
        state.tell("cpu", words, tip=tip)

"""What stands beside a replayed picture, in words: what changed, the data, notices, findings."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Iterator, Mapping

from app.domain.decision import (
    OTHER_REASONS,
    REFERRAL_REASONS,
    RELEASE_REASONS,
    Draft,
    Kind,
    Recommendation,
)
from app.domain.notice import Notice, Severity
from app.domain.replay import AsSeen, Replay, Step
from app.domain.shipment import Shipment
from app.domain.threat import Verdict
from app.domain.words import phrase
from app.domain.work import LinkClass
from app.ui import i18n, tokens
from app.ui.i18n import render, tr
from app.ui.look_words import chain_words
from app.ui.screen_words import OFF, ON
from app.ui.view_words import view_words
from imaging.display_state import from_state

KIND_WORDS = {
    Kind.RECOMMEND_RELEASE: phrase("Recommend release"),
    Kind.REFER_FOR_EXAM: phrase("Refer for exam"),
    Kind.NO_DECISION: phrase("No decision"),
    Kind.REQUEST_INFO: phrase("Ask for data"),
}
_SEVERITIES = {
    Severity.BLOCK: (phrase("Blocks release"), "red"),
    Severity.WARNING: (phrase("Warning"), "amber"),
    Severity.NOTE: (phrase("Note"), "text2"),
}
_VERDICTS = {
    Verdict.AGREE: phrase("Agree"),
    Verdict.DISAGREE: phrase("Disagree"),
    Verdict.UNSURE: phrase("Unsure"),
}


def clock(seconds: float) -> str:
    """Return a moment of a review as ``m:ss``, with hours where there are any."""
    whole = int(seconds)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def heading(replay: Replay, step: Step) -> str:
    """Return who saw it and when."""
    after = clock(step.seconds)
    return tr("As {name} saw it, {time} after opening", name=replay.officer, time=after)


def moment(at: dt.datetime) -> str:
    """Return an instant with its zone."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC"


def display_words(state: AsSeen) -> str:
    """Return the display chain, empty where it is not known."""
    words = state.screen
    if not words:
        return ""
    try:
        return "  ·  ".join(chain_words(from_state(words)))
    except ValueError:
        return ""


def remarks(
    state: AsSeen, decision: Recommendation, *, scale: str = "", version: str = ""
) -> tuple[str, ...]:
    """Return what must be said because it is not, or not quite, in the picture.

    Parameters
    ----------
    scale
        Digest of the material scale of the picture as it is painted now.
    version
        Of this program.
    """
    words = state.screen
    if not words:
        return (tr("Where the window stood is not on record: all of the picture is shown."),)
    found = list(_stood_there(words))
    if scale and words.get("scale", scale) != scale and words.get("colour", "grey") != "grey":
        found.append(tr("The colours rest on another material scale now than then."))
    if words.get("theme") != tokens.current().name or words.get("language") != i18n.language():
        found.append(tr("Seen in another theme or language: tags and lines differ, pixels may."))
    if version and decision.program_version != version:
        found.append(tr("Seen with version {version}.", version=decision.program_version))
    return tuple(found)


def _stood_there(words: Mapping[str, str]) -> Iterator[str]:
    if words.get("altered"):
        yield tr(
            "An altered picture stood here, which is not kept: {words}", words=words["altered"]
        )
    if words.get("beside", OFF) == ON:
        yield tr("Another picture stood beside it, which is not kept.")
    if words.get("others"):
        yield tr(
            "Marks from a file lay over it, which are not kept: {names}", names=words["others"]
        )
    if words.get("loupe", OFF) == ON:
        yield tr("The loupe was up; where it lay is not kept.")
    if words.get("blind"):
        yield tr("Blind spots lay over it, which are not kept.")
    if words.get("preview", OFF) == ON:
        yield tr("A coarse picture stood here while the whole one was read.")


def side(replay: Replay, number: int) -> str:
    """Return all that stands beside the picture at a step, as HTML."""
    step, state = replay.steps[number], replay.state(number)
    parts = (
        _changed(replay, step, number),
        _data(replay, state),
        _notices(state),
        _findings(state),
        _decision(state),
    )
    return f"<html><body>{''.join(parts)}</body></html>"


_CELL = "padding-right:12px; padding-bottom:4px"


def _title(text: str) -> str:
    return (
        f'<p style="margin-top:20px; margin-bottom:6px; '
        f'font-size:{tokens.px(16)}px">{_safe(text)}</p>'
    )


def _safe(text: object) -> str:
    return html.escape(str(text))


def _tone(text: str, tone: str) -> str:
    return f'<span style="color:{tokens.colour(tone).name()}">{_safe(text)}</span>'


def _lines(lines: Iterable[str]) -> str:
    return "".join(f'<p style="margin:0 0 3px 0">{line}</p>' for line in lines)


def _changed(replay: Replay, step: Step, number: int) -> str:
    who = tr("Step {number} of {count}", number=number + 1, count=len(replay.steps))
    told = [
        f'<span style="font-size:large">{_safe(render(step.words))}</span>',
        _tone(f"{who}  ·  {moment(step.at)}  ·  {tr('line {seq}', seq=step.seq)}", "text2"),
    ]
    if step.by != replay.decision.officer:
        told.append(_tone(tr("Not by the officer: {by}", by=step.by), "text2"))
    if replay.purged is not None:
        told.append(_tone(render(replay.purged), "amber"))
    return _title(tr("What changed in this step")) + _lines(told)


def _data(replay: Replay, state: AsSeen) -> str:
    tied = {
        link.shipment_id for link in state.links.values() if link.link_class is not LinkClass.NONE
    }
    shown = [one for name, one in state.shipments.items() if name in tied]
    if not shown:
        return _title(tr("Shipment data")) + _lines([_safe(tr("None was on screen."))])
    return "".join(_shipment(one, replay.today.get(one.shipment_id)) for one in shown)


def _shipment(seen: Shipment, today: Shipment | None) -> str:
    rows = []
    for name, then in _fields(seen).items():
        now = _fields(today)[name] if today is not None else "-"
        if then == now == "-":
            continue
        other = now != then
        told = _tone(f"▲ {now}", "amber") if other else _tone(now, "text2")
        rows.append(
            f'<tr><td style="{_CELL}; white-space:pre">{_tone(name, "text2")}</td>'
            f'<td style="{_CELL}">{_safe(then)}</td><td style="{_CELL}">{told}</td></tr>'
        )
    head = (
        f'<tr><td></td><td style="{_CELL}">{_tone(_seen(seen), "text2")}</td>'
        f'<td style="{_CELL}">{_tone(_today(today), "text2")}</td></tr>'
    )
    return _title(seen.shipment_id) + f'<table cellspacing="0">{head}{"".join(rows)}</table>'


def _seen(one: Shipment) -> str:
    return tr("Seen, v{version}", version=one.version)


def _today(today: Shipment | None) -> str:
    if today is None:
        return tr("Today: not linked")
    return tr("Today, v{version}", version=today.version)


def _fields(one: Shipment) -> dict[str, str]:
    mass = "-" if one.gross_kg is None else f"{one.gross_kg:,} kg".replace(",", "\u202f")
    parties = {
        tr("Shipper"): one.shipper.name if one.shipper else "",
        tr("Consignee"): one.consignee.name if one.consignee else "",
    }
    seals = (seal for piece in one.equipment for seal in piece.seals)
    told = {
        tr("Goods"): one.goods_text,
        tr("Pieces"): "" if one.pieces is None else str(one.pieces),
        tr("Mass"): mass,
        **parties,
        tr("Equipment"): ", ".join(piece.number for piece in one.equipment),
        tr("Seals"): ", ".join(str(seal) for seal in seals),
        tr("Place"): one.sub_location,
    }
    return {name: value or "-" for name, value in told.items()}


def _notices(state: AsSeen) -> str:
    title = _title(tr("Notices on screen"))
    if state.notices is None:
        return title + _lines([_tone(tr("Not on record."), "text2")])
    if not state.notices:
        return title + _lines([_safe(tr("None."))])
    return title + _lines(_notice(one, state) for one in state.notices)


def _notice(one: Notice, state: AsSeen) -> str:
    word, tone = _SEVERITIES[one.severity]
    taken = f"  {tr('(acknowledged)')}" if one.key in state.acknowledged else ""
    return f"{_tone(tr(word), tone)} {_safe(render(one.sentence))}{_tone(taken, 'text2')}"


def _findings(state: AsSeen) -> str:
    title = _title(tr("Model"))
    if not state.reports:
        return title + _lines([_safe(tr("No report was here yet."))])
    told = []
    for (_, view), report in state.reports.items():
        about = f"{report.model_name}, {view_words(view)}"
        if not report.findings:
            why = render(report.reason) if report.reason else tr("Nothing flagged")
            told.append(f"{_tone(about, 'text2')} {_safe(why)}")
        for finding in report.findings:
            verdict = state.verdicts.get(finding.finding_id)
            said = tr(_VERDICTS[verdict]) if verdict else tr("no verdict yet")
            text = f"M{finding.number} {render(finding.title)}, {render(finding.measure)}"
            told.append(f"{_safe(text)} {_tone(said, 'text' if verdict else 'text2')}")
    return title + _lines(told)


def _decision(state: AsSeen) -> str:
    made: Draft | Recommendation | None = state.decision or state.draft
    if made is None:
        return ""
    title = tr("Decision") if state.decision is not None else tr("Form as it was filled in")
    reasons = {**REFERRAL_REASONS, **RELEASE_REASONS, **OTHER_REASONS.get(made.kind, {})}
    sure = "-" if not made.confidence else tr("{level} of 5", level=made.confidence)
    rows = {
        tr("Recommended"): tr(KIND_WORDS[made.kind]),
        tr("Reasons"): ", ".join(tr(reasons.get(one, one)) for one in made.reasons) or "-",
        tr("Confidence"): sure,
        tr("Note"): made.note or "-",
    }
    return _title(title) + _lines(
        f"{_tone(name, 'text2')} {_safe(value)}" for name, value in rows.items()
    )

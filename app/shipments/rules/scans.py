"""Rules on the scan, its links, and what was measured in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.domain.identifiers import Key, comparable, confusable
from app.domain.notice import Comparison, Notice, Severity
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.domain.threat import ScreeningState
from app.domain.words import Sentence, phrase, say
from app.domain.work import LinkClass
from app.shipments.discrepancies import compare
from app.shipments.pieces import KEY_OF_KIND, pieces, read_numbers
from app.shipments.rules.case import Case

_LIKELY = (LinkClass.STRONG, LinkClass.PROBABLE)


def link_not_confirmed(case: Case) -> Iterator[Notice]:
    """R-LINK: only an officer confirms which shipment a scan shows.

    A strong link is confirmed by signing while it is shown; a weaker one must be confirmed first.
    """
    if not case.item.shipments:
        return
    for scan in case.item.scans:
        links = [link for link in case.item.links if link.scan_id == scan.scan_id]
        likely = [link for link in links if link.link_class in _LIKELY]
        if not likely and any(link.link_class is LinkClass.CONFIRMED for link in links):
            continue
        names = [link.shipment_id for link in likely or links]
        listed = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        if likely and all(link.link_class is LinkClass.STRONG for link in likely):
            yield Notice(
                "LINK",
                Severity.NOTE,
                "",
                say("By signing you confirm that this scan shows {shipments}.", shipments=listed),
                subject=scan.scan_id,
            )
        else:
            yield Notice(
                "LINK",
                Severity.BLOCK,
                "",
                say("Confirm that this scan shows {shipments}.", shipments=listed),
                "LINK_DOUBT",
                scan.scan_id,
            )


def links_compete(case: Case) -> Iterator[Notice]:
    """R-LINK: two shipments claim one scan."""
    for scan in case.item.scans:
        links = [link for link in case.item.links if link.scan_id == scan.scan_id]
        rivals = [link for link in links if link.link_class is LinkClass.CONFLICT]
        if rivals and not any(link.link_class is LinkClass.CONFIRMED for link in links):
            yield Notice(
                "LINK2",
                Severity.WARNING,
                "",
                say(
                    "Shipments compete for this scan: {shipments}.",
                    shipments=", ".join(link.shipment_id for link in rivals),
                ),
                "LINK_DOUBT",
                scan.scan_id,
            )


def pieces_not_seen(case: Case) -> Iterator[Notice]:
    """R034: every declared piece must be imaged, and of several each viewed to the end."""
    for shipment in case.shipments:
        declared = pieces(case.item, shipment)
        imaged = [piece for piece in declared if piece.scans]
        if len(imaged) < len(declared):
            missing = [piece.equipment.number for piece in declared if not piece.scans]
            yield Notice(
                "R034I",
                Severity.BLOCK,
                "115" if len(declared) > 1 else "",
                say(
                    "{count} of {total} declared pieces imaged; no image of {numbers}.",
                    count=len(imaged),
                    total=len(declared),
                    numbers=", ".join(missing[:4]),
                ),
                "NOT_IMAGED",
                shipment.shipment_id,
            )
        viewed = [piece for piece in imaged if piece.seen_whole(case.item)]
        if len(imaged) > 1 and len(viewed) < len(imaged):
            yield Notice(
                "R034",
                Severity.BLOCK,
                "115",
                _viewed_sentence(declared[0].equipment.kind, len(viewed), len(declared)),
                subject=shipment.shipment_id,
            )


def _viewed_sentence(kind: str, viewed: int, total: int) -> Sentence:
    """One phrase for each kind, so that each can be translated."""
    values = {"viewed": viewed, "total": total}
    if kind == "trailer":
        return say("{viewed} of {total} trailers viewed to the end.", **values)
    if kind == "railcar":
        return say("{viewed} of {total} rail cars viewed to the end.", **values)
    if kind == "container":
        return say("{viewed} of {total} containers viewed to the end.", **values)
    return say("{viewed} of {total} pieces viewed to the end.", **values)


def seals(case: Case) -> Iterator[Notice]:
    """R080, R081: the seal that was read against the seals declared for that equipment."""
    for scan in case.item.scans:
        text = scan.identifiers.get(Key.SEAL, "")
        linked = [s for s in case.shipments if _linked(case, scan, s)]
        if not text or not linked:
            continue
        declared = [number for s in linked for number in _seals_of(case, scan, s)]
        for read in (part.strip() for part in text.replace(";", ",").split(",")):
            notice = _seal_notice(read, declared, scan)
            if read and notice is not None:
                yield notice


def _linked(case: Case, scan: Scan, shipment: Shipment) -> bool:
    return any(
        link.scan_id == scan.scan_id and link.shipment_id == shipment.shipment_id
        for link in case.item.links
    )


def _seals_of(case: Case, scan: Scan, shipment: Shipment) -> list[str]:
    """Return the seals declared for what the scan shows; of the whole shipment when unclear."""
    shown = [p.equipment for p in pieces(case.item, shipment) if scan in p.scans]
    numbers = read_numbers(scan)
    for piece in shipment.equipment:
        key = KEY_OF_KIND.get(piece.kind)
        if (
            key is not None
            and numbers.get(key) == comparable(key, piece.number)
            and piece not in shown
        ):
            shown.append(piece)
    return [seal for piece in shown or shipment.equipment for seal in piece.seals]


def _seal_notice(read: str, declared: list[str], scan: Scan) -> Notice | None:
    subject = f"{scan.scan_id} {read}"
    if not declared:
        sentence = say("Seal {read} was read, and no seal is declared.", read=read)
        return Notice("R080", Severity.WARNING, "93", sentence, "SEAL_NOT_DECLARED", subject)
    if comparable(Key.SEAL, read) in {comparable(Key.SEAL, number) for number in declared}:
        return None
    values = {"read": read, "declared": ", ".join(declared[:3])}
    if any(confusable(read, number) for number in declared):
        sentence = say("Seal {read} was read, {declared} declared: possibly misread.", **values)
    else:
        sentence = say("Seal {read} was read, {declared} declared.", **values)
    return Notice("R081", Severity.WARNING, "92", sentence, "SEAL_MISMATCH", subject)


_SAID: Mapping[str, str] = MappingProxyType(
    {
        "I01_WEIGHT": phrase("Mass: {declared} declared, {seen} seen."),
        "I02_DECLARED_EMPTY": phrase("Declared empty, but a load is seen on {seen} of the area."),
        "I03_DECLARED_LOADED_EMPTY": phrase("Declared loaded, but goods on {seen} of the area."),
        "I05_MATERIAL": phrase("Material unlike the declared goods: {seen} of it."),
        "I11_EQUIPMENT": phrase("Length: {declared} declared, {seen} seen."),
    }
)
_PARAGRAPH: Mapping[str, str] = MappingProxyType({"I02_DECLARED_EMPTY": "104"})


def seen_differs(case: Case) -> Iterator[Notice]:
    """I01 to I11: what was measured does not fit what was declared."""
    for row in compare(case.item, case.seen):
        if row.code:
            yield _differing(row, case.item.item_id)


def _differing(row: Comparison, item_id: str) -> Notice:
    return Notice(
        row.code.split("_")[0],
        row.severity or Severity.WARNING,
        _PARAGRAPH.get(row.code, ""),
        say(
            _SAID[row.code],
            declared=row.declared.values.get("figure", ""),
            seen=row.seen.values["figure"],
        ),
        row.code,
        item_id,
    )


def model_unknown(case: Case) -> Iterator[Notice]:
    """A screening that failed is UNKNOWN, never clear: the officer must know."""
    for report in case.item.reports:
        if report.state is ScreeningState.UNKNOWN:
            yield Notice(
                "UNKNOWN",
                Severity.WARNING,
                "",
                say(
                    "The model gave no result for view {view}: {reason}",
                    view=report.view,
                    reason=report.reason or say("no reason was given."),
                ),
                # A picture that could not even be measured is of no use to the officer either.
                "" if report.seen_sha256 else "IMAGE_QUALITY",
                f"{report.scan_id} {report.view}",
            )


def not_screened(case: Case) -> Iterator[Notice]:
    """A view that no model has looked at yet."""
    done = {(report.scan_id, report.view) for report in case.item.reports}
    for scan in case.item.scans:
        for view in scan.views:
            if (scan.scan_id, view) not in done:
                yield Notice(
                    "UNSCREENED",
                    Severity.WARNING,
                    "",
                    say("View {view} has not been screened by the model.", view=view),
                    subject=f"{scan.scan_id} {view}",
                )


def one_energy(case: Case) -> Iterator[Notice]:
    """Material needs both energies."""
    for scan in case.item.scans:
        views = [view for view in scan.views if len(scan.of_view(view)) < 2]
        if views and not any(_holds_both(scan, view) for view in views):
            yield Notice(
                "ENERGY1",
                Severity.NOTE,
                "",
                say("One energy only: material cannot be told."),
                subject=scan.scan_id,
            )


def _holds_both(scan: Scan, view: str) -> bool:
    """Whether one file of the view holds both energies."""
    return any(file.energy == "both" for file in scan.of_view(view))

"""The scan itself: its links and its screening."""

from __future__ import annotations

from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.scan import Scan
from app.domain.threat import ScreeningState
from app.domain.words import phrase, say
from app.domain.work import LinkClass
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    WARN,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_item,
    of_scan,
)

_LIKELY = (LinkClass.STRONG, LinkClass.PROBABLE)


@of_scan(
    ("LINK", "", WARN, DECISION),
    phrase("Only an officer confirms which shipment a scan shows, by signing where it is strong."),
    Need.SHIPMENT,
)
def _confirmed(case: Case, scan: Scan) -> Outcomes:
    if not case.item.shipments:
        yield Lacks(Need.SHIPMENT)
        return
    links = [link for link in case.item.links if link.scan_id == scan.scan_id]
    likely = [link for link in links if link.link_class in _LIKELY]
    if not likely and any(link.link_class is LinkClass.CONFIRMED for link in links):
        return
    names = [link.shipment_id for link in likely or links]
    listed = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    if likely and all(link.link_class is LinkClass.STRONG for link in likely):
        yield Fires(
            say("By signing you confirm that this scan shows {shipments}.", shipments=listed),
            weight=Severity.NOTE,
        )
    else:
        yield Fires(
            say("Confirm that this scan shows {shipments}.", shipments=listed),
            "LINK_DOUBT",
            weight=Severity.BLOCK,
        )


@of_scan(
    ("LINK2", "", WARN, DECISION),
    phrase("One shipment claims a scan, not several."),
)
def _compete(case: Case, scan: Scan) -> Outcomes:
    links = [link for link in case.item.links if link.scan_id == scan.scan_id]
    rivals = [link for link in links if link.link_class is LinkClass.CONFLICT]
    if rivals and not any(link.link_class is LinkClass.CONFIRMED for link in links):
        names = ", ".join(link.shipment_id for link in rivals)
        if len(rivals) > 1:
            sentence = say("Shipments compete for this scan: {shipments}.", shipments=names)
        else:
            sentence = say("{shipment} may not be what this scan shows.", shipment=names)
        yield Fires(sentence, "LINK_DOUBT")


@of_item(
    ("UNKNOWN", "", WARN, DECISION),
    phrase("A screening that failed is no result, and never a good one."),
    Need.SCREENED,
)
def _model_unknown(case: Case) -> Outcomes:
    if not case.item.reports:
        yield Lacks(Need.SCREENED)
    for report in case.item.reports:
        if report.state is ScreeningState.UNKNOWN:
            yield Fires(
                say(
                    "The model gave no result for view {view}: {reason}",
                    view=report.view,
                    reason=report.reason or say("no reason was given."),
                ),
                # A picture that could not even be measured is of no use to the officer either.
                "" if report.seen_sha256 else "IMAGE_QUALITY",
                subject=f"{report.scan_id} {report.view}",
            )


@of_scan(
    ("UNSCREENED", "", WARN, DECISION),
    phrase("Every view is screened by the model."),
)
def _not_screened(case: Case, scan: Scan) -> Outcomes:
    done = {(report.scan_id, report.view) for report in case.item.reports}
    for view in scan.views:
        if (scan.scan_id, view) not in done:
            yield Fires(
                say("View {view} has not been screened by the model.", view=view),
                subject=f"{scan.scan_id} {view}",
            )


@of_scan(
    ("ENERGY1", "", INFORM, CONTEXT),
    phrase("Material is told by two energies."),
)
def _one_energy(case: Case, scan: Scan) -> Outcomes:
    del case
    views = [view for view in scan.views if len(scan.of_view(view)) < 2]
    if views and not any(_holds_both(scan, view) for view in views):
        yield Fires(say("One energy only: material cannot be told."), weight=Severity.NOTE)


def _holds_both(scan: Scan, view: str) -> bool:
    """Whether one file of the view holds both energies."""
    return any(file.energy == "both" for file in scan.of_view(view))


ROWS: tuple[Row, ...] = (
    _confirmed,
    _compete,
    _model_unknown,
    _not_screened,
    _one_energy,
)

"""``prescreen referral ID --out DIR``: the package of a signed decision, for the port."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.fetching import fetching
from app.cli.picturing import calibrated_reader
from app.cli.printing import Printer
from app.cli.show import item_named
from app.cli.workspace import workspace
from app.domain.errors import Refused
from app.domain.words import phrase, say
from app.review.referral import Making, write_package
from app.ui.printed import draw_referral

_PURGED = phrase(
    "What was decided of item {item} was purged after its time. What is left is who decided what, "
    "and when: `prescreen show` and `prescreen export` tell it."
)


def run(arguments: Arguments, printer: Printer) -> int:
    """Write the package of an item's last decision and say which files it has."""
    with (
        workspace(arguments.home, create=False) as place,
        fetching(place.settings) as fetch,
    ):
        item = item_named(arguments.id, place)
        if not item.decisions:
            raise Refused(say("Item {item} has not been decided.", item=item.item_id))
        if place.record.dispatch.is_purged(item.decisions[-1].recommendation_id):
            raise Refused(say(_PURGED, item=item.item_id))
        making = Making(
            draw=draw_referral,
            read=calibrated_reader(item, place.settings, place.store, fetch),
            fetch=fetch,
            baggage=arguments.baggage or place.settings.baggage_reports,
        )
        files = write_package(
            item.decisions[-1], item, arguments.out, store=place.store, making=making
        )
        for file in files:
            printer.line({"id": item.item_id, "path": str(file)}, str(file))
    return 0

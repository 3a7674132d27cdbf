"""The two sides that are held against each other: what is declared, and what was seen."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping

from app.domain.notice import Place
from app.domain.past import Past
from app.domain.shipment import Equipment, Function, Load, Mode, Shipment
from app.domain.work import Item
from app.shipments.discrepancies.limits import CARGO, PARCEL, Limits
from app.shipments.discrepancies.looks import Looks
from app.shipments.discrepancies.tares import TARES, Tare
from app.shipments.pieces import Piece, pieces
from app.shipments.reach import Reach
from app.shipments.seen import Seen
from app.shipments.tables import Tables


@dataclasses.dataclass(frozen=True)
class Sides:
    """One item with everything that its comparisons look at.

    Attributes
    ----------
    item
        The item as it stands on record.
    seen
        What was measured in its scans; None when nothing was.
    tables
        Code tables; None when there are none to look into.
    past
        What earlier shipments on record were like; None when the record was not asked.
    looks
        How its pictures look beside others; None when no library was asked.
    tares
        Assumed empty masses by kind of equipment.
    reach
        What the scans show besides the linked shipments.
    """

    item: Item
    seen: Seen | None = None
    tables: Tables | None = None
    past: Past | None = None
    looks: tuple[Looks, ...] | None = None
    tares: Mapping[str, Tare] = dataclasses.field(default_factory=lambda: TARES)
    reach: Reach = dataclasses.field(default_factory=Reach)

    @functools.cached_property
    def shipments(self) -> tuple[Shipment, ...]:
        """The shipments in force: of deleted ones there is nothing to compare."""
        return tuple(s for s in self.item.shipments if s.function is not Function.DELETE)

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Declared pieces that some scan of the item shows, or should show, each once."""
        shown = {p.equipment: p for s in self.shipments for p in pieces(self.item, s)}
        return tuple(shown.values())

    @property
    def whole(self) -> bool:
        """Whether every declared piece was imaged: only then do sums compare."""
        return all(piece.scans for piece in self.pieces)

    @property
    def limits(self) -> Limits:
        """From where on masses do not agree: parcels are weighed more finely than cargo."""
        small = all(piece.equipment.kind == "package" for piece in self.pieces) and all(
            s.conveyance.mode in (Mode.COURIER, Mode.AIR) for s in self.shipments
        )
        return PARCEL if small else CARGO

    @property
    def declared_empty(self) -> bool:
        """Whether everything that is declared is declared empty."""
        return bool(self.shipments) and all(map(_empty, self.shipments))

    def place(self, *names: str) -> Place | None:
        """Return the first of these places that was found in the picture (`Seen.places`)."""
        places = {} if self.seen is None else self.seen.places
        return next((places[name] for name in names if name in places), None)

    @property
    def only_piece(self) -> Equipment | None:
        """The equipment that all scans show; None when they show several, or none is declared."""
        shown = {piece.equipment for piece in self.pieces if piece.scans}
        return shown.pop() if len(shown) == 1 else None


def _empty(shipment: Shipment) -> bool:
    return shipment.conveyance.empty or (
        bool(shipment.equipment)
        and all(piece.empty or piece.load is Load.EMPTY for piece in shipment.equipment)
    )

"""What the intake service's login is used for by whoever has it: rows of people's acts.

The service renumbers marks, and moves drafts and notes, when items become one; the server does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.record.coding import canonical, plain
from tests.services.attacks import DENIED, Attack, Stage, each
from tests.unit import record_values as values


def on_joining() -> Iterator[Attack]:
    """Yield what is tried."""
    yield from (
        Attack("intake", tries, how, refused)
        for tries, how, refused in (
            (
                "changes a mark",
                each(
                    "UPDATE mark SET body = '{}'",
                    "UPDATE mark SET number = number + 1",
                    "UPDATE mark SET seq = 0",
                    "INSERT INTO mark SELECT * FROM mark ON CONFLICT DO NOTHING",
                ),
                DENIED,
            ),
            (
                "deletes or moves a draft",
                each("DELETE FROM draft", "UPDATE draft SET item_id = '{mine}'"),
                DENIED,
            ),
            (
                "deletes or moves an acknowledgement",
                each("DELETE FROM acknowledged", "UPDATE acknowledged SET item_id = '{mine}'"),
                DENIED,
            ),
            (
                "deletes or moves what was noted",
                each("DELETE FROM observed", "UPDATE observed SET item_id = '{mine}'"),
                DENIED,
            ),
            (
                "calls what moves acts of people",
                each(
                    "SELECT move_acts('{held}', '{mine}')",
                    "SELECT require_renumbered('{held}', '{mine}', '[]')",
                    "SELECT act_items_joined(NULL, NULL, NULL)",
                ),
                DENIED,
            ),
            (
                "joins items that share nothing",
                _joined("dangerous", "waiting", tied=False),
                "no_join",
            ),
            ("joins an item with itself", _joined("waiting", "waiting"), "no_join"),
            ("joins an item that an officer has", _joined("held", "waiting"), "no_join"),
            ("joins an item that is decided", _joined("decided", "waiting"), "no_join"),
            ("joins an item that there is not", _joined("nothing", "waiting"), "no_join"),
            (
                "changes another item's mark while it joins two",
                _joined("dangerous", "waiting", marks=("X-decided-m",)),
                "not_renumbered",
            ),
            (
                "says of one item that another was joined",
                _joined("dangerous", "waiting", subject="mine"),
                "shape",
            ),
        )
    )


def _joined(
    vacated: str,
    kept: str,
    *,
    tied: bool = True,
    marks: tuple[str, ...] = (),
    subject: str = "",
) -> Callable[[Stage], object]:
    """Say that two items became one, after saying that they show one shipment."""

    def tried(stage: Stage) -> object:
        gone, stays = stage.items.get(vacated, vacated), stage.items[kept]
        told = [plain(values.mark(name, 9, "S-X-decided")) for name in marks]
        body = {"vacated": gone, "kept": stays, "renumbered": told}
        with stage.connection.transaction():
            if tied:
                stage.connection.execute(_TIE, (f"8000{stays}", canonical({"version": 1}), gone))
            return stage.write("items_joined", subject or kept, body)

    return tried


_TIE = (
    "INSERT INTO link (scan_id, shipment_id, link_class, body, seq) "
    "SELECT scan_id, %s, 'STRONG', %s, 0 FROM scan WHERE item_id = %s ON CONFLICT DO NOTHING"
)

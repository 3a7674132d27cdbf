"""What people try with legal holds: to put one, to end one, to let one stand for two."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.services.attacks import Attack, Stage

STANDS = "h0000000e"
"""The hold that stands on `held` before anybody tries anything."""
REASON = "A court asked for it."


def on_holds() -> Iterator[Attack]:
    """Yield what everybody tries."""

    def hold(kind: str, name: str = "h00000001", reason: str = REASON) -> Callable[[Stage], object]:
        body = {"hold": name, "reason": reason}
        return lambda stage: stage.write(kind, "waiting", body)

    def lift_all(stage: Stage) -> object:
        return stage.write("hold_lifted", "held", {"reason": REASON})

    put, lift = "hold_put", "hold_lifted"
    yield from (
        Attack(who, tries, how, refused)
        for who, tries, how, refused in (
            ("officer", "puts a legal hold", hold(put), "role"),
            ("officer", "lifts a legal hold", hold(lift), "role"),
            ("intake", "lifts a legal hold", hold(lift), "role"),
            ("administrator", "lifts a hold that there is not", hold(lift), "not_held"),
            ("administrator", "lifts a hold as another item's", hold(lift, STANDS), "not_held"),
            ("administrator", "lifts all holds of an item in one", lift_all, "shape"),
            ("administrator", "puts a hold under the name of another", hold(put, STANDS), "known"),
            ("administrator", "names a hold as she likes", hold(put, "1"), "shape"),
            ("administrator", "holds for no reason", hold(put, reason=" "), "no_reason"),
        )
    )

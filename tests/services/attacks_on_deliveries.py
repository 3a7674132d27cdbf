"""What people try with the measurements of how views reached the screen."""

from __future__ import annotations

from collections.abc import Iterator

from tests.services.attacks import DENIED, NOTHING, Attack, each

_KEEP = "INSERT INTO delivery VALUES ('{name}', 'S-{{{item}}}', '{who}', 'now', '{{}}')"


def _keep(name: str, item: str, who: str) -> str:
    return _KEEP.format(name=name, item=item, who=who)


def on_deliveries() -> Iterator[Attack]:
    """Yield what everybody tries."""
    keep = _keep
    change = each("UPDATE delivery SET body = ''", "DELETE FROM delivery", "TRUNCATE delivery")
    others = "SELECT * FROM delivery WHERE officer <> 'tremblay'"
    elsewhere = "SELECT scan_id FROM delivery WHERE scan_id = 'S-{elsewhere}'"
    large = "INSERT INTO delivery VALUES ('l', 'S-{mine}', 'tremblay', '', repeat('x', 2049))"
    yield from (
        Attack(who, tries, how, refused)
        for who, tries, how, refused in (
            ("officer", "says that a colleague opened a scan", keep("a", "mine", "singh"), DENIED),
            ("officer", "measures another port's scan", keep("b", "elsewhere", "tremblay"), DENIED),
            ("officer", "changes what was measured", change, DENIED),
            ("officer", "fills the record with a measurement", large, DENIED),
            ("officer", "reads which scans colleagues opened", others, NOTHING),
            ("supervisor", "changes what was measured", change, DENIED),
            ("evaluator", "reads who opened a scan", "SELECT officer FROM delivery", DENIED),
            ("evaluator", "measures a scan", keep("c", "mine", "tremblay"), DENIED),
            ("evaluator", "reads measurements of another port", elsewhere, NOTHING),
            ("port officer", "reads measurements", "SELECT body FROM delivery", DENIED),
        )
    )

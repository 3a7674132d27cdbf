"""What somebody tries alone, with one sign-in, that takes two persons."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.decision import Kind
from tests.services.agency import VIEWS, said
from tests.services.attacks import DENIED, Attack, Stage, decide, each

TARGET = {"TARGET:": "On paper."}


def on_four_eyes() -> Iterator[Attack]:
    """Yield what is tried on what she signed herself, and on a target of another unit."""
    vouches = each(
        "INSERT INTO vouched VALUES (1, 'singh', 'tremblay', 'remove_mark', '{signed}', 'now', 0)",
        "UPDATE vouched SET used = 0",
        "SELECT * FROM vouched",
    )
    yield from (
        Attack(who, tries, how, refused)
        for who, tries, how, refused in (
            # --- a mark that a signature covers
            ("officer", "deletes a signed mark without opening the item", _unopened, "signed"),
            ("officer", "deletes a signed mark alone", _removed(), "second_needed"),
            (
                "officer",
                "deletes a signed mark and names who did not sign in",
                _removed("okafor"),
                "second_needed",
            ),
            (
                "officer",
                "deletes a signed mark by her own name",
                _removed("tremblay"),
                "second_needed",
            ),
            (
                "officer",
                "deletes a signed mark by a word for an override",
                _removed("singh", vouched=("override", "signed")),
                "second_needed",
            ),
            (
                "officer",
                "deletes a signed mark by a word for another item",
                _removed("singh", vouched=("remove_mark", "waiting")),
                "second_needed",
            ),
            (
                "officer",
                "deletes a signed mark past the functions",
                each(
                    "DELETE FROM mark WHERE mark_id = '{signed}-m'",
                    "UPDATE mark SET removed = 1 WHERE mark_id = '{signed}-m'",
                    "UPDATE mark SET body = '{}' WHERE mark_id = '{signed}-m'",
                    "SELECT act_mark_changed(NULL, 'mark_removed', '{signed}', '', NULL)",
                    "SELECT require_second(NULL, 'remove_mark', '{signed}', 'singh', false)",
                ),
                DENIED,
            ),
            ("officer", "writes herself a second person's word", vouches, DENIED),
            ("supervisor", "deletes a mark that an officer signed, alone", _alone, "second_needed"),
            # --- a target of another unit
            (
                "officer",
                "overrides an existing target alone",
                decide("mine", kind=Kind.RECOMMEND_RELEASE, overrides=TARGET),
                "second_needed",
            ),
            (
                "officer",
                "overrides an existing target by her own name",
                decide("mine", kind=Kind.RECOMMEND_RELEASE, overrides=TARGET, second="tremblay"),
                "second_needed",
            ),
            (
                "officer",
                "overrides an existing target by a word for a mark",
                _overridden(("remove_mark", "mine")),
                "second_needed",
            ),
            (
                "officer",
                "overrides an existing target past the functions",
                each(
                    "INSERT INTO decision VALUES ('alone', '{mine}', '', 'tremblay', "
                    "'RECOMMEND_RELEASE', '{}', 0)",
                    "UPDATE decision SET kind = 'RECOMMEND_RELEASE'",
                    "UPDATE entry SET outcome = 'RECOMMEND_RELEASE' WHERE item_id = '{mine}'",
                    "UPDATE constant SET value = '[]' WHERE name = 'two_persons'",
                    "SELECT act_decided(NULL, '{mine}', '', NULL)",
                ),
                DENIED,
            ),
            ("supervisor", "overrides an existing target alone", _as_supervisor, "second_needed"),
        )
    )


def _gone(stage: Stage, second: str | None) -> None:
    item = stage.items["signed"]
    beside = {} if second is None else {"second": second}
    stage.write("mark_removed", "signed", {"scan_id": f"S-{item}", "mark_id": f"{item}-m"} | beside)


def _unopened(stage: Stage) -> object:
    return _gone(stage, None)


def _removed(
    second: str | None = None, vouched: tuple[str, str] | None = None
) -> Callable[[Stage], object]:
    """Open what was signed and take its mark away, in one go, so that nothing of it stays."""

    def tried(stage: Stage) -> object:
        if vouched is not None:
            _vouch(stage, *vouched)
        with stage.connection.transaction():
            stage.run("SELECT claim('{signed}')")
            return _gone(stage, second)

    return tried


_alone = _removed()


def _overridden(vouched: tuple[str, str]) -> Callable[[Stage], object]:
    def tried(stage: Stage) -> object:
        _vouch(stage, *vouched)
        release = Kind.RECOMMEND_RELEASE
        return stage.decide("mine", kind=release, overrides=TARGET, second="singh")

    return tried


def _as_supervisor(stage: Stage) -> object:
    item = stage.items["waiting"]
    with stage.connection.transaction():
        stage.run("SELECT claim('{waiting}')")
        for view in VIEWS:
            place = {"scan_id": f"S-{item}", "view": view}
            stage.write("view_shown", "waiting", {**place, "readable": True})
            stage.write("view_seen", "waiting", place)
        return stage.decide("waiting", kind=Kind.RECOMMEND_RELEASE, overrides=TARGET)


def _vouch(stage: Stage, act: str, which: str) -> None:
    """Let a colleague sign in for one act on one item beside her."""
    beside = {"act": act, "first": stage.login, "name_tag": "t"}
    with stage.agency.signed_in("singh") as second:
        second.execute("SELECT append('seconded', %s, %s)", (stage.items[which], said(beside)))

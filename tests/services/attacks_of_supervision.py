"""What people try around supervision, with plain SQL: answers, lots, blind second readings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.supervision import RULE
from app.record.coding import plain
from tests.services.agency import HERE, VIEWS, Agency, recommendation, said
from tests.services.attacks import DENIED, NOTHING, Attack, Stage, each, raw

NAMES = ("blind", "read", "named", "answered", "own", "hers")
"""Items of `put_stage`, beside those of the other attacks."""


def put_stage(agency: Agency, items: dict[str, str]) -> None:
    """Decide items, and ask for second readings of some.

    ``blind`` waits for any second reader, ``read`` for tremblay, ``named`` for okafor, who has
    begun; ``own`` was decided by tremblay, ``hers`` by okafor, ``answered`` is answered.
    """
    agency.put_items({items[name]: HERE for name in NAMES})
    for name, account in {
        **dict.fromkeys(NAMES, "singh"),
        "own": "tremblay",
        "hers": "okafor",
    }.items():
        decide_as(agency, account, items[name], f"d-{name}")
    with agency.signed_in("chen") as chen:
        for name, reader in {
            "blind": "",
            "own": "",
            "read": "tremblay",
            "named": "okafor",
        }.items():
            first = "tremblay" if name == "own" else "singh"
            body = said(asked(name, first, reader))
            chen.execute("SELECT append('reading_asked', %s, %s)", (items[name], body))
        told = said(answer("answered", name="D. Chen"))
        chen.execute("SELECT append('supervised', %s, %s)", (items["answered"], told))
        seed = said({"rule": RULE, "seed": "Gazette", "share": 0.5})
        chen.execute("SELECT append('seed_put', 'releases', %s)", (seed,))
    with agency.signed_in("okafor") as okafor:
        begun = said(note("named", "draft", "", None))
        okafor.execute("SELECT append('reading_noted', %s, %s)", (items["named"], begun))


def decide_as(agency: Agency, account: str, item: str, decision: str) -> None:
    """Look at an item, judge its finding, and refer it."""
    with agency.signed_in(account) as person:
        person.execute("SELECT claim(%s)", (item,))
        for view in VIEWS:
            place = {"scan_id": f"S-{item}", "view": view}
            shown, seen = said({**place, "readable": True}), said(place)
            person.execute("SELECT append('view_shown', %s, %s)", (item, shown))
            person.execute("SELECT append('view_seen', %s, %s)", (item, seen))
        verdict = {"finding_id": f"R-{item}/1", "scan_id": f"S-{item}", "verdict": "agree"}
        person.execute("SELECT append('verdict_given', %s, %s)", (item, said(verdict)))
        signed = recommendation(item, account, recommendation_id=decision)
        person.execute("SELECT append('decided', %s, %s)", (item, said(signed)))


def asked(name: str, first: str, reader: str) -> dict[str, object]:
    """Return what asks for the second reading of an item."""
    return {
        "reading_id": f"r-{name}",
        "recommendation_id": f"d-{name}",
        "first": first,
        "reader": reader,
        "hide_model": True,
    }


def answer(of: str, **changed: object) -> dict[str, object]:
    """Return what a supervisor says of an item's decision."""
    told = {
        "recommendation_id": f"d-{of}",
        "answer": "agree",
        "reasons": [],
        "comment": "",
        "name": "E. Okafor",
        "why": ["referral"],
    }
    return {**told, **changed}


def tries(kind: str, which: str, body: object) -> Callable[[Stage], object]:
    """Write a line as the program would."""
    return lambda stage: stage.write(kind, which, body)


def note(reading: str, what: str, name: str, value: object) -> dict[str, object]:
    return {"reading_id": f"r-{reading}", "what": what, "name": name, "value": value}


def sign(stage: Stage, reading: str, **changed: object) -> object:
    """Sign a second reading."""
    item = stage.items[reading]
    signed = recommendation(item, str(changed.pop("by", stage.login)), **changed)
    body = {
        "reading_id": f"r-{reading}",
        "recommendation_id": f"d-{reading}",
        "recommendation": plain(signed),
    }
    return stage.send("reading_signed", reading, said(body))


def adjudicates(name: str, **changed: object) -> dict[str, object]:
    """Return what a third person says of two readings."""
    told = {
        "reading_id": f"r-{name}",
        "recommendation_id": f"d-{name}",
        "stands": "first",
        "comment": "",
        "answer": "",
        "name": "E. Okafor",
        "why": ["readers"],
    }
    return {**told, **changed}


def approve_own_verdict(stage: Stage) -> object:
    (line,) = stage.agency.rows(
        "SELECT seq FROM verdict WHERE officer = 'okafor' AND scan_id = %s",
        f"S-{stage.items['hers']}",
    )
    body = {"verdict_line": line[0], "approved": True, "reason": ""}
    return stage.send("label_approved", "hers", said(body))


_APPROVES = {"verdict_line": 1, "approved": True, "reason": ""}
_SEED = {"rule": RULE, "seed": "mine", "share": 0.0}
_FIRST_READERS = "SELECT first FROM second_reading"


def _first_of(name: str) -> str:
    return f"SELECT 1 WHERE first_reader('r-{name}') <> ''"


_WHAT_IS_HIDDEN = (
    "SELECT 1 FROM decision WHERE item_id = '{{{0}}}' UNION ALL "
    "SELECT 1 FROM entry WHERE item_id = '{{{0}}}' UNION ALL "
    "SELECT 1 FROM verdict WHERE scan_id = 'S-{{{0}}}' UNION ALL "
    "SELECT 1 FROM viewed WHERE scan_id = 'S-{{{0}}}' UNION ALL "
    "SELECT 1 FROM shown WHERE scan_id = 'S-{{{0}}}' UNION ALL "
    "SELECT 1 FROM mark WHERE scan_id = 'S-{{{0}}}' UNION ALL "
    "SELECT 1 FROM acknowledged WHERE item_id = '{{{0}}}' UNION ALL "
    "SELECT 1 FROM line WHERE subject = '{{{0}}}' AND actor <> my_account() UNION ALL "
    'SELECT 1 FROM payload WHERE body LIKE \'%%"item_id":"{{{0}}}"%%\''
)


def _hidden(name: str) -> str:
    return _WHAT_IS_HIDDEN.format(name).replace("%%", "%")


def by_officers_around_supervision() -> Iterator[Attack]:
    """Yield the attempts of an officer."""
    yield from (
        Attack("officer", what, how, refused)
        for what, how, refused in (
            ("answers a decision as supervisors do", tries("supervised", "own", {}), "role"),
            ("publishes a seed for lots", tries("seed_put", "releases", _SEED), "role"),
            (
                "says that a lot fell upon an item",
                tries("item_drawn", "waiting", {"seed_line": 1}),
                "role",
            ),
            ("asks for a second reading", tries("reading_asked", "own", {}), "role"),
            ("says which of two readings stands", tries("adjudicated", "own", {}), "role"),
            (
                "approves a verdict for training",
                tries("label_approved", "own", _APPROVES),
                "role",
            ),
            ("reads a decision that she may yet read blind", _hidden("blind"), NOTHING),
            ("reads a decision that she is to read blind", _hidden("read"), NOTHING),
            ("reads who decided what she is to read blind", _FIRST_READERS, DENIED),
            ("asks who decided what she is to read blind", _first_of("read"), NOTHING),
            ("asks who decided what she may yet read blind", _first_of("blind"), NOTHING),
            ("reads seeds before they are drawn by", "SELECT * FROM draw_seed", NOTHING),
            (
                "reads what a colleague notes in a second reading",
                "SELECT * FROM reading_note WHERE reading_id <> 'r-read'",
                NOTHING,
            ),
            (
                "reads her own decision a second time",
                tries("reading_taken", "own", {"reading_id": "r-own", "reader": "tremblay"}),
                "first_reader",
            ),
            (
                "takes a second reading that somebody else has",
                tries("reading_taken", "named", {"reading_id": "r-named", "reader": "tremblay"}),
                "reading_lost",
            ),
            (
                "gives somebody else's second reading back",
                tries("reading_taken", "named", {"reading_id": "r-named", "reader": ""}),
                "reading_lost",
            ),
            (
                "hands her second reading to a colleague",
                tries("reading_taken", "read", {"reading_id": "r-read", "reader": "singh"}),
                "reading_lost",
            ),
            (
                "notes in somebody else's second reading",
                tries("reading_noted", "named", note("named", "draft", "", None)),
                "reading_lost",
            ),
            (
                "notes a view of another item in her second reading",
                lambda s: s.send(
                    "reading_noted",
                    "read",
                    said(note("read", "viewed", "x", [f"S-{s.items['mine']}", "top"])),
                ),
                "other_item",
            ),
            (
                "notes one thing under the name of another",
                tries("reading_noted", "read", note("read", "draft", "x", None)),
                "shape",
            ),
            (
                "notes under a heading that there is not",
                tries("reading_noted", "read", note("read", "thought", "", None)),
                "shape",
            ),
            (
                "signs somebody else's second reading",
                lambda s: sign(s, "named"),
                "reading_lost",
            ),
            (
                "signs her second reading in a colleague's name",
                lambda s: sign(s, "read", by="singh"),
                "not_yours",
            ),
            (
                "signs a second reading of what was not on the screen",
                lambda s: sign(s, "read"),
                "not_shown",
            ),
        )
    )


def by_others_around_supervision() -> Iterator[Attack]:
    """Yield the attempts of supervisors, of the intake service, and of evaluators."""
    yield from (
        Attack(who, what, how, refused)
        for who, what, how, refused in (
            (
                "supervisor",
                "answers her own decision",
                tries("supervised", "hers", answer("hers")),
                "own_decision",
            ),
            (
                "supervisor",
                "answers what a colleague has answered",
                tries("supervised", "answered", answer("answered")),
                "answered",
            ),
            (
                "supervisor",
                "answers in a colleague's name",
                tries("supervised", "blind", answer("blind", name="D. Chen")),
                "not_yours",
            ),
            (
                "supervisor",
                "sends a decision back without a word",
                tries("supervised", "blind", answer("blind", answer="return", comment=" ")),
                "no_comment",
            ),
            (
                "supervisor",
                "differs for a reason that there is not",
                tries("supervised", "blind", answer("blind", answer="differ", reasons=["MOOD"])),
                "differ_reason",
            ),
            (
                "supervisor",
                "answers a decision that was never made",
                tries("supervised", "blind", answer("nothing")),
                "no_decision",
            ),
            ("supervisor", "reads a decision that she is to read blind", _hidden("named"), NOTHING),
            (
                "supervisor",
                "reads who decided what she is to read blind",
                _FIRST_READERS,
                DENIED,
            ),
            (
                "supervisor",
                "asks who decided what she is to read blind",
                _first_of("named"),
                NOTHING,
            ),
            (
                "supervisor",
                "answers a decision that she is to read blind",
                tries("supervised", "named", answer("named")),
                "reads_blind",
            ),
            (
                "supervisor",
                "has the first reader read a second time",
                tries("reading_asked", "answered", asked("answered", "singh", "singh")),
                "first_reader",
            ),
            (
                "supervisor",
                "asks for a second reading and does it herself",
                tries("reading_asked", "answered", asked("answered", "singh", "okafor")),
                "asked_for_it",
            ),
            (
                "supervisor",
                "names a second reader of another port",
                tries("reading_asked", "answered", asked("answered", "singh", "roy")),
                "no_reader",
            ),
            (
                "supervisor",
                "says falsely whose decision is read a second time",
                tries("reading_asked", "answered", asked("answered", "chen", "")),
                "shape",
            ),
            (
                "supervisor",
                "asks for a second reading twice",
                tries("reading_asked", "blind", asked("blind", "singh", "")),
                "asked_already",
            ),
            (
                "supervisor",
                "says which stands of readings that are not both signed",
                tries("adjudicated", "blind", adjudicates("blind")),
                "reading_unsigned",
            ),
            (
                "supervisor",
                "approves her own verdict for training",
                approve_own_verdict,
                "own_verdict",
            ),
            (
                "supervisor",
                "approves as a verdict what is none",
                tries("label_approved", "blind", _APPROVES),
                "no_verdict",
            ),
            (
                "supervisor",
                "says that a lot fell where none did",
                tries("item_drawn", "waiting", {"seed_line": 1}),
                "no_lot",
            ),
            (
                "supervisor",
                "publishes a share of more than all",
                tries("seed_put", "releases", {"rule": RULE, "seed": "s", "share": 1.5}),
                "bad_share",
            ),
            (
                "supervisor",
                "publishes a seed for a draw that there is not",
                tries("seed_put", "bonus", {"rule": RULE, "seed": "s", "share": 0.5}),
                "shape",
            ),
            (
                "supervisor",
                "publishes a seed that draws by what the signer chooses",
                tries("seed_put", "releases", {"rule": 1, "seed": "s", "share": 0.5}),
                "shape",
            ),
            (
                "intake",
                "answers a decision",
                tries("supervised", "blind", answer("blind")),
                "role",
            ),
            (
                "intake",
                "asks for a second reading that no lot asks for",
                tries("reading_asked", "answered", asked("answered", "singh", "")),
                "no_lot",
            ),
            (
                "intake",
                "draws an item that no lot fell upon",
                tries("item_drawn", "waiting", {"seed_line": 1}),
                "no_lot",
            ),
            (
                "evaluator",
                "reads answers, second readings or what was noted in them",
                each(
                    "SELECT * FROM supervised",
                    "SELECT * FROM second_reading",
                    "SELECT * FROM reading_note",
                    "SELECT * FROM approval",
                    "SELECT * FROM draw_seed",
                ),
                DENIED,
            ),
            (
                "port officer",
                "asks for a second reading",
                raw("reading_asked", "blind", said({})),
                "role",
            ),
        )
    )

"""What people try with results of examinations and with packages: other ports', and their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.domain.decision import Kind
from app.domain.dispatch import Address, Custodian, PackageStep, Step
from app.domain.exam_result import ExamOutcome, ExamResult
from app.record.coding import canonical, plain
from tests.services.agency import ELSEWHERE, HERE, VIEWS, Agency, recommendation, said
from tests.services.attacks import DENIED, NOTHING, Attack, Stage
from tests.unit import record_values as values

RESULTS = ("sent", "released", "far")
"""Items of `put_results`, beside those of the other attacks."""


def put_results(agency: Agency, items: dict[str, str]) -> None:
    """Refer ``sent`` here and ``far`` at another port, send both packages; release ``released``."""
    agency.put_items({items["sent"]: HERE, items["released"]: HERE, items["far"]: ELSEWHERE})
    for name, account in (("sent", "singh"), ("released", "singh"), ("far", "roy")):
        kind = Kind.RECOMMEND_RELEASE if name == "released" else Kind.REFER_FOR_EXAM
        _sign(agency, account, items[name], f"d-{name}", kind)
    for name, port in (("sent", HERE), ("far", ELSEWHERE)):
        _send(agency, items[name], f"d-{name}", port)


def _sign(agency: Agency, account: str, item: str, decision: str, kind: Kind) -> None:
    with agency.signed_in(account) as person:
        person.execute("SELECT claim(%s)", (item,))
        for view in VIEWS:
            place = {"scan_id": f"S-{item}", "view": view}
            shown, seen = said({**place, "readable": True}), said(place)
            person.execute("SELECT append('view_shown', %s, %s)", (item, shown))
            person.execute("SELECT append('view_seen', %s, %s)", (item, seen))
        signed = recommendation(item, account, recommendation_id=decision, kind=kind)
        person.execute("SELECT append('decided', %s, %s)", (item, said(signed)))


def _send(agency: Agency, item: str, decision: str, port: str) -> None:
    address = Address(port, "", Custodian.CARRIER, "")
    step = PackageStep(decision, decision, 1, Step.SENT, "dispatch", values.now(), address=address)
    with agency.signed_in("intake") as service:
        query = "SELECT seq FROM append('package_step', %s, %s)"
        row = service.execute(query, (item, said(step))).fetchone()
        assert row is not None
        body = canonical(plain(step))
        service.execute(_ROW, (row[0], decision, decision, item, body))


_ROW = (
    "INSERT INTO package_step (seq, package_id, recommendation_id, item_id, step, body) "
    "VALUES (%s, %s, %s, %s, 'sent', %s)"
)


def on_results() -> Iterator[Attack]:
    """Yield what everybody tries."""
    other = "no_referral_of_port"
    yield from (
        Attack(who, tries, how, refused)
        for who, tries, how, refused in (
            ("officer", "says what an exam at another port came to", _result("far"), other),
            ("officer", "looks another port's referral up", _named("far"), other),
            ("officer", "reads what another port found", _results("far"), other),
            ("officer", "looks up a decision that she may yet read blind", _named("blind"), other),
            (
                "officer",
                "says what was found in what a colleague released",
                _result("released"),
                "found_later",
            ),
            ("officer", "writes over a version of a result", _result("sent", 7), "version"),
            (
                "officer",
                "says a result of one item as another's",
                lambda s: s.write("exam_result", "mine", _told("sent")),
                other,
            ),
            ("officer", "recalls what a colleague sent", _recall("sent"), "not_sender"),
            ("officer", "recalls what another port sent", _recall("far"), "no_package"),
            ("officer", "recalls in a colleague's name", _recall("sent", "singh"), "not_sender"),
            ("supervisor", "says what an exam at another port came to", _result("far"), other),
            ("supervisor", "recalls what another port sent", _recall("far"), "no_package"),
            ("supervisor", "recalls in who signed's name", _recall("sent", "singh"), "shape"),
            ("supervisor", "lets a package expire", _step("sent", Step.EXPIRED), "role"),
            ("port officer", "says what an exam at another port came to", _result("far"), other),
            ("port officer", "recalls what was sent to her port", _recall("sent"), "no_recall"),
            ("port officer", "reads why something was released", _WHY, NOTHING),
            ("evaluator", "says what an exam came to", _result("sent"), "role"),
            ("evaluator", "looks a referral up", _named("sent"), "no_report"),
            ("evaluator", "reads the words of results", "SELECT body FROM exam_result", DENIED),
            ("administrator", "says what an exam came to", _result("sent"), "role"),
            ("administrator", "looks a referral up", _named("sent"), "no_report"),
            ("intake", "says what an exam came to", _result("sent"), "role"),
            ("intake", "looks a referral up as a person does", _named("sent"), DENIED),
        )
    )


_WHY = (
    "SELECT FROM referral_named('d-released', false) AS one, "
    "json_each_text(one.body::json) AS told (name, said) "
    "WHERE name <> ALL ('{recommendation_id,item_id,kind,officer,scope,sample,times,regions}') "
    "AND said NOT IN ('', '[]', '{}', '0', 'routine')"
)
"""Of what is not told, all is empty or the least there is."""


def _told(name: str, version: int = 1) -> dict[str, object]:
    decision = f"d-{name}"
    told = ExamResult(decision, ExamOutcome.RESULTANT, "X", values.now())
    return {"recommendation_id": decision, "version": version, "result": plain(told)}


def _result(name: str, version: int = 1) -> Callable[[Stage], object]:
    return lambda stage: stage.write("exam_result", name, _told(name, version))


def _named(name: str) -> Callable[[Stage], object]:
    return _asked("SELECT * FROM referral_named(%s, true)", name)


def _results(name: str) -> Callable[[Stage], object]:
    return _asked("SELECT * FROM results_named(%s)", name)


def _asked(query: str, name: str) -> Callable[[Stage], object]:
    return lambda stage: stage.connection.execute(query, (f"d-{name}",)).fetchall()


def _recall(name: str, by: str = "") -> Callable[[Stage], object]:
    return _step(name, Step.RECALLED, by)


def _step(name: str, step: Step, by: str = "") -> Callable[[Stage], object]:
    def tried(stage: Stage) -> object:
        decision, who = f"d-{name}", by or stage.login
        return stage.write(
            "package_step", name, PackageStep(decision, decision, 1, step, who, values.now())
        )

    return tried

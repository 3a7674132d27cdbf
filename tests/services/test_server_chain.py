"""The server writes the chain that the program proves: the same hash, the same text, no gap."""

from __future__ import annotations

import json

import psycopg
import pytest

from app.record.chain import Line
from app.record.coding import canonical, digest
from app.record.server.shapes import SHAPES
from tests.services.agency import ELSEWHERE, HERE, Agency, recommendation, said
from tests.services.proved import broken_line

TEXTS = (
    "C00001",
    "",
    'quoted "so" and \\ so',
    "tab\tline\nreturn\rfeed\f\b\x01\x1f\x7f",
    "Sécurité 検査 \U0001f4e6 \u202eabc\u2028",
    "'; DROP TABLE prescreen.line; --",
)
NUMBERS = (0.0, -0.0, 1.0, 900.0, 0.1, 1 / 3, 1e-5, 1.5e-7, 123456.789, 1e14, -2.5e-300, 0.0001)


@pytest.mark.parametrize("odd", TEXTS)
def test_the_server_hashes_a_line_as_the_program_does(agency: Agency, odd: str) -> None:
    line = Line(7, "2026-03-02T08:00:00.000000+00:00", odd, "decided", odd, digest(odd), odd)
    fields = (line.seq, line.at, odd, line.kind, odd, digest(odd), odd)
    assert agency.rows("SELECT line_hash(%s, %s, %s, %s, %s, %s, %s)", *fields) == [(line.hash,)]
    assert agency.rows("SELECT digest_of(%s)", odd) == [(digest(odd),)]


def test_the_server_writes_numbers_as_the_program_does(agency: Agency) -> None:
    texts = [json.dumps(number) for number in NUMBERS]
    rows = agency.rows("SELECT number_text(t, false) FROM unnest(%s::text[]) AS t", texts)
    assert [text for (text,) in rows] == texts


def test_what_the_program_writes_is_the_one_text_of_it(agency: Agency) -> None:
    body = said(recommendation("C1", "tremblay", note=TEXTS[3] + TEXTS[4]))
    shape = canonical(SHAPES["decided"])
    (told,) = agency.rows("SELECT opened(%s, %s::jsonb)::text", body, shape)[0]
    assert told == canonical(json.loads(body)["body"])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda body: body.replace('"unit"', ' "unit"'), "not_canonical"),
        (lambda body: body.replace('"confidence":4', '"confidence":4,"confidence":4'), "shape"),
        (lambda body: body.replace('"confidence":4', '"confidence":4.0'), "22P02"),
        (lambda body: body.replace('"confidence":4,', ""), "shape"),
        (lambda body: body.replace('"confidence":4', '"confidence":4,"extra":1'), "not_canonical"),
        (lambda body: body.replace("12.5", "12.50"), "not_canonical"),
        (lambda body: body.replace("REFER_FOR_EXAM", "RELEASE"), "shape"),
        (lambda body: body.replace('"salt":"', '"salt":"x'), "salt"),
        (lambda body: body.replace("+00:00", "+01:00", 1), "time"),
        (lambda body: body.replace("behind", "\\u0062ehind"), "not_canonical"),
    ],
)
def test_any_other_text_is_refused(agency: Agency, change, word: str) -> None:
    body = change(said(recommendation("C1", "tremblay")))
    with pytest.raises(psycopg.Error) as caught:
        agency.rows("SELECT opened(%s, %s::jsonb)", body, canonical(SHAPES["decided"]))
    assert word in f"{caught.value.sqlstate} {caught.value}"


def test_intake_and_people_at_an_item_without_a_port_never_wait_for_each_other(
    agency: Agency,
) -> None:
    agency.put_items({"CH4": ""})
    with agency.signed_in("intake") as intake, agency.signed_in("tremblay") as officer:
        for person in (intake, officer):
            person.execute("SET lock_timeout = '2s'")
        with intake.transaction():
            # Intake's chain is locked from here on; which items the line touches it learns later.
            intake.execute("SELECT append('file_rejected', 'CH4', %s)", (said({}),))
            officer.execute("SELECT claim('CH4')")
            officer.execute("SELECT hand_back('CH4')")
            locked = "SELECT item_id FROM item WHERE item_id = 'CH4' FOR NO KEY UPDATE"
            assert intake.execute(locked).fetchone() == ("CH4",)
    kinds = "SELECT chain, kind FROM line JOIN chained USING (seq) WHERE subject = 'CH4'"
    assert set(agency.rows(kinds)) == {
        ("intake", "file_rejected"),
        ("", "claimed"),
        ("", "handed_back"),
    }
    assert broken_line(agency) == ""


def test_each_port_has_a_chain_without_gap(agency: Agency) -> None:
    agency.put_items({"CH1": HERE, "CH2": ELSEWHERE, "CH3": ""})
    for account, items in {"tremblay": ("CH1", "CH3"), "roy": ("CH2",)}.items():
        with agency.signed_in(account) as officer:
            for item in items:
                officer.execute("SELECT claim(%s)", (item,))
                officer.execute("SELECT hand_back(%s)", (item,))
    assert broken_line(agency) == ""
    rows = agency.rows("SELECT chain, subject FROM line JOIN chained USING (seq)")
    assert {(HERE, "CH1"), (ELSEWHERE, "CH2"), ("", "CH3")} <= set(rows)


@pytest.mark.parametrize("door", ["append", "claim_next", "claim", "renew", "hand_back"])
def test_what_acts_ask_is_found_by_keys_and_planned_once(agency: Agency, door: str) -> None:
    rows = agency.rows(
        "SELECT setting FROM pg_proc, unnest(proconfig) AS setting "
        "WHERE proname = %s AND pronamespace = 'prescreen'::regnamespace",
        door,
    )
    assert {"plan_cache_mode=force_generic_plan", "enable_seqscan=off", "jit=off"} <= {
        setting for (setting,) in rows
    }


def test_of_those_who_write_at_the_same_moment_one_tells_for_all(agency: Agency) -> None:
    agency.put_items({"CH5": HERE, "CH6": ELSEWHERE})
    with (
        agency.owned() as window,
        agency.signed_in("tremblay") as first,
        agency.signed_in("roy") as second,
    ):
        window.execute("LISTEN prescreen_queue")
        with first.transaction():
            first.execute("SELECT claim('CH5')")
            # It is still to be committed, and nobody waits for it.
            second.execute("SET lock_timeout = '2s'")
            second.execute("SELECT claim('CH6')")
            assert not list(window.notifies(timeout=0.2))
        assert len(list(window.notifies(timeout=5, stop_after=1))) == 1
        assert not list(window.notifies(timeout=0.2))

"""A server's record proved onward, by heads that others keep, and by cases that are taken away."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.domain.clock import system_clock
from app.domain.errors import Refused
from app.record import Record, SealKeys
from app.record.coding import canonical
from app.record.heads import heads_of, text_of_heads
from app.record.server.tables import CHAIN
from app.review.case_export import write_case
from app.review.case_verifier import Wrong, prove
from tests.services.homes import INTAKE, PASSWORD, PORT, TREMBLAY, Laid, ServerHome, lay_out
from tests.services.postgres import Cluster
from tests.unit import record_values as values


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres)


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home


def prover(server: ServerHome, login: str = INTAKE) -> Record:
    """Return the record as a machine with a key of its own has it."""
    keys = SealKeys.of(server.folder, key_folder=server.folder / "seal")
    clock = system_clock()
    opened = Record.connect(server.address(), server.folder, clock=clock, keys=keys)
    server.stack.enter_context(opened).enter(login, PASSWORD)
    return opened


def decided(server: ServerHome, name: str, number: int) -> str:
    """Let a scan with its data arrive, and refer it; return the item."""
    record = server.intake()
    record.add_image(values.scan(name), values.image(number))
    record.add_shipment(values.shipment(f"CCN{name}", port=PORT))
    record.put_link(values.link(name, f"CCN{name}"))
    record.add_report(values.report(f"r-{name}", name))
    item_id = record.item_of_scan(name)
    desk = server.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    desk.note_shown(item_id, TREMBLAY, (name, item.scans[0].views[0]))
    said = values.recommendation(f"d-{name}", item_id, TREMBLAY, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    desk.decide(dataclasses.replace(said, shipment_digests=digests), officer=TREMBLAY)
    return item_id


def forge(server: ServerHome, *statements: str) -> None:
    """Change the record as only a superuser can, with the triggers out of the way."""
    parts = server.cluster.superuser(server.database)
    with psycopg.connect(**parts, options="-c search_path=prescreen") as connection:
        connection.execute("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(statement)


CUT = (
    """DELETE FROM line USING chained WHERE chained.seq = line.seq AND chain = '0427'
    AND place = (SELECT max(place) FROM chained WHERE chain = '0427')""",
    """DELETE FROM chained WHERE chain = '0427'
    AND place = (SELECT max(place) FROM chained WHERE chain = '0427')""",
    """UPDATE chain SET length = length - 1, hash = (
        SELECT hash FROM line JOIN chained USING (seq) WHERE chain = '0427'
        ORDER BY place DESC LIMIT 1)
    WHERE chain = '0427'""",
)
"""A chain without its last line, and with the head that fits."""
OTHER_ACTOR = """UPDATE line SET actor = 'singh' FROM chained WHERE chained.seq = line.seq
AND chain = '0427' AND place = (SELECT max(place) FROM chained WHERE chain = '0427')"""
OTHER_DECISION = """UPDATE decision SET body = replace(body, 'd-s2', 'd-s3')
WHERE recommendation_id = 'd-s2'"""
OTHER_FIRST_LINE = """UPDATE line SET hash = repeat('0', 64) FROM chained
WHERE chained.seq = line.seq AND chain = '0427' AND place = 1"""


def test_a_proof_goes_on_where_the_last_one_ended(server: ServerHome) -> None:
    decided(server, "s1", 1)
    record = prover(server)
    first = record.proof.prove(onward_only=True)
    assert (first.ok, first.reason, first.whole_at, first.read_from) == (True, None, "", 1)
    assert record.proof.unbound(first.read_from) is None
    again = record.proof.prove(onward_only=True)
    assert (again.ok, again.read_from > first.lines, bool(again.whole_at)) == (True, True, True)
    decided(server, "s2", 2)
    onward = record.proof.prove(onward_only=True)
    assert (onward.ok, onward.lines > first.lines) == (True, True)
    assert first.lines < onward.read_from < onward.lines

    # What was proved before is not read again; a whole proof finds it.
    forge(
        server,
        "UPDATE payload SET body = body || ' ' WHERE digest = "
        "(SELECT payload_digest FROM line WHERE kind = 'image_added' ORDER BY seq LIMIT 1)",
    )
    assert record.proof.prove(onward_only=True).ok
    whole = record.proof.prove()
    assert (whole.ok, whole.first_bad is not None) == (False, True)
    # Nothing is remembered after that: the next is whole again.
    assert not record.proof.prove(onward_only=True).ok


@pytest.mark.parametrize(
    ("statement", "told"),
    [(OTHER_ACTOR, "is not as it was written"), (OTHER_DECISION, "not in the table")],
)
def test_what_is_new_and_not_as_it_was_is_found_onward(
    server: ServerHome, statement: str, told: str
) -> None:
    decided(server, "s1", 1)
    record = prover(server)
    assert record.proof.prove(onward_only=True).ok
    decided(server, "s2", 2)
    forge(server, statement)
    found = record.proof.prove(onward_only=True)
    assert (found.ok, told in str(found.reason)) == (False, True)


def test_a_chain_that_was_cut_is_found_onward(server: ServerHome) -> None:
    decided(server, "s1", 1)
    record = prover(server)
    assert record.proof.prove(onward_only=True).ok
    forge(server, *CUT)
    found = record.proof.prove(onward_only=True)
    assert (found.ok, "was proved before" in str(found.reason)) == (False, True)


def test_heads_of_every_chain_are_kept_and_find_a_record_that_was_rewound(
    server: ServerHome,
) -> None:
    decided(server, "s1", 1)
    record = prover(server)
    made = record.proof.new_heads((), now=True)
    with record.opened[0].read() as connection:
        ends = {row.chain: row.hash for row in connection.execute(CHAIN.select())}
    assert {head.chain: head.hash for head in made} == ends
    assert {"", PORT} <= ends.keys()
    kept = heads_of(text_of_heads(made))
    assert kept == made
    assert record.proof.new_heads(kept, now=True) == ()
    assert record.proof.kept_trouble(kept) is None
    decided(server, "s2", 2)
    assert record.proof.kept_trouble(kept) is None
    assert {head.chain for head in record.proof.new_heads(kept, now=True)} == ends.keys()

    newer = record.proof.new_heads(kept, now=True)
    forge(server, *CUT)
    trouble = record.proof.kept_trouble((*kept, *newer))
    assert trouble is not None
    assert "was rewound" in str(trouble.sentence)
    forge(server, OTHER_FIRST_LINE)
    trouble = record.proof.kept_trouble(kept)
    assert trouble is not None
    assert trouble.first_bad is not None
    assert "written anew after place 0" in str(trouble.sentence)
    alien = dataclasses.replace(kept[0], record="another")
    trouble = record.proof.kept_trouble((alien,))
    assert trouble is not None
    assert "another" in str(trouble.sentence)


def test_who_does_not_read_everything_proves_nothing(server: ServerHome) -> None:
    decided(server, "s1", 1)
    record = prover(server, "roy")
    with pytest.raises(Refused, match="does not read the whole record"):
        record.proof.new_heads((), now=True)
    with pytest.raises(Refused, match="does not read the whole record"):
        record.proof.case("no item")


def test_a_case_is_verified_elsewhere_by_one_file(server: ServerHome, tmp_path: Path) -> None:
    item_id = decided(server, "s1", 1)
    decided(server, "s2", 2)
    record = prover(server)
    kept = text_of_heads(record.proof.new_heads((), now=True))
    case = record.proof.case(item_id)
    folder = tmp_path / "case"
    write_case(case, folder)
    chains = {line["chain"] for line in case.lines}
    assert chains == {"", INTAKE, PORT}
    said = {
        json.loads(line["payload"])["body"].get("item_id", item_id)
        for line in case.lines
        if line["kind"] == "decided"
    }
    assert said == {item_id}
    (tmp_path / "heads.jsonl").write_text(kept, encoding="utf-8")
    words = ("--key", case.heads[0].key, "--heads", str(tmp_path / "heads.jsonl"))
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"{len(case.lines)} lines of this case" in ran.stdout
    assert "one of 3 chains" in ran.stdout
    assert "1 decisions" in ran.stdout
    assert ran.stdout.count("kept elsewhere") == 3
    assert "different chains" in ran.stdout
    _, open_ones = prove(folder, "", "")
    assert "no_kept" in [name for name, _ in open_ones]


def _swap_chains(tree: Any) -> None:
    for line in tree["lines"]:
        line["chain"] = {"": PORT, PORT: ""}.get(line["chain"], line["chain"])


def _swap_heads(tree: Any) -> None:
    one, other = tree["heads"][:2]
    one["chain"], other["chain"] = other["chain"], one["chain"]


ALTERATIONS: dict[str, Callable[[Any], object]] = {
    "a line is left out": lambda tree: tree["lines"].pop(3),
    "a line moves to the other chain": lambda tree: tree["lines"][0].update(chain=PORT),
    "a line moves in its chain": lambda tree: tree["lines"][4].update(place=99),
    "the chains are swapped": _swap_chains,
    "the heads are swapped": _swap_heads,
    "a head is left out": lambda tree: tree["heads"].pop(),
    "a head stands twice": lambda tree: tree["heads"].append(tree["heads"][0]),
    "a head is of another record": lambda tree: tree["heads"][1].update(record="another"),
    "a head is longer": lambda tree: tree["heads"][1].update(lines=tree["heads"][1]["lines"] + 1),
    "it says that it is of one chain": lambda tree: tree.update(version=1),
    "lines change their order": lambda tree: tree["lines"].reverse(),
    "another item is named": lambda tree: tree.update(item="another"),
}


def test_any_alteration_of_a_case_is_found(server: ServerHome, tmp_path: Path) -> None:
    item_id = decided(server, "s1", 1)
    folder = tmp_path / "case"
    write_case(prover(server).proof.case(item_id), folder)
    evidence = folder / "evidence.json"
    whole = evidence.read_text(encoding="utf-8")
    prove(folder)
    for name, alter in ALTERATIONS.items():
        tree = json.loads(whole)
        alter(tree)
        assert canonical(tree) != canonical(json.loads(whole)), name
        evidence.write_text(json.dumps(tree, indent=1) + "\n", encoding="utf-8")
        with pytest.raises(Wrong):
            prove(folder)

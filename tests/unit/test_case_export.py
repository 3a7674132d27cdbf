"""An exported case proves itself on a bare Python, and whoever alters any part of it is found."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from app.domain.decision import ModelShown, Recommendation
from app.domain.errors import KnownError, RecordDamaged
from app.domain.model_choice import ModelInForce
from app.domain.threat import Verdict
from app.domain.words import say
from app.domain.work import LinkClass
from app.record import Record
from app.record.chain import LineKind
from app.record.heads import text_of_heads
from app.review import case_verifier
from app.review.case_export import ExportUnwritable, write_case
from app.review.case_verifier import Wrong, prove, signed_by
from app.scans import FolderStore
from app.shipments.json_form import digested
from tests.unit.record_values import (
    TREMBLAY,
    Workspace,
    arrive,
    image,
    link,
    mark,
    recommendation,
    report,
    scan,
    shipment,
)

DAY_S = 86_400.0
PIXELS = {name: f"pixels of {name}\n".encode() * 50 for name in ("high.dcs", "low.dcs")}


def review(record: Record, store: FolderStore, folder: Path) -> str:
    """Let a scan with two files arrive, and decide on it."""
    for number, (name, content) in enumerate(PIXELS.items()):
        (folder / name).write_bytes(content)
        kept = store.put(folder / name)
        energy = name.removesuffix(".dcs")
        file = dataclasses.replace(image(number, energy=energy), sha256=kept.sha256, name=name)
        record.add_image(scan("s1"), file)
    item_id = record.item_of_scan("s1")
    declared = digested(shipment("9XYZPARS1"))
    record.add_shipment(declared)
    record.put_link(link("s1", declared.shipment_id))
    record.put_models((ModelInForce("", "anomaly 1", "aa" * 32, "ab" * 32),), None)
    record.add_report(report("r1", "s1"))
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    record.save_mark(item_id, TREMBLAY, mark("m1", 1, "s1"))
    record.save_verdict(item_id, TREMBLAY, "r1/1", Verdict.AGREE)
    record.decide(signed(record, item_id, declared.sha256), officer=TREMBLAY)
    return item_id


def signed(record: Record, item_id: str, sha256: str) -> Recommendation:
    (report_shown,) = record.item(item_id).reports
    shown = ModelShown(report_shown.report_id, "ab" * 32, "FLAGGED", 1, False, {}, {})
    whole = recommendation("d1", item_id, scans=(record.scan("s1"),))
    return dataclasses.replace(whole, shipment_digests=(sha256,), model=(shown,))


@dataclasses.dataclass(frozen=True)
class Exported:
    workspace: Workspace
    item_id: str
    folder: Path
    store: FolderStore
    heads: str


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """A case among others, exported with its files two days later."""
    folder = tmp_path_factory.mktemp("case")
    workspace, store = Workspace(folder), FolderStore(folder / "scans")
    with workspace.open() as record:
        record.add_account(TREMBLAY, "a long enough password")
        for number in range(1, 4):
            arrive(record, f"before{number}", 90 + number)
        item_id = review(record, store, folder)
        for number in range(1, 4):
            arrive(record, f"after{number}", 190 + number)
        workspace.hand.pass_s(DAY_S)
        record.note_rejected("bad.dcs", "00", say("Rows are missing."))
        workspace.hand.pass_s(DAY_S)
        heads = text_of_heads(record.proof.day_heads())
        write_case(record.proof.case(item_id), folder / "out", store=store)
    return Exported(workspace, item_id, folder / "out", store, heads)


@pytest.fixture
def case(exported: Exported, tmp_path: Path) -> Path:
    """A copy to be altered."""
    return Path(shutil.copytree(exported.folder, tmp_path / "copy"))


def evidence_of(folder: Path) -> Any:
    return json.loads((folder / "evidence.json").read_text("utf-8"))


def keep(folder: Path, evidence: object) -> None:
    (folder / "evidence.json").write_text(json.dumps(evidence), "utf-8")


def wrong(folder: Path, **given: str) -> str:
    """What is named as wrong, in English; it is told in French too."""
    with pytest.raises(Wrong) as caught:
        prove(folder, **given)
    english, french = caught.value.texts
    assert english != french
    return str(english)


# --- untouched ---------------------------------------------------------------------------------


def test_an_untouched_export_proves_itself(exported: Exported) -> None:
    proved, open_ones = prove(exported.folder)
    assert [name for name, _ in proved] == [
        "ok_lines",
        "ok_payloads",
        "ok_all",
        "ok_decisions",
        "ok_files",
    ]
    assert [name for name, _ in open_ones] == ["no_key", "no_kept", "no_all", "no_times"]
    values = dict(proved)
    assert values["ok_decisions"]["count"] == 1
    assert values["ok_files"]["count"] == len(PIXELS)


def test_with_the_key_and_a_kept_head_more_is_proved(exported: Exported) -> None:
    key = evidence_of(exported.folder)["head"]["key"]
    proved, open_ones = prove(exported.folder, key, exported.heads)
    assert {"ok_key", "ok_kept"} <= {name for name, _ in proved}
    assert [name for name, _ in open_ones] == ["no_all", "no_times"]


def test_a_case_holds_its_own_lines_and_nothing_of_other_cases(exported: Exported) -> None:
    lines = evidence_of(exported.folder)["lines"]
    kinds = [line["kind"] for line in lines]
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "account_added": 1,
        "claimed": 1,
        "decided": 1,
        "filing_added": 1,
        "image_added": 2,
        "link_put": 1,
        "mark_saved": 1,
        "models_put": 1,
        "record_created": 1,
        "report_added": 1,
        "shipment_added": 1,
        "verdict_given": 1,
        "view_shown": 1,
    }
    for path in exported.folder.rglob("*.*"):
        text = path.read_bytes().decode("utf-8", "replace")
        assert "before1" not in text
        assert "after1" not in text


def test_it_leads_to_the_head_that_others_keep(exported: Exported) -> None:
    head = evidence_of(exported.folder)["head"]
    assert head in [json.loads(line) for line in exported.heads.splitlines()]


def test_a_case_of_today_leads_to_the_present_head(exported: Exported, tmp_path: Path) -> None:
    copied = Workspace(Path(shutil.copytree(exported.workspace.home.parent, tmp_path / "w")))
    copied.hand.moment = exported.workspace.hand.moment
    with copied.open() as record:
        # Another name of the same folder: the anchor belongs to the place that it was made for.
        item_id = arrive(record, "s9", 900)
        write_case(record.proof.case(item_id), tmp_path / "today")
        assert evidence_of(tmp_path / "today")["head"]["lines"] == record.version()
    _, open_ones = prove(tmp_path / "today", "", exported.heads)
    assert {"no_files", "no_kept"} <= {name for name, _ in open_ones}


def test_a_person_can_read_it(exported: Exported) -> None:
    text = (exported.folder / "case.txt").read_text("utf-8")
    for part in ("REFER_FOR_EXAM", "tremblay", "dense block behind the doors", "PROTÉGÉ B"):
        assert part in text
    for content in PIXELS.values():
        assert hashlib.sha256(content).hexdigest() in text


# --- the verifier alone ------------------------------------------------------------------------


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the copied verifier as a stranger would: no site-packages, no environment."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={})


def test_it_runs_on_a_bare_python(case: Path) -> None:
    done = run(case)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("PROVED\n")
    assert "NOT PROVED" in done.stdout
    french = run(case, "--fr")
    assert french.returncode == 0
    assert french.stdout.startswith("PROUV")
    (case / "case.txt").write_text("Nothing to see.", "utf-8")
    done = run(case)
    assert (done.returncode, done.stdout) == (
        1,
        "WRONG: case.txt is not what this export says: it was changed.\n",
    )
    assert run(case, "--unknown").returncode == 2


def test_it_takes_the_key_and_the_heads(exported: Exported, case: Path, tmp_path: Path) -> None:
    (tmp_path / "heads.jsonl").write_text(exported.heads, "utf-8")
    key = evidence_of(case)["head"]["key"]
    done = run(case, str(case), "--key", key, "--heads", str(tmp_path / "heads.jsonl"))
    assert done.returncode == 0
    assert "kept elsewhere" in done.stdout
    assert run(case, "--key", "00" * 32).returncode == 1
    assert run(case, "--heads", str(tmp_path / "none")).returncode == 2


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse(Path(case_verifier.__file__).read_text("utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names


# --- Ed25519 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", case_verifier.VECTORS)
def test_the_vectors_of_rfc_8032(vector: tuple[str, str, str]) -> None:
    key, message, signature = (bytes.fromhex(part) for part in vector)
    assert signed_by(key, message, signature)
    for place in (0, 31, 32, 63):
        other = bytearray(signature)
        other[place] ^= 1
        assert not signed_by(key, message, bytes(other))


def test_it_agrees_with_another_implementation() -> None:
    chance = random.Random(8032)
    for _ in range(5):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(chance.randrange(200))
        public = private.public_key().public_bytes_raw()
        assert signed_by(public, message, private.sign(message))
        assert not signed_by(public, message + b"x", private.sign(message))


def test_a_signature_has_one_form_only() -> None:
    """S beyond the group's order would be a second signature of the same message."""
    key, message, signature = (bytes.fromhex(part) for part in case_verifier.VECTORS[1])
    order = 2**252 + 27742317777372353535851937790883648493
    beyond = int.from_bytes(signature[32:], "little") + order
    assert not signed_by(key, message, signature[:32] + beyond.to_bytes(32, "little"))
    assert not signed_by(b"\xff" * 32, message, signature)
    assert not signed_by(key[:31], message, signature)
    assert not signed_by(key, message, signature + b"\0")


def test_the_key_file_is_read_by_others(exported: Exported) -> None:
    pem = load_pem_public_key((exported.folder / "public-key.pem").read_bytes())
    assert pem.public_bytes_raw().hex() == evidence_of(exported.folder)["head"]["key"]  # type: ignore[union-attr]


# --- tampering ---------------------------------------------------------------------------------

NAMES = ("README.txt", "case.txt", "evidence.json", "public-key.pem")


def files_of(folder: Path) -> list[str]:
    here = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return sorted(set(here) - {"verify.py"})


def test_a_missing_file_is_named(case: Path) -> None:
    names = files_of(case)
    assert set(NAMES) < set(names)
    for name in names:
        content = (case / name).read_bytes()
        (case / name).unlink()
        assert name in wrong(case)
        (case / name).write_bytes(content)
    prove(case)


def test_a_changed_file_is_found(case: Path) -> None:
    chance = random.Random(5)
    for name in files_of(case):
        content = (case / name).read_bytes()
        for _ in range(4):
            place = chance.randrange(len(content))
            if name == "evidence.json" and content[place : place + 1].isspace():
                # Blanks between values say nothing; the values are altered one by one below.
                continue
            changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
            (case / name).write_bytes(changed)
            assert wrong(case), (name, place)
        (case / name).write_bytes(content)
    prove(case)


@pytest.mark.parametrize("name", ["more.txt", "files/more.dcs", "files/deeper/one", ".hidden"])
def test_a_file_too_many_is_named(case: Path, name: str) -> None:
    (case / name).parent.mkdir(exist_ok=True)
    (case / name).write_text("more", "utf-8")
    assert name in wrong(case)


def leaves(tree: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every single value."""
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*way, key))
    else:
        yield way


def altered(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, str(value), True]
    return ["", f"{value}0", None, value[:-1] + chr(ord(value[-1]) ^ 1)] if value else ["x", None]


def put(tree: Any, way: tuple[Any, ...], value: Any) -> None:
    for key in way[:-1]:
        tree = tree[key]
    tree[way[-1]] = value


def test_any_altered_value_is_found(case: Path) -> None:
    """All values of the head and of the case, and some of every line."""
    chance = random.Random(11)
    whole = evidence_of(case)
    ways = list(leaves(whole))
    chosen = [way for way in ways if way[0] != "lines"]
    for number in range(len(whole["lines"])):
        chosen += chance.sample([way for way in ways if way[:2] == ("lines", number)], 2)
    for way in chosen:
        found = whole
        for key in way:
            found = found[key]
        changed = json.loads(json.dumps(whole))
        put(changed, way, chance.choice(altered(found)))
        keep(case, changed)
        said = wrong(case)
        if way[:1] == ("lines",) and "not an export" not in said:
            assert str(whole["lines"][way[1]]["seq"]) in said or "seq" in way, (way, said)


ALTERATIONS: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("a line left out", lambda tree: tree["lines"].pop(5)),
    ("the last left out", lambda tree: tree["lines"].pop()),
    ("a line twice", lambda tree: tree["lines"].insert(5, tree["lines"][5])),
    ("two swapped", lambda tree: tree["lines"].insert(4, tree["lines"].pop(6))),
    ("none left", lambda tree: tree["lines"].clear()),
    ("more in a line", lambda tree: tree["lines"][3].update(more="x")),
    ("more in the head", lambda tree: tree["head"].update(more="x")),
    ("more beside", lambda tree: tree.update(more="x")),
    ("less in a line", lambda tree: tree["lines"][3].pop("at")),
    ("no head", lambda tree: tree.pop("head")),
    ("a payload gone", lambda tree: tree["lines"][3].update(payload=None)),
)


@pytest.mark.parametrize(
    "alteration", [act for _, act in ALTERATIONS], ids=[n for n, _ in ALTERATIONS]
)
def test_altered_lines_are_found(case: Path, alteration: Callable[[Any], object]) -> None:
    evidence = evidence_of(case)
    alteration(evidence)
    keep(case, evidence)
    assert wrong(case)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "\ud83d", '{"format": "prescreen-case"}'])
def test_what_is_no_export_is_told_in_a_sentence(case: Path, text: str) -> None:
    (case / "evidence.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert "not an export" in wrong(case)


def test_a_name_that_stands_twice_is_refused(case: Path) -> None:
    text = (case / "evidence.json").read_text("utf-8")
    (case / "evidence.json").write_text(
        text.replace('"item":', '"item": "C9", "item":', 1), "utf-8"
    )
    assert "twice" in wrong(case)


def forged(case: Path, private: Ed25519PrivateKey) -> None:
    """Sign the whole case anew, with a key of one's own, after changing what was decided."""
    evidence = evidence_of(case)
    for line in evidence["lines"]:
        if line["kind"] == "decided":
            line["payload"] = line["payload"].replace("REFER_FOR_EXAM", "RECOMMEND_RELEASE")
            line["payload_digest"] = case_verifier.digest(line["payload"])
            line["hash"] = case_verifier.line_hash(line)
    head = evidence["head"]
    # A record of the forger's own, made of these lines alone.
    previous = ""
    for seq, line in enumerate(evidence["lines"], start=1):
        line |= {"seq": seq, "previous": previous}
        previous = line["hash"] = case_verifier.line_hash(line)
    _tree(evidence)
    key = private.public_key().public_bytes_raw().hex()
    head |= {"lines": len(evidence["lines"]), "hash": previous, "key": key}
    head["signature"] = private.sign(case_verifier.head_statement(head)).hex()
    evidence["signature"] = private.sign(case_verifier.case_statement(evidence)).hex()
    keep(case, evidence)
    (case / "public-key.pem").write_text(case_verifier.pem_of(key), "utf-8")
    (case / "case.txt").write_text(case_verifier.case_text(evidence), "utf-8")


def _tree(evidence: Any) -> None:
    from app.record.tree import Growing, paths  # noqa: PLC0415 - the forger has the program too

    hashes = [line["hash"] for line in evidence["lines"]]
    tree, found = Growing(), paths(hashes, range(len(hashes)))
    for place, line in enumerate(evidence["lines"]):
        tree.add(line["hash"])
        line["path"] = list(found[place])
    evidence["head"]["root"] = tree.root


def test_a_whole_forgery_is_found_by_the_key_or_by_a_kept_head(
    exported: Exported, case: Path
) -> None:
    key = evidence_of(case)["head"]["key"]
    forged(case, Ed25519PrivateKey.generate())
    _, open_ones = prove(case)
    assert "no_key" in [name for name, _ in open_ones]
    assert "not with the one you expect" in wrong(case, key=key)
    assert "not a head signed" in wrong(case, kept=exported.heads)


def test_a_forgery_with_the_key_is_found_by_a_kept_head(exported: Exported, case: Path) -> None:
    """The record's own key, in the wrong hands: what only somebody else can show."""
    key = exported.workspace.keys._key()
    first = json.loads(exported.heads.splitlines()[0])
    forged(case, key)
    evidence = evidence_of(case)
    kept = {**first, "lines": evidence["head"]["lines"]}
    kept["signature"] = key.sign(case_verifier.head_statement(kept)).hex()
    prove(case, first["key"])
    assert "rewound or forked" in wrong(case, kept=json.dumps(kept))


def test_a_decision_without_what_it_is_bound_to_is_named(case: Path) -> None:
    key = Ed25519PrivateKey.generate()
    whole = evidence_of(case)
    for kind, said in (
        ("image_added", "image"),
        ("shipment_added", "data version"),
        ("report_added", "report"),
    ):
        evidence = json.loads(json.dumps(whole))
        evidence["lines"] = [line for line in evidence["lines"] if line["kind"] != kind]
        keep(case, evidence)
        forged(case, key)
        assert said in wrong(case)


# --- writing -----------------------------------------------------------------------------------


def test_a_purged_payload_is_excused_by_the_line_that_says_so(
    exported: Exported, tmp_path: Path
) -> None:
    copied = Workspace(Path(shutil.copytree(exported.workspace.home.parent, tmp_path / "w")))
    copied.hand.moment = exported.workspace.hand.moment
    marks = [x for x in evidence_of(exported.folder)["lines"] if x["kind"] == "mark_saved"]
    with copied.open() as record, record._access.write() as writing:
        sha256 = marks[0]["payload_digest"]
        writing.append(LineKind.PAYLOAD_PURGED, actor="roy", subject=sha256)
        writing.connection.exec_driver_sql("DELETE FROM payload WHERE digest = ?", (sha256,))
    with copied.open() as record:
        write_case(record.proof.case(exported.item_id), tmp_path / "purged")
    proved, _ = prove(tmp_path / "purged")
    assert dict(proved)["ok_payloads"]["purged"] == 1
    assert "purged / purgé" in (tmp_path / "purged" / "case.txt").read_text("utf-8")


def test_items_that_were_joined_are_one_case(tmp_path: Path) -> None:
    with Workspace(tmp_path).open() as record:
        for number in (1, 2):
            arrive(record, f"s{number}", number)
        record.add_shipment(shipment("A"))
        for number in (1, 2):
            record.put_link(link(f"s{number}", "A", LinkClass.STRONG))
        record.note_event("C00002", TREMBLAY, "opened", {})
        write_case(record.proof.case("C00002"), tmp_path / "out")
    evidence = evidence_of(tmp_path / "out")
    assert evidence["item"] == "C00001"
    kinds = [line["kind"] for line in evidence["lines"]]
    assert (kinds.count("image_added"), kinds.count("items_joined")) == (2, 1)
    prove(tmp_path / "out")


def test_nothing_is_written_into_a_folder_that_holds_something(
    exported: Exported, tmp_path: Path
) -> None:
    with exported.workspace.open() as record:
        case = record.proof.case(exported.item_id)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine", "utf-8")
    with pytest.raises(ExportUnwritable, match="not empty"):
        write_case(case, tmp_path / "full")
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


def test_a_scan_file_that_is_not_as_it_came_is_not_exported(
    exported: Exported, tmp_path: Path
) -> None:
    store = FolderStore(tmp_path / "store")
    with exported.workspace.open() as record:
        case = record.proof.case(exported.item_id)
    with pytest.raises(ExportUnwritable, match="gone"):
        write_case(case, tmp_path / "out", store=store)
    assert not (tmp_path / "out").exists()


def test_a_record_that_does_not_verify_exports_nothing(exported: Exported, tmp_path: Path) -> None:
    copied = Workspace(Path(shutil.copytree(exported.workspace.home.parent, tmp_path / "w")))
    copied.file.with_name("record.db").write_bytes(b"")
    with pytest.raises((RecordDamaged, KnownError)), copied.open() as record:
        record.proof.case(exported.item_id)

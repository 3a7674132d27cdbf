"""Verify an exported case of Prescreen. Needs Python 3.10 or later, and nothing else.

    python verify.py [FOLDER] [--key HEX] [--heads FILE] [--fr]

This file is copied into every export as ``verify.py``. It reads the export beside it (or FOLDER),
proves what can be proved, says so in plain words, and names the first thing that is wrong. It
writes nothing, runs nothing and asks no network. Whoever does not trust the copy in the folder
takes another one from the program itself: ``app/review/case_verifier.py``.

Sources: SHA-256 as in FIPS 180-4 (Python's ``hashlib``); Ed25519 as in RFC 8032, section 5.1.7,
with three of its test vectors (section 7.1), which are run before anything else; the tree of
digests as in RFC 9162, sections 2.1.1 and 2.1.3.2.
"""

from __future__ import annotations

import base64
import hashlib
import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

Json = Any

# --- Ed25519, RFC 8032 -------------------------------------------------------------------------

_P = 2**255 - 19
_Q = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_I = pow(2, (_P - 1) // 4, _P)


def _add(p: Any, q: Any) -> Any:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(s: int, p: Any) -> Any:
    result = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            result = _add(result, p)
        p, s = _add(p, p), s >> 1
    return result


def _point(data: bytes) -> Any:
    """Return the point of 32 bytes, None when there is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _I % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_G = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def signed_by(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a message was signed with the private half of an Ed25519 key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= _Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _Q
    left, right = _times(s, _G), _add(r, _times(k, a))
    return all((left[n] * right[2] - right[n] * left[2]) % _P == 0 for n in (0, 1))


VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
)
"""Key, message and signature of tests 1 to 3 of RFC 8032, section 7.1."""


def _works() -> bool:
    """Whether this machine computes the vectors, and refuses a changed one."""
    sets = [tuple(bytes.fromhex(part) for part in one) for one in VECTORS]
    return all(signed_by(*one) and not signed_by(one[0], one[1] + b"x", one[2]) for one in sets)


# --- digests -----------------------------------------------------------------------------------


def canonical(tree: Json) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks."""
    return json.dumps(
        tree, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _statement(what: str, *parts: Json) -> bytes:
    return canonical([f"prescreen {what}", 1, list(parts)]).encode("utf-8", "surrogatepass")


def head_statement(head: Json) -> bytes:
    """Return what is signed of a day's head."""
    of_chain = ("chain",) if "chain" in head else ()
    names = ("record", *of_chain, "day", "lines", "hash", "root")
    return _statement("day of a chain" if of_chain else "day", *(head[name] for name in names))


def case_statement(evidence: Json) -> bytes:
    """Return what is signed of a case: which lines of the record are all its lines."""
    heads, lines = _heads(evidence), evidence["lines"]
    what = (heads[0]["record"], evidence["item"], evidence["files"])
    if "heads" in evidence:
        ends = [[head["chain"], head["lines"]] for head in heads]
        stands = [[line["chain"], line["place"]] for line in lines]
        return _statement("case of chains", *what, ends, stands)
    return _statement("case", *what, heads[0]["lines"], [line["seq"] for line in lines])


def _heads(evidence: Json) -> list[Json]:
    """Return the heads of a case: one, or one for each chain of a record on a server."""
    heads: list[Json] = evidence["heads"] if "heads" in evidence else [evidence["head"]]
    return heads


def _stands(line: Json) -> tuple[str, int]:
    """Return in which chain a line stands, and at which place, counted from 1."""
    return line.get("chain", ""), line.get("place", line["seq"])


def line_hash(line: Json) -> str:
    """Return the hash of a line: over everything in it, the hash of the line before included."""
    names = ("seq", "at", "actor", "kind", "subject", "payload_digest", "previous")
    return digest(canonical([line[name] for name in names]))


def leads_to(leaf: str, place: int, path: list[str], size: int, root: str) -> bool:
    """Whether a path of digests leads from a leaf to the root of a tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= place < size:
        return False
    last, found = size - 1, hashlib.sha256(b"\0" + bytes.fromhex(leaf)).digest()
    for step in path:
        if last == 0:
            return False
        sibling = bytes.fromhex(step)
        if place & 1 or place == last:
            found = hashlib.sha256(b"\1" + sibling + found).digest()
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\1" + found + sibling).digest()
        place, last = place >> 1, last >> 1
    return last == 0 and found.hex() == root


# --- words -------------------------------------------------------------------------------------

README = """A case of Prescreen, with everything needed to verify it.

  case.txt        what is on record about the item, to be read
  evidence.json   the same, exactly as it is on record, with the digests that tie it to the record
  public-key.pem  the key with which the record's heads are signed
  files/          the scan files, where they were asked for
  verify.py       proves all this:  python verify.py

docs/proof.md of Prescreen says what the proof rests on.

Un dossier de Prescreen, avec tout ce qu'il faut pour le vérifier.

  case.txt        ce qui est au registre sur l'élément, à lire
  evidence.json   la même chose, exactement comme au registre, avec les empreintes qui l'y lient
  public-key.pem  la clé avec laquelle les têtes du registre sont signées
  files/          les fichiers d'image, s'ils ont été demandés
  verify.py       prouve tout cela :  python verify.py --fr
"""

SHAPE = (
    "evidence.json is not an export of a case, or is damaged: {why}.",
    "evidence.json n'est pas l'exportation d'un dossier, ou est endommagé : {why}.",
)
SENTENCES = {
    "arithmetic": (
        ("This machine does not compute Ed25519 as RFC 8032 says; nothing can be verified on it."),
        (
            "Cette machine ne calcule pas Ed25519 comme le veut la RFC 8032; rien n'y est "
            "vérifiable."
        ),
    ),
    "gone": (
        "{name} is missing from the export.",
        "{name} manque dans l'exportation.",
    ),
    "key_file": (
        "public-key.pem is not the key that evidence.json names.",
        "public-key.pem n'est pas la clé que nomme evidence.json.",
    ),
    "other_key": (
        "The export is signed with the key {key}, not with the one you expect.",
        "L'exportation est signée avec la clé {key}, et non avec celle que vous attendez.",
    ),
    "head": (
        "The head of the record is not signed with the key of this export.",
        "La tête du registre n'est pas signée avec la clé de cette exportation.",
    ),
    "line": (
        "Line {seq} is not as it was written: its fields do not give its hash.",
        (
            "La ligne {seq} n'est pas telle qu'elle a été écrite : ses champs ne donnent pas son "
            "empreinte."
        ),
    ),
    "path": (
        "Line {seq} is not a line of the record that the head was signed over.",
        "La ligne {seq} n'est pas une ligne du registre sur lequel la tête a été signée.",
    ),
    "order": (
        "Line {seq} does not follow the line before it.",
        "La ligne {seq} ne suit pas la ligne qui la précède.",
    ),
    "payload": (
        "What line {seq} says is not what was written.",
        "Ce que dit la ligne {seq} n'est pas ce qui a été écrit.",
    ),
    "payload_gone": (
        "What line {seq} says is missing, and no line says that it was purged.",
        "Ce que dit la ligne {seq} manque, et aucune ligne ne dit que cela a été purgé.",
    ),
    "all": (
        "The record did not sign that these lines are all lines of item {item}.",
        "Le registre n'a pas signé que ces lignes sont toutes celles de l'élément {item}.",
    ),
    "image": (
        ("The decision of line {seq} is bound to image {sha256}, which no line before it brings."),
        (
            "La décision de la ligne {seq} porte sur l'image {sha256}, qu'aucune ligne n'apporte "
            "avant."
        ),
    ),
    "data": (
        (
            "The decision of line {seq} is bound to data version {sha256}, which no line before "
            "it brings."
        ),
        (
            "La décision de la ligne {seq} porte sur la version {sha256}, qu'aucune ligne "
            "n'apporte avant."
        ),
    ),
    "model": (
        "The decision of line {seq} names report {report}, which no line before it brings so.",
        (
            "La décision de la ligne {seq} nomme le rapport {report}, qu'aucune ligne n'apporte "
            "ainsi."
        ),
    ),
    "alien": (
        "{name} does not belong to this export.",
        "{name} ne fait pas partie de cette exportation.",
    ),
    "text": (
        "{name} is not what this export says: it was changed.",
        "{name} n'est pas ce que dit cette exportation : il a été modifié.",
    ),
    "file": (
        "The file {name} is not the one that was taken in.",
        "Le fichier {name} n'est pas celui qui a été pris en charge.",
    ),
    "kept": (
        (
            "The head of line {lines} is not the one that was kept of {day}: the record was "
            "rewound or forked."
        ),
        (
            "La tête de la ligne {lines} n'est pas celle qui a été conservée du {day} : le "
            "registre a été ramené en arrière ou dédoublé."
        ),
    ),
    "kept_bad": (
        "Line {number} of the kept heads is not a head signed with the key of this export.",
        (
            "La ligne {number} des têtes conservées n'est pas une tête signée avec la clé de "
            "cette exportation."
        ),
    ),
    # What was proved.
    "ok_lines": (
        (
            "All {count} lines of this case are lines of record {record}, unchanged, in this "
            "order, among its first {lines} lines as they stood on {day}."
        ),
        (
            "Les {count} lignes de ce dossier sont des lignes du registre {record}, inchangées, "
            "dans cet ordre, parmi ses {lines} premières lignes telles qu'elles étaient le {day}."
        ),
    ),
    "ok_chains": (
        (
            "All {count} lines of this case are lines of record {record}, unchanged, each in its "
            "place of one of {chains} chains of the server, as these stood on {day}."
        ),
        (
            "Les {count} lignes de ce dossier sont des lignes du registre {record}, inchangées, "
            "chacune à sa place dans l'une de {chains} chaînes du serveur, telles qu'elles étaient "
            "le {day}."
        ),
    ),
    "ok_payloads": (
        (
            "What {count} of them say is exactly what was written; {purged} were purged, as lines"
            " of the record say."
        ),
        (
            "Ce que disent {count} d'entre elles est exactement ce qui a été écrit; {purged} ont "
            "été purgées, comme le disent des lignes du registre."
        ),
    ),
    "ok_all": (
        "The holder of the key signed that there were no other lines of item {item} then.",
        (
            "Le détenteur de la clé a signé qu'il n'y avait alors pas d'autre ligne de l'élément "
            "{item}."
        ),
    ),
    "ok_decisions": (
        (
            "{count} decisions: the images, data versions and model reports that they are bound "
            "to are on record before them, by their digests."
        ),
        (
            "{count} décisions : les images, les versions de données et les rapports de modèle "
            "auxquels elles sont liées sont au registre avant elles, par leurs empreintes."
        ),
    ),
    "ok_files": (
        "{count} scan files are the ones that were taken in, to the bit.",
        "{count} fichiers d'image sont ceux qui ont été pris en charge, au bit près.",
    ),
    "ok_kept": (
        (
            "The head is the one that was kept elsewhere of {day}: the record was not rewritten "
            "since."
        ),
        (
            "La tête est celle qui a été conservée ailleurs du {day} : le registre n'a pas été "
            "réécrit depuis."
        ),
    ),
    "ok_key": (
        "The key is the one that you expect: {key}.",
        "La clé est celle que vous attendez : {key}.",
    ),
    # What was not.
    "no_key": (
        (
            "Whose key it is. Whoever makes an export can make a key. Compare {key} with the key "
            "that the office published, or give it with --key."
        ),
        (
            "À qui est la clé. Qui fait une exportation peut faire une clé. Comparez {key} avec "
            "la clé que le bureau a publiée, ou donnez-la avec --key."
        ),
    ),
    "no_kept": (
        (
            "That the whole record was not written anew by a holder of the key. Only a head that "
            "somebody else kept shows that: give it with --heads. This one is of line {lines}, "
            "{day}."
        ),
        (
            "Que tout le registre n'a pas été réécrit par un détenteur de la clé. Seule une tête "
            "conservée par un tiers le montre : donnez-la avec --heads. Celle-ci est de la ligne "
            "{lines}, {day}."
        ),
    ),
    "no_files": (
        ("The pixels of {count} scan files, which are not in this export: only their digests are."),
        (
            "Les pixels de {count} fichiers d'image, absents de cette exportation : seules leurs "
            "empreintes y sont."
        ),
    ),
    "no_order": (
        (
            "The order of lines that stand in different chains, beyond the numbers and times that "
            "the server gave them."
        ),
        (
            "L'ordre des lignes qui sont dans des chaînes différentes, au-delà des numéros et des "
            "heures que le serveur leur a donnés."
        ),
    ),
    "no_times": (
        (
            "That the clock of the workstation was right, that the person at it was who signed "
            "in, and that what was declared is true. Nor that the model was right: only which one"
            " it was."
        ),
        (
            "Que l'horloge du poste était juste, que la personne était celle qui a ouvert la "
            "session, et que ce qui a été déclaré est vrai. Ni que le modèle avait raison : "
            "seulement lequel c'était."
        ),
    ),
    "no_all": (
        "That no line was left out, beyond the word of the holder of the key.",
        "Qu'aucune ligne n'a été omise, au-delà de la parole du détenteur de la clé.",
    ),
}
"""What is said, in English and in French."""


class Wrong(Exception):
    """The first thing that is wrong."""

    def __init__(self, fault: str, /, **values: object) -> None:
        super().__init__(fault)
        self.texts = tuple(text.format(**values) for text in SENTENCES.get(fault, SHAPE))


# --- the proof ---------------------------------------------------------------------------------


def prove(folder: pathlib.Path, key: str = "", kept: str = "") -> tuple[list[Any], list[Any]]:
    """Return what is proved and what is not; raise `Wrong` with the first thing that is wrong.

    Parameters
    ----------
    folder
        The export.
    key
        The public key that is expected, in hexadecimal; empty when none is.
    kept
        Heads that somebody else kept, one JSON object a line; empty when there are none.
    """
    if not _works():
        raise Wrong("arithmetic")
    try:
        text = _read(folder, "evidence.json").decode("utf-8")
        evidence = json.loads(text, object_pairs_hook=_once)
        return _proven(folder, evidence, key.lower(), kept)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise Wrong("shape", why=f"{type(error).__name__} {error}") from error


def _proven(
    folder: pathlib.Path, evidence: Json, key: str, kept: str
) -> tuple[list[Any], list[Any]]:
    heads = _heads(_shaped(evidence))
    head = heads[0]
    for one in heads:
        _check_head(folder, one, key)
    proved: list[Any] = []
    open_ones: list[Any] = []
    (proved if key else open_ones).append(("ok_key" if key else "no_key", {"key": head["key"]}))
    bodies = _check_lines(evidence)
    _check_claim(evidence)
    count = _check_decisions(evidence, bodies)
    present, absent = _check_files(folder, evidence, bodies)
    values = {"count": len(bodies), "item": evidence["item"], "chains": len(heads), **head}
    values["day"] = " / ".join(sorted({one["day"] for one in heads}))
    purged = sum(body is None for body in bodies)
    proved += [
        ("ok_lines" if "head" in evidence else "ok_chains", values),
        ("ok_payloads", {"count": len(bodies) - purged, "purged": purged}),
        ("ok_all", values),
        ("ok_decisions", {"count": count}),
    ]
    if present:
        proved.append(("ok_files", {"count": present}))
    if absent:
        open_ones.append(("no_files", {"count": absent}))
    for one in heads:
        same = _kept_alike(one, kept)
        (proved if same else open_ones).append(("ok_kept" if same else "no_kept", one))
    if len(heads) > 1:
        open_ones.append(("no_order", {}))
    return proved, [*open_ones, ("no_all", {}), ("no_times", {})]


def _once(pairs: list[tuple[str, Json]]) -> Json:
    """Refuse a name that stands twice: two readers could read two things."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


HEAD = {"format", "version", "record", "day", "lines", "hash", "root", "key", "signature"}
LINE = {"seq", "at", "actor", "kind", "subject", "payload_digest", "previous", "hash"}


def _shaped(evidence: Json) -> Json:
    """Return the evidence, which holds what it should and nothing that no proof covers."""
    version = evidence["version"]
    if evidence["format"] != "prescreen-case" or version not in (1, 2):
        raise ValueError("unknown format")
    heads = {1: "head", 2: "heads"}[version]
    if set(evidence) != {"format", "version", "item", "files", heads, "lines", "signature"}:
        raise ValueError("other names than it should have")
    of_head = HEAD | ({"chain"} if version > 1 else set())
    for head in _heads(evidence):
        if set(head) != of_head or (head["format"], head["version"]) != ("prescreen-head", version):
            raise ValueError("other names in the head than it should have")
    stands = {"chain", "place"} if version > 1 else set()
    if any(set(line) != LINE | stands | {"path", "payload"} for line in evidence["lines"]):
        raise ValueError("other names in a line than it should have")
    _one_record(evidence)
    return evidence


def _one_record(evidence: Json) -> None:
    """Refuse heads of two records or keys, two of one chain, and one that no line leads to."""
    heads = _heads(evidence)
    chains = [head.get("chain", "") for head in heads]
    if len({(head["record"], head["key"]) for head in heads}) != 1:
        raise ValueError("heads of several records")
    if len(set(chains)) < len(chains) or set(chains) != {_stands(x)[0] for x in evidence["lines"]}:
        raise ValueError("other chains than its lines stand in")


def _read(folder: pathlib.Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError:
        raise Wrong("gone", name=name) from None


def _is_signed(key: str, statement: bytes, signature: str) -> bool:
    return signed_by(bytes.fromhex(key), statement, bytes.fromhex(signature))


def pem_of(key: str) -> str:
    """Return a public key as a PEM file (RFC 8410)."""
    body = base64.b64encode(bytes.fromhex("302a300506032b6570032100" + key)).decode("ascii")
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"


def _check_head(folder: pathlib.Path, head: Json, key: str) -> None:
    if _read(folder, "public-key.pem").decode("ascii") != pem_of(head["key"]):
        raise Wrong("key_file")
    if key and head["key"] != key:
        raise Wrong("other_key", key=head["key"])
    if not _is_signed(head["key"], head_statement(head), head["signature"]):
        raise Wrong("head")


def _check_lines(evidence: Json) -> list[Json]:
    """Prove every line; return what they say, None where it was purged."""
    heads = {head.get("chain", ""): head for head in _heads(evidence)}
    # Of each chain, the place and the hash of the line before; and the number of the last line.
    before = dict.fromkeys(heads, (0, ""))
    last = 0
    lines = evidence["lines"]
    purged = {line["subject"] for line in lines if line["kind"] == "payload_purged"}
    bodies = []
    for line in lines:
        seq, (chain, place) = line["seq"], _stands(line)
        head, (behind, previous) = heads[chain], before[chain]
        if line_hash(line) != line["hash"]:
            raise Wrong("line", seq=seq)
        if not leads_to(line["hash"], place - 1, line["path"], head["lines"], head["root"]):
            raise Wrong("path", seq=seq)
        follows = place != behind + 1 or line["previous"] == previous
        if seq <= last or place <= behind or not follows:
            raise Wrong("order", seq=seq)
        bodies.append(_said(line, purged))
        last, before[chain] = seq, (place, line["hash"])
    for chain, (place, end) in before.items():
        if place == heads[chain]["lines"] and end != heads[chain]["hash"]:
            raise Wrong("head")
    return bodies


def _said(line: Json, purged: set[str]) -> Json:
    payload = line["payload"]
    if payload is None:
        if line["payload_digest"] not in purged:
            raise Wrong("payload_gone", seq=line["seq"])
        return None
    if digest(payload) != line["payload_digest"]:
        raise Wrong("payload", seq=line["seq"])
    return json.loads(payload)["body"]


def _check_claim(evidence: Json) -> None:
    key, signature = _heads(evidence)[0]["key"], evidence["signature"]
    if not _is_signed(key, case_statement(evidence), signature):
        raise Wrong("all", item=evidence["item"])


def _check_decisions(evidence: Json, bodies: list[Json]) -> int:
    """Prove that decisions speak of what is on record before them; return how many there are."""
    images: set[str] = set()
    versions: set[str] = set()
    reports: dict[str, str] = {}
    count = 0
    # Of what was purged nobody can say any more what it brought.
    purged = {
        line["kind"] for line, body in zip(evidence["lines"], bodies, strict=True) if not body
    }
    for line, body in zip(evidence["lines"], bodies, strict=True):
        if body is None:
            continue
        if line["kind"] == "image_added":
            images.add(body["file"]["sha256"])
        elif line["kind"] == "shipment_added":
            versions.add(body["digest"])
        elif line["kind"] == "report_added":
            reports[body["report_id"]] = body["model_sha256"]
        elif line["kind"] == "decided":
            count += 1
            _check_bound(line["seq"], _known(body, purged), images, versions, reports)
    return count


def _known(body: Json, purged: set[str]) -> Json:
    """Return what of a decision's bonds can be looked up, though some lines were purged."""
    empty = {"image_added": "scans", "shipment_added": "shipment_digests", "report_added": "model"}
    return {**body, **{name: [] for kind, name in empty.items() if kind in purged}}


def _check_bound(
    seq: int, body: Json, images: set[str], versions: set[str], reports: dict[str, str]
) -> None:
    for seen in body["scans"]:
        for sha256 in seen["image_digests"]:
            if sha256 not in images:
                raise Wrong("image", seq=seq, sha256=sha256)
    for sha256 in body["shipment_digests"]:
        # Empty where data came without a digest, before there were any.
        if sha256 and sha256 not in versions:
            raise Wrong("data", seq=seq, sha256=sha256)
    for shown in body["model"]:
        if reports.get(shown["report_id"]) != shown["model_sha256"]:
            raise Wrong("model", seq=seq, report=shown["report_id"])


def _check_files(folder: pathlib.Path, evidence: Json, bodies: list[Json]) -> tuple[int, int]:
    """Prove every file of the folder; return how many scan files are here, and how many are not."""
    named = dict(scan_files(evidence["lines"], bodies))
    texts = {"README.txt": README, "case.txt": case_text(evidence)}
    known = {"evidence.json", "public-key.pem", "verify.py", *texts, *named}
    here = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    )
    for name in here:
        if name not in known and "__pycache__" not in name:
            raise Wrong("alien", name=name)
    for name, text in texts.items():
        if _read(folder, name).decode("utf-8", "replace").replace("\r\n", "\n") != text:
            raise Wrong("text", name=name)
    present = [name for name in named if name in here]
    if evidence["files"] and len(present) < len(named):
        raise Wrong("gone", name=min(set(named) - set(present)))
    for name in present:
        if hashlib.sha256(_read(folder, name)).hexdigest() != named[name]:
            raise Wrong("file", name=name)
    return len(present), len(named) - len(present)


def scan_files(lines: list[Json], bodies: list[Json]) -> Iterator[tuple[str, str]]:
    """Yield where each scan file lies in an export, and its digest."""
    for line, body in zip(lines, bodies, strict=True):
        if line["kind"] == "image_added" and body is not None:
            sha256 = body["file"]["sha256"]
            suffix = pathlib.PurePosixPath(body["file"]["name"]).suffix
            plain = suffix[1:].isascii() and suffix[1:].isalnum()
            yield "files/{}{}".format(sha256, suffix if plain else ""), sha256


def _kept_alike(head: Json, kept: str) -> bool:
    """Whether somebody else kept this very head; `Wrong` when another one was kept in its place."""
    same = False
    for number, text in enumerate(kept.splitlines(), start=1):
        if not text.strip():
            continue
        one = json.loads(text)
        if (one["record"], one.get("chain")) != (head["record"], head.get("chain")):
            continue
        if one["key"] != head["key"] or not _is_signed(
            one["key"], head_statement(one), one["signature"]
        ):
            raise Wrong("kept_bad", number=number)
        if one["lines"] == head["lines"]:
            if (one["hash"], one["root"]) != (head["hash"], head["root"]):
                raise Wrong("kept", lines=head["lines"], day=one["day"])
            same = True
    return same


# --- what a person reads -----------------------------------------------------------------------


def case_text(evidence: Json) -> str:
    """Return a case as a text to be read: decisions first, then every line in its order."""
    heads, lines = _heads(evidence), evidence["lines"]
    bodies = [
        None if one["payload"] is None else json.loads(one["payload"])["body"] for one in lines
    ]
    pairs = list(zip(lines, bodies, strict=True))
    text = [
        "PROTECTED B / PROTÉGÉ B",
        "",
        "Case / Dossier: {}".format(evidence["item"]),
        "Record / Registre: {}".format(heads[0]["record"]),
        *map(_head_text, heads),
        "Key / Clé: {}".format(heads[0]["key"]),
        "",
        "DECISIONS / DÉCISIONS",
    ]
    for line, body in pairs:
        if line["kind"] == "decided" and body is not None:
            text += _decision_text(line, body)
    text += ["", "SCAN FILES / FICHIERS D'IMAGE (SHA-256)"]
    text += [
        "  {}  {}".format(b["file"]["sha256"], b["file"]["name"]) for b in _of(pairs, "image_added")
    ]
    text += ["", "DATA VERSIONS / VERSIONS DES DONNÉES"]
    text += [
        "  {}  {} v{}".format(
            b["digest"], b["shipment"]["shipment_id"], b["shipment"].get("version", 1)
        )
        for b in _of(pairs, "shipment_added")
    ]
    text += ["", "MODELS / MODÈLES (SHA-256)"]
    models = [
        "  {}  {}".format(b["model_sha256"], b["model_name"]) for b in _of(pairs, "report_added")
    ]
    text += [*sorted(set(models)), "", "LINES / LIGNES"]
    for line, body in pairs:
        text += _line_text(line, body)
    return "\n".join(_shown(one) for one in text) + "\n"


def _head_text(head: Json) -> str:
    chain = ", chain / chaîne {}".format(head["chain"] or "-") if "chain" in head else ""
    told = (head["day"], head["lines"], head["hash"])
    return "Head / Tête{}: {}, line / ligne {}, {}".format(chain, *told)


def _of(pairs: list[Any], kind: str) -> list[Json]:
    return [body for line, body in pairs if line["kind"] == kind and body is not None]


def _decision_text(line: Json, body: Json) -> list[str]:
    images = [sha256 for seen in body["scans"] for sha256 in seen["image_digests"]]
    models = ["{} ({})".format(one["model_sha256"], one["state"]) for one in body["model"]]
    return [
        "  line / ligne {}, {}: {}, {} ({})".format(
            line["seq"], line["at"], body["kind"], body["officer"], body["role"]
        ),
        "    reasons / motifs: {}".format(", ".join(body["reasons"])),
        "    note: {}".format(body["note"]),
        *(f"    image {sha256}" for sha256 in images),
        *(f"    data / données {sha256}" for sha256 in body["shipment_digests"]),
        *(f"    model / modèle {model}" for model in models),
    ]


def _line_text(line: Json, body: Json) -> list[str]:
    said = "    (purged / purgé)"
    if body is not None:
        said = json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True)
        said = "\n".join("    " + row for row in said.splitlines())
    parts = (line["seq"], line["at"], line["actor"], line["kind"], line["subject"])
    stands = "  ({}/{})".format(line["chain"] or "-", line["place"]) if "chain" in line else ""
    return ["", "{}  {}  {}  {}  {}".format(*parts) + stands, said]


def _shown(text: str) -> str:
    """Return text without signs that a terminal would obey, or that turn the order of reading."""
    return "".join(
        sign if (sign.isprintable() or sign == "\n") else "\N{REPLACEMENT CHARACTER}"
        for sign in text
    )


# --- as a program ------------------------------------------------------------------------------


def main(argv: list[str]) -> int:
    """Say what the proof came to; 0 nothing is wrong, 1 something is, 2 wrong usage."""
    french = "--fr" in argv
    words = [word for word in argv if word != "--fr"]
    given = {"--key": "", "--heads": ""}
    for name in given:
        if name in words[:-1]:
            place = words.index(name)
            given[name] = words[place + 1]
            del words[place : place + 2]
    if len(words) > 1 or any(word.startswith("-") for word in words):
        _say("python verify.py [FOLDER] [--key HEX] [--heads FILE] [--fr]")
        return 2
    folder = pathlib.Path(words[0]) if words else pathlib.Path(__file__).resolve().parent
    try:
        kept = pathlib.Path(given["--heads"]).read_text("utf-8") if given["--heads"] else ""
        proved, not_proved = prove(folder, given["--key"], kept)
    except Wrong as wrong:
        _say("{}: {}".format("FAUX" if french else "WRONG", wrong.texts[french]))
        return 1
    except (OSError, UnicodeError) as error:
        _say(str(error))
        return 2
    _say_all("PROUVÉ" if french else "PROVED", proved, french)
    _say_all("NON PROUVÉ" if french else "NOT PROVED", not_proved, french)
    return 0


def _say_all(title: str, said: list[Any], french: bool) -> None:  # noqa: FBT001 - a private step
    _say(title)
    for name, values in said:
        _say("  - " + SENTENCES[name][french].format(**values))


def _say(text: str) -> None:
    stream = sys.stdout
    encoding = stream.encoding or "utf-8"
    stream.write(_shown(text).encode(encoding, "replace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

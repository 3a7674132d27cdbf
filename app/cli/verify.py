"""``prescreen verify``: prove that the record is whole and as it was written.

The record holds the digests of scans, of message files, of data versions and of models, so these
are proved as well: a decision on a picture that was swapped afterwards proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.cli.arguments import Arguments
from app.cli.heads import kept_heads
from app.cli.printing import Printer
from app.cli.serving import entered
from app.cli.workspace import open_record
from app.domain.errors import KnownError, RecordDamaged
from app.domain.model_choice import ModelChoice, ModelInForce
from app.domain.words import Sentence, phrase, say
from app.record import Record, SealKeyMissing, Verification
from app.record.model_choices import PROGRAM
from app.record.trust import Trouble
from app.scans import FolderStore
from app.settings import Settings, settings_of
from models.card import file_sha256, weights_path
from models.errors import ModelError

_CHANGED = phrase(
    "The record is whole, but the kept file {sha256} ({name}) of line {seq} is not the one that "
    "was taken in. Take the original in again."
)
_GONE = phrase(
    "The record is whole, but the kept file {sha256} ({name}) of line {seq} is gone. Take the "
    "original in again."
)
_ELSEWHERE = phrase(
    "The model {name} lies where the service of the server takes things in, not in {folder}: "
    "verify there as well."
)
_OTHER_PROGRAM = phrase(
    "The model {name} came with another version of the program than this one: verify with that."
)


def run(arguments: Arguments, printer: Printer) -> int:
    """Say what the proof came to; 1 when the record does not verify."""
    settings = settings_of(arguments.home)
    values, ok = _proved(arguments, settings)
    printer.line(values, _text(values) if ok else f"{_failure(values)}: {values['reason']}")
    return 0 if ok else 1


def _failure(values: dict[str, object]) -> str:
    proved = values["proved"]
    return "The record does NOT verify" if proved else "The record was not proved"


def _text(values: dict[str, object]) -> str:
    whole = f"The record verifies: {values['lines']} lines, head {values['head']}."
    unchecked = values["not_checked"]
    if isinstance(unchecked, list) and unchecked:
        whole += f" Not checked: {' '.join(unchecked)}"
    if not values["whole_at"]:
        return whole
    return (
        f"{whole} Read from line {values['read_from']} on; what comes before was last proved on "
        f"{str(values['whole_at'])[:10]} and was not read again, nor were the tables."
    )


def verified(settings: Settings) -> tuple[dict[str, object], bool]:
    """Return the proof of the record alone as plain values, and whether it holds."""
    if not settings.record_file.is_file():
        return _none(settings), False
    try:
        with open_record(settings) as record:
            found = record.verify()
    except KnownError as error:
        return _not_read(error), False
    return _values(found), found.ok


def _proved(arguments: Arguments, settings: Settings) -> tuple[dict[str, object], bool]:
    """Return the proof of the record and of all that it speaks of, as plain values."""
    if settings.record:
        return _proved_on_server(settings, arguments)
    if not settings.record_file.is_file():
        return _none(settings), False
    try:
        with open_record(settings) as record:
            return _proved_of(record, settings, arguments)
    except KnownError as error:
        return _not_read(error), False


def _proved_on_server(settings: Settings, arguments: Arguments) -> tuple[dict[str, object], bool]:
    """Return the proof of a server's record, and of the scans that are kept here."""
    try:
        with entered(settings) as record:
            return _proved_of(record, settings, arguments)
    except KnownError as error:
        return _not_read(error), False


def _proved_of(
    record: Record, settings: Settings, arguments: Arguments
) -> tuple[dict[str, object], bool]:
    """Prove an open record, then what it speaks of as far as that can be reached from here."""
    found = record.proof.prove(onward_only=arguments.onward)
    trouble = _trouble(record, settings, found, arguments) if found.ok else None
    values = _values(found)
    if trouble is not None:
        record.proof.forget()
        values |= {"ok": False, "reason": str(trouble.sentence), "first_bad": trouble.first_bad}
    elif found.ok:
        values["not_checked"] = [str(why) for why in _out_of_reach(record, settings)]
    return values, found.ok and trouble is None


def _trouble(
    record: Record, settings: Settings, found: Verification, arguments: Arguments
) -> Trouble | None:
    """Return the first thing beside the record that is not as the record says."""
    kept = () if arguments.heads is None else kept_heads(arguments.heads)
    if arguments.heads is not None and not kept:
        raise KnownError(say("{path} holds no heads of a record.", path=arguments.heads))
    return (
        record.proof.kept_trouble(kept)
        or record.proof.unbound(found.read_from)
        or _changed_file(record, settings, found.read_from)
        or _changed_model(record, settings)
    )


def _changed_file(record: Record, settings: Settings, since: int) -> Trouble | None:
    """Return the first kept file that is not as the record says."""
    store = FolderStore(settings.scan_folder)
    for file in record.proof.kept_files(since):
        if not store.check(file.sha256):
            text = _CHANGED if store.holds(file.sha256) else _GONE
            values = {"sha256": file.sha256, "name": file.name, "seq": file.seq}
            return Trouble(say(text, **values), file.seq)
    return None


def _changed_model(record: Record, settings: Settings) -> Trouble | None:
    """Return the first model in force whose card or weights are not those on record."""
    choice = record.models()
    for model in () if choice is None else choice.models:
        reached = _unreached(settings, choice, model) is None
        if reached and _digests(_place(settings, model)) != (model.card_sha256, model.sha256):
            sentence = say(
                "The record is whole, but the model {name} is not the one that was put in force, "
                "or is gone. Put its card and weights back, or put the new one in force.",
                name=model.name,
            )
            return Trouble(sentence, None)
    return None


def _out_of_reach(record: Record, settings: Settings) -> Iterator[Sentence]:
    """Say which models in force were not looked at, and why."""
    choice = record.models()
    for model in () if choice is None else choice.models:
        why = _unreached(settings, choice, model)
        if why is not None:
            yield why


def _unreached(
    settings: Settings, choice: ModelChoice | None, model: ModelInForce
) -> Sentence | None:
    """Return why a model cannot be held against the record from here; None where it can.

    The models that screen for a server lie where its service takes things in. The one that comes
    with the program is in every program of that version: another one notes it when it screens.
    """
    # As above.
    from app.cli.models_in_force import is_shipped  # noqa: PLC0415 - see above

    card = _place(settings, model)
    if is_shipped(model.card):
        ours = choice is None or choice.by == PROGRAM or bool(settings.record)
        other = ours and _digests(card)[0] != model.card_sha256
        return say(_OTHER_PROGRAM, name=model.name) if other else None
    if settings.record and not card.exists():
        return say(_ELSEWHERE, name=model.name, folder=card.parent)
    return None


def _place(settings: Settings, model: ModelInForce) -> Path:
    # Only here: it loads what reads pictures, which takes a while.
    from app.cli.models_in_force import card_place  # noqa: PLC0415 - see above

    return card_place(settings, model.card)


def _digests(card: Path) -> tuple[str, str]:
    """Return the digests of a card and of its weights; empty where they cannot be read."""
    try:
        return file_sha256(card), file_sha256(weights_path(card))
    except ModelError:
        return "", ""


def _none(settings: Settings) -> dict[str, object]:
    return _failed(f"There is no record in {settings.home}.") | {"proved": False}


def _not_read(error: KnownError) -> dict[str, object]:
    """Return why a record could not be proved: that it is damaged, or that nobody could look."""
    return _failed(str(error)) | {"proved": isinstance(error, RecordDamaged | SealKeyMissing)}


def _values(found: Verification) -> dict[str, object]:
    return {
        "lines": found.lines,
        "head": found.head,
        "ok": found.ok,
        "first_bad": found.first_bad,
        "reason": "" if found.reason is None else str(found.reason),
        "read_from": found.read_from,
        "whole_at": found.whole_at,
        "proved": True,
        "not_checked": [],
    }


def _failed(reason: str) -> dict[str, object]:
    return _values(Verification(0, "", ok=False, first_bad=None, reason=None)) | {"reason": reason}

"""``prescreen models list|history|check|use|keys|sign``: the models of a workspace."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from app.cli.arguments import Arguments
from app.cli.models_in_force import OURS_INT8, SHIPPED, card_named, card_place, site_key, sound
from app.cli.printing import Printer
from app.cli.serving import vault_of
from app.cli.typed import asked
from app.cli.workspace import workspace
from app.domain.errors import KnownError
from app.domain.model_choice import ModelChoice
from app.domain.words import phrase, say
from app.record import Record
from app.settings import Settings, settings_of
from app.vault import MODELS
from models.detector import Detector
from models.errors import ModelError
from models.signing import PUBLIC, fresh_key, public_half, sign_card
from models.source import Source

_PAIR_THERE = phrase(
    "The site has keys for models in {folder} already, and a pair that is there is never replaced."
)
_NO_PAIR = phrase(
    "There is no private key for models in {folder}: “prescreen models keys” makes the site's "
    "pair, and cards are signed where it was made."
)


def run(arguments: Arguments, printer: Printer) -> int:
    """Do one act; 1 when a model that was looked at would be refused."""
    settings = settings_of(arguments.home)
    acts = {"keys": _keys, "sign": _sign}
    if arguments.act in acts:
        try:
            made = acts[arguments.act](arguments, settings)
        except ModelError as error:
            raise KnownError(say("{reason}", reason=error)) from error
        printer.line({"path": str(made)}, str(made))
        return 0
    if arguments.act == "check":
        return _check(arguments.card, settings, printer)
    with workspace(arguments.home, create=arguments.act == "use") as place:
        if arguments.act == "use":
            # Who came in for it has gone again: of a server nobody is asked any more.
            choices = [_use(arguments, place.settings, place.record)]
        else:
            choices = list(place.record.model_choices())
        shown = choices if arguments.act == "history" else choices[:1]
        for values, text in _said(shown):
            printer.line(values, text)
        if not choices:
            printer.nothing("Nobody put a model in force yet: the one that comes with it screens.")
    return 0 if arguments.act != "list" else _check_all(settings, printer)


def _keys(_: Arguments, settings: Settings) -> Path:
    vault = vault_of(settings)
    public = vault.folder / PUBLIC
    if not vault.make(MODELS, fresh_key) and public.exists():
        raise KnownError(say(_PAIR_THERE, folder=vault.folder))
    public.write_bytes(public_half(vault.read(MODELS)))
    return public


def _sign(arguments: Arguments, settings: Settings) -> Path:
    vault, card = vault_of(settings), card_place(settings, card_named(arguments.card))
    try:
        private = vault.read(MODELS)
    except FileNotFoundError:
        raise KnownError(say(_NO_PAIR, folder=vault.folder)) from None
    return sign_card(card, private)


def _check_all(settings: Settings, printer: Printer) -> int:
    cards = sorted(path.name for path in settings.model_folder.glob("*.json"))
    return max(_check(card, settings, printer) for card in (SHIPPED, OURS_INT8, *cards))


def _check(card: str, settings: Settings, printer: Printer) -> int:
    """Load a model as screening would, and say what it is or why it is refused."""
    name = card_named(card)
    try:
        key = site_key(settings, name)
        detector = Detector.of(Source(card_place(settings, name), "cpu", site_key=key))
    except ModelError as error:
        values: dict[str, object] = {"card": card, "status": "refused", "reason": str(error)}
        printer.line(values, f"{card}: refused: {error}")
        return 1
    found = detector.card
    values = {"card": card, "status": "ok", "name": found.title, "sha256": found.sha256}
    printer.line(values | {"meaning": found.meaning}, f"{card}: {found.title}, {found.sha256}")
    return 0


def _use(arguments: Arguments, settings: Settings, record: Record) -> ModelChoice:
    """Put models in force, as the person who signs in for it; return the choice."""
    chosen = tuple(dict.fromkeys(card_named(name) for name in arguments.cards))
    models = tuple(sound(settings, card) for card in chosen)
    officer = record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
    try:
        return record.put_models(models, officer)
    finally:
        record.sign_out(officer)


def _said(choices: list[ModelChoice]) -> Iterator[tuple[dict[str, object], str]]:
    for choice in choices:
        at = choice.at.isoformat(timespec="seconds")
        names = ", ".join(one.name for one in choice.models) or "none"
        values: dict[str, object] = {
            "in_force_from": at,
            "by": choice.by,
            "models": [dataclasses.asdict(one) for one in choice.models],
        }
        yield values, f"in force from {at}, by {choice.by}: {names}"

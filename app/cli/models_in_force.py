"""Which models run in a workspace, and on what."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from app.cli.alarms import alarm_choice
from app.domain.errors import KnownError
from app.domain.model_choice import ModelChoice, ModelInForce
from app.domain.words import say
from app.record import Record
from app.settings import Settings
from models.card import card_bytes, card_in_force, shipped_card_path
from models.detector import Detector
from models.errors import ModelError
from models.signing import PUBLIC
from models.source import Server, Source

SHIPPED = "prescreen"
"""What the model that comes with Prescreen is called by people."""
OURS, OURS_INT8 = "", "prescreen-int8"
"""Stand for the cards that come with Prescreen; a card of the workspace ends in ``.json``."""


def is_shipped(card: str) -> bool:
    """Whether a card is one that comes with Prescreen."""
    return card in (OURS, OURS_INT8)


def card_place(settings: Settings, card: str) -> Path:
    """Return where a card lies."""
    if is_shipped(card):
        return shipped_card_path(int8=card == OURS_INT8)
    return settings.model_folder / card


def site_key(settings: Settings, card: str) -> Path | None:
    """Return the key that a card must be signed with; ours comes with the program itself."""
    signed = settings.signed_models and not is_shipped(card)
    return settings.key_folder / PUBLIC if signed else None


def described(settings: Settings, card: str) -> ModelInForce:
    """Return a model by what its card says, the signature checked where the site requires one.

    Raises
    ------
    KnownError
        When the card cannot be used.
    """
    place = card_place(settings, card)
    try:
        digest = hashlib.sha256(card_bytes(place)).hexdigest()
        found = card_in_force(place, digest, site_key(settings, card))
    except ModelError as error:
        raise KnownError(say("{reason}", reason=error)) from error
    return ModelInForce(card, found.title, digest, found.sha256)


def card_named(name: str) -> str:
    """Return the file name of a card that was named with or without its suffix.

    Raises
    ------
    KnownError
        When it is no name in the folder of models.
    """
    if name == SHIPPED:
        return OURS
    if name == OURS_INT8:
        return name
    plain = Path(name).name
    if plain != name:
        raise KnownError(say("{name} is no name of a card in the folder of models.", name=name))
    return name if name.endswith(".json") else f"{name}.json"


def sound(settings: Settings, card: str) -> ModelInForce:
    """Return a model that would run.

    Raises
    ------
    KnownError
        With the reason, when it would be refused.
    """
    found = described(settings, card)
    try:
        place, key = card_place(settings, card), site_key(settings, card)
        Detector.of(Source(place, "cpu", sha256=found.card_sha256, site_key=key))
    except ModelError as error:
        raise KnownError(say("{reason}", reason=error)) from error
    return found


def named(settings: Settings, names: Sequence[str]) -> tuple[Source, ...]:
    """Return models that settings name, as they are now, for who has no record to choose on.

    Raises
    ------
    KnownError
        When one would be refused.
    """
    cards = dict.fromkeys(card_named(name) for name in names)
    found = (sound(settings, card) for card in cards)
    return tuple(_source(settings, one.card, one.card_sha256) for one in found)


def sources(settings: Settings, record: Record) -> tuple[Source, ...]:
    """Return the models in force, by the record; what runs is put on record where it never was.

    A program that comes with another model of ours notes that as well, unless a person chose.
    """
    choice = record.models()
    if choice is None or not _by_a_person(record, choice):
        try:
            models: tuple[ModelInForce, ...] = (described(settings, OURS),)
        except KnownError:
            # Every screening will say why; there is nothing to put on record.
            return (_source(settings, OURS, ""),)
        if choice is None or choice.models != models:
            record.put_models(models, None)
    else:
        models = choice.models
    return tuple(_source(settings, one.card, one.card_sha256) for one in models)


def _by_a_person(record: Record, choice: ModelChoice) -> bool:
    """Whether somebody chose the models; on a server the service that screens has no account."""
    return choice.by in {one.account for one in record.accounts()}


def _source(settings: Settings, card: str, sha256: str) -> Source:
    server = settings.server
    where = None
    if server is not None and not card:
        where = Server(server.url, server.model, server.timeout_s)
    return Source(
        card_path=card_place(settings, card) if card else None,
        provider=settings.provider,
        server=where,
        alarms=alarm_choice(settings),
        sha256=sha256,
        site_key=site_key(settings, card),
    )

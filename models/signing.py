"""Signatures of a site on the cards of models: Ed25519 over the card's bytes, in a file beside it.

The card names the digest of its weights, so that one signature holds for both.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from models.errors import ModelRefused

PRIVATE, PUBLIC = "models.pem", "models.pub"
"""The site's keys, in its folder of keys: the first only where cards are signed."""


def signature_path(card_path: Path) -> Path:
    """Where the signature on a card lies."""
    return card_path.with_suffix(".sig")


def make_keys(folder: Path) -> Path:
    """Make the site's pair of keys; return the public one's place.

    Raises
    ------
    ModelRefused
        When there is one already, or the folder cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / PRIVATE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(private)
        (folder / PUBLIC).write_bytes(public)
    except OSError as error:
        raise ModelRefused(
            f"The keys for models cannot be made in {folder}: {error.strerror}.",
            remedy="A pair that is there is never replaced; move it away first.",
        ) from error
    return folder / PUBLIC


def sign_card(card_path: Path, folder: Path) -> Path:
    """Sign a card with the site's private key; return the signature's place.

    Raises
    ------
    ModelRefused
        When the key or the card cannot be read, or the signature not be written.
    """
    try:
        key = load_pem_private_key((folder / PRIVATE).read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise _no_key(folder / PRIVATE, "it is no Ed25519 key")
        place = signature_path(card_path)
        place.write_bytes(base64.b64encode(key.sign(card_path.read_bytes())) + b"\n")
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ModelRefused(
            f"The card {card_path.name} cannot be signed: {error}.",
            remedy="`prescreen models keys` makes the site's keys.",
        ) from error
    return place


def check_signature(card_path: Path, content: bytes, public: Path) -> None:
    """Refuse a card that the site did not sign.

    Parameters
    ----------
    content
        The card's bytes as they will be used.
    public
        The site's public key.

    Raises
    ------
    ModelRefused
        When there is no signature, it is not the site's, or the key cannot be read.
    """
    try:
        key = load_pem_public_key(public.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise _no_key(public, str(error)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key(public, "it is no Ed25519 key")
    place = signature_path(card_path)
    try:
        signature = base64.b64decode(place.read_bytes(), validate=False)
        key.verify(signature, content)
    except OSError as error:
        raise ModelRefused(
            f"The card {card_path.name} is not signed by the site, which requires it.",
            remedy="Have it signed with `prescreen models sign`.",
        ) from error
    except (InvalidSignature, binascii.Error) as error:
        raise ModelRefused(
            f"The signature on the card {card_path.name} is not the site's, or the card was "
            "changed since.",
            remedy="Compare it with what its maker sent, then have it signed again.",
        ) from error


def _no_key(place: Path, why: str) -> ModelRefused:
    return ModelRefused(
        f"The site's key for models {place} cannot be used: {why}.",
        remedy="Put the site's public key back; without it no card can be proved.",
    )

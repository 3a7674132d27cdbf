"""Signatures of a site on the cards of models: Ed25519 over the card's bytes, in a file beside it.

The card names the digest of its weights, so that one signature holds for both.
"""

from __future__ import annotations

import base64
import binascii
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

PUBLIC = "models.pub"
"""The site's public key, in its folder of keys."""


def signature_path(card_path: Path) -> Path:
    """Where the signature on a card lies."""
    return card_path.with_suffix(".sig")


def fresh_key() -> bytes:
    """Return a new private key of a site, PEM; where it is kept is not for this room to say."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_half(private: bytes) -> bytes:
    """Return the public key of a private one, both PEM.

    Raises
    ------
    ModelRefused
        When it is no key.
    """
    public = _private(private).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign_card(card_path: Path, private: bytes) -> Path:
    """Sign a card with the site's private key; return the signature's place.

    Raises
    ------
    ModelRefused
        When it is no key, the card cannot be read, or the signature not be written.
    """
    key = _private(private)
    try:
        place = signature_path(card_path)
        place.write_bytes(base64.b64encode(key.sign(card_path.read_bytes())) + b"\n")
    except OSError as error:
        raise ModelRefused(
            f"The card {card_path.name} cannot be signed: {error}.",
            remedy="Give this account the right to read it, and to write beside it.",
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


def _private(content: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_private(str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_private("it is no Ed25519 key")
    return key


def _no_private(why: str) -> ModelRefused:
    return ModelRefused(
        f"The site's private key for models cannot be used: {why}.",
        remedy="Put it back from its saved copy; `prescreen models keys` makes the first one.",
    )


def _no_key(place: Path, why: str) -> ModelRefused:
    return ModelRefused(
        f"The site's key for models {place} cannot be used: {why}.",
        remedy="Put the site's public key back; without it no card can be proved.",
    )

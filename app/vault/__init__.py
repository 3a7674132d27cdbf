"""Where secrets are: the platform's keyring, a service's credentials, or a private file.

docs/secrets.md says which place is used when, and how one moves.
"""

from app.vault.errors import CopyRefused, KeyringShut, SecretMissing, SecretUnreadable
from app.vault.files import write_private
from app.vault.moving import move_to_file, move_to_keyring
from app.vault.places import CACHE, MODELS, OUTBOX, SEAL, SECRETS, Making, Place, Secret
from app.vault.vault import Vault

__all__ = [
    "CACHE",
    "MODELS",
    "OUTBOX",
    "SEAL",
    "SECRETS",
    "CopyRefused",
    "KeyringShut",
    "Making",
    "Place",
    "Secret",
    "SecretMissing",
    "SecretUnreadable",
    "Vault",
    "move_to_file",
    "move_to_keyring",
    "write_private",
]

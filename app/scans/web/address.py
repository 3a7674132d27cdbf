"""Where an archive is, and how it is known to be the right one."""

from __future__ import annotations

import dataclasses
import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from app.domain.errors import KnownError
from app.domain.words import phrase, say

_UNREADABLE = phrase("{url} is no address of an archive. Write https://SERVER/PATH.")
_OPEN = phrase(
    "The way to an archive is always encrypted: write https:// in {url}. Only on this machine "
    "itself may it be http://."
)
_SECRET = phrase(
    "The address of an archive holds no password: it would be seen in lists of programs and in "
    "logs. Leave it out of {url}; it is asked for."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Archive:
    """An archive of scans.

    Attributes
    ----------
    url
        Where its paths begin, without a slash at the end.
    root_certificate
        What its certificate must be signed with; what this machine trusts anyway when None.
    user
        Who asks; empty where the archive asks for nobody.
    """

    url: str
    root_certificate: Path | None = None
    user: str = ""

    @property
    def name(self) -> str:
        """Its server, as sentences name it."""
        return urlsplit(self.url).netloc


def archive_of(url: str, root_certificate: Path | None = None, user: str = "") -> Archive:
    """Return the archive at an address.

    Raises
    ------
    KnownError
        When it is none, holds a password, or would let others read what comes over the line.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise KnownError(say(_UNREADABLE, url=url)) from error
    shown = url.rsplit("@", 1)[-1]
    if parts.username is not None or parts.password is not None:
        raise KnownError(say(_SECRET, url=shown))
    if parts.scheme not in ("https", "http") or not host or parts.query or parts.fragment:
        raise KnownError(say(_UNREADABLE, url=shown))
    if parts.scheme == "http" and not _here(host):
        raise KnownError(say(_OPEN, url=shown))
    return Archive(url.rstrip("/"), root_certificate, user)


def _here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""Where a server's record is, and how the server is known to be the right one."""

from __future__ import annotations

import dataclasses
from urllib.parse import parse_qs, quote, unquote, urlsplit

from sqlalchemy import URL

from app.domain.errors import KnownError
from app.domain.words import phrase, say

SCHEME = "postgresql://"
SYSTEM = "system"
"""The certificates that this machine trusts anyway."""

_MODES = ("verify-full", "verify-ca")
_OPTIONS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl"})
_PORT = 5432

_UNREADABLE = phrase(
    "{url} is no address of a record. Write postgresql://NAME@SERVER/DATABASE, and a port after "
    "SERVER where it is another than 5432."
)
_SECRET = phrase(
    "The address of a record holds no password: it would be seen in lists of programs and in "
    "logs. Leave it out; it is asked for, or taken from the password file (PGPASSFILE)."
)
_OPTION = phrase("The address of a record may say {known}, not {option}.")
_MODE = phrase(
    "The way to a record is always encrypted, and its server proves who it is: sslmode is "
    "{known}, not {mode}."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Address:
    """Where a server's record is; never a password."""

    host: str
    database: str
    port: int = _PORT
    login: str = ""
    """Who comes in where nobody is asked; empty for a workstation that people sign in at."""
    tls: tuple[tuple[str, str], ...] = (("sslmode", _MODES[0]), ("sslrootcert", SYSTEM))
    """Options of libpq for TLS, by name."""

    def __str__(self) -> str:
        who = f"{quote(self.login, safe='')}@" if self.login else ""
        return f"{SCHEME}{who}{self.host}:{self.port}/{self.database}"

    @property
    def server(self) -> str:
        """The server and its database, as a sentence names them."""
        return f"{self.host}:{self.port}/{self.database}"

    def url(self, login: str, password: str | None) -> URL:
        """Return what SQLAlchemy connects by; its text hides the password."""
        return URL.create(
            "postgresql+psycopg",
            username=login or None,
            password=password,
            host=self.host,
            port=self.port,
            database=self.database,
            query=dict(self.tls),
        )


def is_address(text: str) -> bool:
    """Whether a home is a server's record and no folder."""
    return text.startswith((SCHEME, "postgres://"))


def without_password(text: str) -> str:
    """Return an address as it may be shown, whatever somebody wrote into it."""
    scheme, _, rest = text.partition("://")
    who, at, place = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}{at}{place}"


def address_of(text: str, root_certificate: str = "") -> Address:
    """Return what a text such as ``postgresql://intake@db.example:5432/prescreen`` names.

    Parameters
    ----------
    text
        May say, after a question mark, how the server is proved (`sslmode`, `sslrootcert`,
        `sslcert`, `sslkey`, `sslcrl`), in the words of libpq.
    root_certificate
        File with the certificate that the server's must be signed with, where the text names
        none. Without either, one that this machine trusts anyway.

    Raises
    ------
    KnownError
        When it is no address, holds a password, or would let the way be read by others.
    """
    try:
        parts = urlsplit(text)
        port = parts.port or _PORT
    except ValueError as error:
        raise KnownError(say(_UNREADABLE, url=without_password(text))) from error
    if parts.password is not None:
        raise KnownError(say(_SECRET))
    database = unquote(parts.path.lstrip("/"))
    if not is_address(text) or not parts.hostname or not database or "/" in database:
        raise KnownError(say(_UNREADABLE, url=without_password(text)))
    tls = _tls(parts.query, root_certificate)
    return Address(parts.hostname, database, port, unquote(parts.username or ""), tls)


def _tls(query: str, root_certificate: str) -> tuple[tuple[str, str], ...]:
    told = {name: values[-1] for name, values in parse_qs(query).items()}
    for option in told:
        if option not in _OPTIONS:
            raise KnownError(say(_OPTION, known=", ".join(sorted(_OPTIONS)), option=option))
    mode = told.get("sslmode", _MODES[0])
    if mode not in _MODES:
        raise KnownError(say(_MODE, known=" or ".join(_MODES), mode=mode))
    defaults = {"sslmode": mode, "sslrootcert": root_certificate or SYSTEM}
    return tuple(sorted((defaults | told).items()))

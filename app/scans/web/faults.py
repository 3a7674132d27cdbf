"""What can go wrong between an archive and here, each as a sentence that says what to do."""

from __future__ import annotations

import dataclasses
import enum
import ssl

import httpx

from app.domain.errors import Unavailable
from app.domain.words import Sentence, phrase, say


class Fault(enum.Enum):
    """What stands in the way."""

    DOWN = "down"
    CUT = "cut"
    BUSY = "busy"
    BROKEN = "broken"
    UNTRUSTED = "untrusted"
    CLOCK = "clock"
    UNKNOWN_USER = "unknown_user"
    NOT_ALLOWED = "not_allowed"
    NOT_THERE = "not_there"
    REFUSED = "refused"
    EMPTY = "empty"
    ALTERED = "altered"
    FULL = "full"
    NOT_KEPT = "not_kept"
    ANOTHER = "another"


PASSING = frozenset({Fault.DOWN, Fault.CUT, Fault.BUSY, Fault.BROKEN, Fault.FULL, Fault.NOT_KEPT})
"""What may be over the next time one asks."""

_WORDS = {
    Fault.DOWN: phrase(
        "{archive} cannot be reached ({why}). It is tried again by itself; if it lasts, tell who "
        "runs it."
    ),
    Fault.CUT: phrase(
        "The line to {archive} was cut ({why}). What is here stays; the rest is asked for again."
    ),
    Fault.BUSY: phrase("{archive} is busy ({why}). It is tried again by itself."),
    Fault.BROKEN: phrase(
        "{archive} failed over {what} ({why}). It is tried again; if it lasts, tell who runs it."
    ),
    Fault.UNTRUSTED: phrase(
        "{archive} cannot prove that it is the right one ({why}). Nothing was sent or fetched. Ask "
        "who runs it for the certificate to trust (root_certificate in the settings)."
    ),
    Fault.CLOCK: phrase(
        "The certificate of {archive} is not valid at this machine's time ({why}). Look at this "
        "machine's clock first; if it is right, tell who runs the archive."
    ),
    Fault.UNKNOWN_USER: phrase(
        "{archive} does not know this user or password ({why}). Give the password anew."
    ),
    Fault.NOT_ALLOWED: phrase(
        "{archive} does not let this user have {what} ({why}). Ask who runs it for the right."
    ),
    Fault.NOT_THERE: phrase(
        "{archive} has no {what} ({why}). Ask the scanner's site to send the scan again."
    ),
    Fault.REFUSED: phrase("{archive} refuses {what} ({why}). Tell who runs it."),
    Fault.EMPTY: phrase(
        "{archive} answered for {what} with nothing, as if all were well. Ask again later; if it "
        "lasts, tell who runs it."
    ),
    Fault.ALTERED: phrase(
        "What {archive} sent of {what} is not what it was ({why}). It was thrown away; ask for it "
        "again, and tell who runs the archive if it happens twice."
    ),
    Fault.FULL: phrase(
        "{archive} has no room left for {what} ({why}). It is tried again by itself; tell who runs "
        "it to make room."
    ),
    Fault.NOT_KEPT: phrase(
        "{archive} took {what} and does not say that it keeps it ({why}). The file here stays and "
        "is sent again; if it lasts, tell who runs the archive: its disk may be full."
    ),
    Fault.ANOTHER: phrase(
        "{archive} keeps another file under the number of {what} ({why}). Nothing was changed "
        "there, and the file here stays. Tell the scanner's site: two files have one number."
    ),
}


class ArchiveFault(Unavailable):
    """An archive did not give what was asked for, or the way to it failed.

    Attributes
    ----------
    fault
        What it was.
    after
        Seconds that the archive asks to be left alone for; 0 when it did not say.
    let_go
        Whether a connection ended before a word of the answer: archives let go of idle ones, at
        times just when one is used again.
    """

    def __init__(self, fault: Fault, sentence: Sentence, after: float = 0.0) -> None:
        super().__init__(sentence)
        self.fault = fault
        self.after = after
        self.let_go = False

    @property
    def passing(self) -> bool:
        """Whether asking again may help."""
        return self.fault in PASSING


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """Whom one asked for what, for the sentence."""

    archive: str
    what: str

    def fault(self, fault: Fault, why: object = "", after: float = 0.0) -> ArchiveFault:
        """Return the error that says it."""
        words = say(_WORDS[fault], archive=self.archive, what=self.what, why=why or "-")
        return ArchiveFault(fault, words, after)

    def refused(self, answer: httpx.Response) -> ArchiveFault | None:
        """Return what an answer's status means; None when it is a good one."""
        status = answer.status_code
        if status in _GOOD:
            return None
        fault = _STATUS.get(status)
        if fault is None:
            fault = Fault.BROKEN if status >= 500 else Fault.REFUSED
        return self.fault(fault, f"HTTP {status}", _after(answer))

    def failed(self, error: httpx.HTTPError, *, begun: bool = True) -> ArchiveFault:
        """Return what an error of the connection means.

        Parameters
        ----------
        begun
            Whether the answer had begun.
        """
        trust = _of_trust(error)
        if trust is not None:
            fault = Fault.CLOCK if trust.verify_code in _EXPIRED else Fault.UNTRUSTED
            return self.fault(fault, trust.verify_message)
        down = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
        found = self.fault(Fault.DOWN if down else Fault.CUT, _short(error))
        found.let_go = not begun and isinstance(error, _ENDED)
        return found


_GOOD = (200, 202, 204, 206)
"""With 202 an archive says what of several files it kept; with 204, that nothing was found."""
_STATUS = {
    401: Fault.UNKNOWN_USER,
    403: Fault.NOT_ALLOWED,
    404: Fault.NOT_THERE,
    410: Fault.NOT_THERE,
    408: Fault.BUSY,
    429: Fault.BUSY,
    502: Fault.DOWN,
    503: Fault.BUSY,
    504: Fault.DOWN,
    507: Fault.FULL,
}
_ENDED = (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError)
_EXPIRED = (9, 10)
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL."""
_LONGEST_WAIT = 300.0


def _after(answer: httpx.Response) -> float:
    """Seconds of Retry-After; a date in it is left alone."""
    told = answer.headers.get("retry-after", "")
    return min(_LONGEST_WAIT, float(told)) if told.isdecimal() else 0.0


def _of_trust(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return the refusal of a certificate that is behind an error."""
    for _ in range(8):
        if error is None or isinstance(error, ssl.SSLCertVerificationError):
            break
        error = error.__cause__ or error.__context__
    return error if isinstance(error, ssl.SSLCertVerificationError) else None


def _short(error: Exception) -> str:
    return str(error)[:200] or type(error).__name__

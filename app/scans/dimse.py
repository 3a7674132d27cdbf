"""A port that scanners send to: DICOM C-STORE and C-ECHO, with pynetdicom.

A file is acknowledged when whoever keeps it has returned, that is when it is safely on disk. What
comes is written to a file as it comes, never gathered in memory. Who may send is listed; a port
that would take from anybody says so in its settings.
"""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import logging
import socket
import socketserver
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, cast

from pynetdicom import AE, AllStoragePresentationContexts, _config, evt
from pynetdicom.service_class import StorageServiceClass
from pynetdicom.sop_class import register_uid
from pynetdicom.transport import ThreadedAssociationServer

from app.domain.errors import KnownError
from app.domain.words import phrase, say
from imaging.codecs import SYNTAXES
from imaging.guard import MAX_FILE
from imaging.signature import DX_CLASSES, TDR_CLASS

_LOG = logging.getLogger(__name__)
_ECHO = "1.2.840.10008.1.1"
_DICOS = (*DX_CLASSES, TDR_CLASS)
SUCCESS, NO_ROOM, NOT_ALLOWED, NOT_UNDERSTOOD = 0x0000, 0xA700, 0x0124, 0xC000
"""Status of a C-STORE (PS3.4, B.2.3; PS3.7, C)."""
ANYBODY = "*"
_TITLE = 16
_PDU = 1 << 18
_LONGEST_PDU = 4 << 20
"""What a sender may claim all the same: the first of an association has no limit of ours."""

_NO_PORT = phrase(
    "Port {port} cannot be opened for scanners: {why}. Stop the program that uses it, or choose "
    "another one."
)
_NO_TLS = phrase(
    "The port for scanners cannot use the certificate {path}: {why}. Check both files, and that "
    "the key belongs to the certificate."
)
_NO_PEER = phrase(
    "Nobody may send to the port for scanners. Name who may (AE titles, each with @ADDRESS where "
    "it has one; * for anybody)."
)
_BAD_TITLE = phrase("{title} is no AE title: 1 to 16 letters, digits, spaces or signs, no \\.")

Keep = Callable[[Path, str, str], None]
"""Keeps a file: its place for this moment, who sent it, what it is called. Raises `KnownError`."""


@dataclasses.dataclass(frozen=True, slots=True)
class Peer:
    """Who may send: an AE title, and the address it sends from; empty for any."""

    title: str
    address: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Port:
    """A port for scanners.

    Attributes
    ----------
    number
        Of TCP; 0 takes any that is free.
    title
        AE title by which the port must be called.
    peers
        Who may send.
    host
        The address it listens on; empty for all of this machine.
    most
        Associations at a time.
    longest
        Bytes of one file.
    silence
        Seconds after which a sender that says nothing is let go.
    certificate, key
        For TLS; None for none.
    peer_root
        What a peer's own certificate must be signed with; None where peers need none.
    """

    number: int
    title: str
    peers: tuple[Peer, ...]
    host: str = ""
    most: int = 10
    longest: int = MAX_FILE
    silence: int = 30
    certificate: Path | None = None
    key: Path | None = None
    peer_root: Path | None = None


def peer_of(word: str) -> Peer:
    """Read ``TITLE``, ``TITLE@ADDRESS`` or ``*``.

    Raises
    ------
    KnownError
        When the title is none.
    """
    title, _, address = word.partition("@")
    return Peer(checked_title(title), address.strip())


def checked_title(title: str) -> str:
    """Return an AE title without the spaces around it.

    Raises
    ------
    KnownError
        When it is none (PS3.5, table 6.2-1).
    """
    title = title.strip()
    if not (1 <= len(title) <= _TITLE and title.isascii() and title.isprintable()) or "\\" in title:
        raise KnownError(say(_BAD_TITLE, title=title or "''"))
    return title


class Receiver:
    """A port that is open until it is closed.

    Parameters
    ----------
    port
        Where, for whom.
    keep
        Called with each file, from the port's own threads; what it raises is told to the sender.

    Raises
    ------
    KnownError
        When the port cannot be opened.
    """

    def __init__(self, port: Port, keep: Keep) -> None:
        if not port.peers:
            raise KnownError(say(_NO_PEER))
        self._port, self._keep = port, keep
        self._came: dict[int, int] = {}
        self._lines: list[tuple[Any, socket.socket]] = []
        # Of the whole program: files come to disk, whatever their size.
        _config.STORE_RECV_CHUNKED_DATASET = True
        entity = _entity(port)
        handlers: list[Any] = [
            (evt.EVT_CONN_OPEN, self._opened),
            (evt.EVT_C_STORE, self._store),
            (evt.EVT_DATA_RECV, self._count),
            (evt.EVT_CONN_CLOSE, self._closed),
        ]
        try:
            server: Any = entity.make_server(
                (port.host, port.number),
                ssl_context=_tls(port),
                evt_handlers=handlers,
                server_class=_Server,
            )
        except OSError as error:
            why = error.strerror or error
            raise KnownError(say(_NO_PORT, port=port.number, why=why)) from error
        self._entity, self._server = entity, server

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def number(self) -> int:
        """The port that is open."""
        return int(self._server.socket.getsockname()[1])

    def serve(self) -> None:
        """Take what comes until `stop` is called; whoever runs threads calls this in one."""
        self._server.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """Take nothing more; `serve` returns."""
        self._server.shutdown()

    def close(self) -> None:
        """Let go of the port, and of those that are still connected."""
        self._server.server_close()
        self._entity.shutdown()
        for association, line in self._lines:
            line.close()
            association.join()
        self._lines.clear()

    def _opened(self, event: Any) -> None:
        """Guard a connection; those that ended are closed, which some ways of ending leave out."""
        line = event.assoc.dul.socket
        read = line.recv

        def guarded(size: int) -> bytes:
            if size > _LONGEST_PDU:
                raise OSError(errno.EMSGSIZE, "a PDU claims more bytes than any has")
            return bytes(read(size))

        line.recv = guarded
        ended = [one for one in self._lines if not one[0].is_alive() and one[0].ident is not None]
        for one in ended:
            self._lines.remove(one)
            one[1].close()
        self._lines.append((event.assoc, line.socket))

    def _store(self, event: Any) -> int:
        requestor = event.assoc.requestor
        title, address = str(requestor.ae_title).strip(), str(requestor.address)
        if not self._may_send(title, address):
            return NOT_ALLOWED
        self._came.pop(id(event.assoc), None)
        name = str(event.request.AffectedSOPInstanceUID)
        try:
            self._keep(Path(event.dataset_path), f"{title}@{address}", name)
        except KnownError as error:
            _LOG.warning("%s", error)
            return NO_ROOM
        return SUCCESS

    def _may_send(self, title: str, address: str) -> bool:
        return any(
            peer.title in (ANYBODY, title) and peer.address in ("", address)
            for peer in self._port.peers
        )

    def _count(self, event: Any) -> None:
        """Cut the line of who sends a file that no scanner makes."""
        came = self._came.get(id(event.assoc), 0) + len(event.data)
        self._came[id(event.assoc)] = came
        if came > self._port.longest:
            _LOG.warning("A file of more than %d bytes was cut off.", self._port.longest)
            event.assoc.dul.socket.close()

    def _closed(self, event: Any) -> None:
        """Throw away what was cut on its way; it was not acknowledged."""
        self._came.pop(id(event.assoc), None)
        part = getattr(event.assoc.dimse.message, "_data_set_file", None)
        if part is not None:
            part.close()
            with contextlib.suppress(OSError):
                Path(part.name).unlink(missing_ok=True)


class _Server(ThreadedAssociationServer):
    """Shakes hands in the thread of the connection: one that does not would stop all others."""

    def shutdown(self) -> None:
        """End `serve_forever`; the base class takes itself off a list that it is not on."""
        socketserver.BaseServer.shutdown(self)

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        client, address = cast(socket.socket, self.socket).accept()
        client.settimeout(self.ae.network_timeout)
        if self.ssl_context is not None:
            client = self.ssl_context.wrap_socket(
                client, server_side=True, do_handshake_on_connect=False
            )
        return client, address


def _entity(port: Port) -> AE:
    entity = AE(ae_title=port.title)
    entity.require_called_aet = True
    titles = [peer.title for peer in port.peers]
    if ANYBODY not in titles:
        entity.require_calling_aet = titles
    entity.maximum_associations = port.most
    entity.maximum_pdu_size = _PDU
    entity.acse_timeout = entity.dimse_timeout = entity.network_timeout = port.silence
    syntaxes = list(SYNTAXES)
    for context in AllStoragePresentationContexts:
        entity.add_supported_context(str(context.abstract_syntax), syntaxes)
    for uid in _DICOS:
        # Not in pynetdicom's tables, which are those of medicine.
        register_uid(uid, f"Dicos{uid.rpartition('501.')[2].replace('.', '')}", StorageServiceClass)
        entity.add_supported_context(uid, syntaxes)
    entity.add_supported_context(_ECHO)
    return entity


def _tls(port: Port) -> ssl.SSLContext | None:
    if port.certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(port.certificate, port.key)
        if port.peer_root is not None:
            context.load_verify_locations(port.peer_root)
            context.verify_mode = ssl.CERT_REQUIRED
    except (OSError, ssl.SSLError) as error:
        why = error.strerror or error
        raise KnownError(say(_NO_TLS, path=port.certificate, why=why)) from error
    return context

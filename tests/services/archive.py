"""An archive of files for the tests: real HTTP over real TLS, that fails as it is told to."""

from __future__ import annotations

import dataclasses
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from app.scans.web.address import Archive, archive_of
from tests.services.certificates import Certified, certified
from tests.services.link import Far

_BETWEEN = "between-the-parts-5b1c"


class Valve:
    """How much of each file's bodies may pass: what a test lets through, and no more."""

    def __init__(self) -> None:
        self._room = self._reach = 0
        self._taken: dict[str, int] = {}
        self._moved = threading.Condition()
        self._open = False

    def let(self, count: int) -> None:
        """Let so many bytes more of each file through."""
        with self._moved:
            self._room += count
            self._moved.notify_all()

    def reach(self, end: int) -> None:
        """Let each file through as far as this byte, whoever asks in whatever order."""
        with self._moved:
            self._reach = end
            self._moved.notify_all()

    def open(self) -> None:
        """Let everything through."""
        with self._moved:
            self._open = True
            self._moved.notify_all()

    def take(self, path: str, end: int | None, count: int) -> None:
        """Wait until so many bytes of a file, the last one before `end`, may pass."""
        with self._moved:
            self._moved.wait_for(lambda: self._passes(path, end, count))
            if end is None or end > self._reach:
                self._taken[path] = self._taken.get(path, 0) + count

    def _passes(self, path: str, end: int | None, count: int) -> bool:
        near = end is not None and end <= self._reach
        return self._open or near or self._room >= self._taken.get(path, 0) + count


_PIECE = 4096


@dataclasses.dataclass(slots=True)
class Plan:
    """What the archive holds, and how it behaves; may be changed while it runs.

    Attributes
    ----------
    files
        By path.
    ranges
        Whether parts are given.
    many
        Whether several parts are given in one answer; without, all of the file is.
    cut_after
        Bytes of a body after which the connection is dropped, by turns; 0 is never.
    statuses
        Answers that are given before any good one; 0 drops the connection without one.
    headers
        Added to each answer; None takes one away.
    valve
        What holds bodies back; None for nothing.
    """

    files: dict[str, bytes] = dataclasses.field(default_factory=dict)
    ranges: bool = True
    many: bool = True
    cut_after: list[int] = dataclasses.field(default_factory=list)
    statuses: list[int] = dataclasses.field(default_factory=list)
    headers: dict[str, str | None] = dataclasses.field(default_factory=dict)
    valve: Valve | None = None
    alter: Callable[[bytes], bytes] = bytes
    posts: list[tuple[int, bytes]] = dataclasses.field(default_factory=list)
    """Answers to what is stored, by turns; status 0 drops the connection in the middle."""
    stored: list[bytes] = dataclasses.field(default_factory=list)
    """What was sent to be stored."""
    asked: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    """Path and range of each request."""
    body_bytes: int = 0
    """Bytes of bodies that were sent."""
    peers: set[object] = dataclasses.field(default_factory=set)
    """Who asked for what is here: one for each connection."""


def served(plan: Plan, folder: Path, host: str) -> ThreadingHTTPServer:
    """Return a server of a plan, certified by what lies in a folder; it does not run yet."""
    server = ThreadingHTTPServer((host, 0), _handler(plan))
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    # The handshake is the connection's thread's work: one that fails must not stop the archive.
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    return server


def prepare(folder: Path, made: Certified) -> Path:
    """Write what a server needs; return the certificate that its clients trust."""
    (folder / "server.pem").write_bytes(made.certificate + made.key)
    (folder / "trust.pem").write_bytes(made.authority)
    return folder / "trust.pem"


@contextmanager
def archive(folder: Path, plan: Plan, made: Certified | None = None) -> Iterator[Archive]:
    """Run an archive until the end of the block."""
    trust = prepare(folder, made or certified())
    server = served(plan, folder, "127.0.0.1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield archive_of(f"https://localhost:{server.server_port}", trust)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def far_archive(folder: Path, far: Far, files: dict[str, bytes]) -> Iterator[Archive]:
    """Run an archive at a far place, in a program of its own."""
    trust = prepare(folder, certified(far.address))
    kept = folder / "files"
    kept.mkdir()
    for name, body in files.items():
        (kept / name).write_bytes(body)
    command = [*far.inside, sys.executable, "-m", __name__, str(folder), far.address]
    root = Path(__file__).resolve().parents[2]
    run = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        port = run.stdout.readline().decode().strip() if run.stdout else ""
        yield archive_of(f"https://{far.address}:{port}", trust)
    finally:
        run.kill()
        run.wait()
        for stream in (run.stdin, run.stdout):
            if stream:
                stream.close()


def main() -> int:
    """Serve the files of a folder."""
    folder, host = Path(sys.argv[1]), sys.argv[2]
    plan = Plan({path.name: path.read_bytes() for path in (folder / "files").iterdir()})
    server = served(plan, folder, host)
    print(server.server_port, flush=True)
    server.serve_forever()
    return 0


def _handler(plan: Plan) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if plan.statuses[:1] == [0]:
                plan.statuses.pop(0)
                self.close_connection = True
            else:
                _answer(self, plan)

        def do_POST(self) -> None:
            _take(self, plan)

        def log_message(self, format: str, *values: Any) -> None:  # noqa: A002 - its name
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                self.close_connection = True

    return Handler


def _answer(asked: BaseHTTPRequestHandler, plan: Plan) -> None:
    path, span = asked.path.lstrip("/"), asked.headers.get("range", "")
    plan.asked.append((path, span))
    plan.peers.add(asked.client_address)
    status = plan.statuses.pop(0) if plan.statuses else 200
    body = plan.files.get(path)
    if status != 200 or body is None:
        asked.send_response(status if status != 200 else 404)
        asked.send_header("content-length", "0")
        asked.end_headers()
        return
    status, sent, headers = _part(plan, span, plan.alter(body))
    headers["content-length"] = str(len(sent))
    asked.send_response(status)
    for name, value in (headers | plan.headers).items():
        if value is not None:
            asked.send_header(name, value)
    asked.end_headers()
    cut = plan.cut_after.pop(0) if plan.cut_after else 0
    sent = sent[:cut] if cut else sent
    _send(asked, plan, sent)
    if cut:
        asked.wfile.flush()
        asked.connection.unwrap()
        asked.close_connection = True


def _take(asked: BaseHTTPRequestHandler, plan: Plan) -> None:
    """Take what is to be stored, and answer as planned."""
    status, body = plan.posts.pop(0)
    size = int(asked.headers.get("content-length", "0"))
    if status == 0:
        asked.rfile.read(size // 2)
        asked.close_connection = True
        return
    plan.stored.append(asked.rfile.read(size))
    asked.send_response(status)
    asked.send_header("content-length", str(len(body)))
    asked.end_headers()
    asked.wfile.write(body)


def _part(plan: Plan, span: str, body: bytes) -> tuple[int, bytes, dict[str, str | None]]:
    """Return status, body and headers of what is given of a file."""
    headers: dict[str, str | None] = {"etag": '"1"'}
    if "," in span and plan.ranges and plan.many:
        headers["content-type"] = f"multipart/byteranges; boundary={_BETWEEN}"
        return 206, _many(span, body), headers
    if span and plan.ranges and "," not in span:
        begin, end = _span(span.removeprefix("bytes="), len(body))
        headers["content-range"] = f"bytes {begin}-{end - 1}/{len(body)}"
        return 206, body[begin:end], headers
    return 200, body, headers


def _send(asked: BaseHTTPRequestHandler, plan: Plan, body: bytes) -> None:
    span = asked.headers.get("range", "").removeprefix("bytes=")
    begin = _span(span, 0)[0] if span and "," not in span else None
    for at in range(0, len(body), _PIECE):
        piece = body[at : at + _PIECE]
        if plan.valve is not None:
            end = None if begin is None else begin + at + len(piece)
            plan.valve.take(asked.path, end, len(piece))
        asked.wfile.write(piece)
        plan.body_bytes += len(piece)


def _span(told: str, size: int) -> tuple[int, int]:
    first, last = told.strip().split("-")
    return int(first), int(last) + 1 if last else size


def _many(span: str, body: bytes) -> bytes:
    """Return several parts in one body."""
    out = bytearray()
    for told in span.removeprefix("bytes=").split(","):
        begin, end = _span(told, len(body))
        out += f"\r\n--{_BETWEEN}\r\nContent-Type: application/octet-stream\r\n".encode()
        out += f"Content-Range: bytes {begin}-{end - 1}/{len(body)}\r\n\r\n".encode()
        out += body[begin:end]
    return bytes(out) + f"\r\n--{_BETWEEN}--\r\n".encode()


if __name__ == "__main__":
    sys.exit(main())

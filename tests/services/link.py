"""A bad line to a far place, for the tests: rate, round trip, jitter, loss, cuts.

Real packets of the kernel's own TCP: the far place is a network namespace, and this program stands
between it and here, holding both ends of the line (two TUN devices). It gives each packet its time
on the line and its way, loses some, and cuts connections. It needs root and Linux; where there is
neither, whoever wants a line skips and says so.

Run as a program it lays the line, prints where the far place is, and lays it down again when its
standard input is closed: also when the tests were killed.
"""

from __future__ import annotations

import argparse
import dataclasses
import fcntl
import heapq
import os
import random
import secrets
import selectors
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_TCP = 6
_RST, _ACK = 0x04, 0x10
_MTU = 1500


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """What a line is like.

    Attributes
    ----------
    mbit
        Megabits a second, each way.
    rtt
        Seconds there and back.
    jitter
        Seconds that a packet may take longer; none overtakes another.
    loss
        Share of packets that are lost.
    cut_every
        Seconds after which all connections are reset, again and again; 0 is never.
    """

    mbit: float = 20.0
    rtt: float = 0.120
    jitter: float = 0.0
    loss: float = 0.0
    cut_every: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Far:
    """A far place: what is run with `inside` before it, is there."""

    address: str
    namespace: str

    @property
    def inside(self) -> list[str]:
        """What a command begins with to be run there."""
        return ["ip", "netns", "exec", self.namespace]


def why_not() -> str:
    """Say why no line can be laid on this machine; empty when it can."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return f"a line needs root on Linux, and this is no root or no Linux ({sys.platform})"
    if shutil.which("ip") is None:
        return "no ip(8) here: Debian's iproute2 has it"
    return "" if Path("/dev/net/tun").exists() else "the kernel has no /dev/net/tun"


@contextmanager
def line(kind: Kind) -> Iterator[Far]:
    """Lay a line, and lay it down at the end of the block.

    Raises
    ------
    OSError
        If the machine does not allow it.
    """
    options = [
        f"--{key.replace('_', '-')}={value}" for key, value in dataclasses.asdict(kind).items()
    ]
    command = [sys.executable, __file__, *options]
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        told = (run.stdout.readline() if run.stdout else "").split()
        if len(told) != 2:
            raise OSError("this machine lets nobody lay a line: no TUN device or namespace")
        yield Far(*told)
    finally:
        if run.stdin:
            run.stdin.close()
        run.wait(timeout=30)
        if run.stdout:
            run.stdout.close()


class _Way:
    """One direction of the line."""

    def __init__(self, kind: Kind, out: int, generator: random.Random) -> None:
        self._kind, self._out, self._random = kind, out, generator
        self._rate = kind.mbit * 1e6 / 8.0
        # As much as the line carries in a round trip, and what a usual router holds besides.
        self._most = self._rate * max(kind.rtt, 0.02) * 2.0
        self._free = 0.0
        self._last = 0.0
        self._flying: list[tuple[float, int, bytes]] = []
        self._number = 0

    def take(self, packet: bytes, now: float) -> None:
        """Take a packet up, or lose it."""
        self._free = max(self._free, now)
        if (self._free - now) * self._rate > self._most or self._random.random() < self._kind.loss:
            return
        self._free += len(packet) / self._rate
        arrives = self._free + self._kind.rtt / 2.0 + self._random.uniform(0.0, self._kind.jitter)
        self._last = max(self._last, arrives)
        self._number += 1
        heapq.heappush(self._flying, (self._last, self._number, packet))

    @property
    def next(self) -> float | None:
        """When the next packet arrives."""
        return self._flying[0][0] if self._flying else None

    def deliver(self, now: float) -> None:
        """Hand over what has arrived."""
        while self._flying and self._flying[0][0] <= now:
            os.write(self._out, heapq.heappop(self._flying)[2])

    def cut(self, known: _Connections) -> None:
        """Lose what is on the way, and reset the connections that go this way."""
        self._flying.clear()
        for packet in known.resets():
            os.write(self._out, packet)


@dataclasses.dataclass(slots=True)
class _Connections:
    """TCP connections that go over the line, and what each side expects next."""

    expected: dict[bytes, tuple[int, int]] = dataclasses.field(default_factory=dict)
    """By addresses and ports of a packet's way: next sequence number, and what it acknowledges."""

    def see(self, packet: bytes) -> None:
        """Remember where a connection stands."""
        if packet[0] >> 4 != 4 or packet[9] != _TCP:
            return
        head = (packet[0] & 15) * 4
        sequence, acknowledged, offset, flags = struct.unpack_from(">IIBB", packet, head + 4)
        length = len(packet) - head - (offset >> 4) * 4
        length += bool(flags & 0x02) + bool(flags & 0x01)
        key = packet[12:20] + packet[head : head + 4]
        if flags & _RST:
            self.expected.pop(key, None)
        else:
            self.expected[key] = ((sequence + length) & 0xFFFFFFFF, acknowledged)

    def resets(self) -> Iterator[bytes]:
        """Return packets that reset each connection, in the name of who sends them; forget all."""
        for key, (sequence, acknowledged) in self.expected.items():
            yield _reset(key, sequence, acknowledged)
        self.expected.clear()


def _reset(key: bytes, sequence: int, acknowledged: int) -> bytes:
    source, target, ports = key[:4], key[4:8], key[8:12]
    flags = struct.pack(">IIBBHHH", sequence, acknowledged, 5 << 4, _RST | _ACK, 0, 0, 0)
    tcp = ports + flags
    checked = _sum(source + target + struct.pack(">BBH", 0, _TCP, len(tcp)) + tcp)
    tcp = tcp[:16] + struct.pack(">H", checked) + tcp[18:]
    head = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0, 64, _TCP, 0) + source + target
    return head[:10] + struct.pack(">H", _sum(head)) + head[12:] + tcp


def _sum(data: bytes) -> int:
    """Return the internet checksum (RFC 1071)."""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _tun(name: str) -> int:
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _TUNSETIFF, struct.pack("16sH", name.encode(), _IFF_TUN | _IFF_NO_PI))
    return device


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def _lay(mark: str) -> tuple[int, int, str, str]:
    """Make both ends: here, and in a namespace of its own; return them and where the far one is."""
    space, near, far = f"far{mark}", f"nr{mark}", f"fr{mark}"
    # 198.18.0.0/15 is set aside for measuring networks (RFC 2544).
    net = f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(63) * 4}"
    base, last = net.rsplit(".", 1)
    here, there = f"{base}.{int(last) + 1}", f"{base}.{int(last) + 2}"
    ends = _tun(near), _tun(far)
    _ip("netns", "add", space)
    _ip("link", "set", far, "netns", space)
    _ip("addr", "add", f"{here}/30", "dev", near)
    _ip("link", "set", near, "up", "mtu", str(_MTU))
    inside = ("netns", "exec", space, "ip")
    _ip(*inside, "addr", "add", f"{there}/30", "dev", far)
    _ip(*inside, "link", "set", far, "up", "mtu", str(_MTU))
    _ip(*inside, "link", "set", "lo", "up")
    return *ends, there, space


def _carry(kind: Kind, near: int, far: int) -> None:
    """Carry packets both ways until standard input is closed."""
    generator = random.Random(1)
    ways = {near: _Way(kind, far, generator), far: _Way(kind, near, generator)}
    known = {end: _Connections() for end in ways}
    stop = sys.stdin.fileno()
    selector = selectors.DefaultSelector()
    for end in (*ways, stop):
        selector.register(end, selectors.EVENT_READ)
    cut = time.monotonic() + (kind.cut_every or float("inf"))
    while True:
        now = time.monotonic()
        nexts = [way.next for way in ways.values() if way.next is not None]
        ready = {key.fd for key, _ in selector.select(max(0.0, min([*nexts, now + 0.05]) - now))}
        if stop in ready:
            return
        for end in ready:
            _take(end, ways[end], known[end])
        now = time.monotonic()
        for way in ways.values():
            way.deliver(now)
        if now > cut:
            cut = now + kind.cut_every
            for end, way in ways.items():
                way.cut(known[end])


def _take(end: int, way: _Way, known: _Connections) -> None:
    """Take up what stands at one end."""
    for _ in range(64):
        try:
            packet = os.read(end, _MTU + 100)
        except BlockingIOError:
            return
        known.see(packet)
        way.take(packet, time.monotonic())


def main() -> int:
    """Lay a line, carry, and lay it down."""
    parser = argparse.ArgumentParser()
    for field in dataclasses.fields(Kind):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=float, default=field.default)
    kind = Kind(**vars(parser.parse_args()))
    mark = secrets.token_hex(4)
    try:
        near, far, there, space = _lay(mark)
        print(there, space, flush=True)
        _carry(kind, near, far)
    finally:
        # With the last hold on them the devices go too.
        subprocess.run(["ip", "netns", "delete", f"far{mark}"], check=False, capture_output=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The port for scanners, spoken to by pynetdicom as a scanner would."""

from __future__ import annotations

import io
import os
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pydicom
import pytest
from pynetdicom import AE, evt

from app.domain.errors import KnownError, Unavailable
from app.domain.words import say
from app.scans.dimse import Peer, Port, Receiver, peer_of
from tests.services.certificates import certified
from tests.unit.imaging_files import dicom_bytes, picture

CLASS = "1.2.840.10008.5.1.4.1.1.1.1"
DX = "1.2.840.10008.5.1.4.1.1.501.2.2"
EXPLICIT = "1.2.840.10008.1.2.1"


class Kept:
    """Keeps what comes, unless told not to."""

    def __init__(self) -> None:
        self.files: list[tuple[bytes, str, str]] = []
        self.full = False

    def __call__(self, path: Path, source: str, name: str) -> None:
        if self.full:
            raise Unavailable(say("The disk is full."))
        self.files.append((path.read_bytes(), source, name))


@contextmanager
def opened(kept: Kept, **changes: object) -> Iterator[Receiver]:
    told = {
        "number": 0,
        "title": "RELAY",
        "peers": (Peer("LANE1"),),
        "host": "127.0.0.1",
        "silence": 3,
    }
    with Receiver(Port(**(told | changes)), kept) as receiver:
        thread = threading.Thread(target=receiver.serve)
        thread.start()
        try:
            yield receiver
        finally:
            receiver.stop()
            thread.join()


def send(receiver: Receiver, data: bytes, *, title: str = "LANE1", called: str = "RELAY", tls=None):
    """Return the status of a C-STORE; None when it is not even spoken with."""
    file = pydicom.dcmread(io.BytesIO(data))
    entity = AE(ae_title=title)
    entity.add_requested_context(str(file.SOPClassUID), [str(file.file_meta.TransferSyntaxUID)])
    entity.network_timeout = entity.acse_timeout = entity.dimse_timeout = 10
    sockets = []
    # pynetdicom's own sender leaves its end open when it is cut off.
    handlers = [(evt.EVT_CONN_OPEN, lambda event: sockets.append(event.assoc.dul.socket.socket))]
    line = entity.associate(
        "127.0.0.1", receiver.number, ae_title=called, tls_args=tls, evt_handlers=handlers
    )
    try:
        return line.send_c_store(file).get("Status") if line.is_established else None
    finally:
        line.release()
        for one in sockets:
            one.close()


@pytest.mark.parametrize("sop_class", [CLASS, DX])
def test_a_file_is_kept_as_it_was_sent(sop_class):
    kept = Kept()
    data = dicom_bytes(picture(300, 500), sop_class=sop_class, PatientID="A 1")
    with opened(kept) as receiver:
        assert send(receiver, data) == 0
    ((found, source, name),) = kept.files
    assert source == "LANE1@127.0.0.1"
    assert name == "1.2.3.4"
    was, now = pydicom.dcmread(io.BytesIO(data)), pydicom.dcmread(io.BytesIO(found))
    assert now == was
    assert now.PixelData == was.PixelData


def test_what_is_not_safe_is_not_acknowledged():
    kept = Kept()
    kept.full = True
    with opened(kept) as receiver:
        assert send(receiver, dicom_bytes(picture())) == 0xA700
        kept.full = False
        assert send(receiver, dicom_bytes(picture())) == 0
    assert len(kept.files) == 1


@pytest.mark.parametrize(
    ("peers", "title", "called", "status"),
    [
        ((Peer("LANE1"),), "LANE2", "RELAY", None),
        ((Peer("LANE1"),), "LANE1", "OTHER", None),
        ((Peer("LANE1", "192.0.2.7"),), "LANE1", "RELAY", 0x0124),
        ((Peer("LANE1", "127.0.0.1"),), "LANE1", "RELAY", 0),
        ((Peer("*"),), "ANYBODY", "RELAY", 0),
    ],
)
def test_only_who_is_listed_may_send(peers, title, called, status):
    kept = Kept()
    with opened(kept, peers=peers) as receiver:
        assert send(receiver, dicom_bytes(picture()), title=title, called=called) == status
    assert len(kept.files) == (status == 0)


def test_there_are_only_so_many_associations():
    with opened(Kept(), most=1) as receiver:
        entity = AE(ae_title="LANE1")
        entity.add_requested_context(CLASS, [EXPLICIT])
        first = entity.associate("127.0.0.1", receiver.number, ae_title="RELAY")
        second = entity.associate("127.0.0.1", receiver.number, ae_title="RELAY")
        assert (first.is_established, second.is_established) == (True, False)
        first.release()


def test_a_file_without_end_is_cut_off_and_leaves_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = Kept()
    with opened(kept, longest=200_000) as receiver:
        assert send(receiver, dicom_bytes(picture(800, 900))) is None
        # Others are served as before.
        assert send(receiver, dicom_bytes(picture())) == 0
    assert len(kept.files) == 1
    assert list(tmp_path.iterdir()) == []


def test_tls_with_certificates_of_both_sides(tmp_path):
    made = certified()
    root, certificate, key = (tmp_path / name for name in ("root", "certificate", "key"))
    for path, data in ((root, made.authority), (certificate, made.certificate), (key, made.key)):
        path.write_bytes(data)
    kept = Kept()
    changes = {"certificate": certificate, "key": key}
    with opened(kept, **changes) as receiver:
        # Who connects and never shakes hands keeps nobody out.
        with socket.create_connection(("127.0.0.1", receiver.number)):
            context = ssl.create_default_context(cafile=root)
            assert send(receiver, dicom_bytes(picture()), tls=(context, "localhost")) == 0
        assert send(receiver, dicom_bytes(picture())) is None
    with opened(kept, **changes, peer_root=root) as receiver:
        assert send(receiver, dicom_bytes(picture()), tls=(context, "localhost")) is None
        context.load_cert_chain(certificate, key)
        assert send(receiver, dicom_bytes(picture()), tls=(context, "localhost")) == 0
    assert len(kept.files) == 2


def test_bytes_that_are_no_dicom_keep_nobody_out():
    kept = Kept()
    with opened(kept) as receiver:
        with socket.create_connection(("127.0.0.1", receiver.number)) as line:
            line.sendall(os.urandom(4096))
        assert send(receiver, dicom_bytes(picture())) == 0


def test_what_cannot_be_opened_says_why(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with (
            pytest.raises(KnownError, match="cannot be opened for scanners"),
            opened(Kept(), number=taken.getsockname()[1]),
        ):
            pass
    with pytest.raises(KnownError, match="Nobody may send"):
        Receiver(Port(0, "RELAY", ()), Kept())
    with (
        pytest.raises(KnownError, match="cannot use the certificate"),
        opened(Kept(), certificate=tmp_path / "none.pem"),
    ):
        pass


@pytest.mark.parametrize("word", ["", "A" * 17, "A\\B", "@10.0.0.1", "É"])
def test_a_title_that_is_none_is_refused(word):
    with pytest.raises(KnownError, match="no AE title"):
        peer_of(word)


def test_a_peer_is_read_with_its_address():
    assert peer_of("LANE 1@10.0.0.1") == Peer("LANE 1", "10.0.0.1")
    assert peer_of("*") == Peer("*")

"""Certificates of the tests' own making: an authority, and a server's signed with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Certified:
    """PEM of an authority's certificate, and of a server's certificate and key."""

    authority: bytes
    certificate: bytes
    key: bytes


def certified(
    host: str = "localhost", *, begins: dt.timedelta = -_DAY, ends: dt.timedelta = 30 * _DAY
) -> Certified:
    """Make them for a host's name or address, and for `localhost` this
    machine's own address as well, valid from now plus `begins`."""
    authority, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = _name("Prescreen tests")
    span = (-_DAY, 30 * _DAY)
    root = _certificate(issuer, issuer, authority, span).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    names: list[x509.GeneralName] = [_alternative(host)]
    if host == "localhost":
        names.append(_alternative("127.0.0.1"))
    own = (
        _certificate(_name(host), issuer, key, (begins, ends))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    return Certified(
        root.sign(authority, hashes.SHA256()).public_bytes(pem),
        own.sign(authority, hashes.SHA256()).public_bytes(pem),
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain),
    )


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    span: tuple[dt.timedelta, dt.timedelta],
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + span[0])
        .not_valid_after(now + span[1])
    )

"""Addresses somebody typed: private networks stay closed, nothing is followed, hostile answers are one sentence."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from interco.config.demo.organisation import Built
from interco.foundation.core.outgoing import Barrier, Unreached, exchange, is_open, place_of, reach
from interco.scheduling.enums import LinkFault
from tests.scheduling.linked.refusals import COLLECTION, refused
from tests.scheduling.linked.servers import Radicale, bad_server, says


@pytest.mark.parametrize("address", [
    "", "agenda", "ftp://a.example/", "https://", "https://odette:secret@a.example/", "https://a.example/?x=1",
    "https://a.example/#x", "https://a.example:99999/", "https://a.example/ b", "https://a.example/\r\nHost: b", "https://[::1",
    "javascript:alert(1)", "https://" + "a" * 600 + ".example/", "file:///etc/passwd", "https://a..b/",
])  # fmt: skip
def test_what_is_no_address_is_told(cast: Built, address: str) -> None:
    assert refused(cast, address) == ("address", str(LinkFault.ADDRESS.label))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_this_machine_is_closed_unless_the_installation_opens_it(cast: Built, server: Radicale, host: str) -> None:
    assert refused(cast, f"http://{host}:{server.port}/odette/a/") == ("address", str(LinkFault.PRIVATE.label))


@pytest.mark.parametrize(("ip", "expected"), [
    ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
    ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("127.0.0.1", False),
    ("100.64.0.1", False), ("0.0.0.1", False), ("255.255.255.255", False), ("224.0.0.1", False), ("198.18.0.1", False),
    ("::1", False), ("::", False), ("fe80::1", False), ("fd00::1", False), ("fec0::1", False), ("ff02::1", False),
    ("::ffff:10.0.0.1", False), ("::ffff:169.254.169.254", False), ("64:ff9b::a9fe:a9fe", False), ("2002:7f00:1::", False),
    ("2001:0:53aa:64c::1", False), ("fd00:ec2::254", False),
])  # fmt: skip
def test_private_ranges_are_closed(ip: str, expected: bool) -> None:
    assert is_open(ipaddress.ip_address(ip), ()) is expected


def test_a_network_of_the_house_may_be_opened_and_no_other_with_it() -> None:
    networks = (ipaddress.ip_network("10.4.0.0/16"), ipaddress.ip_network("fd12::/32"))
    assert is_open(ipaddress.ip_address("10.4.1.1"), networks)
    assert is_open(ipaddress.ip_address("::ffff:10.4.1.1"), networks)
    assert is_open(ipaddress.ip_address("fd12::1"), networks)
    assert not is_open(ipaddress.ip_address("10.5.1.1"), networks)


def test_in_clear_only_within_this_machine() -> None:
    with pytest.raises(Unreached) as told:
        reach(place_of("http://127.0.0.1/"), networks=())
    assert told.value.barrier == Barrier.PRIVATE
    found = reach(place_of("http://127.0.0.1/"), networks=(ipaddress.ip_network("127.0.0.0/8"),))
    assert [str(one) for one in found.addresses] == ["127.0.0.1"]


def test_the_address_resolved_is_the_one_connected_to(server: Radicale) -> None:
    """A name that would answer otherwise the second time changes nothing: it is not asked again."""
    place = place_of(f"http://localhost:{server.port}/")
    found = reach(place, networks=(ipaddress.ip_network("127.0.0.0/8"),))
    asked: list[object] = []
    real = socket.getaddrinfo

    def counted(host: object, *given: Any, **named: Any) -> Any:
        asked.append(host)
        return real(host, *given, **named)  # type: ignore[arg-type]  # as it was asked

    socket.getaddrinfo = counted
    try:
        exchange(found, "GET", "/", headers={})
    finally:
        socket.getaddrinfo = real
    assert "localhost" not in asked


def test_no_redirection_is_followed(cast: Built, server: Radicale, calendar: str) -> None:
    with bad_server(says("200 OK", b"secret")) as secret:
        with bad_server(says("302 Found", b"", f"Location: {secret.address}")) as bad:
            assert refused(cast, bad.address) == ("address", str(LinkFault.MOVED.label))
        assert secret.asked == []


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><multistatus xmlns="DAV:"><response><href>&c;</href></response></multistatus>'
)


OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(("answer", "fault"), [
    (says("207 Multi-Status", BOMB), LinkFault.UNREADABLE),
    (says("207 Multi-Status", BOMB.decode().encode("utf-16")), LinkFault.UNREADABLE),
    (says("207 Multi-Status", OUTSIDE), LinkFault.UNREADABLE),
    (says("207 Multi-Status", b"<a>" * 100_000), LinkFault.UNREADABLE),
    (says("207 Multi-Status", b"<a>" + b"<b/>" * 300_000 + b"</a>"), LinkFault.UNREADABLE),
    (says("207 Multi-Status", b"\x00\xff" * 100), LinkFault.UNREADABLE),
    (says("207 Multi-Status", b""), LinkFault.UNREADABLE),
    (says("207 Multi-Status", b'<a xmlns="DAV:"/>'), LinkFault.UNREADABLE),
    (says("207 Multi-Status", COLLECTION.format(kind="", more="").encode()), LinkFault.NOT_A_CALENDAR),
    (says("200 OK", b"<html>"), LinkFault.UNREADABLE),
    (says("404 Not Found"), LinkFault.NOT_A_CALENDAR),
    (says("500 Broken"), LinkFault.BROKEN),
    (says("207 Multi-Status", b"a" * (9 * 1024 * 1024)), LinkFault.TOO_BIG),
    (lambda wire: wire.sendall(b"HTTP/1.1 207 OK\r\nContent-Length: 500\r\n\r\n<a"), LinkFault.SILENT),
    (lambda wire: wire.sendall(b"HTTP/1.1 207 OK\r\nX: " + b"a" * 100_000), LinkFault.SILENT),
    (lambda wire: wire.sendall(b"HTTP/1.1 207 OK\r\n" + b"X: a\r\n" * 500 + b"\r\n"), LinkFault.SILENT),
    (lambda wire: wire.sendall(b"bonjour\r\n\r\n"), LinkFault.SILENT),
    (lambda _wire: None, LinkFault.SILENT),
])  # fmt: skip
def test_hostile_answers_are_told_in_one_sentence(
    cast: Built, settings: Any, answer: Callable[[socket.socket], None], fault: LinkFault
) -> None:  # fmt: skip
    settings.CALDAV_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    with bad_server(answer) as bad:
        assert refused(cast, bad.address) == ("address", str(fault.label))


@pytest.mark.parametrize("drip", [b"HTTP/1.1 207 OK\r\nContent-Length: 100000\r\n\r\n", b""])
def test_an_answer_drop_by_drop_is_cut(drip: bytes) -> None:
    def slowly(wire: socket.socket) -> None:
        wire.sendall(drip)
        for _second in range(200):
            wire.sendall(b"a")
            time.sleep(0.1)

    with bad_server(slowly) as bad:
        place = place_of(bad.address)
        found = reach(place, networks=(ipaddress.ip_network("127.0.0.0/8"),))
        began = time.monotonic()
        with pytest.raises(Unreached):
            exchange(found, "GET", "/", headers={}, seconds=1)
        assert time.monotonic() - began < 5


def test_a_certificate_nobody_vouches_for_is_refused(cast: Built, settings: Any, tmp_path: Path) -> None:
    settings.CALDAV_NETWORKS = (ipaddress.ip_network("127.0.0.0/8"),)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path))

    def answer(wire: socket.socket) -> None:
        raise OSError  # never reached: nothing is said before the certificate is known

    with bad_server(answer) as plain, socket.create_server(("127.0.0.1", 0)) as door:
        import threading

        def accept() -> None:
            wire, _address = door.accept()
            try:
                context.wrap_socket(wire, server_side=True)
            except OSError:
                wire.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        address = f"https://127.0.0.1:{door.getsockname()[1]}/odette/agenda/"
        assert refused(cast, address) == ("address", str(LinkFault.CERTIFICATE.label))
        thread.join(timeout=5)
        assert plain.asked == []


def _own_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 - a certificate of the day
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = folder / "own.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file

"""Sites that drip, flood, babble or stay silent: each look at one ends in time."""

import socket
import ssl
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.programmes.evidence.fetch import GuardedFetch
from tests.servers.public_network import NAMES, OUTSIDE, Names, Outside
from tests.servers.web_sites import speaking


def drip(connection: socket.socket, over: threading.Event) -> None:
    """A byte now and then, for ever: each wait is short, the whole is endless."""
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not over.wait(0.02):
        connection.sendall(b".")


def stay_silent(connection: socket.socket, over: threading.Event) -> None:
    over.wait(10)


def drip_headers(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not over.wait(0.02):
        connection.sendall(b"a")


@pytest.mark.parametrize("talk", [drip, stay_silent, drip_headers])
def test_a_slow_site_is_left_at_the_deadline(talk: Any) -> None:
    with speaking(talk) as port:
        fetch = GuardedFetch(resolve=Names(NAMES), network=Outside(port), seconds=0.3)
        started = time.monotonic()

        look = fetch("http://www.example.org/")

    assert (look.state, look.why) == ("unchecked", "silent")
    assert time.monotonic() - started < 5


def test_a_resolver_that_hangs_is_left_at_the_deadline() -> None:
    release = threading.Event()

    def hang(host: str, port: int) -> Sequence[str]:
        release.wait(10)
        return (OUTSIDE,)

    look = GuardedFetch(resolve=hang, network=Outside(9), seconds=0.2)("http://www.example.org/")

    release.set()
    assert look.why == "silent"


def flood(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Flood</title>")
    while not over.is_set():
        connection.sendall(b" " * 65536)


def test_an_endless_page_is_read_only_so_far() -> None:
    with speaking(flood) as port:
        look = GuardedFetch(resolve=Names(NAMES), network=Outside(port))("http://www.example.org/")

    assert (look.state, look.title) == ("found", "Flood")


def babble(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(4096)
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


def hang_up(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(4096)


@pytest.mark.parametrize("talk", [babble, hang_up])
def test_a_server_that_speaks_no_http_is_unchecked(talk: Any) -> None:
    with speaking(talk) as port:
        fetch = GuardedFetch(resolve=Names(NAMES), network=Outside(port))

        assert fetch("http://www.example.org/").why == "unreachable"


def test_a_server_that_speaks_no_tls_is_unchecked() -> None:
    with speaking(babble) as port:
        fetch = GuardedFetch(resolve=Names(NAMES), network=Outside(port))

        assert fetch("https://www.example.org/").why == "unreachable"


def test_the_certificate_is_asked_for_the_name_and_not_for_the_address() -> None:
    hellos: list[bytes] = []

    def listen(connection: socket.socket, over: threading.Event) -> None:
        hellos.append(connection.recv(4096))

    with speaking(listen) as port:
        GuardedFetch(resolve=Names(NAMES), network=Outside(port))("https://www.example.org/")

    assert b"www.example.org" in hellos[0]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for www.example.org, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "www.example.org")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("www.example.org")]), False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "site.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@pytest.mark.parametrize(
    ("host", "known", "state"),
    [
        ("www.example.org", True, "found"),
        ("www.example.org", False, "unchecked"),
        ("other.example.org", True, "unchecked"),
    ],
)
def test_a_certificate_must_be_known_and_for_that_name(
    certificate: Path, host: str, known: bool, state: str
) -> None:
    def talk(connection: socket.socket, over: threading.Event) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(4096)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with speaking(talk) as port:
        fetch = GuardedFetch(resolve=Names(NAMES), network=Outside(port))
        if known:
            fetch._tls.load_verify_locations(certificate)

        assert fetch(f"https://{host}/").state == state

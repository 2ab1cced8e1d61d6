"""Speaking HTTP to a server whose address somebody typed, without being made to speak to anything else.

The name is resolved once and the connection made to that very address: a name that answers differently later changes
nothing. Addresses of private networks, of this machine and of its links (where clouds keep their secrets) are refused,
but those of the networks the installation opens. HTTPS only, its certificate verified; plain HTTP within this machine.
No redirection is followed. An answer is read within a size and a time, whatever the server does.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urlsplit

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
#: Seconds for one exchange, from the connection to the last byte.
SECONDS = 20
MOST_OCTETS = 8 * 1024 * 1024
LONGEST_ADDRESS = 500
_CHUNK = 64 * 1024
_MOST_TRIED = 3
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Barrier(StrEnum):
    """Why nothing was exchanged."""

    ADDRESS = "address"
    UNKNOWN = "unknown-host"
    PRIVATE = "private"
    PLAIN = "plain"
    CERTIFICATE = "certificate"
    SILENT = "silent"
    TOO_BIG = "too-big"


class Unreached(Exception):  # noqa: N818 - an answer of the network
    """The exchange did not take place; `barrier` says why, `detail` is for the log."""

    def __init__(self, barrier: Barrier, detail: str = "") -> None:
        super().__init__(f"{barrier}: {detail}")
        self.barrier, self.detail = barrier, detail


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """A server and a path on it, as typed. `path` begins with a slash and is already quoted."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host as a header tells it."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == _PORTS[self.scheme] else f"{shown}:{self.port}"

    @property
    def address(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"


@dataclass(frozen=True, slots=True)
class Server:
    """A server whose name was resolved: `addresses` are those one may connect to."""

    place: Place
    addresses: Sequence[Ip] = field(default=())


_PORTS = {"http": 80, "https": 443}


def place_of(typed: str) -> Place:
    """An address cut in its parts, or `Unreached` when it is none, or carries an account."""
    if len(typed) > LONGEST_ADDRESS or any(sign.isspace() or not sign.isprintable() for sign in typed):
        raise Unreached(Barrier.ADDRESS)
    try:
        parts = urlsplit(typed)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
    except (ValueError, UnicodeError):
        raise Unreached(Barrier.ADDRESS) from None
    if (
        parts.scheme not in _PORTS
        or not host
        or parts.username is not None
        or parts.query
        or parts.fragment
        or port == 0
    ):
        raise Unreached(Barrier.ADDRESS)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return Place(parts.scheme, host, port or _PORTS[parts.scheme], path)


def is_open(ip: Ip, networks: Sequence[Network]) -> bool:
    """Whether one may connect to it: an address of the internet, or of a network that the installation opens."""
    inner = _inner(ip)
    if any(one.version == inner.version and inner in one for one in networks):
        return True
    if isinstance(inner, ipaddress.IPv6Address) and (inner.is_site_local or inner.teredo is not None):
        return False
    return inner.is_global and not inner.is_multicast and not inner.is_reserved and not inner.is_unspecified


def _inner(ip: Ip) -> Ip:
    """The address that another one carries: an IPv4 one told in IPv6."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip


def reach(place: Place, *, networks: Sequence[Network]) -> Server:
    """Resolve the name, once. `Unreached` when it is unknown, leads where one may not go, or would be spoken to in clear."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreached(Barrier.UNKNOWN, str(error)) from None
    addresses = [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in found]
    allowed = list(dict.fromkeys(one for one in addresses if is_open(one, networks)))
    if not allowed:
        raise Unreached(Barrier.PRIVATE, place.host)
    if place.scheme == "http":
        allowed = [one for one in allowed if one.is_loopback]
        if not allowed:
            raise Unreached(Barrier.PLAIN, place.host)
    return Server(place, allowed[:_MOST_TRIED])


def exchange(
    server: Server, method: str, path: str, *, headers: Mapping[str, str], body: bytes = b"", seconds: float = SECONDS,
    most_octets: int = MOST_OCTETS,
) -> Answer:  # fmt: skip
    """Send and read the answer, whatever its status. `Unreached` when there is none, or it passes the size or the time."""
    connection = _Pinned(server, seconds)
    with closing(connection):
        alarm = threading.Timer(seconds, connection.cut)
        alarm.daemon = True
        alarm.start()
        try:
            sent = {"Accept-Encoding": "identity", "Connection": "close", "Host": server.place.authority, **headers}
            connection.request(method, path, body=body or None, headers=sent)
            answer = _read(connection.getresponse(), most_octets)
            if connection.was_cut:
                raise Unreached(Barrier.SILENT, "too long")
            return answer
        except ssl.SSLCertVerificationError as error:
            raise Unreached(Barrier.CERTIFICATE, error.verify_message) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreached(Barrier.SILENT, f"{type(error).__name__}: {error}"[:200]) from None
        finally:
            alarm.cancel()


def _read(response: http.client.HTTPResponse, most_octets: int) -> Answer:
    parts: list[bytes] = []
    length = 0
    while chunk := response.read(_CHUNK):
        length += len(chunk)
        if length > most_octets:
            raise Unreached(Barrier.TOO_BIG)
        parts.append(chunk)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, b"".join(parts))


class _Pinned(http.client.HTTPConnection):
    """A connection to the resolved address, under the name that was typed."""

    def __init__(self, server: Server, seconds: float) -> None:
        super().__init__(server.place.host, server.place.port, timeout=seconds)
        self._server, self._seconds = server, seconds
        self._wire: socket.socket | None = None
        self.was_cut = False

    def connect(self) -> None:
        """Connect to the first address that answers; within TLS, to the name."""
        failure: OSError = OSError("no address")
        for address in self._server.addresses:
            try:
                self.sock = socket.create_connection((str(address), self.port), timeout=self._seconds)
                break
            except OSError as error:
                failure = error
        else:
            raise failure
        if self._server.place.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self._wire = self.sock  # the answer takes the other one over

    def cut(self) -> None:
        """End the exchange, from another thread: whoever waits for a byte gets the end of the stream."""
        self.was_cut = True
        wire = self._wire or self.sock
        if wire is not None:
            with suppress(OSError):
                wire.shutdown(socket.SHUT_RDWR)

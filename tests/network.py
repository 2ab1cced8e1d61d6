"""The network as the tests see it: this machine, and nothing else.

An audit hook watches every socket that Python opens, whatever library opens it. Programs started by a test (a browser,
PostgreSQL) are not watched; the browser journeys close their own door.
"""

import ipaddress
import socket
import sys
from typing import Any

LOCAL_NAMES = {"", "localhost", socket.gethostname()}


class NetworkClosed(Exception):  # noqa: N818
    """A test tried to leave this machine. Not an `OSError`: no code under test takes it for a failure to handle."""


def close() -> None:
    """Refuse, until the process ends, every connection and every name that is not of this machine."""
    sys.addaudithook(_watch)


def is_local(host: Any) -> bool:
    """Whether a host, as given to a socket, is this machine.

    >>> is_local("127.0.0.1"), is_local("::1"), is_local("example.org"), is_local("192.0.2.1")
    (True, True, False, False)
    """
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name in LOCAL_NAMES


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path is a Unix socket
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = arguments[0]
    else:
        return
    if host is not None and not is_local(host):
        raise NetworkClosed(f"{event}: {host!r}; tests do not leave this machine")

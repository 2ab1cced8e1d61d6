"""What comes from the network, made sane before the application reads it.

The address of the client comes from the connection; from `X-Forwarded-For` only when the connection is that of a
trusted proxy (`INTERCO_TRUSTED_PROXIES`, networks separated by commas), read from the right up to the first address
that is not trusted. Example: with `10.0.0.0/8` trusted, `X-Forwarded-For: 6.6.6.6, 203.0.113.9` sent by 10.0.0.2 gives
203.0.113.9. Headers with an underscore are dropped: WSGI would take them for their twin with a hyphen.
"""

import ipaddress
import os
from collections.abc import Iterable, MutableMapping
from typing import Any
from urllib.parse import quote

Scope = MutableMapping[str, Any]
Headers = Iterable[tuple[bytes, bytes]]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def trusted_networks(text: str) -> tuple[Network, ...]:
    """The networks of a setting such as `10.0.0.0/8, ::1`."""
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


TRUSTED = trusted_networks(os.environ.get("INTERCO_TRUSTED_PROXIES", ""))


def is_trusted(address: str, trusted: Iterable[Network]) -> bool:
    """Whether an address is that of a proxy of ours."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted)


def client_of(peer: str, forwarded: str, trusted: Iterable[Network]) -> str:
    """The client behind our proxies: the last address of `forwarded` that is not one of them; else the peer itself."""
    networks = tuple(trusted)
    if not is_trusted(peer, networks):
        return peer
    for candidate in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        try:
            address = str(ipaddress.ip_address(candidate.removeprefix("[").split("]")[0]))
        except ValueError:
            return peer
        if not is_trusted(address, networks):
            return address
    return peer


def sane_scope(scope: Scope, trusted: Iterable[Network] = TRUSTED) -> Scope:
    """The same request with a true client address and scheme, no twin header, an ASCII query."""
    networks = tuple(trusted)
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    client = scope.get("client") or ("", 0)
    forwarded = _joined(headers, b"x-forwarded-for")
    changed: dict[str, Any] = {
        "headers": headers,
        "query_string": quote(scope["query_string"], safe="!#$%&'()*+,/:;=?@[]~-._").encode("ascii"),
    }
    if is_trusted(client[0], networks):
        changed["client"] = (client_of(client[0], forwarded, networks), client[1])
        scheme = _joined(headers, b"x-forwarded-proto").split(",")[-1].strip().lower()
        if scheme in {"http", "https"}:
            changed["scheme"] = scheme
        changed["headers"] = [entry for entry in headers if not entry[0].startswith(b"x-forwarded-")]
    return {**scope, **changed}


def _joined(headers: Headers, wanted: bytes) -> str:
    return ",".join(value.decode("latin-1") for name, value in headers if name == wanted)

"""Which addresses an endpoint may have: public ones, so that no message reaches inside a network.

A developer's machine may also tell itself. Names are resolved once, here, and the request goes to
the very address that was judged: a name that resolves differently a moment later changes nothing.
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

NAT64 = IPv6Network("64:ff9b::/96")
PORTS = {"https": 443, "http": 80}


class AddressError(ValueError):
    """An address nothing is sent to, and why."""


@dataclass(frozen=True)
class Destination:
    """A judged address: what to connect to, and the name the certificate must bear."""

    host: str
    addresses: tuple[str, ...]


def destination(url: str, *, development: bool) -> Destination:
    """Judge an endpoint's address.

    Args:
        url: the endpoint's address.
        development: whether plain HTTP and this very machine are open too.

    Raises:
        AddressError: it is not HTTPS, not an address, unknown, or not public.
    """
    schemes = ("https", "http") if development else ("https",)
    host, port = _parts(url, schemes)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as failure:
        raise AddressError(f"url: got {url!r}, expected a known host ({failure})") from failure
    addresses = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    for address in addresses:
        if not development and not is_public(address):
            raise AddressError(
                f"url: got {url!r}, expected a public address; {host} is at {address}"
            )
    return Destination(host, addresses)


def _parts(url: str, schemes: tuple[str, ...]) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as failure:
        raise AddressError(f"url: got {url!r}, expected an address ({failure})") from failure
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password:
        expected = " or ".join(f"{scheme}://host/…" for scheme in schemes)
        raise AddressError(f"url: got {url!r}, expected {expected} without user or password")
    return parts.hostname, port


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also when it wraps another.

    Args:
        address: IPv4 or IPv6, in any notation.
    """
    one = ip_address(address.partition("%")[0])
    inner = _wrapped(one) if isinstance(one, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return one.is_global and not one.is_multicast


def _wrapped(one: IPv6Address) -> IPv4Address | None:
    """The IPv4 address a gateway would turn this one into."""
    if one in NAT64:
        return IPv4Address(int(one) & 0xFFFFFFFF)
    return one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)

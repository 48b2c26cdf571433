"""Which addresses of the web are fetched, and which machines behind them are connected to."""

from __future__ import annotations

import ipaddress
import re
import socket
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urldefrag, urlsplit

from geobrief.errors import WebError

_LONGEST = 4000
"""Characters of an address; browsers give up at about as many."""
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_ADDRESSES = 16
"""Of one host that are looked at."""


def web_address(written: str) -> str:
    """Return an address without its fragment.

    Raises:
        WebError: It is none that is fetched: of another scheme, without a host, or with a password in it.
    """
    address = written.strip()
    shown = _UNSEEN.sub("\ufffd", address[:200])
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise WebError(shown, f"is no address of the web ({error})") from error
    if parts.scheme.lower() not in ("http", "https"):
        hint = "write it with https:// before it" if not parts.scheme or "." in parts.scheme else "save it as a file"
        raise WebError(shown, f"is no address of the web, which begins with http:// or https://; {hint}")
    if not host or port == 0:
        raise WebError(shown, "names no host")
    if parts.username is not None or parts.password is not None:
        raise WebError(f"{parts.scheme}://…@{host}", "holds a name or a password, which is never sent; leave it out")
    if len(address) > _LONGEST or _UNSEEN.search(address):
        raise WebError(shown, "holds spaces or signs that cannot be seen, or is endless; write it again")
    return urldefrag(address).url


def resolved(host: str, port: int, *, allow_private: bool) -> list[str]:
    """Return the numeric addresses of a host, to connect to just these: asked again, it could name others.

    Raises:
        WebError: There is no such host, or one of its addresses is of a private network and those are not allowed.
    """
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise WebError(host, "is no host that is known here, or there is no network") from error
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))[:_MOST_ADDRESSES]
    private = [] if allow_private else [one for one in found if not is_public(one)]
    if private:
        raise WebError(host, f"is in a private network ({private[0]}): allow that with --allow-private if you mean it")
    return found


def is_public(numeric: str) -> bool:
    """Whether a numeric address belongs to the public Internet, whatever it is wrapped in.

    >>> is_public("192.0.78.9"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(numeric.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _meant(ip))


def _meant(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The addresses that are reached by one: some of version 6 carry one of version 4."""
    if isinstance(ip, IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip in _NAT64:
        return [IPv4Address(int(ip) & 0xFFFFFFFF)]
    inner = [ip.sixtofour] if ip.sixtofour else list(ip.teredo or ())
    return [ip, *inner]

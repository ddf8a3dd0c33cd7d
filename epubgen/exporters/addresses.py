# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of servers: what can be used, what may be shown, and why one cannot be reached."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from socket import gaierror
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

__all__ = ["address_parts", "connection_row", "has_login", "is_loopback", "shown"]


def address_parts(url: str) -> SplitResult | None:
    """The parts of an address; None when it is none of a server."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        return None
    plain = url.isprintable() and " " not in url and not parts.query and not parts.fragment
    return parts if usable and plain else None


def is_loopback(host: str | None) -> bool:
    """Whether what is sent to a host stays on this computer."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def has_login(url: str) -> bool:
    """Whether an address holds a user name or a password; one with a slash in it leaves no address that can be read."""
    authority = url.partition("//")[2].partition("/")[0]
    return "@" in authority or ("@" in url and address_parts(url) is None)


def shown(base: str, location: str) -> str:
    """Where an answer points to, without user, password and query: a stranger wrote it."""
    try:
        parts = urlsplit(urljoin(base, location))
    except ValueError:
        return "?"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{unquote(parts.path)}"


def connection_row(error: BaseException) -> str:
    """Which row of EG067 tells of a failed connection, by what lies at the bottom of it."""
    chain = list(_chain(error))
    names = {type(link).__name__ for link in chain}
    if any(isinstance(link, ssl.SSLCertVerificationError) for link in chain):
        return "certificate"
    if any(isinstance(link, ssl.SSLError) for link in chain):
        return "tls"
    if any(isinstance(link, gaierror) for link in chain):
        return "host"
    if any(isinstance(link, ConnectionRefusedError) for link in chain):
        return "refused"
    if names & {"ProxyError", "ProxyConnectionError"}:
        return "proxy"
    if any(isinstance(link, TimeoutError) or "Timeout" in type(link).__name__ for link in chain):
        return "silent"
    return "unreachable" if names & {"ConnectError", "EndpointConnectionError"} else "broken"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

# SPDX-License-Identifier: AGPL-3.0-or-later
"""Server addresses: which can be used, what of them may be printed, and why a connection failed."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from socket import gaierror
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from epubgen.errors import Finding, finding
from epubgen.publishing.delivery.exporter import Delivery

__all__ = ["address_faults", "connection_row", "is_loopback", "links", "shown", "without_login"]


def address_faults(delivery: Delivery, setting: str, rows: tuple[str, str], variable: str) -> Iterator[Finding]:
    """Return what is wrong with an address in the settings; nothing if there is no address.

    Args:
        delivery: a delivery with ``encryption`` among its settings.
        setting: name of the setting.
        rows: two rows of EG065: the address holds a password, the address cannot be used.
        variable: the environment variable in which the password belongs.
    """
    url, at, path = delivery.settings[setting], delivery.place(setting), f"settings.{setting}"
    parts = _parts(url)
    if _has_login(url):
        yield finding(rows[0], at, path, variable=variable)
    elif url and parts is None:
        yield finding(rows[1], at, path)
    elif parts and parts.scheme == "http" and not is_loopback(parts.hostname):
        row = "EG065.open" if delivery.settings["encryption"] == "none" else "EG065.plain"
        yield finding(row, at, path, server=f"http://{parts.netloc}")


def _parts(url: str) -> SplitResult | None:
    """Split an address; ``None`` if it does not name a server."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        return None
    plain = url.isprintable() and " " not in url and not parts.query and not parts.fragment
    return parts if usable and plain else None


def is_loopback(host: str | None) -> bool:
    """Return whether data for this host stays on this computer."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _has_login(url: str) -> bool:
    """Return whether an address holds a user name or a password.

    An address whose login contains a slash cannot be parsed, so it counts as one with a login.
    """
    authority = url.partition("//")[2].partition("/")[0]
    return "@" in authority or ("@" in url and _parts(url) is None)


def without_login(text: str) -> str:
    """Return a setting for printing: ``…`` for an address with a password."""
    return "…" if "//" in text and _has_login(text) else text


def shown(base: str, location: str) -> str:
    """Return a redirect target for printing, without user, password and query, because a server chose it."""
    try:
        parts = urlsplit(urljoin(base, location))
    except ValueError:
        return "?"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{unquote(parts.path)}"


def connection_row(error: BaseException) -> str:
    """Return the row of EG067, or of EG064, for the cause of a failed connection."""
    chain = list(links(error))
    names = {type(link).__name__ for link in chain}
    if any(isinstance(link, ssl.SSLCertVerificationError) for link in chain):
        return "certificate"
    if any(isinstance(link, ssl.SSLError) for link in chain):
        return "tls"
    if any(isinstance(link, (gaierror, UnicodeError)) for link in chain):
        return "host"
    if any(isinstance(link, ConnectionRefusedError) for link in chain):
        return "refused"
    if names & {"ProxyError", "ProxyConnectionError"}:
        return "proxy"
    if any(isinstance(link, TimeoutError) or "Timeout" in type(link).__name__ for link in chain):
        return "silent"
    return "unreachable" if names & {"ConnectError", "EndpointConnectionError"} else "broken"


def links(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, then its causes down to the first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

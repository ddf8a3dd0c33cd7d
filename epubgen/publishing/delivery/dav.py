# SPDX-License-Identifier: AGPL-3.0-or-later
"""A collection on a WebDAV server: the few requests that a delivery needs (RFC 4918), and what a refusal means."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from epubgen.errors import DeliveryError, finding
from epubgen.publishing.delivery.addresses import connection_row, shown
from epubgen.publishing.delivery.artifact import Artifact, Delivery
from epubgen.publishing.delivery.settings import secret_variable

if TYPE_CHECKING:
    import httpx

__all__ = ["Collection", "Seen", "checksum"]

ROWS = {401: "login", 403: "forbidden", 404: "missing", 405: "method", 409: "conflict", 412: "condition"}
ROWS |= {413: "large", 423: "locked", 429: "busy", 501: "method", 503: "busy", 507: "full"}
ABSENT = (404, 410)
UNKNOWN = (400, 403, 405, 501)
"""Answers to a look that tell nothing: of folders that can only be written to, of servers without PROPFIND."""
NO_MOVE = (207, 400, 403, 404, 405, 409, 501, 502)
"""Answers to MOVE of servers that have none, or read another address than ours behind a proxy; 207: a part failed."""
KEPT = 65536
"""Bytes of an answer that are read; the rest can be as long as it likes."""
PROPERTIES = (
    b'<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:" xmlns:oc="http://owncloud.org/ns"><prop>'
    b"<resourcetype/><getcontentlength/><oc:checksums/></prop></propfind>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a server tells of a path; nothing when there is nothing to know."""

    there: bool | None = None
    folder: bool = False
    size: int | None = None
    checksums: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Body:
    """A file as the body of a request: read anew each time, because a Digest challenge makes it go twice."""

    path: Path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(KEPT):
                yield chunk


class Collection:
    """A collection, for the time of one delivery. Names are relative to it, with ``/`` between folders.

    Raises:
        DeliveryError: from every method: EG067 the server cannot be reached, EG068 it refuses.
    """

    def __init__(self, client: httpx.Client, delivery: Delivery, patience: float) -> None:
        self.client = client
        self.delivery = delivery
        self.patience = patience
        self.base = delivery.settings["url"].rstrip("/") + "/"
        self.server = "{0.scheme}://{0.netloc}".format(urlsplit(self.base))

    def look(self, name: str) -> Seen:
        """What is known of a file, without getting it."""
        answer = self._ask("PROPFIND", name, {"Depth": "0", "Content-Type": "application/xml"}, PROPERTIES)
        if answer.status == 207:  # noqa: PLR2004 - Multi-Status, RFC 4918 §11.1
            return _properties(answer.body)
        if answer.status in UNKNOWN:
            answer = self._ask("HEAD", name)
        if answer.status in (*ABSENT, *UNKNOWN):
            return Seen(there=False if answer.status in ABSENT else None)
        self._hold(answer, "PROPFIND", name)
        length = answer.headers.get("content-length", "")
        return Seen(there=True, size=int(length) if length.isdecimal() else None)

    def make_folders(self, name: str) -> None:
        """Make the folders above a file; those that exist stay as they are (405, RFC 4918 §9.3.1)."""
        folder = ""
        for part in name.split("/")[:-1]:
            folder += f"{part}/"
            answer = self._ask("MKCOL", folder)
            if answer.status != 405:  # noqa: PLR2004 - the answer that the RFC gives for "exists"
                self._hold(answer, "MKCOL", folder)

    def put(self, name: str, parcel: Artifact, digest: str, *, final: str) -> None:
        """Send the file; a server that knows ``OC-Checksum`` tests what arrives. A refusal tells the final name."""
        headers = {
            "Content-Length": str(parcel.size),
            "Content-Type": parcel.media_type,
            "OC-Checksum": digest,
        }
        self._hold(self._ask("PUT", name, headers, _Body(parcel.path)), "PUT", final, parcel.size)

    def move(self, name: str, to: str) -> bool:
        """Give a file its final name, in place of the one that has it; False when the server has no MOVE for us.

        Behind a proxy that ends the encryption, servers take an absolute Destination for that of a stranger (502, 400);
        a path is as good (RFC 4918 §10.3).
        """
        target = self._url(to)
        for destination in (target, urlsplit(target).path):
            answer = self._ask("MOVE", name, {"Destination": destination, "Overwrite": "T"})
            if answer.status not in NO_MOVE:
                self._hold(answer, "MOVE", to)
                return True
        return False

    def drop(self, name: str) -> None:
        """Delete a file that nobody should see; a failure here changes nothing of the one that is reported."""
        with suppress(DeliveryError):
            self._ask("DELETE", name, patience=min(self.patience, 10))

    def fail(self, row: str, name: str, **facts: object) -> NoReturn:
        """Raise a row of EG068 or EG069 about a name."""
        path = unquote(urlsplit(self.base).path) + name
        variable = secret_variable(self.delivery.name)
        used = self.delivery.settings["auth"]
        facts = {"server": self.server, "path": path, "variable": variable, "used": used, **facts}
        raise DeliveryError(finding(row, self.delivery.place("url"), "", **facts))

    def _url(self, name: str) -> str:
        return str(self.client.build_request("GET", self.base + quote(name)).url)

    def _ask(
        self,
        method: str,
        name: str,
        headers: Mapping[str, str] | None = None,
        content: bytes | _Body | None = None,
        patience: float | None = None,
    ) -> _Answer:
        import httpx  # noqa: PLC0415 - an extra, and slow to load

        sent = {"Accept-Encoding": "identity", **(headers or {})}
        timeout = httpx.Timeout(patience or self.patience, connect=min(self.patience, 20))
        try:
            with self.client.stream(method, self._url(name), headers=sent, content=content, timeout=timeout) as answer:
                return _Answer(status=answer.status_code, headers=answer.headers, body=_opening(answer.iter_raw(4096)))
        except httpx.InvalidURL:
            self.fail("EG065.url", "")
        except httpx.TransportError as error:
            self.fail(f"EG067.{connection_row(error)}", name, seconds=round(self.patience))
        except (KeyError, ValueError, NotImplementedError):
            if self.delivery.settings["auth"] != "digest":
                raise
            self.fail("EG068.challenge", name)  # what httpx makes of a broken or rare challenge

    def _hold(self, answer: _Answer, method: str, name: str, size: int = 0) -> None:
        status = answer.status
        if 200 <= status < 300:  # noqa: PLR2004 - Successful, RFC 9110 §15.3
            return
        facts = {"status": status, "method": method, "size": size}
        if 300 <= status < 400:  # noqa: PLR2004 - Redirection, RFC 9110 §15.4
            there = shown(self._url(name), answer.headers.get("location", ""))
            self.fail("EG068.elsewhere", name, there=there, **facts)
        if status == 401 and (asked := _asked(answer.headers)) not in ("", self.delivery.settings["auth"]):  # noqa: PLR2004
            self.fail("EG068.scheme", name, asked=asked, **facts)
        self.fail(f"EG068.{ROWS.get(status) or ('server' if status >= 500 else 'status')}", name, **facts)  # noqa: PLR2004


def checksum(path: Path) -> str:
    """SHA-1 as ownCloud, Nextcloud and their kin write it: the only kind that all of them take."""
    with path.open("rb") as file:
        return f"SHA1:{hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()}"


def _opening(chunks: Iterator[bytes]) -> bytes:
    body = b""
    for chunk in chunks:
        body += chunk
        if len(body) >= KEPT:
            break
    return body


def _properties(body: bytes) -> Seen:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(body or b"<none/>", parser)
    if root is None:
        return Seen(there=True)
    size = root.findtext(".//{DAV:}getcontentlength") or ""
    sums = " ".join(element.text or "" for element in root.iter("{http://owncloud.org/ns}checksum"))
    folder = root.find(".//{DAV:}resourcetype/{DAV:}collection") is not None
    return Seen(there=True, folder=folder, size=int(size) if size.isdecimal() else None, checksums=sums)


def _asked(headers: Mapping[str, str]) -> str:
    """The way in which a server asks for a password, when it is one of ours and the only one."""
    challenge = headers.get("www-authenticate", "").lower()
    ways = [way for way in ("basic", "digest") if f"{way} " in challenge or challenge == way]
    return ways[0] if len(ways) == 1 else ""

# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivers to a folder on a WebDAV server (RFC 4918): Nextcloud, ownCloud, Seafile, Apache, nginx.

Each file is uploaded under a temporary name and then renamed, so that nobody sees half a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.addresses import address_faults, connection_row, shown
from epubgen.publishing.delivery.exporter import (
    Artifact,
    Delivery,
    DeliverySetting,
    Secrets,
    Sent,
    missing_secret,
    secret_variable,
)
from epubgen.publishing.delivery.file_names import check_unchanged, name_faults, names_of, raise_errors
from epubgen.startup import dataclass

if TYPE_CHECKING:
    import ssl

    import httpx

__all__ = ["EXPORTER", "RemoteFile", "WebdavCollection", "WebdavExporter", "checksum"]


class WebdavExporter:
    """Stores the files of an issue in a folder of a WebDAV server."""

    name = "webdav"
    settings = (
        DeliverySetting(
            name="url",
            required=True,
            about_en="the address of a folder; it must be there. Names and passwords have no place in it",
            about_zh="文件夹的网址，必须已经存在；里面不能写用户名和密码",
        ),
        DeliverySetting(
            name="pattern",
            default="{title}_{date}",
            about_en="the name of each file, without its ending; `/` makes folders",
            about_zh="文件名的样式，不写扩展名；`/` 表示子文件夹",
        ),
        DeliverySetting(
            name="user",
            about_en="the user name; without it nobody logs in",
            about_zh="用户名；不写则不登录",
        ),
        DeliverySetting(
            name="auth",
            default="basic",
            choices=("basic", "digest"),
            about_en="how the server asks for the password",
            about_zh="服务器要求的认证方式",
        ),
        DeliverySetting(
            name="encryption",
            default="required",
            choices=("required", "none"),
            about_en="`none`: `http://` is allowed, for a network that you trust",
            about_zh="`none` 表示允许 `http://`，只用于可信的网络",
        ),
    )
    secrets = ("password",)

    def __init__(self, patience: float = 60) -> None:
        """Args: patience: seconds without a sign of the server, after which it counts as silent."""
        self.patience = patience

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:
        """Return EG061 for the pattern or a missing password, EG065 for the address, EG066 for a missing library."""
        named = secret_variable(delivery.name)
        found = [*address_faults(delivery, "url", ("EG065.login", "EG065.url"), named), *name_faults(parcels, delivery)]
        if delivery.settings["user"] and not secrets.get(delivery.name):
            found.append(missing_secret(delivery))
        return tuple(found if find_spec("httpx") else [*found, finding("EG066.webdav", delivery.place())])

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Store each file. A file that the server already has, by its checksum, is not sent again.

        Raises:
            DeliveryError: EG061, EG065 the settings; EG067 the server cannot be reached; EG068 it refuses; EG069 the
                stored file has another size; EG062 a file cannot be read.
            ToolError: EG066 the library is missing.
        """
        raise_errors(self.check(parcels, delivery, secrets))
        names = names_of(parcels, delivery)
        with _opened(delivery, secrets.get(delivery.name), self.patience) as collection:
            stored = [_store(collection, parcel, name) for parcel, name in zip(parcels, names, strict=True)]
        key = "ui.sent.webdav" if any(stored) else "ui.sent.webdav.there"
        return Sent(where=collection.base, key=key, args=(("files", ", ".join(names)),))


EXPORTER = WebdavExporter()


@contextmanager
def _opened(delivery: Delivery, password: str, patience: float) -> Iterator[WebdavCollection]:
    import httpx  # noqa: PLC0415 - an extra, and slow to load

    user = delivery.settings["user"]
    login = (httpx.DigestAuth if delivery.settings["auth"] == "digest" else httpx.BasicAuth)(user, password)
    with httpx.Client(auth=login if user else None, verify=_certificates(), follow_redirects=False) as client:
        yield WebdavCollection(client, delivery, patience)


@cache
def _certificates() -> ssl.SSLContext:
    """Load the trusted certificates once for all deliveries."""
    import httpx  # noqa: PLC0415 - an extra, and slow to load

    context = httpx.create_ssl_context()
    context.load_default_certs()  # the certificate authority of a house stands among those of the system
    return context


def _store(collection: WebdavCollection, parcel: Artifact, name: str) -> bool:
    """Store a file unless the server has it; return whether it was sent."""
    check_unchanged(parcel, collection.delivery)
    digest = checksum(parcel.path)
    before = collection.look(name)
    if before.folder:
        collection.fail("EG068.folder", name)  # MOVE would replace it with all that is in it
    if before.size == parcel.size and digest.lower() in before.checksums.lower():
        return False
    if not before.there:
        collection.make_folders(name)
    if not _by_move(collection, parcel, name, digest):
        _directly(collection, parcel, name, digest, before)
    after = collection.look(name)
    if after.size not in (None, parcel.size):
        collection.fail("EG069", name, there=after.size, size=parcel.size)
    return True


def _by_move(collection: WebdavCollection, parcel: Artifact, name: str, digest: str) -> bool:
    temporary = f"{name.rpartition('/')[0]}/epubgen-{parcel.sha256[:16]}.uploading".lstrip("/")
    moved = False
    try:
        collection.put(temporary, parcel, digest, final=name)
        moved = collection.move(temporary, name)
    finally:
        if not moved:
            collection.drop(temporary)
    return moved


def _directly(collection: WebdavCollection, parcel: Artifact, name: str, digest: str, before: RemoteFile) -> None:
    """Upload under the final name, for servers without MOVE; a broken upload is deleted."""
    try:
        collection.put(name, parcel, digest, final=name)
    except DeliveryError:
        if before.there is False or collection.look(name).size != before.size:
            collection.drop(name)
        raise


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
class RemoteFile:
    """What a server says about a path; the fields are empty if there is no file."""

    there: bool | None = None
    folder: bool = False
    size: int | None = None
    checksums: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Response:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _FileBody:
    """A file as the body of a request. It can be read twice, because a Digest challenge repeats the request."""

    path: Path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(KEPT):
                yield chunk


class WebdavCollection:
    """A folder on the server during one delivery. Names are relative to it, with ``/`` between folders.

    Raises:
        DeliveryError: from every method: EG067 the server cannot be reached, EG068 it refuses.
    """

    def __init__(self, client: httpx.Client, delivery: Delivery, patience: float) -> None:
        self.client = client
        self.delivery = delivery
        self.patience = patience
        self.base = delivery.settings["url"].rstrip("/") + "/"
        self.server = "{0.scheme}://{0.netloc}".format(urlsplit(self.base))

    def look(self, name: str) -> RemoteFile:
        """Return what the server knows of a file, without downloading it."""
        answer = self._ask("PROPFIND", name, {"Depth": "0", "Content-Type": "application/xml"}, PROPERTIES)
        if answer.status == 207:  # noqa: PLR2004 - Multi-Status, RFC 4918 §11.1
            return _properties(answer.body)
        if answer.status in UNKNOWN:
            answer = self._ask("HEAD", name)
        if answer.status in (*ABSENT, *UNKNOWN):
            return RemoteFile(there=False if answer.status in ABSENT else None)
        self._hold(answer, "PROPFIND", name)
        length = answer.headers.get("content-length", "")
        return RemoteFile(there=True, size=int(length) if length.isdecimal() else None)

    def make_folders(self, name: str) -> None:
        """Create the folders above a file; existing ones stay as they are (405, RFC 4918 §9.3.1)."""
        folder = ""
        for part in name.split("/")[:-1]:
            folder += f"{part}/"
            answer = self._ask("MKCOL", folder)
            if answer.status != 405:  # noqa: PLR2004 - the answer that the RFC gives for "exists"
                self._hold(answer, "MKCOL", folder)

    def put(self, name: str, parcel: Artifact, digest: str, *, final: str) -> None:
        """Upload the file; a server that knows ``OC-Checksum`` verifies it. A refusal names the final file name."""
        headers = {
            "Content-Length": str(parcel.size),
            "Content-Type": parcel.media_type,
            "OC-Checksum": digest,
        }
        self._hold(self._ask("PUT", name, headers, _FileBody(parcel.path)), "PUT", final, parcel.size)

    def move(self, name: str, to: str) -> bool:
        """Rename a file to its final name and replace what is there; False if the server has no MOVE.

        The destination is a path: behind a proxy that ends the encryption, servers take an absolute address for another
        server (502, 400). RFC 4918 §10.3 allows both.
        """
        target = self._url(to)
        for destination in (target, urlsplit(target).path):
            answer = self._ask("MOVE", name, {"Destination": destination, "Overwrite": "T"})
            if answer.status not in NO_MOVE:
                self._hold(answer, "MOVE", to)
                return True
        return False

    def drop(self, name: str) -> None:
        """Delete a temporary file; a failure here is ignored, because another failure is being reported."""
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
        content: bytes | _FileBody | None = None,
        patience: float | None = None,
    ) -> _Response:
        import httpx  # noqa: PLC0415 - an extra, and slow to load

        sent = {"Accept-Encoding": "identity", **(headers or {})}
        timeout = httpx.Timeout(patience or self.patience, connect=min(self.patience, 20))
        try:
            with self.client.stream(method, self._url(name), headers=sent, content=content, timeout=timeout) as answer:
                return _Response(
                    status=answer.status_code, headers=answer.headers, body=_opening(answer.iter_raw(4096))
                )
        except httpx.InvalidURL:
            self.fail("EG065.url", "")
        except httpx.TransportError as error:
            self.fail(f"EG067.{connection_row(error)}", name, seconds=round(self.patience))
        except (KeyError, ValueError, NotImplementedError):
            if self.delivery.settings["auth"] != "digest":
                raise
            self.fail("EG068.challenge", name)  # what httpx makes of a broken or rare challenge

    def _hold(self, answer: _Response, method: str, name: str, size: int = 0) -> None:
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
    """Return the SHA-1 in the form of ownCloud and Nextcloud, the only checksum that all of them accept."""
    with path.open("rb") as file:
        return f"SHA1:{hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()}"


def _opening(chunks: Iterator[bytes]) -> bytes:
    body = b""
    for chunk in chunks:
        body += chunk
        if len(body) >= KEPT:
            break
    return body


def _properties(body: bytes) -> RemoteFile:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(body or b"<none/>", parser)
    if root is None:
        return RemoteFile(there=True)
    size = root.findtext(".//{DAV:}getcontentlength") or ""
    sums = " ".join(element.text or "" for element in root.iter("{http://owncloud.org/ns}checksum"))
    folder = root.find(".//{DAV:}resourcetype/{DAV:}collection") is not None
    return RemoteFile(there=True, folder=folder, size=int(size) if size.isdecimal() else None, checksums=sums)


def _asked(headers: Mapping[str, str]) -> str:
    """Return the authentication scheme that a server asks for, if it is one of ours and the only one."""
    challenge = headers.get("www-authenticate", "").lower()
    schemes = [scheme for scheme in ("basic", "digest") if f"{scheme} " in challenge or challenge == scheme]
    return schemes[0] if len(schemes) == 1 else ""

# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivery to a folder on a WebDAV server: Nextcloud, ownCloud, Seafile, Apache, nginx.

Each file goes under a name that nobody looks at and is then given its final name, so nobody sees half a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.addresses import address_faults
from epubgen.publishing.delivery.artifact import Artifact, Delivery, Secrets, Sent, Setting
from epubgen.publishing.delivery.dav import Collection, Seen, checksum
from epubgen.publishing.delivery.ready import confirm, hold_back, name_faults, names_of
from epubgen.publishing.delivery.settings import missing_secret, secret_variable

__all__ = ["EXPORTER", "Webdav"]


class Webdav:
    """Stores the files of an issue in a folder of a WebDAV server."""

    name = "webdav"
    settings = (
        Setting(
            name="url",
            required=True,
            about_en="the address of a folder; it must be there. Names and passwords have no place in it",
            about_zh="文件夹的网址，必须已经存在；里面不能写用户名和密码",
        ),
        Setting(
            name="pattern",
            default="{title}_{date}",
            about_en="the name of each file, without its ending; `/` makes folders",
            about_zh="文件名的样式，不写扩展名；`/` 表示子文件夹",
        ),
        Setting(
            name="user",
            about_en="the user name; without it nobody logs in",
            about_zh="用户名；不写则不登录",
        ),
        Setting(
            name="auth",
            default="basic",
            choices=("basic", "digest"),
            about_en="how the server asks for the password",
            about_zh="服务器要求的认证方式",
        ),
        Setting(
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
        """EG061 the pattern or a missing password; EG065 the address; EG066 the library is missing."""
        named = secret_variable(delivery.name)
        found = [*address_faults(delivery, "url", ("EG065.login", "EG065.url"), named), *name_faults(parcels, delivery)]
        if delivery.settings["user"] and not secrets.get(delivery.name):
            found.append(missing_secret(delivery))
        return tuple(found if find_spec("httpx") else [*found, finding("EG066.webdav", delivery.place())])

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Store each file; one that the server has already, by its checksum, is not sent again.

        Raises:
            DeliveryError: EG061, EG065 the settings; EG067 the server cannot be reached; EG068 it refuses; EG069 it has
                another size than was sent; EG062 a parcel cannot be read.
            ToolError: EG066 the library is missing.
        """
        hold_back(self.check(parcels, delivery, secrets))
        names = names_of(parcels, delivery)
        with _opened(delivery, secrets.get(delivery.name), self.patience) as collection:
            stored = [_store(collection, parcel, name) for parcel, name in zip(parcels, names, strict=True)]
        key = "ui.sent.webdav" if any(stored) else "ui.sent.webdav.there"
        return Sent(where=collection.base, key=key, args=(("files", ", ".join(names)),))


EXPORTER = Webdav()


@contextmanager
def _opened(delivery: Delivery, password: str, patience: float) -> Iterator[Collection]:
    import httpx  # noqa: PLC0415 - an extra, and slow to load

    context = httpx.create_ssl_context()
    context.load_default_certs()  # the certificate authority of a house stands among those of the system
    user = delivery.settings["user"]
    login = (httpx.DigestAuth if delivery.settings["auth"] == "digest" else httpx.BasicAuth)(user, password)
    with httpx.Client(auth=login if user else None, verify=context, follow_redirects=False) as client:
        yield Collection(client, delivery, patience)


def _store(collection: Collection, parcel: Artifact, name: str) -> bool:
    """Whether the file had to be sent."""
    confirm(parcel, collection.delivery)
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


def _by_move(collection: Collection, parcel: Artifact, name: str, digest: str) -> bool:
    temporary = f"{name.rpartition('/')[0]}/epubgen-{parcel.sha256[:16]}.uploading".lstrip("/")
    moved = False
    try:
        collection.put(temporary, parcel, digest, final=name)
        moved = collection.move(temporary, name)
    finally:
        if not moved:
            collection.drop(temporary)
    return moved


def _directly(collection: Collection, parcel: Artifact, name: str, digest: str, before: Seen) -> None:
    """For servers without MOVE; what a broken upload has left under the final name goes."""
    try:
        collection.put(name, parcel, digest, final=name)
    except DeliveryError:
        if before.there is False or collection.look(name).size != before.size:
            collection.drop(name)
        raise

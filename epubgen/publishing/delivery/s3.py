# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivery to a bucket of S3, or of a storage that speaks like it: MinIO, Ceph, R2, B2.

An object appears when it is whole: that is how these storages work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from epubgen.errors import Finding, finding
from epubgen.publishing.delivery.addresses import address_faults
from epubgen.publishing.delivery.artifact import Artifact, Delivery, Secrets, Sent, Setting
from epubgen.publishing.delivery.ready import confirm, hold_back, name_faults, names_of
from epubgen.publishing.delivery.s3_refusals import refusal
from epubgen.publishing.delivery.settings import missing_secret, secret_variable

if TYPE_CHECKING:
    from s3fs import S3FileSystem

__all__ = ["EXPORTER", "S3"]

PART = 8 << 20
"""Bytes that are in memory at once; larger files go in parts of this size."""
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class S3:
    """Stores the files of an issue in a bucket."""

    name = "s3"
    settings = (
        Setting(name="bucket", required=True, about_en="the name of the bucket", about_zh="存储桶的名称"),
        Setting(
            name="pattern",
            default="{title}_{date}",
            about_en="the name of each object, without its ending; `/` makes folders",
            about_zh="对象名的样式，不写扩展名；`/` 表示文件夹",
        ),
        Setting(
            name="endpoint",
            about_en="the address of a storage that is not Amazon's",
            about_zh="非亚马逊存储服务的网址",
        ),
        Setting(name="region", about_en="the region of the bucket", about_zh="存储桶所在区域"),
        Setting(
            name="encryption",
            default="required",
            choices=("required", "none"),
            about_en="`none`: an endpoint with `http://` is allowed, for a network that you trust",
            about_zh="`none` 表示 endpoint 允许用 `http://`，只用于可信的网络",
        ),
    )
    secrets = ("key", "secret")

    def __init__(self, patience: float = 60) -> None:
        """Args: patience: seconds without a sign of the storage, after which it counts as silent."""
        self.patience = patience

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:
        """EG061 the pattern, or half an access key; EG065 bucket and endpoint; EG066 the library is missing."""
        found = [*_setting_faults(delivery), *name_faults(parcels, delivery)]
        missing = [name for name in self.secrets if not secrets.get(delivery.name, name)]
        if len(missing) == 1:  # with neither, the credentials of this computer are used
            found.append(missing_secret(delivery, missing[0]))
        return tuple(found if find_spec("s3fs") else [*found, finding("EG066.s3", delivery.place())])

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Store each file; one that is there is replaced by the same.

        Raises:
            DeliveryError: EG061, EG065 the settings; EG067 the storage cannot be reached; EG068 it refuses; EG062 a
                parcel cannot be read.
            ToolError: EG066 the library is missing.
        """
        hold_back(self.check(parcels, delivery, secrets))
        names = names_of(parcels, delivery)
        bucket = delivery.settings["bucket"]
        keys = {name: secrets.get(delivery.name, name) or None for name in self.secrets}
        with _opened(delivery, keys, self.patience) as storage:
            for parcel, name in zip(parcels, names, strict=True):
                _store(storage, parcel, f"{bucket}/{name}", delivery, self.patience)
        return Sent(where=f"s3://{bucket}", key="ui.sent.s3", args=(("files", ", ".join(names)),))


EXPORTER = S3()


@contextmanager
def _opened(delivery: Delivery, keys: Mapping[str, str | None], patience: float) -> Iterator[S3FileSystem]:
    from fsspec.asyn import sync  # noqa: PLC0415 - an extra, and slow to load
    from s3fs import S3FileSystem  # noqa: PLC0415 - the same

    endpoint, region = delivery.settings["endpoint"], delivery.settings["region"]
    config = {"connect_timeout": min(patience, 20), "read_timeout": patience, "retries": {"max_attempts": 1}}
    if endpoint:  # sums that only Amazon knows make other storages refuse
        config["request_checksum_calculation"] = "when_required"
    storage = S3FileSystem(
        **keys,
        endpoint_url=endpoint or None,
        client_kwargs={"region_name": region} if region else {},
        config_kwargs=config,
        skip_instance_cache=True,
        use_listings_cache=False,
    )
    storage.retries = 1  # botocore itself tries twice; the next run is the third
    try:
        yield storage
    finally:
        if client := storage._s3:  # noqa: SLF001 - s3fs closes its sockets only when it is collected
            sync(storage.loop, client.__aexit__, None, None, None)


def _store(storage: S3FileSystem, parcel: Artifact, target: str, delivery: Delivery, patience: float) -> None:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - comes with s3fs

    confirm(parcel, delivery)
    kind = parcel.media_type
    try:
        storage.put_file(str(parcel.path), target, ContentType=kind, chunksize=PART, max_concurrency=1)
    except (OSError, BotoCoreError, ClientError) as error:
        raise refusal(error, parcel, delivery, patience) from None


def _setting_faults(delivery: Delivery) -> Iterator[Finding]:
    bucket = delivery.settings["bucket"]
    if not BUCKET.fullmatch(bucket):
        yield finding("EG065.bucket", delivery.place("bucket"), "settings.bucket", bucket=bucket)
    named = ", ".join(secret_variable(delivery.name, name) for name in S3.secrets)
    yield from address_faults(delivery, "endpoint", ("EG065.key", "EG065.endpoint"), named)

# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivers to a bucket of S3 or of a compatible store: MinIO, Ceph, R2, B2.

An object appears only when it is complete. Error texts of the store are never quoted, because they can hold keys and
signatures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.addresses import address_faults, connection_row
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
from epubgen.startup import regex

if TYPE_CHECKING:
    from s3fs import S3FileSystem

__all__ = ["EXPORTER", "S3Exporter", "refusal"]

PART = 8 << 20
"""Bytes that are in memory at once; larger files go in parts of this size."""
BUCKET = regex(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class S3Exporter:
    """Stores the files of an issue in a bucket."""

    name = "s3"
    settings = (
        DeliverySetting(name="bucket", required=True, about_en="the name of the bucket", about_zh="存储桶的名称"),
        DeliverySetting(
            name="pattern",
            default="{title}_{date}",
            about_en="the name of each object, without its ending; `/` makes folders",
            about_zh="对象名的样式，不写扩展名；`/` 表示文件夹",
        ),
        DeliverySetting(
            name="endpoint",
            about_en="the address of a storage that is not Amazon's",
            about_zh="非亚马逊存储服务的网址",
        ),
        DeliverySetting(name="region", about_en="the region of the bucket", about_zh="存储桶所在区域"),
        DeliverySetting(
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
        """Return EG061 for the pattern or half an access key, EG065 for bucket and endpoint, EG066 for the library."""
        found = [*_setting_faults(delivery), *name_faults(parcels, delivery)]
        missing = [name for name in self.secrets if not secrets.get(delivery.name, name)]
        if len(missing) == 1:  # with neither, the credentials of this computer are used
            found.append(missing_secret(delivery, missing[0]))
        return tuple(found if find_spec("s3fs") else [*found, finding("EG066.s3", delivery.place())])

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Store each file; an object of that name is replaced.

        Raises:
            DeliveryError: EG061, EG065 the settings; EG067 the store cannot be reached; EG068 it refuses; EG062 a file
                cannot be read.
            ToolError: EG066 the library is missing.
        """
        raise_errors(self.check(parcels, delivery, secrets))
        names = names_of(parcels, delivery)
        bucket = delivery.settings["bucket"]
        keys = {name: secrets.get(delivery.name, name) or None for name in self.secrets}
        with _opened(delivery, keys, self.patience) as storage:
            for parcel, name in zip(parcels, names, strict=True):
                _store(storage, parcel, f"{bucket}/{name}", delivery, self.patience)
        return Sent(where=f"s3://{bucket}", key="ui.sent.s3", args=(("files", ", ".join(names)),))


EXPORTER = S3Exporter()


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

    check_unchanged(parcel, delivery)
    kind = parcel.media_type
    try:
        storage.put_file(str(parcel.path), target, ContentType=kind, chunksize=PART, max_concurrency=1)
    except (OSError, BotoCoreError, ClientError) as error:
        raise refusal(error, parcel, delivery, patience) from None


def _setting_faults(delivery: Delivery) -> Iterator[Finding]:
    bucket = delivery.settings["bucket"]
    if not BUCKET.fullmatch(bucket):
        yield finding("EG065.bucket", delivery.place("bucket"), "settings.bucket", bucket=bucket)
    named = ", ".join(secret_variable(delivery.name, name) for name in S3Exporter.secrets)
    yield from address_faults(delivery, "endpoint", ("EG065.key", "EG065.endpoint"), named)


ROWS = {"NoSuchBucket": "bucket", "AccessDenied": "denied", "403": "denied", "AllAccessDisabled": "denied"}
ROWS |= dict.fromkeys(("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"), "key")
ROWS |= dict.fromkeys(("PermanentRedirect", "301", "AuthorizationHeaderMalformed"), "region")
ROWS |= dict.fromkeys(("IllegalLocationConstraintException", "TemporaryRedirect"), "region")
ROWS |= {"RequestTimeTooSkewed": "clock", "EntityTooLarge": "large", "SlowDown": "busy", "ServiceUnavailable": "busy"}
ROWS |= {"NoCredentialsError": "chain", "PartialCredentialsError": "chain", "QuotaExceeded": "full"}
"""Rows of EG068 by the codes of S3 and, where nothing was asked of the server, by the errors of botocore."""

CONNECTIONS = {"ConnectionError", "HTTPClientError", "OSError"}
"""Classes of errors that tell of the way to the storage: those of Python and of botocore."""


def refusal(error: Exception, parcel: Artifact, delivery: Delivery, patience: float) -> DeliveryError:
    """Return the finding for an exception of botocore, or for the Python exception that s3fs makes of it.

    EG067 or EG068.
    """
    response = getattr(error.__cause__ or error, "response", None)
    code = str(response["Error"].get("Code", "?")) if response else type(error).__name__
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) if response else 0
    row = f"EG068.{ROWS.get(code) or ('server' if status >= 500 else 'code')}"  # noqa: PLR2004 - RFC 9110 §15.6
    if not response and code not in ROWS and CONNECTIONS & {kind.__name__ for kind in type(error).__mro__}:
        row = f"EG067.{connection_row(error)}"
    endpoint = delivery.settings["endpoint"] or "https://s3.amazonaws.com"
    facts = {"server": "{0.scheme}://{0.netloc}".format(urlsplit(endpoint)), "bucket": delivery.settings["bucket"]}
    facts |= {"variable": secret_variable(delivery.name, "key"), "other": secret_variable(delivery.name, "secret")}
    facts |= {"code": code, "status": str(status), "seconds": str(round(patience)), "size": str(parcel.size)}
    facts |= {"method": "PUT", "path": f"/{delivery.settings['bucket']}"}
    return DeliveryError(finding(row, delivery.place("bucket"), "", **facts))

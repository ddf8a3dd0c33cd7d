# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a storage means by its refusals. Its own words are not repeated: they can hold keys and signatures."""

from __future__ import annotations

from urllib.parse import urlsplit

from epubgen.errors import DeliveryError, finding
from epubgen.publishing.delivery.addresses import connection_row
from epubgen.publishing.delivery.artifact import Artifact, Delivery
from epubgen.publishing.delivery.settings import secret_variable

__all__ = ["refusal"]

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
    """EG067 or EG068, by what failed: an error of botocore, or that of Python which s3fs makes of it."""
    told = getattr(error.__cause__ or error, "response", None)
    code = str(told["Error"].get("Code", "?")) if told else type(error).__name__
    status = told.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) if told else 0
    row = f"EG068.{ROWS.get(code) or ('server' if status >= 500 else 'code')}"  # noqa: PLR2004 - RFC 9110 §15.6
    if not told and code not in ROWS and CONNECTIONS & {kind.__name__ for kind in type(error).__mro__}:
        row = f"EG067.{connection_row(error)}"
    endpoint = delivery.settings["endpoint"] or "https://s3.amazonaws.com"
    facts = {"server": "{0.scheme}://{0.netloc}".format(urlsplit(endpoint)), "bucket": delivery.settings["bucket"]}
    facts |= {"variable": secret_variable(delivery.name, "key"), "other": secret_variable(delivery.name, "secret")}
    facts |= {"code": code, "status": str(status), "seconds": str(round(patience)), "size": str(parcel.size)}
    facts |= {"method": "PUT", "path": f"/{delivery.settings['bucket']}"}
    return DeliveryError(finding(row, delivery.place("bucket"), "", **facts))

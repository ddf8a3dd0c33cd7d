# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mail of a parcel, as it goes over the line; the same parcel to the same people makes the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from epubgen.errors import DeliveryError, finding
from epubgen.publishing.delivery.artifact import Artifact, Delivery
from epubgen.publishing.delivery.mail_account import Account
from epubgen.publishing.delivery.pattern import filled, suffix
from epubgen.publishing.delivery.ready import names_of, unreadable

__all__ = ["MOST_ADDRESSES", "Letter", "letters"]

MOST_ADDRESSES = 15
"""Addresses of a mail that Send to Kindle takes. (amazon.co.uk help 201974220)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail ready to be sent."""

    file: str
    """Name of the attached file."""
    edition: str
    recipients: tuple[str, ...]
    data: bytes
    """The whole message, as its size counts at the server."""


def letters(parcels: Sequence[Artifact], delivery: Delivery, account: Account) -> Iterator[Letter]:
    """The mails of a delivery, made one after the other: each holds one file and goes to 15 addresses at most.

    One file a mail: the limit is for the whole mail, so two editions might not fit together that fit alone; and a file
    that is refused holds up no other.

    Raises:
        DeliveryError: EG061.twice; EG062.parcel, EG062.changed a built file is not as it was.
    """
    for parcel, name in zip(parcels, names_of(parcels, delivery), strict=True):
        file = name.rpartition("/")[2]
        content = _content(parcel, delivery)
        for start in range(0, len(account.recipients), MOST_ADDRESSES):
            batch = account.recipients[start : start + MOST_ADDRESSES]
            message = _message(parcel, file, content, account, batch, delivery.settings["subject"])
            yield Letter(file=file, edition=parcel.edition, recipients=batch, data=message.as_bytes())


def _message(
    parcel: Artifact,
    file: str,
    content: tuple[bytes, datetime],
    account: Account,
    recipients: tuple[str, ...],
    subject: str,
) -> EmailMessage:
    data, written = content
    message = EmailMessage(policy=SMTP)
    message["From"] = account.sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = _line(filled(subject, parcel))
    message["Date"] = format_datetime(written)
    mark = _mark(parcel, file, account, (*recipients, str(message["Subject"])))
    message["Message-ID"] = f"<{mark}@{account.address.rpartition('@')[2]}>"
    message.set_content(_line(parcel.title), cte="base64")
    main, _, sub = parcel.media_type.partition("/")
    plain = {"name": _ascii_name(parcel)}  # for receivers that do not know RFC 2231, which carries the real name
    message.add_attachment(data, maintype=main, subtype=sub, filename=file, params=plain)
    message.set_boundary(f"=_{mark}")
    return message


def _mark(parcel: Artifact, file: str, account: Account, words: tuple[str, ...]) -> str:
    """What tells a mail from every other, and the same mail sent again from none."""
    facts = "\0".join((parcel.sha256, file, account.sender, *words))
    return f"epubgen.{parcel.day:%Y%m%d}.{hashlib.sha256(facts.encode()).hexdigest()[:32]}"


def _content(parcel: Artifact, delivery: Delivery) -> tuple[bytes, datetime]:
    """The file, and when it was written: the same when it is sent again, while the day of an issue may be tomorrow."""
    try:
        with parcel.path.open("rb") as stream:
            data, written = stream.read(), os.fstat(stream.fileno()).st_mtime
    except OSError as error:
        raise unreadable(parcel, delivery, error) from error
    if hashlib.sha256(data).hexdigest() != parcel.sha256:
        raise DeliveryError(finding("EG062.changed", delivery.place(), "", file=parcel.path))
    return data, datetime.fromtimestamp(int(written), UTC)


def _ascii_name(parcel: Artifact) -> str:
    stem = f"{parcel.publication}-{parcel.day.isoformat()}-{parcel.edition}"
    return re.sub(r"[^A-Za-z0-9.]+", "-", stem).strip("-.") + suffix(parcel)


def _line(text: str) -> str:
    """A text on one line, without characters that a header or a terminal would act on."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())

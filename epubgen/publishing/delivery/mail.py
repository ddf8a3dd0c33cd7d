# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivery by mail through SMTP, as Send to Kindle wants it: one EPUB a mail, of the right type, inside the limits.

What is known in the end is that the mail server took the mail. Whether it reaches a Kindle is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.artifact import Artifact, Delivery, Secrets, Sent, Setting
from epubgen.publishing.delivery.mail_account import SETTINGS, Account, account, is_kindle, megabytes
from epubgen.publishing.delivery.mail_letter import Letter, letters
from epubgen.publishing.delivery.mail_server import line
from epubgen.publishing.delivery.pattern import suffix
from epubgen.publishing.delivery.settings import missing_secret

__all__ = ["EXPORTER", "Mail"]

_NOT_FOR_KINDLE = (".azw3", ".azw", ".mobi")
"""What Send to Kindle has not taken since August 2022."""
_GROWTH = 78, 57
"""Bytes of a line of base64 in a mail, and those that it holds."""


class Mail:
    """Sends the files of an issue as attachments."""

    name = "mail"
    settings: tuple[Setting, ...] = SETTINGS
    secrets: tuple[str, ...] = ("password",)

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:
        """EG061 settings and a missing password; EG063 files that Send to Kindle refuses and mails above the limit."""
        try:
            post = account(delivery)
            return (*_login(delivery, post, secrets), *_faults(parcels, delivery, post))
        except DeliveryError as error:
            return error.findings

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Send every mail of the delivery over one line.

        A mail that is sent again has the same Message-ID as before.

        Raises:
            DeliveryError: what ``check`` finds; EG064 the server did not take a mail for everybody.
        """
        if faults := self.check(parcels, delivery, secrets):
            raise DeliveryError(*faults)
        post = account(delivery)
        secret = secrets.get(delivery.name) if post.user else ""
        _send(letters(parcels, delivery, post), delivery, post, secret)
        key = "ui.sent.mail.kindle" if any(map(is_kindle, post.recipients)) else "ui.sent.mail"
        words = (("server", post.host), ("recipients", ", ".join(post.recipients)), ("sender", post.address))
        return Sent(where=post.where, key=key, args=words)


EXPORTER = Mail()


def _login(delivery: Delivery, post: Account, secrets: Secrets) -> Iterator[Finding]:
    secret = secrets.get(delivery.name) if post.user else ""
    if post.user and not secret:
        yield missing_secret(delivery)
    if not (post.user + secret).isascii():
        yield finding("EG063.ascii", delivery.place("user"), "")


def _faults(parcels: Sequence[Artifact], delivery: Delivery, post: Account) -> Iterator[Finding]:
    to_kindle = [one for one in post.recipients if is_kindle(one)]
    for parcel in parcels:
        if to_kindle and suffix(parcel) in _NOT_FOR_KINDLE:
            words = {"ending": suffix(parcel), "edition": parcel.edition, "address": to_kindle[0]}
            yield finding("EG063.format", delivery.place("recipients"), "", **words)
    large = [one for one in parcels if one.size > post.limit]  # not read: a mail of them could fill the memory
    sizes = [(one.path.name, one.edition, one.size * _GROWTH[0] // _GROWTH[1]) for one in large]
    fitting = [one for one in parcels if one.size <= post.limit]
    sizes += [(letter.file, letter.edition, len(letter.data)) for letter in letters(fitting, delivery, post)]
    for file, edition, size in sizes:
        if size > post.limit:
            words = {"file": file, "edition": edition, "size": megabytes(size), "limit": megabytes(post.limit)}
            yield finding("EG063.size", delivery.place("limit"), "", **words)


def _send(mails: Iterator[Letter], delivery: Delivery, post: Account, secret: str) -> None:
    """Send mails until the line is lost; a mail that is refused holds up no other.

    Raises:
        DeliveryError: EG064, with a word about each mail that was accepted.
    """
    refused: list[Finding] = []
    accepted: list[Finding] = []
    try:
        with line(post, delivery, secret) as server:
            for letter in mails:
                names, missed = server.send(letter)
                refused += missed
                words = {"file": letter.file, "recipients": ", ".join(names)}
                accepted += [finding("EG064.accepted", delivery.place(), "", **words)] if names else []
    except DeliveryError as error:
        refused += error.findings
    if refused:
        raise DeliveryError(*refused, *accepted)

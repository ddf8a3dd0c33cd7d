# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delivers by mail through SMTP, as Send to Kindle needs it.

One EPUB and one reader in each mail, within the size limits.

It talks to a mail server (RFC 5321, RFC 6409) and checks its certificate. Success means that the server accepted the
mail; whether it reaches a Kindle is decided elsewhere.
"""

from __future__ import annotations

import base64
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.addresses import connection_row, links
from epubgen.publishing.delivery.exporter import (
    Artifact,
    Delivery,
    DeliverySetting,
    Secrets,
    Sent,
    SentPart,
    keyring_name,
    missing_secret,
    secret_variable,
)
from epubgen.publishing.delivery.file_names import suffix
from epubgen.publishing.delivery.mail_message import (
    SETTINGS,
    MailAccount,
    MailMessage,
    account,
    is_kindle,
    mail_messages,
    megabytes,
)

__all__ = ["EXPORTER", "MailExporter", "MailSession", "line"]

_NOT_FOR_KINDLE = (".azw3", ".azw", ".mobi")
"""What Send to Kindle has not taken since August 2022."""
_GROWTH = 78, 57
"""Bytes of a line of base64 in a mail, and those that it holds."""


class MailExporter:
    """Sends the files of an issue as attachments."""

    name = "mail"
    settings: tuple[DeliverySetting, ...] = SETTINGS
    secrets: tuple[str, ...] = ("password",)

    def check(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> tuple[Finding, ...]:
        """Return EG061 for wrong settings and a missing password, EG063 for refused files and large mails."""
        try:
            post = account(delivery)
            return (*_login(delivery, post, secrets), *_faults(parcels, delivery, post))
        except DeliveryError as error:
            return error.findings

    def deliver(self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets) -> Sent:
        """Send every mail of the delivery. A mail that is sent again has the same Message-ID.

        Raises:
            DeliveryError: what ``check`` finds; EG064 the server did not accept a mail for every reader.
        """
        *_, sent = self.deliver_parts(parcels, delivery, secrets, ())
        if isinstance(sent, SentPart):
            raise TypeError("the last step says what came of the whole")
        return sent

    def deliver_parts(
        self, parcels: Sequence[Artifact], delivery: Delivery, secrets: Secrets, had: Sequence[SentPart]
    ) -> Iterator[SentPart | Sent]:
        """Send the mails that readers do not have yet, and yield each as soon as the server has accepted it.

        Raises:
            DeliveryError: as ``deliver``.
        """
        if faults := self.check(parcels, delivery, secrets):
            raise DeliveryError(*faults)
        post = account(delivery)
        secret = secrets.get(delivery.name) if post.user else ""
        yield from _send(mail_messages(parcels, delivery, post, had), delivery, post, secret)
        key = "ui.sent.mail.kindle" if any(map(is_kindle, post.recipients)) else "ui.sent.mail"
        words = (("server", post.host), ("recipients", ", ".join(post.recipients)), ("sender", post.address))
        yield Sent(where=post.where, key=key, args=words)


EXPORTER = MailExporter()


def _login(delivery: Delivery, post: MailAccount, secrets: Secrets) -> Iterator[Finding]:
    secret = secrets.get(delivery.name) if post.user else ""
    if post.user and not secret:
        yield missing_secret(delivery)
    if not (post.user + secret).isascii():
        yield finding("EG063.ascii", delivery.place("user"), "")


def _faults(parcels: Sequence[Artifact], delivery: Delivery, post: MailAccount) -> Iterator[Finding]:
    to_kindle = [one for one in post.recipients if is_kindle(one)]
    for parcel in parcels:
        if to_kindle and suffix(parcel) in _NOT_FOR_KINDLE:
            words = {"ending": suffix(parcel), "edition": parcel.edition, "address": to_kindle[0]}
            yield finding("EG063.format", delivery.place("recipients"), "", **words)
    large = [one for one in parcels if one.size > post.limit]  # not read: a mail of them could fill the memory
    sizes = [(one.path.name, one.edition, one.size * _GROWTH[0] // _GROWTH[1]) for one in large]
    fitting = [one for one in parcels if one.size <= post.limit]
    longest = replace(post, recipients=(max(post.recipients, key=len),))
    sizes += [(letter.file, letter.edition, len(letter.data)) for letter in mail_messages(fitting, delivery, longest)]
    for file, edition, size in sizes:
        if size > post.limit:
            words = {"file": file, "edition": edition, "size": megabytes(size), "limit": megabytes(post.limit)}
            yield finding("EG063.size", delivery.place("limit"), "", **words)


def _send(mails: Iterator[MailMessage], delivery: Delivery, post: MailAccount, secret: str) -> Iterator[SentPart]:
    """Send mails until the connection is lost, and yield each that was accepted.

    A refused mail does not stop the others.

    Raises:
        DeliveryError: EG064, with a line for each file that was accepted for some readers.
    """
    refused: list[Finding] = []
    accepted: dict[str, list[str]] = {}
    try:
        for letter, faults in _answers(mails, delivery, post, secret):
            if not faults:
                accepted.setdefault(letter.file, []).append(letter.recipient)
                yield SentPart(edition=letter.edition, file=letter.file, to=letter.recipient, by=post.address)
            refused += faults
    except DeliveryError as error:
        refused += error.findings
    if refused:
        told = [{"file": file, "recipients": ", ".join(names)} for file, names in accepted.items()]
        raise DeliveryError(
            *dict.fromkeys(refused), *(finding("EG064.accepted", delivery.place(), "", **words) for words in told)
        )


def _answers(
    mails: Iterator[MailMessage], delivery: Delivery, post: MailAccount, secret: str
) -> Iterator[tuple[MailMessage, tuple[Finding, ...]]]:
    """Yield each mail with the refusal of the server, if any. If the server closes the connection, connect again.

    Many servers accept only a number of mails on one connection. A server that accepts none on a new connection is not
    tried a third time.
    """
    letter = next(mails, None)
    while letter:
        with line(post, delivery, secret) as server:
            first = letter
            while letter:
                faults = server.send(letter)
                if server.closed and letter is not first:
                    break
                yield letter, faults
                letter = next(mails, None)


_HELO = "[127.0.0.1]"
"""What we call ourselves (RFC 5321 §4.1.3): the name of this computer is nobody's business."""
_BLOCK = 1 << 16
_SHOWN = 200
"""Characters of a server's answer that are shown."""
_ROWS = {"refused": "EG064.closed", "unreachable": "EG064", "broken": "EG064", "proxy": "EG064"}
"""Faults of the way that have another name here than in EG067."""
_WORDS = ("verify_message", "reason", "strerror")
"""Where errors of TLS and of the system keep the shortest words about themselves."""


class _BlockwiseSmtp(smtplib.SMTP):
    """An SMTP client that sends in blocks, so that the timeout counts for each block and not for a whole mail."""

    def send(self, s: Any) -> None:  # noqa: ANN401 - text or bytes, as smtplib has it
        data = s.encode("ascii") if isinstance(s, str) else s
        for start in range(0, len(data), _BLOCK):
            super().send(data[start : start + _BLOCK])


class _BlockwiseSmtpSsl(_BlockwiseSmtp, smtplib.SMTP_SSL):
    """The same client over TLS from the first byte."""


class MailSession:
    """A connection to a mail server, logged in."""

    def __init__(self, smtp: smtplib.SMTP, account: MailAccount, delivery: Delivery, hidden: Sequence[str]) -> None:
        self._smtp, self._account, self._delivery, self._hidden = smtp, account, delivery, hidden

    @property
    def closed(self) -> bool:
        """Whether the server has closed the connection, which it announces with code 421."""
        return self._smtp.sock is None

    def send(self, letter: MailMessage) -> tuple[Finding, ...]:
        """Send a message.

        Returns:
            EG064 if the server refused it; nothing if it accepted it.

        Raises:
            DeliveryError: EG064 the connection is lost.
        """
        size = self._smtp.esmtp_features.get("size", "")
        if size.isdecimal() and 0 < int(size) < len(letter.data):
            words = {"size": megabytes(len(letter.data)), "limit": megabytes(int(size))}
            return (self._found("EG064.size", file=letter.file, **words),)
        with _told(self._account, self._delivery, self._hidden):
            try:
                self._smtp.sendmail(self._account.address, letter.recipient, letter.data)
            except smtplib.SMTPRecipientsRefused as error:
                return (self._refused(letter.recipient, *error.recipients[letter.recipient]),)
            except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
                key, why = _cause(error, self._hidden)
                return (self._found(key, file=letter.file, why=why),)
        return ()

    def _refused(self, address: str, code: int, reply: bytes) -> Finding:
        why = _shown(code, reply, self._hidden)
        if "helo" in why.lower():  # many servers keep this complaint until they hear the first address
            return self._found("EG064.helo", why=why)
        key = "EG064.address.later" if _is_temporary(code) else "EG064.address"
        return self._found(key, address=address, why=why)

    def _found(self, key: str, **words: object) -> Finding:
        return finding(key, self._delivery.place("server"), "", server=self._account.where, **words)


@contextmanager
def line(account: MailAccount, delivery: Delivery, secret: str) -> Iterator[MailSession]:
    """Open a connection: encrypted as the account says, and logged in if the account names a user.

    Raises:
        DeliveryError: EG064 the server is not found, refuses, does not answer, or has a wrong certificate or password.
    """
    hidden = _forms(account.user, secret)
    with _told(account, delivery, hidden):
        smtp = _opened(account)
    try:
        with _told(account, delivery, hidden):
            smtp.ehlo_or_helo_if_needed()
            if account.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if account.user:
                smtp.login(account.user, secret)
        yield MailSession(smtp, account, delivery, hidden)
        with suppress(smtplib.SMTPException, OSError):  # what was accepted is accepted, however the line ends
            smtp.quit()
    finally:
        smtp.close()


def _opened(account: MailAccount) -> smtplib.SMTP:
    at = (account.host, account.port, _HELO)
    if account.security == "ssl":
        return _BlockwiseSmtpSsl(*at, timeout=account.timeout, context=ssl.create_default_context())
    return _BlockwiseSmtp(*at, timeout=account.timeout)


@contextmanager
def _told(account: MailAccount, delivery: Delivery, hidden: Sequence[str]) -> Iterator[None]:
    """Turn any failure of the connection into its EG064 finding.

    An answer to a login is not quoted: it may hold the login.
    """
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        login = _login_fault(account, delivery, error.smtp_code)
        raise DeliveryError(login) from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        key, why = _cause(error, hidden)
        at = delivery.place("server")
        words = {"server": account.where, "host": account.host, "seconds": account.timeout, "why": why}
        raise DeliveryError(finding(key, at, "", **words)) from None


def _login_fault(account: MailAccount, delivery: Delivery, code: int) -> Finding:
    key = "EG064.login.later" if _is_temporary(code) else "EG064.login"
    names = {"variable": secret_variable(delivery.name), "entry": keyring_name(delivery.name)}
    return finding(key, delivery.place("user"), "", server=account.where, user=account.user, code=code, **names)


def _cause(error: Exception, hidden: Sequence[str]) -> tuple[str, str]:
    """Return the row for a failure, and the words of the server or the system."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error), _shown(error.smtp_code, error.smtp_error, hidden)
    row = connection_row(error)
    key = _ROWS.get(row, f"EG064.{row}")
    if row == "broken" and isinstance(error, smtplib.SMTPException):
        key = _unsupported(error)
    reasons = (getattr(link, name, "") for link in links(error) for name in _WORDS)
    return key, _clean(str(next(filter(None, reasons), error)), hidden)


def _answer(error: smtplib.SMTPResponseException) -> str:
    """Return the row for a refusal."""
    if isinstance(error, smtplib.SMTPHeloError):
        return "EG064.helo"
    return "EG064.later" if _is_temporary(error.smtp_code) else "EG064.refused"


def _unsupported(error: smtplib.SMTPException) -> str:
    """Return the row for a failure that has no exception type of its own in ``smtplib``."""
    if "STARTTLS" in str(error):
        return "EG064.starttls"
    return "EG064.auth" if "auth" in str(error).lower() else "EG064.dropped"


def _is_temporary(code: int) -> bool:
    """Return whether a server asks to try again later (RFC 5321 §4.2.1)."""
    return 400 <= code < 500  # noqa: PLR2004 - the range of the RFC


def _shown(code: int, reply: bytes | str, hidden: Sequence[str]) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    return _clean(f"{code} {text}", hidden)


def _forms(user: str, secret: str) -> tuple[str, ...]:
    """Return the secret in each form in which it is sent: AUTH PLAIN (RFC 4616), AUTH LOGIN, and unencoded."""
    coded = (base64.b64encode(text.encode()).decode().rstrip("=") for text in (f"\0{user}\0{secret}", secret))
    return (*coded, secret) if secret else ()


def _clean(text: str, hidden: Sequence[str]) -> str:
    """Return the first words of a server's answer on one line, without the secret if the server repeats it."""
    for form in hidden:
        text = text.replace(form, "…")
    return " ".join(text.split())[:_SHOWN]

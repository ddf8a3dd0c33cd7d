# SPDX-License-Identifier: AGPL-3.0-or-later
"""Talks with a mail server (RFC 5321, RFC 6409) and says in our words what goes wrong. Certificates are checked."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.exporters.mail_account import Account, megabytes
from epubgen.exporters.mail_letter import Letter
from epubgen.exporters.parcel import Delivery
from epubgen.exporters.settings import keyring_name, secret_variable

__all__ = ["Line", "line"]

_HELO = "[127.0.0.1]"
"""What we call ourselves (RFC 5321 §4.1.3): the name of this computer is nobody's business."""
_BLOCK = 1 << 16
_SHOWN = 200
"""Characters of a server's answer that are shown."""


class _Blocks(smtplib.SMTP):
    """Sends in blocks: the timeout is for the silence of the server, not for a whole mail on a slow line."""

    def send(self, s: Any) -> None:  # noqa: ANN401 - text or bytes, as smtplib has it
        data = s.encode("ascii") if isinstance(s, str) else s
        for start in range(0, len(data), _BLOCK):
            super().send(data[start : start + _BLOCK])


class _SslBlocks(_Blocks, smtplib.SMTP_SSL):
    """The same where the connection is encrypted from the first byte."""


class Line:
    """An open line to a mail server, logged in."""

    def __init__(self, smtp: smtplib.SMTP, account: Account, delivery: Delivery, secret: str) -> None:
        self._smtp, self._account, self._delivery, self._secret = smtp, account, delivery, secret

    def send(self, letter: Letter) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
        """Hand a letter over.

        Returns:
            The addresses for which the server accepted it, and EG064 what it refused.

        Raises:
            DeliveryError: EG064 the line is lost.
        """
        size = self._smtp.esmtp_features.get("size", "")
        if size.isdecimal() and 0 < int(size) < len(letter.data):
            words = {"size": megabytes(len(letter.data)), "limit": megabytes(int(size))}
            return (), (self._found("EG064.size", file=letter.file, **words),)
        with _told(self._account, self._delivery, self._secret):
            try:
                refused = self._smtp.sendmail(self._account.address, letter.recipients, letter.data)
            except smtplib.SMTPRecipientsRefused as error:
                return (), self._refused(error.recipients)
            except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
                key, why = _cause(error, self._secret)
                return (), (self._found(key, file=letter.file, why=why),)
        return tuple(one for one in letter.recipients if one not in refused), self._refused(refused)

    def _refused(self, refused: dict[str, tuple[int, bytes]]) -> tuple[Finding, ...]:
        def of(address: str, code: int, reply: bytes) -> Finding:
            key = "EG064.address.later" if _is_temporary(code) else "EG064.address"
            return self._found(key, address=address, why=_shown(code, reply, self._secret))

        return tuple(of(address, *answer) for address, answer in refused.items())

    def _found(self, key: str, **words: object) -> Finding:
        return finding(key, self._delivery.place("server"), "", server=self._account.where, **words)


@contextmanager
def line(account: Account, delivery: Delivery, secret: str) -> Iterator[Line]:
    """An open line: encrypted as the account says, logged in where it names a user.

    Raises:
        DeliveryError: EG064 the server is not found, refuses, is silent, has a wrong certificate or password.
    """
    with _told(account, delivery, secret):
        smtp = _opened(account)
    try:
        with _told(account, delivery, secret):
            smtp.ehlo_or_helo_if_needed()
            if account.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if account.user:
                smtp.login(account.user, secret)
        yield Line(smtp, account, delivery, secret)
        with suppress(smtplib.SMTPException, OSError):  # what was accepted is accepted, however the line ends
            smtp.quit()
    finally:
        smtp.close()


def _opened(account: Account) -> smtplib.SMTP:
    at = (account.host, account.port, _HELO)
    if account.security == "ssl":
        return _SslBlocks(*at, timeout=account.timeout, context=ssl.create_default_context())
    return _Blocks(*at, timeout=account.timeout)


@contextmanager
def _told(account: Account, delivery: Delivery, secret: str) -> Iterator[None]:
    """Whatever fails on the line, by what it means; no answer to a login is repeated, for it may repeat the login."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        login = _login(account, delivery, error.smtp_code)
        raise DeliveryError(login) from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        key, why = _cause(error, secret)
        at = delivery.place("server")
        words = {"server": account.where, "host": account.host, "seconds": account.timeout, "why": why}
        raise DeliveryError(finding(key, at, "", **words)) from None


def _login(account: Account, delivery: Delivery, code: int) -> Finding:
    key = "EG064.login.later" if _is_temporary(code) else "EG064.login"
    names = {"variable": secret_variable(delivery.name), "entry": keyring_name(delivery.name)}
    return finding(key, delivery.place("user"), "", server=account.where, user=account.user, code=code, **names)


def _cause(error: Exception, secret: str) -> tuple[str, str]:
    """The row of a failure, and the words of the server or the system."""
    if isinstance(error, smtplib.SMTPResponseException):
        key = "EG064.later" if _is_temporary(error.smtp_code) else "EG064.refused"
        return key, _shown(error.smtp_code, error.smtp_error, secret)
    known = ((key, one) for kind, key in _CAUSES for one in (error, error.__context__) if isinstance(one, kind))
    key, source = next(known, (_unsupported(error), error))
    words = next((word for name in _WORDS if (word := getattr(source, name, ""))), source)
    return key, _clean(str(words), secret)


def _unsupported(error: Exception) -> str:
    """The row of a failure that has no type of its own in smtplib."""
    if not isinstance(error, smtplib.SMTPException):
        return "EG064"
    if "STARTTLS" in str(error):
        return "EG064.starttls"
    return "EG064.auth" if "auth" in str(error).lower() else "EG064.dropped"


_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLCertVerificationError, "EG064.certificate"),
    (ssl.SSLError, "EG064.tls"),
    (TimeoutError, "EG064.silent"),
    (socket.gaierror, "EG064.host"),
    (UnicodeError, "EG064.host"),
    (ConnectionRefusedError, "EG064.closed"),
)
"""Read from the top. smtplib reports a timeout as a lost connection and keeps the timeout as its context."""


_WORDS = ("verify_message", "reason", "strerror")
"""Where errors of TLS and of the system keep the shortest words about themselves."""


def _is_temporary(code: int) -> bool:
    """Whether a server asks to try again later: RFC 5321 §4.2.1."""
    return 400 <= code < 500  # noqa: PLR2004 - the range of the RFC


def _shown(code: int, reply: bytes | str, secret: str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    return _clean(f"{code} {text}", secret)


def _clean(text: str, secret: str) -> str:
    """A few words of a server on one line, without the secret, should it repeat it."""
    if secret:
        for form in (secret, base64.b64encode(secret.encode()).decode()):
            text = text.replace(form, "…")
    return " ".join(text.split())[:_SHOWN]

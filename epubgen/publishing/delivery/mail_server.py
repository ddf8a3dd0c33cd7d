# SPDX-License-Identifier: AGPL-3.0-or-later
"""Talks with a mail server (RFC 5321, RFC 6409) and says in our words what goes wrong. Certificates are checked."""

from __future__ import annotations

import base64
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.addresses import connection_row, links
from epubgen.publishing.delivery.artifact import Delivery
from epubgen.publishing.delivery.mail_account import Account, megabytes
from epubgen.publishing.delivery.mail_letter import Letter
from epubgen.publishing.delivery.settings import keyring_name, secret_variable

__all__ = ["Line", "line"]

_HELO = "[127.0.0.1]"
"""What we call ourselves (RFC 5321 §4.1.3): the name of this computer is nobody's business."""
_BLOCK = 1 << 16
_SHOWN = 200
"""Characters of a server's answer that are shown."""
_ROWS = {"refused": "EG064.closed", "unreachable": "EG064", "broken": "EG064", "proxy": "EG064"}
"""Faults of the way that have another name here than in EG067."""
_WORDS = ("verify_message", "reason", "strerror")
"""Where errors of TLS and of the system keep the shortest words about themselves."""


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

    def __init__(self, smtp: smtplib.SMTP, account: Account, delivery: Delivery, hidden: Sequence[str]) -> None:
        self._smtp, self._account, self._delivery, self._hidden = smtp, account, delivery, hidden

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
        with _told(self._account, self._delivery, self._hidden):
            try:
                refused = self._smtp.sendmail(self._account.address, letter.recipients, letter.data)
            except smtplib.SMTPRecipientsRefused as error:
                return (), self._refused(error.recipients)
            except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
                key, why = _cause(error, self._hidden)
                return (), (self._found(key, file=letter.file, why=why),)
        return tuple(one for one in letter.recipients if one not in refused), self._refused(refused)

    def _refused(self, refused: dict[str, tuple[int, bytes]]) -> tuple[Finding, ...]:
        def of(address: str, code: int, reply: bytes) -> Finding:
            why = _shown(code, reply, self._hidden)
            if "helo" in why.lower():  # many servers keep this complaint until they hear the first address
                return self._found("EG064.helo", why=why)
            key = "EG064.address.later" if _is_temporary(code) else "EG064.address"
            return self._found(key, address=address, why=why)

        return tuple(of(address, *answer) for address, answer in refused.items())

    def _found(self, key: str, **words: object) -> Finding:
        return finding(key, self._delivery.place("server"), "", server=self._account.where, **words)


@contextmanager
def line(account: Account, delivery: Delivery, secret: str) -> Iterator[Line]:
    """An open line: encrypted as the account says, logged in where it names a user.

    Raises:
        DeliveryError: EG064 the server is not found, refuses, is silent, has a wrong certificate or password.
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
        yield Line(smtp, account, delivery, hidden)
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
def _told(account: Account, delivery: Delivery, hidden: Sequence[str]) -> Iterator[None]:
    """Whatever fails on the line, by what it means; no answer to a login is repeated, for it may repeat the login."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        login = _login(account, delivery, error.smtp_code)
        raise DeliveryError(login) from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        key, why = _cause(error, hidden)
        at = delivery.place("server")
        words = {"server": account.where, "host": account.host, "seconds": account.timeout, "why": why}
        raise DeliveryError(finding(key, at, "", **words)) from None


def _login(account: Account, delivery: Delivery, code: int) -> Finding:
    key = "EG064.login.later" if _is_temporary(code) else "EG064.login"
    names = {"variable": secret_variable(delivery.name), "entry": keyring_name(delivery.name)}
    return finding(key, delivery.place("user"), "", server=account.where, user=account.user, code=code, **names)


def _cause(error: Exception, hidden: Sequence[str]) -> tuple[str, str]:
    """The row of a failure, and the words of the server or the system."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error), _shown(error.smtp_code, error.smtp_error, hidden)
    row = connection_row(error)
    key = _ROWS.get(row, f"EG064.{row}")
    if row == "broken" and isinstance(error, smtplib.SMTPException):
        key = _unsupported(error)
    told = (getattr(link, name, "") for link in links(error) for name in _WORDS)
    return key, _clean(str(next(filter(None, told), error)), hidden)


def _answer(error: smtplib.SMTPResponseException) -> str:
    """The row of a refusal."""
    if isinstance(error, smtplib.SMTPHeloError):
        return "EG064.helo"
    return "EG064.later" if _is_temporary(error.smtp_code) else "EG064.refused"


def _unsupported(error: smtplib.SMTPException) -> str:
    """The row of a failure that has no type of its own in smtplib."""
    if "STARTTLS" in str(error):
        return "EG064.starttls"
    return "EG064.auth" if "auth" in str(error).lower() else "EG064.dropped"


def _is_temporary(code: int) -> bool:
    """Whether a server asks to try again later: RFC 5321 §4.2.1."""
    return 400 <= code < 500  # noqa: PLR2004 - the range of the RFC


def _shown(code: int, reply: bytes | str, hidden: Sequence[str]) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    return _clean(f"{code} {text}", hidden)


def _forms(user: str, secret: str) -> tuple[str, ...]:
    """The secret in each form in which it goes over the line: AUTH PLAIN (RFC 4616), AUTH LOGIN, and as it is."""
    coded = (base64.b64encode(text.encode()).decode().rstrip("=") for text in (f"\0{user}\0{secret}", secret))
    return (*coded, secret) if secret else ()


def _clean(text: str, hidden: Sequence[str]) -> str:
    """A few words of a server on one line, without the secret, should it repeat it."""
    for form in hidden:
        text = text.replace(form, "…")
    return " ".join(text.split())[:_SHOWN]

# SPDX-License-Identifier: AGPL-3.0-or-later
"""The account of a delivery by mail, and the messages that it sends. The same file gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.addresses import is_loopback
from epubgen.publishing.delivery.exporter import Artifact, Delivery, DeliverySetting, SentPart
from epubgen.publishing.delivery.file_names import check_pattern, filled, names_of, suffix, unreadable
from epubgen.startup import dataclass, regex

__all__ = [
    "SETTINGS",
    "MailAccount",
    "MailMessage",
    "account",
    "is_kindle",
    "mail_messages",
    "megabytes",
]

MEGABYTE = 1_000_000
PORTS: Mapping[str, int] = {"starttls": 587, "ssl": 465, "none": 25, "unencrypted": 25}
_HOST = regex(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^\s:/@\[\]]+))(?::(?P<port>\d{1,5}))?", re.ASCII)
_ADDRESS = regex(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_LIMIT = regex(r"0*([1-9]\d{0,5}) ?(?:MB)?", re.ASCII | re.IGNORECASE)
_SECONDS = regex(r"0*([1-9]\d{0,3})", re.ASCII)

SETTINGS: tuple[DeliverySetting, ...] = (
    DeliverySetting(
        name="server",
        required=True,
        about_en="the mail server, `host` or `host:port`; without a port 587, with `ssl` 465, without encryption 25",
        about_zh="邮件服务器，写成 `主机` 或 `主机:端口`；不写端口时为 587，`ssl` 为 465，不加密为 25",
    ),
    DeliverySetting(
        name="security",
        default="starttls",
        choices=tuple(PORTS),
        about_en="how the connection is encrypted; `none` goes to this computer only, `unencrypted` anywhere",
        about_zh="连接的加密方式；`none` 只能用于本机，`unencrypted` 不受限制",
    ),
    DeliverySetting(
        name="from",
        required=True,
        about_en="the sender; for Send to Kindle an address from the approved list of the Amazon account",
        about_zh="发件人；用 Send to Kindle 时，须在 Amazon 账户的认可名单里",
    ),
    DeliverySetting(
        name="recipients",
        required=True,
        about_en="addresses with spaces or commas between; each gets a mail of its own and sees no other address",
        about_zh="收件地址，用空格或逗号隔开；每个地址各发一封，互相看不到",
    ),
    DeliverySetting(
        name="user",
        about_en="the name to log in with; without it there is no login",
        about_zh="登录用户名；不写则不登录",
    ),
    DeliverySetting(name="subject", default="{full_title}", about_en="a pattern", about_zh="邮件主题的样式"),
    DeliverySetting(
        name="pattern",
        default="{title}_{date}",
        about_en="the name of the attached file, without its ending",
        about_zh="附件文件名的样式，不写扩展名",
    ),
    DeliverySetting(
        name="limit",
        default="50MB",
        about_en="the size of a whole mail, in which an attachment counts for 1.37 times its bytes",
        about_zh="整封邮件的大小上限；附件在邮件里会变成 1.37 倍",
    ),
    DeliverySetting(
        name="timeout",
        default="120",
        about_en="seconds that the server may stay silent",
        about_zh="服务器没有回应时最多等多少秒",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccount:
    """The settings of a delivery by mail, parsed."""

    host: str
    port: int
    security: str
    sender: str
    """As the mail shows it: ``汐州日报 <desk@example.org>``."""
    address: str
    """The address in it."""
    recipients: tuple[str, ...]
    user: str
    limit: int
    """Bytes of a whole mail."""
    timeout: int
    """Seconds."""

    @property
    def where(self) -> str:
        """Return the server as an address, without the user."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'smtps' if self.security == 'ssl' else 'smtp'}://{host}:{self.port}"


def account(delivery: Delivery) -> MailAccount:
    """Parse the settings of a delivery.

    Raises:
        DeliveryError: EG061 values that cannot be used, EG063 an unencrypted connection; all of them.
    """
    if faults := (*_faults(delivery), *_patterns(delivery)):
        raise DeliveryError(*faults)
    settings = delivery.settings
    host, port = _server(settings["server"], settings["security"])
    return MailAccount(
        host=host,
        port=port,
        security=settings["security"],
        sender=settings["from"],
        address=_sender(settings["from"]),
        recipients=_recipients(settings["recipients"]),
        user=settings["user"],
        limit=_number(_LIMIT, settings["limit"]) * MEGABYTE,
        timeout=_number(_SECONDS, settings["timeout"]),
    )


def is_kindle(address: str) -> bool:
    """Return whether an address belongs to Send to Kindle."""
    domain = address.rpartition("@")[2].lower()
    return domain == "kindle.com" or domain.endswith(".kindle.com")


def megabytes(count: int) -> str:
    """Format a size with four digits: ``36.51 MB``."""
    return f"{count / MEGABYTE:.4g} MB"


def _faults(delivery: Delivery) -> Iterator[Finding]:
    settings = delivery.settings
    host, port = _server(settings["server"], settings["security"])
    if not host or not 0 < port < 1 << 16:
        yield _wrong(delivery, "server", re.sub(r".*@", "…@", settings["server"]), "smtp.example.org:587")
    elif not is_loopback(host.lower()):
        yield from _bare(delivery)
    if not _ADDRESS.fullmatch(_sender(settings["from"])) or not settings["from"].isprintable():
        yield _wrong(delivery, "from", settings["from"], "desk@example.org")
    for one in _recipients(settings["recipients"]) or ("",):
        if not _ADDRESS.fullmatch(one):
            yield _wrong(delivery, "recipients", one, "name_1@kindle.com")
    if not _number(_LIMIT, settings["limit"]):
        yield _wrong(delivery, "limit", settings["limit"], "25MB")
    if not _number(_SECONDS, settings["timeout"]):
        yield _wrong(delivery, "timeout", settings["timeout"], "120")


def _bare(delivery: Delivery) -> Iterator[Finding]:
    """Return the findings for what must not travel unencrypted: everything under ``none``, a password always."""
    settings = delivery.settings
    if settings["security"] == "none":
        yield finding("EG063.bare", delivery.place("security"), "settings.security", server=settings["server"])
    if settings["security"] == "unencrypted" and settings["user"]:
        yield finding("EG063.bare.login", delivery.place("security"), "settings.security", server=settings["server"])


def _patterns(delivery: Delivery) -> Iterator[Finding]:
    for name in ("subject", "pattern"):
        yield from check_pattern(delivery.settings[name], delivery.place(name), name)


def _wrong(delivery: Delivery, name: str, value: str, example: str) -> Finding:
    return finding("EG061.value", delivery.place(name), f"settings.{name}", name=name, value=value, example=example)


def _server(typed: str, security: str) -> tuple[str, int]:
    """Parse host and port; the host is empty if they cannot be parsed."""
    found = _HOST.fullmatch(typed)
    if not found:
        return "", 0
    return found["six"] or found["name"], int(found["port"] or PORTS[security])


def _sender(typed: str) -> str:
    """Return the address of the sender.

    Empty if there are several, which would need a ``Sender`` field (RFC 5322 §3.6.2).
    """
    found = getaddresses([typed])
    return found[0][1] if len(found) == 1 else ""


def _recipients(typed: str) -> tuple[str, ...]:
    """Return each address once; the part after ``@`` is compared without case (RFC 5321 §2.4)."""
    found: dict[str, str] = {}
    for one in re.split(r"[\s,;，；、]+", typed.strip(" \t\r\n,;，；、")):
        name, at, domain = one.rpartition("@")
        found.setdefault(f"{name}{at}{domain.lower()}", one)
    return tuple(found.values())


def _number(form: re.Pattern[str], typed: str) -> int:
    """Return a number above zero, else zero."""
    found = form.fullmatch(typed)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailMessage:
    """A message that is ready to be sent."""

    file: str
    """Name of the attached file."""
    edition: str
    recipient: str
    data: bytes
    """The whole message, as its size counts at the server."""


def mail_messages(
    parcels: Sequence[Artifact], delivery: Delivery, account: MailAccount, had: Sequence[SentPart] = ()
) -> Iterator[MailMessage]:
    """Yield the messages of a delivery, each with one file for one address.

    One file in each message: the size limit counts for the whole message, and a file that is refused does not hold up
    the others. One address in each message: readers do not see who else reads the paper.

    Args:
        parcels: the files.
        delivery: its patterns name subject and file.
        account: read from its settings.
        had: what an earlier run has sent; it is left out.

    Raises:
        DeliveryError: EG061.twice; EG062.parcel, EG062.changed a built file is not as it was.
    """
    for parcel, name in zip(parcels, names_of(parcels, delivery), strict=True):
        file = name.rpartition("/")[2]
        left = [to for to in account.recipients if not any(_is_part(part, parcel, file, to, account) for part in had)]
        if not left:
            continue
        subject = _line(filled(delivery.settings["subject"], parcel))
        shared = _without_address(parcel, file, _content(parcel, delivery), account, subject)
        for recipient in left:
            data = _address(parcel, file, account, recipient, subject) + shared
            yield MailMessage(file=file, edition=parcel.edition, recipient=recipient, data=data)


def _is_part(part: SentPart, parcel: Artifact, file: str, recipient: str, account: MailAccount) -> bool:
    """Return whether this message is a part that was sent; receipts of 0.1 name neither edition nor sender."""
    same = (part.file, part.to) == (file, recipient)
    return same and part.edition in ("", parcel.edition) and part.by in ("", account.address)


def _address(parcel: Artifact, file: str, account: MailAccount, recipient: str, subject: str) -> bytes:
    """Return the header lines that differ from reader to reader."""
    mark = _mark(parcel, file, account, recipient, subject)
    return f"To: {recipient}\r\nMessage-ID: <{mark}@{account.address.rpartition('@')[2]}>\r\n".encode("ascii")


def _without_address(
    parcel: Artifact, file: str, content: tuple[bytes, datetime], account: MailAccount, subject: str
) -> bytes:
    """Return the rest of the message, which is the same for every reader."""
    data, written = content
    message = EmailMessage(policy=SMTP)
    message["From"] = account.sender
    message["Subject"] = subject
    message["Date"] = format_datetime(written)
    message.set_content(_line(parcel.title), cte="base64")
    main, _, sub = parcel.media_type.partition("/")
    plain = {"name": _ascii_name(parcel)}  # for receivers that do not know RFC 2231, which carries the real name
    message.add_attachment(data, maintype=main, subtype=sub, filename=file, params=plain)
    message.set_boundary(f"=_{_mark(parcel, file, account, subject)}")
    return message.as_bytes()


def _mark(parcel: Artifact, file: str, account: MailAccount, *words: str) -> str:
    """Return a stable Message-ID: the same when the message is sent again, different for every other message."""
    facts = "\0".join((parcel.sha256, file, account.sender, *words))
    return f"epubgen.{parcel.day:%Y%m%d}.{hashlib.sha256(facts.encode()).hexdigest()[:32]}"


def _content(parcel: Artifact, delivery: Delivery) -> tuple[bytes, datetime]:
    """Return the file with its modification date, which is the same when it is sent again.

    The day of the issue does not serve: it may be tomorrow.
    """
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
    """Return a text on one line, without characters that a header or a terminal would interpret."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())

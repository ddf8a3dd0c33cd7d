# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a delivery by mail is told: the server, who sends, who receives, within which limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import getaddresses

from epubgen.errors import DeliveryError, Finding, finding
from epubgen.publishing.delivery.addresses import is_loopback
from epubgen.publishing.delivery.artifact import Delivery, Setting
from epubgen.publishing.delivery.pattern import check_pattern

__all__ = ["SETTINGS", "Account", "account", "is_kindle", "megabytes"]

MEGABYTE = 1_000_000
PORTS: Mapping[str, int] = {"starttls": 587, "ssl": 465, "none": 25, "unencrypted": 25}
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^\s:/@\[\]]+))(?::(?P<port>\d{1,5}))?", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?", re.ASCII)
_LIMIT = re.compile(r"0*([1-9]\d{0,5}) ?(?:MB)?", re.ASCII | re.IGNORECASE)
_SECONDS = re.compile(r"0*([1-9]\d{0,3})", re.ASCII)

SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="server",
        required=True,
        about_en="the mail server, `host` or `host:port`; without a port 587, with `ssl` 465, without encryption 25",
        about_zh="邮件服务器，写成 `主机` 或 `主机:端口`；不写端口时为 587，`ssl` 为 465，不加密为 25",
    ),
    Setting(
        name="security",
        default="starttls",
        choices=tuple(PORTS),
        about_en="how the connection is encrypted; `none` goes to this computer only, `unencrypted` anywhere",
        about_zh="连接的加密方式；`none` 只能用于本机，`unencrypted` 不受限制",
    ),
    Setting(
        name="from",
        required=True,
        about_en="the sender; for Send to Kindle an address from the approved list of the Amazon account",
        about_zh="发件人；用 Send to Kindle 时，须在 Amazon 账户的认可名单里",
    ),
    Setting(
        name="recipients",
        required=True,
        about_en="addresses with spaces or commas between; each mail goes to 15 of them at most",
        about_zh="收件地址，用空格或逗号隔开；一封邮件最多 15 个地址，多出的另发",
    ),
    Setting(
        name="user",
        about_en="the name to log in with; without it there is no login",
        about_zh="登录用户名；不写则不登录",
    ),
    Setting(name="subject", default="{full_title}", about_en="a pattern", about_zh="邮件主题的样式"),
    Setting(
        name="pattern",
        default="{title}_{date}",
        about_en="the name of the attached file, without its ending",
        about_zh="附件文件名的样式，不写扩展名",
    ),
    Setting(
        name="limit",
        default="50MB",
        about_en="the size of a whole mail, in which an attachment counts for 1.37 times its bytes",
        about_zh="整封邮件的大小上限；附件在邮件里会变成 1.37 倍",
    ),
    Setting(
        name="timeout",
        default="120",
        about_en="seconds that the server may stay silent",
        about_zh="服务器没有回应时最多等多少秒",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The settings of a delivery by mail, read."""

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
        """The server as an address, without the user."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'smtps' if self.security == 'ssl' else 'smtp'}://{host}:{self.port}"


def account(delivery: Delivery) -> Account:
    """The settings of a delivery, read.

    Raises:
        DeliveryError: EG061 values that cannot be used, EG063 an unencrypted connection, all of them.
    """
    if faults := (*_faults(delivery), *_patterns(delivery)):
        raise DeliveryError(*faults)
    told = delivery.settings
    host, port = _server(told["server"], told["security"])
    return Account(
        host=host,
        port=port,
        security=told["security"],
        sender=told["from"],
        address=_sender(told["from"]),
        recipients=_recipients(told["recipients"]),
        user=told["user"],
        limit=_number(_LIMIT, told["limit"]) * MEGABYTE,
        timeout=_number(_SECONDS, told["timeout"]),
    )


def is_kindle(address: str) -> bool:
    """Whether Send to Kindle receives what goes to an address."""
    domain = address.rpartition("@")[2].lower()
    return domain == "kindle.com" or domain.endswith(".kindle.com")


def megabytes(count: int) -> str:
    """Bytes as people read them, in four digits: ``36.51 MB``."""
    return f"{count / MEGABYTE:.4g} MB"


def _faults(delivery: Delivery) -> Iterator[Finding]:
    told = delivery.settings
    host, port = _server(told["server"], told["security"])
    if not host or not 0 < port < 1 << 16:
        yield _wrong(delivery, "server", re.sub(r".*@", "…@", told["server"]), "smtp.example.org:587")  # a password?
    elif not is_loopback(host.lower()):
        yield from _bare(delivery)
    if not _ADDRESS.fullmatch(_sender(told["from"])) or not told["from"].isprintable():
        yield _wrong(delivery, "from", told["from"], "desk@example.org")
    for one in _recipients(told["recipients"]) or ("",):
        if not _ADDRESS.fullmatch(one):
            yield _wrong(delivery, "recipients", one, "name_1@kindle.com")
    if not _number(_LIMIT, told["limit"]):
        yield _wrong(delivery, "limit", told["limit"], "25MB")
    if not _number(_SECONDS, told["timeout"]):
        yield _wrong(delivery, "timeout", told["timeout"], "120")


def _bare(delivery: Delivery) -> Iterator[Finding]:
    """What must not go over a network in the clear: anything under ``none``, a password always."""
    told = delivery.settings
    if told["security"] == "none":
        yield finding("EG063.bare", delivery.place("security"), "settings.security", server=told["server"])
    if told["security"] == "unencrypted" and told["user"]:
        yield finding("EG063.bare.login", delivery.place("security"), "settings.security", server=told["server"])


def _patterns(delivery: Delivery) -> Iterator[Finding]:
    for name in ("subject", "pattern"):
        yield from check_pattern(delivery.settings[name], delivery.place(name), name)


def _wrong(delivery: Delivery, name: str, value: str, example: str) -> Finding:
    return finding("EG061.value", delivery.place(name), f"settings.{name}", name=name, value=value, example=example)


def _server(typed: str, security: str) -> tuple[str, int]:
    """Host and port; an empty host when they cannot be read."""
    found = _HOST.fullmatch(typed)
    if not found:
        return "", 0
    return found["six"] or found["name"], int(found["port"] or PORTS[security])


def _sender(typed: str) -> str:
    """The address of the sender; empty where there are several: those would need a ``Sender``, RFC 5322 §3.6.2."""
    found = getaddresses([typed])
    return found[0][1] if len(found) == 1 else ""


def _recipients(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.split(r"[\s,;，；、]+", typed.strip(" ,;，；、"))))


def _number(form: re.Pattern[str], typed: str) -> int:
    """A number above zero, else zero."""
    found = form.fullmatch(typed)
    return int(found[1]) if found else 0
